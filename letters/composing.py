"""What each kind of letter says: values in, docx in the letter format out (`letters.letter`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Required, Unpack

from typing_extensions import TypedDict  # pydantic, which reads kept recipes back, asks for this one before 3.12

from letters.elements import chinese_date
from letters.letter import Letter, compose_letter, compose_plain
from letters.seal_picture import Seal
from letters.wording import SHIPPED, Wordings, book, marked_words


class Addressed(TypedDict, total=False):
    """What every kind of letter is given alike, as `letters.letter.Letter` takes it."""

    mark: Required[str]
    number: Required[str]
    addressee: Required[str]
    signature: Required[str]
    dated: Required[date]
    seal: Seal | None
    names: tuple[str, ...]


class Asking(Addressed, total=False):
    """What every letter that asks for comments is given: its head, its marks and what it encloses."""

    urgency: Required[str]
    secrecy: Required[str]
    attachments: Required[tuple[str, ...]]


class Tally(TypedDict, total=False):
    """How a consultation went: how many opinions there are and what became of them, which units answered how."""

    total: Required[int]
    accepted: Required[int]
    partly: Required[int]
    declined: Required[int]
    explained: Required[int]
    answered: Required[tuple[str, ...]]
    no_comment: Required[tuple[str, ...]]
    deemed: Required[tuple[str, ...]]  # silent, and taken as having no comment
    silent: tuple[str, ...]  # silent, and that counts for nothing
    waived: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReplyOpinion:
    """An opinion the office makes its own in a reply."""

    clause: str
    text: str
    reason: str = ""


def solicitation_letter(
    *,
    subject: str,
    origin: str,
    lead: str,
    clauses: tuple[str, ...],
    due_text: str,
    silence_is_consent: bool,
    email: str,
    contact: str,
    phone: str,
    origin_number: str = "",
    wordings: Wordings = SHIPPED,
    **head: Unpack[Asking],
) -> bytes:
    """Compose 征求意见函: what is asked, the unit's own clauses, until when and how to answer.

    `origin_number` is the 文号 of the letter that asked, empty where it had none.

    Raises:
        TemplateFault, SettingFault: as `compose_letter` and `letters.wording.marked_words`.
    """
    body = marked_words(
        "solicitation",
        wordings=wordings,
        origin=origin or "有关单位",
        origin_number=origin_number,
        subject=subject,
        lead=lead,
        signature=head["signature"],
        clauses=list(clauses),
        due_text=due_text,
        silence_is_consent=silence_is_consent,
        email=email,
    )
    return compose_letter(
        Letter(title=f"关于征求{book(subject)}意见的函", body=body, contact=contact_words(contact, phone), **head)
    )


def second_letter(
    *,
    subject: str,
    draft_version: int,
    asked_before: bool,
    clauses: tuple[str, ...],
    due_text: str,
    silence_is_consent: bool,
    email: str,
    contact: str,
    phone: str,
    wordings: Wordings = SHIPPED,
    **head: Unpack[Asking],
) -> bytes:
    """Compose 再次征求意见函: what was changed that concerns the unit, on which version it is to write, until when.

    Raises:
        TemplateFault, SettingFault: as `compose_letter` and `letters.wording.marked_words`.
    """
    body = marked_words(
        "solicitation_again",
        wordings=wordings,
        subject=subject,
        draft_version=draft_version,
        asked_before=asked_before,
        clauses=list(clauses),
        due_text=due_text,
        silence_is_consent=silence_is_consent,
        email=email,
    )
    return compose_letter(
        Letter(title=f"关于再次征求{book(subject)}意见的函", body=body, contact=contact_words(contact, phone), **head)
    )


def reminder_letter(
    *,
    subject: str,
    sent_on: date,
    due_text: str,
    is_overdue: bool,
    contact: str,
    phone: str,
    wordings: Wordings = SHIPPED,
    **head: Unpack[Addressed],
) -> bytes:
    """Compose 催办函 for one unit and one matter.

    Raises:
        TemplateFault, SettingFault: as `compose_letter` and `letters.wording.marked_words`.
    """
    body = marked_words(
        "reminder",
        wordings=wordings,
        subject=subject,
        sent_on=chinese_date(sent_on),
        due_text=due_text,
        is_overdue=is_overdue,
    )
    return compose_letter(
        Letter(
            title=f"关于尽快反馈{book(subject)}意见的函",
            body=body,
            contact=contact_words(contact, phone),
            **head,
        )
    )


def draft_reply(
    *,
    subject: str,
    origin_number: str,
    opinions: tuple[ReplyOpinion, ...],
    wordings: Wordings = SHIPPED,
    **head: Unpack[Addressed],
) -> bytes:
    """Compose 复函（代拟稿）: the opinions clause by clause, or 无修改意见 where there are none.

    Raises:
        TemplateFault, SettingFault: as `compose_letter` and `letters.wording.marked_words`.
    """
    clauses: dict[str, list[ReplyOpinion]] = {}
    for opinion in opinions:
        clauses.setdefault(opinion.clause, []).append(opinion)
    body = marked_words(
        "reply",
        wordings=wordings,
        subject=subject,
        origin_number=origin_number,
        groups=[{"clause": clause, "opinions": said} for clause, said in clauses.items()],
    )
    return compose_letter(
        Letter(
            title=f"关于{book(subject)}{'修改意见' if opinions else '无修改意见'}的复函",
            body=body,
            **head,
        )
    )


def explanation(
    *,
    subject: str,
    disputes: tuple[tuple[str, str], ...],
    wordings: Wordings = SHIPPED,
    **tally: Unpack[Tally],
) -> bytes:
    """Compose 采纳情况说明 as a plain paper; units that kept silent stand apart from those with no comment.

    `disputes` are clause and both sides' wishes with their reasons.

    Raises:
        TemplateFault: as `letters.wording.marked_words`.
    """
    body = marked_words(
        "explanation",
        wordings=wordings,
        subject=subject,
        disputes=[{"clause": clause, "sides": sides} for clause, sides in disputes],
        **tally_words(tally),
    )
    return compose_plain(f"{book(subject)}意见采纳情况说明", body)


def tally_words(tally: Tally) -> dict[str, object]:
    """Give a tally as templates name it: units as lists, and how many were asked in all."""
    silent, waived = tally.get("silent", ()), tally.get("waived", ())
    answered, no_comment, deemed = tally["answered"], tally["no_comment"], tally["deemed"]
    return {
        "total": tally["total"],
        "accepted": tally["accepted"],
        "partly": tally["partly"],
        "declined": tally["declined"],
        "explained": tally["explained"],
        "asked": len({*answered, *no_comment, *deemed, *silent, *waived}),
        "answered": list(answered),
        "no_comment": list(no_comment),
        "deemed": list(deemed),
        "silent": list(silent),
        "waived": list(waived),
    }


def contact_words(name: str, phone: str) -> str:
    """Say whom to ask, as 附注 does."""
    told = (("联系人", name), ("联系电话", phone))
    return "，".join(f"{label}：{value}" for label, value in told if value)
