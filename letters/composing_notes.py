"""Letters that answer: 退文告知 to an issuer, 采纳情况反馈 to a unit that gave opinions (letter format)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Unpack

from letters.composing import Addressed, contact_words
from letters.elements import chinese_date
from letters.letter import Letter, compose_letter
from letters.wording import SHIPPED, Wordings, book, marked_words


@dataclass(frozen=True, slots=True)
class Fault:
    """What a paper goes back for: what is wrong, what it goes by, what the issuer is asked to do."""

    message: str
    rule: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one opinion."""

    clause: str
    wish: str
    disposition: str  # 采纳, 部分采纳, 不采纳, 解释说明
    reason: str = ""


def return_note(
    *,
    title: str,
    document_number: str,
    received: date,
    faults: tuple[Fault, ...],
    contact: str,
    phone: str,
    wordings: Wordings = SHIPPED,
    **head: Unpack[Addressed],
) -> bytes:
    """Compose 退文告知: why a paper goes back to its issuer and how to mend it (条例第24条).

    Raises:
        TemplateFault, SettingFault: as `compose_letter` and `letters.wording.marked_words`.
    """
    body = marked_words(
        "return_note",
        wordings=wordings,
        title=title,
        number=document_number,
        received=chinese_date(received),
        faults=[asdict(fault) for fault in faults],
    )
    return compose_letter(
        Letter(
            title="关于退回来文并请补正的函",
            body=body,
            contact=contact_words(contact, phone),
            **head,
        )
    )


def outcome_notice(
    *,
    subject: str,
    outcomes: tuple[Outcome, ...],
    contact: str,
    phone: str,
    wordings: Wordings = SHIPPED,
    **head: Unpack[Addressed],
) -> bytes:
    """Compose 采纳情况反馈: what became of a unit's opinions, one by one with disposition and reason.

    Raises:
        TemplateFault, SettingFault: as `compose_letter` and `letters.wording.marked_words`.
    """
    body = marked_words(
        "outcome_notice", wordings=wordings, subject=subject, outcomes=[asdict(outcome) for outcome in outcomes]
    )
    return compose_letter(
        Letter(
            title=f"关于{book(subject)}意见采纳情况的反馈函",
            body=body,
            contact=contact_words(contact, phone),
            **head,
        )
    )
