"""The rows of 汇总表: one wish a row, with all who ask for it; in the draft's order or by unit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from letters.merging import Merged, Named, firsts_of_same
from letters.place_names import paper_name, place_name
from letters.wish_words import cell_words
from registry.words import Disposition, Kind

HEADINGS: Final = (
    "序号",
    "文件/附件",
    "条款",
    "原文",
    "修改意见",
    "理由",
    "提出单位",
    "处理意见",
    "处理理由",
    "修改后文本",
    "来源",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of an opinion: its disposition, the reason, the text as it now stands."""

    disposition: Disposition
    reason: str = ""
    text: str = ""

    @property
    def sign(self) -> str:
        """A short sign that changes with the decision, by which a sheet filled in later shows what it stood on."""
        told = f"{self.disposition}\n{self.reason}\n{self.text}"
        return hashlib.sha256(told.encode(errors="ignore")).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row: the opinions it tells (ids), their clause's path, what was decided, and its cells in order."""

    ids: tuple[str, ...]
    clause: str
    decision: Decision | None
    cells: tuple[str, ...]


def matrix_rows(
    merged: Merged, title: str, decisions: Mapping[str, Decision] | None = None, *, by_unit: bool = False
) -> list[MatrixRow]:
    """Give the rows in the order of the draft, or by unit with each opinion in a row of its own.

    What several units ask alike is one row, as long as the same was decided on all of it.
    """
    decided = decisions or {}
    if by_unit:
        groups = [[item] for item in sorted(merged.opinions, key=lambda item: item.unit)]
    else:
        groups = _groups(merged, decided)
    return [
        MatrixRow(
            tuple(item.id for item in group),
            group[0].opinion.clause or "",
            decided.get(group[0].id),
            (
                str(number),
                paper_name(merged.draft, group[0].opinion, title),
                *_cells(merged, group, decided.get(group[0].id)),
            ),
        )
        for number, group in enumerate(groups, start=1)
    ]


def _groups(merged: Merged, decided: Mapping[str, Decision]) -> list[list[Named]]:
    firsts = firsts_of_same(merged)
    groups: dict[tuple[str, Decision | None], list[Named]] = {}
    for item in merged.opinions:
        groups.setdefault((firsts[item.id], decided.get(item.id)), []).append(item)
    return list(groups.values())


def _cells(merged: Merged, group: Sequence[Named], decision: Decision | None) -> tuple[str, ...]:
    first = group[0]
    opinion = first.opinion
    return (
        place_name(merged.draft, opinion),
        opinion.original or "",
        cell_words(opinion, merged.draft.lines),
        _reasons(group),
        "、".join(dict.fromkeys(item.unit for item in group)),
        decision.disposition.label if decision else "",
        decision.reason if decision else "",
        _settled(first, decision) if decision else "",
        "\n".join(dict.fromkeys(f"{item.file} {item.opinion.place}" for item in group)),
    )


def _reasons(group: Sequence[Named]) -> str:
    """Give the reasons; where units give unlike ones, each with who gave it."""
    given = {item.unit: item.opinion.reason for item in group if item.opinion.reason}
    if len(set(given.values())) <= 1:
        return next(iter(given.values()), "") or ""
    return "\n".join(f"{unit}：{reason}" for unit, reason in given.items())


def _settled(item: Named, decision: Decision) -> str:
    """Give the text as it now stands: as decided, or as the unit had it where its rewording was accepted."""
    accepted = decision.disposition is Disposition.ACCEPTED and item.opinion.kind is Kind.REPLACE
    return decision.text or (accepted and item.opinion.original and item.opinion.proposed) or ""
