"""Merging what comes back: 52 tracked copies against docx-scalpel, growth to 1,000 copies, one more return."""

import resource
import tempfile
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from benchmarks.growth import many_clauses_of
from benchmarks.merging_once import DRAFT, Spent, once
from benchmarks.ratio import Ratio, best
from letters.changes import Change, Shape
from letters.combined import combine
from letters.conversion import Target, convert
from letters.draft import Draft, open_draft, settled
from letters.merging import Merging, merge
from letters.opinions import Return
from letters.package import BODY_PART, Package
from letters.returns import read_return

_PAGE = 22 * 28  # characters (GB/T 9704 5.2.2)
_PAGES = 30
_COPIES = 52
_CHANGES = 6  # of one copy
_TURNS = 9
_FEW, _MANY = 100, 1_000
_ROUND = 500
_ANEW = 0.1  # of the peer's time, where no paragraph of a copy has the draft's bytes
_EDITED = 0.150  # seconds
_MOST_MEGABYTES = 1024.0


def merging_ratios() -> list[Ratio]:
    """Measure what merging takes; the memory is that of the whole run so far."""
    draft = open_draft(many_clauses_of(_PAGES * _PAGE))
    copies = [tracked_copy(draft, number) for number in range(_COPIES)]
    edited = settled(copies[0])
    ours, peer = _each_once(draft, copies)
    anew, peer_anew = _each_once(draft, [_written_anew(copy, number) for number, copy in enumerate(copies)])
    few, many = _timed(draft, _FEW), _timed(draft, _MANY)
    return [
        Ratio(
            f"{_COPIES} tracked copies of {_PAGES} pages, each / docx-scalpel's consolidation",
            ours.clock / _COPIES,
            peer.clock / _COPIES,
            1 / 20,
        ),
        Ratio("the same in processor time", ours.processor / _COPIES, peer.processor / _COPIES, 1 / 20),
        Ratio("the same, every paragraph written anew", anew.clock / _COPIES, peer_anew.clock / _COPIES, _ANEW),
        Ratio(
            f"an edited untracked copy of {_PAGES} pages / {_EDITED * 1000:.0f} ms",
            best(lambda: read(draft, [edited])),
            _EDITED,
            1.0,
        ),
        Ratio(f"reading and merging {_MANY} copies / {_FEW} copies", many, few, 12.0),
        Ratio(f"memory after {_MANY} copies / 1 GB", _megabytes(), _MOST_MEGABYTES, 1.0, "M"),
        *_one_more(draft),
    ]


def office_ratio() -> Ratio:
    """Measure copies as LibreOffice writes them: it saved the draft, and each copy once more."""
    draft = open_draft(convert(many_clauses_of(_PAGES * _PAGE), "docx", Target.DOCX))
    copies = [convert(tracked_copy(draft, number), "docx", Target.DOCX) for number in range(_COPIES)]
    ours, peer = _each_once(draft, copies)
    name = f"{_COPIES} copies LibreOffice wrote, each / docx-scalpel's consolidation"
    return Ratio(name, ours.clock / _COPIES, peer.clock / _COPIES, 1 / 20)


def _each_once(draft: Draft, copies: Sequence[bytes]) -> tuple[Spent, Spent]:
    """Time one merging by us and one by docx-scalpel in processes of their own, in turns; the shortest of each.

    The shortest is what the work takes where nothing else is in the way, as everywhere in these benchmarks (`best`).
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / DRAFT).write_bytes(draft.data)
        for n, copy in enumerate(copies):
            (folder / f"单位{n:02d}.docx").write_bytes(copy)
        turns = [(once(folder, "ours"), once(folder, "peer")) for _ in range(_TURNS)]
    ours, peers = zip(*turns, strict=True)
    return _shortest(ours), _shortest(peers)


def _shortest(turns: Sequence[Spent]) -> Spent:
    return Spent(min(turn.clock for turn in turns), min(turn.processor for turn in turns))


def tracked_copy(draft: Draft, number: int) -> bytes:
    """Change six lines of the draft under tracking, other ones in each copy."""
    long = [n for n, line in enumerate(draft.lines) if len(line) > 30]  # noqa: PLR2004  characters of a sentence
    lines = sorted({long[(number * 7 + step * 11) % len(long)] for step in range(_CHANGES)})
    changes = [Change(Shape.TEXT, line, 6, 10, f"修改{number % 3}", date="2026-03-10T10:00:00Z") for line in lines]
    return combine(draft.data, {f"单位{number}": changes})


def _written_anew(copy: bytes, number: int) -> bytes:
    """Give a copy as a program writes it that marks every paragraph with a session of its own: the hardest to read."""
    package = Package.open(copy)
    part = package.parts[BODY_PART].replace(b"<w:p>", b'<w:p w:rsidR="00%06X">' % number)
    return package.with_parts({BODY_PART: part})


def read(draft: Draft, copies: Sequence[bytes]) -> list[Return]:
    """Read copies as returns of units of their own."""
    return [read_return(draft.data, copy, f"单位{n}.docx", (f"单位{n}",)) for n, copy in zip(count(), copies)]


def _timed(draft: Draft, number: int) -> float:
    """Time reading so many copies, one at a time as they come, and merging them to the combined draft."""
    spent = 0.0
    returns: list[Return] = []
    for n in range(number):
        copy = tracked_copy(draft, n)
        begun = time.perf_counter()
        returns.append(read_return(draft.data, copy, f"单位{n}.docx", (f"单位{n}",)))
        spent += time.perf_counter() - begun
    begun = time.perf_counter()
    merge(draft.data, returns).combined  # noqa: B018  written when it is asked for
    return spent + time.perf_counter() - begun


def _one_more(draft: Draft) -> list[Ratio]:
    """Measure one more return into a round, against the whole round: opinions and clusters of both."""
    returns = read(draft, [tracked_copy(draft, n) for n in range(_ROUND + 1)])
    begun = Merging(draft).with_returns(returns[:-1])
    return [
        Ratio(
            f"one more return into {_ROUND} / merging all {_ROUND}",
            best(lambda: begun.with_returns(returns[-1:]).merged.clusters, 20),
            best(lambda: Merging(draft).with_returns(returns).merged.clusters),
            1 / 50,
        )
    ]


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
