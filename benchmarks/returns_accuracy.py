"""How well returns in prose are read: stances, opinions, and their places, against answers written before.

An opinion is right where its kind, its clause and its words agree; white space, stops and the width of marks do not
count. What a merge, a duty or a general wish asks must hold the words the answer gives.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from letters.folding import folded_words
from letters.opinions import Opinion
from letters.returns import read_return

RETURNS: Final = Path(__file__).resolve().parent / "returns"
HALVES: Final = ("odd", "even")  # of the first two sets of returns
_WHOLE: Final = "整条"
_IN_WORDS: Final = {"merge", "duty", "general"}
_HEADS: Final = (
    f"{'returns':12} {'stance':>11} {'precision':>10} {'recall':>7} {'place ok':>8} {'unsure':>7} {'wrong':>6}"
    f" {'reasons':>14}"
)
_UNNUMBERED: Final = ("标题", "附件1", "附件2")  # places without a number: no clause of an outline


@dataclass
class Tally:
    """What was counted over some returns."""

    counts: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        """The share of one count in another."""
        return self.counts[part] / max(1, self.counts[whole])

    def row(self, name: str) -> str:
        """Give the figures as a line of the table."""
        c = self.counts
        return (
            f"{name:12} {c['stance right']:5} of {c['returns']:2} {self.share('right', 'said'):10.1%}"
            f" {self.share('right', 'wanted'):7.1%} {c['place right']:8} {c['place unsure']:7} {c['place wrong']:6}"
            f" {c['reason right']:8} of {c['reasons']:2}"
        )


def score_returns(folder: Path = RETURNS) -> dict[str, Tally]:
    """Read every return of a folder; give the figures of both halves, and of each set that names itself."""
    tallies = {half: Tally() for half in HALVES}
    for listed in sorted(folder.glob("*.toml")):
        answers = tomllib.loads(listed.read_text(encoding="utf-8"))
        draft = (folder / answers["draft"]).read_bytes()
        for answer in answers["returns"]:
            name = answers.get("set", HALVES[1 - int(answer["id"][1:]) % 2])
            _score(draft, answer, tallies.setdefault(name, Tally()))
    return tallies


def _score(draft: bytes, answer: dict[str, Any], tally: Tally) -> None:
    rows = draft.decode().splitlines()
    said = read_return(draft, answer["text"].strip().encode(), "来件.txt")
    stances = answer["stance"] if isinstance(answer["stance"], list) else [answer["stance"]]
    right_stance = said.stance.value in stances
    got = list(said.opinions) if said.usable else []
    wanted = list(answer["opinions"])
    tally.counts.update({"returns": 1, "stance right": int(right_stance), "said": len(got), "wanted": len(wanted)})
    if not right_stance:
        tally.told.append(f"{answer['id']} stance {said.stance.value}, not {stances[0]}")
    for want in list(wanted):
        found = next((one for one in got if _same_words(want, one)), None)
        if found is None:
            continue
        got.remove(found)
        wanted.remove(want)
        place = _place(want, found, rows)
        tally.counts[f"place {place}"] += 1
        tally.counts["right"] += place == "right"
        tally.counts["reason right"] += _same_reason(want, found)
        if "reason" in want and not _same_reason(want, found):
            tally.told.append(f"{answer['id']} reason: {found.reason}, not {want['reason']}")
        if place != "right":
            tally.told.append(f"{answer['id']} place {place}: {found.clause} {found.candidates}, not {want}")
    # An opinion that is not among the answers may still be at one of their places; elsewhere it leads astray.
    tally.counts["place wrong"] += sum(
        one.clause not in {None, *(want.get("clause") for want in answer["opinions"])} for one in got
    )
    tally.counts["reasons"] += sum("reason" in want for want in answer["opinions"])
    tally.told += [f"{answer['id']} missed: {want}" for want in wanted]
    tally.told += [
        f"{answer['id']} said: {one.clause} {one.kind.value} {one.original} → {one.proposed} ({one.reason})"
        for one in got
    ]


def _same_words(want: dict[str, Any], got: Opinion) -> bool:
    """Whether kind and words agree; the place is looked at by itself."""
    if want["kind"] != got.kind.value:
        return False
    proposed, said = folded_words(want.get("proposed", "")), folded_words(got.proposed or "")
    if want["kind"] in _IN_WORDS:
        return proposed in said or proposed in folded_words(f"{got.original or ''}{said}")
    original = want.get("original")
    if original == _WHOLE:
        return got.kind.value == "delete" and len(got.original or "") > len(_WHOLE)
    same_old = original is None or folded_words(original) == folded_words(got.original or "")
    return same_old and proposed == said


def _same_reason(want: dict[str, Any], got: Opinion) -> bool:
    """Whether a reason that the answer gives was noted; words around it do not count."""
    return "reason" in want and folded_words(want["reason"]) in folded_words(got.reason or "")


def _place(want: dict[str, Any], got: Opinion, rows: Sequence[str]) -> str:
    """Say whether a place is right, unsure (left to a person) or wrong; `row` of an answer is of its row of a table."""
    if "row" in want and got.clause is None:
        if got.line < 0:
            return "unsure"
        return "right" if want["row"] in rows[got.line] else "wrong"
    wanted = want.get("clause")
    wanted = None if wanted in _UNNUMBERED else wanted
    if got.clause == wanted:
        return "right"
    return "wrong" if got.clause else "unsure"


def print_returns(*, is_verbose: bool) -> None:
    """Print the figures of each set, and at wish what failed in it: none is held back any more."""
    print(_HEADS)
    tallies = score_returns()
    for half, tally in tallies.items():
        print(tally.row(half))
    if is_verbose:
        print(*(f"    {name}: {words}" for name, tally in tallies.items() for words in tally.told), sep="\n")


if __name__ == "__main__":
    print_returns(is_verbose="-v" in sys.argv)
