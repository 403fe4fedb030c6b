"""Score the reading of real letters against hand-made answers: one line a fact, exact values only.

Usage: python -m benchmarks.reading_accuracy FOLDER, where FOLDER holds letters.jsonl and letters/*.txt.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from letters.facts import understand
from letters.reading import read_document

NAMES = {
    "issuer": "issuers",
    "doc_number": "document_number",
    "subject_document": "subject",
    "silence_means_consent": "silence_is_consent",
    "reply_required_even_if_none": "reply_required",
}
SKIPPED = {
    "id",
    "source",
    "notes",
    "deadline_style",
    "deadline_alt",
    "subject_documents",
    "deadline_text",
    "deadline_rule",
}
CHANNELS = {"post": "paper", "in_person": "paper", "written": "paper"}


def plain(value: Any) -> Any:
    """Put values that mean the same in one form: spaces dropped, lists as sets, missing as empty."""
    if isinstance(value, list):
        return {plain(item) for item in value}
    return "".join(value.split()) if isinstance(value, str) else value or None


def asked(key: str, answer: dict[str, Any], facts: dict[str, Any]) -> tuple[Any, Any]:
    if key in {"deadline", "deadline_time"}:
        return answer[key], (facts["deadline"] or {}).get("on" if key == "deadline" else "at")
    if key == "channels":
        return [CHANNELS.get(way, way) for way in answer[key]], facts[key]
    return answer[key], facts[NAMES.get(key, key)]


def main(folder: Path) -> None:
    scores: dict[str, list[bool]] = defaultdict(list)
    verbose = "-v" in sys.argv
    for line in (folder / "letters.jsonl").read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        path = folder / "letters" / f"{answer['id']}.txt"
        facts = understand(read_document(path.read_bytes(), path.name)).as_json()
        for key in answer.keys() - SKIPPED:
            wanted, got = asked(key, answer, facts)
            right = plain(wanted) == plain(got) or (not wanted and not got)
            right = right or (key == "deadline" and got in answer.get("deadline_alt", []))
            scores[key].append(right)
            if verbose and not right:
                print(f"{answer['id']} {key}: wanted {wanted!r}, got {got!r}")
    for key, results in sorted(scores.items()):
        print(f"{key:30} {sum(results):3}/{len(results)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
