"""The comments part of a Word text: comments written beside those that are there, announced where Word looks."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from letters.package import W_URI, Package, W, parse, serialise

_PART: Final = "word/comments.xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_TYPES: Final = "[Content_Types].xml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_REL_NS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPE_NS: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# Numbers of new comments begin above those a person reaches by hand.
_FIRST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Note:
    """A margin comment to write: by a unit, on characters `start` to `end` of a line (0, 0: the whole line)."""

    unit: str
    line: int
    text: str
    start: int = 0
    end: int = 0
    date: str = ""

    def number(self, n: int) -> str:
        """Give the number of the n-th note in the file."""
        return str(_FIRST + n)


def write_notes(package: Package, notes: Sequence[Note]) -> dict[str, bytes]:
    """Give the parts that change when the notes are added, numbered as they stand in `notes`."""
    if not notes:
        return {}
    old = package.parts.get(_PART)
    root: Any = etree.Element(f"{W}comments", nsmap={"w": W_URI}) if old is None else parse(old)
    for n, note in enumerate(notes):
        root.append(_comment(note, note.number(n)))
    parts = {_PART: serialise(root)}
    if old is None:
        parts[_RELATIONS] = _announced_relation(package)
        parts[_TYPES] = _announced_type(package)
    return parts


def _comment(note: Note, number: str) -> Any:
    comment = etree.Element(f"{W}comment")
    comment.set(f"{W}id", number)
    comment.set(f"{W}author", note.unit)
    comment.set(f"{W}initials", note.unit[:4])
    if note.date:
        comment.set(f"{W}date", note.date)
    for row in note.text.split("\n"):
        text = etree.SubElement(etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r"), f"{W}t")
        text.text = row
    return comment


def _announced_relation(package: Package) -> bytes:
    data = package.parts.get(_RELATIONS)
    root: Any = etree.Element(f"{_REL_NS}Relationships") if data is None else parse(data)
    taken = {relation.get("Id") for relation in root}
    name = next(f"rIdComments{n}" for n in range(len(taken) + 1) if f"rIdComments{n}" not in taken)
    etree.SubElement(root, f"{_REL_NS}Relationship", Id=name, Type=_RELATION, Target=posixpath.basename(_PART))
    return serialise(root)


def _announced_type(package: Package) -> bytes:
    root = parse(package.parts[_TYPES])
    etree.SubElement(root, f"{_TYPE_NS}Override", PartName=f"/{_PART}", ContentType=_TYPE)
    return serialise(root)
