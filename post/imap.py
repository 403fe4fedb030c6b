"""IMAP in: ask whether there is something new, fetch it in order, never mark or move anything."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from letters.reading.mail_words import decode_bytes
from post.account import Account
from registry.errors import MailRefused, MailUnavailable

_PATIENCE = 60.0  # seconds without a word
_LARGEST = 40 * 1024 * 1024
_AT_ONCE = 200  # sizes asked for in one command
_CHUNK = 4 * 1024 * 1024  # big mails come in pieces, so that a slow line does not run into the limit
_PASSING = re.compile(r"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]", re.IGNORECASE)  # RFC 5530: not the password
_UNSAFE = re.compile(r"unsafe login", re.IGNORECASE)
_CODE_HINT = "163、QQ 邮箱须用“授权码”，不是登录密码；改好后运行 huiban doctor --mail"
_ID = {"name": "huiban", "version": "1"}  # 163 and 126 answer "Unsafe Login" to clients that do not say who they are


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder has been read. Another `uidvalidity` means that its numbers begin anew."""

    uidvalidity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail of a folder; `raw` is `None` where it is larger than the cap, or the server will not give it."""

    uid: int
    uidvalidity: int
    raw: bytes | None
    size: int


def look(account: Account, folder: str, cursor: Cursor | None) -> bool:
    """Say whether a folder holds mails behind the cursor: one question to the server once signed in.

    Raises:
        MailRefused: the login; MailUnavailable: the server cannot be reached.
    """
    with _signed_in(account) as client:
        state = client.folder_status(folder, ["UIDNEXT", "UIDVALIDITY", "MESSAGES"])
        if cursor is None or _number(state, b"UIDVALIDITY") != cursor.uidvalidity:
            return _number(state, b"MESSAGES") > 0
        return _number(state, b"UIDNEXT") > cursor.last_uid + 1


def fetch(account: Account, folder: str, cursor: Cursor | None, *, cap: int = _LARGEST) -> Iterator[Fetched]:
    """Give the mails behind the cursor in order of arrival, each byte as it came and unread as it was.

    Raises:
        MailRefused: the login; MailUnavailable: the server cannot be reached or falls silent; what was given stays
            given.
    """
    with _signed_in(account) as client:
        opened = client.select_folder(folder, readonly=True)
        uidvalidity = _number(opened, b"UIDVALIDITY")
        last = cursor.last_uid if cursor is not None and cursor.uidvalidity == uidvalidity else 0
        if not _number(opened, b"EXISTS"):
            return
        # `n:*` always names the last mail too, however old it is: what is not behind the cursor is left out.
        found = sorted(uid for uid in client.search(["UID", f"{last + 1}:*"]) if uid > last)
        for start in range(0, len(found), _AT_ONCE):
            batch = found[start : start + _AT_ONCE]
            sizes = client.fetch(batch, ["RFC822.SIZE"])
            for uid in (uid for uid in batch if b"RFC822.SIZE" in sizes.get(uid, ())):  # one may be removed meanwhile
                size = int(sizes[uid][b"RFC822.SIZE"])
                raw = b"" if size > cap else _body(client, uid, size, cap)
                if raw is not None:
                    yield Fetched(uid, uidvalidity, raw or None, size)


def end_of(account: Account, folder: str) -> Cursor:
    """Give the cursor behind a folder's last mail: what lies there now is old.

    Raises:
        MailRefused: the login; MailUnavailable: the server cannot be reached.
    """
    with _signed_in(account) as client:
        state = client.folder_status(folder, ["UIDNEXT", "UIDVALIDITY"])
        return Cursor(_number(state, b"UIDVALIDITY"), _number(state, b"UIDNEXT") - 1)


def _body(client: Any, uid: int, size: int, cap: int) -> bytes | None:
    """Fetch a mail's bytes without marking it as read; `None` where it was removed meanwhile, empty beyond the cap."""
    if size <= _CHUNK:
        return _piece(client, uid, "BODY.PEEK[]")
    whole = bytearray()
    while len(whole) <= cap:  # the size told is only nearly right with some servers: the short piece is the last
        piece = _piece(client, uid, f"BODY.PEEK[]<{len(whole)}.{_CHUNK}>")
        if piece is None:
            return None
        whole += piece
        if len(piece) < _CHUNK:
            return bytes(whole)
    return b""


def _piece(client: Any, uid: int, item: str) -> bytes | None:
    answer = client.fetch([uid], [item]).get(uid)
    if answer is None:
        return None
    return next((bytes(value or b"") for key, value in answer.items() if key.startswith(b"BODY[]")), b"")


def _number(answer: Any, key: bytes) -> int:
    if not isinstance(value := answer.get(key), int):
        raise IMAPClientError(f"no {key.decode()}")
    return value


@contextmanager
def _signed_in(account: Account) -> Iterator[Any]:
    """Open a session; every failure comes out in the house's words."""
    context = account.context()
    try:
        client = IMAPClient(
            account.host,
            port=account.port,
            ssl=account.tls == "ssl",
            ssl_context=context if account.tls == "ssl" else None,
            timeout=_PATIENCE,
        )
    except (OSError, IMAPClientError) as fault:
        raise _unreachable(account, fault) from fault
    try:
        if account.tls == "starttls":
            client.starttls(context)
        _sign_in(client, account)
        yield client
    except (OSError, IMAPClientError) as fault:
        if _UNSAFE.search(_words(fault)):  # 163 and 126 let one sign in and then refuse the folder
            raise _refused(fault) from fault
        raise _unreachable(account, fault) from fault
    finally:
        _leave(client)


def _sign_in(client: Any, account: Account) -> None:
    try:
        client.login(account.user, account.password)
    except LoginError as fault:
        # The library says the same of a line that broke off during the login.
        if isinstance(fault.__context__, IMAPClientAbortError) or _PASSING.search(_words(fault)):
            raise _unreachable(account, fault) from fault
        raise _refused(fault) from fault
    if client.has_capability("ID"):
        try:
            client.id_(_ID)
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            return  # a courtesy: a server that will not hear it is read all the same


def _leave(client: Any) -> None:
    with contextlib.suppress(OSError, IMAPClientError):
        client.logout()
    with contextlib.suppress(OSError, IMAPClientError):
        client.shutdown()


def _refused(fault: Exception) -> MailRefused:
    return MailRefused(f"邮箱拒绝登录（{_words(fault)}）", kept="已收邮件原样保留", todo=_CODE_HINT)


def _unreachable(account: Account, fault: Exception) -> MailUnavailable:
    late = "没有响应" if isinstance(fault, TimeoutError) else _words(fault)
    return MailUnavailable(
        f"收信服务器 {account.host}:{account.port} 连接不上（{late}）",
        kept="已收邮件原样保留",
        todo="请检查网络，稍后会自动再试",
    )


def _words(fault: Exception) -> str:
    """Give the server's own words. The library keeps some as bytes, and in a `LoginError` as their spelling."""
    origin = fault.__context__ if isinstance(fault, LoginError) and fault.__context__ is not None else fault
    said = origin.args[0] if origin.args else ""
    text = decode_bytes(said) if isinstance(said, bytes) else str(origin)
    return " ".join(text.split())[:120] or type(fault).__name__
