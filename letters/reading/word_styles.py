"""What a Word paragraph looks like: styles inherited, then the paragraph's own, then its runs'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from letters.document import Layout
from letters.package import W

_ALIGN = {"start": "left", "end": "right", "distribute": "both"}
_MOST_INHERITED = 20  # styles based on styles
_RED_LEAST, _REST_MOST = 0xC0, 0x60


@dataclass(frozen=True, slots=True)
class Look:
    """What one layer says. `None`: it does not say."""

    alignment: str | None = None
    size: float | None = None  # points
    font: str | None = None
    colour: str | None = None
    number: tuple[str, int] | None = None  # numId, level

    def over(self, under: Look) -> Look:
        """Lay this layer over another."""
        return Look(
            self.alignment or under.alignment,
            self.size or under.size,
            self.font or under.font,
            self.colour or under.colour,
            self.number or under.number,
        )


class Styles:
    """The styles of a document, each resolved through what it is based on."""

    def __init__(self, root: Any | None) -> None:
        self._own: dict[str, tuple[str | None, Look]] = {}
        self._known: dict[str, Look] = {}
        self._default = Look()
        self._normal = ""
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._default = look_of_run(defaults)
        for style in root.iterfind(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            based = style.find(f"{W}basedOn")
            look = paragraph_look(style.find(f"{W}pPr")).over(look_of_run(style.find(f"{W}rPr")))
            self._own[name] = (based.get(f"{W}val") if based is not None else None, look)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self._normal = name

    def of(self, name: str | None) -> Look:
        """Give a style's whole look; the default style's for an unknown one."""
        name = name if name in self._own else self._normal
        if name not in self._known:
            look, step = Look(), 0
            following: str | None = name
            while following in self._own and step < _MOST_INHERITED:
                following, own = self._own[following]
                look = look.over(own)
                step += 1
            self._known[name] = look.over(self._default)
        return self._known[name]


def paragraph_look(properties: Any | None) -> Look:
    """Give what a `w:pPr` says of alignment and numbering."""
    if properties is None:
        return Look()
    jc = properties.find(f"{W}jc")
    word = jc.get(f"{W}val") if jc is not None else None
    return Look(alignment=_ALIGN.get(word or "", word), number=_number(properties.find(f"{W}numPr")))


def look_of_run(properties: Any | None) -> Look:
    """Give what a `w:rPr` says of size, East Asian font and colour."""
    if properties is None:
        return Look()
    size, fonts, colour = (properties.find(f"{W}{name}") for name in ("sz", "rFonts", "color"))
    return run_look(
        size=size.get(f"{W}val") if size is not None else None,
        font=fonts.get(f"{W}eastAsia") if fonts is not None else None,
        colour=colour.get(f"{W}val") if colour is not None else None,
    )


def run_look(*, size: str | None, font: str | None, colour: str | None) -> Look:
    """Give the look that values of a `w:rPr` stand for; the size is in half points there."""
    points = _int(size)
    return Look(size=points / 2 if points else None, font=font, colour=colour)


def layout_of(paragraph: Look, runs: list[Look]) -> Layout:
    """Sum up a paragraph: the largest size, the first font, red where any run is."""
    whole = [run.over(paragraph) for run in runs] or [paragraph]
    sizes = [look.size for look in whole if look.size]
    return Layout(
        alignment=paragraph.alignment,
        size=max(sizes) if sizes else None,
        font=whole[0].font,
        red=any(_is_red(look.colour) for look in whole),
    )


def _is_red(colour: str | None) -> bool:
    try:
        red, green, blue = bytes.fromhex(colour or "")
    except ValueError:
        return False
    return red >= _RED_LEAST and green <= _REST_MOST and blue <= _REST_MOST


def _number(properties: Any | None) -> tuple[str, int] | None:
    if properties is None:
        return None
    number, level = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    if number is None:
        return None
    return number.get(f"{W}val", "0"), _int(level.get(f"{W}val")) or 0 if level is not None else 0


def _int(text: str | None) -> int | None:
    try:
        return int(text or "")
    except ValueError:
        return None
