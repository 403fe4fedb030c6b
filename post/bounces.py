"""Bounces 退信: a provider's word that a mail did not arrive, in its standard form (RFC 3464) or in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letters.reading.mail import Mail

_SENDERS = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon)\b", re.IGNORECASE)
_SUBJECTS = re.compile(
    r"退信|无法投递|投递失败|系统退回|未送达|undeliver|delivery (?:status notification|failure|has failed)"
    r"|returned mail|mail delivery failed|failure notice",
    re.IGNORECASE,
)
# What the returned mail itself answered (its In-Reply-To) did arrive.
_ID = re.compile(r"(?<![\w-])(?:Message-ID|X-OQ-MSGID)\s*:\s*(<[^<>\s]{3,250}>)", re.IGNORECASE)
_ACTION = re.compile(r"^Action\s*:", re.IGNORECASE | re.MULTILINE)
_FAILURE_CODE = re.compile(r"^Status\s*:\s*5\.", re.IGNORECASE | re.MULTILINE)
_FAILED = re.compile(r"^Action\s*:\s*failed\b", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9][A-Za-z0-9.-]{0,252}[A-Za-z0-9]")
_LONGEST = 200_000


def tells_of_failure(mail: Mail) -> bool:
    """Whether a mail says that another one did not arrive. A delay is not a failure yet, a receipt 已读回执 none."""
    report = mail.delivery_status[:_LONGEST]
    if report:
        is_action_told = bool(_ACTION.search(report))
        return bool(_FAILED.search(report) if is_action_told else _FAILURE_CODE.search(report))
    return bool(_SENDERS.match(mail.from_address) and _SUBJECTS.search(mail.subject))


def returned_ids(mail: Mail) -> Iterator[str]:
    """Give the Message-IDs of the mails a bounce says did not arrive: in the mail it returns, in its words."""
    returned = [
        part.data.decode("latin-1") for part in mail.attachments if part.name.lower().endswith((".eml", ".txt"))
    ]
    for text in (mail.delivery_status, *returned, mail.text):
        yield from (match[1] for match in _ID.finditer(text[:_LONGEST]))


def is_standard_report(mail: Mail) -> bool:
    """Whether a bounce has the machine-read part that only a mail server writes (RFC 3464)."""
    return bool(mail.delivery_status)


def failed_addresses(mail: Mail) -> set[str]:
    """Give the addresses a bounce names, lower case: many providers return no identifier, only the address."""
    said = f"{mail.delivery_status[:_LONGEST]}\n{mail.text[:_LONGEST]}"
    return {match[0].lower() for match in _ADDRESS.finditer(said)}
