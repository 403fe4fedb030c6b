"""Where a wish is: the title, a cell or a row of a table, a row on paper, a part of a clause, else a clause.

Every rule here gives a place only where it can be no other; else the clause alone, or nothing, for a person to choose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from letters.anchoring import (
    NOWHERE,
    Anchor,
    annex_of,
    at_spot,
    locate_among,
    path_at,
    title_of,
    within,
)
from letters.asking import bare
from letters.draft import Draft
from letters.folding import Spot, fold_text
from letters.inside import paragraph_number, part_of, printed_row
from letters.places import ANNEX, TITLE, PlaceWords, own_places
from letters.table_places import cell_meant, figure_meant, row_meant, rows_meant, rows_named
from letters.wish import Wish
from letters.word_wishes import is_figure, trimmed, with_unit_of
from registry.words import Kind

_BY_ROW: Final = 0.85  # a paragraph, a sentence, a row that is counted
_NO_SUCH_PART: Final = 0.6  # the clause has no part such as is named


def anchored(draft: Draft, wish: Wish, named: Sequence[int], *, by_words: bool) -> tuple[Anchor, Wish]:
    """Find a wish's place: the title, a cell of a table, an annex that is named, else among clauses."""
    first = wish.places[0].steps[0] if wish.places else None
    if first is not None and first.named == TITLE:
        name = re.fullmatch(r"《(.+)》", wish.proposed or "")
        if _speaks_of_other_words(draft, wish):
            return locate_among(draft, (), wish.original), replace(wish, places=())
        return _in_title(draft, wish), replace(wish, proposed=name[1]) if name else wish
    region = annex_of(draft, first.number) if first is not None and first.named == ANNEX else None
    found = _figure_of_row(draft, wish, region) or _in_table(draft, wish, region, is_clause=bool(named))
    if found is not None:
        return found
    if wish.pointer.page and not named:
        return _on_paper(draft, wish), wish
    if len(named) == 1 and (wish.pointer.is_part or paragraph_number(draft, _first(wish), named[0])):
        return _in_part(draft, wish, named[0])
    return _among_clauses(draft, wish, named, region, by_words=by_words)


def _among_clauses(
    draft: Draft, wish: Wish, named: Sequence[int], region: range | None, *, by_words: bool
) -> tuple[Anchor, Wish]:
    anchor = locate_among(draft, named, wish.original, by_words=by_words, region=region)
    if region and anchor == NOWHERE:
        return _in_annex(draft, region, _NO_SUCH_PART if wish.original else _BY_ROW), wish
    if named and anchor.spot and not is_quoted(wish) and not any(within(draft, anchor.spot, n) for n in named):
        anchor = locate_among(draft, named, None, by_words=by_words)  # words of the letter, met elsewhere by chance
    if wish.kind is Kind.DELETE and not wish.quoted and _is_heading(draft, named, wish.original):
        return replace(anchor, spot=None), replace(wish, original=None)
    return anchor, wish


def _in_table(draft: Draft, wish: Wish, region: range | None, *, is_clause: bool) -> tuple[Anchor, Wish] | None:
    """Find the cell or the row of a table that is meant; `None` where none is for certain."""
    is_figure = any(char.isdigit() for char in wish.original or "")
    if not region and not (wish.beside and is_figure):
        return None
    meant = rows_meant(draft, wish, region)
    if region and meant.contradict:
        return _in_annex(draft, region, _NO_SUCH_PART), wish
    cell = cell_meant(meant, wish)
    if cell is not None:
        return at_spot(draft, cell), _without_unit(draft, wish, cell)
    row = row_meant(meant) if region and not is_clause else None
    anchor = _in_row(draft, wish, *row) if row else None
    return (anchor, wish) if anchor is not None else None


def _figure_of_row(draft: Draft, wish: Wish, region: range | None) -> tuple[Anchor, Wish] | None:
    """Find the figure a wish is on where it quotes its row's name, “企业数量”2028年的目标调整为260: never the name.

    `None` where it quotes no row's name; advice on the row where it does not say which figure.
    """
    name = wish.original or ""
    if not is_figure(wish.proposed or "") or any(char.isdigit() for char in name):
        return None
    meant = rows_named(draft, name, region)
    if not meant.rows:
        return None
    cell = figure_meant(meant, wish)
    if cell is not None:
        stood = with_unit_of(cell.text, wish.proposed or "")
        return at_spot(draft, cell.spot), _without_unit(draft, replace(wish, original=stood), cell.spot)
    advice = replace(wish, kind=Kind.GENERAL, original=None, proposed=trimmed(wish.words))
    row = row_meant(meant)
    return (_in_row(draft, advice, *row) or NOWHERE if row else NOWHERE), advice


def _in_annex(draft: Draft, region: range, confidence: float) -> Anchor:
    """Give an annex as a whole: a place, and no words of it."""
    return Anchor(None, confidence, around=Spot(region[0], 0, len(draft.lines[region[0]])))


def _first(wish: Wish) -> PlaceWords | None:
    return wish.places[0] if wish.places else None


def _in_row(draft: Draft, wish: Wish, lines: range, name: Spot) -> Anchor | None:
    """Give the words of a wish in the row of a table that is meant, or its name; `None` where they stand elsewhere."""
    if wish.original and is_quoted(wish):
        found = [spot for spot in draft.folded.spots(wish.original) if spot.line in lines]
        return at_spot(draft, found[0]) if len(found) == 1 else None
    return Anchor(path_at(draft, name), _BY_ROW, around=name, is_part=True)


def _on_paper(draft: Draft, wish: Wish) -> Anchor:
    """Give a place counted on paper: where the draft came as paper does, else what is quoted decides, or a person."""
    row = printed_row(draft, wish.pointer.page, wish.pointer.line)
    if wish.original and is_quoted(wish):
        spots = draft.folded.spots(wish.original)
        told = [spot for spot in spots if row and _overlap(spot, row)]
        return at_spot(draft, told[0]) if len(told) == 1 else locate_among(draft, (), wish.original)
    if row is None:
        return NOWHERE
    begun, ended = path_at(draft, row), path_at(draft, replace(row, start=max(row.start, row.end - 1)))
    return Anchor(begun, _BY_ROW, around=row, is_part=True) if begun == ended else NOWHERE


def _overlap(one: Spot, other: Spot) -> bool:
    return one.line == other.line and one.start < other.end and other.start < one.end


def _in_part(draft: Draft, wish: Wish, n: int) -> tuple[Anchor, Wish]:
    """Find a wish's words in the paragraph or sentence of clause `n` it points to, or that part; never the clause."""
    part = part_of(draft, wish, n)
    path = draft.starts[n].clause.path
    if wish.original:
        region = range(part.line, part.line + 1) if part is not None else None
        anchor = locate_among(draft, [n], wish.original, region=region)
        if anchor.spot is not None and (is_quoted(wish) or (part is not None and anchor.spot.line == part.line)):
            return anchor, wish
        if is_quoted(wish):
            return replace(anchor, is_part=True), wish
        wish = replace(wish, original=None)
    if part is None:
        return Anchor(path, _NO_SUCH_PART, is_part=True), wish
    if wish.kind in {Kind.REPLACE, Kind.DELETE}:
        return Anchor(path, _BY_ROW, part, is_part=True), wish
    return Anchor(path, _BY_ROW, around=part, is_part=True), wish


def is_quoted(wish: Wish) -> bool:
    """Whether the old words stand in quotation marks, or behind 原文."""
    old = wish.original or ""
    return old not in wish.words or any(f"{mark}{old}" in wish.words for mark in '“"「『')


def _in_title(draft: Draft, wish: Wish) -> Anchor:
    """Give the title, or the words of it that are quoted: those in its own rows, not in the text."""
    title = title_of(draft)
    if not wish.original or fold_text(wish.original)[0] == fold_text(draft.outline.title or "")[0]:
        return title
    spots = [spot for spot in draft.folded.spots(wish.original) if spot.line in draft.title_lines]
    if spots:
        return replace(title, spot=spots[0], around=None, is_part=False)
    return replace(title, spot=None, is_part=True) if title is not NOWHERE else NOWHERE


def _speaks_of_other_words(draft: Draft, wish: Wish) -> bool:
    """Whether a wish that follows one on the title quotes other words, and names no place of its own."""
    if not wish.original or not is_quoted(wish) or own_places(bare(wish.words)):
        return False
    return not any(spot.line in draft.title_lines for spot in draft.folded.spots(wish.original))


def _without_unit(draft: Draft, wish: Wish, spot: Spot) -> Wish:
    """Leave out a unit that the cell does not write: 75% becomes 75 beside 80."""
    stood = draft.lines[spot.line][spot.start : spot.end]
    unit = (wish.original or "").removeprefix(stood)
    return replace(wish, proposed=(wish.proposed or "").removesuffix(unit)) if unit else wish


def _is_heading(draft: Draft, named: Sequence[int], words: str | None) -> bool:
    """Whether words only name a clause again: 取消第三章备案管理."""
    if len(named) != 1 or not words:
        return False
    clause = draft.starts[named[0]].clause
    return fold_text(words)[0] == fold_text(clause.heading or clause.text)[0]
