"""A paper set in the general format of GB/T 9704-2012 (7): elements in, docx out; joint issues too."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from letters import elements, marks
from letters.around import numbered
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
from letters.official_page import SUFFIX, Head, masthead
from letters.record import Record, official_record
from letters.seal_picture import Seal, Stamp
from letters.sheet import Sheets, pack
from letters.signing import Signing, signature, stamped
from letters.strokes import Row, empty
from registry.errors import TemplateFault

_COPY_NUMBER: Final = re.compile(r"\d{6}")  # 7.2.1
_WHAT: Final = "公文"


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A paper's elements (公文要素). Empty ones are elements it does not have.

    Args:
        marks: 发文机关标志, the host first; several are a joint issue.
        suffix: what follows the agencies in the mark: 文件 or nothing.
        signers: 签发人, for papers to a higher authority.
        signatures: 署名 in the agencies' order; empty takes `marks`.
        seals: one an agency; none where the paper bears no seal.
        stamps: the signers' titles and 签名章, one an agency, in place of signatures and seals.
        bound: attachments bound with the text, their names among `attachments`.
        printer, printed: 印发机关 and 印发日期.
        names: of units, that stay whole in the title.

    """

    marks: tuple[str, ...]
    title: str
    addressee: str
    body: str  # plain prose with light marks (`letters.marks`)
    dated: date
    suffix: str = SUFFIX
    number: str = ""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    signers: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    seals: tuple[Seal, ...] = ()
    stamps: tuple[tuple[str, Stamp], ...] = ()
    attachments: tuple[str, ...] = ()
    bound: tuple[Bound, ...] = ()
    remark: str = ""  # 附注, without its brackets
    copies: str = ""
    printer: str = ""
    printed: date | None = None
    names: tuple[str, ...] = ()


def compose_official(official: Official) -> bytes:
    """Set a paper in the general format and give its docx.

    Raises:
        TemplateFault: an element every paper has is empty, or one is longer than a paper can hold.
        SettingFault: the marks do not fit.
    """
    official = _checked(official)
    left = tuple(text for text in (official.copy_number, official.secrecy, official.urgency) if text)
    head, end = masthead(
        Head(marks=official.marks, suffix=official.suffix, left=left, number=official.number, signers=official.signers)
    )
    headline = elements.title(official.title, official.names)
    title_count = headline[0].text.count("\n") + 1
    moved = elements.addressees_move(official.addressee, end, 0, title_count)
    to = [] if moved else [elements.addressees(official.addressee)]
    text = marks.blocks(official.body)
    closing = elements.attachment_list(official.attachments)
    closing += _signed(official)
    closing += elements.remark(official.remark)
    elements.keep_with_text(text, closing)
    foot = official_record(
        Record(
            moved=official.addressee if moved else "",
            copies=official.copies,
            printer=official.printer,
            printed=official.printed or official.dated,
        )
    )
    # The title stands two rows under the red rule (7.3.1).
    blocks = [*head, *empty(2), *headline, *to, *text, *closing]
    if not official.bound:
        return pack(Sheets([*blocks, *foot], numbered()), off_grid=True)
    further = attachment_sheets(official.bound, official.attachments, foot, official.names)
    return pack(Sheets(blocks, numbered()), *further, off_grid=True)


def _signed(official: Official) -> list[Row]:
    if official.stamps:
        return stamped(official.stamps, official.dated)
    return signature(Signing(names=official.signatures, dated=official.dated, seals=official.seals))


def _checked(official: Official) -> Official:
    """Fold white space in one-line elements and refuse what cannot be a paper."""
    marked = tuple(name for text in official.marks if (name := flat(text)))
    official = replace(
        official,
        marks=marked,
        title=flat(official.title),
        addressee=flat(official.addressee).rstrip("：:"),
        number=flat(official.number),
        copy_number=flat(official.copy_number),
        secrecy=flat(official.secrecy),
        urgency=flat(official.urgency),
        signers=tuple(name for text in official.signers if (name := flat(text))),
        signatures=tuple(name for text in official.signatures if (name := flat(text))) or marked,
        attachments=tuple(name for text in official.attachments if (name := attachment_name(text))),
        bound=tuple(replace(bound, name=attachment_name(bound.name)) for bound in official.bound),
        remark=flat(official.remark),
        copies=flat(official.copies).rstrip("。"),
        printer=flat(official.printer),
    )
    signed = "、".join(official.signatures)
    named = (
        ("发文机关标志", "、".join(official.marks)),
        ("标题", official.title),
        ("主送机关", official.addressee),
        ("署名", signed),
    )
    refuse_missing(_WHAT, (*named, ("正文", official.body)))
    refuse_nowhere(_WHAT, (*named, ("签发人", "、".join(official.signers))))
    refuse_long(
        _WHAT,
        (
            ("标题", len(official.title), TITLE_LONGEST),
            ("主送机关", len(official.addressee), NAMES_LONGEST),
            ("抄送机关", len(official.copies), NAMES_LONGEST),
            ("附件", len(official.attachments), ATTACHMENTS_MOST),
            ("联合发文单位", len(official.marks), SIGNERS_MOST),
            ("署名", len(official.signatures), SIGNERS_MOST),
            ("签发人", len(official.signers), SIGNERS_MOST),
            ("签名章", len(official.stamps), SIGNERS_MOST),
        ),
    )
    if official.copy_number and not _COPY_NUMBER.fullmatch(official.copy_number):
        raise _fault(f"份号“{official.copy_number}”不是6位数字", "请写成6位阿拉伯数字，如000001")
    if official.seals and len(official.seals) != len(official.signatures):
        raise _fault(f"{len(official.signatures)}个单位署名，印章有{len(official.seals)}枚", "每个单位须各有一枚印章")
    return official


def _fault(happened: str, todo: str) -> TemplateFault:
    return TemplateFault(happened, kept=f"未生成{_WHAT}", todo=todo)
