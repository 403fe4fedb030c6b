"""Writing a mail: one address, safe names, bytes that are built once and sent as they are."""

from __future__ import annotations

import base64
import mimetypes
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, Message
from email.policy import SMTP
from email.utils import format_datetime
from typing import cast
from urllib.parse import quote

from post.safety import admit, safe_name
from registry.addresses import checked_address
from registry.errors import FileTooLarge

_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,900}>")  # visible ASCII within its brackets
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BYTES = "application/octet-stream"
_POLICY = SMTP.clone(refold_source="none")  # a file's name stays in the lines it was cut into
_WORD_BYTES = 36  # of a name in one encoded word: 48 signs of base64, and the line keeps to mail's 78
_PIECE_BYTES = 15  # … and in one piece of RFC 2231, where a byte takes three signs


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
        in_reply_to: the Message-ID this mail answers; one that is none (it came from outside) is left out.

    Raises:
        SettingFault: an address that is not one.
        FileTooLarge: attachments beyond what providers take.
    """
    name, address = sender
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = _address(name, address)
    mail["To"] = _address("", to)
    mail["Subject"] = _one_line(subject)
    mail["Date"] = format_datetime(dated)
    if reply_to:
        mail["Reply-To"] = _address(name, reply_to)
    mail.set_content(_sendable(text), cte="base64")
    _attach(mail, attachments)
    return _identifiers(message_id, in_reply_to) + mail.as_bytes()


def _identifiers(message_id: str, in_reply_to: str | None) -> bytes:
    """Write the identifiers as lines of their own: the library would encode long ones, and then no thread holds."""
    lines = [f"Message-ID: {message_id}"]
    if in_reply_to and _MESSAGE_ID.fullmatch(in_reply_to.strip()):
        lines += [f"{header}: {in_reply_to.strip()}" for header in ("In-Reply-To", "References")]
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _attach(mail: EmailMessage, attachments: Sequence[tuple[str, bytes]]) -> None:
    admitted = admit(attachments)
    for name, why in admitted.refused:
        raise FileTooLarge(
            f"附件“{safe_name(name)}”不能随信发出：{why}", kept="未发送", todo="请压缩或改用其他渠道报送"
        )
    for name, data in admitted.kept:
        if not mail.is_multipart():
            mail.make_mixed()
        mail.attach(
            cast("EmailMessage", _part(safe_name(name), data))
        )  # a plain Message: its bytes are all that counts


def _part(name: str, data: bytes) -> Message:
    """Write a file, its name in both forms: RFC 2231 by the standard, and the encoded word older programs know."""
    part = Message()
    words = [f"=?utf-8?B?{base64.b64encode(piece).decode()}?=" for piece in _cut(name, _WORD_BYTES)]
    part["Content-Type"] = f'{_kind(name)};\r\n name="' + "\r\n ".join(words) + '"'
    part["Content-Transfer-Encoding"] = "base64"
    pieces = [quote(piece, safe="") for piece in _cut(name, _PIECE_BYTES)]
    if len(pieces) == 1:
        lines = [f" filename*=utf-8''{pieces[0]}"]
    else:
        lines = [f" filename*{n}*={piece}" if n else f" filename*0*=utf-8''{piece}" for n, piece in enumerate(pieces)]
    part["Content-Disposition"] = "attachment;\r\n" + ";\r\n".join(lines)
    part.set_payload(base64.encodebytes(data).decode("ascii"))
    return part


def _cut(name: str, most: int) -> list[bytes]:
    """Cut a name into pieces of so many bytes, each of whole characters."""
    pieces = [b""]
    for sign in name:
        if len(pieces[-1]) + len(sign.encode()) > most:
            pieces.append(b"")
        pieces[-1] += sign.encode()
    return pieces


def _address(name: str, address: str) -> Address:
    user, _, domain = checked_address(address).rpartition("@")
    return Address(_one_line(name), user, domain)


def _one_line(text: str) -> str:
    """Make a header's words one line without control signs."""
    return _sendable("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in " ".join(text.split())))


def _sendable(text: str) -> str:
    """Replace half characters, which undecodable mail leaves behind and no charset can write."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _kind(name: str) -> str:
    """Give a file's type. Texts and mails go as bytes: nothing on the way may touch their lines."""
    if name.lower().endswith(".docx"):
        return _DOCX
    guessed = mimetypes.guess_type(name)[0] or _BYTES
    return _BYTES if guessed.startswith(("text/", "message/", "multipart/")) else guessed
