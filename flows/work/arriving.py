"""What arrived, opened: every file by itself, the files of zips and mails too, each read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flows.office import Office
from letters.bundle import PaperKind, draft_of, held_draft, is_bundle
from letters.document import Document, Finding, Source
from letters.facts import Facts, Reading
from letters.handling import Request, request_of
from letters.outline import Outline, outline
from letters.paper_names import is_same_paper
from letters.promised import titles_of
from letters.reading import Format, format_of, members_of
from registry.calendar import Calendar
from registry.errors import FileRefused, FileTooLarge
from registry.words import Secrecy, Urgency

MOST_PIECES = 100  # files of one paper
MOST_BYTES = 256 * 1024 * 1024  # of all of them
_MOST_NESTED = 4  # mails and zips within each other
_TODO = "请向来文单位重新索取后补交"


@dataclass(frozen=True)
class Piece:
    """One file of what arrived, read. What is worked out of it is worked out once."""

    name: str
    data: bytes
    document: Document
    calendar: Calendar | None = None  # the office's
    is_cover: bool = False  # a mail that brought the papers: no paper itself, but it may carry a 密级

    @cached_property
    def reading(self) -> Reading:
        """What the file says, as a whole and paper by paper."""
        return Reading(self.document, self.calendar)

    @property
    def facts(self) -> Facts:
        """What the file's first letter says."""
        return self.reading.facts

    @cached_property
    def request(self) -> Request:
        """What a letter that asks for no comments wants done."""
        return Request() if self.facts.is_solicitation else request_of(self.document, self.facts)

    @cached_property
    def outline(self) -> Outline:
        """The clauses of the draft the file holds, or of all of it."""
        return outline(self.draft)

    @cached_property
    def draft(self) -> Document:
        """The draft the file holds below a letter, or all of it."""
        return draft_of(self.document)

    @cached_property
    def papers(self) -> tuple[PaperKind, ...]:
        """What papers the file holds, in order."""
        return tuple(part.kind for part in self.reading.parts)

    @cached_property
    def holds_draft(self) -> bool:
        """Whether a draft stands in this file below a letter that asks for comments."""
        return held_draft(self.document) is not None

    @cached_property
    def may_be_sent(self) -> bool:
        """Whether it may be a draft for units: no leaders' words on a slip in it, and no letter asking for comments."""
        is_letter = self.facts.is_solicitation and PaperKind.COVERING in self.papers
        return not is_letter and not is_bundle(self.document)

    @cached_property
    def urgency(self) -> Urgency | None:
        """The letter's own mark, else that of the slip it came under."""
        marks = (facts.urgency for part, facts in self.reading.papers if part.kind is PaperKind.SLIP)
        return self.facts.urgency or next((mark for mark in marks if mark), None)


@dataclass(frozen=True)
class Arrived:
    """All pieces of one paper, and what could not be read within a zip or a mail."""

    pieces: tuple[Piece, ...]
    unread: tuple[Finding, ...] = ()

    @cached_property
    def letter(self) -> Piece:
        """The letter: the piece that asks for comments, else the first one that is addressed or dated."""
        inside = [piece for piece in self.pieces if not piece.is_cover]
        asking = [piece for piece in inside if piece.facts.is_solicitation]
        addressed = [piece for piece in inside if piece.facts.addressees or piece.facts.issued_on]
        return (asking or addressed or inside or list(self.pieces))[0]

    @cached_property
    def draft(self) -> Piece | None:
        """The draft as a file of its own: the one with the subject's name, else the one with most clauses.

        Where a letter's file holds the draft too, another file is the draft only if it bears its name.
        """
        letter, holder = self.letter, self.holder
        others = [piece for piece in self.pieces if piece is not letter and not piece.is_cover and piece.may_be_sent]
        known = [letter.facts.subject or "", *((holder.outline.title or "",) if holder else ())]
        named = [piece for piece in others if any(_bears(piece, name) for name in known)]
        if not named and holder is not None:
            return None
        return max(named or others, key=lambda piece: len(piece.outline.clauses), default=None)

    @cached_property
    def holder(self) -> Piece | None:
        """The file that holds letter and draft together; the letter's own first."""
        inside = (piece for piece in self.pieces if piece is not self.letter and not piece.is_cover)
        return next((piece for piece in (self.letter, *inside) if piece.holds_draft), None)

    @cached_property
    def secrecy(self) -> Secrecy:
        """The highest 密级 of all pieces: one secret attachment makes the paper secret."""
        order = list(Secrecy)
        marks = [Secrecy(piece.facts.secrecy) for piece in self.pieces if piece.facts.secrecy]
        return max(marks, key=order.index, default=Secrecy.ORDINARY)


def _bears(piece: Piece, name: str) -> bool:
    return bool(name) and any(is_same_paper(name, known) for known in (piece.name, *titles_of(piece.document)))


def arrive(office: Office, files: Sequence[tuple[str, bytes]]) -> Arrived:
    """Open and read what was handed in: a zip gives its files, a mail its attachments and itself as the cover.

    What cannot be read within a zip or a mail is told and the rest goes on.

    Raises:
        FileRefused: nothing, a file handed in by itself that cannot be read, or more than one paper can have.
    """
    opening = _Opening(office)
    pieces = [piece for name, data in files for piece in opening.pieces(name, data, 0)]
    if not pieces:
        raise (
            opening.faults[0]
            if opening.faults
            else FileRefused("没有收到可登记的文件", kept="未登记", todo="请附上来文后重试")
        )
    return Arrived(tuple(pieces), tuple(opening.unread))


@dataclass(slots=True)
class _Opening:
    """Counts what comes out, over all files of one paper."""

    _office: Office
    unread: list[Finding] = field(default_factory=list)
    faults: list[FileRefused] = field(default_factory=list)
    _count: int = 0
    _bytes: int = 0

    def pieces(self, name: str, data: bytes, depth: int) -> Iterator[Piece]:
        if _is_zip(data):
            for member in members_of(data, name):
                if member.error is None:
                    yield from self._within(member.name, member.data, depth + 1)
                else:
                    self._tell(member.name, member.error)
            return
        self._count += 1
        self._bytes += len(data)
        if self._count > MOST_PIECES or self._bytes > MOST_BYTES:
            raise FileTooLarge(
                f"一次收文超过{MOST_PIECES}个文件或{MOST_BYTES // 1024 // 1024}MB", kept="未登记", todo="请分件登记"
            )
        document = self._office.read(data, name)
        attached = document.attached if document.source is Source.EML else ()
        for file in attached:
            yield from self._within(file.name, file.data, depth + 1)
        yield Piece(name.rsplit("/", 1)[-1], data, document, self._office.calendar, is_cover=bool(attached))

    def _within(self, name: str, data: bytes, depth: int) -> Iterable[Piece]:
        """Open a file within another: one bad file never blocks the rest."""
        if depth > _MOST_NESTED:
            self._tell(name, FileTooLarge(f"邮件和压缩包层层嵌套超过{_MOST_NESTED}层", kept=""))
            return []
        seen = self._count
        try:
            return list(self.pieces(name, data, depth))
        except FileRefused as fault:
            if self._count > MOST_PIECES or self._bytes > MOST_BYTES:
                raise
            self._count = seen
            self._tell(name, fault)
            return []

    def _tell(self, name: str, fault: FileRefused) -> None:
        self.faults.append(fault)
        message = f"无法读取，未随件登记：{fault.happened.removeprefix(f'“{name}”：')}"
        self.unread.append(Finding("attachment", f"“{name}”", message, "条例第24条", _TODO))


def _is_zip(data: bytes) -> bool:
    try:
        return format_of(data) is Format.ZIP
    except FileRefused:
        return False
