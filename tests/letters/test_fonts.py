"""What stands in for the fonts of the standard when papers are rendered."""

import subprocess

import pytest

from letters import fonts, page


@pytest.fixture(autouse=True)
def forgotten() -> None:
    fonts.found.cache_clear()


def test_a_font_goes_by_its_latin_name_too() -> None:
    assert fonts.is_itself(page.HEITI, "SimHei,黑体")
    assert not fonts.is_itself(page.HEITI, "Noto Sans CJK SC")


def test_every_font_a_paper_names_is_looked_for() -> None:
    named = {page.XIAOBIAOSONG, page.FANGSONG, page.KAITI, page.HEITI, page.SONGTI, page.LATIN}
    assert set(fonts.FACES) == named


def test_a_machine_without_fontconfig_cannot_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert fonts.found(page.HEITI) == ""


def test_a_look_that_does_not_end_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("fc-match", 20)

    monkeypatch.setattr(fonts.shutil, "which", lambda _: "fc-match")
    monkeypatch.setattr(fonts.subprocess, "run", hangs)
    assert fonts.found(page.HEITI) == ""
