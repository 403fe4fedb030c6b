"""A place counted on paper is found where the draft came as paper does, and nowhere else."""

from collections.abc import Callable

import pytest

from letters.draft import open_draft
from letters.returns import read_return

MakePdf = Callable[..., bytes]
FIRST = (
    "青岚县急救办法",
    "第一条 为保障安全制定本办法。",
    "第二条 县卫生局应当编制规划，规划应当向社会公开并",
    "且每年更新。",
)
SECOND = ("第三条 学校应当配置设备。", "第四条 学校应当培训人员。", "第五条 自公布之日起施行。")


def paper(make_pdf: MakePdf) -> bytes:
    pages = [
        [
            *((84, 740 - 30 * n, 22 if page == 0 and n == 0 else 16, row) for n, row in enumerate(rows)),
            (290, 30, 12, str(page + 1)),
        ]
        for page, rows in enumerate((FIRST, SECOND))
    ]
    return make_pdf(pages)


def test_rows_are_counted_on_their_page_without_its_number(make_pdf: MakePdf) -> None:
    draft = open_draft(paper(make_pdf))
    assert draft.printed == (FIRST, SECOND)
    assert [draft.lines[spot.line][spot.start : spot.end] for spot in draft.paper[0] if spot] == list(FIRST)


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("第2页第2行“学校”改为“单位”。", "第四条"),
        ("第2页第1行“学校”改为“单位”。", "第三条"),
        ("第1页第4行建议再斟酌表述。", "第二条"),
        ("第2页倒数第1行建议明确日期。", "第五条"),
        ("第9页第1行建议再斟酌表述。", None),
        ("第1页第1行建议再斟酌表述。", None),
    ],
)
def test_page_and_row_tell_the_clause(make_pdf: MakePdf, words: str, clause: str | None) -> None:
    (opinion,) = read_return(paper(make_pdf), words.encode(), "意见.txt").opinions
    assert opinion.clause == clause


def test_a_row_on_paper_is_never_struck_as_a_whole(make_pdf: MakePdf) -> None:
    (opinion,) = read_return(paper(make_pdf), "第2页第2行建议删除。".encode(), "意见.txt").opinions
    assert (opinion.clause, opinion.original, opinion.changes) == ("第四条", None, ())
    assert opinion.place.endswith("所指第2页第2行")
