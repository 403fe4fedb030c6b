"""From what a unit wants to an opinion in its place: the draft's exact words, and the change that makes it so.

A change is only made where the words are found for certain; else the opinion stands without one and goes into the
combined draft as that unit's comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from letters.anchoring import (
    NOWHERE,
    Anchor,
    annex_of,
    at_spot,
    by_number,
    locate_among,
    named_clauses,
    path_at,
    title_of,
    within,
)
from letters.changes import Change, Shape, changes_between
from letters.differences import likeness, word_changes
from letters.draft import Draft
from letters.folding import Spot, fold_text
from letters.inside import paragraph_number, part_of, printed_row
from letters.opinions import Opinion
from letters.places import ANNEX, TITLE, PlaceWords
from letters.prose import wish_of_cell
from letters.revisions import Copy
from letters.table_places import cell_meant, row_meant
from letters.wish import Wish
from registry.words import How, Kind

_CERTAIN: Final = 0.75  # at and above it a change is written into the draft
_REWRITE: Final = 0.3  # likeness of a clause and what rewrites it
_SHORT: Final = 30  # characters of unquoted words that can be wording rather than advice
_STRUCK: Final = re.compile(
    r"(?:建议)?(?:整[条项段])?(?:删除|删去|去掉|取消)(?:该|此|本|这)?[条项款段句]?(?:内容|任务)?[。.]?"
)
_ALL_OF_IT: Final = 0.95  # likeness of a clause and its 原文 in a row: a label or a stop may differ
_NEW_ITEM: Final = re.compile(r"(?:增加|新增|补充|增设|增列)[^，。“]{0,6}?一[条项款点段]")
_BY_ROW: Final = 0.85  # a paragraph, a sentence, a row that is counted
_NO_SUCH_PART: Final = 0.6  # the clause has no part such as is named
_IN_FORM: Final = 1.0  # a row of ours names its clause for certain


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an opinion was read: in what way, whose, at what place of the file."""

    how: How
    place: str
    author: str | None = None


def opinions_of_wish(draft: Draft, wish: Wish, origin: Origin) -> Iterator[Opinion]:
    """Place one wish at every place that it says it is on; words it quotes must stand there, else it is placed once."""
    each = [replace(wish, places=(place,), all_of=()) for place in wish.all_of]
    if wish.original and _is_quoted(wish):
        spots = draft.folded.spots(wish.original)
        each = [
            one
            for one in each
            if any(within(draft, spot, n) for n in by_number(draft, one.places[0].steps) for spot in spots)
        ]
    for one in each or [wish]:
        yield opinion_of_wish(draft, one, origin)


def opinion_of_wish(draft: Draft, wish: Wish, origin: Origin, named: Sequence[int] | None = None) -> Opinion:
    """Place one wish. `named` gives the clauses it is known to be about, else its own words are asked."""
    by_words = bool(wish.places)
    if named is None:
        named = named_clauses(draft, wish.places, wish.words)
    anchor, wish = _anchored(draft, wish, named, by_words=by_words)
    opinion = Opinion(
        clause=anchor.clause,
        kind=wish.kind,
        original=_words(draft, anchor, wish),
        proposed=wish.proposed,
        reason=wish.reason,
        how=origin.how,
        author=origin.author,
        place=origin.place,
        confidence=anchor.confidence,
        candidates=anchor.candidates,
    )
    if wish.pointer.words and (opinion.clause is None or anchor.around is not None):
        opinion = replace(opinion, place=f"{opinion.place}，所指{wish.pointer.words}")
    opinion = _at(draft, opinion, anchor)
    sure = anchor.clause or anchor.spot
    return replace(opinion, changes=_changes(draft, opinion, wish, anchor)) if sure else opinion


def _anchored(draft: Draft, wish: Wish, named: Sequence[int], *, by_words: bool) -> tuple[Anchor, Wish]:
    """Find a wish's place: the title, a cell of a table, an annex that is named, else among clauses."""
    first = wish.places[0].steps[0] if wish.places else None
    if first is not None and first.named == TITLE:
        name = re.fullmatch(r"《(.+)》", wish.proposed or "")
        return _in_title(draft, wish), replace(wish, proposed=name[1]) if name else wish
    region = annex_of(draft, first.number) if first is not None and first.named == ANNEX else None
    is_figure = any(char.isdigit() for char in wish.original or "")
    if wish.original and ((wish.beside and is_figure) or region):
        cell = cell_meant(draft, wish, region)
        if cell is not None:
            return at_spot(draft, cell), _without_unit(draft, wish, cell)
    if region and not named:
        row = row_meant(draft, wish, region)
        anchor = _in_row(draft, wish, *row) if row else None
        if anchor is not None:
            return anchor, wish
    if wish.pointer.page and not named:
        return _on_paper(draft, wish), wish
    if len(named) == 1 and (wish.pointer.is_part or paragraph_number(draft, _first(wish), named[0])):
        return _in_part(draft, wish, named[0])
    anchor = locate_among(draft, named, wish.original, by_words=by_words, region=region)
    if named and anchor.spot and not _is_quoted(wish) and not any(within(draft, anchor.spot, n) for n in named):
        anchor = locate_among(draft, named, None, by_words=by_words)  # words of the letter, met elsewhere by chance
    if wish.kind is Kind.DELETE and not wish.quoted and _is_heading(draft, named, wish.original):
        return replace(anchor, spot=None), replace(wish, original=None)
    return anchor, wish


def _first(wish: Wish) -> PlaceWords | None:
    return wish.places[0] if wish.places else None


def _in_row(draft: Draft, wish: Wish, lines: range, name: Spot) -> Anchor | None:
    """Give the words of a wish in the row of a table that is meant, or its name; `None` where they stand elsewhere."""
    if wish.original and _is_quoted(wish):
        found = [spot for spot in draft.folded.spots(wish.original) if spot.line in lines]
        return at_spot(draft, found[0]) if len(found) == 1 else None
    return Anchor(path_at(draft, name), _BY_ROW, around=name, is_part=True)


def _on_paper(draft: Draft, wish: Wish) -> Anchor:
    """Give a place counted on paper: where the draft came as paper does, else what is quoted decides, or a person."""
    row = printed_row(draft, wish.pointer.page, wish.pointer.line)
    if wish.original and _is_quoted(wish):
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
        if anchor.spot is not None and (_is_quoted(wish) or (part is not None and anchor.spot.line == part.line)):
            return anchor, wish
        if _is_quoted(wish):
            return replace(anchor, is_part=True), wish
        wish = replace(wish, original=None)
    if part is None:
        return Anchor(path, _NO_SUCH_PART, is_part=True), wish
    if wish.kind in {Kind.REPLACE, Kind.DELETE}:
        return Anchor(path, _BY_ROW, part, is_part=True), wish
    return Anchor(path, _BY_ROW, around=part, is_part=True), wish


def _is_quoted(wish: Wish) -> bool:
    """Whether the old words stand in quotation marks, or behind 原文."""
    old = wish.original or ""
    return old not in wish.words or any(f"{mark}{old}" in wish.words for mark in '“"「『')


def _in_title(draft: Draft, wish: Wish) -> Anchor:
    """Give the title, or the words of it that are quoted: those in its own row, not in the text."""
    title = title_of(draft)
    spots = draft.folded.spots(wish.original, 1) if wish.original else []
    if title.spot is None or not spots:
        return title
    return replace(title, spot=spots[0]) if spots[0].line == title.spot.line else NOWHERE


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


def opinion_of_row(
    draft: Draft, named: Sequence[int], original: str, proposed: str, reason: str, origin: Origin, *, exact: bool
) -> Opinion:
    """Place one row of a form: an instruction in words, a deletion, new text for the clause, or advice."""
    wish = wish_of_cell(proposed)
    if _STRUCK.fullmatch(proposed.strip()):
        wish = Wish(Kind.DELETE, proposed, (), None, None, None, 0, quoted=False)
    if wish is None:
        wish = _wording(draft, named, original, proposed)
    if wish.kind in {Kind.DELETE, Kind.REPLACE} and wish.original is None:
        part = original if original and not _is_whole(draft, named, original) else None
        wish = replace(wish, original=part, quoted=part is not None or wish.kind is Kind.REPLACE)
    wish = replace(wish, reason=reason or wish.reason)
    opinion = opinion_of_wish(draft, wish, origin, named or None)
    return replace(opinion, confidence=_IN_FORM) if exact and opinion.clause else opinion


def _wording(draft: Draft, named: Sequence[int], original: str, proposed: str) -> Wish:
    """Tell new text from advice by how much of the old it keeps."""
    whole = not original or _is_whole(draft, named, original)
    old = draft.starts[named[0]].clause.text if named and whole else original
    plain = Wish(Kind.GENERAL, proposed, (), None, proposed or None, None, 0, quoted=False)
    if not proposed or not old:
        return plain
    if likeness(old, proposed) >= _REWRITE or (not whole and len(original) <= _SHORT and len(proposed) <= 3 * _SHORT):
        return replace(plain, kind=Kind.REPLACE, original=None if whole else original, quoted=True)
    return plain


def _is_whole(draft: Draft, named: Sequence[int], original: str) -> bool:
    """Whether the 原文 of a row is the whole clause, as the form was sent out."""
    if not named:
        return False
    whole = "".join(draft.starts[named[0]].clause.text.split())
    return likeness(whole, "".join(original.split())) > _ALL_OF_IT


def _words(draft: Draft, anchor: Anchor, wish: Wish) -> str | None:
    """Give the draft's own words: those found, the whole clause where it is changed or struck, else none."""
    if anchor.spot is not None:
        return draft.lines[anchor.spot.line][anchor.spot.start : anchor.spot.end]
    if wish.original:
        return wish.original if anchor.candidates and draft.folded.spots(wish.original, 1) else None
    if anchor.clause and not anchor.is_part and (wish.kind is Kind.DELETE or (wish.kind is Kind.REPLACE and wish.quoted)):
        return draft.starts[draft.by_path[anchor.clause]].clause.text
    return None


def _at(draft: Draft, opinion: Opinion, anchor: Anchor) -> Opinion:
    """Note the place in the draft's lines."""
    if anchor.spot is not None:
        return replace(opinion, line=anchor.spot.line, start=anchor.spot.start, end=anchor.spot.end)
    if anchor.around is not None:
        return replace(opinion, line=anchor.around.line, start=anchor.around.start, end=anchor.around.end)
    path = anchor.clause or next(iter(anchor.candidates), None)
    if path is None:
        return opinion
    line, start, end = draft.body_of(draft.by_path[path])
    return replace(opinion, line=line, start=start, end=end)


def _changes(draft: Draft, opinion: Opinion, wish: Wish, anchor: Anchor) -> tuple[Change, ...]:
    """Give the change that makes the opinion so, or none where the wording or the place is open."""
    if anchor.confidence < _CERTAIN:
        return ()
    if opinion.clause is None:  # the title, a cell of an annex
        return _worded(draft, wish, anchor.spot) if anchor.spot is not None else ()
    n = draft.by_path[opinion.clause]
    if wish.kind is Kind.INSERT:
        return _inserted(draft, wish, anchor, n)
    if anchor.spot is not None:
        return _worded(draft, wish, anchor.spot)
    if anchor.is_part:
        return ()
    if wish.original is not None or not wish.quoted:
        return _struck(draft, n) if wish.kind is Kind.DELETE and wish.original is None else ()
    return rewritten(draft, n, wish.proposed) if wish.kind is Kind.REPLACE and wish.proposed else ()


def _worded(draft: Draft, wish: Wish, spot: Spot) -> tuple[Change, ...]:
    """Change or strike words that stand at a place."""
    if wish.kind is Kind.DELETE:
        is_line = wish.original is None and not spot.start and spot.end == len(draft.lines[spot.line].rstrip())
        return (Change(Shape.LINE_OUT if is_line else Shape.TEXT, spot.line, spot.start, spot.end, ""),)
    settled = wish.quoted or len(wish.proposed or "") <= _SHORT
    if wish.proposed and settled and wish.kind in {Kind.REPLACE, Kind.DUTY}:
        return _within(draft.lines[spot.line][spot.start : spot.end], wish.proposed, spot.line, spot.start)
    return ()


def _within(old: str, new: str, line: int, at: int) -> tuple[Change, ...]:
    return tuple(Change(Shape.TEXT, line, at + s, at + e, words) for s, e, words in word_changes(old, new))


def _inserted(draft: Draft, wish: Wish, anchor: Anchor, n: int) -> tuple[Change, ...]:
    if not wish.proposed or not wish.quoted:
        return ()
    if wish.side == "open":
        return ()
    if anchor.spot is not None and not _NEW_ITEM.search(wish.words):
        at = anchor.spot.start if wish.side == "before" else anchor.spot.end
        return (Change(Shape.TEXT, anchor.spot.line, at, at, wish.proposed),)
    if _NEW_ITEM.search(wish.words):
        if anchor.around is not None:
            return (Change(Shape.LINES_IN, anchor.around.line, new=wish.proposed),)
        last, at = draft.end(n)
        return (Change(Shape.LINES_IN, last - 1 if at == 0 else last, new=wish.proposed),)
    if wish.side == "end":
        line, _, end = draft.body_of(n)
        if anchor.is_part:
            if anchor.around is None:
                return ()
            line, end = anchor.around.line, anchor.around.end
        return (Change(Shape.TEXT, line, end, end, wish.proposed),)
    return ()


def _struck(draft: Draft, n: int) -> tuple[Change, ...]:
    """Strike a clause with all that stands under it."""
    start, (last, at) = draft.starts[n], draft.end(n)
    if start.line == last:
        return (Change(Shape.TEXT, start.line, start.at, at),)
    changes = [Change(Shape.LINE_OUT, line, 0, len(draft.lines[line])) for line in range(start.line, last)]
    if draft.lines[start.line][: start.at].strip():
        changes[0] = Change(Shape.TEXT, start.line, start.at, len(draft.lines[start.line]))
    if at:
        changes.append(Change(Shape.TEXT, last, 0, at))
    return tuple(changes)


def rewritten(draft: Draft, n: int, words: str) -> tuple[Change, ...]:
    """Make a clause's own paragraphs read as given, its label kept."""
    line, begin, end = draft.body_of(n)
    stop, at = draft.own_end(n)
    last = stop if at == 0 else line + 1
    old = [draft.lines[line][begin:end], *draft.lines[line + 1 : last]]
    while len(old) > 1 and not old[-1].strip():
        old.pop()
    label = draft.starts[n].clause.label
    new = [row.strip() for row in words.strip().removeprefix(label).split("\n") if row.strip()]
    if not new or likeness("".join(old), "".join(new)) < _REWRITE:
        return ()
    made = changes_between(old, Copy(tuple(new)))
    return tuple(
        replace(c, line=c.line + line, start=c.start + begin, end=c.end + begin)
        if c.line == 0 and c.shape is Shape.TEXT
        else replace(c, line=max(c.line, 0) + line)
        for c in made
        if not (c.shape is Shape.LINE_OUT and c.line == 0)
    )


def spot_opinion(
    draft: Draft, spot: Spot, kind: Kind, origin: Origin, changes: tuple[Change, ...] = (), **words: str | None
) -> Opinion:
    """Make an opinion at a place that is known for certain."""
    return Opinion(
        clause=path_at(draft, spot),
        kind=kind,
        original=words.get("original"),
        proposed=words.get("proposed"),
        reason=words.get("reason"),
        how=origin.how,
        author=origin.author,
        place=origin.place,
        confidence=1.0,
        line=spot.line,
        start=spot.start,
        end=spot.end,
        changes=changes,
    )
