"""Rules of the head, held against a Word file: mark, number, signer, secrecy, urgency (7.2, 10.1, 10.3)."""

from __future__ import annotations

import re
from typing import Final

from letters.ruler import fonts, looks
from letters.ruler.case import HEAD_ROWS, WordCase
from letters.ruler.number_form import faults_of_number
from letters.ruler.parts import Part
from letters.ruler.patterns import SIGNER
from letters.ruler.standard import FLUSH, Demand, G, Kind, Measures, P, R, T

_CLAUSE_OF_MARK: Final = {
    Kind.LETTER: "10.1",
    Kind.GENERAL: "7.2.4",
    Kind.MINUTES: "10.3",
    Kind.COMMAND: "10.2",
    None: "7.2.4",
}
_SECRET: Final = re.compile(r"^(?:绝密|机密|秘密)(?:★(?:\d+(?:年|个月|天)|长期))?$")
_COPY: Final = re.compile(r"^\d{6}$")


def mark(case: WordCase) -> Measures:
    """7.2.4, 10.1, 10.3: the mark is centred, red and, as recommended, in 小标宋; a letter's lacks 文件."""
    clause = _CLAUSE_OF_MARK[case.kind]
    rows = case.parts.all(Part.MARK)
    if not rows:
        if case.kind is not None:
            yield Demand(clause, Part.MARK, "", R).missing("首页")
        return
    for row in rows:
        if not row.boxed and not row.in_table:
            yield looks.centred(row, clause, Part.MARK, R)
        yield Demand(clause, Part.MARK, "颜色", R).said(
            row.where, "红色" if row.look.is_red else f"#{row.look.color or '000000'}", "红色", right=row.look.is_red
        )
        yield looks.font(row, clause, Part.MARK, fonts.XIAOBIAOSONG, T)
    if case.kind is Kind.LETTER:
        told = "加“文件”二字" if case.mark.endswith("文件") else "不加“文件”二字"
        yield Demand(clause, Part.MARK, "用语", R).said(
            rows[0].where, told, "不加“文件”二字", right=not case.mark.endswith("文件")
        )


def document_number(case: WordCase) -> Measures:
    """7.2.5: agency's code, full year in 〔〕, running number without 第 and without leading zeros, 号."""
    rows = case.parts.all(Part.NUMBER)
    clause = "10.2" if case.kind is Kind.COMMAND else "7.2.5"
    if not rows and case.kind not in {Kind.MINUTES, None}:
        yield Demand(clause, Part.NUMBER, "", P).missing("首页", why="未编号的代拟稿、未发文可无")
    if case.kind is Kind.MINUTES:
        return  # 10.3 leaves them to the office
    for row in rows:
        text = row.plain
        faults = faults_of_number(text)
        yield Demand(clause, Part.NUMBER, "写法", R).said(
            row.where, text, "代字〔年份〕序号号", right=not faults, why="；".join(faults)
        )
        if case.kind is not Kind.COMMAND:  # 10.2 says nothing of its look
            yield looks.font(row, "7.2.5", Part.NUMBER, fonts.FANGSONG, G)
            yield looks.size(row, "7.2.5", Part.NUMBER, 16, G)


def number_place(case: WordCase) -> Measures:
    """7.2.5, 10.1: the number is centred; at the left, 1 in, where signers are named; at the right in a letter."""
    for row in case.parts.all(Part.NUMBER):
        if row.boxed or row.in_table:
            continue
        if case.kind is Kind.LETTER:
            right = row.align == "right" and abs(row.right) < FLUSH
            told = looks.ALIGNED.get(row.align, row.align) + (
                "" if abs(row.right) < FLUSH else f"，右空{row.right:.1f}字"
            )
            yield Demand("10.1", Part.NUMBER, "位置", R).said(row.where, told, "居右顶格", right=right)
        elif case.kind is Kind.COMMAND:
            yield looks.centred(row, "10.2", Part.NUMBER, R)
        elif case.kind is Kind.GENERAL and case.parts.first(Part.SIGNER) is None:
            yield looks.centred(row, "7.2.5", Part.NUMBER, R)
        elif case.kind is Kind.GENERAL:
            yield looks.indent(row, "7.2.5", Part.NUMBER, 1, R, what="左空")


def signer(case: WordCase) -> Measures:
    """7.2.6: 签发人： in 3号仿宋, the name in 3号楷体."""
    for row in case.parts.all(Part.SIGNER):
        text = row.plain
        runs = [run for run in row.runs if run.text.strip()]
        is_first = bool(SIGNER.match(text))  # the others hold names alone
        if is_first:
            yield Demand("7.2.6", Part.SIGNER, "写法", R).said(
                row.where, text[:4], "签发人：", right=text.startswith("签发人：")
            )
        if is_first and runs:
            yield looks.font(row, "7.2.6", Part.SIGNER, fonts.FANGSONG, R, runs[0].look)
        if runs and (len(text) > _LABEL or not is_first):
            yield looks.font(row, "7.2.6", "签发人姓名", fonts.KAITI, R, runs[-1].look)
        yield looks.size(row, "7.2.6", Part.SIGNER, 16, R)


_LABEL: Final = 4  # characters of 签发人：


def secrecy(case: WordCase) -> Measures:
    """7.2.2: secrecy in 3号黑体, its term after ★ in arabic digits."""
    for row in case.parts.all(Part.SECRECY):
        text = row.plain
        if not text.startswith("内部"):
            yield Demand("7.2.2", Part.SECRECY, "写法", G).said(
                row.where, text, "密级★期限", right=bool(_SECRET.match(text))
            )
        yield looks.font(row, "7.2.2", Part.SECRECY, fonts.HEITI, G)
        yield looks.size(row, "7.2.2", Part.SECRECY, 16, G)


def urgency(case: WordCase) -> Measures:
    """7.2.3: urgency in 3号黑体, flush left."""
    for row in case.parts.all(Part.URGENCY):
        yield looks.font(row, "7.2.3", Part.URGENCY, fonts.HEITI, G)
        yield looks.size(row, "7.2.3", Part.URGENCY, 16, G)
        if not row.boxed:
            yield looks.indent(row, "7.2.3", Part.URGENCY, 0, G, what="左空")


def copy_number(case: WordCase) -> Measures:
    """7.2.1: the copy's number is 6 arabic digits of 3号."""
    for row in case.parts.all(Part.COPY_NUMBER):
        text = row.plain
        yield Demand("7.2.1", Part.COPY_NUMBER, "写法", G).said(
            row.where, text, "6位阿拉伯数字", right=bool(_COPY.match(text))
        )
        yield looks.size(row, "7.2.1", Part.COPY_NUMBER, 16, G)


def order_of_head(case: WordCase) -> Measures:
    """7.2.3: from the top, the copy's number, secrecy, urgency."""
    wanted = (Part.COPY_NUMBER, Part.SECRECY, Part.URGENCY)
    found = [part for part, _ in case.parts.told if part in wanted]
    if len(found) > 1:
        names = "、".join(part.value for part in found)
        right = found == sorted(found, key=wanted.index)
        yield Demand("7.2.3", "版头要素", "顺序", G).said("首页", names, "份号、密级、紧急程度自上而下", right=right)


def rules_of_letter(case: WordCase) -> Measures:
    """10.1: a red double rule under the mark (上粗下细), one at the foot of page 1 (上细下粗), each 170 mm long.

    Held against paragraph borders; rules drawn as shapes are measured on the page.
    """
    section = case.paper.sections[0]
    foot = [row for rows in section.footers.values() for row in rows]
    head = [*case.paper.edges, *case.paper.rows[:HEAD_ROWS]]
    for name, rows, wanted in (("首条红色双线", head, "thickThin"), ("末条红色双线", foot, "thinThick")):
        for row in rows:
            for border in row.borders:
                if border.side not in {"top", "bottom"} or not border.kind.startswith(
                    ("thickThin", "thinThick", "double")
                ):
                    continue
                yield Demand("10.1", name, "粗细", R).said(
                    name,
                    _ORDER.get(border.kind[:7], border.kind),
                    _ORDER[wanted[:7]],
                    right=border.kind.startswith(wanted),
                )
                yield Demand("10.1", name, "颜色", R).said(
                    name, "红色" if border.is_red else f"#{border.color}", "红色", right=border.is_red
                )
                room = section.width - section.left - section.right
                yield Demand("10.1", name, "长度", R).length(name, room + row.beyond, 170, 1)


_ORDER: Final = {"thickTh": "上粗下细", "thinThi": "上细下粗", "double": "等粗双线"}
