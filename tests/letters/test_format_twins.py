"""Format twins: one letter as docx, PDF, doc, OFD, scan and txt says the same."""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from letters.conversion import convert
from letters.document import Document, Source
from letters.facts import understand
from letters.letter import Letter, compose_letter
from letters.reading import read_document
from letters.render import to_pdf
from tests.letters.reading.ofdfiles import ofd, page, text

PLAN = "河阳市公共数据资源开发利用三年行动方案（征求意见稿）"
LETTER = Letter(
    mark="河阳市数据局",
    title=f"关于征求《{PLAN}》意见的函",
    addressee="市教育局、市财政局，各区人民政府",
    body=(
        f"我局起草了《{PLAN}》。现征求你单位意见，请于2026年3月20日（星期五）17时前将书面意见加盖公章后反馈我局。"
        "无意见也请书面反馈，逾期未反馈视为无意见。\n"
        "联系人：甲明，电话：0999-5551234，邮箱：shuju@heyang.example。"
    ),
    signature="河阳市数据局",
    dated=date(2026, 3, 6),
    number="河数函〔2026〕12号",
    urgency="特急",
    attachments=(PLAN, "意见反馈表"),
)
_MILLIMETRES = 25.4 / 72  # of a point


class _Word97:
    value = "MS Word 97"


def scan_of(pdf: bytes) -> bytes:
    """Draw a PDF's pages and pack the pictures as a PDF without words."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [leaf.render(scale=110 / 72).to_pil().convert("RGB") for leaf in document]
    packed = io.BytesIO()
    pages[0].save(packed, "PDF", save_all=True, append_images=pages[1:], resolution=110)
    return packed.getvalue()


def ofd_of(pdf: bytes) -> bytes:
    """Write every letter of a PDF at its place, as makers of OFD do that come from a printer."""
    with pypdfium2.PdfDocument(pdf) as document:
        return ofd([page("".join(_letters_of(leaf))) for leaf in document])


def _letters_of(leaf: pypdfium2.PdfPage) -> list[str]:
    words = leaf.get_textpage()
    written = words.get_text_range()
    placed = []
    for at, letter in enumerate(written):
        if letter.isspace():
            continue
        left, bottom, _, _ = words.get_charbox(at, loose=True)
        size = pdfium.FPDFText_GetFontSize(words, at)
        base = (leaf.get_height() - bottom - 0.2 * size) * _MILLIMETRES
        red = "255 0 0" if size > 40 else "0 0 0"  # only the letterhead is so large
        placed.append(text(left * _MILLIMETRES, base, size * _MILLIMETRES, letter, colour=red))
    words.close()
    return placed


@pytest.fixture(scope="module")
def twins(soffice: str, ocr: None) -> Mapping[str, bytes]:
    docx = compose_letter(LETTER)
    pdf = to_pdf(docx)
    return {
        "docx": docx,
        "pdf": pdf,
        "doc": convert(docx, "docx", _Word97),  # type: ignore[arg-type]  # only tests write Word 97
        "ofd": ofd_of(pdf),
        "scan": scan_of(pdf),
        "txt": read_document(docx, "函.docx").text.encode("gb18030"),
    }


def facts(document: Document) -> dict[str, Any]:
    said = understand(document).as_json()
    del said["evidence"]
    return said


@pytest.mark.office
def test_the_letter_is_understood(twins: Mapping[str, bytes]) -> None:
    said = facts(read_document(twins["docx"], "函"))
    assert said["title"] == LETTER.title
    assert said["document_number"] == LETTER.number
    assert said["urgency"] == "特急"
    assert said["attachments"] == list(LETTER.attachments)
    assert said["deadline"] | {"text": ""} == {
        "text": "",
        "rule": "date",
        "count": None,
        "on": "2026-03-20",
        "at": "17:00",
    }
    assert said["contacts"] == ["甲明"]


@pytest.mark.office
@pytest.mark.parametrize("form", ["pdf", "doc", "ofd", "scan", "txt"])
def test_every_format_of_one_letter_says_the_same(twins: Mapping[str, bytes], form: str) -> None:
    document = read_document(twins[form], "函")
    assert document.source is Source(form)
    assert facts(document) == facts(read_document(twins["docx"], "函"))
