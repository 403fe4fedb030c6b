"""What a copy of a draft carries: tracked changes by paragraph of the original, and margin comments with their anchors.

Formatting changes are passed over. Lines are those of the original text: a paragraph that was put in belongs to the
line it stands before or after, a paragraph mark that was taken out is noted on the line it ended. A paragraph that
nobody touched is read as its text and nothing more is made of it: it is most of every copy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, Final, NamedTuple

from letters.kept_paragraphs import NOTHING_KEPT, KeptParagraphs
from letters.package import Package, W, parse
from letters.wordtext import (
    SOFT_BREAK,
    UNTOUCHED,
    Mark,
    Tracked,
    inline_of,
    joined,
    paragraph_mark,
    paragraphs,
    plain_texts,
    row_mark,
)
from registry.errors import FileTooLarge

MOST_PARAGRAPHS: Final = 50_000
MOST_COMMENTS: Final = 5_000
MOST_CHANGES: Final = 50_000  # stretches put in or taken out
_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"


class Segment(NamedTuple):
    """A stretch of text under one mark. A paragraph mark that was put in is a line feed."""

    text: str
    tracked: Tracked = UNTOUCHED

    @property
    def in_original(self) -> bool:
        """Whether the draft had it."""
        return self.tracked.mark is Mark.SAME or self.tracked.mark is Mark.OUT

    @property
    def in_accepted(self) -> bool:
        """Whether it stands when every change is accepted."""
        return self.tracked.mark is Mark.SAME or self.tracked.mark is Mark.IN


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the original, with what was put in and taken out, and whether its end was taken out."""

    segments: tuple[Segment, ...]
    end: Tracked = UNTOUCHED

    @property
    def original(self) -> str:
        """The paragraph as it stood."""
        return "".join(s.text for s in self.segments if s.in_original)

    @property
    def accepted(self) -> str:
        """The paragraph with every change accepted; a line feed where it was split."""
        return "".join(s.text for s in self.segments if s.in_accepted)


@dataclass(frozen=True, slots=True)
class Comment:
    """A margin comment. `line`, `start` and `end` count lines and characters of the original."""

    number: str
    author: str
    date: str
    text: str
    line: int
    start: int
    end: int
    answers: str = ""  # the number of the comment it replies to
    resolved: bool = False


@dataclass(frozen=True)
class Copy:
    """A Word text read with its tracking: its lines as they stood, and by number those changed under tracking."""

    original: tuple[str, ...]
    touched: Mapping[int, Line] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def tracked(self) -> bool:
        """Whether the copy carries tracked changes of its text."""
        return bool(self.touched)

    def line(self, number: int) -> Line:
        """Give a line with its tracking."""
        text = self.original[number]
        return self.touched.get(number) or Line((Segment(text),) if text else ())

    @cached_property
    def accepted(self) -> tuple[str, ...]:
        """The lines with every change accepted."""
        lines = [f"{text}\n" for text in self.original]
        for number, line in self.touched.items():
            lines[number] = line.accepted + ("" if line.end.mark is Mark.OUT else "\n")
        return tuple("".join(lines).removesuffix("\n").split("\n")) if lines else ()


def read_copy(data: bytes) -> Copy:
    """Read a docx with its tracked changes and comments.

    Raises:
        FileRefused: as `Package.open` and `parse` say.
    """
    return copy_of(Package.open(data))


def copy_of(package: Package, body: Any | None = None, kept: KeptParagraphs = NOTHING_KEPT) -> Copy:
    """Read an opened docx with its tracked changes and comments.

    Args:
        package: the file.
        body: its w:body where that is parsed already.
        kept: the draft's paragraphs that have but a number in `body`.
    """
    if body is None:
        body = package.body().find(f"{W}body")
    reader = _Reader(kept)
    if body is not None:
        reader.read(body)
    comments = _comments(package, reader.anchors)
    names = [s.tracked.author for line in reader.touched.values() for s in line.segments]
    names += [line.end.author for line in reader.touched.values()]
    names += [comment.author for comment in comments]
    authors = tuple(dict.fromkeys(filter(None, names)))
    return Copy(tuple(reader.lines), reader.touched, comments, authors)


@dataclass
class _Anchor:
    line: int
    start: int
    end: int


class _Reader:
    """Goes through the paragraphs once, gathering lines of the original and the places comments hang on."""

    def __init__(self, kept: KeptParagraphs) -> None:
        self._kept = kept
        self.lines: list[str] = []
        self.touched: dict[int, Line] = {}
        self.anchors: dict[str, _Anchor] = {}
        self._segments: list[Segment] = []
        self._original: list[str] = []  # those of them that the draft had
        self._length = 0  # of these
        self._is_touched = False
        self._changes = 0
        self._open: set[str] = set()

    def read(self, body: Any) -> None:
        """Read every paragraph; one whose text is plain is not walked.

        Raises:
            FileTooLarge: more paragraphs or tracked changes than the bound.
        """
        places = list(islice(paragraphs(body), MOST_PARAGRAPHS + 1))
        kept = {paragraph: run for paragraph, _ in places if (run := self._kept.texts_of(paragraph))}
        if len(places) + sum(len(run) - 1 for run in kept.values()) > MOST_PARAGRAPHS:
            raise FileTooLarge("文件段落过多，无法读取", todo="请拆分后重新报送")
        texts = plain_texts(body, places)
        for paragraph, in_row in places:
            if (run := kept.get(paragraph)) is not None:
                self._take(run)
                continue
            row = UNTOUCHED if in_row is None else row_mark(in_row)
            text = texts.get(paragraph) if row is UNTOUCHED else None
            if text is None:
                self._walk(paragraph, row)
            elif self._segments or self._open:
                self._goes_on(text)
            else:
                self.lines.append(text)
        if self._segments:
            self._end_of_line(UNTOUCHED)

    def _take(self, kept: Sequence[str]) -> None:
        """Take paragraphs that are the draft's."""
        if self._segments or self._open:
            self._goes_on(kept[0])
            kept = kept[1:]
        self.lines.extend(kept)

    def _goes_on(self, text: str) -> None:
        """Take a plain paragraph that goes on from paragraphs which are not in the original."""
        if text:
            self._words(text, UNTOUCHED)
        self._end_of_line(UNTOUCHED)

    def _walk(self, paragraph: Any, row: Tracked) -> None:
        for element, text, tracked in inline_of(paragraph):
            if text:
                self._words(text, tracked if row is UNTOUCHED else joined(row, tracked))
            else:
                self._anchor(element)
        mark = paragraph_mark(paragraph)
        self._end_of_paragraph(mark if row is UNTOUCHED else joined(row, mark))

    def _words(self, text: str, tracked: Tracked) -> None:
        self._segments.append(Segment(text, tracked))
        mark = tracked.mark
        if mark is not Mark.SAME:
            self._is_touched = True
            self._count_change()
        if mark is Mark.SAME or mark is Mark.OUT:
            self._original.append(text)
            self._length += len(text)

    def _anchor(self, element: Any) -> None:
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            self.anchors[number] = _Anchor(len(self.lines), self._length, self._length)
            self._open.add(number)
        elif element.tag == f"{W}commentRangeEnd":
            self._close(number)
        elif (reference := element.find(f"{W}commentReference")) is not None:
            here = _Anchor(len(self.lines), self._length, self._length)
            self.anchors.setdefault(reference.get(f"{W}id", ""), here)

    def _count_change(self) -> None:
        self._changes += 1
        if self._changes > MOST_CHANGES:
            raise FileTooLarge(
                f"文件中的修订超过{MOST_CHANGES // 10_000}万处，无法读取", todo="请对方接受无关修订后重新报送"
            )

    def _close(self, number: str) -> None:
        if number in self._open:
            self._open.discard(number)
            self.anchors[number].end = self._length

    def _end_of_paragraph(self, tracked: Tracked) -> None:
        if tracked.mark is Mark.IN:
            self._segments.append(Segment("\n", tracked))
            self._is_touched = True
        elif tracked.mark is not Mark.GONE:
            self._end_of_line(tracked)

    def _end_of_line(self, tracked: Tracked) -> None:
        for number in self._open:  # a comment over several paragraphs hangs on the first of them
            self.anchors[number].end = self._length
        self._open.clear()
        if self._is_touched or tracked.mark is not Mark.SAME:
            self.touched[len(self.lines)] = Line(tuple(self._segments), tracked)
        self.lines.append("".join(self._original))
        self._segments, self._original, self._length, self._is_touched = [], [], 0, False


def _comments(package: Package, anchors: dict[str, _Anchor]) -> tuple[Comment, ...]:
    """Read the comments part; one without an anchor in the running text is left out."""
    if not anchors or "word/comments.xml" not in package.parts:
        return ()
    root = parse(package.parts["word/comments.xml"])
    elements = root.findall(f"{W}comment")[:MOST_COMMENTS]
    parents, resolved = _threads(package, elements)
    found: list[Comment] = []
    for element in elements:
        number = element.get(f"{W}id", "")
        anchor = anchors.get(number)
        text = "\n".join(_text(p) for p in element.iter(f"{W}p")).strip()
        if anchor is not None and text:
            found.append(
                Comment(
                    number,
                    element.get(f"{W}author", "").strip(),
                    element.get(f"{W}date", ""),
                    text,
                    anchor.line,
                    anchor.start,
                    anchor.end,
                    parents.get(number, ""),
                    number in resolved,
                )
            )
    return tuple(found)


def _text(paragraph: Any) -> str:
    return "".join(text for _, text, _ in inline_of(paragraph)).replace(SOFT_BREAK, "\n").strip()


def _threads(package: Package, elements: list[Any]) -> tuple[dict[str, str], set[str]]:
    """Say which comment answers which, and which are marked done (commentsExtended.xml)."""
    by_paragraph = {p.get(f"{_W14}paraId"): e.get(f"{W}id", "") for e in elements for p in e.iter(f"{W}p")}
    by_paragraph.pop(None, None)
    parents: dict[str, str] = {}
    resolved: set[str] = set()
    if "word/commentsExtended.xml" in package.parts:
        for entry in parse(package.parts["word/commentsExtended.xml"]).iter(f"{_W15}commentEx"):
            number = by_paragraph.get(entry.get(f"{_W15}paraId"))
            parent = by_paragraph.get(entry.get(f"{_W15}paraIdParent"))
            if number and parent:
                parents[number] = parent
            if number and entry.get(f"{_W15}done") in {"1", "true"}:
                resolved.add(number)
    return parents, resolved
