"""From one version of a draft to a later one: where every line and clause went, and which clauses were touched.

A clause goes with its words, not with its number: one that was only renumbered is untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from letters.changes import Change, Shape
from letters.differences import word_changes
from letters.draft import Draft, Start
from letters.labels import is_number, label_at
from letters.line_pairs import Pair, pair_drafts


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a line of the earlier version stands in the later one, and what of its characters gave way to what."""

    to: int
    changes: tuple[tuple[int, int, str], ...] = ()  # start, end, words put in their place
    label_end: int = 0  # of its printed number, which may change without touching the line

    @property
    def touches(self) -> list[tuple[int, int, str]]:
        return [one for one in self.changes if one[1] > self.label_end or one[0] >= self.label_end]

    @property
    def _renumbered(self) -> list[tuple[int, int, str]]:
        return [one for one in self.changes if one not in self.touches]

    def holds(self, start: int, end: int) -> bool:
        """Whether these characters, or this place between two of them, stand as they stood.

        A changed number stands only as a part of its clause, never by itself.
        """
        if any(low < end and start < high and not (start <= low and high < end) for low, high, _ in self._renumbered):
            return False
        if start == end:
            return not any(low <= start <= high for low, high, _ in self.touches)
        return not any(low < end and start < high for low, high, _ in self.touches)

    def at(self, place: int, *, is_end: bool = False) -> int:
        """Give a place in the line as it counts later; words put in at the end of a stretch are none of it."""
        before = (one for one in self.changes if one[1] <= place and not (is_end and one[0] == place))
        return place + sum(len(new) - (end - start) for start, end, new in before)


@dataclass(frozen=True)
class Passage:
    """The way from a version of a draft to a later one."""

    old: Draft
    new: Draft

    @cached_property
    def is_same(self) -> bool:
        """Whether both read alike, printed numbers and empty lines apart."""
        return not self._gone and not self._come and not any(line.touches for line in self._lines.values())

    @cached_property
    def paths(self) -> dict[str, str]:
        """Path in the later version of every clause that stands on, by its path in the earlier one."""
        starts_now = _by_line(self.new)
        return {
            start.clause.path: now.clause.path
            for n, starts in _by_line(self.old).items()
            if (line := self._lines.get(n)) is not None
            for start, now in _matched(starts, starts_now.get(line.to, ()), line)
        }

    @cached_property
    def touched_before(self) -> frozenset[str]:
        """Paths in the earlier version of the clauses whose own words were changed, cut or added to."""
        back = {now: before for before, now in self.paths.items()}
        added_to = (back[path] for path in self._changed_now if path in back)
        return frozenset((*self._changed_before, *added_to))

    @cached_property
    def touched_within(self) -> frozenset[str]:
        """Paths in the earlier version of the clauses that were touched, or under which one was."""
        return frozenset(step for path in self.touched_before for step in steps_to(path))

    @cached_property
    def touched(self) -> frozenset[str]:
        """Paths in the later version of the clauses whose own words were changed, cut, added to or written anew."""
        changed = (self.paths[path] for path in self._changed_before if path in self.paths)
        return frozenset((*self._changed_now, *changed))

    def spot(self, line: int, start: int, end: int) -> tuple[int, int, int] | None:
        """Give a stretch of a line of the earlier version in the later one; `None` where its words were touched."""
        known = self._lines.get(line)
        if known is None or not known.holds(start, end):
            return None
        first = known.at(start)
        return known.to, first, max(first, known.at(end, is_end=True))

    def line(self, line: int) -> int:
        """Give where a line of the earlier version stands in the later one, -1 where it is gone."""
        return self._lines[line].to if line in self._lines else -1

    def changes(self, changes: Iterable[Change]) -> tuple[Change, ...] | None:
        """Give changes to the earlier version as they are to the later one; `None` where a word of them was touched."""
        moved: list[Change] = []
        for change in changes:
            one = self._between(change) if change.shape is Shape.LINES_IN else self._within(change)
            if one is None:
                return None
            moved.append(one)
        return tuple(moved)

    def _within(self, change: Change) -> Change | None:
        spot = self.spot(change.line, change.start, change.end)
        if spot is None or (change.shape is Shape.LINE_OUT and self._lines[change.line].touches):
            return None
        line, start, end = spot
        if change.shape is Shape.LINE_OUT:
            start, end = 0, len(self.new.lines[line])
        return replace(change, line=line, start=start, end=end)

    def _between(self, change: Change) -> Change | None:
        """Give lines put in after a line, where the line that follows it still follows it, in the clause it ended."""
        after = self.line(change.line) if change.line >= 0 else -1
        if after < 0 <= change.line or self._end_of(self.old, change.line) != self._end_of(self.new, after):
            return None
        follows = self.line(change.line + 1) if change.line + 1 < len(self.old.lines) else len(self.new.lines)
        return replace(change, line=after) if follows == after + 1 else None

    def _end_of(self, draft: Draft, line: int) -> str | None:
        """Give the clause a line of either version ends in, as the later one names it."""
        clause = draft.clause_at(line, len(draft.lines[line])) if line >= 0 else None
        if clause is None:
            return None
        return clause.path if draft is self.new else self.paths.get(clause.path)

    @cached_property
    def _pairs(self) -> list[Pair]:
        return pair_drafts(self.old, self.new)

    @cached_property
    def _lines(self) -> dict[int, _Line]:
        begun = {start.line for start in self.old.starts}
        lines: dict[int, _Line] = {}
        for ours, theirs in self._pairs:
            if ours is not None and theirs is not None:
                words, now = self.old.lines[ours], self.new.lines[theirs]
                is_row = ours in begun and is_number(words) and is_number(now)  # whose first cell is its number
                renumbered = _Line(theirs, ((0, len(words), now),), len(words))
                lines[ours] = renumbered if is_row and words != now else _line(words, now, theirs)
        return lines

    @cached_property
    def _gone(self) -> list[int]:
        return [n for n, now in self._pairs if n is not None and now is None and self.old.lines[n].strip()]

    @cached_property
    def _come(self) -> list[int]:
        return [n for was, n in self._pairs if n is not None and was is None and self.new.lines[n].strip()]

    @cached_property
    def _changed_before(self) -> frozenset[str]:
        spans = [(n, 0, len(self.old.lines[n])) for n in self._gone]
        spans += [(n, start, end) for n, line in self._lines.items() for start, end, _ in line.touches]
        return frozenset(_clauses_in(self.old, spans))

    @cached_property
    def _changed_now(self) -> frozenset[str]:
        spans = [(n, 0, len(self.new.lines[n])) for n in self._come]
        spans += [
            (line.to, line.at(start), line.at(start) + len(new))
            for line in self._lines.values()
            for start, _, new in line.touches
        ]
        return frozenset(_clauses_in(self.new, spans))


def steps_to(path: str) -> Iterator[str]:
    """Give the clauses a clause stands under, the outermost first, and itself."""
    steps = path.split("/")
    return ("/".join(steps[: n + 1]) for n in range(len(steps)))


def _line(words: str, now: str, to: int) -> _Line:
    """Compare a line with what it became, its printed number apart."""
    if words == now:
        return _Line(to)
    label, label_now = label_at(words), label_at(now)
    if label is None or label_now is None or words[: label.end] == now[: label_now.end]:
        return _Line(to, tuple(word_changes(words, now)), label.end if label and label_now else 0)
    rest = word_changes(words[label.end :], now[label_now.end :])
    number = (0, label.end, now[: label_now.end])
    return _Line(to, (number, *((label.end + a, label.end + b, new) for a, b, new in rest)), label.end)


def _by_line(draft: Draft) -> dict[int, list[Start]]:
    starts: dict[int, list[Start]] = {}
    for start in draft.starts:
        starts.setdefault(start.line, []).append(start)
    return starts


def _matched(starts: Sequence[Start], now: Sequence[Start], line: _Line) -> Iterator[tuple[Start, Start]]:
    """Match the clauses that begin in a line: by their place in it; the first ones of both, wherever they begin."""
    by_place = {start.at: start for start in now}
    for n, start in enumerate(starts):
        found = by_place.get(line.at(start.at)) or (now[0] if n == 0 and now else None)
        if found is not None:
            yield start, found


def _clauses_in(draft: Draft, spans: Iterable[tuple[int, int, int]]) -> Iterator[str]:
    """Give the innermost clause at each stretch of a line, and those that begin within it."""
    by_line = _by_line(draft)
    for line, start, end in spans:
        clause = draft.clause_at(line, start)
        if clause is not None:
            yield clause.path
        yield from (one.clause.path for one in by_line.get(line, ()) if start < one.at < end)
