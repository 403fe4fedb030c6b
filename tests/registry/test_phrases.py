"""The words officials set deadlines with, each with what it means (registry.phrase_grammar)."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import PhraseUnclear
from registry.phrases import Rule, find_phrases, parse_phrase, read_deadlines

WRITTEN = date(2024, 1, 24)  # a Wednesday
FIGURES = "○一二三四五六七八九"


def spoken(value: int) -> str:
    """Write a number below a hundred as people say it."""
    tens, ones = divmod(value, 10)
    return ("" if tens < 2 else FIGURES[tens]) + ("十" if tens else "") + (FIGURES[ones] if ones else "")


@pytest.mark.parametrize(
    ("text", "words", "on", "at"),
    [
        ("请于3月15日之前反馈", "3月15日之前", "2024-03-15", None),
        ("请于3月15日以前反馈", "3月15日以前", "2024-03-15", None),
        ("请于3月底前反馈", "3月底前", "2024-03-31", None),
        ("请于3月上旬前反馈", "3月上旬前", "2024-03-10", None),
        ("请于2月中旬前反馈", "2月中旬前", "2024-02-20", None),
        ("请于2月下旬前反馈", "2月下旬前", "2024-02-29", None),
        ("年底前报送", "年底前", "2024-12-31", None),
        ("2025年底前报送", "2025年底前", "2025-12-31", None),
        ("今年年底前报送", "今年年底前", "2024-12-31", None),
        ("明年1月底前报送", "明年1月底前", "2025-01-31", None),
        ("第三季度末前报送", "第三季度末前", "2024-09-30", None),
        ("上半年前报送", "上半年前", "2024-06-30", None),
        ("请于1月26日上午下班前反馈", "1月26日上午下班前", "2024-01-26", "12:00"),
        ("请于1月26日下午下班前反馈", "1月26日下午下班前", "2024-01-26", "下班"),
        ("请于1月26日上午12时前反馈", "1月26日上午12时前", "2024-01-26", "12:00"),
        ("请于1月26日中午12点前反馈", "1月26日中午12点前", "2024-01-26", "12:00"),
        ("请于1月26日17:30前反馈", "1月26日17:30前", "2024-01-26", "17:30"),
        ("请于1月26日17时30分前反馈", "1月26日17时30分前", "2024-01-26", "17:30"),
        ("请于1月26日下午5点半前反馈", "1月26日下午5点半前", "2024-01-26", "17:30"),
        ("请于1月26日5:30pm前反馈", "1月26日5:30pm前", "2024-01-26", "17:30"),
        ("请于1月26日24时前反馈", "1月26日24时前", "2024-01-26", "24:00"),
        ("请于1月26日晚上12点前反馈", "1月26日晚上12点前", "2024-01-26", "24:00"),
        ("请于1月26日（星期五）下班前反馈", "1月26日（星期五）下班前", "2024-01-26", "下班"),
        ("请于本周五下班前反馈", "本周五下班前", "2024-01-26", "下班"),
        ("请于下周三前反馈", "下周三前", "2024-01-31", None),
        ("请于周二前反馈", "周二前", "2024-01-30", None),
        ("请在本周内反馈", "本周内", "2024-01-26", None),
        ("请于本月31日前反馈", "本月31日前", "2024-01-31", None),
        ("请于下月5日前反馈", "下月5日前", "2024-02-05", None),
        ("请于28日前反馈", "28日前", "2024-01-28", None),
        ("请于20日前反馈", "20日前", "2024-02-20", None),
        ("今日下班前反馈", "今日下班前", "2024-01-24", "下班"),
        ("请于明天中午前反馈", "明天中午前", "2024-01-25", "12:00"),
        ("即日起至2月5日可提意见", "即日起至2月5日", "2024-02-05", None),
        ("从刊登之日起至2月5日止可提意见", "从刊登之日起至2月5日止", "2024-02-05", None),
        ("自1月25日起至2月5日反馈", "自1月25日起至2月5日", "2024-02-05", None),
        ("公示时间：2024年1月25日至31日", "2024年1月25日至31日", "2024-01-31", None),
        ("2023年12月25日—1月31日", "2023年12月25日—1月31日", "2024-01-31", None),
        ("1月25日9:00至1月31日17:00止", "1月25日9:00至1月31日17:00止", "2024-01-31", "17:00"),
        ("截止时间为2024年2月8日。", "2024年2月8日", "2024-02-08", None),
        ("意见反馈截止日期：2月8日17:30。", "2月8日17:30", "2024-02-08", "17:30"),
        ("2月8日截止。", "2月8日截止", "2024-02-08", None),
        ("请于2月8日将意见反馈我办", "2月8日", "2024-02-08", None),
        ("反馈不得晚于2月8日", None, None, None),
        ("最迟于2月8日反馈", "2月8日", "2024-02-08", None),
        ("二〇二四年三月十五日前", "二〇二四年三月十五日前", "2024-03-15", None),
        ("二0二四年三月廿五日前", "二0二四年三月廿五日前", "2024-03-25", None),
        ("二O二四年三月五日前", "二O二四年三月五日前", "2024-03-05", None),
        ("２０２４年３月１５日前", "２０２４年３月１５日前", "2024-03-15", None),
        ("2 0 2 4 年 3 月 1 5 日前", "2 0 2 4 年 3 月 1 5 日前", "2024-03-15", None),
        ("请于2024年3月\n15日前反馈", "2024年3月\n15日前", "2024-03-15", None),
        ("请于3月15前反馈", "3月15前", "2024-03-15", None),
        ("2024-02-08前", "2024-02-08前", "2024-02-08", None),
        ("2024.2.8前", "2024.2.8前", "2024-02-08", None),
        ("20240208前", "20240208前", "2024-02-08", None),
        ("自3月1日起30日内反馈", "自3月1日起30日内", "2024-03-31", None),
    ],
)  # fmt: skip
def test_a_day_is_read_as_officials_mean_it(text: str, words: str | None, on: str | None, at: str | None) -> None:
    found = find_phrases(text, WRITTEN)
    assert [(item.phrase.text, str(item.phrase.on), item.phrase.at) for item in found] == (
        [(words, on, at)] if words else []
    )
    assert all(text[item.start : item.end] == item.phrase.text for item in found)


@pytest.mark.parametrize(
    ("text", "words", "rule", "count"),
    [
        ("请在7个工作日内反馈", "7个工作日内", Rule.WORKDAYS, 7),
        ("请在三个工作日以内反馈", "三个工作日以内", Rule.WORKDAYS, 3),
        ("自收到本函之日起5个工作日内反馈", "自收到本函之日起5个工作日内", Rule.WORKDAYS, 5),
        ("收到本通知后3日内反馈", "收到本通知后3日内", Rule.DAYS, 3),
        ("接通知3日内反馈", "接通知3日内", Rule.DAYS, 3),
        ("自本公告发布之日起三十日内", "自本公告发布之日起三十日内", Rule.DAYS, 30),
        ("即日起10日内反馈", "即日起10日内", Rule.DAYS, 10),
        ("公示期为7个工作日。", "公示期为7个工作日", Rule.WORKDAYS, 7),
        ("征求意见为期30天。", "为期30天", Rule.DAYS, 30),
        ("请在10天内反馈", "10天内", Rule.DAYS, 10),
        ("请在一周内反馈", "一周内", Rule.DAYS, 7),
        ("请在两周内反馈", "两周内", Rule.DAYS, 14),
        ("请在半个月内反馈", "半个月内", Rule.DAYS, 15),
        ("请在一个月内反馈", "一个月内", Rule.OTHER, None),
        ("请在48小时内反馈", "48小时内", Rule.OTHER, None),
        ("请在半个工作日内反馈", "半个工作日内", Rule.OTHER, None),
        ("次日12时前反馈", "次日12时前", Rule.OTHER, None),
        ("下班前反馈", "下班前", Rule.OTHER, None),
    ],
)
def test_a_count_waits_for_the_day_it_runs_from(text: str, words: str, rule: Rule, count: int | None) -> None:
    [found] = find_phrases(text, WRITTEN)
    phrase = found.phrase
    assert (phrase.text, phrase.rule, phrase.count, phrase.on) == (words, rule, count, None)


@pytest.mark.parametrize(
    "text",
    [
        "定于3月5日召开会议",
        "每月5日前报送上月报表",
        "每年3月底前公布",
        "3月8日前后各地将有降雨",
        "自3月1日起施行",
        "本周五召开座谈会",
        "第3日内容见附件",
        "2月30日前",
        "13月1日前",
        "1月26日25:00前",
        "5日至10日的天气",
        "四周年前夕",
        "前往2号楼",
    ],
)
def test_words_that_only_look_like_a_deadline_are_none(text: str) -> None:
    assert find_phrases(text, WRITTEN) == []


@pytest.mark.parametrize(
    "words", ["2月30日前", "13月1日17:00前", "二月三十一日（星期一）下班前", "1月26日25:00前", "4000天内"]
)
def test_a_deadline_that_cannot_be_is_told_with_its_place(words: str) -> None:
    read = read_deadlines(f"请于{words}反馈，最迟1月29日前。", WRITTEN)
    assert [item.phrase.text for item in read.found] == ["1月29日前"]
    assert read.impossible[0] == (2, 2 + len(words))


@pytest.mark.parametrize("text", ["13月1日召开座谈会", "2月30日召开座谈会", "比分25:00"])
def test_figures_that_set_no_deadline_are_no_deadline_that_cannot_be(text: str) -> None:
    assert read_deadlines(text, WRITTEN).impossible == ()


def test_a_year_left_out_is_not_known_without_the_letters_date() -> None:
    assert parse_phrase("3月15日前").on is None


@pytest.mark.parametrize(("written", "on"), [("2023-12-28", "2024-01-05"), ("2024-03-20", "2024-01-05")])
def test_a_month_long_past_means_the_next_year_and_one_just_past_is_a_slip(written: str, on: str) -> None:
    assert str(parse_phrase("1月5日前", date.fromisoformat(written)).on) == on


def test_what_is_typed_needs_no_closer() -> None:
    assert parse_phrase("下周三", WRITTEN).on == date(2024, 1, 31)
    assert parse_phrase("7个工作日").count == 7


@pytest.mark.parametrize("words", ["2月30日", "13月1日前", "25:00前", "2024年2月30日至3月1日前后不详", "4000天内"])
def test_a_day_no_calendar_has_is_refused_as_such(words: str) -> None:
    if "至" in words:
        assert parse_phrase(words, WRITTEN).on == date(2024, 3, 1)
        return
    with pytest.raises(PhraseUnclear, match="不是存在的日期"):
        parse_phrase(words, WRITTEN)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["", " ", "　"]))
def test_one_day_is_the_same_in_every_hand(day: date, gap: str) -> None:
    arabic = f"{day.year}{gap}年{gap}{day.month}{gap}月{gap}{day.day}{gap}日前"
    wide = arabic.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    years = "".join(FIGURES[int(figure)] for figure in str(day.year))
    chinese = f"{years}年{spoken(day.month)}月{spoken(day.day)}日前"
    for words in (arabic, wide, chinese, chinese.replace("○", "〇"), chinese.replace("○", "0")):
        [found] = find_phrases(f"请于{words}反馈")
        assert found.phrase.on == day
        assert found.phrase.text == words


@given(
    st.text(
        alphabet="0123一二十年月日号前内至起自收到发布工作周五上下午点时分半:： \n，。截止为期本即请于后每", max_size=60
    )
)
def test_no_words_break_the_reading(text: str) -> None:
    found = find_phrases(text, WRITTEN)
    assert all(text[item.start : item.end] == item.phrase.text for item in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_weekday_with_its_date_in_brackets_is_that_date() -> None:
    written_on = date(2026, 10, 12)
    for words, day in (("请于本周五（10月16日）前函复", 16), ("请于下周三（2026年10月21日）下班前反馈", 21)):
        found = find_phrases(words, written_on)
        assert [phrase.phrase.on for phrase in found] == [date(2026, 10, day)]


def test_days_counted_from_a_named_day_need_no_zi_before_it() -> None:
    [found] = find_phrases("公示期限为2026年7月1日起10个工作日。", date(2026, 7, 1))
    assert (found.phrase.rule, found.phrase.count, found.phrase.on) == (Rule.WORKDAYS, 10, None)
    [found] = find_phrases("2026年7月1日起30日内提出意见。", date(2026, 7, 1))
    assert found.phrase.on == date(2026, 7, 31)


def test_the_weekday_in_brackets_may_say_which_week() -> None:
    [found] = find_phrases("于6月19日（本周五）17：00前反馈", date(2026, 6, 15))
    assert (found.phrase.on, found.phrase.at) == (date(2026, 6, 19), "17:00")
