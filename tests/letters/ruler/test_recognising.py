"""Elements are told by their words and their place, alike in a file and on its pages, whatever they look like."""

from __future__ import annotations

from dataclasses import replace

import pytest

from letters.ruler.parts import Part, Said
from letters.ruler.recognising import recognised

TITLE = "关于开展夜市安全检查的通知"
NUMBER = Said("云商发〔2026〕5号", 16, centred=True)
REST = (
    Said("各有关单位：", 16),
    Said("为加强夜市管理，现通知如下。", 16),
    Said("云江市商务局", 16, rightward=True),
    Said("2026年3月6日", 16, rightward=True),
)


def told(*rows: Said) -> tuple[Part, ...]:
    return recognised(rows)


@pytest.mark.parametrize(
    "look",
    [
        Said(TITLE, 22, centred=True),
        Said(TITLE, 18),
        Said(TITLE, 16),
        Said(TITLE, 22, red=True, centred=True),
        Said("夜市安全检查情况", 16),
    ],
)
def test_a_title_is_one_whatever_it_looks_like(look: Said) -> None:
    assert told(NUMBER, look, *REST)[:4] == (Part.NUMBER, Part.TITLE, Part.ADDRESSEE, Part.BODY)


def test_a_title_that_wraps_in_the_size_of_the_text_is_one_title() -> None:
    rows = (Said("云江市商务局关于开展夜市安全检查工作并加强夜市日常管理", 16), Said("的通知", 16))
    assert told(NUMBER, *rows, *REST)[1:4] == (Part.TITLE, Part.TITLE, Part.ADDRESSEE)


def test_text_as_large_as_a_title_is_text_under_one() -> None:
    rows = (Said(TITLE, 18, centred=True), Said("各有关单位：", 18), Said("为加强夜市管理维护夜市秩序保障食品安全", 18))
    assert told(*rows)[1:] == (Part.ADDRESSEE, Part.BODY)


@pytest.mark.parametrize(
    "words", ["市财政局、市公安局:", "市财政局,市公安局：", "市财政局,市公安局", "各区、县人民政府；"]
)
def test_addressees_are_found_whatever_marks_part_and_close_them(words: str) -> None:
    rows = told(Said(TITLE, 22, centred=True), replace(REST[0], text=words), *REST[1:])
    assert rows[1:3] == (Part.ADDRESSEE, Part.BODY)


def test_names_under_and_beside_the_signer_are_signers() -> None:
    rows = (
        Said("签发人：王一李二三", 16, rightward=True),
        Said("云商发〔2026〕5号", 16),
        Said("赵四", 16, rightward=True),
        Said(TITLE, 22, centred=True),
    )
    assert told(*rows, *REST)[:4] == (Part.SIGNER, Part.NUMBER, Part.SIGNER, Part.TITLE)
