"""From the words of a return to a place in the draft: by number, heading, exact quotation or one nearly exact.

Two places that fit equally well give no clause: low confidence, and both kept as candidates, for a person to choose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from letters.draft import Draft
from letters.folding import Spot, fold_text
from letters.places import ANNEX, PlaceWords, Step, fit

_EXACT: Final = 0.97
_REPEATED: Final = 0.8  # the words stand more than once in the clause
_ELSEWHERE: Final = 0.6  # the words stand, but not at the number given
_BY_NUMBER: Final = 0.9
_BY_HEADING: Final = 0.85
_NOT_FOUND: Final = 0.3  # taken off where the words quoted do not stand there
_UNSURE: Final = 0.3
_NEARLY: Final = 0.72  # share of a quotation's pairs of characters that a line must have
_LEAD: Final = 0.06  # by which the best line must lead the next
_HEADING: Final = 4  # characters of the shortest heading looked for
_MOST_CANDIDATES: Final = 6
_MISTYPED: Final = 2  # characters at an end of a quotation
_STOPS: Final = "，。；：、,.;:()\"'"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place found. `spot` is where the words in question stand, `None` where only a clause is known.

    `around` is a stretch the words are about, but are not to be changed as a whole: a row of a table, a row on paper.
    `is_part` says that less than the clause is meant, whether it was found or not.
    """

    clause: str | None
    confidence: float
    spot: Spot | None = None
    candidates: tuple[str, ...] = ()
    around: Spot | None = None
    is_part: bool = False


NOWHERE: Final = Anchor(None, 0.0)


def named_clauses(draft: Draft, places: Sequence[PlaceWords], words: str) -> list[int]:
    """Give the clauses (indices in `draft.starts`) a statement names: by its number, else by a heading it holds."""
    named = by_number(draft, places[0].steps) if places else []
    return named or by_heading(draft, words)


def locate_among(
    draft: Draft,
    named: Sequence[int],
    quotation: str | None,
    *,
    by_words: bool = True,
    region: range | None = None,
) -> Anchor:
    """Find the place that named clauses and a quotation point to.

    Args:
        draft: the draft.
        named: clauses that may be meant, none where nothing names one.
        quotation: words of the draft as a unit gives them.
        by_words: a number named the clauses, not a heading.
        region: lines of the annex, the paragraph or the row that is named, where one is.
    """
    if quotation:
        found = _by_quotation(draft, named, quotation, region)
        if found is not NOWHERE:
            return found
    if len(named) == 1:
        confidence = _BY_NUMBER if by_words else _BY_HEADING
        return Anchor(draft.starts[named[0]].clause.path, confidence - (_NOT_FOUND if quotation else 0.0))
    if named:
        return Anchor(None, _UNSURE, candidates=_paths(draft, named))
    return NOWHERE


def by_number(draft: Draft, steps: Sequence[Step]) -> list[int]:
    """Give the clauses (indices in `draft.starts`) that named steps fit best. 款 that has no number is let go."""
    scores = [fit(steps, start.clause.path) for start in draft.starts]
    best = max(scores, default=0.0)
    if best > 0:
        fitting = [n for n, score in enumerate(scores) if score == best]
        in_text = [n for n in fitting if not draft.starts[n].clause.path.startswith("附")]
        return fitting if steps[0].named == ANNEX else in_text or fitting  # who means an annex names it
    numbered = [step for step in steps if step.named != "款"]
    return by_number(draft, numbered) if numbered and len(numbered) < len(steps) else []


def by_heading(draft: Draft, words: str) -> list[int]:
    """Give the clauses whose heading stands in the words, the longest heading only."""
    folded = fold_text(words)[0]
    found = [
        (len(heading), n)
        for n, start in enumerate(draft.starts)
        if start.clause.heading and _is_telling(heading := fold_text(start.clause.heading)[0]) and heading in folded
    ]
    longest = max((length for length, _ in found), default=0)
    return [n for length, n in found if length == longest]


def _is_telling(heading: str) -> bool:
    """Whether a heading in other words is no chance: a long one, or that of a statute's first and last chapter."""
    return len(heading) >= _HEADING or heading in {"总则", "附则"}


def within(draft: Draft, spot: Spot, n: int) -> bool:
    """Whether a place lies in clause `n` of `draft.starts` or under it."""
    start = draft.starts[n]
    return (start.line, start.at) <= (spot.line, spot.start) < draft.end(n)


def path_at(draft: Draft, spot: Spot) -> str | None:
    """Give the path of the innermost clause at a place; `None` in an annex before its first number."""
    clause = draft.clause_at(spot.line, spot.start)
    if clause is None:
        return None
    begun = draft.starts[draft.by_path[clause.path]].line
    return None if any(begun < line <= spot.line for line, _ in draft.annexes) else clause.path


def annex_of(draft: Draft, number: int) -> range | None:
    """Give the lines of an annex by its number; `None` where the draft has none."""
    ends = [line for line, _ in draft.annexes[1:]] + [len(draft.lines)]
    found = (range(line, end) for (line, own), end in zip(draft.annexes, ends, strict=False) if own == number)
    return next(found, None)


def title_of(draft: Draft) -> Anchor:
    """Find the draft's title: no clause, yet a place that is certain; its words are one stretch where it is one row."""
    rows = draft.title_lines
    if not rows:
        return NOWHERE
    line = draft.lines[rows[0]]
    whole = Spot(rows[0], len(line) - len(line.lstrip()), len(line.rstrip()))
    return Anchor(None, _EXACT, whole) if len(rows) == 1 else Anchor(None, _EXACT, around=whole, is_part=True)


def at_spot(draft: Draft, spot: Spot) -> Anchor:
    """Give the place of words that are known to be meant."""
    return Anchor(path_at(draft, spot), _EXACT, spot)


def _by_quotation(draft: Draft, named: Sequence[int], quotation: str, region: range | None) -> Anchor:
    spots = draft.folded.spots(quotation)
    spots = [spot for spot in spots if region and spot.line in region] or spots
    if not spots:
        return _nearly(draft, named, quotation)
    inside = [spot for spot in spots if any(within(draft, spot, n) for n in named)]
    chosen = inside or spots
    paths = list(dict.fromkeys(path_at(draft, spot) for spot in chosen))
    if len(paths) == 1:
        confidence = _EXACT if len(chosen) == 1 else _REPEATED
        is_elsewhere = (named and not inside) or (region and chosen[0].line not in region)
        return Anchor(paths[0], _ELSEWHERE if is_elsewhere else confidence, chosen[0])
    if inside and len(named) == 1:
        own = draft.starts[named[0]].clause.path
        here = [spot for spot in inside if path_at(draft, spot) == own]
        if here:
            return Anchor(own, _REPEATED, here[0])
    if named and not inside:
        return NOWHERE  # the number speaks, and the words stand in several other places
    return Anchor(None, _UNSURE, candidates=tuple(p for p in paths if p)[:_MOST_CANDIDATES])


def _nearly(draft: Draft, named: Sequence[int], quotation: str) -> Anchor:
    """Find the line that holds most of a quotation, and the words in it that stand for the quotation."""
    folded = fold_text(quotation)[0]
    pairs = {folded[i : i + 2] for i in range(len(folded) - 1)}
    if not pairs:
        return NOWHERE
    scores = sorted(((len(pairs & line) / len(pairs), n) for n, line in enumerate(draft.folded.pairs)), reverse=True)
    likely = [(score, n) for score, n in scores if score >= _NEARLY]
    if named:
        likely = [(s, n) for s, n in likely if any(within(draft, Spot(n, len(draft.lines[n]), 0), c) for c in named)]
    if not likely:
        return NOWHERE
    if len(likely) > 1 and likely[0][0] - likely[1][0] < _LEAD:
        paths = dict.fromkeys(path_at(draft, Spot(n, len(draft.lines[n]), 0)) for _, n in likely)
        if len(paths) > 1:
            return Anchor(None, _UNSURE, candidates=tuple(p for p in paths if p)[:_MOST_CANDIDATES])
    score, line = likely[0]
    spot = _closest(draft, line, folded)
    return Anchor(path_at(draft, spot), round(0.9 * score, 2), spot)


def _closest(draft: Draft, line: int, folded: str) -> Spot:
    """Give the stretch of a line from the first to the last words it shares with a quotation."""
    text, places = fold_text(draft.lines[line])
    blocks = [b for b in SequenceMatcher(None, text, folded, autojunk=False).get_matching_blocks() if b.size > 1]
    if not blocks:
        return Spot(line, 0, len(draft.lines[line]))
    first, last = blocks[0], blocks[-1]
    # Characters mistyped at an end of the quotation have theirs in the line; a stop is none of them.
    start, end = first.a, last.a + last.size
    for _ in range(min(first.b, _MISTYPED)):
        start -= start > 0 and text[start - 1] not in _STOPS
    for _ in range(min(len(folded) - last.b - last.size, _MISTYPED)):
        end += end < len(text) and text[end] not in _STOPS
    return Spot(line, places[start], places[end - 1] + 1)


def _paths(draft: Draft, found: Sequence[int]) -> tuple[str, ...]:
    return tuple(draft.starts[n].clause.path for n in found[:_MOST_CANDIDATES])
