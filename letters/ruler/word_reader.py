"""A docx to what will stand on paper: every row with its layout out of defaults, styles, numbers and its own."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from letters.package import BODY_PART, Package, W, parse
from letters.reading.word_numbers import Numbering
from letters.ruler.layout import (
    TWIPS_OF_MM,
    borders_of,
    boxes_in,
    default_tab,
    first_line,
    first_tab,
    indent_of,
    millimetres,
    number_of,
    pitch_of,
    twips,
)
from letters.ruler.properties import Layer, Styles, Theme, of_paragraph, of_run, over
from letters.ruler.standard import MM_OF_POINT
from letters.ruler.word import Look, Run, Section, WordPaper, WordRow
from letters.wordtext import SOFT_BREAK, Mark, inline_of
from registry.errors import FileEmpty, FileTooLarge

MOST_ROWS: Final = 20_000
_RELATED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EXTENDED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_VALUE: Final = f"{W}val"
_SHOWN: Final = frozenset({Mark.SAME, Mark.IN})
_FLOW: Final = frozenset(
    f"{W}{name}" for name in ("tbl", "tr", "tc", "sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_ALIGN: Final = {"start": "left", "end": "right", "distribute": "both", "": "both"}


def read_word(data: bytes) -> WordPaper:
    """Read a docx; what stands there when all tracked changes are accepted.

    Raises:
        FileRefused: one of its kinds: damaged, encrypted, too large, no words.
    """
    reader = _Reader(Package.open(data, whole=False))
    paper = reader.paper()
    if not any(row.text.strip() for row in paper.rows):
        raise FileEmpty("文档中没有文字，无法核对", kept="", todo="如为扫描图片，请另备可编辑的电子版")
    return paper


class _Reader:
    """Reads one file."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(self._part("word/styles.xml"))
        self._theme = Theme(self._part("word/theme/theme1.xml"))
        self._numbering = Numbering(self._part("word/numbering.xml"))
        self._tab = default_tab(self._part("word/settings.xml"))
        self._looks: dict[tuple[tuple[str, str], ...], Look] = {}
        self._rows: list[WordRow] = []
        self._sections: list[Section] = []
        self._count = 0
        self._turns = True  # the next row begins a page
        self._targets = {
            relation.get("Id", ""): f"word/{relation.get('Target', '').removeprefix('/word/')}"
            for relation in self._children(self._part("word/_rels/document.xml.rels"))
        }

    def paper(self) -> WordPaper:
        """Read the whole of it."""
        self._package.body()  # refuses what holds no Word text
        root = self._part(BODY_PART)
        body = root.find(f"{W}body") if root is not None else None
        for element, in_table in _flow(body):
            self._paragraph(element, in_table=in_table)
        last = body.find(f"{W}sectPr") if body is not None else None
        if last is not None or not self._sections:
            self._sections.append(self._section(last))
        settings = self._part("word/settings.xml")
        odd_even = settings.find(f"{W}evenAndOddHeaders") if settings is not None else None
        return WordPaper(
            tuple(self._rows),
            tuple(_begun(self._sections)),
            odd_even=odd_even is not None and odd_even.get(_VALUE, "1") not in {"0", "false", "off"},
            normal=self._look(self._styles.normal[1]),
            pages=self._pages(),
        )

    def _paragraph(self, element: Any, *, in_table: bool = False, boxed: bool = False) -> None:
        """Take in a paragraph, its text boxes first: a head drawn in a box stands over the row it hangs on."""
        for inner in () if boxed else boxes_in(element):
            self._paragraph(inner, boxed=True)
        if not boxed:
            self._count += 1
            if self._count > MOST_ROWS:
                raise FileTooLarge(f"文档超过{MOST_ROWS}段，无法核对", kept="", todo="请拆分后再核对")
        row = self._row(element, in_table=in_table, boxed=boxed)
        breaks = [br for br in element.iter(f"{W}br") if br.get(f"{W}type") == "page"]
        if row.text.strip() or row.borders:
            self._rows.append(row)
            self._turns = bool(breaks) and not _breaks_first(element)
        elif not boxed:
            self._turns = self._turns or bool(breaks)
        ends = element.find(f"{W}pPr/{W}sectPr")
        if ends is not None:
            self._sections.append(self._section(ends))
            self._turns = True

    def _row(self, element: Any, *, in_table: bool = False, boxed: bool = False) -> WordRow:
        """Read one paragraph."""
        own = of_paragraph(element.find(f"{W}pPr"))
        layer, run_layer = self._styles.paragraph(own.get("pStyle", ""))
        layer = over(layer, own)
        runs = tuple(self._runs(element, run_layer))
        label = self._label(layer)
        text = label + "".join(run.text for run in runs)
        left, right = indent_of(layer, "left"), indent_of(layer, "right")
        page_break = layer.get("pageBreakBefore") == "1" or _breaks_first(element)
        return WordRow(
            text=text,
            runs=runs,
            place=self._count,
            align=_ALIGN.get(layer.get("jc", ""), layer.get("jc", "both")),
            first=first_line(layer),
            left=left,
            right=right,
            tab=first_tab(element.find(f"{W}pPr/{W}tabs")) or self._default_tab(layer, text),
            beyond=-(twips(layer, "ind.left") + twips(layer, "ind.right")) / TWIPS_OF_MM,
            pitch=pitch_of(layer),
            on_grid=layer.get("snapToGrid", "1") == "1",
            starts_page=self._turns or page_break,
            in_table=in_table,
            framed="frame" in own,
            boxed=boxed,
            numbered=bool(label),
            borders=borders_of(element.find(f"{W}pPr/{W}pBdr")),
            shows_page=_shows_page(element),
        )

    def _runs(self, element: Any, under: Layer) -> Iterator[Run]:
        for run, text, tracked in inline_of(element):
            if not text or tracked.mark not in _SHOWN:
                continue
            own = of_run(run.find(f"{W}rPr"))
            layer = over(under, self._styles.character(own["rStyle"])) if "rStyle" in own else under
            layer = over(layer, own)
            if layer.get("vanish") != "1":
                yield Run(text.replace(SOFT_BREAK, "\n"), self._look(layer))

    def _look(self, layer: Layer) -> Look:
        key = tuple(layer.items())
        if key not in self._looks:
            font, won = self._theme.font(layer, "eastAsia")
            latin, _ = self._theme.font(layer, "ascii")
            self._looks[key] = Look(
                font=font,
                latin=latin,
                size=number_of(layer.get("sz"), 21) / 2,
                color=layer.get("color", ""),
                bold=layer.get("b") == "1",
                spacing=number_of(layer.get("spacing"), 0) / 20,
                theme_won=won,
            )
        return self._looks[key]

    def _default_tab(self, layer: Layer, text: str) -> float | None:
        """Give where words behind tabs begin that have no stop of their own, in characters."""
        tabs = len(text) - len(text.lstrip("\t"))
        if not tabs:
            return None
        begins = max(0.0, indent_of(layer, "left") + first_line(layer))
        return (math.floor(begins / self._tab) + tabs) * self._tab

    def _label(self, layer: Layer) -> str:
        number = layer.get("numId", "0")
        if number == "0":
            return ""
        return self._numbering.label(number, int(number_of(layer.get("ilvl"), 0)))

    def _section(self, properties: Any | None) -> Section:
        """Read a section's page; headers and footers it does not name are those of the one before."""
        before = self._sections[-1] if self._sections else Section()
        if properties is None:
            return Section(begins=len(self._rows))
        size, margins, grid = (properties.find(f"{W}{name}") for name in ("pgSz", "pgMar", "docGrid"))
        edges: dict[str, dict[str, tuple[WordRow, ...]]] = {
            "header": dict(before.headers),
            "footer": dict(before.footers),
        }
        for kind, held in edges.items():
            for reference in properties.iterfind(f"{W}{kind}Reference"):
                side = reference.get(f"{W}type", "default")
                if side in _SIDES:
                    held[side] = self._edge(reference.get(_RELATED, ""))
        title = properties.find(f"{W}titlePg")
        pitch = millimetres(grid, "linePitch", 0) / MM_OF_POINT
        return Section(
            width=millimetres(size, "w", 210),
            height=millimetres(size, "h", 297),
            top=abs(millimetres(margins, "top", 25.4)),
            bottom=abs(millimetres(margins, "bottom", 25.4)),
            left=millimetres(margins, "left", 31.75) + millimetres(margins, "gutter", 0),
            right=millimetres(margins, "right", 31.75),
            grid=grid.get(f"{W}type", "") if grid is not None else "",
            pitch=pitch if pitch >= 1 else None,
            char_space=number_of(grid.get(f"{W}charSpace"), 0) / 4096 if grid is not None else 0,
            has_first=title is not None and title.get(_VALUE, "1") not in {"0", "false", "off"},
            headers=edges["header"],
            footers=edges["footer"],
            begins=len(self._rows),
        )

    def _edge(self, relation: str) -> tuple[WordRow, ...]:
        root = self._part(self._targets.get(relation, ""))
        if root is None:
            return ()
        rows = []
        for element, in_table in _flow(root):
            rows += [self._row(inner, boxed=True) for inner in boxes_in(element)]
            rows.append(self._row(element, in_table=in_table))
        return tuple(row for row in rows[:_MOST_EDGE] if row.text.strip() or row.borders or row.shows_page)

    def _part(self, name: str) -> Any | None:
        return parse(_transitional(self._package.parts[name])) if name in self._package.parts else None

    def _pages(self) -> int | None:
        root = self._part("docProps/app.xml")
        pages = root.findtext(f"{_EXTENDED}Pages") if root is not None else None
        return int(pages) if pages and pages.isdigit() and int(pages) > 0 else None

    @staticmethod
    def _children(root: Any | None) -> Iterator[Any]:
        return iter(root) if root is not None else iter(())


_SIDES: Final = frozenset({"default", "first", "even"})
_MOST_EDGE: Final = 200  # rows of a header or footer


# "Strict Open XML" names relations and drawings by other URIs, and may give lengths with their unit.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


def _transitional(part: bytes) -> bytes:
    """Give a part with the names everyone else writes."""
    for strict, usual in _STRICT:
        part = part.replace(strict, usual)
    return part


def _begun(sections: list[Section]) -> Iterator[Section]:
    """Give each section with the count of rows before it; while read, each knew where it ended."""
    begins = 0
    for section in sections:
        yield replace(section, begins=begins)
        begins = section.begins


def _flow(parent: Any | None) -> Iterator[tuple[Any, bool]]:
    """Give paragraphs in order, with whether each is in a table."""
    stack = [(child, False) for child in reversed(parent)] if parent is not None else []
    while stack:
        element, in_table = stack.pop()
        if element.tag == f"{W}p":
            yield element, in_table
        elif element.tag in _FLOW:
            inside = in_table or element.tag == f"{W}tc"
            stack.extend((child, inside) for child in reversed(element))


def _breaks_first(element: Any) -> bool:
    """Whether a page break stands before a paragraph's words."""
    for piece in element.iter(f"{W}t", f"{W}br"):
        if piece.tag == f"{W}br":
            if piece.get(f"{W}type") == "page":
                return True
        elif piece.text and piece.text.strip():
            return False
    return False


def _shows_page(element: Any) -> bool:
    codes = [piece.text or "" for piece in element.iter(f"{W}instrText")]
    codes += [piece.get(f"{W}instr", "") for piece in element.iter(f"{W}fldSimple")]
    return any(code.split()[:1] == ["PAGE"] for code in codes if code.strip())
