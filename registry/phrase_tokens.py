"""The words deadlines are built of, found in a text: numbers, 年 月 日, clock words, closers, openers.

A token keeps its place in the text. Nothing here knows which words make a deadline: that is `registry.phrase_grammar`.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from itertools import chain
from typing import NamedTuple

# Full-width figures and marks read as plain ones; the table is one to one, so that every position holds.
_PLAIN = str.maketrans("０１２３４５６７８９：．－～﹣−／〇ＯОｏ", "0123456789:.-~--/○○○○")
_DIGITS = {sign: value for value, sign in enumerate("○一二三四五六七八九")} | {"零": 0, "两": 2, "O": 0, "o": 0}
_TENS = {"十": 10, "廿": 20, "卅": 30}
_HUNDRED = 100
_MOST_FIGURES, _MOST_SIGNS = 9, 6  # of any number a deadline has: 20240315, 一百三十二
_GAP = 4  # blank characters inside a phrase: OCR's spaces, a broken line
_BLANK = re.compile(r"[^\S\n]*\n?[^\S\n]*")
_SHAPE = re.compile(r"(?:[一二三四五六七八九两]百零?)?(?:[一二三四五六七八九]?十|[廿卅])?[一二三四五六七八九两○零]?")


class Kind(Enum):
    """What a token is."""

    NUMBER = auto()  # 15, 十五, 二〇二四
    ISO = auto()  # 2024-03-15
    CLOCK = auto()  # 17:30
    YEAR = auto()  # 年
    MONTH = auto()  # 月
    DAY = auto()  # 日, 号
    NAMED_YEAR = auto()  # 今年, 明年
    NAMED_MONTH = auto()  # 本月, 下月
    NAMED_DAY = auto()  # 今日, 次日
    YEAR_PART = auto()  # 上半年, 三季度
    MONTH_PART = auto()  # 上旬, 中旬
    END = auto()  # 底, 末
    WHICH_WEEK = auto()  # 本, 下 before 周
    WEEK = auto()  # 周, 星期
    IN_BRACKETS = auto()  # （星期五）
    DAY_IN_BRACKETS = auto()  # （10月16日）
    INCLUDED = auto()  # （含）, （不含当日）
    HALF_DAY = auto()  # 上午, 下午
    MERIDIEM = auto()  # am, pm
    HOUR = auto()  # 时, 点
    MINUTE = auto()  # 分
    HALF = auto()  # 半
    OFF_WORK = auto()  # 下班
    WORKDAYS = auto()  # 个工作日
    DAYS = auto()  # 天, 个自然日
    MONTHS = auto()  # 个月
    HOURS = auto()  # 小时
    BEFORE = auto()  # 前, 之前, 以前
    UNTIL = auto()  # 止, 截止, 为止
    WITHIN = auto()  # 内, 以内
    TO = auto()  # 至, 到, —
    FROM = auto()  # 自, 从
    NOW = auto()  # 即日
    RECEIPT = auto()  # 收到
    ISSUE = auto()  # 发布, 印发
    THAT_DAY = auto()  # 之日
    SINCE = auto()  # 起
    AFTER = auto()  # 后
    CLOSING = auto()  # 截止时间为, 期限：
    LASTING = auto()  # 为期, 公示时间为
    ASKED = auto()  # 请于, 务必于
    EVERY = auto()  # 每年, 每月; 第


# In the order they are tried at one place: a longer word before the word it begins with.
_WORDS: tuple[tuple[Kind, str], ...] = (
    (Kind.ISO, r"\d{4}(?P<mark>[-./])\d{1,2}(?P=mark)\d{1,2}(?!\d)"),
    (Kind.CLOCK, r"\d{1,2} ?: ?\d{2}(?::\d{2})?(?!\d)"),
    # 第三季度, 3季度; never 第 of an ordinal.
    (Kind.YEAR_PART, r"第?[一二三四1-4] ?季度|[上下]半年"),
    # A number is taken whole: of 99999 or 一万五 the last figures are no number. 二0二四 and 二O二四 are years.
    (
        Kind.NUMBER,
        r"\d+|[一二][○零Oo0一二三四五六七八九]{3}(?=\s{0,2}年)|[○零一二两三四五六七八九十百千万亿廿卅]+",
    ),
    (Kind.EVERY, r"每(?:个|一)?(?:年度?|半年|季度?|月|周|星期|日|天|旬)?|逐[年月日]|历年|第"),
    (Kind.NAMED_YEAR, r"今年|本年度?|当年|明年|次年|下一?年"),
    (Kind.NAMED_MONTH, r"[本当]月|这个月|下个?月|次月"),
    (Kind.NAMED_DAY, r"今[日天]|明[日天]|[次翌隔]日|后天|当[日天]"),
    (Kind.MONTH_PART, r"[上中下]旬"),
    (Kind.WHICH_WEEK, r"(?:本|这个?|下下个?|下一?个?)(?= ?(?:周|星期|礼拜))"),
    (Kind.IN_BRACKETS, r"[（(] ?(?:[本下这]个?)?(?:星期|周|礼拜)[一二三四五六日天] ?[）)]"),
    (Kind.DAY_IN_BRACKETS, r"[（(](?:\d{4} ?年)? ?\d{1,2} ?月 ?\d{1,2} ?[日号][）)]"),
    (Kind.INCLUDED, r"[（(]不?(?:含|包括)(?:当[日天]|本[日数])?[）)]"),
    (Kind.OFF_WORK, r"下班(?:之?时间?)?"),
    (Kind.HALF_DAY, r"[上下中]午|早上|晚上|晚间|凌晨|早|晚"),
    (Kind.MERIDIEM, r"[aApP]\.?[mM]\.?"),
    (Kind.WORKDAYS, r"个?(?:法定)?工作[日天]"),
    (Kind.HOURS, r"个?小时"),
    (Kind.DAYS, r"个?(?:自然|日历)[日天]|天"),
    (Kind.MONTHS, r"个月"),
    (Kind.WEEK, r"个?(?:周|星期|礼拜)"),
    # 截止 closes a date (3月5日截止) and opens one (截止3月5日, 截止日期为3月5日).
    (
        Kind.CLOSING,
        (
            r"(?:截止到?|截至|期限|限期|限于|限)(?:日期|时间|日|期)?(?:为|是|到|至|于)?(?: ?:)?"
            r"(?![^\S\n]*(?:[，。；,;）)]|$))"
        ),
    ),
    (Kind.UNTIL, r"截止|为止|止(?![于到至])"),
    (
        Kind.LASTING,
        (
            r"(?:为期|历时|公示期|(?:公示|公告|公开|征求意见|征集|反馈|意见反馈)(?:时间|期限?|时限))"
            r"(?:为|是|共|共计)?(?: ?:)?"
        ),
    ),
    (Kind.ASKED, r"(?:务必|务请|敬请|烦请|请(?:[你贵各][^\s，。；]{0,4})?(?:务必)?|[须应需望])[于在]|[不最][迟晚]于"),
    (Kind.RECEIPT, r"收到|接到|接(?=[本此]|函|通知|文)|送达"),
    (Kind.ISSUE, r"发布|公布|公告|刊登|刊发|登载|公示|印发|下发|发文|发出|成文|签发|张贴|上网"),
    (Kind.NOW, r"即日"),
    (Kind.THAT_DAY, r"之日"),
    # 前往, 前来 and the like are other words; so are 内容 and 内部.
    (Kind.BEFORE, r"[之以]?前(?![往来后述款置期提列言沿身进景])"),
    (Kind.WITHIN, r"[之以]?内(?![容部在设外])"),
    (Kind.SINCE, r"起(?:算|计算?)?(?![草来诉])(?:的)?"),
    (Kind.AFTER, r"[之以]?后(?:的)?"),
    (Kind.END, r"[底末终](?![部端])"),
    (Kind.YEAR, r"年度?(?![度龄代])"),
    (Kind.MONTH, r"月份?"),
    (Kind.DAY, r"[日号]"),
    (Kind.HOUR, r"[时点](?!间)整?"),
    (Kind.MINUTE, r"分(?!别)"),
    (Kind.HALF, r"半"),
    (Kind.TO, r"[至到]|[-—–~─]{1,4}"),
    (Kind.FROM, r"[自从]"),
)
_LEXICON = re.compile("|".join(f"(?P<w{place}>{pattern})" for place, (_, pattern) in enumerate(_WORDS)))
_KINDS = {f"w{place}": kind for place, (kind, _) in enumerate(_WORDS)}
# Every token begins with one of these signs; a text is searched for them first, and read only there.
_FIRST = re.compile(
    "[" + re.escape("".join(sorted(set(chain(
        "0123456789○零Oo一二两三四五六七八九十百千万亿廿卅半第每逐历上下中今本当明次翌隔后这（(早晚凌aApP个法工小自日天周星礼",
        "截期限为止公征反意时务敬烦请须应需望收接送发刊登印成签张即之以前内起底末终年月号点分至到-—–~─从不最",
    ))))) + "]"
)  # fmt: skip


class Token(NamedTuple):
    """A word with its place; `words` are in plain signs."""

    kind: Kind
    start: int
    end: int
    words: str
    joins: bool  # only blanks lie between it and the token before, one broken line at the most


def plain(text: str) -> str:
    """Give a text with its full-width figures and marks as plain ones; every position holds."""
    return text.translate(_PLAIN)


def tokens_of(text: str) -> list[Token]:
    """Find the words of a plain text in order; what lies between them is no word of a deadline. Linear."""
    found: list[Token] = []
    place = last = 0
    while first := _FIRST.search(text, place):
        start = first.start()
        match = _LEXICON.match(text, start)
        place = match.end() if match else start + 1
        if match and match.lastgroup:
            joins = start == last or (start - last <= _GAP and _BLANK.fullmatch(text, last, start) is not None)
            found.append(Token(_KINDS[match.lastgroup], start, place, match[0], joins))
            last = place
    return found


def number(words: str) -> int:
    """Read an Arabic number, a Chinese one below a thousand, or Chinese figures one by one (二○二四, 二0二四).

    Raises:
        ValueError: not a number.
    """
    if words.isascii() and words.isdecimal():
        return int(words) if len(words) <= _MOST_FIGURES else _refuse(words)
    if len(words) > 1 and all(sign in _DIGITS or sign.isdecimal() for sign in words):
        return _figures(words)
    if not words or len(words) > _MOST_SIGNS or not _SHAPE.fullmatch(words):
        return _refuse(words)
    total = digit = 0
    for sign in words:
        if sign in _TENS:
            total, digit = total + (digit or 1) * _TENS[sign], 0
        elif sign == "百":
            total, digit = total + digit * _HUNDRED, 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def _figures(words: str) -> int:
    return number("".join(str(_DIGITS.get(sign, sign)) for sign in words))


def _refuse(words: str) -> int:
    raise ValueError(words)
