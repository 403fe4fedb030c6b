"""Figures of a Word file's layout: indents, tabs, row pitch, borders, text boxes, lengths in whatever unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from letters.package import W
from letters.ruler.properties import Layer
from letters.ruler.standard import CHARACTER, MM_OF_POINT
from letters.ruler.word import Border

_BOX: Final = f"{W}txbxContent"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TWIPS_OF_MM: Final = 1440 / 25.4
_VALUE: Final = f"{W}val"
_WITH_UNIT: Final = re.compile(r"(-?[\d.]+)(mm|cm|in|pt|pc|pi)")
_TWIPS_OF: Final = {"mm": TWIPS_OF_MM, "cm": TWIPS_OF_MM * 10, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}


def boxes_in(paragraph: Any) -> Iterator[Any]:
    """Give the paragraphs of the text boxes that hang on a paragraph, each box once."""
    for box in paragraph.iter(_BOX):
        if not any(above.tag in {_FALLBACK, _BOX} for above in box.iterancestors()):
            yield from box.iter(f"{W}p")


def indent_of(layer: Layer, side: str) -> float:
    """Give an indent in characters."""
    by_characters = number_of(layer.get(f"ind.{side}Chars"), 0)
    return by_characters / 100 if by_characters else twips(layer, f"ind.{side}") / 20 / _CHARACTER


def first_tab(tabs: Any | None) -> float | None:
    """Give the first tab stop in characters, where it is one that words begin at."""
    stops = [
        number_of(stop.get(f"{W}pos"), 0) / 20 / _CHARACTER
        for stop in (() if tabs is None else tabs)
        if stop.get(_VALUE, "") in {"left", "start"}
    ]
    return min(stops, default=None)


def default_tab(settings: Any | None) -> float:
    """Give how far apart tab stops lie that nobody set, in characters."""
    element = settings.find(f"{W}defaultTabStop") if settings is not None else None
    found = number_of(element.get(_VALUE) if element is not None else None, _TAB)
    return max(found, _LEAST_PITCH) / 20 / _CHARACTER


_TAB: Final = 720.0  # twips


def first_line(layer: Layer) -> float:
    """Give the first line's indent against the others, in characters; negative where it hangs."""
    hanging = indent_of(layer, "hanging")
    return -hanging if hanging else indent_of(layer, "firstLine")


_LEAST_PITCH: Final = 20  # twips: what is less shows nothing
_CHARACTER: Final = CHARACTER / MM_OF_POINT  # points


def pitch_of(layer: Layer) -> float | None:
    """Give a row's own pitch in points; none where the font or the grid decides."""
    line = number_of(layer.get("spacing.line"), 0)
    has_own = layer.get("spacing.lineRule", "auto") in {"exact", "atLeast"} and line >= _LEAST_PITCH
    return line / 20 if has_own else None


def borders_of(properties: Any | None) -> tuple[Border, ...]:
    """Give the rules around a paragraph."""
    return tuple(
        Border(
            child.tag.rpartition("}")[2],
            child.get(_VALUE, ""),
            number_of(child.get(f"{W}sz"), 4) / 8,
            child.get(f"{W}color", ""),
        )
        for child in (() if properties is None else properties)
        if child.get(_VALUE, "") not in {"", "nil", "none"}
    )


def twips(layer: Layer, name: str) -> float:
    """Give a length of a layer; 0 where it is not said."""
    return number_of(layer.get(name), 0)


def millimetres(element: Any | None, name: str, otherwise: float) -> float:
    """Give an attribute as millimetres."""
    value = element.get(f"{W}{name}") if element is not None else None
    return number_of(value, otherwise * TWIPS_OF_MM) / TWIPS_OF_MM


def number_of(text: str | None, otherwise: float) -> float:
    """Read a figure, a length with its unit as twips; what is none, or beyond any page, counts as not said."""
    measured = _WITH_UNIT.fullmatch(text) if text else None
    try:
        value = float(measured[1]) * _TWIPS_OF[measured[2]] if measured else float(text) if text else otherwise
    except ValueError:
        return otherwise
    return value if abs(value) < _MOST_FIGURE else otherwise


_MOST_FIGURE: Final = 1e6
