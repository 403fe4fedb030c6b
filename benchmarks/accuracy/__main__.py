"""Print how well papers are read, worst first. Run it with `make accuracy`; -v names each fault.

The real papers are measured where they lie beside the project, our own made-up ones otherwise.
Returns are our own in both cases.
"""

import sys
from pathlib import Path

from benchmarks.accuracy.drafts import score_drafts
from benchmarks.accuracy.letters import score_letters
from benchmarks.returns_accuracy import print_returns

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[2] / "shared" / "corpus"
OWN = HERE / "papers"


def main(folder: Path, *, is_verbose: bool) -> None:
    """Score a folder's letters and drafts."""
    for name, scores in (("letters", score_letters(folder)), ("drafts", score_drafts(folder))):
        print(f"{name:30} {'right':>6} {'wrong':>6} {'missed':>7}")
        for key, kept in sorted(scores.items(), key=lambda pair: (pair[1].share, pair[0])):
            print(kept.row(key))
            if is_verbose:
                print(*(f"    {words}" for words in kept.told), sep="\n")
    print_returns(is_verbose=is_verbose)


if __name__ == "__main__":
    main(CORPUS if CORPUS.is_dir() else OWN, is_verbose="-v" in sys.argv)
