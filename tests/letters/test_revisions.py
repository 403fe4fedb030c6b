"""What a copy carries: every kind of tracked change, and comments with their anchors."""

from __future__ import annotations

import pytest

from letters.changes import apply, changes_between
from letters.differences import changed_words, word_changes
from letters.revisions import Copy, read_copy
from tests.letters.wordfiles import comment, on, paragraph, plain, put_in, run, table, took_out, word


def made_by(draft: list[str], copy: Copy) -> list[str]:
    return apply(draft, changes_between(draft, copy))


def test_text_put_in_and_taken_out_gives_both_texts() -> None:
    copy = read_copy(word(paragraph(run("到"), took_out("2025年", "王"), put_in("2026年", "王"), run("建成"))))
    assert (copy.original, copy.accepted, copy.authors) == (("到2025年建成",), ("到2026年建成",), ("王",))


def test_a_move_is_taken_out_here_and_put_in_there() -> None:
    gone = '<w:moveFrom w:id="1" w:author="王"><w:r><w:t>甲。</w:t></w:r></w:moveFrom>'
    come = '<w:moveTo w:id="2" w:author="王"><w:r><w:t>甲。</w:t></w:r></w:moveTo>'
    copy = read_copy(word(paragraph(gone, run("乙。")), paragraph(run("丙。"), come)))
    assert (copy.original, copy.accepted) == (("甲。乙。", "丙。"), ("乙。", "丙。甲。"))


def test_what_was_put_in_and_taken_out_again_is_in_neither_text() -> None:
    both = f'<w:ins w:id="1" w:author="王">{took_out("丁", "李")}</w:ins>'
    copy = read_copy(word(paragraph(run("甲"), both)))
    assert (copy.original, copy.accepted) == (("甲",), ("甲",))


def test_a_change_of_format_alone_is_no_change() -> None:
    bold = '<w:r><w:rPr><w:b/><w:rPrChange w:id="1" w:author="王"><w:rPr/></w:rPrChange></w:rPr><w:t>甲</w:t></w:r>'
    copy = read_copy(word(paragraph(bold)))
    assert not copy.tracked
    assert changes_between(["甲"], copy) == ()


@pytest.mark.parametrize(
    ("body", "draft", "wanted"),
    [
        ([paragraph(run("甲"), mark="ins", author="王"), paragraph(run("乙"))], ["甲乙"], ["甲", "乙"]),
        ([paragraph(run("甲"), mark="del", author="王"), paragraph(run("乙"))], ["甲", "乙"], ["甲乙"]),
        (
            [paragraph(run("甲"), mark="ins", author="王"), paragraph(put_in("新", "王")), paragraph(run("乙"))],
            ["甲", "乙"],
            ["甲", "新", "乙"],
        ),
        (
            [paragraph(run("甲"), mark="del", author="王"), paragraph(took_out("乙", "王")), paragraph(run("丙"))],
            ["甲", "乙", "丙"],
            ["甲", "丙"],
        ),
    ],
    ids=["split", "joined", "new after the last", "struck with the mark before"],
)
def test_paragraphs_put_in_split_joined_and_struck(body: list[str], draft: list[str], wanted: list[str]) -> None:
    copy = read_copy(word(*body))
    assert list(copy.original) == draft
    assert list(copy.accepted) == wanted
    assert made_by(draft, copy) == wanted


def test_a_table_row_struck_takes_its_cells() -> None:
    struck = table(["1", "建目录"], ["2", "建平台"]).replace(
        "<w:tr>", '<w:tr><w:trPr><w:del w:id="1" w:author="王"/></w:trPr>', 1
    )
    copy = read_copy(word(struck, paragraph(run("完"))))
    assert list(copy.original) == ["1", "建目录", "2", "建平台", "完"]
    assert made_by(list(copy.original), copy) == ["2", "建平台", "完"]


def test_tracked_and_silent_changes_in_one_copy_are_both_found() -> None:
    copy = read_copy(
        word(paragraph(run("到"), took_out("2025年", "王"), put_in("2026年", "王")), paragraph(run("建设平台六个。")))
    )
    draft = ["到2025年", "建设平台五个。"]
    changes = changes_between(draft, copy)
    assert [(change.line, change.new, change.tracked) for change in changes] == [(0, "2026年", True), (1, "六", False)]
    assert apply(draft, changes) == ["到2026年", "建设平台六个。"]


def test_comments_know_their_words_and_what_they_answer() -> None:
    extended = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="0A" w15:done="0"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A"/>'
        "</w15:commentsEx>"
    )
    threads = [comment(n, who, text) for n, who, text in ((0, "王", "偏少"), (1, "李", "同意"))]
    named = [
        t.replace(
            "<w:p>", f'<w:p xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="{p}">', 1
        )
        for t, p in zip(threads, ("0A", "0B"), strict=True)
    ]
    data = word(
        paragraph(run("建设平台")),
        paragraph(run("更新"), on(0, on(1, run("200座")))),
        comments=named,
        parts={"word/commentsExtended.xml": extended.encode()},
    )
    first, second = read_copy(data).comments
    assert (first.line, first.start, first.end, first.text) == (1, 2, 6, "偏少")
    assert second.answers == first.number


def test_a_year_changed_by_one_digit_is_one_change_of_the_year() -> None:
    assert word_changes("到2023年底", "到2024年底") == [(1, 6, "2024年")]
    assert word_changes("增长5%以上", "增长6.5%以上") == [(2, 4, "6.5%")]


def test_of_two_long_texts_what_differs_is_shown_from_pause_to_pause() -> None:
    old = "开展公共数据资源普查，逐部门、逐系统核对资源，2026年6月底前完成46个部门的普查登记，年底前完成普查。"
    new = old.replace("46个", "56个")
    assert changed_words(old, new, 40) == (
        "……2026年6月底前完成46个部门的普查登记……",
        "……2026年6月底前完成56个部门的普查登记……",
    )
    added = old.replace("普查，逐", "普查，会同各县，逐")
    assert changed_words(old, added, 40) == (
        "开展公共数据资源普查，逐部门……",
        "开展公共数据资源普查，会同各县，逐部门……",
    )
    assert changed_words("46个", "56个", 40) == ("46个", "56个")
    assert changed_words(old, "", 40) == (old, "")
    assert changed_words(old, "另行规定。" * 12, 40) == (old, "另行规定。" * 12)


def test_a_copy_that_is_the_draft_changes_nothing() -> None:
    assert changes_between(["甲", "", "乙"], read_copy(plain("甲", "", "乙"))) == ()
