"""A document that was read, as prose with light marks (`letters.marks`): what is issued is set anew, word for word."""

from __future__ import annotations

from typing import Final

from letters.document import Block, BlockKind, Document
from letters.mark_signs import guarded
from letters.paper_names import is_same_paper
from letters.titles import titles_in

_BAR: Final = "｜"  # in place of the sign that parts cells


def marked_text(document: Document, name: str) -> str:
    """Write a document's running text with light marks, numbers that Word makes included, without its own title `name`.

    A page's running heads and the look of its words are left behind: the paper it becomes part of has its own.
    """
    title = next(iter(titles_in(document.body)), None)
    own = set(title.blocks) if title and is_same_paper(title.text, name) else set()
    return "\n".join(_marked(block) for block in document.body if block.text.strip() and block.n not in own)


def _marked(block: Block) -> str:
    if block.kind is BlockKind.TABLE:
        return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in block.rows)
    return guarded(f"{block.label}{block.text.strip()}")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", _BAR)
