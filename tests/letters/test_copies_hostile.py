"""Copies that are damaged, huge, tangled or of another draft: read for what they say, or refused clearly."""

from __future__ import annotations

import time

import pytest

from letters.merge_files import COMBINED, PROBLEMS, merge_files
from letters.returns import read_return
from letters.revisions import MOST_CHANGES, MOST_PARAGRAPHS, read_copy
from registry.errors import FileTooLarge, FileTruncated
from registry.words import Stance
from tests.letters.sample import DRAFT, LINES, UNITS
from tests.letters.tracking import lines_of, root_of, settle
from tests.letters.wordfiles import comment, on, paragraph, plain, put_in, run, table, took_out, word

NAME = "云泽市公安局.docx"


def with_line(n: int, inner: str) -> bytes:
    """Give a copy of the draft in which one line is written otherwise."""
    return word(*(paragraph(inner) if m == n else paragraph(run(line)) for m, line in enumerate(LINES)))


def test_corrupt_xml_is_set_aside_and_the_merge_goes_on() -> None:
    broken = with_line(4, "<w:r><w:t>到2027年")
    with pytest.raises(FileTruncated):
        read_copy(broken)
    made = merge_files(("方案.docx", DRAFT), [(NAME, broken)], UNITS)
    assert NAME in made.files[PROBLEMS].decode()
    assert lines_of(root_of(made.files[COMBINED])) == list(LINES)


def test_more_paragraphs_than_a_paper_has_are_refused() -> None:
    one = paragraph(mark="ins", author="王")
    assert len(read_copy(word(one * 100)).original) == 1
    with pytest.raises(FileTooLarge, match="段落过多"):
        read_copy(word(one * (MOST_PARAGRAPHS + 1)))


@pytest.mark.parametrize("kind", [put_in, took_out])
def test_more_tracked_changes_than_a_person_makes_are_refused_in_little_time(kind: object) -> None:
    one = '<w:ins w:id="1" w:author="王"><w:r><w:t>字</w:t></w:r></w:ins>'
    if kind is took_out:
        one = '<w:del w:id="1" w:author="王"><w:r><w:delText>字</w:delText></w:r></w:del>'
    data = with_line(4, one * (MOST_CHANGES * 2))
    begun = time.perf_counter()
    with pytest.raises(FileTooLarge, match="修订超过"):
        read_copy(data)
    read = read_return(DRAFT, data, NAME, UNITS)
    assert not read.usable
    assert time.perf_counter() - begun < 20


def test_comments_that_never_end_take_no_longer_than_their_number() -> None:
    starts = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(20_000))
    data = word(paragraph(starts), *(paragraph(run("甲")) for _ in range(5_000)), comments=[comment(0, "王", "偏少")])
    begun = time.perf_counter()
    (found,) = read_copy(data).comments
    assert (found.line, found.start, found.end) == (0, 0, 0)
    assert time.perf_counter() - begun < 10


def test_a_comment_without_a_range_hangs_where_its_mark_stands() -> None:
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    (found,) = read_copy(word(paragraph(run("建设"), mark, run("平台")), comments=[comment(0, "王", "偏少")])).comments
    assert (found.line, found.start, found.end, found.text) == (0, 2, 2, "偏少")


def test_a_range_over_a_table_hangs_on_its_first_line_and_a_late_end_changes_nothing() -> None:
    begin = paragraph('<w:commentRangeStart w:id="0"/>', run("任务表"))
    end = paragraph(run("完"), '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>')
    (found,) = read_copy(word(begin, table(["1", "建目录"]), end, comments=[comment(0, "王", "偏少")])).comments
    assert (found.line, found.start, found.end) == (0, 0, 3)


def test_ranges_that_overlap_each_keep_their_words() -> None:
    inline = [
        '<w:commentRangeStart w:id="0"/>', run("建设"), '<w:commentRangeStart w:id="1"/>', run("统一"),
        '<w:commentRangeEnd w:id="0"/>', run("平台"), '<w:commentRangeEnd w:id="1"/>',
    ]  # fmt: skip
    data = word(paragraph(*inline), comments=[comment(0, "王", "偏少"), comment(1, "李", "偏多")])
    assert [(c.start, c.end) for c in read_copy(data).comments] == [(0, 4), (2, 6)]


def test_a_range_that_ends_before_it_begins_is_still_a_comment() -> None:
    inline = ['<w:commentRangeEnd w:id="0"/>', run("建设"), '<w:commentRangeStart w:id="0"/>', run("平台")]
    (found,) = read_copy(word(paragraph(*inline), comments=[comment(0, "王", "偏少")])).comments
    assert 0 <= found.start <= found.end <= 4


def test_changes_nested_in_one_another_travel_as_what_stands_in_the_end() -> None:
    line = LINES[4]
    start, end = line.index("30条"), line.index("30条") + 3
    again = f'<w:ins w:id="1" w:author="王">{run("40")}{took_out("余", "李")}{run("条")}</w:ins>'
    data = with_line(4, run(line[:start]) + took_out("30条", "王") + again + run(line[end:]))
    made = merge_files(("方案.docx", DRAFT), [(NAME, data)], UNITS)
    combined = root_of(made.files[COMBINED])
    assert lines_of(settle(combined, None)) == [text.replace("30条", "40条") for text in LINES]
    assert lines_of(settle(combined, ())) == list(LINES)


def test_tracking_accepted_and_edited_on_is_read_against_the_draft_that_was_sent() -> None:
    line = LINES[4].replace("30条", "40条")
    at = line.index("20分钟")
    data = with_line(4, run(line[:at]) + took_out("20", "王") + put_in("15", "王") + run(line[at + 2 :]))
    made = merge_files(("方案.docx", DRAFT), [(NAME, data)], UNITS)
    wanted = [text.replace("30条", "40条").replace("20分钟", "15分钟") for text in LINES]
    combined = root_of(made.files[COMBINED])
    assert lines_of(settle(combined, {"云泽市公安局"})) == wanted
    assert lines_of(settle(combined, ())) == list(LINES)


def test_a_copy_of_another_draft_brings_no_change_into_this_one() -> None:
    other = plain(
        "云岭县冬季供暖保障方案", "一、供暖面积达到120万平方米。", "二、热源单位负责维护管网。", "三、及时处理投诉。"
    )
    read = read_return(DRAFT, other, NAME, UNITS)
    assert (read.stance, read.usable, read.changes) == (Stance.OTHER_DOCUMENT, False, ())


def test_a_comment_over_words_of_a_deletion_is_placed_in_the_draft() -> None:
    inner = run("到") + on(0, took_out("2026年", "王")) + run(LINES[4][6:])
    data = with_line(4, inner)
    assert read_copy(data).original == LINES
