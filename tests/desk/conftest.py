"""The command line as a clerk types it: words in, exit status and both outputs out, in this process."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from desk.cli import main
from desk.demo import region


@dataclass(frozen=True)
class Answer:
    status: int
    out: str
    err: str


Huiban = Callable[..., Answer]


@pytest.fixture
def huiban(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Huiban:
    monkeypatch.setenv("HUIBAN_FOLDER", str(tmp_path / "office"))

    def run(*words: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["huiban", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main()
        told = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Answer(end.value.code, told.out, told.err)

    return run


@pytest.fixture
def papers(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Lay the fictional round's letter, draft and directory on the desk."""
    letter, draft, units = tmp_path / "letter.docx", tmp_path / "draft.docx", tmp_path / "units.csv"
    letter.write_bytes(region.incoming_letter())
    draft.write_bytes(region.draft_plan())
    units.write_bytes(region.units_csv())
    return letter, draft, units
