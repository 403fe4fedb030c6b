"""A Word file put together: rows and tables in their order, what stands around them, the lean master's other parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from docx.shared import Length, Mm

from letters import page
from letters.strokes import Picture, Row, Table

Block = Row | Table

_XML: Final = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_NAMES: Final = " ".join(
    f"xmlns:{prefix}='http://schemas.openxmlformats.org/{place}'"
    for prefix, place in (
        ("w", "wordprocessingml/2006/main"),
        ("r", "officeDocument/2006/relationships"),
        ("wp", "drawingml/2006/wordprocessingDrawing"),
        ("a", "drawingml/2006/main"),
        ("pic", "drawingml/2006/picture"),
    )
)
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_UNCHANGED: Final = ("_rels/.rels", "word/styles.xml", "word/settings.xml", "docProps/core.xml")
_FRAMES: Final = 16  # offices, kinds and seals in use at a time
_PNG: Final = b"\x89PNG"


_HEADER: Final = Mm(15)
_FOOTER: Final = Mm(23)


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the text, by page: `first` pages' own header and footer, the others' footers by side.

    A part with no rows is not there. Distances are from the page's edge.
    """

    first_header: tuple[Row, ...] = ()
    first_footer: tuple[Row, ...] = ()
    odd_footer: tuple[Row, ...] = ()
    even_footer: tuple[Row, ...] = ()
    header_distance: Length = _HEADER
    footer_distance: Length = _FOOTER
    has_first: bool = False  # the first page differs


@dataclass(frozen=True, slots=True)
class Sheets:
    """Blocks that stand on pages of one kind; `is_wide` turns the page on its side (clause 8)."""

    blocks: Sequence[Block]
    around: Around = field(default_factory=Around)
    is_wide: bool = False


def pack(*sections: Sheets, off_grid: bool = False) -> bytes:
    """Put a Word file together, one section after the other; the same bytes for the same blocks.

    Args:
        sections: in order; each begins a new page.
        off_grid: no row snaps to the grid, as exact rows fill it by themselves.

    """
    parts = _Parts()
    body: list[str] = []
    for number, section in enumerate(sections):
        body.extend(_block(block, parts) for block in section.blocks)
        properties = _section(section, parts)
        is_last = number == len(sections) - 1
        # A section ends in the paragraph that carries its properties, the last one in the body itself.
        body.append(properties if is_last else f"<w:p><w:pPr>{_TINY}{properties}</w:pPr></w:p>")
    document = f"{_XML}<w:document {_NAMES}><w:body>{''.join(body)}</w:body></w:document>"
    return parts.packed(_double_quoted(document), off_grid=off_grid)


_TINY: Final = "<w:snapToGrid w:val='0'/><w:spacing w:before='0' w:after='0' w:line='10' w:lineRule='exact'/>"


def _double_quoted(xml: str) -> str:
    """Put the quotes round attributes that Word itself writes; words hold `'` only as `&apos;`."""
    return xml.replace("'", '"')


class _Parts:
    """The parts beside the text: headers, footers, pictures, and the relations to them."""

    def __init__(self) -> None:
        self._edges: dict[tuple[str, str], str] = {}
        self._pictures: dict[bytes, str] = {}
        self._drawn = 0

    def edge(self, kind: str, rows: Sequence[Row]) -> str:
        """Give the relation to a header or footer of these rows."""
        tag = "hdr" if kind == "header" else "ftr"
        xml = f"{_XML}<w:{tag} {_NAMES}>{''.join(row.xml() for row in rows) or '<w:p/>'}</w:{tag}>"
        return self._edges.setdefault((kind, _double_quoted(xml)), f"rId{len(self._edges) + 3}")

    def picture(self, picture: Picture) -> str:
        """Give a picture as a run."""
        self._drawn += 1
        relation = self._pictures.setdefault(picture.data, f"rIdP{len(self._pictures) + 1}")
        return picture.xml(relation, self._drawn)

    def packed(self, document: str, *, off_grid: bool) -> bytes:
        target = io.BytesIO(_frame(tuple(self._edges), tuple(self._pictures.items()), off_grid=off_grid))
        with zipfile.ZipFile(target, "a") as archive:
            _put(archive, "word/document.xml", document)
        return target.getvalue()


@lru_cache(maxsize=_FRAMES)
def _frame(edges: tuple[tuple[str, str], ...], pictures: tuple[tuple[bytes, str], ...], *, off_grid: bool) -> bytes:
    """Zip all but the text: the letters of a round share it to the byte, so it is zipped once."""
    named = [(f"{kind}{number}.xml", kind, xml) for number, (kind, xml) in enumerate(edges, start=1)]
    drawn = [(relation, f"media/{relation}{_ending(data)}", data) for data, relation in pictures]
    relations = [
        ("rId1", "styles", "styles.xml"),
        ("rId2", "settings", "settings.xml"),
        *((f"rId{n}", kind, name) for n, (name, kind, _) in enumerate(named, start=3)),
        *((relation, "image", name) for relation, name, _ in drawn),
    ]
    written = "".join(
        f'<Relationship Id="{id_}" Type="{_RELATION}/{kind}" Target="{name}"/>' for id_, kind, name in relations
    )
    types = "".join(f'<Override PartName="/word/{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind, _ in named)
    master = _master(off_grid=off_grid)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _put(archive, "[Content_Types].xml", master["[Content_Types].xml"].replace("</Types>", f"{types}</Types>"))
        for name in _UNCHANGED:
            _put(archive, name, master[name])
        _put(
            archive,
            "word/_rels/document.xml.rels",
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>',
        )
        for name, _, xml in named:
            _put(archive, f"word/{name}", xml)
        for _, name, data in drawn:
            _put(archive, f"word/{name}", data)
    return target.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: str | bytes) -> None:
    # Pictures are packed already.
    how = zipfile.ZIP_STORED if name.startswith("word/media/") else zipfile.ZIP_DEFLATED
    archive.writestr(zipfile.ZipInfo(name), data, how, compresslevel=1)


_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"


def _block(block: Block, parts: _Parts) -> str:
    if isinstance(block, Table):
        return block.xml()
    return block.xml([parts.picture(picture) for picture in block.pictures])


def _section(section: Sheets, parts: _Parts) -> str:
    around = section.around
    named = (
        ("header", "first", around.first_header),
        ("footer", "first", around.first_footer),
        ("footer", "default", around.odd_footer),
        ("footer", "even", around.even_footer),
    )
    references = "".join(
        f"<w:{kind}Reference w:type='{which}' r:id='{parts.edge(kind, rows)}'/>" for kind, which, rows in named if rows
    )
    width, height, turned = (16838, 11906, " w:orient='landscape'") if section.is_wide else (11906, 16838, "")
    top, right, bottom, left = (
        (page.LEFT, page.TOP, page.RIGHT, page.BOTTOM)
        if section.is_wide
        else (page.TOP, page.RIGHT, page.BOTTOM, page.LEFT)
    )
    first = "<w:titlePg/>" if around.has_first else ""
    return (
        f"<w:sectPr>{references}<w:pgSz w:w='{width}' w:h='{height}'{turned}/>"
        f"<w:pgMar w:top='{top.twips}' w:right='{right.twips}' w:bottom='{bottom.twips}' w:left='{left.twips}' "
        f"w:header='{around.header_distance.twips}' w:footer='{around.footer_distance.twips}' w:gutter='0'/>"
        f"{first}<w:docGrid w:type='lines' w:linePitch='{page.ROW.twips}'/></w:sectPr>"
    )


def _ending(data: bytes) -> str:
    return ".png" if data.startswith(_PNG) else ".jpg"


@cache
def _master(*, off_grid: bool) -> dict[str, str]:
    """Give the lean master's parts; python-docx's own default carries hundreds of styles nobody uses."""
    root = files("templates") / "masters" / "blank"
    parts = {}
    for name in (*_UNCHANGED, "[Content_Types].xml"):
        place = root
        for step in name.split("/"):
            place = place / step
        parts[name] = place.read_text("utf-8")
    if off_grid:
        # Exact rows fill the grid by themselves; snapped, they would move against the rule above them.
        styles = parts["word/styles.xml"]
        spaced = styles.index("<w:spacing w:before=")
        parts["word/styles.xml"] = f'{styles[:spaced]}<w:snapToGrid w:val="0"/>\n      {styles[spaced:]}'
    return parts
