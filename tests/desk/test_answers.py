"""Every answer of the demonstration's units is read back as what it is."""

from __future__ import annotations

from datetime import date

import pytest

from desk.demo import answers
from letters.draft import open_draft
from letters.forms import FormClause, ReplyForm, write_form
from letters.returns import join_halves, read_return
from registry.words import How, Stance
from tests.letters.sample import DRAFT

DAY = date(2025, 3, 4)
UNIT = "云泽市财政局"
OFFICE = "市交通局"
PAPER = open_draft(DRAFT)
ASKED = [start.clause.id for start in PAPER.starts if start.clause.path.startswith("二/（二）/")]
FORM = write_form(
    ReplyForm(
        OFFICE,
        UNIT,
        "方案",
        tuple(FormClause(c.id, c.path, c.label, c.text) for c in PAPER.outline.clauses if c.id in ASKED),
        token="T-1",
    )
)


@pytest.mark.parametrize(
    ("data", "how"),
    [
        (answers.filled_form(FORM), How.FORM),
        (answers.prose_letter(DRAFT, UNIT, OFFICE, DAY, ASKED), How.PROSE),
        (answers.mail_body(DRAFT, UNIT, ASKED).encode(), How.BODY),
        (answers.tracked_copy(DRAFT, UNIT, DAY, ASKED), How.REVISION),
        (answers.edited_copy(DRAFT, ASKED), How.EDITED),
        (answers.commented_copy(DRAFT, UNIT, DAY, ASKED), How.COMMENT),
    ],
)
def test_each_way_of_answering_is_read_with_its_clause(data: bytes, how: How) -> None:
    answer = read_return(DRAFT, data, f"{UNIT}反馈", [UNIT])
    assert (answer.unit, answer.stance, answer.usable) == (UNIT, Stance.OPINIONS, True)
    assert answer.opinions
    for opinion in answer.opinions:
        assert opinion.how is how
        assert opinion.clause is not None
        assert opinion.clause.startswith("二/（二）/")
        assert opinion.confidence > 0.7


def test_agreeing_in_a_letter_with_advice() -> None:
    letter = answers.prose_letter(DRAFT, UNIT, OFFICE, DAY, agree=True)
    assert read_return(DRAFT, letter, "复函.docx", [UNIT]).stance is Stance.AGREE_WITH_OPINIONS


def test_a_sealed_scan_with_words_in_the_mail_is_a_sealed_no_comment() -> None:
    scan = read_return(DRAFT, answers.sealed_scan(), "盖章件.pdf", [UNIT])
    words = read_return(DRAFT, answers.no_comment(UNIT).encode(), "正文.txt", [UNIT])
    whole = join_halves([scan, words])
    assert (scan.sealed, scan.usable) == (True, False)
    assert (whole.stance, whole.sealed, whole.unit) == (Stance.NO_COMMENT, True, UNIT)


def test_a_broken_file_cannot_be_used() -> None:
    broken = read_return(DRAFT, answers.broken_file(DRAFT), "反馈.docx", [UNIT])
    assert (broken.stance, broken.usable) == (Stance.UNUSABLE, False)
