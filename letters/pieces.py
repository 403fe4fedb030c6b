"""A draft cut at its numbers: pieces that begin with a label, pieces that go on, tables and annex heads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from letters.document import Block, BlockKind, Document
from letters.labels import FIRST_SIGNS, Label, LabelKind, label_at


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one block. With a `label`, `text` is the words after it."""

    block: int
    text: str
    label: Label | None = None
    table: Block | None = None
    annex: str = ""  # 附件2: everything after belongs to that annex


_ANNEX_HEAD = re.compile(r"^(?P<name>附\s*[件录表]\s*[0-9０-９一二三四五六七八九十]{0,3}(?:[-—]\d{1,2})?)\s*[：:]?$")
_ANNEX_LIST = re.compile(r"^附\s*件\s*[：:0-9]")
_CONTENTS_HEAD = re.compile(r"^目\s*[录次]$")
_CONTENTS_LINE = re.compile(r"(?:[.．…·\-—]{3,}|\t|\s{2,})\s*[（(]?\d{1,3}[）)]?$")
# After a sentence mark or a space, where a sign follows that a number can begin with.
_INLINE_PLACE = re.compile(rf"[。；;！？!?：: \t\u3000][ \t\u3000\u00a0]*(?=[{FIRST_SIGNS}])")
_UPPER = (LabelKind.PART, LabelKind.CHAPTER, LabelKind.SECTION, LabelKind.ARTICLE, LabelKind.CHINESE)
_GLUED_LIMIT = 40  # characters of a heading glued to the paragraph before it
_SECOND = 2
_CONTENTS_LIMIT = 300  # lines


def pieces_of(document: Document) -> list[Piece]:
    """Cut a document at every number it prints.

    Left out are page headers and footers, tables of contents and the list of attachments at a
    letter's foot. Text flattened to one line is cut inside the line, where the numbers run on.
    """
    pieces: list[Piece] = []
    last: dict[LabelKind, int] = {}
    body = document.body
    skipped = _contents(body) | _attachment_lists(body)
    for block in body:
        text = block.text.strip()
        if block.n in skipped or not text:
            continue
        annex = _ANNEX_HEAD.match(text)
        if annex and block.kind is not BlockKind.TABLE:
            pieces.append(Piece(block.n, "", annex="".join(annex["name"].split())))
            last = {}
            continue
        if block.kind is BlockKind.TABLE:
            pieces.append(Piece(block.n, block.text, table=block))
            continue
        cut = _cut(block, last)
        pieces.extend(cut)
        last.update((piece.label.kind, piece.label.number) for piece in cut if piece.label and piece.label.number)
    return pieces


def _cut(block: Block, last: dict[LabelKind, int]) -> list[Piece]:
    """Pieces of one paragraph, given the last number seen of each kind."""
    automatic = _automatic(block)
    places = _label_places(block.text, last)
    pieces: list[Piece] = []
    if automatic:
        end = places[0][0] if places and places[0][0] > 0 else len(block.text)
        pieces.append(Piece(block.n, block.text[:end].strip(), automatic))
        places = [place for place in places if place[0] >= end]
    elif not places or block.text[: places[0][0]].strip():
        end = places[0][0] if places else len(block.text)
        pieces.append(Piece(block.n, block.text[:end].strip()))
    for number, (start, label) in enumerate(places):
        end = places[number + 1][0] if number + 1 < len(places) else len(block.text)
        pieces.append(Piece(block.n, block.text[start + label.end : end].strip(), label))
    return pieces


def _automatic(block: Block) -> Label | None:
    """Label that Word makes by itself; a bullet is none."""
    return label_at(block.label) or label_at(f"{block.label}、") if block.label.strip() else None


def _label_places(text: str, last: dict[LabelKind, int]) -> list[tuple[int, Label]]:
    """Places of labels in a paragraph: at its start, and inside it where a sequence runs on."""
    first = label_at(text)
    inner = _inner_labels(text)
    chosen: list[tuple[int, Label]] = [(0, first)] if first else []
    seen = dict(last)
    if first and first.number:
        seen[first.kind] = first.number
    flattened = _is_flattened([label for _, label in inner], first)
    seconds = {label.kind: start for start, label in inner if label.number == _SECOND}
    for start, label in inner:
        if label.number is None or not _runs_on(label, seen, seconds, start, flattened=flattened):
            continue
        if not flattened and not _is_glued_heading(text, start, label):
            continue
        chosen.append((start, label))
        for kind in LabelKind:
            if kind > label.kind and kind is not LabelKind.ARTICLE:
                seen.pop(kind, None)
        seen[label.kind] = label.number
    return chosen


def _inner_labels(text: str) -> list[tuple[int, Label]]:
    """All labels inside a paragraph that stand after a sentence mark or a space."""
    found: list[tuple[int, Label]] = []
    for place in _INLINE_PLACE.finditer(text):
        start = place.end()
        label = label_at(text, start)
        if label and start + len(label.text) <= len(text):
            found.append((start, Label(label.text, label.kind, label.number, label.end - start)))
    return found


def _is_flattened(inner: list[Label], first: Label | None) -> bool:
    """Whether a paragraph is a whole text in one line: two or more outer numbers run on inside it."""
    if len(inner) < _SECOND:
        return False
    labels = ([first] if first else []) + inner
    for kind in _UPPER:
        numbers = [label.number for label in labels if label.kind is kind and label.number]
        if any(b == a + 1 for a, b in pairwise(numbers)):
            return True
    return False


def _runs_on(
    label: Label, seen: dict[LabelKind, int], seconds: dict[LabelKind, int], start: int, *, flattened: bool
) -> bool:
    """Whether a number inside a line goes on from the last of its kind, or begins a run of at least two.

    `seconds` gives the last place of a 2 of each kind.
    """
    if label.number == seen.get(label.kind, 0) + 1 and label.number != 1:
        return True
    if label.number != 1 or not flattened:
        return False
    return seconds.get(label.kind, -1) > start


def _is_glued_heading(text: str, start: int, label: Label) -> bool:
    """Whether a short 三、主要任务 hangs at the end of the paragraph before it."""
    end = start + label.end
    rest = text[end : end + _GLUED_LIMIT * 2].strip()  # what is longer is no heading, whatever follows
    ends_sentence = text[max(0, start - _GLUED_LIMIT) : start].rstrip()[-1:] in "。；;！？"
    return label.kind in _UPPER and ends_sentence and 0 < len(rest) <= _GLUED_LIMIT and "。" not in rest.rstrip("。")


def _contents(blocks: tuple[Block, ...]) -> set[int]:
    """Blocks of a table of contents: lines ending in page numbers, and what follows 目录 until it begins again."""
    skipped = {
        block.n
        for block in blocks
        if block.kind is BlockKind.PARAGRAPH
        and len(block.text) < _GLUED_LIMIT * 2
        and _CONTENTS_LINE.search(block.text.strip())
        and label_at(block.text)
    }
    for index, block in enumerate(blocks):
        if not _CONTENTS_HEAD.match(block.text.strip()):
            continue
        following = [b for b in blocks[index + 1 : index + 1 + _CONTENTS_LIMIT] if b.text.strip()]
        first = next((label_at(b.text) for b in following if label_at(b.text)), None)
        if first is None:
            continue
        again = [b.n for b in following if (here := label_at(b.text)) and here.text == first.text]
        if len(again) > 1:
            skipped |= {b.n for b in following if b.n < again[1]}
    return skipped


def _attachment_lists(blocks: tuple[Block, ...]) -> set[int]:
    """Blocks of 附件：1.… 2.… at a letter's foot: their numbers are no clauses."""
    skipped: set[int] = set()
    listing = False
    for block in blocks:
        text = block.text.strip()
        if not text:
            continue
        if _ANNEX_LIST.match(text) and not _ANNEX_HEAD.match(text):
            skipped.add(block.n)
            listing = True
            continue
        label = label_at(text) if listing else None
        listing = listing and label is not None and label.kind is LabelKind.ARABIC and (label.number or 0) > 1
        if listing:
            skipped.add(block.n)
    return skipped
