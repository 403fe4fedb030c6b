"""Which line is which in a later draft: words that repeat go with their clause, and numbers make no other line."""

import io

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.copies import is_copy
from letters.draft import Draft, open_draft, plain_docx
from letters.numerals import to_chinese
from letters.passage import Passage
from letters.revisions import read_copy

TITLE = "云泽市数字乡村建设行动计划"
SERVED = "由市财政局负责落实。"


def draft_of(*lines: str) -> Draft:
    return open_draft(plain_docx([TITLE, "一、重点任务", *lines]))


def way(old: list[str], new: list[str]) -> Passage:
    return Passage(draft_of(*old), draft_of(*new))


def test_words_that_repeat_do_not_pass_from_a_clause_that_was_cut_to_the_next() -> None:
    passage = way(["（一）建设村级服务站。", SERVED, "（二）培训乡村人才。", SERVED], ["（一）培训乡村人才。", SERVED])
    assert passage.spot(3, 0, 5) is None
    assert passage.spot(5, 0, 5) == (3, 0, 5)
    assert passage.paths["一/（二）"] == "一/（一）"


def test_words_that_repeat_under_a_clause_written_anew_are_nobodys() -> None:
    passage = way(
        ["（一）建设村级服务站。", SERVED, "（二）培训乡村人才。", SERVED], ["（一）发展智慧农业园区。", SERVED]
    )
    assert passage.spot(3, 0, 5) is None
    assert passage.spot(5, 0, 5) is None


def test_an_article_put_in_before_many_touches_none_of_them() -> None:
    said = [f"关于第{n}类事项的管理，由主管部门按照规定{n * 7}办理。" for n in range(1, 231)]
    old = [f"第{to_chinese(n)}条　{words}" for n, words in enumerate(said, 1)]
    new = [f"第{to_chinese(n)}条　{words}" for n, words in enumerate(["为了规范管理，制定本办法。", *said], 1)]
    passage = way(old, new)
    assert len(passage.touched) == 1
    assert not passage.touched_before


def test_drafts_without_any_clause_are_paired_by_their_words() -> None:
    before, after = (open_draft(plain_docx([TITLE, *lines])) for lines in (["甲地已经开工。"], ["", "甲地已经开工。"]))
    assert not before.starts
    assert Passage(before, after).spot(1, 0, 2) == (2, 0, 2)


HEADINGS = ("建设村级服务站", "培训乡村人才", "完善物流网络", "推广智慧农业", "发展直播电商", "保护传统村落")
Clauses = list[tuple[int, int, bool]]  # which heading, how many lines that all clauses share, whether it was edited


def lines_of(clauses: Clauses) -> tuple[list[str], list[tuple[int, int]]]:
    """Give the lines of a made-up draft, and for each whose it is: a heading's or a shared line's of it."""
    lines, whose = [SERVED], [(-1, 0), (-1, 1), (-1, 2)]
    for n, (heading, shared, is_edited) in enumerate(clauses, 1):
        lines += [f"（{to_chinese(n)}）{'深入' if is_edited else ''}{HEADINGS[heading]}。", *[SERVED] * shared]
        whose += [(heading, line) for line in range(shared + 1)]
    return lines, whose


@settings(max_examples=150)
@given(st.permutations(range(6)), st.permutations(range(6)), st.data())
def test_what_stands_in_a_later_draft_stands_under_the_clause_it_stood_under(
    order: list[int], later: list[int], data: st.DataObject
) -> None:
    shared = data.draw(st.lists(st.integers(0, 2), min_size=6, max_size=6))
    edited = data.draw(st.lists(st.booleans(), min_size=6, max_size=6))
    old, whose = lines_of([(n, shared[n], False) for n in order[: data.draw(st.integers(1, 6))]])
    moves = data.draw(st.booleans())
    after = later if moves else order
    kept = data.draw(st.sets(st.sampled_from(range(6)), min_size=1))
    new, whose_now = lines_of([(n, shared[n], edited[n]) for n in after if n in kept])
    passage = way(old, new)
    for line, (heading, which) in enumerate(whose):
        spot = passage.spot(line, 4, 6)
        if spot is not None:
            assert whose_now[spot[0]] == (heading, which)
    if not moves:  # what nobody moved or cut is found again
        for line, (heading, which) in enumerate(whose):
            if which and heading in {-1, *kept}:
                assert passage.spot(line, 0, 5) is not None


def test_a_copy_in_which_an_article_was_put_in_before_all_others_is_a_copy() -> None:
    said = [f"关于第{n}类事项的管理，由主管部门按照规定{n * 7}办理，逾期不办的责令改正。" for n in range(1, 9)]
    old = draft_of(*(f"第{to_chinese(n)}条　{words}" for n, words in enumerate(said, 1)))
    new = draft_of(*(f"第{to_chinese(n)}条　{words}" for n, words in enumerate(["制定本办法。", *said], 1)))
    assert is_copy(old, read_copy(new.data))


Rows = list[tuple[str, str, str]]
TASKS: Rows = [
    ("1", "建设村级服务站", "市农业农村局"),
    ("2", "培训乡村人才5000人次", "100"),
    ("3", "完善物流网络", "市农业农村局"),
]


def table_of(rows: Rows) -> Draft:
    document = docx.Document()
    for line in (TITLE, "一、重点任务"):
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=3)
    for row in [("序号", "任务", "责任单位"), *rows]:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.add_paragraph("二、保障措施")
    target = io.BytesIO()
    document.save(target)
    return open_draft(target.getvalue())


def renumbered(rows: Rows) -> Rows:
    return [(str(n), *row[1:]) for n, row in enumerate(rows, 1)]


def test_a_row_goes_with_its_words_whatever_number_it_gets() -> None:
    more = renumbered([("", "推广智慧农业", "市农业农村局"), *TASKS])
    passage = Passage(table_of(TASKS), table_of(more))
    assert (passage.touched, passage.touched_before) == ({"一/表/1"}, frozenset())
    assert {passage.paths[f"一/表/{n}"] for n in (1, 2, 3)} == {"一/表/2", "一/表/3", "一/表/4"}
    fewer = Passage(table_of(TASKS), table_of(renumbered(TASKS[1:])))
    assert fewer.touched_before == {"一/表/1"}
    assert (fewer.paths["一/表/2"], fewer.paths["一/表/3"]) == ("一/表/1", "一/表/2")


def test_a_figure_that_fills_a_cell_is_no_number_of_its_row() -> None:
    more = [TASKS[0], ("2", TASKS[1][1], "200"), TASKS[2]]
    assert Passage(table_of(TASKS), table_of(more)).touched == {"一/表/2"}
