"""The printed numbers of clauses: 第一章, 第五条, 一、（一）1.（1）①, in every usual spelling (GB/T 9704 7.3.3)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from letters.numerals import CHINESE, to_chinese, to_int


class LabelKind(IntEnum):
    """Kinds of numbers, from the outermost to the innermost."""

    PART = 0  # 第一编, 第一部分
    CHAPTER = 1  # 第一章
    SECTION = 2  # 第一节
    ARTICLE = 3  # 第一条
    CHINESE = 4  # 一、
    CHINESE_BRACKET = 5  # （一）
    ARABIC = 6  # 1.
    DECIMAL = 7  # 1.1
    ARABIC_BRACKET = 8  # （1） 1）
    CIRCLED = 9  # ①

    @property
    def style(self) -> str:
        """How the kind is named in an outline's style: `章节条`, `一（一）1`."""
        return ("编", "章", "节", "条", "一", "（一）", "1", "1.1", "（1）", "①")[self.value]


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number at the start of a text."""

    text: str  # as printed, with its punctuation marks
    kind: LabelKind
    number: int | None  # `None` where the characters make no number (十四二)
    end: int  # where the words after it begin, in characters of the text

    @property
    def step(self) -> str:
        """The label as one step of a clause path: no marks 、 and . , brackets full width, no spaces."""
        text = unicodedata.normalize("NFKC", "".join(self.text.split()))
        if self.kind is LabelKind.CIRCLED:
            return "".join(self.text.split())
        text = text.replace("(", "（").replace(")", "）")
        return text.rstrip(".、，,：:")


_N = f"[{CHINESE}]{{1,7}}"
_D = r"[0-9０-９]{1,3}"
_GAP = r"[ \t\u3000\u00a0]*"
_HEAD = rf"{_GAP}(?P<label>"
_PATTERNS: tuple[tuple[LabelKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(_HEAD + body))
    for kind, body in (
        (LabelKind.PART, rf"第{_GAP}(?P<n>{_N}|{_D}){_GAP}(?:编|部分|篇))(?![的之和与及、])"),
        (LabelKind.CHAPTER, rf"第{_GAP}(?P<n>{_N}|{_D}){_GAP}章)(?![的之和与及、规第至到])"),
        (LabelKind.SECTION, rf"第{_GAP}(?P<n>{_N}|{_D}){_GAP}节)(?![的之和与及、规第至到课])"),
        (
            LabelKind.ARTICLE,
            rf"第{_GAP}(?P<n>{_N}|{_D}){_GAP}条(?:之[一二三四五六七八九十])?)(?![的和与及、规第至到款项])",
        ),
        (LabelKind.CHINESE, rf"(?P<n>{_N}){_GAP}[、．.])(?!{_GAP}[0-9０-９])"),
        (LabelKind.CHINESE_BRACKET, rf"[（(]{_GAP}(?P<n>{_N}){_GAP}[）)][、.．]?)(?!项(?!目)|款(?!项|式)|至)"),
        (LabelKind.DECIMAL, rf"{_D}(?:[.．]{_D}){{1,4}})(?=[ \t\u3000]*[^\s\d.．%％])"),
        (LabelKind.ARABIC, rf"(?P<n>{_D}){_GAP}[.．、])(?!{_GAP}[)）])"),
        (LabelKind.ARABIC_BRACKET, rf"[（(]{_GAP}(?P<n>{_D}){_GAP}[）)][、.．]?)(?!项(?!目)|款(?!项|式)|至)"),
        (LabelKind.ARABIC_BRACKET, rf"(?P<n>{_D}){_GAP}[）)][、.．]?)"),
        (LabelKind.CIRCLED, r"(?P<n>[①-⑳])[、.．]?)"),
    )
)
_BRACKETS = (LabelKind.CHINESE_BRACKET, LabelKind.ARABIC_BRACKET)
_FIGURES = (LabelKind.DECIMAL, LabelKind.ARABIC, LabelKind.ARABIC_BRACKET)
_KINDS: dict[str, tuple[LabelKind, ...]] = {
    "第": (LabelKind.PART, LabelKind.CHAPTER, LabelKind.SECTION, LabelKind.ARTICLE),
    **dict.fromkeys(CHINESE, (LabelKind.CHINESE,)),
    **dict.fromkeys("（(", _BRACKETS),
    **dict.fromkeys("0123456789０１２３４５６７８９", _FIGURES),
    **dict.fromkeys("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", (LabelKind.CIRCLED,)),
}
# Most places a label could stand begin with a plain word: its first sign tells so at once.
_BY_FIRST_SIGN = {
    sign: tuple((kind, pattern) for kind, pattern in _PATTERNS if kind in kinds) for sign, kinds in _KINDS.items()
}
FIRST_SIGNS = "".join(_KINDS)
_NUMERAL = re.compile(f"[{CHINESE}]{{1,7}}")
_NUMBER = re.compile(rf"[（(]?(?:[0-9０-９]{{1,4}}|[{CHINESE}]{{1,5}})[）)]?[.．、]?")
_SPACES = " \t\u3000\u00a0"
_FIGURE = re.compile(r"[0-9０-９]+[.．][0-9０-９.．]+(?:[%％]?\s*$|[%％])")
_SPACED_DECIMAL = re.compile(r"\d+(?:[.．]\d+)+[ \t\u3000]+[\u4e00-\u9fff]")


def label_at(text: str, start: int = 0) -> Label | None:
    """Give the number printed at `start` of a text, or `None` where it begins with plain words."""
    first = start
    while first < len(text) and text[first] in _SPACES:
        first += 1
    for kind, pattern in _BY_FIRST_SIGN.get(text[first : first + 1], ()):
        match = pattern.match(text, start)
        if match is None:
            continue
        printed = match["label"]
        if kind is LabelKind.DECIMAL:
            # 1.1 is a label only before a space: "1.80周岁" is item 1 or a figure.
            if not _SPACED_DECIMAL.match(text, match.start("label")):
                continue
            return Label(printed, kind, to_int(re.split(r"[.．]", printed)[-1]), match.end())
        number = to_int(match["n"])
        if kind is LabelKind.ARABIC and (number == 0 or _FIGURE.match(text, match.start("label"))):
            continue  # 0.93 or 44.6 is a figure; 1.80周岁 is item 1
        if kind is LabelKind.CHINESE and _is_enumeration(text, match.end(), number):
            continue
        return Label(printed, kind, number, match.end())
    return None


def is_number(line: str) -> bool:
    """Whether a line is a number and nothing else, as the first cell of a row is."""
    return bool(_NUMBER.fullmatch(line.strip()))


def unnumbered(line: str) -> str:
    """Give the words of a line without the number printed before them."""
    label = label_at(line)
    return (line[label.end :] if label else line).strip()


def _is_enumeration(text: str, end: int, number: int | None) -> bool:
    """Whether 一、 begins words such as 一、二、三产业 or 三、四季度 rather than a clause."""
    follower = _NUMERAL.match(text, end)
    return bool(follower and number and to_int(follower[0]) == number + 1)


def printed(kind: LabelKind, number: int) -> str:
    """Print a number the way its kind is written, for messages: （四）, 四、, 第四条, 4."""
    chinese = to_chinese(number)
    return {
        LabelKind.PART: f"第{chinese}编",
        LabelKind.CHAPTER: f"第{chinese}章",
        LabelKind.SECTION: f"第{chinese}节",
        LabelKind.ARTICLE: f"第{chinese}条",
        LabelKind.CHINESE: f"{chinese}、",
        LabelKind.CHINESE_BRACKET: f"（{chinese}）",
        LabelKind.ARABIC: f"{number}.",
        LabelKind.DECIMAL: str(number),
        LabelKind.ARABIC_BRACKET: f"（{number}）",
        LabelKind.CIRCLED: f"第{number}项",
    }[kind]
