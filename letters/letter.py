"""A letter set in the letter format of GB/T 9704-2012 (10.1): its elements in, docx out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from letters import elements, marks, page
from letters.bound import Bound, attachment_sheets
from letters.checked import (
    ATTACHMENTS_MOST,
    NAMES_LONGEST,
    SIGNERS_MOST,
    TITLE_LONGEST,
    attachment_name,
    flat,
    refuse_long,
    refuse_missing,
    refuse_nowhere,
)
from letters.letter_page import letter_page
from letters.record import Record, letter_record
from letters.seal_picture import Seal
from letters.sheet import Sheets, pack
from letters.signing import Signing, signature
from letters.strokes import Row, Run, Side, empty, row


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter's elements (发文要素). Empty strings are elements it does not have."""

    mark: str
    title: str
    addressee: str
    body: str  # a line is a paragraph; blank lines are dropped
    signature: str
    dated: date
    number: str = ""
    urgency: str = ""
    secrecy: str = ""
    attachments: tuple[str, ...] = ()
    contact: str = ""  # 附注, without its brackets
    copies: str = ""
    seal: Seal | None = None  # none where the letter bears no seal
    co_signers: tuple[str, ...] = ()  # of a joint letter, in order after the host; the mark is the host's alone (10.1)
    bound: tuple[Bound, ...] = ()  # attachments bound with the letter, their names among `attachments`
    names: tuple[str, ...] = ()  # of units, that stay whole in the title


def compose_letter(letter: Letter) -> bytes:
    """Set a letter in the letter format (GB/T 9704 10.1) and give its docx.

    Raises:
        TemplateFault: an element every letter has is empty, or one is longer than a letter can hold.
        SettingFault: the mark does not fit.
    """
    letter = _checked(letter)
    around = letter_page(letter.mark)
    head, headline = _head(letter), elements.title(letter.title, letter.names)
    title_count = headline[0].text.count("\n") + 1
    moved = elements.addressees_move(letter.addressee, around.top, len(head), title_count)
    text = marks.blocks(letter.body)
    closing = elements.attachment_list(letter.attachments)
    signers = (letter.signature, *letter.co_signers)
    # The host puts its own seal alone: its partners' have their room, and are stamped by those who keep them.
    seals = (letter.seal, *(Seal(letter.seal.diameter_mm) for _ in letter.co_signers)) if letter.seal else ()
    closing += signature(Signing(names=signers, dated=letter.dated, seals=seals))
    closing += elements.remark(letter.contact)
    elements.keep_with_text(text, closing)
    to = [] if moved else [elements.addressees(letter.addressee)]
    foot = letter_record(Record(moved=letter.addressee if moved else "", copies=letter.copies))
    # The title stands two rows under what is above it (10.1).
    blocks = [*head, *empty(2), *headline, *to, *text, *closing]
    if not letter.bound:
        return pack(Sheets([*blocks, *foot], around.around), off_grid=True)
    further = attachment_sheets(letter.bound, letter.attachments, foot, letter.names)
    return pack(Sheets(blocks, around.around), *further, off_grid=True)


def _checked(letter: Letter) -> Letter:
    """Fold white space in one-line elements and refuse what cannot be a letter."""
    letter = replace(
        letter,
        mark=flat(letter.mark),
        title=flat(letter.title),
        addressee=flat(letter.addressee).rstrip("：:"),
        signature=flat(letter.signature),
        co_signers=tuple(name for text in letter.co_signers if (name := flat(text))),
        number=flat(letter.number),
        urgency=flat(letter.urgency),
        secrecy=flat(letter.secrecy),
        contact=flat(letter.contact),
        copies=flat(letter.copies).rstrip("。"),
        attachments=tuple(name for text in letter.attachments if (name := attachment_name(text))),
        bound=tuple(replace(bound, name=attachment_name(bound.name)) for bound in letter.bound),
    )
    named = (
        ("发文机关标志", letter.mark),
        ("标题", letter.title),
        ("主送机关", letter.addressee),
        ("署名", letter.signature),
    )
    refuse_missing("函件", (*named, ("正文", letter.body)))
    refuse_nowhere("函件", named)
    refuse_long(
        "函件",
        (
            ("标题", len(letter.title), TITLE_LONGEST),
            ("主送机关", len(letter.addressee), NAMES_LONGEST),
            ("抄送机关", len(letter.copies), NAMES_LONGEST),
            ("附件", len(letter.attachments), ATTACHMENTS_MOST),
            ("联合发文单位", 1 + len(letter.co_signers), SIGNERS_MOST),
        ),
    )
    return letter


def _head(letter: Letter) -> list[Row]:
    """Write secrecy and urgency at the left and the number at the right, under the rule (10.1)."""
    left = [text for text in (letter.secrecy, letter.urgency) if text]
    if not left:
        return [row(letter.number, side=Side.RIGHT)] if letter.number else []
    written = [row(text, elements.HEITI, side=Side.LEFT) for text in left]
    if letter.number:
        written[0].tabs = ((page.TEXT_WIDTH, Side.RIGHT),)
        written[0].runs += [Run("\t"), Run(letter.number)]
    return written


def compose_plain(title: str, body: str) -> bytes:
    """Set a paper that is no letter: a title and its text."""
    return pack(Sheets([*empty(2), *elements.title(title), *marks.blocks(body)]))
