"""校核: slips of the pen that any paper may hold: marks, document numbers, weekdays, articles that are not there.

Each rule names the standard it goes by and keeps silent where a sound text could look the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from letters.document import Finding
from letters.numerals import to_int

Place = tuple[str, str]  # where, text

_PAIRS = (("《", "》"), ("（", "）"), ("〔", "〕"))
_DOUBLED = re.compile(r"[，、；：。]{2,}|[，、；：][？！]")
_HALF = re.compile(r"(?<=[\u4e00-\u9fff》）”])[,;?](?=[\u4e00-\u9fff《（“])")
_NUMBER = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<number>(?P<open>[\[【（(［〔])\s*(?P<year>\d{2,4})\s*(?P<close>[\]】）)］〕])\s*(?P<ordinal>第?)\s*(?P<n>\d{1,5})\s*号)"
)
_AGENCY = re.compile(r"[\u4e00-\u9fff]+$")  # 机关代字, as far as it can be told from the words before it
_AGENCY_LIMIT = 12
_YEAR_OUTSIDE = re.compile(r"(?<!\d)(?P<number>(?P<year>(?:19|20)\d{2})\s*[\[〔]\s*(?P<n>\d{1,5})\s*[\]〕]\s*号)")
_WEEKDAY = re.compile(
    r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日[（(](?:星期|周|礼拜)(?P<w>[一二三四五六日天])[）)]"
)
_CITED = re.compile(r"第(?P<n>[一二三四五六七八九十百零]{1,6})条")
_OF_ANOTHER = re.compile(r"(?:[》〉]|(?:法|条例|规定|细则|规则|决定|章程|公约))的?$")
_OWN = re.compile(r"本(?:办法|法|规定|细则|条例|规则|章程|方案|决定)的?$")
_CHAINED = re.compile(r"(?:[、和及与或至到]|以及|，|（[^（）]{1,20}）|第[一二三四五六七八九十百零]{1,6}[条款项])*$")
_DAYS = "一二三四五六日"
_MOST_OF_A_KIND = 20  # of one rule in one paper: more say nothing new


def copyread(places: Iterable[Place], articles: frozenset[int], written_on: date | None = None) -> Iterator[Finding]:
    """List slips of the pen, place by place. `articles` are the numbers of the paper's own articles, if it has any.

    `written_on` gives the year of a date that names none.
    """
    counts: dict[str, int] = {}
    for where, text in places:
        for finding in _of_place(where, text, articles, written_on):
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
            if counts[finding.rule] <= _MOST_OF_A_KIND:
                yield finding


def _of_place(where: str, text: str, articles: frozenset[int], written_on: date | None) -> Iterator[Finding]:
    yield from _pairs(where, text)
    yield from _signs(where, text)
    yield from _numbers(where, text)
    yield from _weekdays(where, text, written_on)
    if articles:
        yield from _citations(where, text, articles)


def _pairs(where: str, text: str) -> Iterator[Finding]:
    """Every mark that opens is closed, in each paragraph that is whole (GB/T 15834 4.9, 4.15)."""
    for paragraph in text.split("\n"):
        if not paragraph.rstrip().endswith("。"):
            continue  # a line of a heading or a list may go on in the next
        for opening, closing in _PAIRS:
            # 1）and （一）2）: a closing bracket alone numbers an item.
            opened, closed = paragraph.count(opening), paragraph.count(closing)
            numbers = len(re.findall(r"(?<![（(])(?<!\d)\d{1,2}）", paragraph)) if closing == "）" else 0
            if opened > closed or closed - numbers > opened:
                around = _around(paragraph, opening if opened > closed else closing)
                yield Finding(
                    "punctuation",
                    where,
                    f"“{opening}”与“{closing}”不成对：“{around}”",
                    "GB/T 15834",
                    f"请补上缺少的“{closing if opened > closed else opening}”或删去多余的",
                )


def _around(paragraph: str, sign: str) -> str:
    place = paragraph.rfind(sign)
    return paragraph[max(0, place - 8) : place + 12]


def _signs(where: str, text: str) -> Iterator[Finding]:
    """Two marks where one belongs, and Western marks between Chinese words (GB/T 15834 4)."""
    for match in _DOUBLED.finditer(text):
        yield Finding(
            "punctuation",
            where,
            f"标点重复：“{text[max(0, match.start() - 8) : match.end() + 4]}”",
            "GB/T 15834",
            f"请只留一个标点，如“{match[0][-1]}”",
        )
    half = _HALF.search(text)  # who writes one so writes all so: once a place
    if half:
        full = {",": "，", ";": "；", "?": "？"}[half[0]]
        yield Finding(
            "punctuation",
            where,
            f"中文之间用了半角标点：“{text[max(0, half.start() - 8) : half.end() + 8]}”",
            "GB/T 15834",
            f"“{half[0]}”应为“{full}”",
        )


def _numbers(where: str, text: str) -> Iterator[Finding]:
    """文号: year of four digits in 〔〕, a number without 第 and without leading zeros (GB/T 9704 7.2.5)."""
    for match in _NUMBER.finditer(text):
        faults = []
        if (match["open"], match["close"]) != ("〔", "〕"):
            faults.append("年份应使用六角括号“〔〕”")
        if len(match["year"]) != 4:  # noqa: PLR2004  the digits of a year
            faults.append("年份应写全四位")
        if match["ordinal"]:
            faults.append("序号前不加“第”字")
        if match["n"].startswith("0"):
            faults.append("序号不编虚位")
        if faults:
            right = f"〔{match['year']}〕{match['n'].lstrip('0')}号"
            whole = _AGENCY.search(text, max(0, match.start() - _AGENCY_LIMIT), match.start())
            yield _number_form(where, (whole[0] if whole else "") + match[0], "，".join(faults), right)
    for match in _YEAR_OUTSIDE.finditer(text):
        yield _number_form(where, match["number"], "括号应括年份", f"〔{match['year']}〕{match['n'].lstrip('0')}号")


def _number_form(where: str, number: str, why: str, right: str) -> Finding:
    return Finding(
        "reference", where, f"发文字号“{number[-24:]}”写法不规范：{why}", "GB/T 9704 7.2.5", f"应写作“{right}”"
    )


def _weekdays(where: str, text: str, written_on: date | None) -> Iterator[Finding]:
    for match in _WEEKDAY.finditer("".join(text.split())):
        year = int(match["y"]) if match["y"] else written_on.year if written_on else None
        if year is None:
            continue
        try:
            day = date(year, int(match["m"]), int(match["d"]))
        except ValueError:
            continue  # told as a date that cannot be
        named = _DAYS.index(match["w"].replace("天", "日"))
        if day.weekday() != named:
            right = f"星期{_DAYS[day.weekday()]}"
            yield Finding(
                "date", where, f"“{match[0]}”日期与星期不符，该日为{right}", "历法", f"请核实日期，或改为{right}"
            )


def _citations(where: str, text: str, articles: frozenset[int]) -> Iterator[Finding]:
    """Articles that the paper cites of itself and does not have; those of another law are not ours to count."""
    highest = max(articles)
    for match in _CITED.finditer(text):
        number = to_int(match["n"])
        if not number or number in articles or number < highest or match.start() == 0:
            continue  # a gap in the numbers is told where it stands
        before = _CHAINED.sub("", text[max(0, match.start() - 60) : match.start()])
        if _OF_ANOTHER.search(before) and not _OWN.search(before):
            continue
        yield Finding(
            "reference", where, f"引用的“{match[0]}”不存在，本文只有{highest}条", "引用须有所指", "请核对所引条款的序号"
        )
