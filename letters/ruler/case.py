"""A paper ready to be measured: its rows with what each is, in the file (`WordCase`) and on the page (`InkCase`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from operator import or_
from typing import Final

from letters.headline import width
from letters.ruler.ink import InkPaper, Leaf, Line, Patch, Rule
from letters.ruler.parts import Part, Parts, Said
from letters.ruler.patterns import COPY_NUMBER, NUMBER, SECRECY, SIGNER, URGENCY, WHOLE_DATE
from letters.ruler.recognising import is_signers_name, recognised
from letters.ruler.standard import MM_OF_POINT, STANDARD_AREA, TEXT_END, Area, Kind
from letters.ruler.word import Run, WordPaper, WordRow

HEAD_ROWS: Final = 12  # rows of the text among which a head's rules hang
_BLANKS: Final = re.compile(r"\s+")
_PARTED: Final = re.compile(r"\t+|[ \u3000]{4,}")
_OF_HEAD: Final = (SECRECY, URGENCY, NUMBER, SIGNER, COPY_NUMBER)
_FAR_RIGHT: Final = 6.0  # characters from the left edge: a row set to the right
_OFF_CENTRE: Final = 4.0  # mm
_NARROW: Final = 140.0  # mm: a full row is centred by chance
_FOOT: Final = 1.5  # mm under the text area that no row of text reaches
_COMPENSATED: Final = 2.6  # mm: what margins may make up for the white over the first row and under the last


@dataclass(frozen=True)
class WordCase:
    """A Word file to be measured."""

    paper: WordPaper
    kind: Kind | None = None
    pages: int | None = None  # as rendered, else as Word counted

    @cached_property
    def parts(self) -> Parts[WordRow]:
        """Rows of the first headers and of the text, each told."""
        edges = [row for row in self.paper.edges if row.text.strip()]
        count = len(edges)
        rows = [*edges, *_parted(row for row in self.paper.rows if row.text.strip())]
        said = [_said_of_row(row, edge=at < count) for at, row in enumerate(rows)]
        return Parts.of(rows, recognised(said))

    @cached_property
    def footers(self) -> tuple[tuple[str, WordRow], ...]:
        """Rows of footers that show the page's number, with the pages they stand on: default, first, even."""
        section = self.paper.sections[0]
        return tuple((side, row) for side, rows in section.footers.items() for row in rows if row.shows_page)

    @property
    def area(self) -> Area:
        """The text area as the first upright section sets it; what only makes up for white is the standard's own."""
        section = next((one for one in self.paper.sections if not one.is_wide), self.paper.sections[0])
        standard = STANDARD_AREA
        top, end = section.top, section.height - section.bottom
        return Area(
            section.left,
            section.width - section.right,
            standard.top if abs(top - standard.top) < _COMPENSATED else top,
            standard.end if abs(end - standard.end) < _COMPENSATED else end,
        )

    @property
    def mark(self) -> str:
        """The words of the mark."""
        return _BLANKS.sub("", "".join(row.text for row in self.parts.all(Part.MARK)))


def _said_of_row(row: WordRow, *, edge: bool) -> Said:
    pieces = [piece for piece in row.text.split("\t") if piece.strip()]
    return Said(
        _BLANKS.sub("", row.text),
        row.look.size,
        red=row.look.is_red,
        centred=row.align == "center" and row.indent < _FAR_RIGHT,
        rightward=row.align == "right" or row.indent > _FAR_RIGHT or row.text.startswith("\t"),
        edge=edge,
        in_table=row.in_table,
        row=row.place if not edge else 0,
        wide=max((width("".join(piece.split())) for piece in pieces), default=0.0),
    )


def _parted(rows: Iterable[WordRow]) -> Iterator[WordRow]:
    """Part rows of the head that hold several elements; after 签发人 names may stand beside the number."""
    signed = False
    for row in rows:
        for piece in _pieces(row, signed=signed):
            signed = signed or bool(SIGNER.match(piece.text.strip()))
            yield piece


def _pieces(row: WordRow, *, signed: bool) -> Iterator[WordRow]:
    """Part a row of the head whose words stand at both its ends, as 加急 and the number do."""
    pieces: list[str] = []
    for found in _PARTED.split(row.text):
        if found.strip() and pieces and SIGNER.match(pieces[-1].strip()):
            pieces[-1] = row.text[row.text.index(pieces[-1]) : row.text.rindex(found) + len(found)]
        elif found.strip():
            pieces.append(found)
    told = [_is_of_head(piece) for piece in pieces]
    named = [signed and is_signers_name("".join(piece.split())) for piece in pieces]
    if len(pieces) < 2 or not any(told) or not all(map(or_, told, named)):  # noqa: PLR2004  both ends
        yield row
        return
    at = 0
    for count, piece in enumerate(pieces):
        begins = row.text.index(piece, at)
        at = begins + len(piece)
        align = "right" if count else row.align
        blanks = "" if count else row.text[:begins]  # what moves the first one in
        yield replace(
            row, text=blanks + piece, runs=_cut(row, begins, at), align=align, first=0 if count else row.first
        )


def _is_of_head(piece: str) -> bool:
    plain = _BLANKS.sub("", piece)
    return any(pattern.match(plain) for pattern in _OF_HEAD)


def _cut(row: WordRow, begins: int, ends: int) -> tuple[Run, ...]:
    """Give the runs that stand between two places of a row's text."""
    at = len(row.text) - sum(len(run.text) for run in row.runs)
    kept = []
    for run in row.runs:
        words = run.text[max(0, begins - at) : max(0, ends - at)]
        if words.strip():
            kept.append(Run(words, run.look))
        at += len(run.text)
    return tuple(kept)


@dataclass(frozen=True)
class Spot:
    """A line on its page."""

    line: Line
    leaf: Leaf

    @property
    def text(self) -> str:
        """Its words."""
        return self.line.text

    @property
    def where(self) -> str:
        """Its place for people."""
        text = self.line.text
        return f"{self.leaf.where}“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”"


_SHOWN: Final = 12


@dataclass(frozen=True)
class InkCase:
    """Pages to be measured."""

    paper: InkPaper
    kind: Kind | None = None
    area: Area = STANDARD_AREA  # as its file sets it, that a wrong margin is not every element's fault

    @cached_property
    def parts(self) -> Parts[Spot]:
        """Lines of all upright pages, each told."""
        spots = [Spot(line, leaf) for leaf in self.paper.leaves if not leaf.is_wide for line in self._lines(leaf)]
        return Parts.of(spots, recognised([_said_of_line(spot, self.area) for spot in spots]))

    def _lines(self, leaf: Leaf) -> Iterator[Line]:
        """Give a page's lines; a date that only the stand-in's wider digits broke in two is one again."""
        held: Line | None = None
        for line in leaf.lines:
            if held is not None and self.paper.rendered and _breaks_date(held, line):
                held = held.followed_by(line)
                continue
            if held is not None:
                yield held
            held = line
        if held is not None:
            yield held

    @property
    def first(self) -> Leaf:
        """The first page."""
        return self.paper.leaves[0]

    @property
    def mark(self) -> str:
        """The words of the mark."""
        return "".join(spot.line.text for spot in self.parts.all(Part.MARK))

    @cached_property
    def red_rules(self) -> tuple[Rule, ...]:
        """Red rules of the first page, from the top."""
        return tuple(rule for rule in self.first.rules if rule.red and rule.length > _LONG)

    def doubles(self) -> Iterator[tuple[Rule, Rule]]:
        """Give the double rules of the first page: two that lie less than 2 mm apart, upper and lower."""
        rules = self.red_rules
        for upper, lower in pairwise(rules):
            if lower.top - upper.bottom < _DOUBLE and abs(upper.length - lower.length) < _DOUBLE:
                yield upper, lower

    def seals(self, leaf: Leaf) -> tuple[Patch, ...]:
        """Give the seals on a page: round and of a seal's size, red, or over signature and date in any colour."""
        closing = [spot.line for spot in self.parts.all(Part.SIGNATURE, Part.DATE) if spot.leaf.number == leaf.number]
        return tuple(
            patch for patch in leaf.patches if patch.is_seal and (patch.red or any(map(patch.touches, closing)))
        )


def _breaks_date(line: Line, following: Line) -> bool:
    begins = abs(line.left - following.left) < 1 and len(following.text) <= _DAY_MOST
    return begins and not line.text.endswith("日") and bool(WHOLE_DATE.match(line.text + following.text))


_DAY_MOST: Final = 3  # characters of 14日
_LONG: Final = 60.0  # mm: a rule of the head
_DOUBLE: Final = 2.0  # mm


def _said_of_line(spot: Spot, area: Area) -> Said:
    line = spot.line
    within = _in_table(spot)
    narrow = line.right - line.left < _NARROW and line.left > area.left + _OFF_CENTRE
    middle = area.centres(spot.leaf.width)[1]
    return Said(
        line.text,
        line.size,
        red=line.red,
        centred=narrow and abs(line.centre - middle) < _OFF_CENTRE and line.left - area.left > _LEAST_LEFT,
        rightward=line.left > area.left + _FAR_RIGHT * line.size * MM_OF_POINT,
        edge=line.baseline > min(area.end, TEXT_END) + _FOOT or (line.red and spot.leaf.number == 1),
        in_table=within,
        row=spot.leaf.number * _ROWS_OF_PAGE + round(line.baseline),
        left=(line.left - area.left) / (line.size * MM_OF_POINT),
    )


_ROWS_OF_PAGE: Final = 10_000  # more than a page is millimetres high
_LEAST_LEFT: Final = 13.0  # mm: two characters' indent is not a centred row
_TABLE: Final = 3  # strokes down a page that has a table


def _in_table(spot: Spot) -> bool:
    """Whether a line stands between the rules of a drawn table."""
    leaf, line = spot.leaf, spot.line
    if leaf.uprights < _TABLE:
        return False
    black = [rule for rule in leaf.rules if not rule.red]
    over = any(rule.bottom <= line.baseline and rule.left < line.right and rule.right > line.left for rule in black)
    under = any(rule.top >= line.baseline and rule.left < line.right and rule.right > line.left for rule in black)
    return over and under
