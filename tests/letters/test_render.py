"""版式: clear words where LibreOffice is missing or cannot."""

import io
import os
import signal
from pathlib import Path
from typing import Any

import docx
import pytest

from letters.conversion import stop, worker
from letters.render import to_pdf
from registry.errors import FileRefused, FileTooLarge, RenderingUnavailable


def test_a_machine_without_libreoffice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    stop()  # one that runs needs no looking for
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RenderingUnavailable, match="未安装 LibreOffice"):
        to_pdf(b"PK")


def test_a_file_beyond_bounds_is_not_handed_over() -> None:
    with pytest.raises(FileTooLarge, match="超过50MB"):
        to_pdf(bytes(50_000_001))


@pytest.mark.office
def test_a_conversion_that_does_not_end_is_stopped(soffice: str) -> None:
    with pytest.raises(RenderingUnavailable, match="未完成转换"):
        to_pdf(b"text", timeout=0.0)


def docx_of(words: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(words)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


@pytest.mark.office
def test_a_libreoffice_found_dead_is_started_again(soffice: str) -> None:
    assert to_pdf(docx_of("一")).startswith(b"%PDF")
    os.killpg(driver().pid, signal.SIGKILL)
    assert to_pdf(docx_of("二")).startswith(b"%PDF")


@pytest.mark.office
def test_one_libreoffice_serves_many_papers_and_leaves_nothing_behind(soffice: str) -> None:
    to_pdf(docx_of("一"))
    first = driver()
    to_pdf(docx_of("二"))
    assert driver() is first
    folder = Path(first.args[3])
    assert folder.is_dir()
    stop()
    assert first.poll() is not None
    assert not folder.exists()


@pytest.mark.office
def test_a_file_that_cannot_be_opened_is_refused_and_the_next_is_converted(soffice: str) -> None:
    with pytest.raises(FileRefused, match="未能打开"):
        to_pdf(b"PK\x03\x04 not a paper")
    assert to_pdf(docx_of("二")).startswith(b"%PDF")


def driver() -> Any:
    held = worker._held.worker
    assert held is not None
    return held._process


@pytest.mark.office
@pytest.mark.usefixtures("soffice")
def test_a_paper_for_the_archive_is_pdf_a() -> None:
    made = to_pdf(docx_of("归档"), for_archive=True)
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
