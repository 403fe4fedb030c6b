"""Who wrote in a Word text: comments, tracked changes, properties. What goes to units must not tell it."""

from __future__ import annotations

from typing import Any, Final

from letters.package import BODY_PART, Package, W, parse, serialise
from letters.reading import Format, format_of
from letters.reading.legacy import CONVERTED, as_docx

_AUTHOR: Final = f"{W}author"
_CHANGES: Final = tuple(
    f"{W}{name}Change" for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "numbering")
)
_ANCHORS: Final = (f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")
_PEOPLE: Final = ("word/comments", "word/people", "docProps/")  # parts that say who wrote, emptied
_SETTINGS: Final = "word/settings.xml"


def authors_in(data: bytes) -> tuple[str, ...]:
    """Give the names under which tracked changes and comments stand in a Word text; none for other formats.

    Raises:
        FileRefused: not a readable file.
    """
    found = format_of(data)
    if found in CONVERTED:
        data, found = as_docx(data, found), Format.DOCX
    if found is not Format.DOCX:
        return ()
    parts = Package.open(data).parts
    signed = (parse(part) for name, part in parts.items() if _is_word(name) and b"author" in part)
    return tuple(dict.fromkeys(one.get(_AUTHOR) for root in signed for one in root.iter() if one.get(_AUTHOR)))


def unsigned(data: bytes) -> bytes:
    """Give a docx without comments, without what Word notes of changes of format, and without names in its properties.

    Its words stay where they are, to the character.

    Raises:
        FileRefused: not a readable docx.
    """
    package = Package.open(data)
    root = package.body()
    for element in [*root.iter(*_ANCHORS, *_CHANGES)]:
        element.getparent().remove(element)
    _forget_sessions(root)
    changed = {BODY_PART: serialise(root)}
    for name, part in package.parts.items():
        if name.endswith(".xml") and name.startswith(_PEOPLE):
            changed[name] = serialise(_emptied(parse(part)))
        elif name == _SETTINGS:
            settings = parse(part)
            for element in settings.findall(f"{W}rsids"):
                settings.remove(element)
            changed[name] = serialise(settings)
        elif name != BODY_PART and _is_word(name) and b"author" in part:
            changed[name] = serialise(_nameless(parse(part)))
    return package.with_parts(changed)


def _is_word(name: str) -> bool:
    return name.startswith("word/") and name.endswith(".xml")


def _forget_sessions(root: Any) -> None:
    """Take out the numbers by which Word tells in which session each run was written."""
    for element in root.iter():
        for name in [name for name in element.attrib if name.startswith(f"{W}rsid")]:
            del element.attrib[name]


def _nameless(root: Any) -> Any:
    """Leave the changes in headers and notes, which no rule settles, and take their names away."""
    for element in root.iter():
        if element.get(_AUTHOR):
            element.set(_AUTHOR, "")
    return root


def _emptied(root: Any) -> Any:
    for element in list(root):
        root.remove(element)
    return root
