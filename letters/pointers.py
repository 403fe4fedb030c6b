"""Places that bear no number of the draft's own, as units point to them: 最后一句, 第二自然段, 第2页第5行, 表格第3行.

What is counted on paper holds for the paper the unit had before it: it is only used where the draft came as a PDF.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from letters.numerals import CHINESE, to_int

_N: Final = rf"(?:[{CHINESE}]{{1,4}}|[0-9０-９]{{1,3}})"
_ON_PAPER: Final = re.compile(
    rf"第\s*(?P<page>{_N})\s*页(?:[的中，、\s]{{0,2}}(?P<end>倒数|正数)?\s*第?\s*(?P<line>{_N})\s*行)?"
    rf"|[Pp]\s*(?P<p>\d{{1,3}})(?:[，、\s]{{0,2}}第\s*(?P<l>{_N})\s*行)"
)
_SENTENCE: Final = re.compile(
    rf"最后一?句话?|末句|首句|(?P<end>倒数)?第\s*(?P<n>{_N})\s*句话?|最后(?:一个)?半句|(?P<half>[前后]半[句段])"
)
_PARAGRAPH: Final = re.compile(rf"第\s*(?P<n>{_N})\s*(?:个?自然)?段(?![时路])")
_ROW: Final = re.compile(rf"(?P<end>倒数)?第\s*(?P<n>{_N})\s*行(?![业政动为列程])")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place as a unit points to it; counts from 1, from the end where negative, 0 where nothing is said."""

    words: str = ""  # of a place on paper, as written
    page: int = 0
    line: int = 0  # of the page
    sentence: int = 0
    paragraph: int = 0
    row: int = 0  # of a table

    @property
    def is_part(self) -> bool:
        """Whether it points to less than the clause: the clause as a whole must not be taken for it."""
        return bool(self.page or self.sentence or self.paragraph or self.row)


NO_POINTER: Final = Pointer()
_HALF: Final = 99  # of a sentence: no sentence of the draft has this number, so a person is shown the clause


def pointer_in(text: str) -> Pointer:
    """Read where words without quotations point to; `NO_POINTER` where they name none of these places."""
    found = NO_POINTER
    paper = _ON_PAPER.search(text)
    if paper:
        line = to_int(paper["line"] or paper["l"] or "") or 0
        found = Pointer(paper[0], to_int(paper["page"] or paper["p"]) or 0, -line if paper["end"] == "倒数" else line)
    rest = _ON_PAPER.sub("", text)
    if sentence := _SENTENCE.search(rest):
        found = replace(found, sentence=_sentence(sentence))
    if paragraph := _PARAGRAPH.search(rest):
        found = replace(found, paragraph=to_int(paragraph["n"]) or 0)
    if (row := _ROW.search(rest)) and not found.page:
        number = to_int(row["n"]) or 0
        found = replace(found, row=-number if row["end"] else number)
    return found


def _sentence(match: re.Match[str]) -> int:
    if match["half"] or "半" in match[0]:
        return _HALF
    if match["n"]:
        number = to_int(match["n"]) or _HALF
        return -number if match["end"] else number
    return 1 if match[0].startswith("首") else -1


def without_pointers(text: str) -> str:
    """Give a text without the words that point: what is left may be words of the draft."""
    for shape in (_ON_PAPER, _SENTENCE, _PARAGRAPH, _ROW):
        text = shape.sub("", text)
    return text
