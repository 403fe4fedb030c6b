"""What a letter says, every fact with its evidence: nothing is guessed silently."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from letters import head, particulars, wishes
from letters.bundle import PaperKind, Part, forms_below, parts_of
from letters.document import Document, Evidence, Finding, Span
from letters.first_check import first_check
from letters.flat import Flat
from letters.particulars import Fact
from letters.presumed import presumed_genre, presumed_issuer, told
from letters.secrecy import secrecy_mark
from letters.slips import slip_fields
from letters.unit_names import split_units
from registry.calendar import Calendar
from registry.phrases import Phrase
from registry.words import Secrecy, Urgency

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of `huiban read`. What the letter does not say is `None`, empty or `False`."""

    is_solicitation: bool = False
    genre: str | None = None  # 函, 通知 …
    title: str | None = None
    issuers: tuple[str, ...] = ()
    document_number: str | None = None  # 文号; None for a 便函
    addressees: tuple[str, ...] = ()  # 主送, as written, prefixes not repeated left so
    copies: tuple[str, ...] = ()  # 抄送
    issued_on: date | None = None
    secrecy: Secrecy | None = None
    urgency: Urgency | None = None
    subject: str | None = None  # the draft consulted on, outer 《》 removed
    deadline: Phrase | None = None
    contacts: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    faxes: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    postal_address: str | None = None
    attachments: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()  # of email fax oa paper web phone confidential_mail
    reply_required: bool = False  # 无意见也须反馈
    silence_is_consent: bool = False  # 逾期视为无意见
    seal_required: bool = False
    electronic_copy_required: bool = False
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give the fact keys of `huiban read --json`."""
        return {
            "is_solicitation": self.is_solicitation,
            "genre": self.genre,
            "title": self.title,
            "issuers": list(self.issuers),
            "document_number": self.document_number,
            "addressees": list(self.addressees),
            "copies": list(self.copies),
            "issued_on": self.issued_on.isoformat() if self.issued_on else None,
            "secrecy": self.secrecy.value if self.secrecy else None,
            "urgency": self.urgency.value if self.urgency else None,
            "subject": self.subject,
            "deadline": deadline_json(self.deadline),
            "contacts": list(self.contacts),
            "phones": list(self.phones),
            "faxes": list(self.faxes),
            "emails": list(self.emails),
            "postal_address": self.postal_address,
            "attachments": list(self.attachments),
            "channels": list(self.channels),
            "reply_required": self.reply_required,
            "silence_is_consent": self.silence_is_consent,
            "seal_required": self.seal_required,
            "electronic_copy_required": self.electronic_copy_required,
            "evidence": {fact: [piece.as_json() for piece in pieces] for fact, pieces in self.evidence.items()},
            "findings": [finding.as_json() for finding in self.findings],
        }


class _Proof:
    """Notes where each fact stands while it is read."""

    def __init__(self, flat: Flat) -> None:
        self._flat = flat
        self._spans: dict[str, list[Span]] = {}

    def stands_at(self, fact: str, spans: Iterable[Span]) -> None:
        """Note places of a fact."""
        self._spans.setdefault(fact, []).extend(spans)

    def one(self, fact: str, found: tuple[T, Span | None]) -> T:
        """Note a value's place and give the value."""
        value, span = found
        if span is not None:
            self.stands_at(fact, (span,))
        return value

    def said(self, fact: str, span: Span | None) -> bool:
        """Note where something is said and whether it is."""
        return self.one(fact, (span is not None, span))

    def many(self, fact: str, found: Sequence[Fact]) -> tuple[str, ...]:
        """Note the places of several values and give them."""
        self.stands_at(fact, (item.span for item in found))
        return tuple(item.value for item in found)

    def evidence(self) -> dict[str, tuple[Evidence, ...]]:
        """Give all places as evidence in blocks; facts without any are left out."""
        told = {
            fact: tuple(piece for span in spans for piece in self._flat.evidence(*span))
            for fact, spans in self._spans.items()
        }
        return {fact: pieces for fact, pieces in told.items() if pieces}


class Reading:
    """What a file says: its own facts and those of every paper in it. Each paper is read once, when it is asked for.

    `calendar` tells rest days from working days; without one the days of the State Council's notices do.
    """

    def __init__(self, document: Document, calendar: Calendar | None = None) -> None:
        self._calendar = calendar or Calendar()
        self.parts = parts_of(document)
        self._document = document
        self._read: dict[int, Facts] = {}

    @cached_property
    def facts(self) -> Facts:
        """The facts of the file: of its first letter. A mark of secrecy anywhere in the file counts for it."""
        if len(self.parts) == 1:
            return self._as_letter(0)
        first = next((place for place, part in enumerate(self.parts) if part.kind is PaperKind.COVERING), None)
        if first is None:
            return _understand(self._document, self._calendar)
        facts, mark = self._as_letter(first), secrecy_mark(self._document)
        if mark is None or mark.secrecy is facts.secrecy:
            return facts
        evidence = {fact: pieces for fact, pieces in facts.evidence.items() if fact != "secrecy"}
        return replace(facts, secrecy=mark.secrecy, evidence=evidence)

    @cached_property
    def papers(self) -> tuple[tuple[Part, Facts], ...]:
        """The facts of every paper of the file, in order; a handling slip gives what its fields say."""
        return tuple((part, _of_part(part, self._as_letter(place))) for place, part in enumerate(self.parts))

    def _as_letter(self, place: int) -> Facts:
        if place not in self._read:
            own = self._document if len(self.parts) == 1 else self.parts[place].document
            self._read[place] = _understand(own, self._calendar, forms_below(self.parts, place))
        return self._read[place]


def understand(document: Document, calendar: Calendar | None = None) -> Facts:
    """Read the facts of a file: of its first letter, where it holds several papers. See `Reading`."""
    return Reading(document, calendar).facts


def _of_part(part: Part, facts: Facts) -> Facts:
    """Give what counts of a paper read as a letter, by what it is."""
    if part.kind is PaperKind.SLIP:
        return _of_slip(part.document, facts)
    if part.kind in {PaperKind.DRAFT, PaperKind.ANNEX}:
        # What a draft says of comments and dates is its own matter; nobody is asked by it.
        evidence = {fact: pieces for fact, pieces in facts.evidence.items() if fact in {"title", "secrecy"}}
        return Facts(title=facts.title, secrecy=facts.secrecy, evidence=evidence)
    return facts


def _of_slip(document: Document, facts: Facts) -> Facts:
    fields = slip_fields(document)
    title = fields.get("title")
    flat = Flat(document.body)
    asked, _ = wishes.deadline_of(flat.text, None)  # 要求于…前反馈: what the issuer asked for
    return Facts(
        title=title,
        issuers=split_units(fields.get("issuer", "")),
        document_number=fields.get("number"),
        secrecy=facts.secrecy,
        urgency=head.urgency_word(fields.get("urgency", "")),
        subject=wishes.subject_of(title, "")[0],
        deadline=asked.phrase if asked else None,
        evidence={"deadline": flat.evidence(asked.start, asked.end)} if asked else {},
    )


def _understand(document: Document, calendar: Calendar, forms: Sequence[Document] = ()) -> Facts:
    """Read one paper's facts. A letter that sets no time itself may set it on the form to answer on."""
    letter = head.letter_of(document)
    text = letter.flat.text
    proof = _Proof(letter.flat)
    title = letter.title.text if letter.title else None
    issuers, signed = head.issuers_of(letter)
    presumed = ((), ()) if issuers else presumed_issuer(text)
    issuers, signed = issuers or presumed[0], signed or presumed[1]
    proof.stands_at("issuers", signed)
    proof.stands_at("title", head.title_spans(letter))
    issued_on = proof.one("issued_on", head.issued_on(letter))
    asks = wishes.is_solicitation(title, text)
    # A paper that asks for no comments may set other times: a meeting's, a report's.
    deadline, impossible = wishes.deadline_of(text, issued_on) if asks else (None, None)
    is_open = asks and deadline is None and impossible is None
    on_form, elsewhere = _deadline_on(forms if is_open else (), issued_on)
    ways = particulars.particulars_of(text)
    # Without a title, a signature and a date it is an excerpt, no paper of any kind.
    genre = presumed_genre(text) if asks and title is None and issuers and issued_on else None
    read = Facts(
        is_solicitation=asks,
        genre=head.genre_of(title) or genre,
        title=title,
        issuers=issuers,
        document_number=proof.one("document_number", head.document_number(letter)),
        addressees=proof.one("addressees", head.addressees_of(letter)),
        copies=proof.one("copies", head.copies_of(letter)),
        issued_on=issued_on,
        secrecy=proof.one("secrecy", _secrecy(document, letter.flat)),
        urgency=proof.one("urgency", head.urgency_of(letter)),
        subject=proof.one("subject", wishes.subject_of(title, text)),
        deadline=proof.one(
            "deadline", (deadline.phrase, (deadline.start, deadline.end)) if deadline else (on_form, None)
        ),
        contacts=proof.many("contacts", ways.contacts),
        phones=proof.many("phones", ways.phones),
        faxes=proof.many("faxes", ways.faxes),
        emails=proof.many("emails", ways.emails),
        postal_address=next(iter(proof.many("postal_address", [ways.address] if ways.address else [])), None),
        attachments=proof.many("attachments", particulars.attachments_of(text)),
        channels=particulars.channels_of(text, ways),
        reply_required=proof.said("reply_required", wishes.reply_required(text)),
        silence_is_consent=proof.said("silence_is_consent", wishes.silence_is_consent(text)),
        seal_required=proof.said("seal_required", wishes.seal_required(text)),
        electronic_copy_required=proof.said("electronic_copy_required", wishes.electronic_copy_required(text)),
    )
    words = text[slice(*impossible)] if impossible else ""
    checked = first_check(read, replace(document, blocks=letter.flat.blocks), words, calendar)
    return replace(read, evidence=proof.evidence() | elsewhere, findings=(*checked, *told(genre, presumed[0])))


def _deadline_on(
    forms: Sequence[Document], issued_on: date | None
) -> tuple[Phrase | None, dict[str, tuple[Evidence, ...]]]:
    """Give the time that a form to answer on sets, with its evidence there."""
    for form in forms:
        flat = Flat(form.body)
        found, _ = wishes.deadline_of(flat.text, issued_on)
        if found is not None:
            return found.phrase, {"deadline": flat.evidence(found.start, found.end)}
    return None, {}


def _secrecy(document: Document, flat: Flat) -> tuple[Secrecy | None, Span | None]:
    """Give the document's secrecy, wherever it is marked, with its place where that is in the letter itself."""
    mark = secrecy_mark(document)
    if mark is None:
        return None, None
    first, last = mark.span
    # Rows of the head may have been parted into several blocks of one number, each blank but for its own words.
    places = (
        flat.start_of(index)
        for index, block in enumerate(flat.blocks)
        if block.n == mark.block.n and block.text[first:last].strip()
    )
    start = next(places, None)
    return mark.secrecy, None if start is None else (start + first, start + last)


def deadline_json(phrase: Phrase | None) -> dict[str, object] | None:
    """Give a deadline in the shape of `huiban read --json`."""
    if phrase is None:
        return None
    return {
        "text": phrase.text,
        "rule": phrase.rule.value,
        "count": phrase.count,
        "on": phrase.on.isoformat() if phrase.on else None,
        "at": phrase.at,
    }
