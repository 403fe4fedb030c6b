"""The attachments a letter promises against the papers that came with it (条例第24条, 初审: 附件齐全)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from letters.bundle import Part, parts_of
from letters.document import Document, Finding
from letters.paper_names import LONGEST_NAME, is_same_paper, names_a_paper, plain_name

_MOST_TOLD = 30
_MOST_NAMES = 1000
_LETTER = "来文"
_RULE = "条例第24条"
_TODO = "请向来文单位索取该附件后补交"


@dataclass(frozen=True, slots=True)
class Handed:
    """One file that was handed in."""

    name: str
    document: Document


def missing_attachments(attachments: Sequence[str], letter: Document, others: Iterable[Handed]) -> Iterator[Finding]:
    """Tell each attachment a letter lists that no other file, and no other paper in its own file, answers to.

    Names are compared loosely: 《》, （征求意见稿）, numbers and file endings do not count.

    Args:
        attachments: names as the letter lists them.
        letter: the letter's file, its other papers included.
        others: the other files.

    """
    promised = [name for name in attachments if names_a_paper(name)][:_MOST_TOLD]
    if not promised:
        return
    others = tuple(others)
    within = parts_of(letter)
    names = list(_names(within, others))[:_MOST_NAMES]
    lines = _lines(letter, others)
    for name in promised:
        wanted = plain_name(name)
        # 附件：征求意见稿 names no title: any paper beside the letter may be it.
        answered = bool(names) if not wanted else wanted in lines or any(is_same_paper(name, known) for known in names)
        if not answered:
            yield Finding("attachment", _LETTER, f"来文所列附件“{name[:LONGEST_NAME]}”未见", _RULE, _TODO)


def titles_of(document: Document) -> tuple[str, ...]:
    """Give the titles on the first page of each paper a file holds."""
    return tuple(title for part in parts_of(document) for title in part.titles)


def _names(within: Sequence[Part], others: Sequence[Handed]) -> Iterator[str]:
    for part in within[1:]:
        yield from part.titles
    for handed in others:
        yield handed.name.rsplit("/", 1)[-1]
        yield from titles_of(handed.document)


def _lines(letter: Document, others: Sequence[Handed]) -> set[str]:
    """Give the lines that stand by themselves; in the letter's own file a second time, below the list that names it."""
    counted = Counter(plain_name(block.text) for block in letter.body if len(block.text) <= LONGEST_NAME)
    found = {line for line, count in counted.items() if count > 1}
    for handed in others:
        found |= {plain_name(block.text) for block in handed.document.body if len(block.text) <= LONGEST_NAME}
    return found - {""}
