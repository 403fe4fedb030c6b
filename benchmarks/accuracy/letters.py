"""Score letters: letters.jsonl holds the answers, letters/ID.txt the texts."""

import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.accuracy.score import Score, plain
from letters.facts import understand
from letters.reading import read_document

# The answers' names of facts, and those of `huiban read`.
NAMES = {
    "issuer": "issuers",
    "doc_number": "document_number",
    "subject_document": "subject",
    "silence_means_consent": "silence_is_consent",
    "reply_required_even_if_none": "reply_required",
}
NOT_FACTS = {
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
# The answers keep a post code in one address and leave it out of the next that is written alike.
POST_CODE = re.compile(r"[，,；;（(\s]*(?:邮编|邮政编码)?[：:]?\s*\d{6}[）)]?$")
NO_GENRE = {"其他", "转载摘编"}  # the answers' words for a page that is no kind of official paper


def asked(key: str, answer: dict[str, Any], facts: dict[str, Any]) -> tuple[Any, Any]:
    """Give what is wanted and what was read, in the answers' terms."""
    wanted, got = answer[key], facts.get(NAMES.get(key, key))
    if key in {"deadline", "deadline_time"}:
        got = (facts["deadline"] or {}).get("on" if key == "deadline" else "at")
        if key == "deadline" and got in answer.get("deadline_alt", []):
            wanted = got
    elif key == "channels":
        wanted = [CHANNELS.get(way, way) for way in wanted]
    elif key == "postal_address":
        wanted, got = (POST_CODE.sub("", words or "") for words in (wanted, got))
    elif key == "genre":
        wanted = None if wanted in NO_GENRE else wanted
    return wanted, got


def as_set(value: Any) -> set[str]:
    """Give a fact as a set of words; what is not said is empty."""
    if isinstance(value, list):
        return {plain(item) for item in value}
    return {plain(value)} if value else set()


def score_letters(folder: Path) -> dict[str, Score]:
    """Score every letter of a folder, key by key: one letter's fact is right as a whole or not."""
    scores: dict[str, Score] = defaultdict(Score)
    for line in (folder / "letters.jsonl").read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        path = folder / "letters" / f"{answer['id']}.txt"
        facts = understand(read_document(path.read_bytes(), path.name)).as_json()
        for key in answer.keys() - NOT_FACTS:
            wanted, got = map(as_set, asked(key, answer, facts))
            whole = [{" ".join(sorted(side))} if side else set() for side in (wanted, got)]
            scores[key].take(whole[0], whole[1], answer["id"])
    return scores
