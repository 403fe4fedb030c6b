"""A letter set in the letter format of GB/T 9704-2012 (10.1): its elements in, docx out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from docx.shared import Mm

from letters import elements
from letters.letter_page import letter_page
from letters.sheet import Sheets, pack
from letters.strokes import Row, Run, Side, empty, row
from registry.errors import TemplateFault

_TITLE_LONGEST: Final = 120  # characters: six rows of 2号
_NAMES_LONGEST: Final = 5_000  # characters of addressee or copies
_ATTACHMENTS_MOST: Final = 99
_TEXT_WIDTH: Final = Mm(156)


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


def compose_letter(letter: Letter) -> bytes:
    """Set a letter in the letter format (GB/T 9704 10.1) and give its docx.

    Raises:
        TemplateFault: an element every letter has is empty, or one is longer than a letter can hold.
        SettingFault: the mark does not fit.
    """
    letter = _checked(letter)
    around = letter_page(letter.mark)
    head, headline = _head(letter), elements.title(letter.title)
    title_count = headline[0].text.count("\n") + 1
    moved = elements.addressees_move(letter.addressee, around.top, len(head), title_count)
    text = elements.body(letter.body)
    closing = elements.attachment_list(letter.attachments)
    closing += elements.signature(letter.signature, letter.dated)
    closing += elements.remark(letter.contact)
    elements.keep_with_text(text, closing)
    to = [] if moved else [elements.addressees(letter.addressee)]
    foot = elements.record(moved=letter.addressee if moved else "", copies=letter.copies)
    # The title stands two rows under what is above it (L8).
    blocks = [*head, *empty(2), *headline, *to, *text, *closing, *foot]
    return pack(Sheets(blocks, around.around), off_grid=True)


def _checked(letter: Letter) -> Letter:
    """Fold white space in one-line elements and refuse what cannot be a letter."""
    names = {"mark": "发文机关标志", "title": "标题", "addressee": "主送机关", "body": "正文", "signature": "署名"}
    letter = replace(
        letter,
        mark=_flat(letter.mark),
        title=_flat(letter.title),
        addressee=_flat(letter.addressee).rstrip("：:"),
        signature=_flat(letter.signature),
        number=_flat(letter.number),
        urgency=_flat(letter.urgency),
        secrecy=_flat(letter.secrecy),
        contact=_flat(letter.contact),
        copies=_flat(letter.copies).rstrip("。"),
        attachments=tuple(name for text in letter.attachments if (name := _name(text))),
    )
    for name, told in names.items():
        if not getattr(letter, name).strip():
            raise TemplateFault(f"函件缺少{told}", kept="未生成函件", todo=f"请补充{told}后重试")
    for what, size, most in (
        ("标题", len(letter.title), _TITLE_LONGEST),
        ("主送机关", len(letter.addressee), _NAMES_LONGEST),
        ("抄送机关", len(letter.copies), _NAMES_LONGEST),
        ("附件", len(letter.attachments), _ATTACHMENTS_MOST),
    ):
        if size > most:
            raise TemplateFault(
                f"函件的{what}过长（{size}，不超过{most}）", kept="未生成函件", todo=f"请精简{what}后重试"
            )
    return letter


def _flat(text: str) -> str:
    return " ".join(text.split())


def _name(text: str) -> str:
    """Give an attachment's name: no 《》 around it, no punctuation after it (7.3.4)."""
    flat = _flat(text).rstrip("。；;，,、")
    whole = flat.startswith("《") and flat.find("》") == len(flat) - 1
    return flat[1:-1] if whole else flat


def _head(letter: Letter) -> list[Row]:
    """Write secrecy and urgency at the left and the number at the right, under the rule (L6, L7)."""
    left = [text for text in (letter.secrecy, letter.urgency) if text]
    if not left:
        return [row(letter.number, side=Side.RIGHT)] if letter.number else []
    written = [row(text, elements.HEITI, side=Side.LEFT) for text in left]
    if letter.number:
        written[0].tabs = ((_TEXT_WIDTH, Side.RIGHT),)
        written[0].runs += [Run("\t"), Run(letter.number)]
    return written


def compose_plain(title: str, body: str) -> bytes:
    """Set a paper that is no letter: a title and its text."""
    return pack(Sheets([*empty(2), *elements.title(title), *elements.body(body)]))
