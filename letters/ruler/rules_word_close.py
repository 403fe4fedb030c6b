"""Rules of what follows the text, held against a Word file (7.3.4-7.3.7, 7.4, 7.5)."""

from __future__ import annotations

import re
from typing import Final

from letters.headline import width
from letters.ruler import fonts, looks
from letters.ruler.case import WordCase
from letters.ruler.date_form import fault_of_date, is_right_date, right_date
from letters.ruler.parts import Part
from letters.ruler.patterns import is_signers_title
from letters.ruler.standard import (
    CHARACTERS,
    MM_OF_POINT,
    NUMBER_ASIDE,
    RECORD_THICK,
    RECORD_WEIGHT,
    ROW_HOLDS,
    SIZE,
    Demand,
    G,
    K,
    Kind,
    Measure,
    Measures,
    P,
    R,
    T,
)
from letters.ruler.word import WordRow

_DATED: Final = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日")
_NUMBERED: Final = re.compile(r"^(?:附件：)?(\d{1,2}|[一二三四五六七八九十]{1,3})[.．、]?")
_ENDING: Final = "。；;，,、.！"
_ANNEX_HEAD: Final = re.compile(r"^附件(?:[1-9]\d?)?$")
_NUMBER_FORM: Final = re.compile(r"^—\d*—$")  # some programs leave the field to be counted when it is shown


def attachment_list(case: WordCase) -> Measures:
    """7.3.4: 附件： 2 characters in; several with arabic numbers and a dot; no mark after a name."""
    rows = case.parts.all(Part.ATTACHMENTS)
    if not rows:
        return
    first = rows[0]
    plain = first.plain
    yield looks.indent(first, "7.3.4", Part.ATTACHMENTS, 2, R, what="左空")
    yield Demand("7.3.4", Part.ATTACHMENTS, "标点", R).said(
        first.where, f"“{plain[2:3]}”", "全角冒号“：”", right=plain.startswith("附件：")
    )
    for row in rows:
        told = row.plain
        if "《" in told and told.rstrip(_ENDING).endswith("》"):
            yield Demand("7.3.4", Part.ATTACHMENTS, "名称", P).said(row.where, "加书名号", "不加书名号", right=False)
        end = told[-1:] if told[-1:] in _ENDING else ""
        yield Demand("7.3.4", Part.ATTACHMENTS, "名称后标点", R).said(
            row.where, f"“{end}”" if end else "无", "无", right=not end
        )
        number = _NUMBERED.match(told)
        if number and (len(rows) > 1 or told.startswith("附件：1")):
            dotted = told[number.end(1) : number.end(1) + 1] in {".", "．"}
            right = number[1].isdigit() and dotted
            yield Demand("7.3.4", Part.ATTACHMENTS, "顺序号", R).said(
                row.where, told[number.start(1) : number.end()], "阿拉伯数字加“.”", right=right
            )
        yield looks.font(row, "5.2.2", Part.ATTACHMENTS, fonts.FANGSONG, G)
        yield looks.size(row, "5.2.2", Part.ATTACHMENTS, 16, G)


def signature_and_date(case: WordCase) -> Measures:
    """7.3.5.1, 7.3.5.2: the date 4 characters from the right under a centred signature where there is a seal.

    Without one the signature is 2 from the right and the date begins 2 right of it; where the date is longer, it is
    the date that is 2 from the right. Held against a signature set to the right, and a date set to the right or begun
    by an indent; others are measured on the page.
    """
    date, names = case.parts.last(Part.DATE), case.parts.all(Part.SIGNATURE)
    if date is None or not names:
        return
    if is_signers_title(names[-1].plain):  # 7.3.5.3
        if date.align == "right":
            yield Demand("7.3.5.3", Part.DATE, "右空", R).length(date.where, date.right, 4, CHARACTERS, unit="字")
        return
    name = max(names, key=lambda row: width(row.plain))  # of a joint issue's, which begin at one place, the longest
    if name.align != "right":
        return
    long, day_long = width(name.plain), width(right_date(date.plain))  # a wrong form is told by 7.3.5.4
    day_right = date.right if date.align == "right" else ROW_HOLDS - date.left - date.first - day_long
    if date.align == "right" or date.left + date.first > _INDENTED:
        yield _signed(name, date, long, day_long, day_right)


def _signed(name: WordRow, date: WordRow, long: float, day_long: float, day_right: float) -> Measure:
    leads = (day_right + day_long) - (name.right + long)  # how far the date begins left of the signature
    longer_right = day_right if day_long > long else name.right
    unsealed = abs(leads + 2) <= CHARACTERS and abs(longer_right - 2) <= CHARACTERS
    centred = abs((name.right + long / 2) - (day_right + day_long / 2)) <= CHARACTERS
    sealed = abs(day_right - 4) <= CHARACTERS and (centred or long > day_long + 4)
    told = f"署名右空{name.right + 0.0:.1f}字，日期右空{day_right + 0.0:.1f}字"
    wanted = "不盖章的署名右空2字、日期首字右移2字；盖章的日期右空4字、署名居中于日期之上"
    return Demand("7.3.5.2", "署名和成文日期", "位置", R).said(date.where, told, wanted, right=unsealed or sealed)


_INDENTED: Final = 8  # characters; less is no place of a date, which somebody moved by spaces then


def date_form(case: WordCase) -> Measures:
    """7.3.5.4: the date in arabic digits, the year in full, months and days without leading zeros."""
    rows = case.parts.all(Part.DATE)
    if not rows and case.kind in {Kind.LETTER, Kind.GENERAL}:
        yield Demand("7.3.5", Part.DATE, "", R).missing("文末")
    for row in rows:
        told = row.plain
        yield Demand("7.3.5.4", Part.DATE, "写法", R).said(
            row.where,
            told,
            "如2026年3月6日",
            right=is_right_date(told),
            why=fault_of_date(told),
        )
    if rows and case.parts.first(Part.SIGNATURE) is None and case.kind is not Kind.MINUTES:
        yield Demand("7.3.5", Part.SIGNATURE, "", R).missing(rows[-1].where)


def remark(case: WordCase) -> Measures:
    """7.3.6: 附注 2 characters in, in full-width brackets, in the row after the date."""
    row = case.parts.first(Part.REMARK)
    if row is None:
        return
    yield looks.indent(row, "7.3.6", Part.REMARK, 2, R, what="左空")
    told = "".join(line.plain for line in case.parts.all(Part.REMARK))
    yield Demand("7.3.6", Part.REMARK, "括号", R).said(
        row.where, f"{told[:1]}…{told[-1:]}", "（…）", right=told.startswith("（") and told.endswith("）")
    )
    yield looks.font(row, "5.2.2", Part.REMARK, fonts.FANGSONG, G)
    yield looks.size(row, "5.2.2", Part.REMARK, 16, G)


def annexes(case: WordCase) -> Measures:
    """7.3.7: an attachment begins a page; 附件 and its number in 3号黑体, flush left in row 1, without a colon."""
    heads = case.parts.all(Part.ANNEX)
    for row in heads:
        told = row.plain
        yield Demand("7.3.7", Part.ANNEX, "写法", R).said(
            row.where,
            told,
            "附件、附件1",
            right=bool(_ANNEX_HEAD.match(told)),
            why="后不加冒号" if told[-1:] in "：:" else "",
        )
        yield looks.font(row, "7.3.7", Part.ANNEX, fonts.HEITI, R)
        yield looks.size(row, "7.3.7", Part.ANNEX, 16, R)
        yield looks.indent(row, "7.3.7", Part.ANNEX, 0, R, what="左空")
        yield Demand("7.3.7", Part.ANNEX, "起面", R).said(
            row.where, "另面" if row.starts_page else "接排", "另面", right=row.starts_page
        )
    listed = sum(bool(_NUMBERED.match(row.plain)) for row in case.parts.all(Part.ATTACHMENTS))
    if heads and listed > 1:
        yield Demand("7.3.7", Part.ANNEX, "个数", P).said(
            heads[0].where, f"{len(heads)}个", f"与附件说明一致（{listed}个）", right=len(heads) == listed
        )
    for row in case.parts.all(Part.ANNEX_TITLE):
        if row.align != "center":
            continue
        yield looks.font(row, "7.3.7", Part.ANNEX_TITLE, fonts.XIAOBIAOSONG, P)
    for row in case.parts.all(Part.ANNEX_BODY):
        if row.align != "center" and not row.in_table:
            yield looks.size(row, "7.3.7", Part.ANNEX_BODY, 16, P)


def copies(case: WordCase) -> Measures:
    """7.4.2: 抄送 in 4号仿宋, 1 character in at both sides, a full-width colon, a full stop at the end."""
    rows = case.parts.all(Part.COPIES)
    for row in rows:
        told = row.plain
        yield looks.font(row, "7.4.2", Part.COPIES, fonts.FANGSONG, G)
        yield looks.size(row, "7.4.2", Part.COPIES, 14, G)
        if row.in_table:
            continue
        yield looks.indent(row, "7.4.2", Part.COPIES, 1, G, what="左空")
        yield Demand("7.4.2", Part.COPIES, "标点", G).said(
            row.where, f"{told[2:3]}…{told[-1:]}", "“：”起、“。”止", right=told[2:3] == "：" and told[-1:] == "。"
        )


def printed(case: WordCase) -> Measures:
    """7.4.3, 10.1: the printing office and date in 4号仿宋, the date as 7.3.5.4 with 印发; a letter has none."""
    rows = case.parts.all(Part.PRINTED)
    if case.kind is Kind.LETTER and rows:
        yield Demand("10.1", "版记", "要素", R).said(
            rows[0].where, "有印发机关和印发日期", "不加印发机关和印发日期、分隔线", right=False
        )
        return
    for row in rows:
        yield looks.font(row, "7.4.3", Part.PRINTED, fonts.FANGSONG, G)
        yield looks.size(row, "7.4.3", Part.PRINTED, 14, G)
        told = row.plain
        found = _DATED.search(told)
        if found:
            form = is_right_date(found[0]) and told.endswith("印发")
            yield Demand("7.4.3", "印发日期", "写法", G).said(
                row.where, told[found.start() :], "如2026年3月6日印发", right=form
            )


def page_number(case: WordCase) -> Measures:
    """7.5: 4号 half-width 宋体 arabic digits between dashes; 1 character from the right on odd pages, left on even."""
    section = case.paper.sections[0]
    shown = [(side, row) for side, row in case.footers if side != "first" or section.has_first]
    if case.kind is Kind.LETTER:
        first = any(side == "first" for side, _ in shown) or (not section.has_first and bool(shown))
        if shown and (case.pages or 2) >= 1:
            yield Demand("10.1", Part.PAGE_NUMBER, "（首页）", R).said(
                "首页页脚", "显示页码" if first else "不显示", "不显示", right=not first
            )
    if not shown and (case.pages or 1) > (1 if case.kind is Kind.LETTER else 0) and case.kind is not None:
        # Handbooks allow a letter's second page to go without, where it is the last.
        is_second = case.kind is Kind.LETTER and case.pages == 2  # noqa: PLR2004
        yield Demand("7.5", Part.PAGE_NUMBER, "", K if is_second else G).missing("页脚")
    following = [(side, row) for side, row in shown if side != "first" or case.kind is not Kind.LETTER]
    for side, row in following:
        yield from _page_number(row, _PAGES[side])
    if following and (case.pages or 2) > 1:
        yield from _sides(case, following)


_PAGES: Final = {"default": "奇数页页脚", "even": "偶数页页脚", "first": "首页页脚"}


def _page_number(row: WordRow, where: str) -> Measures:
    told = row.plain
    formed = bool(_NUMBER_FORM.match(told))
    yield Demand("7.5", Part.PAGE_NUMBER, "形式", G).said(
        where,
        "— 1 —" if formed else row.text.strip() or "只有数码",
        "— 1 —",
        right=formed,
        why="" if formed else "左右各放一条一字线",
    )
    look = next((run.look for run in row.runs if any(char.isdigit() for char in run.text)), None)
    if look is None:
        return
    found = fonts.family(look.latin)
    yield Demand("7.5", Part.PAGE_NUMBER, "字体", G).said(where, found, fonts.SONGTI, right=found == fonts.SONGTI)
    right = abs(look.size - 14) <= SIZE
    yield Demand("7.5", Part.PAGE_NUMBER, "字号", G).said(
        where, looks.size_name(look.size), looks.size_name(14), right=right
    )


def _sides(case: WordCase, rows: list[tuple[str, WordRow]]) -> Measures:
    """Odd pages to the right, even ones to the left, each 1 character in."""
    by_side = dict(rows)
    if not case.paper.odd_even:
        row = next(iter(by_side.values()))
        yield Demand("7.5", Part.PAGE_NUMBER, "位置", G).said(
            "页脚", f"各页同为{looks.ALIGNED.get(row.align, row.align)}", "单页码居右、双页码居左", right=False
        )
        return
    for side, wanted, edge in (("default", "right", "居右空一字"), ("even", "left", "居左空一字")):
        number = by_side.get(side)
        if number is None:
            yield Demand("7.5", Part.PAGE_NUMBER, "", G).missing(_PAGES[side])
        elif not number.framed and not number.boxed:
            align = "left" if number.align == "both" else number.align
            space = number.right if wanted == "right" else number.indent
            right = align == wanted and abs(space - 1) <= NUMBER_ASIDE
            told = edge if right else f"{looks.ALIGNED.get(align, align)}空{space:.1f}字"
            yield Demand("7.5", Part.PAGE_NUMBER, "位置", G).said(_PAGES[side], told, edge, right=right)


def record_rules(case: WordCase) -> Measures:
    """7.4.1, 10.1: rules of 版记: the first and the last 0.35 mm, those between 0.25 mm; a letter has none."""
    rows = case.parts.all(Part.COPIES, Part.PRINTED)
    borders = [(row, border) for row in rows for border in row.borders if border.side in {"top", "bottom", "between"}]
    if case.kind is Kind.LETTER and rows:
        yield Demand("10.1", "版记", "分隔线", R).said(
            rows[0].where, "有" if borders else "无", "无", right=not borders
        )
    elif len(borders) > 1:
        for row, border in (borders[0], borders[-1]):
            weight = border.weight * MM_OF_POINT
            yield Demand("7.4.1", "版记首末分隔线", "粗细", T).length(row.where, weight, RECORD_THICK, RECORD_WEIGHT)


def notes(case: WordCase) -> Measures:
    """7.3.5.1: a blank space for a seal is nothing to be printed over; a paper that is sealed shows no empty seal."""
    for _, row in case.parts.told:
        if re.search(r"[（(](?:盖章|公章|印章|此处盖章)[）)]", row.plain):
            yield Demand("7.3.5.1", "印章", "标注", K).said(row.where, "（盖章）", "不作标注，用印即可", right=False)
