"""The attachments a letter promises against the papers that came with it (条例第24条, 初审: 附件齐全)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from letters.bundle import Part, parts_of
from letters.document import Document, Finding
from letters.titles import titles_in

_ENDING = re.compile(r"\.[A-Za-z]{2,5}$")
_STATUS = re.compile(
    r"[（(〔【\[]?(?:公开)?(?:修订|修改)?(?:征求意见|送审|讨论|审议|修订|报批|代拟|草案)(?:草案)?(?:征求意见)?[稿案文]?[）)〕】\]]?"
)
_NUMBER = re.compile(r"^(?:附\s*件\s*)?(?:[\d一二三四五六七八九十]{1,3}(?=\D))?[.．、:：)）\s]*")
_MARKS = re.compile(r"[^\w]|_")
# A paper beside the draft goes by its kind: 意见反馈表 and 征求意见反馈表（样表） are one form.
_KINDS = (
    ("form", re.compile(r"反馈表|意见表|汇总表|回执|反馈单|意见单")),
    ("notes", re.compile(r"起草说明|编制说明|修订说明|的说明|说明$|解读")),
    ("comparison", re.compile(r"对照")),
)
_LEAST = 4  # signs of a name that may lie within another's
_ALIKE = 0.9  # of the signs two names share
_FIRST_PAGE = 25  # blocks in which a paper's title stands
_LONGEST = 160  # signs of a title
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
    promised = [name for name in attachments if _plain(name) or _STATUS.search(name)][:_MOST_TOLD]
    if not promised:
        return
    others = tuple(others)
    within = parts_of(letter)
    names = list(_names(within, others))[:_MOST_NAMES]
    lines = _lines(letter, others)
    for name in promised:
        wanted = _plain(name)
        # 附件：征求意见稿 names no title: any paper beside the letter may be it.
        answered = bool(names) if not wanted else wanted in lines or any(is_same_paper(name, known) for known in names)
        if not answered:
            yield Finding("attachment", _LETTER, f"来文所列附件“{name[:_LONGEST]}”未见", _RULE, _TODO)


def is_same_paper(one: str, other: str) -> bool:
    """Whether two names may be one paper's: papers beside a draft by their kind, others by their words."""
    kind, others_kind = _kind(one), _kind(other)
    if kind or others_kind:
        return kind == others_kind
    a, b = sorted((_plain(one)[:_LONGEST], _plain(other)[:_LONGEST]), key=len)
    if len(a) < _LEAST:
        return a == b != ""
    if a in b:
        return True
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def titles_of(document: Document) -> tuple[str, ...]:
    """Give the titles on the first page of each paper a file holds."""
    return tuple(title for part in parts_of(document) for title in _titles(part))


def _names(within: Sequence[Part], others: Sequence[Handed]) -> Iterator[str]:
    for part in within[1:]:
        yield from _titles(part)
    for handed in others:
        yield handed.name.rsplit("/", 1)[-1]
        yield from titles_of(handed.document)


def _titles(part: Part) -> Iterator[str]:
    yield from (title.text for title in titles_in(part.document.blocks[:_FIRST_PAGE]))


def _lines(letter: Document, others: Sequence[Handed]) -> set[str]:
    """Give the lines that stand by themselves; in the letter's own file a second time, below the list that names it."""
    counted = Counter(_plain(block.text) for block in letter.body if len(block.text) <= _LONGEST)
    found = {line for line, count in counted.items() if count > 1}
    for handed in others:
        found |= {_plain(block.text) for block in handed.document.body if len(block.text) <= _LONGEST}
    return found - {""}


def _kind(name: str) -> str:
    return next((kind for kind, words in _KINDS if words.search(_ENDING.sub("", name.strip()))), "")


def _plain(name: str) -> str:
    """Give a name's own signs: no number, no ending, no 《》, no （征求意见稿）."""
    words = _ENDING.sub("", unicodedata.normalize("NFKC", name).strip())
    return _MARKS.sub("", _STATUS.sub("", _NUMBER.sub("", words, count=1)))
