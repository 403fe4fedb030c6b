"""Merge tracked copies once, in a process of its own, by us or by docx-scalpel: what a round's merging costs.

`python -m benchmarks.merging_once FOLDER ours|peer` merges the copies in the folder into its 征求意见稿.docx and prints
the seconds of the merging alone, imports and a first merging of one copy left out; `once` does it from a benchmark.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

DRAFT = "征求意见稿.docx"


class Spent(NamedTuple):
    """What a merging took, in seconds: by the clock, and of the processor's cores together."""

    clock: float
    processor: float


def once(folder: Path, who: str) -> Spent:
    """Merge the copies of a folder in a fresh process; give what it took once all was loaded."""
    call = [sys.executable, "-m", "benchmarks.merging_once", str(folder), who]
    done = subprocess.run(call, check=True, capture_output=True, text=True)  # noqa: S603  our module, our interpreter
    return Spent(*json.loads(done.stdout))


def _ours(draft: bytes, copies: list[bytes]) -> Callable[[int], object]:
    from benchmarks.merging import read  # noqa: PLC0415  its own imports, and the peer's, are no part of a merging
    from letters.draft import open_draft  # noqa: PLC0415  as above
    from letters.merging import merge  # noqa: PLC0415  as above

    opened = open_draft(draft)
    return lambda number: merge(opened.data, read(opened, copies[:number])).combined


def _peer(draft: bytes, copies: list[bytes]) -> Callable[[int], object]:
    import docx_scalpel  # noqa: PLC0415  not needed where we are measured

    reviewers = [docx_scalpel.DocxDiffReviewer(copy, f"单位{n}") for n, copy in enumerate(copies)]
    return lambda number: docx_scalpel.docx_diff_consolidate(draft, reviewers[:number])


def _spent(work: Callable[[], object]) -> Spent:
    clock, processor = time.perf_counter(), _processor()
    work()
    return Spent(time.perf_counter() - clock, _processor() - processor)


def _processor() -> float:
    """Give the processor's seconds of this process and of those it started: docx-scalpel works in one of its own."""
    import psutil  # noqa: PLC0415  of the peers' group

    here = psutil.Process()
    times = [one.cpu_times() for one in (here, *here.children(recursive=True))]
    return sum(one.user + one.system for one in times)


if __name__ == "__main__":
    place, asked = Path(sys.argv[1]), sys.argv[2]
    base = (place / DRAFT).read_bytes()
    marked = [path.read_bytes() for path in sorted(place.glob("*.docx")) if path.name != DRAFT]
    merging = (_ours if asked == "ours" else _peer)(base, marked)
    merging(1)  # docx-scalpel starts its process for the first call
    sys.stdout.write(json.dumps(_spent(lambda: merging(len(marked)))))
