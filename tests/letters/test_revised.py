"""修改稿: what was accepted is made so and no more; what is open is left to a person."""

import pytest

from letters.draft import open_draft, settled
from letters.matrix_rows import Decision
from letters.merging import Merged
from letters.package import Package
from letters.revised import Revised, revised_draft
from letters.revisions import copy_of
from registry.words import Disposition
from tests.letters.test_wish_words import LINES, merged_of

POLICE, STAFF = "云泽市公安局", "市人社局"
OFFICE = "云泽市人民政府办公室"
RAISE = (POLICE, "建议将第3项“200座”修改为“300座”。")
ACCEPTED, DECLINED = Decision(Disposition.ACCEPTED), Decision(Disposition.DECLINED, "确有需要")


def revised(merged: Merged, *decisions: Decision | None) -> Revised:
    by_id = {item.id: one for item, one in zip(merged.opinions, decisions, strict=True) if one}
    return revised_draft(merged, by_id, OFFICE, "2026-03-12T10:00:00Z")


def lines_of(data: bytes) -> list[str]:
    return list(open_draft(data).lines)


def authors(data: bytes) -> set[str]:
    return {
        element.get(name) for element in Package.open(data).body().iter() for name in element.attrib if "author" in name
    }


def test_an_accepted_change_is_made_in_the_clean_text_and_marked_in_the_redline() -> None:
    made = revised(merged_of(RAISE), ACCEPTED)
    assert lines_of(made.clean) == [line.replace("200座", "300座") for line in LINES]
    assert authors(made.redline) == {POLICE}
    assert authors(made.clean) == set()


def test_the_redline_accepted_is_the_clean_text_and_rejected_the_draft() -> None:
    made = revised(merged_of(RAISE), ACCEPTED)
    assert lines_of(settled(made.redline)) == lines_of(made.clean)
    assert list(copy_of(Package.open(made.redline)).original) == list(LINES)


@pytest.mark.parametrize("decision", [None, DECLINED, Decision(Disposition.EXPLAINED, "已有规定")])
def test_what_was_not_accepted_changes_nothing(decision: Decision | None) -> None:
    made = revised(merged_of(RAISE), decision)
    assert lines_of(made.clean) == list(LINES)
    assert (made.applied, made.by_hand) == ((), ())


def test_what_was_accepted_in_part_reads_as_it_was_settled_in_the_offices_name() -> None:
    made = revised(merged_of(RAISE), Decision(Disposition.PARTLY, "经费所限", "250座"))
    assert lines_of(made.clean) == [line.replace("200座", "250座") for line in LINES]
    assert authors(made.redline) == {OFFICE}


def test_what_two_units_ask_alike_is_made_once() -> None:
    merged = merged_of(RAISE, (STAFF, RAISE[1]))
    made = revised(merged, ACCEPTED, ACCEPTED)
    assert lines_of(made.clean) == [line.replace("200座", "300座") for line in LINES]
    assert set(made.applied) == {item.id for item in merged.opinions}


def test_what_leaves_the_wording_open_is_left_to_a_person_beside_its_place() -> None:
    merged = merged_of((POLICE, "建议第3项进一步明确责任分工。"))
    made = revised(merged, ACCEPTED)
    assert made.by_hand == (merged.opinions[0].id,)
    assert lines_of(made.clean) == list(LINES)
    assert "已采纳，须人工改写".encode() in Package.open(made.redline).parts["word/comments.xml"]
    assert "word/comments.xml" not in Package.open(made.clean).parts


def test_changes_of_the_same_words_are_made_once_and_the_other_left_to_a_person() -> None:
    merged = merged_of(RAISE, (STAFF, "建议将第3项“200座”修改为“400座”。"))
    made = revised(merged, ACCEPTED, ACCEPTED)
    assert len(made.applied) == len(made.by_hand) == 1
