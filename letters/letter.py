"""A letter set in the letter format of GB/T 9704-2012 (10.1): its elements in, docx out."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import nsdecls
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from letters import page
from letters.headline import title_rows, width
from letters.letter_page import furnish
from registry.errors import TemplateFault

_TITLE_LONGEST: Final = 120  # characters: six rows of 2号
_NAMES_LONGEST: Final = 5_000  # characters of addressee or copies
_ATTACHMENTS_MOST: Final = 99
_ROW_HOLDS: Final = 28  # characters, 5.2.3
_RECORD_HOLDS: Final = 26  # characters of 4号 beside the indents of the record
_RECORD_ROWS: Final = 10
# LibreOffice does not split a kept paragraph: longer ones would leave half a page white.
_KEPT_ROWS: Final = 4
_BEFORE_LAST: Final = 8  # of the paragraph before a last one of one row
_LEVELS: Final = (
    (re.compile(r"[一二三四五六七八九十百]+、"), page.HEITI),
    (re.compile(r"（[一二三四五六七八九十百]+）"), page.KAITI),
)
_FRAME: Final = "w:wrap='around' w:vAnchor='margin' w:hAnchor='margin' w:xAlign='left' w:yAlign='bottom'"


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
    document = page.blank()
    top = furnish(document, letter.mark)
    above = _write_head(document, letter)
    rows = title_rows(letter.title)
    _write_title(document, rows)
    moved = _addressee_moves(letter.addressee, top, above, len(rows))
    if not moved:
        page.text_row(document, f"{letter.addressee}：", first=0)
    body = _write_body(document, letter.body)
    closing = _write_attachments(document, letter.attachments)
    closing += _write_signature(document, letter.signature, letter.dated)
    if letter.contact:
        closing.append(page.text_row(document, f"（{letter.contact}）"))
    _keep_with_text(body, closing)
    _write_record(document, moved=letter.addressee if moved else "", copies=letter.copies)
    return page.packed(document)


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


def _write_head(document: WordDocument, letter: Letter) -> int:
    """Write secrecy and urgency at the left and the number at the right, under the rule; give the rows used."""
    left = [text for text in (letter.secrecy, letter.urgency) if text]
    rows = max(len(left), 1 if letter.number else 0)
    for n in range(rows):
        paragraph = document.add_paragraph()
        paragraph.alignment = page.LEFTWARD
        if n < len(left):
            page.write(paragraph, left[n], font=page.HEITI)
        if n == 0 and letter.number:
            if left:
                paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(156), WD_TAB_ALIGNMENT.RIGHT)
                page.write(paragraph, "\t")
            else:
                paragraph.alignment = page.RIGHTWARD
            page.write(paragraph, letter.number)
    return rows


def _write_title(document: WordDocument, rows: Sequence[str]) -> None:
    """Write the title two rows under what stands above, one row over what follows (L8, 7.3.2)."""
    document.add_paragraph()
    document.add_paragraph()
    paragraph = document.add_paragraph()
    paragraph.alignment = page.CENTER
    page.write(paragraph, "\n".join(rows), font=page.XIAOBIAOSONG, size=page.SIZE_2)
    page.row_pitch(paragraph, page.TITLE_ROW)
    document.add_paragraph()


def _addressee_moves(addressee: str, top: Length, above: int, title: int) -> bool:
    """Whether so many are addressed that page 1 would show no text: then they move to the page's end (7.3.2)."""
    room = page.BODY_END - top - page.TITLE_ROW * title
    rows = room // page.ROW - above - 3  # two empty rows over the title, one under it
    return math.ceil((width(addressee) + 1) / _ROW_HOLDS) >= rows


def _write_body(document: WordDocument, body: str) -> list[Paragraph]:
    """Write the text, headings of level 1 in 黑体 and of level 2 in 楷体 (7.3.3)."""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    return [_write_line(document, line) for line in lines]


def _write_line(document: WordDocument, line: str) -> Paragraph:
    font = next((font for label, font in _LEVELS if label.match(line)), None)
    if font is None:
        return page.text_row(document, line)
    heading, stop, text = line.partition("。")
    paragraph = page.text_row(document, heading + (stop if text else ""), font=font)
    if text or stop:
        page.write(paragraph, text or stop)
    else:
        paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _write_attachments(document: WordDocument, names: Sequence[str]) -> list[Paragraph]:
    """Write the attachments' names one row under the text, wrapped rows under the name's first character (7.3.4)."""
    if not names:
        return []
    written = [document.add_paragraph()]
    label = 2 + 3.0  # two characters of indent, then 附件：
    number = len(str(len(names))) / 2 + 0.75 if len(names) > 1 else 0
    for n, name in enumerate(names, start=1):
        lead = "附件：" if n == 1 else ""
        paragraph = page.text_row(
            document, f"{lead}{n}.\t{name}" if number else f"{lead}{name}", first=0, alignment=page.LEFTWARD
        )
        hang = label + number - (2 if n == 1 else label)
        page.indent(paragraph, left=label + number, first=-hang)
        written.append(paragraph)
    return written


def _write_signature(document: WordDocument, signature: str, dated: date) -> list[Paragraph]:
    """Write signature and date without room for a printed seal (7.3.5.2): one empty row, 2 characters from the right.

    The date begins 2 characters right of the signature's first one; where it is the longer, it stands 2 from the
    right and the signature moves left.
    """
    day = chinese_date(dated)
    long, day_long = width(signature), width(day)
    right, day_right = (2.0, long - day_long) if day_long <= long else (day_long + 4 - long, 2.0)
    written = [document.add_paragraph()]
    for text, room in ((signature, right), (day, day_right)):
        paragraph = page.text_row(document, text, first=0, alignment=page.RIGHTWARD)
        page.indent(paragraph, right=room)
        written.append(paragraph)
    return written


def _keep_with_text(body: Sequence[Paragraph], closing: Sequence[Paragraph]) -> None:
    """Keep the signature on a page that shows text (7.3.5.5), without emptying page 1 of text (7.3.2).

    Two rows of text at least go with it, so that 特此函复 never does so alone; a long paragraph is free to split.
    """
    kept = list(closing)  # the last one too: what 抄送 leaves no room for goes with it
    rows = 0
    for paragraph in reversed(body[1:]):
        more = math.ceil((width(paragraph.text) + 2) / _ROW_HOLDS)
        if more > (_BEFORE_LAST if rows else _KEPT_ROWS):
            break
        kept.append(paragraph)
        rows += more
        if rows > 1:
            break
    for paragraph in kept:
        paragraph.paragraph_format.keep_with_next = True


def _write_record(document: WordDocument, *, moved: str, copies: str) -> None:
    """Write 主送 moved from the head and 抄送 at the foot of the last page's text area, without rules (L11, 7.4.2).

    So many names that they would fill half a page follow the text instead.
    """
    record = [(label, names) for label, names in (("主送：", moved), ("抄送：", copies)) if names]
    rows = sum(math.ceil((width(names) + 1) / _RECORD_HOLDS) for _, names in record)
    if rows > _RECORD_ROWS:
        document.add_paragraph()
    for label, names in record:
        paragraph = document.add_paragraph()
        page.write(paragraph, f"{label}{names}。", size=page.SIZE_4)
        page.indent(paragraph, left=4, first=-3, right=1, size=page.SIZE_4)
        if rows <= _RECORD_ROWS:
            page.lay(paragraph, f"<w:framePr {nsdecls('w')} w:w='{Mm(156).twips}' {_FRAME}/>")
    if record:  # a frame needs a paragraph after it to hang on, or it parts the signature from its date
        page.row_pitch(document.add_paragraph(), Mm(1))


def chinese_date(day: date) -> str:
    """Write a date as 7.3.5.4 asks: full year, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def compose_plain(title: str, body: str) -> bytes:
    """Set a paper that is no letter: a title and its text."""
    document = page.blank()
    _write_title(document, title_rows(title))
    _write_body(document, body)
    return page.packed(document)
