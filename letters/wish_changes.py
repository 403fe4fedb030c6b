"""The change that makes a wish so in the draft; none where the wording or the place is open."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from letters.anchoring import Anchor
from letters.changes import Change, Shape, changes_between
from letters.differences import likeness, word_changes
from letters.draft import Draft
from letters.folding import Spot
from letters.opinions import Opinion
from letters.revisions import Copy
from letters.wish import Wish
from registry.words import Kind

_CERTAIN: Final = 0.75  # at and above it a change is written into the draft
SHORT: Final = 30  # characters of unquoted words that can be wording rather than advice
_NEW_ITEM: Final = re.compile(r"(?:增加|新增|补充|增设|增列)[^，。“]{0,6}?一[条项款点段]")
ALIKE: Final = 0.3  # likeness of a clause and what rewrites it


def changes_of(draft: Draft, opinion: Opinion, wish: Wish, anchor: Anchor) -> tuple[Change, ...]:
    """Give the change that makes the opinion so, or none where the wording or the place is open."""
    if anchor.confidence < _CERTAIN:
        return ()
    n = draft.by_path[opinion.clause] if opinion.clause is not None else None  # the title, a cell of an annex
    if wish.kind is Kind.INSERT:
        return _inserted(draft, wish, anchor, n)
    if anchor.spot is not None:
        return _worded(draft, wish, anchor.spot)
    if n is None or anchor.is_part or wish.original is not None:
        return ()
    if wish.kind is Kind.DELETE:
        return _struck(draft, n)
    is_new_text = wish.kind is Kind.REPLACE and wish.quoted and wish.proposed
    return rewritten(draft, n, wish.proposed or "") if is_new_text else ()


def _worded(draft: Draft, wish: Wish, spot: Spot) -> tuple[Change, ...]:
    """Change or strike words that stand at a place."""
    if wish.kind is Kind.DELETE:
        return (_without(draft, spot),)
    settled = wish.quoted or len(wish.proposed or "") <= SHORT
    if wish.proposed and settled and wish.kind in {Kind.REPLACE, Kind.DUTY}:
        return _within(draft.lines[spot.line][spot.start : spot.end], wish.proposed, spot.line, spot.start)
    return ()


def _without(draft: Draft, spot: Spot) -> Change:
    """Strike words; the line goes with them where nothing but stops would stay, but for a cell of a table."""
    line = draft.lines[spot.line]
    stays = f"{line[: spot.start]}{line[spot.end :]}".strip("，。；：、 \u3000")
    if stays or spot.line in draft.row_at:
        return Change(Shape.TEXT, spot.line, spot.start, spot.end, "")
    return Change(Shape.LINE_OUT, spot.line, 0, len(line), "")


def _within(old: str, new: str, line: int, at: int) -> tuple[Change, ...]:
    return tuple(Change(Shape.TEXT, line, at + s, at + e, words) for s, e, words in word_changes(old, new))


def _inserted(draft: Draft, wish: Wish, anchor: Anchor, n: int | None) -> tuple[Change, ...]:
    if not wish.proposed or not wish.quoted or wish.side == "open":
        return ()
    is_item = _NEW_ITEM.search(wish.words)
    if anchor.spot is not None and not is_item:
        at = anchor.spot.start if wish.side == "before" else anchor.spot.end
        return (Change(Shape.TEXT, anchor.spot.line, at, at, wish.proposed),)
    if n is None or (anchor.is_part and anchor.around is None) or not (is_item or wish.side == "end"):
        return ()
    if is_item:
        last, at = (anchor.around.line, 1) if anchor.around is not None else draft.end(n)
        return (Change(Shape.LINES_IN, last - 1 if at == 0 else last, new=wish.proposed),)
    line, _, end = draft.body_of(n)
    if anchor.around is not None:
        line, end = anchor.around.line, anchor.around.end
    return (Change(Shape.TEXT, line, end, end, wish.proposed),)


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
    if not new or likeness("".join(old), "".join(new)) < ALIKE:
        return ()
    made = changes_between(old, Copy(tuple(new)))
    return tuple(
        replace(c, line=c.line + line, start=c.start + begin, end=c.end + begin)
        if c.line == 0 and c.shape is Shape.TEXT
        else replace(c, line=max(c.line, 0) + line)
        for c in made
        if not (c.shape is Shape.LINE_OUT and c.line == 0)
    )
