"""Rules of title, addressees and text, held against a Word file (7.3.1-7.3.3)."""

from __future__ import annotations

import re
from typing import Final

from letters.ruler import fonts, looks
from letters.ruler.case import WordCase
from letters.ruler.parts import Part
from letters.ruler.standard import INDENT, Demand, G, Kind, Measures, P, R
from letters.ruler.title_shape import title_measures
from letters.ruler.word import WordRow

_WRITTEN: Final = (
    # level, as it should be, as it also comes
    (1, re.compile(r"^[一二三四五六七八九十]{1,3}、")),
    (2, re.compile(r"^（[一二三四五六七八九十]{1,3}）(?!、)")),
    (3, re.compile(r"^\d{1,3}[.．](?!\d)")),
    (4, re.compile(r"^（\d{1,3}）(?!、)")),
)
_WRONG: Final = (
    (1, re.compile(r"^[一二三四五六七八九十]{1,3}[.．,，]")),
    (2, re.compile(r"^(?:[（(][一二三四五六七八九十]{1,3}[）)]、?|[(][一二三四五六七八九十]{1,3}[)）])")),
    (3, re.compile(r"^\d{1,2}[、,，](?!\d)")),
    (4, re.compile(r"^(?:[（(]\d{1,3}[）)]、?|\d{1,2}[)）])")),
)
_FORMS: Final = {1: "一、", 2: "（一）", 3: "1.", 4: "（1）"}
_NAMES: Final = {1: "第一层标题", 2: "第二层标题", 3: "第三层", 4: "第四层"}
_FONTS: Final = {1: fonts.HEITI, 2: fonts.KAITI, 3: fonts.FANGSONG, 4: fonts.FANGSONG}
_HEADING: Final = 2  # levels down to this have fonts of their own
_EMPTY_PAGE: Final = re.compile(r"此页无正文|本页无正文")


def title(case: WordCase) -> Measures:
    """7.3.1: the title is 2号小标宋, centred; its rows keep words whole and form a trapezoid or a diamond."""
    rows = case.parts.all(Part.TITLE)
    if not rows and case.kind in {Kind.LETTER, Kind.GENERAL}:
        yield Demand("7.3.1", Part.TITLE, "", R).missing("首页")
    for row in rows:
        yield looks.font(row, "7.3.1", Part.TITLE, fonts.XIAOBIAOSONG, G)
        yield looks.size(row, "7.3.1", Part.TITLE, 22, G)
        yield looks.centred(row, "7.3.1", Part.TITLE, G)
        yield from _not_bold(row, Part.TITLE)
    lines = [line.strip() for row in rows for line in row.text.split("\n") if line.strip()]
    if len(lines) > 1:
        yield from title_measures(lines, rows[0].where)


def addressees(case: WordCase) -> Measures:
    """7.3.2: addressees begin at the left edge, also where they wrap, and end with a full-width colon."""
    rows = case.parts.all(Part.ADDRESSEE)
    if not rows and case.kind is Kind.LETTER:
        yield Demand("7.3.2", Part.ADDRESSEE, "", P).missing("首页")
        return
    for row in rows:
        yield looks.indent(row, "7.3.2", Part.ADDRESSEE, 0, R, what="左空")
        yield looks.font(row, "5.2.2", Part.ADDRESSEE, fonts.FANGSONG, G)
        yield looks.size(row, "5.2.2", Part.ADDRESSEE, 16, G)
    if rows:
        last = rows[-1].text.rstrip()[-1:]
        told = f"“{last}”" if last in _MARKS else "无"
        yield Demand("7.3.2", Part.ADDRESSEE, "末尾标点", R).said(rows[-1].where, told, "“：”", right=last == "：")


def half_width_marks(case: WordCase) -> Measures:
    """9 (GB/T 15834): punctuation between Chinese characters is full-width; units are parted by “、” or “，”.

    A half-width colon after the addressees is told by 7.3.2.
    """
    for part in (Part.ADDRESSEE, Part.BODY):
        for row in case.parts.all(part):
            found = "".join(dict.fromkeys(_HALF_WIDTH.findall(row.text)))
            if found:
                wanted = "".join(_FULL[mark] for mark in found)
                yield Demand("9", part, "标点", R).said(row.where, f"半角“{found}”", f"全角“{wanted}”", right=False)


_MARKS: Final = "：:，,；;。.、"
_FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HALF_WIDTH: Final = re.compile(r"(?<=[\u4e00-\u9fff》”）])\s?([,;:?!])(?=\s?[\u4e00-\u9fff《“（])")


def text(case: WordCase) -> Measures:
    """7.3.3, 5.2.2: text in 3号仿宋, first line 2 characters in, what wraps at the left edge; nothing bold."""
    for row in case.parts.all(Part.BODY):
        level, _ = level_of(row)
        if row.align == "center":
            continue
        if not 1 <= level <= _HEADING:
            yield looks.font(row, "5.2.2", Part.BODY, fonts.FANGSONG, G)
        yield looks.size(row, "5.2.2", Part.BODY, 16, G)
        if not row.numbered:
            yield looks.indent(row, "7.3.3", Part.BODY, 2, G)
            yield Demand("7.3.3", Part.BODY, "回行缩进", G).length(row.where, row.left, 0, INDENT, unit="字")
        yield from _not_bold(row, Part.BODY)
        typed = row.text[: len(row.text) - len(row.text.lstrip())]
        if typed and not row.first and not row.numbered:
            told = "制表符" if "\t" in typed else "空格"
            yield Demand("7.3.3", Part.BODY, "缩进方式", P).said(row.where, told, "段落格式中的首行缩进", right=False)


def levels(case: WordCase) -> Measures:
    """7.3.3: levels are 一、（一）1.（1）: the first in 黑体, the second in 楷体, the others in 仿宋; none is skipped.

    With two levels only, the second may be （一） or 1.
    """
    above = 0
    for row in case.parts.all(Part.BODY):
        level, right = level_of(row)
        if not level or row.in_table:
            continue
        name = _NAMES[level]
        shown = row.text.strip()[:4]
        yield Demand("7.3.3", name, "序号", G).said(
            row.where, _FORMS[level] if right else f"“{shown}”", _FORMS[level], right=right
        )
        first = next((run for run in row.runs if run.text.strip()), None)
        if first is not None and level <= _HEADING:
            yield looks.font(row, "7.3.3", name, _FONTS[level], G, first.look)
        skipped = level > above + 1 and not (above <= 1 and level == 3)  # noqa: PLR2004  一、 then 1.
        yield Demand("7.3.3", name, "层次", G).said(
            row.where,
            f"“{_FORMS[level]}”在{'“' + _FORMS[above] + '”' if above else '文首'}之后" if skipped else "逐层",
            "逐层",
            right=not skipped,
        )
        above = level


def level_of(row: WordRow) -> tuple[int, bool]:
    """Give a row's level, 0 for none, and whether its number is written rightly."""
    shown = row.text.lstrip()
    for level, pattern in _WRITTEN:
        if pattern.match(shown):
            return level, True
    for level, pattern in _WRONG:
        if pattern.match(shown):
            return level, False
    return 0, True


def _not_bold(row: WordRow, element: str) -> Measures:
    bold = next((run for run in row.runs if run.text.strip() and run.look.bold), None)
    if bold is not None:
        clause = "7.3.1" if element == Part.TITLE else "7.3.3"
        yield Demand(clause, element, "字形", G).said(
            row.where, "加粗", "不加粗", right=False, why=f"“{bold.text.strip()[:8]}”"
        )


def no_empty_page(case: WordCase) -> Measures:
    """7.3.5.5: where the seal finds no room, spacing is adjusted; 此页无正文 is not written (practice)."""
    for _, row in case.parts.told:
        if _EMPTY_PAGE.search(row.plain):
            yield Demand("7.3.5.5", "印章页", "标注", P).said(
                row.where, "此页无正文", "不作标注", right=False, why="应调整行距、字距，使印章与正文同处一面"
            )


def attendance(case: WordCase) -> Measures:
    """10.3: 出席, 请假, 列席 in 3号黑体, 2 characters in, then a colon; names in 3号仿宋."""
    for row in case.parts.all(Part.ATTENDANCE):
        if row.text.lstrip()[:2] not in {"出席", "请假", "列席"}:
            continue
        runs = [run for run in row.runs if run.text.strip()]
        label = row.plain[:2]
        if runs:
            yield looks.font(row, "10.3", f"“{label}”标识", fonts.HEITI, G, runs[0].look)
            if len(runs) > 1:
                yield looks.font(row, "10.3", f"{label}人员名单", fonts.FANGSONG, G, runs[-1].look)
        yield looks.size(row, "10.3", Part.ATTENDANCE, 16, G)
        yield looks.indent(row, "10.3", Part.ATTENDANCE, 2, G, what="左空")
