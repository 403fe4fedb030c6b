"""Merge tracked copies once, in a process of its own, by us or by docx-scalpel: what whoever merges a round waits for.

`python -m benchmarks.merging_once FOLDER ours|peer` merges the copies in the folder into its 征求意见稿.docx and prints
the seconds of the merging alone; `once` does it from a benchmark.
"""

import subprocess
import sys
import time
from pathlib import Path

DRAFT = "征求意见稿.docx"


def once(folder: Path, who: str) -> float:
    """Merge the copies of a folder in a fresh process; give the seconds it took, imports left out."""
    call = [sys.executable, "-m", "benchmarks.merging_once", str(folder), who]
    done = subprocess.run(call, check=True, capture_output=True, text=True)  # noqa: S603  our module, our interpreter
    return float(done.stdout)


def _ours(draft: bytes, copies: list[bytes]) -> float:
    from benchmarks.merging import read  # noqa: PLC0415  its own imports, and the peer's, are no part of a merging
    from letters.draft import open_draft  # noqa: PLC0415  as above
    from letters.merging import merge  # noqa: PLC0415  as above

    opened = open_draft(draft)  # as the peer, which is given its base opened
    begun = time.perf_counter()
    merge(opened.data, read(opened, copies)).combined  # noqa: B018  written when it is asked for
    return time.perf_counter() - begun


def _peer(draft: bytes, copies: list[bytes]) -> float:
    import docx_scalpel  # noqa: PLC0415  not needed where we are measured

    reviewers = [docx_scalpel.DocxDiffReviewer(copy, f"单位{n}") for n, copy in enumerate(copies)]
    begun = time.perf_counter()
    docx_scalpel.docx_diff_consolidate(draft, reviewers)
    return time.perf_counter() - begun


if __name__ == "__main__":
    place, asked = Path(sys.argv[1]), sys.argv[2]
    base = (place / DRAFT).read_bytes()
    marked = [path.read_bytes() for path in sorted(place.glob("*.docx")) if path.name != DRAFT]
    sys.stdout.write(str((_ours if asked == "ours" else _peer)(base, marked)))
