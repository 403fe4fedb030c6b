"""Writing a mail: one address, safe names, bytes that are built once and sent as they are."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from post.safety import safe_name
from registry.errors import SettingFault

# One address as offices write them; lists, names and line breaks are other fields' business.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def checked_address(address: str) -> str:
    """Give the address back where it is exactly one.

    Raises:
        SettingFault: not one plain mail address; `a@x;b@y` would silently become another.
    """
    address = address.strip()
    if not _ADDRESS.fullmatch(address) or ".." in address:
        raise SettingFault(f"“{address[:60]}”不是一个有效的邮箱地址", todo="请在单位名录中改正，每个单位填一个邮箱")
    return address


def build_mail(
    *,
    sender: tuple[str, str],
    to: str,
    subject: str,
    text: str,
    attachments: Sequence[tuple[str, bytes]],
    message_id: str,
    dated: datetime,
    reply_to: str | None = None,
    in_reply_to: str | None = None,
) -> bytes:
    """Build a mail as the bytes that go over the line.

    Args:
        sender: name and address of the office.
        to: exactly one address.
        subject: one line; line breaks become spaces.
        text: the body.
        attachments: name and bytes of each file.
        message_id: with its angle brackets; answers are matched by it.
        dated: the Date header.
        reply_to: where answers go, if not to the sender.
        in_reply_to: the Message-ID this mail answers.

    Raises:
        SettingFault: an address that is not one.
    """
    name, address = sender
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _address(name, address)
    mail["To"] = _address("", to)
    mail["Subject"] = " ".join(subject.split())
    mail["Date"] = format_datetime(dated)
    mail["Message-ID"] = message_id
    if reply_to:
        mail["Reply-To"] = _address(name, reply_to)
    if in_reply_to:
        mail["In-Reply-To"] = mail["References"] = " ".join(in_reply_to.split())
    mail.set_content(text, cte="base64")
    for file_name, data in attachments:
        main, _, sub = _kind(file_name).partition("/")
        mail.add_attachment(data, maintype=main, subtype=sub, filename=safe_name(file_name))
    return mail.as_bytes()


def _address(name: str, address: str) -> Address:
    user, _, domain = checked_address(address).rpartition("@")
    return Address(" ".join(name.split()), user, domain)


def _kind(name: str) -> str:
    if name.lower().endswith(".docx"):
        return _DOCX
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
