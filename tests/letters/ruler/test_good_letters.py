"""Our own letters give no finding against them: in the file's XML, and in the ink where LibreOffice is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from letters.letter import compose_letter
from letters.package import Package
from letters.recipes import compose
from letters.ruler import Kind, Measured, measure
from letters.samples import SAMPLES
from letters.wording import SHIPPED
from tests.letters.ruler.papers import LETTER, LONG, Edit, edited

PAGES = {1: "请研究并反馈意见。", 2: f"{LONG}。", 7: "\n".join([f"{LONG}。"] * 6)}
LETTERS = {
    **{kind: compose(kind, SHIPPED, **values)[0] for kind, values in SAMPLES.items()},
    **{f"{count}页": compose_letter(replace(LETTER, body=f"{body}\n特此函达。")) for count, body in PAGES.items()},
    "有密级": compose_letter(replace(LETTER, secrecy="内部")),
    "署名短于日期": compose_letter(replace(LETTER, signature="商务局", dated=date(2026, 12, 14))),
    "多个主送": compose_letter(
        replace(LETTER, addressee="、".join(f"云江市第{n}工作委员会办公室" for n in range(1, 9)))
    ),
    "长标志": compose_letter(replace(LETTER, mark="云江市新型城镇化和城乡融合发展工作领导小组办公室")),
    "无附件无附注": compose_letter(replace(LETTER, attachments=(), contact="", copies="", urgency="")),
}


def against(measured: Measured) -> list[str]:
    return [f"{one.clause} {one.source} {one.where}：{one.message}" for one in measured.findings if one.strength.fails]


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_of_ours_is_right_in_its_file(name: str) -> None:
    measured = measure(LETTERS[name], ink=False)
    assert against(measured) == []
    assert len(measured.right) > 10


@pytest.mark.office
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_of_ours_is_right_on_paper(soffice: str, name: str) -> None:
    measured = measure(LETTERS[name])
    assert against(measured) == []
    assert {one.source for one in measured.right} == {"docx", "pdf"}
    if name[0].isdigit():
        assert measured.pages == int(name[0])


def test_the_kind_of_a_letter_is_told_with_its_reason() -> None:
    measured = measure(LETTERS["1页"], ink=False)
    assert (measured.kind, measured.why) == (Kind.LETTER, "首页有双线")


def test_a_letter_saved_as_strict_open_xml_measures_the_same() -> None:
    strict = (
        ("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
        ("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/"),
        (
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
        ('w:top="2098"', 'w:top="37mm"'),
        ('w:w="11906"', 'w:w="595.3pt"'),
    )
    package = Package.open(LETTERS["1页"])
    changed = {}
    for name, part in package.parts.items():
        text = part.decode()
        for usual, other in strict:
            text = text.replace(usual, other)
        changed[name] = text.encode()
    measured = measure(package.with_parts(changed), ink=False)
    assert against(measured) == []
    assert len(measured.right) == len(measure(LETTERS["1页"], ink=False).right)


def test_margins_that_make_up_for_the_rows_white_are_right() -> None:
    compensated = edited(
        LETTERS["1页"], Edit('w:top="2098"', 'w:top="1961"'), Edit('w:bottom="1984"', 'w:bottom="1847"')
    )
    assert against(measure(compensated, ink=False)) == []
