"""Score drafts: drafts.jsonl holds the answers, drafts/ID.txt the texts.

Units are compared as written, distinct in each draft; a duty note is right where a clause that holds its words has a
duty; a level of numbering is right where as many clauses as the answer counts bear such a label.
"""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.accuracy.score import Score, plain
from letters.outline import Outline, outline
from letters.reading import read_document

# The kinds of label as the answers name them.
LABELS = {
    "章": r"第[^章]{1,4}章",
    "节": r"第[^节]{1,4}节",
    "条": r"第[^条]{1,6}条(?:之.)?",
    "（一）": r"[（(][一二三四五六七八九十]+[）)]",
    "（1）": r"[（(]\d+[）)]",
    "1": r"\d+[.．、]?",
    "一": r"[一二三四五六七八九十]+、?",
}


def labels_of(read: Outline) -> Counter[str]:
    """Count the clauses of the draft itself by the kind of their label, and the rows of its tables."""
    counted = Counter({"表行": sum("/表/" in f"/{clause.path}" for clause in read.clauses)})
    for clause in (clause for clause in read.clauses if not clause.path.startswith("附件")):
        kind = next((k for k, pattern in LABELS.items() if re.fullmatch(pattern, plain(clause.label))), "")
        counted[kind] += 1
    return counted


def score(answer: dict[str, Any], read: Outline, scores: dict[str, Score]) -> None:
    """Take one draft into the scores."""
    place = answer["id"]
    scores["units"].take({plain(u) for u in answer["units"]}, {plain(u) for u in read.units}, place)
    marked = {plain(words) for words in answer["responsibility_markers"]}
    with_duties = [plain(clause.text) for clause in read.clauses if clause.duties]
    scores["duty notes"].take(marked, {words for words in marked if any(words in text for text in with_duties)}, place)
    counted = labels_of(read)
    levels = answer.get("levels") or {}
    wanted = {f"{level} × {count}" for level, count in levels.items()}
    scores["clauses by level"].take(wanted, {f"{level} × {counted[level]}" for level in levels}, place)
    titles = {plain(answer["title"])} if answer["title"] else set()
    scores["draft title"].take(titles, {plain(read.title)} if read.title else set(), place)


def score_drafts(folder: Path) -> dict[str, Score]:
    """Score every draft of a folder."""
    scores = {key: Score() for key in ("units", "duty notes", "clauses by level", "draft title")}
    for line in (folder / "drafts.jsonl").read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        path = folder / "drafts" / f"{answer['id']}.txt"
        score(answer, outline(read_document(path.read_bytes(), path.name)), scores)
    return scores
