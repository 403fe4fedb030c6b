"""A paragraph's runs cut where changes begin and end, and what goes together with a stretch: fields, notes, links."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Final

from lxml import etree

from letters.package import W
from letters.wordtext import SOFT_BREAK, inline_of, pieces_of

_RUN: Final = f"{W}r"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_FIELD_CHARACTER: Final = f"{W}fldChar"
_FIELD_PIECES: Final = frozenset({_FIELD_CHARACTER, f"{W}instrText"})
_NOTES: Final = (f"{W}footnoteReference", f"{W}endnoteReference")


@dataclass(eq=False, slots=True)
class Field:
    """A complex field that begins and ends in the paragraph; `last` is the run that ends it."""

    start: int
    end: int = 0
    last: Stretch | None = None


@dataclass(eq=False, slots=True)
class Stretch:
    """A run cut so that no change begins or ends inside it; `outer` is the run or the deletion around it.

    A run without characters is one too: a picture, a note's number, a piece of a field.
    """

    start: int
    end: int
    run: Any
    outer: Any
    fields: tuple[Field, ...] = field(default=())

    @property
    def has_words(self) -> bool:
        """Whether it has characters."""
        return self.start < self.end

    def is_taken(self, start: int, end: int, *, whole: bool) -> bool:
        """Whether taking out characters `start` to `end` takes this out; `whole`: with the paragraph.

        A field goes when all it shows goes, never in part: half a field is a damaged file. A note goes with the words
        on both sides of it, a picture only with its paragraph.
        """
        if self.has_words:
            return start <= self.start and self.end <= end
        if _is_field_piece(self.run):
            closed = [one for one in self.fields if one.last is not None]
            return any(start <= f.start and f.end <= end and (whole or f.start < f.end) for f in closed)
        return whole or (start < self.start < end and self.run.find(_NOTES[0]) is not None)


def cut(paragraph: Any, cuts: set[int]) -> list[Stretch]:
    """Cut the runs of a paragraph at the places given; the runs keep their properties."""
    stretches: list[Stretch] = []
    at = 0
    has_fields = next(paragraph.iter(*_FIELD_PIECES), None) is not None
    runs = [(element, len(text)) for element, text, _ in inline_of(paragraph) if element.tag == _RUN]
    for run, length in [part for one in runs for part in _without_field_pieces(*one)] if has_fields else runs:
        inner = sorted(place for place in cuts if at < place < at + length)
        for start, end, part in _parts(run, at, [at, *inner, at + length]):
            stretches.append(Stretch(start, end, part, part))
        at += length
    if has_fields:
        _tell_fields(stretches)
    return stretches


def place_after(stretch: Stretch) -> Any:
    """Give the element after which words go that follow a stretch: behind the field or link that ends with it."""
    ending = [one for one in stretch.fields if one.last is not None and one.end == stretch.end]
    element = ending[0].last.outer if ending and ending[0].last is not None else stretch.outer
    while (holder := element.getparent()).tag != f"{W}p" and not _runs_behind(element):
        element = holder
    return element


def _runs_behind(element: Any) -> bool:
    return any(True for later in element.itersiblings() for _ in later.iter(f"{W}r"))


def _tell_fields(stretches: Sequence[Stretch]) -> None:
    """Tell each stretch the fields it is in, the outermost first."""
    opened: list[Field] = []
    for stretch in stretches:
        kinds = [char.get(f"{W}fldCharType") for char in stretch.run if char.tag == _FIELD_CHARACTER]
        opened += [Field(stretch.start) for kind in kinds if kind == "begin"]
        stretch.fields = tuple(opened)
        for kind in kinds:
            if kind == "end" and opened:
                done = opened.pop()
                done.end, done.last = stretch.end, stretch


def _is_field_piece(run: Any) -> bool:
    return any(child.tag in _FIELD_PIECES for child in run)


def _without_field_pieces(run: Any, length: int) -> list[tuple[Any, int]]:
    """Part a run that holds words and pieces of a field, each with its characters: WPS writes a field as one run."""
    if not _is_field_piece(run):
        return [(run, length)]
    properties = properties_of(run)
    children = [child for child in run if child is not properties]
    groups = [list(group) for _, group in groupby(children, key=lambda child: child.tag in _FIELD_PIECES)]
    if len(groups) < 2:  # noqa: PLR2004  one kind of thing: nothing to part
        return [(run, length)]
    parts = []
    for group in groups:
        part = _bare(properties)
        part.extend(group)
        run.addprevious(part)
        parts.append((part, sum(len(text) for _, text in pieces_of(part))))
    run.getparent().remove(run)
    return parts


def properties_of(run: Any) -> Any | None:
    """Give what a run looks like (w:rPr), if it says so."""
    return next(run.iterchildren(f"{W}rPr"), None)


def _bare(properties: Any | None) -> Any:
    """Make a run without words."""
    run = etree.Element(_RUN)
    if properties is not None:
        run.append(copy.copy(properties))  # lxml copies an element with all it holds
    return run


def _parts(run: Any, at: int, bounds: list[int]) -> list[tuple[int, int, Any]]:
    """Part a run at the bounds, in place."""
    if len(bounds) == 2:  # noqa: PLR2004 — its two ends: nothing to part
        return [(bounds[0], bounds[1], run)]
    properties = properties_of(run)
    bare = _bare(properties)
    parts = [bare, *(copy.copy(bare) for _ in bounds[2:])]
    characters = dict(pieces_of(run))
    here, current = at, 0
    for child in list(run):
        if child is properties:
            continue
        text = characters.get(child, "")
        if not text:
            parts[current].append(child)
            continue
        while text:
            if here == bounds[current + 1]:
                current += 1
            taken = text[: bounds[current + 1] - here]
            if taken == characters[child]:
                parts[current].append(child)
            else:
                _say(parts[current], child.tag, taken)
            text, here = text[len(taken) :], here + len(taken)
    parent = run.getparent()
    for part in parts:
        run.addprevious(part)
    parent.remove(run)
    return list(zip(bounds[:-1], bounds[1:], parts, strict=True))


def _say(run: Any, tag: str, text: str) -> None:
    """Put words at the end of a run."""
    element = etree.SubElement(run, tag)
    element.text = text
    element.set(_SPACE, "preserve")


def run_of(text: str, properties: Any | None) -> Any:
    """Make a run of words that looks like its neighbour."""
    run = _bare(properties)
    for n, row in enumerate(text.split(SOFT_BREAK)):
        if n:
            run.append(etree.Element(f"{W}br"))
        for m, words in enumerate(row.split("\t")):
            if m:
                run.append(etree.Element(f"{W}tab"))
            if words:
                _say(run, f"{W}t", words)
    return run
