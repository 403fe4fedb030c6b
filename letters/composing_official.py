"""What papers in the general format say, and minutes: values in, docx out (`letters.official`, `letters.minutes`)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Required, Unpack

from typing_extensions import TypedDict  # as in `letters.composing`

from letters.bound import Bound
from letters.composing import Tally, contact_words, tally_words
from letters.minutes import Minutes, compose_minutes
from letters.official import Official, compose_official
from letters.seal_picture import Seal, Signed
from letters.wording import SHIPPED, Wordings, book, marked_words


class Issued(TypedDict, total=False):
    """What every paper of the office's own is given alike; `copies` are 抄送, `printer` is 印发机关."""

    mark: Required[str]
    number: Required[str]
    signature: Required[str]
    dated: Required[date]
    copies: str
    printer: str
    seal: Seal | None
    names: tuple[str, ...]  # of units, that stay whole in the title


class Reported(Issued, Tally, total=False):
    """What a report is given: what every paper is, and how the consultation went."""


@dataclass(frozen=True, slots=True)
class OpenDispute:
    """A place units disagree on: its clause, what each side wishes and why, and what the office holds."""

    clause: str
    sides: str
    leaning: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a coordination meeting settled about a clause."""

    clause: str
    outcome: str


def meeting_notice(
    *,
    urgency: str,
    addressees: tuple[str, ...],
    subject: str,
    meeting_time: str,
    place: str,
    disputes: tuple[OpenDispute, ...],
    contact: str,
    phone: str,
    wordings: Wordings = SHIPPED,
    **head: Unpack[Issued],
) -> bytes:
    """Compose 通知: a meeting at which units settle what they disagree on.

    Raises:
        TemplateFault, SettingFault: as `compose_official` and `letters.wording.marked_words`.
    """
    body = marked_words(
        "notice",
        wordings=wordings,
        subject=subject,
        meeting_time=meeting_time,
        place=place,
        participants=list(addressees),
        disputes=[asdict(dispute) for dispute in disputes],
    )
    return _composed(
        head,
        urgency=urgency,
        title=f"关于召开{book(subject)}协调会议的通知",
        addressee="、".join(addressees),
        body=body,
        remark=contact_words(contact, phone),
    )


def request_upward(
    *,
    signers: tuple[str, ...],
    addressee: str,
    subject: str,
    disputes: tuple[OpenDispute, ...],
    contact: str,
    phone: str,
    stamp: Signed | None = None,
    wordings: Wordings = SHIPPED,
    **head: Unpack[Issued],
) -> bytes:
    """Compose 请示: what units could not agree on, both sides' reasons, for the higher authority to decide.

    Raises:
        TemplateFault, SettingFault: as `compose_official` and `letters.wording.marked_words`.
    """
    told = [asdict(dispute) for dispute in disputes]
    body = marked_words("request", wordings=wordings, subject=subject, disputes=told)
    return _composed(
        head,
        signers=signers,
        title=f"关于{book(subject)}有关分歧意见的请示",
        addressee=addressee,
        body=body,
        stamp=stamp,
        remark=contact_words(contact, phone),
    )


def report_upward(
    *,
    signers: tuple[str, ...],
    addressee: str,
    subject: str,
    disputes: tuple[OpenDispute, ...],
    attachments: tuple[Bound, ...] = (),
    stamp: Signed | None = None,
    wordings: Wordings = SHIPPED,
    **told: Unpack[Reported],
) -> bytes:
    """Compose 报告: how a consultation went; units that kept silent stand apart from those with no comment.

    Raises:
        TemplateFault, SettingFault: as `compose_official` and `letters.wording.marked_words`.
    """
    body = marked_words(
        "report",
        wordings=wordings,
        subject=subject,
        disputes=[asdict(dispute) for dispute in disputes],
        **tally_words(told),
    )
    return _composed(
        told,
        signers=signers,
        title=f"关于{book(subject)}征求意见情况的报告",
        addressee=addressee,
        body=body,
        bound=attachments,
        stamp=stamp,
    )


def joint_notice(
    *,
    marks: tuple[str, ...],
    number: str,
    addressee: str,
    subject: str,
    approved_by: str,
    text: str,
    signatures: tuple[str, ...],
    dated: date,
    suffix: str = "文件",
    copies: str = "",
    printer: str = "",
    seals: tuple[Seal, ...] = (),
    names: tuple[str, ...] = (),
    wordings: Wordings = SHIPPED,
) -> bytes:
    """Compose a 通知 that several agencies issue together, the issued `text` bound with it as its attachment.

    Raises:
        TemplateFault, SettingFault: as `compose_official` and `letters.wording.marked_words`.
    """
    body = marked_words("joint_notice", wordings=wordings, subject=subject, approved_by=approved_by)
    return compose_official(
        Official(
            marks=marks,
            suffix=suffix,
            number=number,
            title=f"关于印发{book(subject)}的通知",
            addressee=addressee,
            body=body,
            attachments=(subject,),
            bound=(Bound(subject, text),),
            signatures=signatures,
            dated=dated,
            seals=seals,
            copies=copies,
            printer=printer,
            names=names,
        )
    )


def meeting_minutes(
    *,
    mark: str,
    number: str,
    subject: str,
    meeting_time: str,
    place: str,
    host: str,
    settled: tuple[Settled, ...],
    attended: tuple[str, ...],
    dated: date,
    excused: tuple[str, ...] = (),
    observed: tuple[str, ...] = (),
    copies: str = "",
    printer: str = "",
    names: tuple[str, ...] = (),
    wordings: Wordings = SHIPPED,
) -> bytes:
    """Compose 纪要 of a coordination meeting: what was settled clause by clause, and who was there.

    Raises:
        TemplateFault, SettingFault: as `compose_minutes` and `letters.wording.marked_words`.
    """
    body = marked_words(
        "minutes",
        wordings=wordings,
        subject=subject,
        meeting_time=meeting_time,
        place=place,
        host=host,
        settled=[asdict(item) for item in settled],
    )
    return compose_minutes(
        Minutes(
            mark=mark,
            number=number,
            title=f"关于{book(subject)}有关分歧意见的协调会议纪要",
            body=body,
            attended=attended,
            excused=excused,
            observed=observed,
            dated=dated,
            copies=copies,
            printer=printer,
            names=names,
        )
    )


def _composed(
    head: Issued,
    *,
    title: str,
    addressee: str,
    body: str,
    urgency: str = "",
    signers: tuple[str, ...] = (),
    bound: tuple[Bound, ...] = (),
    stamp: Signed | None = None,
    remark: str = "",
) -> bytes:
    """Set a paper of the office's own: one mark, one signature, its seal or its signer's stamp."""
    seal = head.get("seal")
    return compose_official(
        Official(
            marks=(head["mark"],),
            number=head["number"],
            urgency=urgency,
            signers=signers,
            title=title,
            addressee=addressee,
            body=body,
            attachments=tuple(attachment.name for attachment in bound),
            bound=bound,
            signatures=(head["signature"],),
            dated=head["dated"],
            seals=(seal,) if seal else (),
            stamps=((stamp.title, stamp.stamp),) if stamp else (),
            remark=remark,
            copies=head.get("copies", ""),
            printer=head.get("printer", ""),
            names=head.get("names", ()),
        )
    )
