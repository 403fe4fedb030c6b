"""Attachments a letter lists are looked for among all that came, by name and loosely."""

import pytest

from letters.document import Document
from letters.paper_names import is_same_paper, is_slip_for
from letters.promised import Handed, missing_attachments
from letters.reading import read_document

LETTER = "关于征求《河阳市夜市管理办法》意见的函\n市财政局：\n请于3月9日前反馈。\n{}\n河阳市商务局\n2026年3月2日\n"
LIST = "附件：1.河阳市夜市管理办法（征求意见稿）\n2.意见反馈表"
DRAFT = "河阳市夜市管理办法\n（征求意见稿）\n第一条 为管理夜市，制定本办法。\n"
PROMISED = ("河阳市夜市管理办法（征求意见稿）", "意见反馈表")


def text(words: str) -> Document:
    return read_document(words.encode(), "文.txt")


def missing(letter: str, *others: tuple[str, str]) -> list[str]:
    handed = [Handed(name, text(words)) for name, words in others]
    return [finding.message for finding in missing_attachments(PROMISED, text(letter), handed)]


def test_what_did_not_come_is_told_with_what_to_do() -> None:
    [finding] = missing_attachments(PROMISED[1:], text(LETTER.format(LIST)), [])
    assert finding.message == "来文所列附件“意见反馈表”未见"
    assert finding.kind == "attachment"
    assert "索取" in finding.suggestion


def test_a_file_answers_by_its_name_or_by_its_title() -> None:
    form = ("附件2：征求意见反馈表（样表）.xlsx", "单位 意见")
    assert missing(LETTER.format(LIST), ("扫描件0001.pdf", DRAFT), form) == []
    assert missing(LETTER.format(LIST), ("《河阳市夜市管理办法》（送审稿）.doc", "第一条 略"), form) == []


def test_a_part_of_the_letters_own_file_answers() -> None:
    assert missing(LETTER.format(LIST) + DRAFT + "附件2\n意见反馈表\n单位\n") == []
    assert missing(LETTER.format(LIST) + DRAFT) == ["来文所列附件“意见反馈表”未见"]


def test_the_list_itself_answers_nothing() -> None:
    assert len(missing(LETTER.format(LIST))) == 2


def test_a_draft_without_a_name_is_answered_by_any_paper_beside_the_letter() -> None:
    letter = text(LETTER.format("附件：征求意见稿"))
    assert list(missing_attachments(["征求意见稿"], letter, [Handed("a.txt", text(DRAFT))])) == []
    assert len(list(missing_attachments(["征求意见稿"], letter, []))) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("《甲市防汛方案（2023-2025）》", "甲市防汛方案（2023-2025年）（征求意见稿）.docx", True),
        ("甲市防汛办法", "2.甲市防汛办法", True),
        ("甲市防汛办法", "甲市防汛办法起草说明", False),
        ("甲市防汛办法", "甲市抗旱规划", False),
        ("关于《甲市防汛办法》的说明", "起草说明.docx", True),
        ("办法", "甲市防汛办法", False),
    ],
)
def test_names_are_one_papers_by_their_words_and_kind(one: str, other: str, *, same: bool) -> None:
    assert is_same_paper(one, other) is same


@pytest.mark.parametrize(
    ("name", "is_slip"),
    [
        ("云岭市智慧养老服务管理办法（征求意见稿）.docx", True),
        ("云岭市智慧养老服务促进办法（征求意见第二稿）", False),
        ("智慧养老服务促进办法", False),
        ("《云岭市智慧养老服务促进办法》起草说明", False),
        ("云岭市公共停车场收费目录", False),
    ],
)
def test_a_title_written_otherwise_is_told_from_the_same_and_from_another(name: str, *, is_slip: bool) -> None:
    assert is_slip_for(name, "云岭市智慧养老服务促进办法（征求意见稿）") is is_slip
