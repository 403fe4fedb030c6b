"""修改稿: the draft with what was accepted made so, as a redline against the draft that was sent and as a clean text.

An opinion accepted makes its own change; one accepted in part makes the text as it was settled. What leaves the wording
open, or would change words that another accepted opinion changes already, is a margin comment for a person to write in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from letters.changes import Change, Shape
from letters.combined import combine
from letters.comments_part import Note
from letters.differences import word_changes
from letters.draft import settled
from letters.folding import folded_words
from letters.matrix_rows import Decision
from letters.merging import Merged, Named, clashes, firsts_of_same
from letters.wish_words import say_settled, say_wish
from registry.words import Disposition

_BY_HAND: Final = "已采纳，须人工改写："


@dataclass(frozen=True, slots=True)
class Revised:
    """The revised draft twice, and the ids of opinions: those made so, and those a person must write in."""

    redline: bytes
    clean: bytes
    applied: tuple[str, ...]
    by_hand: tuple[str, ...]


def revised_draft(merged: Merged, decisions: Mapping[str, Decision], office: str, date: str = "") -> Revised:
    """Make the revised draft.

    Args:
        merged: what the returns came to.
        decisions: by the opinions' ids; those declined or explained change nothing, nor do those on words that were
            changed already.
        office: in whose name settled texts stand; a unit's own change stands in the unit's.
        date: of the revision, in ISO form, for changes that bear none.

    Raises:
        FileRefused: the draft is not a readable docx.
    """
    changes: dict[str, list[Change]] = defaultdict(list)
    made: list[Change] = []
    applied: list[str] = []
    open_ones: list[Named] = []
    firsts = firsts_of_same(merged)
    done: set[str] = set()
    for item in merged.opinions:
        decision = decisions.get(item.id)
        if decision is None or not decision.disposition.is_taken or item.opinion.overtaken:
            continue
        whole = decision.disposition is Disposition.ACCEPTED
        if whole and firsts[item.id] in done:
            applied.append(item.id)  # another unit asked for the same, and it is made so
            continue
        wanted = item.opinion.changes if whole else _settled_changes(merged, item, decision.text)
        if not wanted or any(clashes(change, made) for change in wanted):
            open_ones.append(item)
            continue
        author = item.unit if whole else office
        changes[author] += [replace(change, date=change.date or date) for change in wanted]
        made += wanted
        applied.append(item.id)
        if whole:
            done.add(firsts[item.id])
    ordered = {author: sorted(of, key=lambda c: (c.line, c.start, c.end)) for author, of in changes.items()}
    notes = [_note(merged, item, decisions[item.id], date) for item in open_ones]
    return Revised(
        combine(merged.draft.data, ordered, notes),
        settled(combine(merged.draft.data, ordered)),
        tuple(applied),
        tuple(item.id for item in open_ones),
    )


def _settled_changes(merged: Merged, item: Named, text: str) -> Sequence[Change]:
    """Make the words an opinion is about read as they were settled; nothing where its place or words are not known."""
    opinion = item.opinion
    is_unsure = opinion.line < 0 or (opinion.clause is None and opinion.candidates)
    if is_unsure or not opinion.original or not text.strip():
        return ()
    old = merged.draft.lines[opinion.line][opinion.start : opinion.end]
    if folded_words(old) != folded_words(opinion.original):
        return ()
    return tuple(
        Change(Shape.TEXT, opinion.line, opinion.start + start, opinion.start + end, new)
        for start, end, new in word_changes(old, text.strip())
    )


def _note(merged: Merged, item: Named, decision: Decision, date: str) -> Note:
    opinion, lines = item.opinion, merged.draft.lines
    if decision.disposition is Disposition.PARTLY:
        said = say_settled(opinion, decision.text, lines)
    else:
        said = say_wish(opinion, lines, item.unit)
    place = (max(opinion.start, 0), max(opinion.end, 0))
    return Note(item.unit, max(opinion.line, 0), f"{_BY_HAND}{said}", *place, date)
