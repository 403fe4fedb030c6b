"""Safety: names fit for saving, bounds on attachments, which papers may go to which mailbox."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from registry.errors import SecretPaper
from registry.words import Secrecy

_LONGEST_NAME = 120  # characters
_MOST_NAME_BYTES = 200  # disks count a name in bytes, 255 at most; a Chinese character takes three
_LONGEST_SUFFIX = 10
MOST_FILES = 50  # in one mail
LARGEST_FILE = 30 * 1024 * 1024
MOST_TOGETHER = 36 * 1024 * 1024  # written in base64 that is 48 MiB: providers take mails of 50 MB
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}  # control, direction, private, half characters; line separators
_MOST_LOOKED_AT = 2000  # characters of a name
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


@dataclass(frozen=True, slots=True)
class Admitted:
    """The attachments that are taken, and those that are not, each with the reason in Chinese."""

    kept: tuple[tuple[str, bytes], ...]
    refused: tuple[tuple[str, str], ...]


def admit(files: Iterable[tuple[str, bytes]]) -> Admitted:
    """Take the attachments of a mail within bounds on count, size and sum; one too many never blocks the rest.

    How deep mails may lie in mails is bounded where they are unpacked (`letters.reading.mail`).
    """
    kept: list[tuple[str, bytes]] = []
    refused: list[tuple[str, str]] = []
    together = 0
    for name, data in files:
        if len(kept) >= MOST_FILES:
            refused.append((name, f"一封邮件最多收{MOST_FILES}个附件"))
        elif len(data) > LARGEST_FILE:
            refused.append((name, f"附件超过{LARGEST_FILE // 1024 // 1024}MB"))
        elif together + len(data) > MOST_TOGETHER:
            refused.append((name, f"附件合计超过{MOST_TOGETHER // 1024 // 1024}MB"))
        else:
            kept.append((name, data))
            together += len(data)
    return Admitted(tuple(kept), tuple(refused))


def safe_name(name: str) -> str:
    """Make a file name from outside fit for any disk: no path, no control or direction signs, not too long.

    The last suffix is kept: people go by it.
    """
    name = name if len(name) <= _MOST_LOOKED_AT else name[: _MOST_LOOKED_AT // 2] + name[-_MOST_LOOKED_AT // 2 :]
    plain = unicodedata.normalize("NFC", name)
    plain = "".join(sign for sign in plain if unicodedata.category(sign) not in _UNSEEN)
    plain = _FORBIDDEN.sub("_", plain).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > _LONGEST_SUFFIX:  # a sentence with a dot in it
        stem, dot, suffix = plain, "", ""
    if not stem or stem.partition(".")[0].strip().lower() in _DEVICES:
        stem = f"文件{stem}"
    stem = stem[: _LONGEST_NAME - len(dot + suffix)]
    room = _MOST_NAME_BYTES - len((dot + suffix).encode())
    stem = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .")
    return f"{stem}{dot}{suffix}"


def may_send(secrecy: str, address: str, internal_addresses: Collection[str]) -> None:
    """Let a paper go to a mailbox, or refuse.

    Raises:
        SecretPaper: 秘密 and above go nowhere; 内部 only to mailboxes the office has listed.
    """
    try:
        kind = Secrecy(secrecy)
    except ValueError as fault:
        raise SecretPaper(f"密级“{secrecy}”不认识，不能确定可否发送", kept="未发送", todo="请先核定密级") from fault
    if kind.is_secret:
        raise SecretPaper(f"{kind}件不得通过电子邮件发送", kept="未发送", todo="请按涉密渠道线下办理")
    listed = {known.strip().casefold() for known in internal_addresses}
    if kind is Secrecy.INTERNAL and address.strip().casefold() not in listed:
        raise SecretPaper(
            f"内部件不得发往未登记的邮箱 {address}",
            kept="未发送",
            todo="请将该邮箱列入 internal_addresses，或改用线下送达",
        )
