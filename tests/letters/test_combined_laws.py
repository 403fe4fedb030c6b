"""The laws of the combined draft on drafts of every build: lists, tables, fields, links, notes, pictures."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from letters.changes import apply
from letters.combined import combine
from letters.comments_part import Note
from letters.draft import settled
from letters.revisions import read_copy
from tests.letters.made_drafts import changes_of, drafts, versions
from tests.letters.tracking import canonical, lines_of, parts_of, root_of, settle

LAW = settings(max_examples=40, deadline=None)


def filled(lines: list[str]) -> list[str]:
    """Leave out empty paragraphs: a cell must keep one, and one mark cannot be struck by two units."""
    return [line for line in lines if line]


@LAW
@given(drafts(), st.data())
def test_all_rejected_is_the_draft_in_words_and_looks(draft: bytes, data: st.DataObject) -> None:
    lines = lines_of(root_of(draft))
    merged = combine(draft, changes_of(lines, data.draw(versions(lines))), [Note("甲局", 0, "请明确", 0, 2)])
    assert canonical(settle(root_of(merged), ())) == canonical(root_of(draft))


@LAW
@given(drafts(), st.data())
def test_one_unit_accepted_and_all_others_rejected_is_its_copy(draft: bytes, data: st.DataObject) -> None:
    lines = lines_of(root_of(draft))
    by_unit = data.draw(versions(lines))
    merged = root_of(combine(draft, changes_of(lines, by_unit)))
    for unit, version in by_unit.items():
        assert filled(lines_of(settle(merged, {unit}))) == filled(version)


@LAW
@given(drafts(), st.data())
def test_returns_in_any_order_give_the_same_bytes_and_leave_other_parts_alone(
    draft: bytes, data: st.DataObject
) -> None:
    lines = lines_of(root_of(draft))
    changes = changes_of(lines, data.draw(versions(lines)))
    notes = [Note(unit, n % len(lines), "请明确", n, n + 2) for n, unit in enumerate(changes)]
    merged = combine(draft, changes, notes)
    assert combine(draft, dict(reversed(changes.items())), notes[::-1]) == merged
    before, after = parts_of(draft), parts_of(merged)
    written = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert {name: part for name, part in after.items() if name not in written} == {
        name: part for name, part in before.items() if name not in written
    }


@LAW
@given(drafts(), st.data())
def test_the_combined_draft_reads_back_as_the_draft_and_accepted_as_all_changes(
    draft: bytes, data: st.DataObject
) -> None:
    lines = lines_of(root_of(draft))
    by_unit = data.draw(versions(lines, most=1))
    (changes,) = changes_of(lines, by_unit).values()
    merged = combine(draft, {"甲局": changes})
    assert list(read_copy(merged).original) == lines
    assert filled(list(read_copy(settled(merged)).original)) == filled(apply(lines, changes))
