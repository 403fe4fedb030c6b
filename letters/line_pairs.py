"""Which line of a draft is which line of a later version: by its words, and for words that repeat by their clause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from letters.differences import pair_lines
from letters.draft import Draft
from letters.labels import is_number, unnumbered

_NOWHERE: Final = -1  # before the first clause

Pair = tuple[int | None, int | None]


def pair_drafts(old: Draft, new: Draft) -> list[Pair]:
    """Match the lines of two versions of a draft, in order; a line of one side only has `None` on the other.

    A printed number makes no other line of the same words, nor the number in its first cell another row. Words that
    stand more than once (由市财政局落实。) go with the clause they stand in: under another clause they are other words,
    and where it was rewritten nobody can tell.
    """
    ours, theirs = _Lines.of(old), _Lines.of(new)
    repeated = ours.repeated | theirs.repeated
    pairs = pair_lines(ours.told_apart(repeated), theirs.told_apart(repeated))
    to = {was: now for was, now in pairs if was is not None and now is not None}
    back = {now: was for was, now in to.items()}
    return [one for pair in pairs for one in _sure(pair, ours, theirs, repeated, to, back)]


def _sure(
    pair: Pair, ours: _Lines, theirs: _Lines, repeated: frozenset[str], to: dict[int, int], back: dict[int, int]
) -> Iterator[Pair]:
    """Part a pair whose clauses do not bear it out."""
    was, now = pair
    if was is None or now is None:
        yield pair
        return
    home, home_now = ours.homes[was], theirs.homes[now]
    is_borne_out = to.get(home, _NOWHERE) == home_now and back.get(home_now, _NOWHERE) == home
    is_denied = not is_borne_out and (home in to or home_now in back or _NOWHERE in {home, home_now})
    words = ours.words[was]
    is_same = words == theirs.words[now]
    if is_borne_out or not (words in repeated or (is_denied and not is_same)):
        yield pair
    else:
        yield from ((was, None), (None, now))


@dataclass(frozen=True)
class _Lines:
    """A draft's lines without their printed numbers, and for each the line its clause, or the one above, begins in.

    The cell that holds nothing but a row's number stands for the row.
    """

    words: Sequence[str]
    homes: Sequence[int]

    @classmethod
    def of(cls, draft: Draft) -> _Lines:
        begun = {start.line: start.clause.path for start in reversed(draft.starts)}
        homes: list[int] = []
        for n in range(len(draft.lines)):
            within = draft.clause_at(n, -1)
            homes.append(_above(draft, begun[n]) if n in begun else _begins(draft, within.path if within else ""))
        words = [unnumbered(line) for line in draft.lines]
        ends = [*(start.line for start in draft.starts[1:]), len(draft.lines)]
        for start, end in zip(draft.starts, ends, strict=False):  # a draft may have no clause at all
            if is_number(draft.lines[start.line]):
                words[start.line] = "\t".join(words[start.line + 1 : end])
        return cls(words, homes)

    @property
    def repeated(self) -> frozenset[str]:
        """Words of more than one line."""
        return frozenset(words for words, count in Counter(self.words).items() if count > 1 and words)

    def told_apart(self, repeated: frozenset[str]) -> list[str]:
        """Give for each line what tells it from others: its words, with those above where they repeat."""
        return [
            "\t".join((words, *(self.words[above] for above in self._all_above(n)))) if words in repeated else words
            for n, words in enumerate(self.words)
        ]

    def _all_above(self, n: int) -> Iterator[int]:
        while (n := self.homes[n]) != _NOWHERE:
            yield n


def _above(draft: Draft, path: str) -> int:
    """Give the line in which the clause above this one begins."""
    while "/" in path:
        path = path.rpartition("/")[0]
        if path in draft.by_path:
            return _begins(draft, path)
    return _NOWHERE


def _begins(draft: Draft, path: str) -> int:
    return draft.starts[draft.by_path[path]].line if path else _NOWHERE
