"""Safety: names fit for saving, and which papers may go to which mailbox (procedure: Secrecy)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from registry.errors import SecretPaper
from registry.words import Secrecy

_LONGEST_NAME = 120
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def safe_name(name: str) -> str:
    """Make a file name from outside fit for any disk: no path, no control or direction signs, not too long.

    The last suffix is kept: people go by it.
    """
    plain = unicodedata.normalize("NFC", name)
    plain = "".join(sign for sign in plain if unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs"})
    plain = _FORBIDDEN.sub("_", plain).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or len(suffix) > 10:  # noqa: PLR2004  longer is no suffix but a sentence with a dot
        stem, dot, suffix = plain, "", ""
    stem = stem[: _LONGEST_NAME - len(dot + suffix)].rstrip(" .")
    if not stem or stem.lower() in _DEVICES:
        stem = f"文件{stem}"
    return f"{stem}{dot}{suffix}"


def may_send(secrecy: str, address: str, internal_addresses: Collection[str]) -> None:
    """Let a paper go to a mailbox, or refuse.

    Raises:
        SecretPaper: 秘密 and above go nowhere; 内部 only to mailboxes the office has listed.
    """
    kind = Secrecy(secrecy)
    if kind.is_secret:
        raise SecretPaper(f"{kind}件不得通过电子邮件发送", kept="未发送", todo="请按涉密渠道线下办理")
    listed = {known.casefold() for known in internal_addresses}
    if kind is Secrecy.INTERNAL and address.casefold() not in listed:
        raise SecretPaper(
            f"内部件不得发往未登记的邮箱 {address}",
            kept="未发送",
            todo="请将该邮箱列入 internal_addresses，或改用线下送达",
        )
