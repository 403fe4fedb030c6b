"""Word paragraphs read in one pass each: words as accepted, look, number. What looks alike is worked out once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from letters.document import Layout
from letters.package import W
from letters.reading.word_styles import Look, Styles, layout_of, paragraph_look, run_look
from letters.wordtext import SOFT_BREAK, Mark, inline_of, paragraph_mark, pieces_of

SHOWN: Final = frozenset({Mark.SAME, Mark.IN})
_RUN: Final = f"{W}r"
_TEXT: Final = f"{W}t"
_PROPERTIES: Final = f"{W}pPr"
_RUN_PROPERTIES: Final = f"{W}rPr"
_STYLE, _ALIGNED, _NUMBERED, _OF_MARK = (f"{W}{name}" for name in ("pStyle", "jc", "numPr", "rPr"))
_SIZE, _FONTS, _COLOUR = (f"{W}{name}" for name in ("sz", "rFonts", "color"))
_VALUE, _EAST_ASIA = f"{W}val", f"{W}eastAsia"
# Stand between runs and say nothing of words.
_SILENT: Final = frozenset(
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "commentRangeStart", "commentRangeEnd", "permStart")
)

_RunKey = tuple[str | None, str | None, str | None]  # size, East Asian font, colour as written
_PLAIN_RUN: Final[_RunKey] = (None, None, None)


class Paragraph(NamedTuple):
    """One paragraph as read."""

    text: str  # all tracked changes accepted; a manual line break is a line feed
    layout: Layout
    number: tuple[str, int] | None  # list and level of a number that Word makes
    ends: bool  # False where its end is a tracked deletion: the next paragraph joins it
    may_hold_boxes: bool


class ParagraphReader:
    """Reads the paragraphs of one document."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._layouts: dict[tuple[Any, ...], tuple[Layout, tuple[str, int] | None]] = {}

    def read(self, paragraph: Any) -> Paragraph:
        """Read words and look of a `w:p`."""
        text, runs, boxes = self._words(paragraph)
        properties = paragraph[0] if len(paragraph) and paragraph[0].tag == _PROPERTIES else None
        ends, style, layout_key = True, None, None
        if properties is not None:
            style, layout_key, mark = _paragraph_key(properties)
            ends = mark is None or paragraph_mark(paragraph).mark in SHOWN
        key = (style, layout_key, runs)
        found = self._layouts.get(key)
        if found is None:
            look = paragraph_look(properties).over(self._styles.of(style))
            found = layout_of(look, [_look_of(run) for run in runs]), look.number
            self._layouts[key] = found
        return Paragraph(text, found[0], found[1], ends, boxes)

    def text(self, paragraph: Any) -> str:
        """Give the words of a `w:p` alone."""
        return self._words(paragraph)[0]

    def _words(self, paragraph: Any) -> tuple[str, tuple[_RunKey, ...], bool]:
        """Words, the looks of the runs that have any, and whether a text box may hang in the paragraph."""
        words: list[str] = []
        runs: dict[_RunKey, None] = {}
        boxes = False
        for child in paragraph:
            tag = child.tag
            if tag == _RUN:
                key, text, other = _run(child)
                boxes = boxes or other
                if text:
                    words.append(text)
                    if not text.isspace():
                        runs[key] = None
            elif tag != _PROPERTIES and tag not in _SILENT:
                return _tracked_words(paragraph)
        return "".join(words).replace(SOFT_BREAK, "\n"), tuple(runs), boxes


def _run(run: Any) -> tuple[_RunKey, str, bool]:
    """Look and words of a run, and whether it holds more than words."""
    key, text, other = _PLAIN_RUN, "", False
    for piece in run:
        tag = piece.tag
        if tag == _TEXT:
            text += piece.text or ""
        elif tag == _RUN_PROPERTIES:
            key = _run_key(piece)
        else:
            other = True
    return (key, "".join(piece for _, piece in pieces_of(run)), True) if other else (key, text, False)


def _tracked_words(paragraph: Any) -> tuple[str, tuple[_RunKey, ...], bool]:
    """Words of a paragraph with tracked changes, links or fields in it."""
    shown = [(run, text) for run, text, tracked in inline_of(paragraph) if text and tracked.mark in SHOWN]
    looks = (run.find(_RUN_PROPERTIES) for run, text in shown if not text.isspace())
    runs = dict.fromkeys(_run_key(properties) if properties is not None else _PLAIN_RUN for properties in looks)
    return "".join(text for _, text in shown).replace(SOFT_BREAK, "\n"), tuple(runs), True


def _run_key(properties: Iterable[Any]) -> _RunKey:
    size = font = colour = None
    for child in properties:
        tag = child.tag
        if tag == _SIZE:
            size = child.get(_VALUE)
        elif tag == _FONTS:
            font = child.get(_EAST_ASIA)
        elif tag == _COLOUR:
            colour = child.get(_VALUE)
    return size, font, colour


def _look_of(run: _RunKey) -> Look:
    size, font, colour = run
    return run_look(size=size, font=font, colour=colour)


def _paragraph_key(properties: Iterable[Any]) -> tuple[str | None, tuple[str | None, ...], Any | None]:
    """Style, what else tells paragraphs apart, and the properties of the paragraph's end."""
    style = aligned = number = level = mark = None
    for child in properties:
        tag = child.tag
        if tag == _STYLE:
            style = child.get(_VALUE)
        elif tag == _ALIGNED:
            aligned = child.get(_VALUE)
        elif tag == _NUMBERED:
            values = {part.tag: part.get(_VALUE) for part in child}
            number, level = values.get(f"{W}numId"), values.get(f"{W}ilvl")
        elif tag == _OF_MARK:
            mark = child
    return style, (aligned, number, level), mark
