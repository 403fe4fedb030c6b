"""Score the reading of real drafts against hand-made answers: units, duty notes, clauses, title.

Usage: python -m benchmarks.draft_accuracy FOLDER [-v], where FOLDER holds drafts.jsonl and drafts/*.txt.

For each key: right, wrong (found, not in the answer) and missed (in the answer, not found). Units are compared as
written, distinct in each draft; a duty note is right where a clause that holds its words has a duty; a level of
numbering is right where as many clauses as the answer counts bear such a label.
"""

import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from letters.outline import Outline, outline
from letters.reading import read_document

# The kinds of label as the answers name them.
_LABELS = {
    "章": r"第[^章]{1,4}章",
    "节": r"第[^节]{1,4}节",
    "条": r"第[^条]{1,6}条",
    "（一）": r"[（(][一二三四五六七八九十]+[）)]",
    "（1）": r"[（(]\d+[）)]",
    "1": r"\d+[.．、]?",
    "一": r"[一二三四五六七八九十]+、?",
}


@dataclass
class Score:
    """How often one key was read rightly, wrongly, or not at all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    told: list[str] = field(default_factory=list)

    def take(self, wanted: set[str], got: set[str], place: str) -> None:
        """Compare two sets."""
        self.right += len(wanted & got)
        self.wrong += len(got - wanted)
        self.missed += len(wanted - got)
        self.told += [f"{place} wrong: {item}" for item in sorted(got - wanted)]
        self.told += [f"{place} missed: {item}" for item in sorted(wanted - got)]

    def row(self, key: str) -> str:
        """Give the score as a line of the table."""
        return f"{key:16} {self.right:5} {self.wrong:6} {self.missed:7}"


def plain(words: str) -> str:
    return "".join(words.split())


def labels_of(read: Outline) -> Counter[str]:
    """Count the clauses of the draft itself by the kind of their label, and the rows of its tables."""
    counted = Counter({"表行": sum("/表/" in f"/{clause.path}" for clause in read.clauses)})
    for clause in (clause for clause in read.clauses if not clause.path.startswith("附件")):
        kind = next((k for k, pattern in _LABELS.items() if re.fullmatch(pattern, plain(clause.label))), "")
        counted[kind] += 1
    return counted


def score(answer: dict[str, Any], read: Outline, scores: dict[str, Score]) -> None:
    place = answer["id"]
    scores["units"].take({plain(u) for u in answer["units"]}, {plain(u) for u in read.units}, place)
    marked = {plain(words) for words in answer["responsibility_markers"]}
    with_duties = [plain(clause.text) for clause in read.clauses if clause.duties]
    scores["duty notes"].take(marked, {words for words in marked if any(words in text for text in with_duties)}, place)
    counted = labels_of(read)
    levels = answer.get("levels") or {}
    wanted = {f"{level} × {count}" for level, count in levels.items()}
    scores["levels"].take(wanted, {f"{level} × {counted[level]}" for level in levels}, place)
    titles = {plain(answer["title"])} if answer["title"] else set()
    scores["title"].take(titles, {plain(read.title)} if read.title else set(), place)


def score_drafts(folder: Path) -> dict[str, Score]:
    """Score every draft of a folder."""
    scores = {key: Score() for key in ("units", "duty notes", "levels", "title")}
    for line in (folder / "drafts.jsonl").read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        path = folder / "drafts" / f"{answer['id']}.txt"
        score(answer, outline(read_document(path.read_bytes(), path.name)), scores)
    return scores


def main(folder: Path) -> None:
    scores = score_drafts(folder)
    if "-v" in sys.argv:
        for key, kept in scores.items():
            print(*(f"{key} {words}" for words in kept.told), sep="\n")
    print(f"{'':16} {'right':>5} {'wrong':>6} {'missed':>7}")
    for key, kept in sorted(scores.items(), key=lambda pair: -(pair[1].wrong + pair[1].missed)):
        print(kept.row(key))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
