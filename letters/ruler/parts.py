"""Which element each row of a paper is, told alike for rows of a Word file and lines of ink (GB/T 9704 clause 7).

The rows come in reading order. A row is told by its words first, then by its size, colour and place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Generic, TypeVar

from letters.headline import width


class Part(StrEnum):
    """An element of a paper; the value is the standard's own word."""

    COPY_NUMBER = "份号"
    SECRECY = "密级"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    NUMBER = "发文字号"
    SIGNER = "签发人"
    TITLE = "标题"
    ADDRESSEE = "主送机关"
    BODY = "正文"
    ATTACHMENTS = "附件说明"
    SIGNATURE = "发文机关署名"
    DATE = "成文日期"
    REMARK = "附注"
    ANNEX = "附件标识"
    ANNEX_TITLE = "附件标题"
    ANNEX_BODY = "附件正文"
    ATTENDANCE = "出席人员名单"
    COPIES = "抄送机关"
    PRINTED = "印发机关和印发日期"
    PAGE_NUMBER = "页码"
    TABLE = "表格"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of a row before it is told."""

    text: str  # without blanks
    size: float  # points
    red: bool = False
    centred: bool = False
    rightward: bool = False  # begins in the right half, or is set to the right
    edge: bool = False  # in a header, a footer, or outside the text area
    in_table: bool = False
    row: int = 0  # what stands in one row of the page shares this
    wide: float | None = None  # characters of its widest piece, where it has several

    @property
    def widest(self) -> float:
        """Width of its words, or of the widest of several, in characters."""
        return width(self.text) if self.wide is None else self.wide


Row = TypeVar("Row")


@dataclass(frozen=True)
class Parts(Generic[Row]):
    """The rows of a paper with what each is."""

    told: tuple[tuple[Part, Row], ...]
    by: dict[Part, tuple[Row, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Row], said: Sequence[Said]) -> Parts[Row]:
        """Tell rows by what is known of each."""
        told = tuple(zip(recognised(said), rows, strict=True))
        by: dict[Part, list[Row]] = {}
        for part, row in told:
            by.setdefault(part, []).append(row)
        return cls(told, {part: tuple(held) for part, held in by.items()})

    def all(self, *parts: Part) -> tuple[Row, ...]:
        """Give the rows of these elements, in their order."""
        return tuple(row for part, row in self.told if part in parts)

    def first(self, part: Part) -> Row | None:
        """Give the first row of an element."""
        held = self.by.get(part, ())
        return held[0] if held else None

    def last(self, part: Part) -> Row | None:
        """Give the last row of an element."""
        held = self.by.get(part, ())
        return held[-1] if held else None


_BRACKETS: Final = "〔\\[［(（【﹝〖《<"
# As papers bear numbers, rightly or wrongly.
NUMBER: Final = re.compile(
    rf"^(?P<code>[^\s，。：；{_BRACKETS}]{{1,24}})(?P<open>[{_BRACKETS}])(?P<year>\d{{2,4}})年?(?P<close>[〕\]］)）】﹞〗》>])(?P<rest>第?\d{{1,5}}号?)$"
)
_BARE_NUMBER: Final = re.compile(
    r"^[^\s，。：；（）()\d]{2,16}\d{4}[-—年第]*\d{1,5}号$|^[（(]?(?:[〔\[][12]\d{3}[〕\]]|[12]\d{3}年)?第?\d{1,4}[号期][）)]?$"
)
SECRECY: Final = re.compile(r"^(?:绝密|机密|秘密|内部)(?:[★*☆].*|\d+年|长期)?$")
URGENCY: Final = re.compile(r"^(?:特急|加急|特提|平急|急件|紧急|特别紧急|平件)$")
COPY_NUMBER: Final = re.compile(r"^(?:№|No\.?|份号[：:]?|第)?\d{1,8}(?:份)?$", re.IGNORECASE)
SIGNER: Final = re.compile(r"^签发人[：:]?")
DATE: Final = re.compile(
    r"^(?:[12]\d{3}|[〇○零一二三四五六七八九十0Oo]{4}|\d{2})[年./-][\d一二三四五六七八九十元]{1,3}[月./-][\d一二三四五六七八九十]{1,3}[日号]?$"
)
ATTACHMENTS: Final = re.compile(r"^附件(?:[：:]\S|\d*[：:]?\d[.．、]\S|\d[.．、：:]\S)")
ANNEX: Final = re.compile(r"^附件(?:\d{1,3}|[一二三四五六七八九十]{1,3})?[：:]?$")
COPIES: Final = re.compile(r"^(?:抄送|抄报|主送|分送|发送)(?:机关|单位)?[：:]")
PRINTED: Final = re.compile(r"(?:[日号]印发?|印发?)$")
_PRINTED_DATE: Final = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日印发?$")
PAGE_NUMBER: Final = re.compile(r"^[—\-－–―─一·•]*第?\d{1,4}页?[—\-－–―─一·•]*(?:共\d+页)?$")
ATTENDANCE: Final = re.compile(r"^(?:出席|请假|列席|参加|参会|缺席|主持|记录)(?:人员|单位)?[：:]")
_TITLE_END: Final = re.compile(
    "(?:决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|方案|办法|规定|细则|计划|规划|要点|说明|总结|讲话|安排|制度|条例|规则|反馈表|汇总表|清单|名单)(?:[（(].{1,12}[）)])*$"
)
_LEVEL: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,3}[.．、]|[（(]\d{1,3}[）)])"
)
_ENDS: Final = "。；：！？，、;:,!?"
_MARK_SIZE, _TITLE_SIZE = 25.5, 17.5  # points: marks are larger than any title, titles than the text
_SIGNATURE_WIDEST: Final = 24.0
_JOINT_MOST: Final = 20  # agencies that sign one paper
_TITLE_MOST, _ADDRESSEE_MOST = 8, 40  # rows
_TITLE_WIDEST: Final = 60.0  # characters of a row set in the size of the text


def recognised(rows: Sequence[Said]) -> tuple[Part, ...]:
    """Tell each row's element."""
    parts = [Part.OTHER] * len(rows)
    inner = []
    for place, said in enumerate(rows):
        if said.edge and PAGE_NUMBER.match(said.text):
            parts[place] = Part.PAGE_NUMBER
        else:
            inner.append(place)
    start = _head(rows, inner, parts)
    end = _record(rows, inner, parts, start)
    annex = next((at for at in range(start, end) if _is_annex(rows[inner[at]])), end)
    _annexes(rows, inner[annex:end], parts)
    _text(rows, inner[start:annex], parts)
    return tuple(parts)


def _head(rows: Sequence[Said], inner: Sequence[int], parts: list[Part]) -> int:
    """Tell what stands over the title, and the title; give where the text begins among `inner`."""
    at = 0
    while at < len(inner):
        said = rows[inner[at]]
        found = _of_head(said)
        if found is None:
            break
        parts[inner[at]] = found
        at += 1
    if at == len(inner):
        return at
    begun, first = at, rows[inner[at]]
    while at < len(inner) and at - begun < _TITLE_MOST and _is_title(rows[inner[at]], first, begun=at > begun):
        parts[inner[at]] = Part.TITLE
        at += 1
    while begun < at < len(inner) and _is_under_title(rows[inner[at]]):
        at += 1
    return at


def _is_under_title(said: Said) -> bool:
    """Whether a row belongs to the title without being of it: （征求意见稿）, a date in brackets, a byline."""
    return said.centred and not said.in_table and not said.text.endswith(("：", ":", "。"))


def _of_head(said: Said) -> Part | None:
    """Tell a row over the title; `None` where the head ends."""
    text = said.text
    for part, pattern in (
        (Part.SECRECY, SECRECY),
        (Part.URGENCY, URGENCY),
        (Part.NUMBER, NUMBER),
        (Part.NUMBER, _BARE_NUMBER),
        (Part.SIGNER, SIGNER),
    ):
        if pattern.match(text):
            return part
    if COPY_NUMBER.match(text) and not said.centred:
        return Part.COPY_NUMBER
    if (said.red and said.size > _TITLE_SIZE) or (said.size >= _MARK_SIZE and not _reads_as_title(text)):
        return Part.MARK
    if text in {"文件", "函"} or (said.edge and not text):
        return Part.MARK if said.size > _TITLE_SIZE else Part.OTHER
    return Part.OTHER if said.edge or not text else None


def _reads_as_title(text: str) -> bool:
    return "关于" in text or (bool(_TITLE_END.search(text)) and not text.endswith(("纪要", "函", "令")))


def _is_title(said: Said, first: Said, *, begun: bool) -> bool:
    """Whether a row is of the title: larger than text, or centred before anything else is."""
    text = said.text
    if not text or said.in_table or text.endswith(("：", ":", "。", "；")) or _LEVEL.match(text) or ANNEX.match(text):
        return False
    if begun and (DATE.match(text.strip("（）()")) or abs(said.size - first.size) > 1):
        return False
    if said.size >= _TITLE_SIZE and not said.red:
        return True
    if said.centred:
        return True
    return not begun and width(text) <= _TITLE_WIDEST and "关于" in text and bool(_TITLE_END.search(text))


def _record(rows: Sequence[Said], inner: Sequence[int], parts: list[Part], start: int) -> int:
    """Tell 版记 from the end upward; give where it begins among `inner`."""
    begins = len(inner)
    for at in range(len(inner) - 1, max(start, len(inner) - _RECORD_MOST) - 1, -1):
        said = rows[inner[at]]
        if COPIES.match(said.text):
            begins = at
        elif _PRINTED_DATE.search(said.text) and not said.text.endswith("。"):
            begins = at
            left = rows[inner[at - 1]] if at > start else None
            if left and _PRINTED_DATE.fullmatch(said.text) is not None and _is_printer(left):
                begins = at - 1
    held = Part.COPIES
    for at in range(begins, len(inner)):
        said = rows[inner[at]]
        if COPIES.match(said.text):
            held = Part.COPIES
        elif _PRINTED_DATE.search(said.text) or (
            at + 1 < len(inner) and _PRINTED_DATE.fullmatch(rows[inner[at + 1]].text)
        ):
            held = Part.PRINTED
        parts[inner[at]] = held
    return begins


_RECORD_MOST: Final = 60  # rows at the end that may be 版记


def _is_printer(said: Said) -> bool:
    return width(said.text) <= _SIGNATURE_WIDEST and not said.text.endswith(tuple(_ENDS)) and not DATE.match(said.text)


def _is_annex(said: Said) -> bool:
    return bool(ANNEX.match(said.text)) and not said.centred


def _annexes(rows: Sequence[Said], places: Sequence[int], parts: list[Part]) -> None:
    """Tell the attachments that stand in the file itself."""
    in_title = False
    for place in places:
        said = rows[place]
        if _is_annex(said):
            parts[place], in_title = Part.ANNEX, True
        elif in_title and (said.centred or said.size > _TITLE_SIZE) and not said.in_table:
            parts[place] = Part.ANNEX_TITLE
        else:
            parts[place], in_title = Part.TABLE if said.in_table else Part.ANNEX_BODY, False


def _text(rows: Sequence[Said], places: Sequence[int], parts: list[Part]) -> None:
    """Tell what stands between the title and the attachments."""
    for place in places:
        parts[place] = Part.TABLE if rows[place].in_table else Part.BODY
    begins = _addressees(rows, places, parts)
    date = next((at for at in range(len(places) - 1, begins - 1, -1) if _is_date(rows, places, at)), None)
    ends = len(places) if date is None else _signed(rows, places, parts, date)
    for at in range(begins, ends):
        if ATTACHMENTS.match(rows[places[at]].text):
            for place in places[at:ends]:
                parts[place] = Part.ATTACHMENTS
            break
    _attendance(rows, places, parts)


def _attendance(rows: Sequence[Said], places: Sequence[int], parts: list[Part]) -> None:
    """Tell who attended: rows with such a label, and the names that follow one in rows of their own."""
    named = False
    for place in places:
        if parts[place] is not Part.BODY:
            named = False
            continue
        text = rows[place].text
        named = bool(ATTENDANCE.match(text)) or (
            named and not _LEVEL.match(text) and not any(mark in text for mark in "。；：")
        )
        if named:
            parts[place] = Part.ATTENDANCE


def _addressees(rows: Sequence[Said], places: Sequence[int], parts: list[Part]) -> int:
    """Tell the addressees; give where the text begins."""
    for at, place in enumerate(places[:_ADDRESSEE_MOST]):
        text = rows[place].text
        if (
            text.endswith(("：", ":"))
            and not _LEVEL.match(text)
            and not ATTENDANCE.match(text)
            and not ATTACHMENTS.match(text)
        ):
            if any(mark in "".join(rows[before].text for before in places[:at]) for mark in "。；"):
                return 0
            for before in places[: at + 1]:
                parts[before] = Part.ADDRESSEE
            return at + 1
        if "。" in text or _LEVEL.match(text) or rows[place].in_table:
            break
    return 0


def _is_date(rows: Sequence[Said], places: Sequence[int], at: int) -> bool:
    said = rows[places[at]]
    return bool(DATE.match(said.text)) and not said.in_table and at > 0


def _signed(rows: Sequence[Said], places: Sequence[int], parts: list[Part], date: int) -> int:
    """Tell signature, date and what follows; give where the text ends among `places`."""
    parts[places[date]] = Part.DATE
    begins = date
    while begins > 0 and date - begins < _JOINT_MOST:
        said = rows[places[begins - 1]]
        is_first = begins == date
        if (
            not said.text
            or said.widest > _SIGNATURE_WIDEST
            or said.text.endswith(tuple(_ENDS))
            or said.in_table
            or _LEVEL.match(said.text)
            or ATTACHMENTS.match(said.text)
            or not (said.rightward or is_first or said.row == rows[places[begins]].row)
            or (not said.rightward and said.text.endswith(("》", "）", "表")))
        ):
            break
        begins -= 1
        parts[places[begins]] = Part.SIGNATURE
    remark = False
    for place in places[date + 1 :]:
        text = rows[place].text
        remark = remark or text.startswith(("（", "("))
        parts[place] = Part.REMARK if remark else Part.OTHER
    return begins
