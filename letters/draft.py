"""The draft that returns are read against: its lines, its clauses, and its words folded for finding quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from letters import page
from letters.document import BlockKind, Document, Source
from letters.draft_tables import Row, Table, TableIndex, tables_of
from letters.folding import Folded, Spot, fold, fold_text, placed_rows
from letters.forms import form_of
from letters.kept_paragraphs import KeptParagraphs
from letters.numerals import CHINESE, to_int
from letters.outline import Clause, Outline, outline
from letters.package import BODY_PART, Package, W, serialise
from letters.reading import Format, format_of, read_document
from letters.reading.printed_rows import printed_rows
from letters.reading.storable import storable
from letters.revisions import copy_of
from letters.wordtext import Mark, paragraph_mark, paragraphs, row_mark, runs_of

_NAME = "征求意见稿"  # in errors
_ANNEX_HEAD = 20  # characters of the longest line that heads an annex
_ANNEX = re.compile(rf"附\s*[件录表]\s*(?P<n>[0-9０-９{CHINESE}]{{0,3}})(?:[-—]\d{{1,2}})?\s*[：:]?")
_TITLE_WITHIN = 60  # lines at the head of a draft
_AHEAD = 60  # lines a table's cell may stand further on; the same words later are another place


@dataclass(frozen=True)
class Start:
    """Where a clause begins: character `at` of line `line`."""

    line: int
    at: int
    clause: Clause


@dataclass(frozen=True)
class Draft:
    """A draft as a docx without tracked changes, with its paragraphs as `lines` and where each clause begins."""

    data: bytes
    lines: tuple[str, ...]
    outline: Outline
    starts: tuple[Start, ...] = field(repr=False)
    printed: tuple[tuple[str, ...], ...] = field(default=(), repr=False)  # rows of each page, of a draft that is a PDF

    @cached_property
    def _keys(self) -> list[tuple[int, int]]:
        return [(start.line, start.at) for start in self.starts]

    @cached_property
    def by_path(self) -> dict[str, int]:
        """Index in `starts` of each clause by its path."""
        return {start.clause.path: n for n, start in enumerate(self.starts)}

    @cached_property
    def by_id(self) -> dict[int, int]:
        """Index in `starts` of each clause by its id."""
        return {start.clause.id: n for n, start in enumerate(self.starts)}

    @cached_property
    def folded(self) -> Folded:
        """The draft's words folded, for finding quotations."""
        return fold(self.lines)

    @cached_property
    def kept(self) -> KeptParagraphs:
        """The draft's paragraphs by their bytes, for telling which of them a copy has as they were."""
        return KeptParagraphs.of(Package.open(self.data, whole=False).parts[BODY_PART])

    @cached_property
    def annexes(self) -> tuple[tuple[int, int | None], ...]:
        """Line at which each annex begins, with its number where it has one."""
        heads = ((n, _ANNEX.fullmatch(line.strip())) for n, line in enumerate(self.lines) if len(line) <= _ANNEX_HEAD)
        return tuple((n, to_int(head["n"]) if head["n"] else None) for n, head in heads if head)

    @cached_property
    def annex_heads(self) -> tuple[int, ...]:
        """The lines that head annexes."""
        return tuple(line for line, _ in self.annexes)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The draft's tables by rows and cells."""
        return tables_of(self.data, self.lines)

    @cached_property
    def form_rows(self) -> frozenset[tuple[str, ...]]:
        """What the draft itself says in tables that are headed like a form: what was, what is put in its place."""
        package = Package.open(self.data, whole=False)
        form = form_of(package, package.body().find(f"{W}body"))
        return frozenset(entry.words for entry in form.entries) if form is not None else frozenset()

    @cached_property
    def table_indexes(self) -> tuple[TableIndex, ...]:
        """The tables with their rows by words, names and numbers."""
        return tuple(TableIndex.of(table) for table in self.tables)

    @cached_property
    def row_at(self) -> dict[int, Row]:
        """The row of a table that each line in a table stands in."""
        return {cell.spot.line: row for table in self.tables for row in table for cell in row}

    @cached_property
    def title_lines(self) -> range:
        """The lines of the title, which may be set in several; none where they are not found."""
        title = fold_text(self.outline.title or "")[0]
        for first in range(min(len(self.lines), _TITLE_WITHIN)):
            said = ""
            for last in range(first, len(self.lines)):
                said += fold_text(self.lines[last])[0]
                if said == title and title:
                    return range(first, last + 1)
                if not title.startswith(said) or not said:
                    break
        return range(0)

    @cached_property
    def paper(self) -> tuple[tuple[Spot | None, ...], ...]:
        """Where the rows of each printed page stand in the lines; `None` for one that is not found there."""
        return placed_rows(self.folded, self.printed)

    def clause_at(self, line: int, at: int) -> Clause | None:
        """Give the innermost clause a place belongs to; `None` before the first."""
        n = bisect_right(self._keys, (line, at)) - 1
        return self.starts[n].clause if n >= 0 else None

    def own_end(self, n: int) -> tuple[int, int]:
        """Say where clause `n` of `starts` gives way to the next one."""
        return self._before_annex(n, n + 1)

    def end(self, n: int) -> tuple[int, int]:
        """Say where clause `n` of `starts` ends with all that stands under it."""
        prefix = f"{self.starts[n].clause.path}/"
        m = n + 1
        while m < len(self.starts) and self.starts[m].clause.path.startswith(prefix):
            m += 1
        return self._before_annex(n, m)

    def _before_annex(self, n: int, following: int) -> tuple[int, int]:
        """Say where clause `n` ends before the `following` one, or before an annex that begins behind it."""
        stop = self._keys[following] if following < len(self.starts) else (len(self.lines), 0)
        at = bisect_right(self.annex_heads, self.starts[n].line)
        return min(stop, (self.annex_heads[at], 0)) if at < len(self.annex_heads) else stop

    def body_of(self, n: int) -> tuple[int, int, int]:
        """Give line, start and end of a clause's own first paragraph, its label left out."""
        start = self.starts[n]
        line, label = self.lines[start.line], start.clause.label
        begin = line.find(label, start.at)
        begin = begin + len(label) if begin >= 0 else start.at
        while begin < len(line) and line[begin].isspace():
            begin += 1
        stop_line, stop_at = self.own_end(n)
        return start.line, begin, stop_at if stop_line == start.line else len(line.rstrip())


@lru_cache(maxsize=4)
def open_draft(data: bytes) -> Draft:
    """Read a draft of any format, once however often it is asked for. One that is not docx is turned into a plain docx.

    Raises:
        FileRefused: as `read_document` says.
    """
    document = read_document(data, _NAME)
    if document.source is not Source.DOCX:
        lines, starts_of = _lines_of_blocks(document)
        is_pdf = document.source is Source.PDF and format_of(data) is Format.PDF  # and not one in a zip
        printed = printed_rows(data) if is_pdf else ()
        return replace(_draft(plain_docx(lines), tuple(lines), document, starts_of), printed=printed)
    clean = settled(data)
    if clean is not data:
        document = read_document(clean, _NAME)
    lines_of_word = copy_of(Package.open(clean)).original
    return _draft(clean, lines_of_word, document, _lines_of_word(document, lines_of_word))


def plain_docx(lines: list[str]) -> bytes:
    """Write lines as plain paragraphs of running text (GB/T 9704 7.3.3)."""
    document = page.blank()
    for line in lines:
        page.text_row(document, line)
    return page.packed(document)


def settled(data: bytes) -> bytes:
    """Accept all tracked changes of a docx. A file without any comes back as it is."""
    package = Package.open(data)
    root = package.body()
    body = root.find(f"{W}body")
    places = list(paragraphs(body)) if body is not None else []
    changed = any(_is_tracked(paragraph) or _row_gone(row) for paragraph, row in places)
    if not changed:
        return data
    for paragraph, _ in places:
        _settle_runs(paragraph)
    for paragraph, _ in places:
        _settle_mark(paragraph)
    for row in [row for row in root.iter(f"{W}tr") if _row_gone(row)]:
        row.getparent().remove(row)
    return package.with_parts({BODY_PART: serialise(root)})


def _is_tracked(paragraph: Any) -> bool:
    marked = paragraph_mark(paragraph).mark is not Mark.SAME
    return marked or any(tracked.mark is not Mark.SAME for _, _, tracked in runs_of(paragraph))


def _row_gone(row: Any | None) -> bool:
    return row is not None and row_mark(row).mark in {Mark.OUT, Mark.GONE}


def _settle_runs(paragraph: Any) -> None:
    for wrapper in list(paragraph.iter(f"{W}del", f"{W}moveFrom")):
        parent = wrapper.getparent()
        if parent is not None and parent.tag != f"{W}rPr":
            parent.remove(wrapper)
    for wrapper in list(paragraph.iter(f"{W}ins", f"{W}moveTo")):
        parent = wrapper.getparent()
        if parent.tag != f"{W}rPr":
            for child in list(wrapper):
                wrapper.addprevious(child)
            parent.remove(wrapper)


def _settle_mark(paragraph: Any) -> None:
    mark = paragraph_mark(paragraph).mark
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    if properties is not None:
        for name in ("ins", "del", "moveFrom", "moveTo"):
            for element in properties.findall(f"{W}{name}"):
                properties.remove(element)
    following = paragraph.getnext()
    if mark in {Mark.OUT, Mark.GONE} and following is not None and following.tag == f"{W}p":
        at = 1 if following.find(f"{W}pPr") is not None else 0
        for child in reversed([child for child in paragraph if child.tag != f"{W}pPr"]):
            following.insert(at, child)
        paragraph.getparent().remove(paragraph)


# Which line a block of the document is: (line, offset) by block, and by (block, row) for tables.
_Lines = dict[tuple[int, int], int]


def _draft(data: bytes, lines: tuple[str, ...], document: Document, line_of: _Lines) -> Draft:
    made = outline(document)
    rows = {
        (block.n, " ".join("\t".join(" ".join(cell.split()) for cell in row).split())): n
        for block in document.body
        for n, row in enumerate(block.rows)
    }
    starts: list[Start] = []
    at = (-1, 0)
    for clause in made.clauses:
        row = rows.get((clause.block, " ".join(clause.text.split("\n")[0].split())), -1)
        line = line_of.get((clause.block, row), line_of.get((clause.block, -1)))
        if line is None or line < at[0]:
            continue
        found = lines[line].find(clause.label, at[1] if line == at[0] else 0)
        start = max(found, 0) if row < 0 else 0
        starts.append(Start(line, start, clause))
        at = (line, start + len(clause.label))
    starts.sort(key=lambda start: (start.line, start.at))
    return Draft(data, lines, made, tuple(starts))


def _lines_of_blocks(document: Document) -> tuple[list[str], _Lines]:
    """Give the lines of a document that is no Word text: a line a paragraph, a line a table row."""
    lines: list[str] = []
    line_of: _Lines = {}
    for block in document.body:
        line_of[block.n, -1] = len(lines)
        if block.kind is BlockKind.TABLE:
            for n, row in enumerate(block.rows):
                line_of[block.n, n] = len(lines)
                lines.append("\t".join(" ".join(cell.split()) for cell in row))
        else:
            lines += block.text.split("\n")
    return lines, line_of


def _lines_of_word(document: Document, lines: tuple[str, ...]) -> _Lines:
    """Match the blocks of a Word text with its paragraphs, in order, by their words."""
    places: dict[str, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        places[_key(line)].append(n)
    line_of: _Lines = {}
    at = 0
    for block in document.body:
        if block.kind is BlockKind.TABLE:
            for n, row in enumerate(block.rows):
                for words in (part for cell in row for part in cell.split("\n")):
                    cell_line = _next(places.get(_key(words), []), at)
                    if cell_line is not None and cell_line - at < _AHEAD and words.strip():
                        line_of.setdefault((block.n, n), cell_line)
                        line_of.setdefault((block.n, -1), cell_line)
                        at = cell_line + 1
        elif block.kind is BlockKind.PARAGRAPH:
            own_line = _next(places.get(_key(block.text), []), at)
            if own_line is not None:
                line_of[block.n, -1] = own_line
                at = own_line + 1
    return line_of


def _key(text: str) -> str:
    return "".join(storable(text).split())


def _next(places: list[int], at: int) -> int | None:
    n = bisect_left(places, at)
    return places[n] if n < len(places) else None
