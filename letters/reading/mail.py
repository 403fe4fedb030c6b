"""A mail's bytes to what it says: compat32 parsing, every header and part decoded from its raw bytes."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import unquote_to_bytes

from letters.document import Attached
from letters.reading.mail_html import html_as_text
from letters.reading.mail_words import decode_bytes, decode_header
from letters.reading.storable import storable
from registry.errors import FileTooLarge

MOST_BYTES: Final = 60 * 1024 * 1024
MOST_PARTS: Final = 500
MOST_NESTED: Final = 20
_BEIJING = timezone(timedelta(hours=8))
_BULK = re.compile(r"^(?:bulk|junk|auto_reply|list)$", re.IGNORECASE)
_YEARS = range(1990, 2100)  # a date beyond is a clock gone wrong, and no day to count from
_PARAMETER = re.compile(r';\s*(?P<name>[^\s=;]+)\s*=\s*(?P<value>"(?:\\.|[^"\\])*"|[^;]*)', re.DOTALL)
_CONTINUED = re.compile(r"^(?P<name>[^*]+)(?:\*(?P<index>\d{1,3}))?(?P<coded>\*)?$")
_ADDRESS_PIECE = re.compile(r'(?:"(?:\\.|[^"\\])*"|<[^<>]*>|[^,;"<])+')
_ADDRESS = re.compile(r"<?(?P<address>[^\s<>@,;\"']{1,128}@[^\s<>@,;\"']{1,253})>?\s*$")
_ADDRESSES_LIMIT = 100_000  # characters of one header
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,990}>")
_NAME_LIMIT = 200  # characters of a file's name


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as read. Addresses are lower case; identifiers keep their angle brackets."""

    message_id: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    from_address: str
    from_name: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    delivered_to: tuple[str, ...]  # Delivered-To, X-Original-To, Envelope-To
    subject: str
    date: datetime | None  # with offset; a date without one is Beijing's
    text: str  # the plain words; where there are none, the HTML's
    html_as_text: str
    attachments: tuple[Attached, ...]
    auto_submitted: bool  # stamped as sent by a machine: an automatic answer, a notice, or bulk mail
    auto_replied: bool  # stamped as a machine's answer to a mail (RFC 3834), not merely as sent by one
    content_type: str  # of the whole, lower case: multipart/report marks a bounce
    delivery_status: str  # the machine-read part of a bounce
    headers: tuple[tuple[str, str], ...]  # every header in order, decoded

    def header(self, name: str) -> str:
        """Give the first header of a name, decoded; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def parse_mail(data: bytes) -> Mail:
    """Read a mail's bytes. Nothing in a mail makes this fail but its size or its count of parts.

    Raises:
        FileTooLarge: beyond the bounds on bytes, parts or nesting.
    """
    if len(data) > MOST_BYTES:
        raise FileTooLarge(
            f"邮件超过{MOST_BYTES // 1024 // 1024}MB，无法读取", kept="", todo="请对方分次发送或另行报送"
        )
    if data.startswith(b"From "):
        data = data.split(b"\n", 1)[-1]
    message = _parsed(data)
    body = _Body()
    body.gather(message)
    senders = _addresses(message, "From") or _addresses(message, "Sender")
    html = "\n".join(body.html)
    plain = "\n".join(body.plain).strip()
    return Mail(
        message_id=next(iter(_ids(message, "Message-ID")), ""),
        in_reply_to=_ids(message, "In-Reply-To"),
        references=_ids(message, "References"),
        from_address=senders[0][1] if senders else "",
        from_name=senders[0][0] if senders else "",
        to=_plain_addresses(message, "To"),
        cc=_plain_addresses(message, "Cc"),
        delivered_to=_plain_addresses(message, "Delivered-To", "X-Original-To", "Envelope-To"),
        subject=_header(message, "Subject"),
        date=_date(message),
        text=plain or html,
        html_as_text=html,
        attachments=tuple(body.attached),
        auto_submitted=_is_automatic(message),
        auto_replied=_is_automatic_answer(message),
        content_type=storable(message.get_content_type()),
        delivery_status="\n".join(body.status),
        headers=tuple((storable(name), decode_header(_raw(value))) for name, value in message.raw_items()),
    )


def _parsed(data: bytes) -> Message:
    try:
        return BytesParser(policy=policy.compat32).parsebytes(data)
    except RecursionError as error:
        raise _too_deep() from error


def _too_deep() -> FileTooLarge:
    return FileTooLarge("邮件层层嵌套过多，无法读取", kept="", todo="请对方将文件直接作为附件发送")


class _Body:
    """What the parts of a mail hold, gathered depth first."""

    def __init__(self) -> None:
        self.plain: list[str] = []
        self.html: list[str] = []
        self.status: list[str] = []
        self.attached: list[Attached] = []

    def gather(self, message: Message) -> None:
        for count, part in enumerate(_leaves(message, 0)):
            if count >= MOST_PARTS:
                raise FileTooLarge(f"邮件的组成部分超过{MOST_PARTS}个，无法读取", kept="", todo="请对方分次发送")
            self._take(part)

    def _take(self, part: Message) -> None:
        kind = part.get_content_type()
        name = _file_name(part)
        is_attachment = part.get_content_disposition() == "attachment" or bool(name)
        if kind == "message/rfc822":
            self.attached.append(Attached(name or "邮件.eml", _forwarded(part)))
        elif kind in {"message/delivery-status", "message/disposition-notification"}:
            self.status.append(_status_text(part))
        elif is_attachment or not kind.startswith("text/"):
            data = _payload(part)
            if name or (data and part.get_content_disposition() != "inline"):
                self.attached.append(Attached(name or _default_name(kind), data))
        elif kind == "text/html":
            self.html.append(html_as_text(_text(part)))
        else:
            self.plain.append(_text(part))


def _leaves(message: Message, depth: int) -> Iterator[Message]:
    if depth > MOST_NESTED:
        raise _too_deep()
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in _inner(message):
            yield from _leaves(part, depth + 1)
    else:
        yield message


def _inner(message: Message) -> list[Message]:
    """Messages within a message. `get_payload` alone would decode a text part by the charset it claims, and fail."""
    payload = message.get_payload() if message.is_multipart() else []
    return [part for part in payload if isinstance(part, Message)]


def _as_sent(message: Message) -> str:
    """Give the text of a part as it came, undecoded where its charset allows."""
    try:
        text = message.get_payload()
    except (ValueError, LookupError, TypeError):  # a charset that is none, or one written in pieces
        return ""
    return text if isinstance(text, str) else ""


def _forwarded(part: Message) -> bytes:
    """The mail within a mail; one in base64 is unpacked by hand."""
    inner = next(iter(_inner(part)), None)
    if inner is None:
        return _payload(part)
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        try:
            return binascii.a2b_base64(_as_sent(inner))
        except (binascii.Error, ValueError):
            return b""
    try:
        return inner.as_bytes()
    except (LookupError, RecursionError, TypeError, ValueError):  # what compat32 may trip over in broken headers
        return b""


def _status_text(part: Message) -> str:
    if part.is_multipart():
        fields = [field for sub in _inner(part) for field in sub.raw_items()]
        return "\n".join(f"{name}: {decode_header(_raw(value))}" for name, value in fields)
    return _text(part)


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError):  # a broken transfer encoding: keep what is there
        data = None
    if isinstance(data, bytes):
        return data
    return _raw(_as_sent(part))


def _text(part: Message) -> str:
    declared = _parameters(part, "Content-Type").get("charset", "")
    return decode_bytes(_payload(part), declared).replace("\r\n", "\n")


def _raw(value: object) -> bytes:
    """The bytes compat32 read, from the string it keeps them in."""
    return str(value).encode("utf-8", "surrogateescape")


def _header(message: Message, name: str) -> str:
    value = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return decode_header(_raw(value))


def _all(message: Message, *names: str) -> list[str]:
    wanted = {name.lower() for name in names}
    return [str(value) for key, value in message.raw_items() if key.lower() in wanted]


def _addresses(message: Message, *names: str) -> list[tuple[str, str]]:
    """Names and addresses; split on the raw text, so that a comma inside an encoded name splits nothing."""
    found: list[tuple[str, str]] = []
    for value in _all(message, *names):
        for piece in _ADDRESS_PIECE.findall(re.sub(r"\r?\n[ \t]*", " ", value)[:_ADDRESSES_LIMIT]):
            address = _ADDRESS.search(piece)
            if address:
                name = piece[: address.start()].strip().strip('"').strip()
                # A mailbox written in raw bytes is decoded as a name is, and stays one word.
                plain = "".join(decode_bytes(_raw(address["address"])).split()).lower()
                found.append((decode_header(_raw(name)), plain))
    return found


def _plain_addresses(message: Message, *names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for _, address in _addresses(message, *names)))


def _ids(message: Message, name: str) -> tuple[str, ...]:
    found = (one for value in _all(message, name) for one in _MESSAGE_ID.findall(value))
    return tuple(dict.fromkeys(decode_bytes(_raw(one)) for one in found))


def _date(message: Message) -> datetime | None:
    for value in _all(message, "Date"):
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment.year not in _YEARS:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=_BEIJING)
    return None


def _is_automatic(message: Message) -> bool:
    return (
        _submitted(message) not in {"", "no"}
        or bool(_BULK.match(_header(message, "Precedence")))
        or _is_automatic_answer(message)
        or message.get_content_type() == "multipart/report"
    )


def _is_automatic_answer(message: Message) -> bool:
    return (
        _submitted(message) == "auto-replied"
        or _header(message, "Precedence").lower() == "auto_reply"
        or any(_all(message, "X-Autoreply", "X-Autorespond", "X-Auto-Reply"))
    )


def _submitted(message: Message) -> str:
    return _header(message, "Auto-Submitted").split(";")[0].strip().lower()


def _file_name(part: Message) -> str:
    name = _parameters(part, "Content-Disposition").get("filename") or _parameters(part, "Content-Type").get("name")
    # Only the last step of a path, and nothing that could be one.
    plain = re.split(r"[\\/]", name or "")[-1]
    return re.sub(r"[\x00-\x1f\x7f]", "", plain).strip(" .")[:_NAME_LIMIT]


def _default_name(kind: str) -> str:
    return {"application/pdf": "附件.pdf", "image/png": "图片.png", "image/jpeg": "图片.jpg"}.get(kind, "附件")


def _parameters(part: Message, header: str) -> dict[str, str]:
    """Parameters of a header: RFC 2231 pieces joined before decoding, RFC 2047 words and raw bytes decoded too."""
    value = next(iter(_all(part, header)), "")
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(value):
        name = _CONTINUED.match(match["name"])
        if name is None:
            continue
        text = match["value"].strip()
        if text.startswith('"'):
            text = re.sub(r"\\([\"\\])", r"\1", text.strip('"'))
        pieces.setdefault(name["name"].lower(), {})[int(name["index"] or 0)] = (text, bool(name["coded"]))
    return {name: _joined([piece for _, piece in sorted(parts.items())]) for name, parts in pieces.items()}


def _joined(pieces: list[tuple[str, bool]]) -> str:
    if not any(coded for _, coded in pieces):
        return decode_header(_raw("".join(text for text, _ in pieces)))
    charset = ""
    data = b""
    for index, (text, coded) in enumerate(pieces):
        if index == 0 and coded and text.count("'") >= 2:  # noqa: PLR2004 - charset'language'text
            charset, _, text = text.split("'", 2)  # noqa: PLW2901 - the text proper
        data += unquote_to_bytes(_raw(text)) if coded else _raw(text)
    return decode_bytes(data, charset)
