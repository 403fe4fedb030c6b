"""Parts of a clause that bear no number of their own: 第二款 (an unnumbered paragraph), 最后一句, a row on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from letters.draft import Draft
from letters.folding import Spot
from letters.places import PlaceWords, fit
from letters.wish import Wish

_SENTENCE: Final = re.compile(r"[^。！？!?]+[。！？!?]?[”’）)]*")
_PARAGRAPH: Final = "款"


def paragraph_number(draft: Draft, place: PlaceWords | None, n: int) -> int:
    """Say which paragraph of clause `n` a place ends in, 0 where its last number is one that the draft prints."""
    last = place.steps[-1] if place else None
    if place is None or last is None or last.named != _PARAGRAPH:
        return 0
    return 0 if fit(place.steps, draft.starts[n].clause.path) else last.number


def part_of(draft: Draft, wish: Wish, n: int) -> Spot | None:
    """Find the paragraph or sentence of clause `n` that a wish points to; `None` where it has none such."""
    number = paragraph_number(draft, wish.places[0] if wish.places else None, n) or wish.pointer.paragraph
    paragraphs = list(paragraphs_of(draft, n))
    if number and number > len(paragraphs):
        return None
    chosen = paragraphs[number - 1 : number] if number else paragraphs
    if not wish.pointer.sentence:
        return chosen[0] if number else None
    if not number and wish.pointer.sentence < 0 and _has_items(draft, n):
        return None  # whose last sentence, of the clause or of its last item, is open
    sentences = [sentence for paragraph in chosen for sentence in _sentences(draft, paragraph)]
    at = wish.pointer.sentence - 1 if wish.pointer.sentence > 0 else len(sentences) + wish.pointer.sentence
    return sentences[at] if 0 <= at < len(sentences) and (len(sentences) > 1 or at) else None


def paragraphs_of(draft: Draft, n: int) -> Iterator[Spot]:
    """Give the paragraphs of clause `n` without those of the items under it: what a statute counts as 款."""
    line, begin, end = draft.body_of(n)
    yield Spot(line, begin, end)
    last, _ = draft.end(n)
    items = {start.line for start in draft.starts[n + 1 :] if start.line < last}
    for other in range(line + 1, last):
        if other not in items and other not in draft.row_at and draft.lines[other].strip():
            yield Spot(other, 0, len(draft.lines[other].rstrip()))


def printed_row(draft: Draft, page: int, row: int) -> Spot | None:
    """Give the row of a page, both counted from 1, a row from the foot where negative; the draft came as a PDF."""
    rows = draft.paper[page - 1] if 0 < page <= len(draft.paper) else ()
    at = row - 1 if row > 0 else len(rows) + row
    return rows[at] if row and 0 <= at < len(rows) else None


def _has_items(draft: Draft, n: int) -> bool:
    return n + 1 < len(draft.starts) and draft.starts[n + 1].clause.path.startswith(f"{draft.starts[n].clause.path}/")


def _sentences(draft: Draft, spot: Spot) -> Iterator[Spot]:
    for match in _SENTENCE.finditer(draft.lines[spot.line], spot.start, spot.end):
        if match[0].strip():
            yield Spot(spot.line, match.start(), match.end())
