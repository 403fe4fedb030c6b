"""Decoding the bytes of Chinese mail: charsets that lie, encoded words cut inside a character, raw 8-bit headers."""

from __future__ import annotations

import binascii
import codecs
import quopri
import re

from letters.reading.storable import storable

_ALIASES = {
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "x-gbk": "gb18030",
    "ms936": "gb18030",
    "chinese": "gb18030",
    "big5": "cp950",
    "x-big5": "cp950",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
}
_EMPTY_CLAIMS = {
    "",
    "us-ascii",
    "ascii",
    "iso-8859-1",
    "latin-1",
    "latin1",
    "windows-1252",
    "unknown-8bit",
    "x-unknown",
}
# Codecs of Python that turn text into text but are no charset of any mail: they fail in ways of their own.
_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"}
_GUESSES = ("utf-8", "gb18030", "cp950")
_WORD = re.compile(rb"=\?(?P<charset>[\w.:()-]+)(?:\*[\w-]+)?\?(?P<coding>[BbQq])\?(?P<text>[^?\s]*(?: [^?\s]*)*)\?=")
_PLAUSIBLE = 0.8  # share of the non-ASCII characters that must be everyday Chinese
_LEVEL_ONE = range(0xB0, 0xD8)  # lead bytes of the 3755 everyday characters of GB 2312
_PUNCTUATION = set("，。、；：？！“”‘’（）《》〈〉【】—…·　％－～／＋")


def decode_bytes(data: bytes, declared: str = "") -> str:
    """Decode a text part: the declared charset, then utf-8, GB18030 and Big5, each strictly.

    A part that declares nothing, ASCII or Latin-1 is overridden only by utf-8 or plausible Chinese. Whatever is
    declared, this never fails, and what it gives can be stored (no NUL, no half characters).
    """
    return storable(_decoded(data, declared))


def _decoded(data: bytes, declared: str) -> str:
    claim = declared.strip().strip("\"'").lower()
    codec = _codec(claim)
    if claim in _EMPTY_CLAIMS:
        return _without_claim(data, codec)
    for name in dict.fromkeys((codec, *_GUESSES)):
        text = _strictly(data, name)
        if text is not None:
            return _rather_utf8(data, text) if name == "gb18030" else text
    return _leniently(data, codec)


def decode_header(raw: bytes) -> str:
    """Decode a header's bytes: neighbouring encoded words of one charset are joined before they are decoded."""
    raw = re.sub(rb"\r?\n[ \t]*", b" ", raw).strip()
    parts: list[str] = []
    pending: tuple[str, bytes] | None = None
    end = 0
    for word in _WORD.finditer(raw):
        between = raw[end : word.start()]
        charset = word["charset"].decode("ascii", "replace").lower()
        data = _word_bytes(word["coding"], word["text"])
        if pending is not None and not between.strip() and pending[0] == charset:
            pending = (charset, pending[1] + data)
        else:
            if pending is not None:
                parts.append(decode_bytes(pending[1], pending[0]))
            if between.strip() or pending is None:
                parts.append(_plain(between))
            pending = (charset, data)
        end = word.end()
    if pending is not None:
        parts.append(decode_bytes(pending[1], pending[0]))
    parts.append(_plain(raw[end:]))
    return "".join(parts).strip()


def is_plausible_chinese(text: str) -> bool:
    """Whether most of the non-ASCII characters are everyday Chinese ones or Chinese punctuation."""
    foreign = [char for char in text if ord(char) > 0x7F]  # noqa: PLR2004 - the end of ASCII
    return bool(foreign) and sum(map(_is_everyday, foreign)) >= len(foreign) * _PLAUSIBLE


def _without_claim(data: bytes, codec: str) -> str:
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    for name in ("gb18030", "cp950"):
        guess = _strictly(data, name)
        if guess is not None and is_plausible_chinese(guess):
            return guess
    return _leniently(data, codec if codec != "ascii" else "")


def _rather_utf8(data: bytes, text: str) -> str:
    """GB18030 takes most utf-8 too, as rare characters: where utf-8 gives everyday Chinese, that was meant."""
    other = _strictly(data, "utf-8")
    return other if other and is_plausible_chinese(other) and not is_plausible_chinese(text) else text


def _is_everyday(char: str) -> bool:
    if char in _PUNCTUATION:
        return True
    try:
        encoded = char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return encoded[0] in _LEVEL_ONE


def _plain(raw: bytes) -> str:
    return decode_bytes(raw) if raw else ""


def _word_bytes(coding: bytes, text: bytes) -> bytes:
    if coding in b"Qq":
        return quopri.decodestring(text, header=True)
    try:
        return binascii.a2b_base64(text + b"=" * (-len(text) % 4))
    except binascii.Error:
        return text


def _codec(claim: str) -> str:
    """Python's name of a charset, Chinese ones widened to their superset; empty for an unknown one."""
    name = _ALIASES.get(claim, claim)
    if not name:
        return ""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    # Codecs such as hex or rot13 are no charsets.
    return info.name if info._is_text_encoding and info.name.replace("_", "-") not in _NO_CHARSETS else ""


def _strictly(data: bytes, codec: str) -> str | None:
    if not codec:
        return None
    try:
        return data.decode(codec)
    except ValueError:  # UnicodeDecodeError and what odd codecs raise beside it
        return None


def _leniently(data: bytes, codec: str) -> str:
    """Decode with replacement signs; a codec that cannot even do that gives way to GB18030."""
    try:
        return data.decode(codec or "gb18030", "replace")
    except (ValueError, LookupError):
        return data.decode("gb18030", "replace")
