"""What papers in the general format say, and minutes: values in, docx out (`letters.official`, `letters.minutes`)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from letters.bound import Bound
from letters.composing import contact_words
from letters.minutes import Minutes, compose_minutes
from letters.official import Official, compose_official
from letters.seal_picture import Seal, Signed
from letters.wording import SHIPPED, Wordings, book, marked_words


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
    mark: str,
    number: str,
    urgency: str,
    addressees: tuple[str, ...],
    subject: str,
    meeting_time: str,
    place: str,
    disputes: tuple[OpenDispute, ...],
    contact: str,
    phone: str,
    signature: str,
    dated: date,
    copies: str = "",
    printer: str = "",
    seal: Seal | None = None,
    names: tuple[str, ...] = (),
    wordings: Wordings = SHIPPED,
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
    return compose_official(
        Official(
            marks=(mark,),
            number=number,
            urgency=urgency,
            title=f"关于召开{book(subject)}协调会议的通知",
            addressee="、".join(addressees),
            body=body,
            signatures=(signature,),
            dated=dated,
            seals=(seal,) if seal else (),
            remark=contact_words(contact, phone),
            copies=copies,
            printer=printer,
            names=names,
        )
    )


def request_upward(
    *,
    mark: str,
    number: str,
    signers: tuple[str, ...],
    addressee: str,
    subject: str,
    disputes: tuple[OpenDispute, ...],
    contact: str,
    phone: str,
    signature: str,
    dated: date,
    copies: str = "",
    printer: str = "",
    seal: Seal | None = None,
    stamp: Signed | None = None,
    names: tuple[str, ...] = (),
    wordings: Wordings = SHIPPED,
) -> bytes:
    """Compose 请示: what units could not agree on, both sides' reasons, for the higher authority to decide.

    Raises:
        TemplateFault, SettingFault: as `compose_official` and `letters.wording.marked_words`.
    """
    told = [asdict(dispute) for dispute in disputes]
    body = marked_words("request", wordings=wordings, subject=subject, disputes=told)
    return compose_official(
        Official(
            marks=(mark,),
            number=number,
            signers=signers,
            title=f"关于{book(subject)}有关分歧意见的请示",
            addressee=addressee,
            body=body,
            signatures=(signature,),
            dated=dated,
            seals=(seal,) if seal else (),
            stamps=((stamp.title, stamp.stamp),) if stamp else (),
            remark=contact_words(contact, phone),
            copies=copies,
            printer=printer,
            names=names,
        )
    )


def report_upward(
    *,
    mark: str,
    number: str,
    signers: tuple[str, ...],
    addressee: str,
    subject: str,
    total: int,
    accepted: int,
    partly: int,
    declined: int,
    explained: int,
    answered: tuple[str, ...],
    no_comment: tuple[str, ...],
    deemed: tuple[str, ...],
    silent: tuple[str, ...] = (),
    waived: tuple[str, ...] = (),
    disputes: tuple[OpenDispute, ...],
    signature: str,
    dated: date,
    attachments: tuple[Bound, ...] = (),
    copies: str = "",
    printer: str = "",
    seal: Seal | None = None,
    stamp: Signed | None = None,
    names: tuple[str, ...] = (),
    wordings: Wordings = SHIPPED,
) -> bytes:
    """Compose 报告: how a consultation went; units that kept silent stand apart from those with no comment.

    Raises:
        TemplateFault, SettingFault: as `compose_official` and `letters.wording.marked_words`.
    """
    body = marked_words(
        "report",
        wordings=wordings,
        subject=subject,
        asked=len({*answered, *no_comment, *deemed, *silent, *waived}),
        total=total,
        accepted=accepted,
        partly=partly,
        declined=declined,
        explained=explained,
        answered=list(answered),
        no_comment=list(no_comment),
        deemed=list(deemed),
        silent=list(silent),
        waived=list(waived),
        disputes=[asdict(dispute) for dispute in disputes],
    )
    return compose_official(
        Official(
            marks=(mark,),
            number=number,
            signers=signers,
            title=f"关于{book(subject)}征求意见情况的报告",
            addressee=addressee,
            body=body,
            attachments=tuple(bound.name for bound in attachments),
            bound=attachments,
            signatures=(signature,),
            dated=dated,
            seals=(seal,) if seal else (),
            stamps=((stamp.title, stamp.stamp),) if stamp else (),
            copies=copies,
            printer=printer,
            names=names,
        )
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
