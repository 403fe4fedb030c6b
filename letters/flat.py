"""A document's text as one string whose places can be told as evidence in blocks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from letters.document import Block, Evidence


class Flat:
    """Blocks joined by line feeds; spans of the joined text are told block by block."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = tuple(blocks)
        self._starts: list[int] = []
        place = 0
        for block in self.blocks:
            self._starts.append(place)
            place += len(block.text) + 1
        self.text = "\n".join(block.text for block in self.blocks)

    def start_of(self, index: int) -> int:
        """Where the block at an index begins; the text's end beyond the last."""
        return self._starts[index] if index < len(self._starts) else len(self.text)

    def evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        """Tell a span of the text as evidence, one for each block it touches."""
        found: list[Evidence] = []
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self.blocks) and self._starts[index] < end:
            block, base = self.blocks[index], self._starts[index]
            first, last = max(start - base, 0), min(end - base, len(block.text))
            if first < last:
                found.append(Evidence(block.n, first, last, block.text[first:last]))
            index += 1
        return tuple(found)
