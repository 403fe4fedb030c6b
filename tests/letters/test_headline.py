"""标题: whole words, rows of a trapezoid or diamond (GB/T 9704 7.3.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.headline import title_rows, width

TITLES = [
    "关于征求《云岭省公共数据资源登记管理实施方案（征求意见稿）》意见的函",
    "关于《云岭省质量提升行动计划（2023—2025年）》修改意见的复函",
    "云江市人民政府办公室关于印发云江市推进高质量发展和新型城镇化建设三年行动计划的通知",
    "关于征求《云岭省人民政府关于印发〈云岭省数字经济高质量发展若干政策措施〉的通知（征求意见稿）》意见的函",
]


def test_a_short_title_is_one_row() -> None:
    assert title_rows("关于征求《云江市夜市管理办法》意见的函") == ("关于征求《云江市夜市管理办法》意见的函",)


@pytest.mark.parametrize("title", TITLES)
def test_a_long_title_stands_as_a_trapezoid_or_diamond(title: str) -> None:
    rows = title_rows(title)
    longs = [width(row) for row in rows]
    peak = longs.index(max(longs))
    assert "".join(rows) == title
    assert max(longs) <= 20
    assert longs[: peak + 1] == sorted(longs[: peak + 1])
    assert longs[peak:] == sorted(longs[peak:], reverse=True)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("word", ["征求意见稿", "方案", "2023—2025年", "高质量", "意见", "通知", "的函", "行动"])
def test_a_row_never_ends_within_a_word(title: str, word: str) -> None:
    assert title.count(word) == sum(row.count(word) for row in title_rows(title))


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("云泽市住房和城乡建设局关于征求城镇老旧小区改造工作方案意见的函", "云泽市住房和城乡建设局"),
        ("关于商请协助核实朔原至云泽高速公路建设项目用地预审和规划选址有关情况的函", "高速公路"),
        ("云泽市人民政府办公室关于进一步加强河湖长制工作推动农村人居环境整治提升的实施意见", "河湖长制"),
        ("中共云泽市委 云泽市人民政府关于全面推进乡村振兴加快农业农村现代化的实施意见", "云泽市人民政府"),
    ],
)
def test_words_and_the_names_of_who_issues_stay_whole(title: str, whole: str) -> None:
    assert any(whole in row for row in title_rows(title))


def test_a_name_of_the_directory_stays_whole_wherever_it_stands() -> None:
    title = "关于请云泽市红石崖片区建设管理服务中心配合做好地下综合管廊普查工作的函"
    name = "云泽市红石崖片区建设管理服务中心"
    assert any(name in row for row in title_rows(title, names=frozenset({name})))


def test_a_book_that_fits_a_row_is_not_torn() -> None:
    rows = title_rows("关于商请共同修改《云江市夜市管理办法（草案）》并尽快反馈书面意见的函")
    assert any("《云江市夜市管理办法（草案）》" in row for row in rows)


@given(st.text("云江市关于的、《》（）意见实施方案2026a函", min_size=1, max_size=70))
def test_whatever_the_title_nothing_is_lost_and_no_row_is_too_long(title: str) -> None:
    rows = title_rows(title)
    assert "".join(rows) == title
    assert all(0 < width(row) <= 20 for row in rows)


@pytest.mark.parametrize("title", ["关于" + "长" * 5_000, "关于征求意见\ud83d的函" * 3])
def test_what_is_no_title_costs_no_search_and_loses_nothing(title: str) -> None:
    rows = title_rows(title)
    assert "".join(rows) == title
    assert all(width(row) <= 22 for row in rows)
