"""Small Word files made by hand, and an oracle that settles tracked changes in the XML without the product's code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Sequence
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NS}}}"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>{more}</Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_COMMENTS_TYPE = (
    '<Override PartName="/word/comments.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>'
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def put_in(text: str, author: str, date: str = "2024-01-26T10:00:00Z") -> str:
    return f'<w:ins w:id="1" w:author="{author}" w:date="{date}">{run(text)}</w:ins>'


def took_out(text: str, author: str, date: str = "2024-01-26T10:00:00Z") -> str:
    inner = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="1" w:author="{author}" w:date="{date}">{inner}</w:del>'


def paragraph(*inline: str, mark: str = "", author: str = "") -> str:
    of_mark = f'<w:pPr><w:rPr><w:{mark} w:id="1" w:author="{author}"/></w:rPr></w:pPr>' if mark else ""
    return f"<w:p>{of_mark}{''.join(inline)}</w:p>"


def table(*rows: Sequence[str]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def comment(number: int, author: str, *rows: str) -> str:
    return f'<w:comment w:id="{number}" w:author="{author}">{"".join(paragraph(run(r)) for r in rows)}</w:comment>'


def on(number: int, *inline: str) -> str:
    reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    inner = "".join(inline)
    return f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>{reference}'


def word(*body: str, comments: Sequence[str] = (), parts: dict[str, bytes] | None = None) -> bytes:
    """Zip a docx from paragraphs and tables given as XML."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", _TYPES.format(more=_COMMENTS_TYPE if comments else ""))
        archive.writestr("_rels/.rels", _RELATIONS)
        inner = "".join(body)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{NS}"><w:body>{inner}</w:body></w:document>')
        if comments:
            archive.writestr("word/comments.xml", f'<w:comments xmlns:w="{NS}">{"".join(comments)}</w:comments>')
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return packed.getvalue()


def plain(*lines: str) -> bytes:
    """Zip a docx of plain paragraphs."""
    return word(*(paragraph(run(line)) for line in lines))


def read_back(data: bytes, accept: Collection[str]) -> list[str]:
    """Settle the file in its XML, accepting the changes of these authors and rejecting all others; give its lines."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root: Any = etree.fromstring(archive.read("word/document.xml"))
    for element in list(root.iter(f"{W}trPr")):
        if any(child.get(f"{W}author") in accept for child in element.findall(f"{W}del")):
            row = element.getparent()
            row.getparent().remove(row)
    joins = []
    for p in root.iter(f"{W}p"):
        marks = p.find(f"{W}pPr/{W}rPr")
        gone = (
            []
            if marks is None
            else [
                mark
                for mark in marks
                if (mark.tag == f"{W}del") == (mark.get(f"{W}author") in accept) and mark.tag in {f"{W}del", f"{W}ins"}
            ]
        )
        joins.append(bool(gone))
        if marks is not None:
            marks.clear()
    for element in list(root.iter(f"{W}ins", f"{W}del")):
        if (element.tag == f"{W}del") == (element.get(f"{W}author") in accept):
            element.getparent().remove(element)
    lines = [""]
    for p, join in zip(root.iter(f"{W}p"), joins, strict=False):
        for leaf in p.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br"):
            lines[-1] += leaf.text or "" if leaf.tag in {f"{W}t", f"{W}delText"} else "\t"
        if not join:
            lines.append("")
    return lines[:-1] if not lines[-1] else lines
