"""A document as read: numbered blocks with the text exactly as it stands, whatever format it came in."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]
"""Where words stand in a text: their first character, and the one after their last."""


class Source(StrEnum):
    """The format a document came in, as `huiban read` names it."""

    DOCX = "docx"
    PDF = "pdf"
    SCAN = "scan"
    DOC = "doc"
    WPS = "wps"
    RTF = "rtf"
    ODT = "odt"
    HTML = "html"
    OFD = "ofd"
    XLSX = "xlsx"
    TXT = "txt"
    EML = "eml"


class BlockKind(StrEnum):
    """What a block is on the page."""

    PARAGRAPH = "paragraph"
    TABLE = "table"
    HEADER = "header"
    FOOTER = "footer"
    TEXTBOX = "textbox"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paragraph looks, as far as its format tells. `None` means the format does not say."""

    alignment: str | None = None  # "left" | "center" | "right" | "both"
    size: float | None = None  # points, of the largest run
    font: str | None = None  # East Asian font of the first run
    red: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or one table. Text positions in evidence count characters of `text`."""

    n: int  # from 0, in reading order
    kind: BlockKind
    text: str  # as it stands; a table's cells joined by tabs, its rows by line feeds
    label: str = ""  # a number Word makes by itself (numbering.xml), not part of `text`
    page: int | None = None  # from 1
    layout: Layout = field(default_factory=Layout)
    rows: tuple[tuple[str, ...], ...] = ()  # a table's cells
    confidence: float | None = None  # 0…1 of words recognised in a picture; `None` for words that were written


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside a file: an attachment of a mail."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Document:
    """A file read into blocks. Tracked changes: `Block.text` is what the page shows with all changes accepted."""

    source: Source
    blocks: tuple[Block, ...]
    pages: int | None = None
    revisions: int = 0  # tracked changes seen
    comments: int = 0  # margin comments seen
    attached: tuple[Attached, ...] = ()
    unread_pages: tuple[int, ...] = ()  # from 1: pictures among pages of text that could not be read

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks of the running text: no page headers or footers."""
        header, footer = BlockKind.HEADER, BlockKind.FOOTER
        return tuple([b for b in self.blocks if b.kind is not header and b.kind is not footer])

    @property
    def text(self) -> str:
        """The running text, one block a line."""
        return "\n".join(block.text for block in self.body)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: characters `start` to `end` of block `block`, and their words."""

    block: int
    start: int
    end: int
    text: str

    def as_json(self) -> dict[str, object]:
        """Give the evidence in the shape of `huiban read --json`."""
        return {"block": self.block, "start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault a careful secretary would catch: its place, what is wrong, what it goes by and what to do, in Chinese."""

    kind: str  # "numbering" | "figure" | "date" | "title" | "attachment" | "reference" | "secrecy" …
    where: str  # a clause path, or "第3段"
    message: str
    rule: str  # what it goes by, as GB/T 9704 7.2.5
    suggestion: str  # what to do

    def as_json(self) -> dict[str, object]:
        """Give the finding in the shape of the contracts, with its rule and what to do."""
        return {
            "kind": self.kind,
            "where": self.where,
            "message": self.message,
            "rule": self.rule,
            "suggestion": self.suggestion,
        }
