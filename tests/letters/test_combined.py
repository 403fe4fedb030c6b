"""The laws of the combined draft, over made-up drafts and edits."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from letters.changes import Change, Shape, apply, changes_between
from letters.combined import combine
from letters.comments_part import Note
from letters.revisions import Copy, read_copy
from tests.letters.wordfiles import paragraph, plain, put_in, read_back, run, table, took_out, word

WORDS = ["建立", "目录", "2024年", "共享", "，", "200亿元", "公共数据", "平台", "县区"]
UNITS = ["甲局", "乙局", "丙委"]

texts = st.lists(st.sampled_from(WORDS), min_size=0, max_size=6).map("".join)
drafts = st.lists(texts, min_size=1, max_size=5)


def lines_of(*lines: str) -> Copy:
    return Copy(lines)


def filled(lines: list[str]) -> list[str]:
    """Leave out empty paragraphs: two units cannot both own one paragraph mark."""
    return [line for line in lines if line]


@settings(max_examples=150, deadline=None)
@given(drafts, drafts)
def test_an_edit_accepted_gives_its_text_and_rejected_the_draft(draft: list[str], edited: list[str]) -> None:
    changes = changes_between(draft, lines_of(*edited))
    assert apply(draft, changes) == edited
    merged = combine(plain(*draft), {"甲局": changes})
    assert filled(read_back(merged, {"甲局"})) == filled(edited)
    assert read_back(merged, ()) == draft


@settings(max_examples=150, deadline=None)
@given(drafts, st.lists(drafts, min_size=2, max_size=3))
def test_accepting_one_unit_alone_gives_its_text_whatever_others_did(
    draft: list[str], versions: list[list[str]]
) -> None:
    changes = {u: changes_between(draft, lines_of(*v)) for u, v in zip(UNITS, versions, strict=False)}
    merged = combine(plain(*draft), changes)
    assert read_back(merged, ()) == draft
    for unit, version in zip(UNITS, versions, strict=False):
        assert filled(read_back(merged, {unit})) == filled(version)
    backwards = dict(reversed(changes.items()))
    assert combine(plain(*draft), backwards) == merged


def test_overlapping_changes_of_two_units_both_stand_one_after_the_other() -> None:
    merged = combine(
        plain("到2025年建成统一平台。"),
        {
            "甲局": [Change(Shape.TEXT, 0, 1, 6, "2024年")],
            "乙局": [Change(Shape.TEXT, 0, 1, 8, "2026年完成")],
        },
    )
    assert read_back(merged, {"甲局"}) == ["到2024年建成统一平台。"]
    assert read_back(merged, {"乙局"}) == ["到2026年完成统一平台。"]
    assert read_back(merged, {"甲局", "乙局"}) == ["到2024年2026年完成统一平台。"]


def test_a_table_row_struck_by_a_unit_goes_as_a_row() -> None:
    draft = word(paragraph(run("任务表")), table(["1", "建目录"], ["2", "建平台"]), paragraph(run("完")))
    gone = [Change(Shape.LINE_OUT, 3, 0, 1), Change(Shape.LINE_OUT, 4, 0, 3)]
    merged = combine(draft, {"甲局": gone})
    assert read_back(merged, {"甲局"}) == ["任务表", "1", "建目录", "完"]
    assert read_back(merged, ()) == ["任务表", "1", "建目录", "2", "建平台", "完"]


def test_a_comment_hangs_on_its_words_and_is_read_back_with_its_unit() -> None:
    merged = combine(plain("建立目录。", "建设平台。"), {}, [Note("甲局", 1, "请明确由谁建设", 2, 4)])
    (comment,) = read_copy(merged).comments
    assert (comment.author, comment.text, comment.line, comment.start, comment.end) == (
        "甲局",
        "请明确由谁建设",
        1,
        2,
        4,
    )
    with zipfile.ZipFile(io.BytesIO(merged)) as archive:
        assert b"comments+xml" in archive.read("[Content_Types].xml")
        assert b"comments.xml" in archive.read("word/_rels/document.xml.rels")


def test_parts_other_than_the_text_stay_byte_for_byte() -> None:
    draft = word(paragraph(run("建立目录。")), parts={"word/media/image1.png": b"\x89PNG"})
    merged = combine(draft, {"甲局": [Change(Shape.TEXT, 0, 0, 2, "完善")]})
    with zipfile.ZipFile(io.BytesIO(merged)) as archive:
        assert archive.read("word/media/image1.png") == b"\x89PNG"


def test_a_tracked_copy_travels_into_the_combined_draft_unchanged() -> None:
    copy = read_copy(
        word(
            paragraph(run("到"), took_out("2023年", "王"), put_in("2024年", "王"), run("建成。")),
            paragraph(put_in("新增一条。", "王"), mark="ins", author="王"),
            paragraph(took_out("删去此条。", "王"), mark="del", author="王"),
            paragraph(run("完。")),
        )
    )
    draft = ["到2023年建成。", "删去此条。", "完。"]
    assert copy.original == tuple(draft)
    assert copy.accepted == ("到2024年建成。", "新增一条。", "完。")
    merged = combine(plain(*draft), {"甲局": changes_between(draft, copy)})
    assert read_back(merged, {"甲局"}) == list(copy.accepted)
