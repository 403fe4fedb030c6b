"""A file that cannot be measured says why in one clear Chinese line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from PIL import Image
from typer.testing import CliRunner

from desk.cli import app
from letters.ruler import Kind, measure
from registry.errors import FileEmpty, FileEncrypted, FileRefused, FileTooLarge, FileTruncated, FileUnknown
from tests.letters.ruler.clerks import NO_PAPER, RED_HEADED, paper
from tests.letters.ruler.papers import Edit, edited, good


def scanned() -> bytes:
    packed = io.BytesIO()
    Image.new("RGB", (827, 1169), "white").save(packed, "PDF", resolution=100)
    return packed.getvalue()


def test_a_scan_has_nothing_to_measure() -> None:
    with pytest.raises(FileUnknown, match="扫描件，没有可量的文字"):
        measure(scanned())


def test_what_looks_like_no_paper_is_not_measured_unless_its_format_is_named() -> None:
    data = paper(NO_PAPER)
    with pytest.raises(FileUnknown, match="不像公文"):
        measure(data, ink=False)
    assert measure(data, Kind.LETTER, ink=False).fails > 0


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", FileEmpty),
        (b"%PDF-1.7\n1 0 obj", FileTruncated),
        (good()[:3000], FileTruncated),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), FileEncrypted),
        ("一封信".encode(), FileUnknown),
    ],
)
def test_a_broken_file_says_so(data: bytes, error: type[FileRefused]) -> None:
    with pytest.raises(error):
        measure(data)


def test_a_page_on_its_side_is_told() -> None:
    data = edited(good(), Edit('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"'))
    sizes = [one for one in measure(data, ink=False).findings if one.clause == "5.1"]
    assert [one.message for one in sizes] == [
        "用纸宽度应为210 mm，实为297 mm；页面横排",
        "用纸高度应为297 mm，实为210 mm；页面横排",
    ]


def test_a_document_without_words_is_empty() -> None:
    with pytest.raises(FileEmpty, match="没有文字"):
        measure(paper(()), ink=False)


def test_the_command_gives_an_entry_a_file_and_status_1_where_one_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "通知.docx").write_bytes(paper(RED_HEADED))
    (tmp_path / "扫描.pdf").write_bytes(scanned())
    ran = CliRunner().invoke(app, ["measure", str(tmp_path / "扫描.pdf"), str(tmp_path / "通知.docx"), "--json"])
    assert ran.exit_code == 1
    refused, told = json.loads(ran.stdout)
    assert "扫描件" in refused["error"]
    assert refused["findings"] == refused["right"] == []
    assert (told["file"], told["error"], told["kind"]) == ("通知.docx", None, "general")
    finding = next(row for row in told["findings"] if row["clause"] == "7.2.5")
    assert finding == {
        "clause": "7.2.5",
        "element": "发文字号",
        "where": "第2段“云商发[2026]第05…”",
        "measured": "云商发[2026]第05号",
        "required": "代字〔年份〕序号号",
        "unit": "",
        "strength": "R",
        "message": finding["message"],
        "source": "docx",
    }


def test_the_command_tells_people_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "通知.docx").write_bytes(paper(RED_HEADED))
    ran = CliRunner().invoke(app, ["measure", str(tmp_path / "通知.docx"), "--kind", "general"])
    assert ran.exit_code == 0
    assert "通用格式（按指定）" in ran.stdout
    assert "不合" in ran.stdout


@pytest.mark.parametrize("figure", ["", "-1", "1e400", "NaN", "0", "９"])
def test_figures_that_are_none_stop_nothing(figure: str) -> None:
    styles = Edit('w:line="579"', f'w:line="{figure}"', part="word/styles.xml")
    sizes = Edit('w:sz w:val="32"', f'w:sz w:val="{figure}"', count=-1)
    references = Edit('w:type="even"', f'w:type="{figure}"')
    assert measure(edited(good(), styles, sizes, references), ink=False).findings


def test_a_paper_of_more_paragraphs_than_any_has_is_refused() -> None:
    many = edited(good(), Edit("<w:body>", f"<w:body>{'<w:p/>' * 20_001}"))
    with pytest.raises(FileTooLarge, match="超过20000段"):
        measure(many, ink=False)


def test_a_coloured_heading_is_no_mark_of_an_office() -> None:
    document = docx.Document()
    document.add_heading("Shopping list", 0)
    document.add_paragraph("Milk, bread, eggs.")
    saved = io.BytesIO()
    document.save(saved)
    with pytest.raises(FileUnknown, match="不像公文"):
        measure(saved.getvalue(), ink=False)
