"""Where the characters of a Word text lie in its XML: paragraphs in order, runs, and what tracked changes say of each.

A paragraph's text is its `w:t` and `w:delText`, `w:tab` as a tab and `w:br` as `SOFT_BREAK`, so that a position in
the text and a place in the XML are the same thing. Text boxes, notes and headers are not part of the running text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, Final, NamedTuple

from letters.package import W

SOFT_BREAK: Final = "\v"
_PARAGRAPH: Final = f"{W}p"
_PROPERTIES: Final = f"{W}pPr"
_RUN: Final = f"{W}r"
_ROW: Final = f"{W}tr"
_CONTAINERS: Final = frozenset(
    f"{W}{name}" for name in ("tbl", "tr", "tc", "sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo")
)
_BREAK: Final = f"{W}br"
_SIGNS: Final = {f"{W}tab": "\t", _BREAK: SOFT_BREAK, f"{W}cr": SOFT_BREAK, f"{W}noBreakHyphen": "-"}
_WORDS: Final = f"{W}t"
_TEXT: Final = frozenset({_WORDS, f"{W}delText"})
_ANCHORS: Final = frozenset({f"{W}commentRangeStart", f"{W}commentRangeEnd"})
_IN: Final = frozenset({f"{W}ins", f"{W}moveTo"})
_OUT: Final = frozenset({f"{W}del", f"{W}moveFrom"})
_NOT_PLAIN: Final = (f"{W}delText", *_SIGNS, *_IN, *_OUT, *_ANCHORS, f"{W}commentReference")


class Mark(StrEnum):
    """What tracking says of a stretch of text."""

    SAME = "same"
    IN = "ins"
    OUT = "del"
    GONE = "gone"  # put in and taken out again: in neither text


class Tracked(NamedTuple):
    """A mark with who made it and when, as written in the file."""

    mark: Mark = Mark.SAME
    author: str = ""
    date: str = ""


UNTOUCHED: Final = Tracked()


Place = tuple[Any, Any | None]  # a paragraph, and the table row it is in, if it is in one


def paragraphs(body: Any) -> Iterator[Place]:
    """Give every paragraph of the running text in order, table cells included."""
    stack: list[tuple[Iterator[Any], Any | None]] = [(iter(body), None)]
    while stack:
        children, row = stack[-1]
        for element in children:
            if (tag := element.tag) == _PARAGRAPH:
                yield element, row
            elif tag in _CONTAINERS:
                stack.append((iter(element), element if tag == _ROW else row))
                break
        else:
            stack.pop()


def pieces_of(run: Any) -> Iterator[tuple[Any, str]]:
    """Give each child of a run that stands for characters, with those characters."""
    for child in run:
        if (tag := child.tag) in _TEXT:
            if child.text:
                yield child, child.text
        elif tag in _SIGNS and (sign := _sign_of(child, tag)):
            yield child, sign


def _sign_of(child: Any, tag: str) -> str:
    """Give the sign that an element stands for; a page's end is none."""
    return "" if tag == _BREAK and child.get(f"{W}type") == "page" else _SIGNS[tag]


def plain_texts(body: Any, places: Iterable[Place]) -> dict[Any, str | None]:
    """Give the text of each paragraph that has nothing but words in runs of its own, by the paragraph.

    It is what `inline_of` gives of it, read in two passes over the few elements that tell. `None` stands for one that
    holds a sign, a tracked change, the end of a comment's range, or words in anything but a run of its own.
    """
    texts: dict[Any, str | None] = dict.fromkeys([paragraph for paragraph, _ in places], "")
    for element in body.iter(*_NOT_PLAIN):
        if element.tag not in _SIGNS or element.getparent().tag == _RUN:  # else a tab stop
            _leave_out(element, texts)
    for element in body.iter(_WORDS):
        run = element.getparent()
        if run.tag != _RUN:
            continue
        paragraph = run.getparent()
        if (before := texts.get(paragraph)) is not None:
            texts[paragraph] = before + (element.text or "")
        else:
            _leave_out(run, texts)
    return texts


def _leave_out(element: Any, texts: dict[Any, str | None]) -> None:
    """Take the text from the paragraph that an element stands in; none of them stands in another."""
    if (holder := element.getparent()) not in texts:
        holder = next((one for one in element.iterancestors(_PARAGRAPH) if one in texts), None)
    if holder is not None:
        texts[holder] = None


def runs_of(paragraph: Any) -> Iterator[tuple[Any, str, Tracked]]:
    """Give each run of a paragraph that has text, with its text and its tracking; nested text boxes are left out."""
    return ((element, text, tracked) for element, text, tracked in inline_of(paragraph) if text)


def inline_of(paragraph: Any) -> Iterator[tuple[Any, str, Tracked]]:
    """Give the runs of a paragraph with their text and tracking, and where comments start and end (with no text)."""
    stack: list[tuple[Iterator[Any], Tracked]] = [(iter(paragraph), UNTOUCHED)]
    while stack:
        children, tracked = stack[-1]
        for element in children:
            if (tag := element.tag) == _RUN:
                yield element, _said_in(element), tracked
            elif tag in _ANCHORS:
                yield element, "", tracked
            elif isinstance(tag, str) and tag != _PROPERTIES:
                stack.append((iter(element), _within(element, tracked)))
                break
        else:
            stack.pop()


def _said_in(run: Any) -> str:
    """Give the characters of a run (as `pieces_of` parts them)."""
    text = ""
    for child in run:
        if (tag := child.tag) in _TEXT:
            text += child.text or ""
        elif tag in _SIGNS:
            text += _sign_of(child, tag)
    return text


def paragraph_mark(paragraph: Any) -> Tracked:
    """Say what tracking says of the paragraph's own end."""
    properties = next(paragraph.iterchildren(_PROPERTIES), None)
    return UNTOUCHED if properties is None else _of_properties(next(properties.iterchildren(f"{W}rPr"), None))


def row_mark(row: Any) -> Tracked:
    """Say what tracking says of a table row."""
    return _of_properties(next(row.iterchildren(f"{W}trPr"), None))


def _of_properties(properties: Any) -> Tracked:
    tracked = UNTOUCHED
    for child in properties if properties is not None else ():
        tracked = _within(child, tracked)
    return tracked


def _within(element: Any, outer: Tracked) -> Tracked:
    """Combine the tracking of an element with that of what holds it."""
    if element.tag in _IN:
        mark = Mark.IN if outer.mark is Mark.SAME or outer.mark is Mark.IN else Mark.GONE
    elif element.tag in _OUT:
        mark = Mark.OUT if outer.mark is Mark.SAME or outer.mark is Mark.OUT else Mark.GONE
    else:
        return outer
    return Tracked(mark, element.get(f"{W}author", "").strip(), element.get(f"{W}date", ""))


def joined(outer: Tracked, inner: Tracked) -> Tracked:
    """Combine a row's tracking with that of text within it."""
    if outer.mark is Mark.SAME or outer.mark is inner.mark:
        return inner if inner.mark is not Mark.SAME else outer
    if inner.mark is Mark.SAME:
        return outer
    return Tracked(Mark.GONE, inner.author, inner.date)
