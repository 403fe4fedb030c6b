"""A unit's copy as changes to the lines of the draft, exact to the character: applied, they give the copy's text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter

from letters.differences import pair_lines, shared, word_changes
from letters.revisions import Copy, Line, Segment
from letters.wordtext import UNTOUCHED, Mark, Tracked


class Shape(StrEnum):
    """What a change does to the draft."""

    TEXT = "text"  # characters start to end of a line give way to `new`
    LINES_IN = "lines_in"  # `new`, one or more lines, stands after the line (-1: before the first)
    LINE_OUT = "line_out"  # the line goes, its paragraph too


@dataclass(frozen=True, slots=True)
class Change:
    """One change to the draft. `line` counts its paragraphs from 0; `tracked` says whether the copy marked it."""

    shape: Shape
    line: int
    start: int = 0
    end: int = 0
    new: str = ""
    author: str = ""
    date: str = ""
    tracked: bool = True


def apply(lines: Sequence[str], changes: Iterable[Change]) -> list[str]:
    """Give the draft's lines with the changes of one unit made. Changes of one unit never overlap."""
    texts: dict[int, list[Change]] = {}
    after: dict[int, list[str]] = {}
    out: set[int] = set()
    for change in changes:
        if change.shape is Shape.TEXT:
            texts.setdefault(change.line, []).append(change)
        elif change.shape is Shape.LINES_IN:
            after.setdefault(change.line, []).extend(change.new.split("\n"))
        else:
            out.add(change.line)
    made = list(after.get(-1, ()))
    for n, line in enumerate(lines):
        if n not in out:
            made.append(_changed(line, texts.get(n, ())))
        made.extend(after.get(n, ()))
    return made


def _changed(line: str, changes: Sequence[Change]) -> str:
    pieces: list[str] = []
    at = 0
    for change in changes:
        pieces += [line[at : change.start], change.new]
        at = change.end
    return "".join([*pieces, line[at:]])


Effect = tuple[tuple[Shape, int, int, int, str], ...]  # shape, line, where words go, how many, what comes instead


def effect_of(changes: Iterable[Change], lines: Sequence[str]) -> Effect:
    """Say what changes of one unit do to the draft's lines, the same for all that have the lines read alike."""
    texts: dict[int, list[Change]] = {}
    whole: list[tuple[Shape, int, int, int, str]] = []
    for change in changes:
        if change.shape is Shape.TEXT:
            texts.setdefault(change.line, []).append(change)
        else:
            whole.append((change.shape, change.line, 0, 0, change.new))
    inside = []
    for line, of_line in texts.items():
        old, new = lines[line], _changed(lines[line], sorted(of_line, key=attrgetter("start", "end")))
        head = shared(old, new)
        tail = shared(old[head:][::-1], new[head:][::-1])
        inside.append((Shape.TEXT, line, head, len(old) - head - tail, new[head : len(new) - tail]))
    return tuple(sorted((*inside, *whole)))


def changes_between(draft: Sequence[str], copy: Copy) -> tuple[Change, ...]:
    """Give what a copy changes in the draft: what it tracked, and what it changed without saying so.

    Lines of the copy's original that are the draft's are taken by their tracking; others are compared word by
    word with the draft's line they match by content.
    """
    settled = _settle(copy)
    if copy.original == tuple(draft):
        return tuple(change for n, line in settled.items() for change in line.changes(n))
    changes: list[Change] = []
    last = -1
    for theirs_of, ours in pair_lines(draft, copy.original):
        if ours is None and theirs_of is not None:
            changes.append(Change(Shape.LINE_OUT, theirs_of, 0, len(draft[theirs_of]), tracked=False))
            last = theirs_of
        elif ours is not None:
            line = settled.get(ours) or _Settled(copy.original[ours], copy.original[ours])
            if theirs_of is None:
                changes += line.as_new_lines(last)
            else:
                changes += line.against(theirs_of, draft[theirs_of], last)
                last = theirs_of
    return tuple(changes)


@dataclass(frozen=True)
class _Settled:
    """One line of the original with its tracking worked out."""

    original: str
    kept: str | None  # the line with all accepted; `None` when it was taken out
    before: tuple[Segment, ...] = ()  # whole lines put in before it
    after: tuple[Segment, ...] = ()  # whole lines put in after it
    text: tuple[Change, ...] = ()  # changes within the line
    end: Tracked = UNTOUCHED

    def changes(self, line: int) -> list[Change]:
        """Place the tracked changes on a line of the draft that reads like the original."""
        found = _lines_in(self.before, line - 1)
        if self.kept is None:
            who = self.end
            found.append(Change(Shape.LINE_OUT, line, 0, len(self.original), "", who.author, who.date))
        else:
            found += [change if change.line == line else replace(change, line=line) for change in self.text]
        return found + _lines_in(self.after, line)

    def against(self, line: int, words: str, last: int) -> list[Change]:
        """Place the changes on the draft's line that this one matches by content."""
        if words == self.original:
            return self.changes(line)
        if self.kept is None:
            before = _lines_in(self.before, line - 1)
            return [*before, Change(Shape.LINE_OUT, line, 0, len(words), "", self.end.author, self.end.date)]
        author = next((c.author for c in self.text), "")
        date = next((c.date for c in self.text), "")
        inside = [
            Change(Shape.TEXT, line, start, end, new, author, date, tracked=bool(self.text))
            for start, end, new in word_changes(words, self.kept)
        ]
        return _lines_in(self.before, max(last, line - 1)) + inside + _lines_in(self.after, line)

    def as_new_lines(self, last: int) -> list[Change]:
        """Place a line the draft does not have after the draft's line `last`."""
        own = [] if self.kept is None else [Change(Shape.LINES_IN, last, new=self.kept, tracked=False)]
        return _lines_in(self.before, last) + own + _lines_in(self.after, last)


def _lines_in(segments: Iterable[Segment], line: int) -> list[Change]:
    return [Change(Shape.LINES_IN, line, new=s.text, author=s.tracked.author, date=s.tracked.date) for s in segments]


def _settle(copy: Copy) -> dict[int, _Settled]:
    """Work out each line that is touched, by number and in order; lines whose marks were taken out join the next."""
    settled: dict[int, _Settled] = {}
    for first in sorted(copy.touched):
        if first in settled:
            continue
        group = [copy.line(first)]
        while group[-1].end.mark is Mark.OUT and first + len(group) < len(copy.original):
            group.append(copy.line(first + len(group)))
        settled.update(enumerate(_settle_group(group, first), start=first))
    return settled


def _settle_group(group: Sequence[Line], first: int) -> list[_Settled]:
    """Let one line of a joined group stand, the one that keeps most, and the others go; what they kept joins it."""
    if len(group) == 1:
        return [_settle_line(group[0].segments, first)]
    kept = [sum(len(s.text) for s in line.segments if s.tracked.mark is Mark.SAME) for line in group]
    base = max(range(len(group)), key=lambda n: (kept[n], n))
    ends = [line.end if line.end.mark is Mark.OUT else group[n - 1].end for n, line in enumerate(group)]
    segments = [
        *_moved(group[:base], ends),
        *group[base].segments,
        *_moved(group[base + 1 :], ends[base:]),
    ]
    return [
        _settle_line(segments, first + n) if n == base else _Settled(line.original, None, end=ends[n])
        for n, line in enumerate(group)
    ]


def _moved(lines: Sequence[Line], ends: Sequence[Tracked]) -> list[Segment]:
    """Give what lines keep as if it were put in where they join another line."""
    moved: list[Segment] = []
    for line, end in zip(lines, ends, strict=False):
        for segment in line.segments:
            if segment.tracked.mark is Mark.SAME:
                moved.append(Segment(segment.text, Tracked(Mark.IN, end.author, end.date)))
            elif segment.tracked.mark is Mark.IN:
                moved.append(segment)
    return moved


def _settle_line(segments: Sequence[Segment], line: int) -> _Settled:
    """Work out one line: if it was split, the part that keeps most of it stands and the others are lines put in."""
    original = "".join(s.text for s in segments if s.in_original)
    parts, breaks = _split(segments)
    if len(parts) == 1:
        return _Settled(original, _accepted(segments), text=_text_changes(segments, line))
    weight = [(_weight(part, Mark.SAME), _weight(part, Mark.OUT), -n) for n, part in enumerate(parts)]
    base = weight.index(max(weight))
    own: list[Segment] = []
    for n, part in enumerate(parts):
        if n == base:
            own += part
        else:
            who = breaks[min(n, len(breaks) - 1)]
            own += [Segment(s.text, Tracked(Mark.OUT, who.author, who.date)) for s in part if s.in_original]
    lines = [Segment(_accepted(part), breaks[n] if n < base else breaks[n - 1]) for n, part in enumerate(parts)]
    return _Settled(
        original,
        _accepted(parts[base]),
        before=tuple(lines[:base]),
        after=tuple(lines[base + 1 :]),
        text=_text_changes(own, line),
    )


def _split(segments: Sequence[Segment]) -> tuple[list[list[Segment]], list[Tracked]]:
    parts: list[list[Segment]] = [[]]
    breaks: list[Tracked] = []
    for segment in segments:
        if segment.text == "\n" and segment.tracked.mark is Mark.IN:
            parts.append([])
            breaks.append(segment.tracked)
        else:
            parts[-1].append(segment)
    return parts, breaks


def _weight(part: Sequence[Segment], mark: Mark) -> int:
    return sum(len(s.text) for s in part if s.tracked.mark is mark)


def _accepted(segments: Sequence[Segment]) -> str:
    return "".join(s.text for s in segments if s.in_accepted)


def _text_changes(segments: Sequence[Segment], line: int) -> tuple[Change, ...]:
    """Gather what stands side by side from one author into one change."""
    gathered: list[tuple[int, int, str, Tracked]] = []
    at = 0
    for segment in segments:
        tracked, length = segment.tracked, len(segment.text)
        if tracked.mark is Mark.IN or tracked.mark is Mark.OUT:
            new, end = (segment.text, at) if tracked.mark is Mark.IN else ("", at + length)
            if gathered and gathered[-1][1] == at and gathered[-1][-1].author == tracked.author:
                start, _, before, first = gathered[-1]
                gathered[-1] = (start, end, before + new, first)
            else:
                gathered.append((at, end, new, tracked))
        at += length if segment.in_original else 0
    return tuple(
        Change(Shape.TEXT, line, start, end, new, first.author, first.date) for start, end, new, first in gathered
    )
