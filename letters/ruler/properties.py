"""What each layer of a Word file says of paragraphs and runs, laid over one another: defaults, styles, numbers, own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from letters.package import W

Layer = dict[str, str]

_MOST_INHERITED: Final = 20  # styles based on styles
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VALUE: Final = f"{W}val"
_ON: Final = frozenset({"1", "true", "on", ""})
# Of a paragraph, elements whose one value is all they say.
_PLAIN_PARAGRAPH: Final = ("jc", "pStyle")
_TOGGLES: Final = ("snapToGrid", "keepNext", "pageBreakBefore")
# The attribute that is void once the other is set in a later layer, by what both of them say.
_RIVALS: Final = {
    "ind.hanging": ("ind.firstLine", "ind.firstLineChars", "ind.hangingChars"),
    "ind.firstLine": ("ind.hanging", "ind.hangingChars", "ind.firstLineChars"),
    "ind.left": ("ind.leftChars",),
    "ind.right": ("ind.rightChars",),
    "eastAsia": ("eastAsiaTheme",),
    "ascii": ("asciiTheme",),
}
_SAME_AS: Final = {
    "ind.start": "ind.left",
    "ind.end": "ind.right",
    "ind.startChars": "ind.leftChars",
    "ind.endChars": "ind.rightChars",
}


def over(under: Layer, layer: Layer) -> Layer:
    """Lay a layer over another. A font named in a later layer wins over a theme's of an earlier one."""
    if not layer:
        return under
    merged = dict(under)
    for name in layer:
        for rival in _RIVALS.get(name, ()):
            if rival not in layer:
                merged.pop(rival, None)
    merged.update(layer)
    return merged


def of_paragraph(properties: Any | None) -> Layer:
    """Give what a `w:pPr` says."""
    layer: Layer = {}
    for child in () if properties is None else properties:
        name = _local(child)
        if name in _PLAIN_PARAGRAPH:
            layer[name] = child.get(_VALUE, "")
        elif name in _TOGGLES:
            layer[name] = _toggle(child)
        elif name in {"ind", "spacing"}:
            for key, value in child.attrib.items():
                full = f"{name}.{key.rpartition('}')[2]}"
                layer[_SAME_AS.get(full, full)] = value
        elif name == "numPr":
            number, level = child.find(f"{W}numId"), child.find(f"{W}ilvl")
            if number is not None:
                layer["numId"] = number.get(_VALUE, "0")
                layer["ilvl"] = level.get(_VALUE, "0") if level is not None else "0"
        elif name == "framePr":
            layer["frame"] = "1"
    return layer


def of_run(properties: Any | None) -> Layer:
    """Give what a `w:rPr` says."""
    layer: Layer = {}
    for child in () if properties is None else properties:
        name = _local(child)
        if name == "rFonts":
            for key, value in child.attrib.items():
                layer[key.rpartition("}")[2]] = value
        elif name in {"sz", "color", "spacing", "rStyle"}:
            layer[name] = child.get(_VALUE, "")
        elif name in {"b", "vanish"}:
            layer[name] = _toggle(child)
    return layer


def _toggle(element: Any) -> str:
    return "1" if element.get(_VALUE, "") in _ON else "0"


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


class Styles:
    """The styles of a file, each with what it is based on; a paragraph's layer and a run's layer of each."""

    def __init__(self, root: Any | None) -> None:
        self._own: dict[str, tuple[str | None, Layer, Layer]] = {}
        self._known: dict[str, tuple[Layer, Layer]] = {}
        self._paragraph: Layer = {}
        self._run: Layer = {}
        self._normal = ""
        if root is None:
            return
        self._paragraph = of_paragraph(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        self._run = of_run(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iterfind(f"{W}style"):
            name, based = style.get(f"{W}styleId", ""), style.find(f"{W}basedOn")
            layers = of_paragraph(style.find(f"{W}pPr")), of_run(style.find(f"{W}rPr"))
            self._own[name] = (based.get(_VALUE) if based is not None else None, *layers)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self._normal = name

    @property
    def normal(self) -> tuple[Layer, Layer]:
        """What a paragraph and a run without a style of their own look like."""
        return self.paragraph("")

    def paragraph(self, name: str) -> tuple[Layer, Layer]:
        """Give a paragraph style's whole layers, the defaults under them; the default style's for an unknown one."""
        name = name if name in self._own else self._normal
        if name not in self._known:
            paragraph, run = self._paragraph, self._run
            for own, of_runs in self._inherited(name):
                paragraph, run = over(paragraph, own), over(run, of_runs)
            self._known[name] = paragraph, run
        return self._known[name]

    def character(self, name: str) -> Layer:
        """Give a character style's layer alone; nothing for an unknown one."""
        layer: Layer = {}
        for _, own in self._inherited(name):
            layer = over(layer, own)
        return layer

    def _inherited(self, name: str) -> Iterator[tuple[Layer, Layer]]:
        """Give the layers of a style, those it is based on first."""
        chain: list[tuple[Layer, Layer]] = []
        following: str | None = name
        while following is not None and following in self._own and len(chain) < _MOST_INHERITED:
            following, paragraph, run = self._own[following]
            chain.append((paragraph, run))
        return reversed(chain)


class Theme:
    """The fonts a theme's names stand for."""

    def __init__(self, root: Any | None) -> None:
        self._fonts: dict[str, str] = {}
        scheme = root.find(f".//{_DRAWING}fontScheme") if root is not None else None
        for part in ("major", "minor") if scheme is not None else ():
            fonts = scheme.find(f"{_DRAWING}{part}Font") if scheme is not None else None
            if fonts is None:
                continue
            for script, key in (("latin", "HAnsi"), ("latin", "Ascii"), ("ea", "EastAsia")):
                element = fonts.find(f"{_DRAWING}{script}")
                self._fonts[f"{part}{key}"] = element.get("typeface", "") if element is not None else ""
            chinese = fonts.find(f"{_DRAWING}font[@script='Hans']")
            if not self._fonts[f"{part}EastAsia"] and chinese is not None:
                self._fonts[f"{part}EastAsia"] = chinese.get("typeface", "")

    def font(self, layer: Layer, script: str) -> tuple[str, bool]:
        """Give the font a run's layer ends in for `eastAsia` or `ascii`, and whether the theme put it over another."""
        named, theme = layer.get(script, ""), layer.get(f"{script}Theme", "")
        if not theme:
            return named, False
        found = self._fonts.get(theme[:1].lower() + theme[1:], "") or "宋体"
        return found, bool(named) and named != found
