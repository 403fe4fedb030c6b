"""Opinions out of the draft itself sent back: tracked changes, margin comments, and changes made without tracking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from letters.anchoring import path_at
from letters.changes import Change, Shape, changes_between
from letters.differences import bridged, pair_lines, widened
from letters.draft import Draft
from letters.folding import Spot
from letters.labels import label_at, unnumbered
from letters.opinions import Opinion
from letters.placing import Origin, opinion_of_wish, spot_opinion
from letters.prose import wishes_in
from letters.reasons import STATED
from letters.replies import says_agree, says_no_comment
from letters.revisions import Comment, Copy
from letters.statements import CHANGE, MARK, M, set_aside
from letters.wordtext import SOFT_BREAK
from registry.words import How, Kind

_LONG: Final = 8  # characters: shorter lines stand in many papers
_SHARE: Final = 0.4  # of the draft's long lines that a copy of it still has
# A change that names no words of its own, of those it hangs on: 改为…; quoted, words before it say why.
_BARE: Final = r"(?:此处|这里|该处)?(?:建议)?(?:修改|改|调整|替换)(?:为|成)[：:]?\s*"
_BARE_CHANGE: Final = re.compile(rf"{_BARE}(?P<new>.+)", re.DOTALL)
_BARE_QUOTED: Final = re.compile(rf"(?:[^⟦]*[，,。；;：:\s])?{_BARE}(?P<new>{M})[。.；;\s]*[^⟦]*", re.DOTALL)
_BARE_DELETE: Final = re.compile(r"(?:建议)?(?:删除|删去|去掉)[。.]?")
_FINE: Final = re.compile(
    r"(?:(?:[此该本这][里处条段款项句]|此)(?:表述|内容)?)?(?:(?:没有?|无)(?:什么)?问题|已?核(?:对|实)?无误|可以|OK|ok)[。.！!]?"
)
_STOPS: Final = "。；;，,"


def is_copy(draft: Draft, copy: Copy) -> bool:
    """Whether a text is the draft, changed or not: it still has a good share of the draft's long lines.

    A line under another number is still the draft's: a clause put in moves the numbers of all behind it.
    """
    if copy.original == draft.lines:
        return any(map(_is_long, draft.lines))
    long_lines = {unnumbered(line) for line in draft.lines if _is_long(line)}
    if not long_lines:
        return False
    theirs = {unnumbered(line) for line in {*copy.original, *copy.accepted}}
    return len(long_lines & theirs) / len(long_lines) >= _SHARE


def _is_long(line: str) -> bool:
    return len(line.strip()) >= _LONG


def opinions_of_copy(draft: Draft, copy: Copy) -> tuple[tuple[Opinion, ...], tuple[Change, ...]]:
    """Give the opinions a copy of the draft holds, and all it changes, to the character."""
    changes = changes_between(draft.lines, copy)
    opinions = [*_of_changes(draft, changes), *_of_comments(draft, copy)]
    return tuple(sorted(opinions, key=lambda o: (o.line, o.start, o.end))), changes


def _of_changes(draft: Draft, changes: Sequence[Change]) -> Iterator[Opinion]:
    for _, group in groupby(_blocks(draft, changes), key=lambda pair: pair[0]):
        block = [change for _, change in group]
        if block[0].shape is Shape.TEXT:
            yield from _of_text(draft, block)
        else:
            yield from _of_lines(draft, block)


def _blocks(draft: Draft, changes: Sequence[Change]) -> Iterator[tuple[int, Change]]:
    """Number the changes so that those a reader takes as one have one number.

    Words of one line by one author; or whole lines in and out that stand together in one clause.
    """
    number, last = 0, None
    for change in changes:
        if last is not None and not _together(draft, last, change):
            number += 1
        last = change
        yield number, change


def _together(draft: Draft, one: Change, other: Change) -> bool:
    if one.author != other.author or (one.shape is Shape.TEXT) is not (other.shape is Shape.TEXT):
        return False
    if one.shape is Shape.TEXT:
        return one.line == other.line
    near = other.line - one.line <= 1
    same_clause = _clause_of(draft, one) == _clause_of(draft, other)
    return near and (same_clause or one.shape is Shape.LINES_IN is other.shape)


def _clause_of(draft: Draft, change: Change) -> str | None:
    line = max(change.line, 0)
    return path_at(draft, Spot(line, len(draft.lines[line]), 0)) if draft.lines else None


def _origin(change: Change) -> Origin:
    how = How.REVISION if change.tracked else How.EDITED
    words = f"{how.label}，征求意见稿第{change.line + 1}段"
    return Origin(how, words, change.author or None)


def _of_text(draft: Draft, changes: Sequence[Change]) -> Iterator[Opinion]:
    """Give one opinion for each stretch of a line; a number is taken whole, a bare renumbering is none."""
    line = changes[0].line
    words = draft.lines[line]
    wide = [widened(words, c.start, c.end, c.new) for c in changes]
    label = label_at(words)
    for start, end, new in bridged(words, _merged(words, wide)):
        if label is not None and end <= label.end:
            continue
        mine = tuple(c for c in changes if start <= c.start and c.end <= end)
        old = words[start:end]
        kind = Kind.INSERT if not old else Kind.DELETE if not new else Kind.REPLACE
        spot = Spot(line, start, end)
        yield spot_opinion(draft, spot, kind, _origin(changes[0]), mine, original=_shown(old), proposed=_shown(new))


def _merged(words: str, pieces: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Join pieces that were widened into one another: two changes in one number."""
    merged: list[tuple[int, int, str]] = []
    for start, end, new in pieces:
        if merged and start < merged[-1][1]:
            first, last, before = merged[-1]
            kept = len(words[start:last])
            merged[-1] = (first, max(last, end), before[: len(before) - kept] + new if kept else before + new)
        else:
            merged.append((start, end, new))
    return merged


def _of_lines(draft: Draft, changes: Sequence[Change]) -> Iterator[Opinion]:
    """Give one opinion for whole lines in and out that stand together."""
    out = [c.line for c in changes if c.shape is Shape.LINE_OUT]
    old = "\n".join(draft.lines[n] for n in out).strip()
    new = "\n".join(c.new for c in changes if c.shape is Shape.LINES_IN).strip()
    if not old and not new:
        return
    kind = Kind.INSERT if not old else Kind.DELETE if not new else Kind.REPLACE
    line = max(out[0] if out else changes[0].line, 0)
    at = 0 if out else len(draft.lines[line])
    spot = Spot(line, at, len(draft.lines[line]))
    where = replace(spot, start=len(draft.lines[line])) if out else spot
    opinion = spot_opinion(draft, where, kind, _origin(changes[0]), original=_shown(old), proposed=_shown(new))
    yield replace(opinion, start=at, end=spot.end, changes=tuple(changes))


def _of_comments(draft: Draft, copy: Copy) -> Iterator[Opinion]:
    """Give one opinion for each wish of each comment, at the words it hangs on."""
    ours = list(range(len(copy.original)))
    if copy.comments and copy.original != draft.lines:
        found = {theirs: line for line, theirs in pair_lines(draft.lines, copy.original) if theirs is not None}
        ours = [-1 if found.get(n) is None else int(found[n] or 0) for n in range(len(copy.original))]
    for n, comment in enumerate(copy.comments, start=1):
        line = ours[comment.line] if comment.line < len(ours) else -1
        origin = Origin(How.COMMENT, f"批注{n}", comment.author or None)
        yield from _of_comment(draft, copy, comment, line, origin)


def _of_comment(draft: Draft, copy: Copy, comment: Comment, line: int, origin: Origin) -> Iterator[Opinion]:
    text = comment.text.strip()
    if says_no_comment(text) or _FINE.fullmatch(text) or (says_agree(text) and "建议" not in text):
        return
    quoted = copy.original[comment.line][comment.start : comment.end] if comment.line < len(copy.original) else ""
    same = line >= 0 and draft.lines[line][comment.start : comment.end] == quoted
    spot = Spot(max(line, 0), comment.start if same else 0, comment.end if same else 0)
    instead = _instead(text, quoted) if quoted else None
    if _BARE_DELETE.fullmatch(text) and quoted:
        opinion = spot_opinion(draft, spot, Kind.DELETE, origin, original=_shown(quoted))
        yield _with_change(opinion, "", same=same)
    elif instead is not None:
        new, why = instead
        opinion = spot_opinion(draft, spot, Kind.REPLACE, origin, original=_shown(quoted), proposed=new, reason=why)
        yield _with_change(opinion, new, same=same)
    else:
        yield from _of_words(draft, comment, spot if line >= 0 else None, quoted, origin)


def _with_change(opinion: Opinion, new: str, *, same: bool) -> Opinion:
    if not same:
        return opinion
    return replace(opinion, changes=(Change(Shape.TEXT, opinion.line, opinion.start, opinion.end, new),))


def _instead(text: str, quoted: str) -> tuple[str, str | None] | None:
    """Give what a comment would put for the words it hangs on, and why; none where it names others, or asks more.

    In quotation marks the new words end with them; else they are all that stands before a stated reason, but for a
    stop which the words they are put for do not end in.
    """
    wishes = wishes_in(text.split("\n"))
    asked = [wish for wish in wishes if wish.kind is not Kind.GENERAL]
    if any(wish.original or wish.places for wish in wishes):
        return None
    bare, quotations = set_aside(text)
    change = _BARE_QUOTED.fullmatch(bare)
    if change is not None:
        new = quotations[int(change["new"].strip("⟦⟧"))]
        return (new, asked[0].reason) if len(asked) == 1 and asked[0].proposed == new else None
    stated = STATED.search(bare)
    change = _BARE_CHANGE.fullmatch(bare[: stated.start()] if stated else bare)
    if change is None or (MARK.search(change["new"]) and CHANGE.search(change["new"])):
        return None
    new, why = (
        MARK.sub(lambda m: f"“{quotations[int(m[1])]}”", said).strip()
        for said in (change["new"], stated["why"] if stated else "")
    )
    return (new if quoted.endswith(tuple(_STOPS)) else new.rstrip(_STOPS)), why.rstrip(_STOPS) or None


def _of_words(draft: Draft, comment: Comment, spot: Spot | None, quoted: str, origin: Origin) -> Iterator[Opinion]:
    """Read a comment as prose about the place it hangs on; what is no wish is kept as general words."""
    path = path_at(draft, spot) if spot is not None else None
    named = [draft.by_path[path]] if path is not None else None
    found = [
        opinion_of_wish(draft, wish, origin, None if wish.places else named)
        for wish in wishes_in(comment.text.split("\n"))
    ]
    if found:
        for opinion in found:
            if opinion.line < 0 and spot is not None:
                yield replace(opinion, line=spot.line, start=spot.start, end=spot.end)
            elif spot is not None and opinion.original is None and not opinion.changes and opinion.clause == path:
                yield replace(opinion, original=_shown(quoted), line=spot.line, start=spot.start, end=spot.end)
            else:
                yield opinion
        return
    if spot is None:
        yield Opinion(None, Kind.GENERAL, None, comment.text, None, How.COMMENT, origin.author, origin.place, 0.5)
    else:
        yield spot_opinion(draft, spot, Kind.GENERAL, origin, original=_shown(quoted), proposed=comment.text)


def _shown(text: str) -> str | None:
    return text.replace(SOFT_BREAK, "\n") or None
