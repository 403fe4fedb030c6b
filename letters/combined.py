"""合并稿: the draft with every unit's changes as tracked changes, and what it says otherwise as margin comments.

Laws: reject all and the draft's text is back; accept one unit's alone and that unit's text stands, whatever the
others did; the order in which returns are given makes no difference. Where two units take out the same words, the
words lie in a deletion of each; what they put in its place stands one after the other. Only word/document.xml, the
comments part and what announces it are written; other parts stay byte for byte.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from lxml import etree

from letters.changes import Change, Shape
from letters.comments_part import Note, write_notes
from letters.package import BODY_PART, Package, W, serialise
from letters.stretches import Stretch, cut, place_after, properties_of, run_of
from letters.wordtext import paragraphs, runs_of

_DELETED: Final = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
_ID: Final = f"{W}id"
_MARKS: Final = ("ins", "del", "moveFrom", "moveTo")  # before anything else in a mark's properties (CT_ParaRPr)


def combine(draft: bytes, changes: Mapping[str, Sequence[Change]], notes: Iterable[Note] = ()) -> bytes:
    """Write every unit's changes and notes into the draft.

    Args:
        draft: a docx without tracked changes of its own (`letters.draft.settled`).
        changes: by unit, as `changes_between` gives them for the draft's lines.
        notes: margin comments, in any order.

    Raises:
        FileRefused: the draft is not a readable docx.
    """
    package = Package.open(draft)
    root = package.body()
    writer = _Writer(root)
    ordered = sorted(notes, key=lambda note: (note.line, note.start, note.unit, note.text))
    writer.write({unit: changes[unit] for unit in sorted(changes)}, ordered)
    parts = write_notes(package, ordered)
    return package.with_parts({BODY_PART: serialise(root), **parts})


class _Sign(NamedTuple):
    """Who makes a change and when."""

    unit: str
    date: str


class _Writer:
    """Puts changes into the tree of word/document.xml, a paragraph at a time."""

    def __init__(self, root: Any) -> None:
        places = list(paragraphs(root.find(f"{W}body")))
        self._paragraphs = [paragraph for paragraph, _ in places]
        self._rows = [row for _, row in places]
        self._signs: dict[tuple[str, _Sign], Any] = {}  # a unit signs alike in most places
        self._root = root
        used = (element.get(f"{W}id", "") for element in root.iter(*(f"{W}{name}" for name in _MARKS)))
        self._next = 1 + max((int(number) for number in used if number.isdigit()), default=0)

    def write(self, changes: Mapping[str, Sequence[Change]], notes: Sequence[Note]) -> None:
        """Write all changes, then what hangs on whole paragraphs, then the comments' anchors."""
        texts: dict[int, list[tuple[_Sign, Change]]] = defaultdict(list)
        added: dict[int, list[tuple[_Sign, str]]] = defaultdict(list)
        gone: dict[str, dict[int, _Sign]] = defaultdict(dict)
        for unit, of_unit in changes.items():
            for change in self._kept_last(of_unit):
                sign = _Sign(unit, change.date)
                if change.shape is Shape.LINES_IN:
                    added[change.line] += [(sign, text) for text in change.new.split("\n")]
                else:
                    texts[change.line].append((sign, change))
                    if change.shape is Shape.LINE_OUT:
                        gone[unit][change.line] = sign
        hanging: dict[int, list[tuple[int, Note]]] = defaultdict(list)
        for number, note in enumerate(notes):
            hanging[note.line].append((number, note))
        for line in sorted(texts.keys() | hanging.keys()):
            if 0 <= line < len(self._paragraphs):
                self._write_line(line, texts.get(line, []), hanging.get(line, []))
        for unit, lines in gone.items():
            self._take_out(lines, {max(line, 0) for line, new in added.items() if any(s.unit == unit for s, _ in new)})
        for line, new in added.items():
            self._put_in(line, new)

    # Within one paragraph

    def _write_line(self, line: int, changes: list[tuple[_Sign, Change]], notes: list[tuple[int, Note]]) -> None:
        paragraph = self._paragraphs[line]
        cuts = {at for _, change in changes for at in (change.start, change.end)}
        cuts |= {at for _, note in notes for at in (note.start, note.end)}
        stretches = cut(paragraph, cuts)
        for stretch in stretches:
            for sign in _takers(stretch, changes):
                self._delete(stretch, sign)
        for at in sorted({change.end for _, change in changes if change.new}):
            self._insert(paragraph, stretches, at, [(s, c.new) for s, c in changes if c.new and c.end == at])
        for number, note in notes:
            _anchor(paragraph, stretches, note, number)

    def _delete(self, stretch: Stretch, sign: _Sign) -> None:
        """Wrap a stretch in one more deletion."""
        wrapper = self._signed("del", sign)
        parent = stretch.outer.getparent()
        parent.replace(stretch.outer, wrapper)
        wrapper.append(stretch.outer)
        stretch.outer = wrapper
        for child in stretch.run:
            if (deleted := _DELETED.get(child.tag)) is not None:
                child.tag = deleted

    def _insert(self, paragraph: Any, stretches: list[Stretch], at: int, words: list[tuple[_Sign, str]]) -> None:
        """Put words in at a place, one unit's after another's."""
        worded = [stretch for stretch in stretches if stretch.has_words]
        before = next((s for s in reversed(worded) if s.end <= at), None)
        model = before or next(iter(worded), None)
        elements = []
        for sign, text in words:
            element = self._signed("ins", sign)
            element.append(run_of(text, None if model is None else properties_of(model.run)))
            elements.append(element)
        if before is not None:
            place = place_after(before)
            for element in reversed(elements):
                place.addnext(element)
        elif stretches:
            for element in elements:
                stretches[0].outer.addprevious(element)
        else:
            paragraph.extend(elements)

    # Whole paragraphs

    def _kept_last(self, changes: Sequence[Change]) -> Sequence[Change]:
        """Let a new line of the unit stand in the paragraph it would strike, where none follows for it to fall into.

        A cell and the text keep their last paragraph; so does what stands before a table.
        """
        struck = {change.line: change for change in changes if change.shape is Shape.LINE_OUT}
        added: dict[int, list[Change]] = defaultdict(list)
        for change in changes:
            if change.shape is Shape.LINES_IN:
                added[change.line].append(change)
        kept: list[Change] = []
        for line, change in struck.items():
            if not 0 <= line < len(self._paragraphs) or _has_next(self._paragraphs[line]):
                continue
            first = self._first_struck(line, struck)
            near = next((n for n in range(line, first - 2, -1) if added.get(n)), None)
            if near is None:
                continue
            of_near = [one for new in added[near] for one in _each(new)]
            kept.append(replace(of_near.pop(0 if near == line else -1), shape=Shape.TEXT, line=line, end=change.end))
            added[near] = of_near
        replaced = {change.line for change in kept}
        texts = [c for c in changes if c.shape is Shape.TEXT]
        out = [change for line, change in struck.items() if line not in replaced]
        return [*texts, *kept, *out, *(change for line in sorted(added) for change in added[line])]

    def _first_struck(self, line: int, struck: Collection[int]) -> int:
        """Give the first of the lines that are struck up to this one in the same container."""
        while line - 1 in struck and self._follows(line):
            line -= 1
        return line

    def _put_in(self, line: int, new: list[tuple[_Sign, str]]) -> None:
        """Put whole paragraphs in after a line.

        Each carries its own inserted mark, so that rejecting it leaves nothing. Where no paragraph follows there is
        nothing to fall back into: there the marks move one up, as Word itself writes it, and the line's own mark
        ends the last that was put in.
        """
        if not self._paragraphs:
            return
        model = self._paragraphs[max(line, 0)]
        made = [self._paragraph(model, sign, text) for sign, text in new]
        if line < 0:
            for element in made:
                model.addprevious(element)
        elif not _has_next(model):
            self._move_mark(model, made[-1])
        marked = made if line < 0 or _has_next(model) else [model, *made]
        for element, (sign, _) in zip(marked, new, strict=False):
            self._mark(element, "ins", sign)
        if line >= 0:
            for element in reversed(made):
                model.addnext(element)

    def _move_mark(self, model: Any, last: Any) -> None:
        """Hand a struck mark on to the paragraph that now stands last."""
        struck = model.find(f"{W}pPr/{W}rPr/{W}del")
        if struck is not None:
            of_mark = struck.getparent()
            of_mark.remove(struck)
            self._mark(last, "del", _Sign(struck.get(f"{W}author"), struck.get(f"{W}date", "")))

    def _take_out(self, gone: Mapping[int, _Sign], adding: set[int]) -> None:
        """Take out the paragraph marks of lines one unit strikes; a whole table row goes as a row."""
        rows: dict[Any, list[int]] = defaultdict(list)
        for n, row in enumerate(self._rows):
            if row is not None and n in gone:
                rows[row].append(n)
        whole: set[int] = set()
        for row, lines in rows.items():
            if len(lines) == sum(1 for _ in row.iter(f"{W}p")) and not adding.intersection(lines):
                whole.update(lines)
                self._mark_row(row, gone[lines[0]])
        for n in sorted(gone.keys() - whole):
            paragraph = self._paragraphs[n]
            if not _is_last(paragraph):
                self._mark(paragraph, "del", gone[n])
                continue
            first = self._first_struck(n, gone.keys() - whole)
            if self._follows(first):
                self._mark(self._paragraphs[first - 1], "del", gone[n])

    def _follows(self, line: int) -> bool:
        """Whether the paragraph before this line is its neighbour in the same container."""
        return line > 0 and self._paragraphs[line].getprevious() is self._paragraphs[line - 1]

    def _paragraph(self, model: Any, sign: _Sign, text: str) -> Any:
        """Make a paragraph that looks like its neighbour, its words inserted."""
        paragraph = etree.Element(f"{W}p")
        properties = model.find(f"{W}pPr")
        if properties is not None:
            properties = copy.deepcopy(properties)
            tracked = (f"{W}rPr/{W}{name}" for name in _MARKS)
            for path in (f"{W}sectPr", f"{W}pPrChange", f"{W}rPr/{W}rPrChange", *tracked):
                for element in properties.findall(path):
                    element.getparent().remove(element)
            paragraph.append(properties)
        if text:
            first = next(runs_of(model), None)
            inserted = self._signed("ins", sign)
            inserted.append(run_of(text, None if first is None else properties_of(first[0])))
            paragraph.append(inserted)
        return paragraph

    def _mark(self, paragraph: Any, name: str, sign: _Sign) -> None:
        """Sign a paragraph mark. A mark takes one deletion only: the first to strike it keeps it."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        of_mark = properties.find(f"{W}rPr")
        if of_mark is None:
            of_mark = etree.Element(f"{W}rPr")
            later = [e for e in properties if e.tag in {f"{W}sectPr", f"{W}pPrChange"}]
            if later:
                later[0].addprevious(of_mark)
            else:
                properties.append(of_mark)
        if of_mark.find(f"{W}{name}") is None:
            of_mark.insert(0 if name == "ins" else len(of_mark.findall(f"{W}ins")), self._signed(name, sign))

    def _mark_row(self, row: Any, sign: _Sign) -> None:
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            exception = row.find(f"{W}tblPrEx")
            row.insert(0 if exception is None else row.index(exception) + 1, properties)
        if properties.find(f"{W}del") is None:
            properties.append(self._signed("del", sign))

    def _signed(self, name: str, sign: _Sign) -> Any:
        model = self._signs.get((name, sign))
        if model is None:
            model = self._signs[name, sign] = etree.Element(f"{W}{name}")
            model.set(_ID, "")  # before the others, as Word writes it
            model.set(f"{W}author", sign.unit)
            if sign.date:
                model.set(f"{W}date", sign.date)
        element = copy.copy(model)
        element.set(_ID, str(self._next))
        self._next += 1
        return element


def _takers(stretch: Stretch, changes: list[tuple[_Sign, Change]]) -> list[_Sign]:
    """Say which units take a stretch out, the last to be written outermost."""
    return [
        sign
        for sign, change in changes
        if stretch.is_taken(change.start, change.end, whole=change.shape is Shape.LINE_OUT)
    ]


def _each(added: Change) -> list[Change]:
    """Part lines put in together."""
    return [replace(added, new=line) for line in added.new.split("\n")]


def _has_next(paragraph: Any) -> bool:
    """Whether a paragraph follows that this one falls into when its mark goes."""
    following = paragraph.getnext()
    return following is not None and following.tag == f"{W}p"


def _is_last(paragraph: Any) -> bool:
    """Whether nothing but section properties follows in the container."""
    following = paragraph.getnext()
    while following is not None and following.tag not in {f"{W}p", f"{W}tbl", f"{W}sdt"}:
        following = following.getnext()
    return following is None


def _anchor(paragraph: Any, stretches: list[Stretch], note: Note, number: int) -> None:
    """Hang a comment on its words, or on the whole paragraph where it names none."""
    covered = [s for s in stretches if s.has_words and note.start <= s.start and s.end <= note.end] or stretches
    begin, finish = etree.Element(f"{W}commentRangeStart"), etree.Element(f"{W}commentRangeEnd")
    reference = etree.Element(f"{W}r")
    etree.SubElement(reference, f"{W}commentReference")
    for element in (begin, finish, reference[0]):
        element.set(f"{W}id", note.number(number))
    if covered:
        covered[0].outer.addprevious(begin)
        covered[-1].outer.addnext(finish)
        finish.addnext(reference)
    else:
        paragraph.extend([begin, finish, reference])
