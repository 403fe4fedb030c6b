"""合并稿: the draft with every unit's changes as tracked changes, and what it says otherwise as margin comments.

Laws: reject all and the draft's text is back; accept one unit's alone and that unit's text stands, whatever the
others did; the order in which returns are given makes no difference. Where two units take out the same words, the
words lie in a deletion of each; what they put in its place stands one after the other. Only word/document.xml, the
comments part and what announces it are written; other parts stay byte for byte.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from letters.changes import Change, Shape
from letters.comments_part import Note, write_notes
from letters.package import BODY_PART, Package, W, serialise
from letters.wordtext import SOFT_BREAK, Place, paragraphs, pieces_of, runs_of

_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
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
    writer = _Writer(root, list(paragraphs(root.find(f"{W}body"))))
    ordered = sorted(notes, key=lambda note: (note.line, note.start, note.unit, note.text))
    writer.write({unit: changes[unit] for unit in sorted(changes)}, ordered)
    parts = write_notes(package, ordered)
    return package.with_parts({BODY_PART: serialise(root), **parts})


@dataclass(frozen=True, slots=True)
class _Sign:
    """Who makes a change and when."""

    unit: str
    date: str


@dataclass(slots=True)
class _Stretch:
    """A run cut so that no change begins or ends inside it; `outer` is the run or the deletion around it."""

    start: int
    end: int
    run: Any
    outer: Any


class _Writer:
    """Puts changes into the tree of word/document.xml, a paragraph at a time."""

    def __init__(self, root: Any, places: list[Place]) -> None:
        self._places = places
        self._root = root
        used = (element.get(f"{W}id", "") for element in root.iter(*(f"{W}{name}" for name in _MARKS)))
        self._next = 1 + max((int(number) for number in used if number.isdigit()), default=0)

    def write(self, changes: Mapping[str, Sequence[Change]], notes: Sequence[Note]) -> None:
        """Write all changes, then what hangs on whole paragraphs, then the comments' anchors."""
        texts: dict[int, list[tuple[_Sign, Change]]] = defaultdict(list)
        added: dict[int, list[tuple[_Sign, str]]] = defaultdict(list)
        gone: dict[str, dict[int, _Sign]] = defaultdict(dict)
        for unit, of_unit in changes.items():
            for change in of_unit:
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
            if 0 <= line < len(self._places):
                self._write_line(line, texts.get(line, []), hanging.get(line, []))
        for unit, lines in gone.items():
            self._take_out(lines, {line for line, new in added.items() if any(s.unit == unit for s, _ in new)})
        for line, new in added.items():
            self._put_in(line, new)

    # Within one paragraph

    def _write_line(self, line: int, changes: list[tuple[_Sign, Change]], notes: list[tuple[int, Note]]) -> None:
        paragraph = self._places[line].paragraph
        cuts = {at for _, change in changes for at in (change.start, change.end)}
        cuts |= {at for _, note in notes for at in (note.start, note.end)}
        stretches = _cut(paragraph, cuts)
        for stretch in stretches:
            for sign in _takers(stretch, changes):
                self._delete(stretch, sign)
        for at in sorted({change.end for _, change in changes if change.new}):
            self._insert(paragraph, stretches, at, [(s, c.new) for s, c in changes if c.new and c.end == at])
        for number, note in notes:
            _anchor(paragraph, stretches, note, number)

    def _delete(self, stretch: _Stretch, sign: _Sign) -> None:
        """Wrap a stretch in one more deletion."""
        wrapper = self._signed("del", sign)
        parent = stretch.outer.getparent()
        parent.replace(stretch.outer, wrapper)
        wrapper.append(stretch.outer)
        stretch.outer = wrapper
        for text in stretch.run.findall(f"{W}t"):
            text.tag = f"{W}delText"

    def _insert(self, paragraph: Any, stretches: list[_Stretch], at: int, words: list[tuple[_Sign, str]]) -> None:
        """Put words in at a place, one unit's after another's."""
        before = next((s for s in reversed(stretches) if s.end <= at), None)
        model = before or next(iter(stretches), None)
        elements = []
        for sign, text in words:
            element = self._signed("ins", sign)
            element.append(_run(text, None if model is None else model.run.find(f"{W}rPr")))
            elements.append(element)
        if before is not None:
            for element in reversed(elements):
                before.outer.addnext(element)
        elif stretches:
            for element in elements:
                stretches[0].outer.addprevious(element)
        else:
            paragraph.extend(elements)

    # Whole paragraphs

    def _put_in(self, line: int, new: list[tuple[_Sign, str]]) -> None:
        """Put whole paragraphs in after a line.

        Each carries its own inserted mark, so that rejecting it leaves nothing. After the last paragraph of a cell
        or of the text there is nothing to fall back into: there the marks move one up, as Word itself writes it.
        """
        if not self._places:
            return
        place = self._places[max(line, 0)]
        model = place.paragraph
        made = [self._paragraph(model, sign, text) for sign, text in new]
        if line < 0:
            for element, (sign, _) in zip(made, new, strict=True):
                self._mark(element, "ins", sign)
                model.addprevious(element)
            return
        if _is_last(model):
            for element, (sign, _) in zip([model, *made], new, strict=False):
                self._mark(element, "ins", sign)
        else:
            for element, (sign, _) in zip(made, new, strict=True):
                self._mark(element, "ins", sign)
        for element in reversed(made):
            model.addnext(element)

    def _take_out(self, gone: Mapping[int, _Sign], adding: set[int]) -> None:
        """Take out the paragraph marks of lines one unit strikes; a whole table row goes as a row."""
        rows: dict[Any, list[int]] = defaultdict(list)
        for n, place in enumerate(self._places):
            if place.row is not None and n in gone:
                rows[place.row].append(n)
        whole: set[int] = set()
        for row, lines in rows.items():
            if len(lines) == sum(1 for _ in row.iter(f"{W}p")):
                whole.update(lines)
                self._mark_row(row, gone[lines[0]])
        for n in sorted(gone.keys() - whole):
            paragraph = self._places[n].paragraph
            if not _is_last(paragraph):
                self._mark(paragraph, "del", gone[n])
                continue
            first = n
            while first - 1 in gone and self._follows(first):
                first -= 1
            if self._follows(first) and not adding.intersection(range(first - 1, n)):
                self._mark(self._places[first - 1].paragraph, "del", gone[n])

    def _follows(self, line: int) -> bool:
        """Whether the paragraph before this line is its neighbour in the same container."""
        return line > 0 and self._places[line].paragraph.getprevious() is self._places[line - 1].paragraph

    def _paragraph(self, model: Any, sign: _Sign, text: str) -> Any:
        """Make a paragraph that looks like its neighbour, its words inserted."""
        paragraph = etree.Element(f"{W}p")
        properties = model.find(f"{W}pPr")
        if properties is not None:
            properties = copy.deepcopy(properties)
            for name in ("sectPr", "pPrChange", "rPr"):
                for element in properties.findall(f"{W}{name}"):
                    properties.remove(element)
            paragraph.append(properties)
        if text:
            first = next(runs_of(model), None)
            inserted = self._signed("ins", sign)
            inserted.append(_run(text, None if first is None else first[0].find(f"{W}rPr")))
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
        element = etree.Element(f"{W}{name}")
        element.set(f"{W}id", str(self._next))
        element.set(f"{W}author", sign.unit)
        if sign.date:
            element.set(f"{W}date", sign.date)
        self._next += 1
        return element


def _takers(stretch: _Stretch, changes: list[tuple[_Sign, Change]]) -> list[_Sign]:
    """Say which units take a stretch out, the last to be written outermost."""
    return [sign for sign, change in changes if change.start <= stretch.start and stretch.end <= change.end]


def _is_last(paragraph: Any) -> bool:
    """Whether nothing but section properties follows in the container."""
    following = paragraph.getnext()
    while following is not None and following.tag not in {f"{W}p", f"{W}tbl", f"{W}sdt"}:
        following = following.getnext()
    return following is None


def _cut(paragraph: Any, cuts: set[int]) -> list[_Stretch]:
    """Cut the runs of a paragraph at the places given; the runs keep their properties."""
    stretches: list[_Stretch] = []
    at = 0
    for run, text, _ in list(runs_of(paragraph)):
        inner = sorted(cut for cut in cuts if at < cut < at + len(text))
        for start, end, part in _parts(run, at, [at, *inner, at + len(text)]):
            stretches.append(_Stretch(start, end, part, part))
        at += len(text)
    return stretches


def _parts(run: Any, at: int, bounds: list[int]) -> list[tuple[int, int, Any]]:
    """Part a run at the bounds, in place."""
    if len(bounds) == 2:  # noqa: PLR2004 — its two ends: nothing to part
        return [(bounds[0], bounds[1], run)]
    properties = run.find(f"{W}rPr")
    parts = [etree.Element(f"{W}r") for _ in bounds[1:]]
    for part in parts:
        if properties is not None:
            part.append(copy.deepcopy(properties))
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
            parts[current].append(child if taken == characters[child] else _words(child.tag, taken))
            text, here = text[len(taken) :], here + len(taken)
    parent = run.getparent()
    for part in parts:
        run.addprevious(part)
    parent.remove(run)
    return list(zip(bounds[:-1], bounds[1:], parts, strict=True))


def _words(tag: str, text: str) -> Any:
    element = etree.Element(tag)
    element.text = text
    element.set(_SPACE, "preserve")
    return element


def _run(text: str, properties: Any) -> Any:
    """Make a run of words that looks like its neighbour."""
    run = etree.Element(f"{W}r")
    if properties is not None:
        run.append(copy.deepcopy(properties))
    for n, row in enumerate(text.split(SOFT_BREAK)):
        if n:
            run.append(etree.Element(f"{W}br"))
        for m, words in enumerate(row.split("\t")):
            if m:
                run.append(etree.Element(f"{W}tab"))
            if words:
                run.append(_words(f"{W}t", words))
    return run


def _anchor(paragraph: Any, stretches: list[_Stretch], note: Note, number: int) -> None:
    """Hang a comment on its words, or on the whole paragraph where it names none."""
    covered = [s for s in stretches if note.start <= s.start and s.end <= note.end] or stretches
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
