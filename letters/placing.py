"""From what a unit wants to an opinion in its place: the draft's exact words, and the change that makes it so.

A change is only made where the words are found for certain; else the opinion stands without one and goes into the
combined draft as that unit's comment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from letters.anchoring import Anchor, by_number, named_clauses, path_at, within
from letters.changes import Change
from letters.differences import likeness
from letters.draft import Draft
from letters.folding import Spot
from letters.opinions import Opinion
from letters.places import TITLE, PlaceWords
from letters.prose import wish_of_cell
from letters.statements import ACT, set_aside
from letters.wish import Wish
from letters.wish_changes import ALIKE, SHORT, changes_of
from letters.wish_places import anchored, is_quoted
from registry.words import How, Kind

_STRUCK: Final = re.compile(
    r"(?:建议)?(?:整[条项段])?(?:删除|删去|去掉|取消)(?:该|此|本|这)?[条项款段句]?(?:内容|任务)?[。.]?"
)
_ALL_OF_IT: Final = 0.95  # likeness of a clause and its 原文 in a row: a label or a stop may differ
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
    if wish.original and is_quoted(wish):
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
    anchor, wish = anchored(draft, wish, named, by_words=by_words)
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
    return replace(opinion, changes=changes_of(draft, opinion, wish, anchor)) if sure else opinion


@dataclass(frozen=True, slots=True)
class RowPlace:
    """What a row of a form says its place is: clauses (indices in `Draft.starts`), and the words that name it."""

    named: tuple[int, ...]
    places: tuple[PlaceWords, ...] = ()
    is_exact: bool = False  # the row bears a clause's own id


def opinion_of_row(draft: Draft, at: RowPlace, original: str, proposed: str, reason: str, origin: Origin) -> Opinion:
    """Place one row of a form: an instruction in words, a deletion, new text for the clause, or advice."""
    named = at.named
    wish = wish_of_cell(proposed)
    if _STRUCK.fullmatch(proposed.strip()):
        wish = Wish(Kind.DELETE, proposed, (), None, None, None, 0, quoted=False)
    if wish is None or _keeps_verbs(_old_words(draft, at, original), proposed):
        wish = _wording(draft, at, original, proposed)
    if wish.kind in {Kind.DELETE, Kind.REPLACE} and wish.original is None:
        part = original if original and not _is_whole(draft, named, original) else None
        wish = replace(wish, original=part, quoted=part is not None or wish.kind is Kind.REPLACE)
    wish = replace(wish, reason=reason or wish.reason, places=wish.places or at.places)
    opinion = opinion_of_wish(draft, wish, origin, named or None)
    return replace(opinion, confidence=_IN_FORM) if at.is_exact and opinion.clause else opinion


def _wording(draft: Draft, at: RowPlace, original: str, proposed: str) -> Wish:
    """Tell new text from advice by how much of the old it keeps."""
    whole = not original or _is_whole(draft, at.named, original)
    old = _old_words(draft, at, original)
    plain = Wish(Kind.GENERAL, proposed, (), None, proposed or None, None, 0, quoted=False)
    if not proposed or not old:
        return plain
    if likeness(old, proposed) >= ALIKE or (not whole and len(original) <= SHORT and len(proposed) <= 3 * SHORT):
        return replace(plain, kind=Kind.REPLACE, original=None if whole else original, quoted=True)
    return plain


def _old_words(draft: Draft, at: RowPlace, original: str) -> str:
    """Give the words a row is on: the whole clause, the part of it that stands in the row, or the title."""
    whole = not original or _is_whole(draft, at.named, original)
    old = draft.starts[at.named[0]].clause.text if at.named and whole else original
    if not old and at.places and at.places[0].steps[0].named == TITLE:
        return draft.outline.title or ""
    return old


def _keeps_verbs(old: str, new: str) -> bool:
    """Whether new words are like the old and every verb of change in them stood there: 每年新增100项 is no instruction.

    What quotes words speaks about them.
    """
    said, quotations = set_aside(new)
    added = Counter(ACT.findall(said)) - Counter(ACT.findall(old))
    return not added and not quotations and likeness(old, new) >= ALIKE


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
    if (
        anchor.clause
        and not anchor.is_part
        and (wish.kind is Kind.DELETE or (wish.kind is Kind.REPLACE and wish.quoted))
    ):
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
