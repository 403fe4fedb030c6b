"""How the place of an opinion is told: its clause, or what has no number, as the title, an annex, a row of a table.

A place without a number gets a path of its own, 标题, 附件1, 附件1/表/“准点率”行, which `clause_name` says as it says
clauses. It is no clause of the outline: an opinion's `clause` stays `None`.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from letters.clause_names import clause_name
from letters.draft import Draft
from letters.opinions import Opinion
from letters.table_places import row_name

TITLE: Final = "标题"
OPENING: Final = "引言"  # what stands before the first clause
GENERAL: Final = "综合"
_LONGEST: Final = 30  # characters of an annex's title that are told


def place_path(draft: Draft, opinion: Opinion) -> str:
    """Give the path of an opinion's clause, or of its place without a number; empty where the place is not sure."""
    if opinion.clause is not None or opinion.candidates or not 0 <= opinion.line < len(draft.lines):
        return opinion.clause or ""
    annex = _annex_at(draft, opinion.line)
    if annex is not None:
        row = row_name(draft, opinion.line)
        label = annex_label(draft, annex)
        return f"{label}/表/“{row.replace('/', '／')}”行" if row else label
    if opinion.line in draft.title_lines:
        return TITLE
    return OPENING if draft.starts and opinion.line <= draft.starts[0].line else ""


def place_name(draft: Draft, opinion: Opinion) -> str:
    """Say an opinion's place as people do; one that is not sure with the places it may be."""
    if opinion.candidates and opinion.clause is None:
        return f"待定（{'或'.join(map(clause_name, opinion.candidates))}）"
    return clause_name(place_path(draft, opinion)) or GENERAL


def paper_name(draft: Draft, opinion: Opinion, title: str) -> str:
    """Name the paper an opinion is on: an annex with its title, else the draft's own `title`."""
    sure = place_path(draft, opinion)
    line = draft.starts[draft.by_path[sure]].line if sure in draft.by_path else opinion.line
    annex = _annex_at(draft, line) if sure else None
    if annex is None:
        return title
    label = annex_label(draft, annex)
    named = draft.lines[annex + 1].strip() if annex + 1 < len(draft.lines) else ""
    is_name = 0 < len(named) <= _LONGEST and "\t" not in named and not named.endswith(("。", "；", "：", ":"))
    return f"{label} {named}" if is_name and row_name(draft, annex + 1) == "" else label


def annex_label(draft: Draft, head: int) -> str:
    """Give what the line that heads an annex calls it: 附件1."""
    return "".join(draft.lines[head].split()).rstrip("：:")


def _annex_at(draft: Draft, line: int) -> int | None:
    """Give the line that heads the annex a line stands in."""
    n = bisect_right(draft.annex_heads, line) - 1
    return draft.annex_heads[n] if n >= 0 else None
