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
_ID = re.compile(r"(?:Message-ID|X-OQ-MSGID|In-Reply-To)\s*:\s*(<[^<>\s]{3,250}>)", re.IGNORECASE)
_DELAYED = re.compile(r"^Action\s*:\s*(?:delayed|delivered|relayed|expanded)\b", re.IGNORECASE | re.MULTILINE)
_FAILED = re.compile(r"^Action\s*:\s*failed\b", re.IGNORECASE | re.MULTILINE)
_LONGEST = 200_000


def tells_of_failure(mail: Mail) -> bool:
    """Whether a mail says that another one did not arrive. A delay is not a failure yet."""
    report = mail.delivery_status[:_LONGEST]
    if report:
        return bool(_FAILED.search(report)) or not _DELAYED.search(report)
    return bool(_SENDERS.match(mail.from_address) and _SUBJECTS.search(mail.subject))


def returned_ids(mail: Mail) -> Iterator[str]:
    """Give the Message-IDs a bounce speaks of: in its headers, in the mail it returns, in its words."""
    yield from mail.in_reply_to
    yield from mail.references
    returned = [
        part.data.decode("latin-1") for part in mail.attachments if part.name.lower().endswith((".eml", ".txt"))
    ]
    for text in (mail.delivery_status, *returned, mail.text):
        yield from (match[1] for match in _ID.finditer(text[:_LONGEST]))
