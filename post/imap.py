"""IMAP in: ask whether there is something new, fetch it in order, never mark or move anything."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from post.account import Account
from registry.errors import MailRefused, MailUnavailable

_PATIENCE = 60.0  # seconds without a word
_LARGEST = 40 * 1024 * 1024
_AT_ONCE = 200  # sizes asked for in one command
_CHUNK = 4 * 1024 * 1024  # big mails come in pieces, so that a slow line does not run into the limit
_ID = {"name": "huiban", "version": "1"}  # 163 and 126 answer "Unsafe Login" to clients that do not say who they are


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder has been read. Another `uidvalidity` means that its numbers begin anew."""

    uidvalidity: int
    last_uid: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail of a folder; `raw` is `None` where it is larger than the cap."""

    uid: int
    uidvalidity: int
    raw: bytes | None
    size: int


def look(account: Account, folder: str, cursor: Cursor | None) -> bool:
    """Say whether a folder holds mails behind the cursor, in three commands at most.

    Raises:
        MailRefused: the login; MailUnavailable: the server cannot be reached.
    """
    with _signed_in(account) as client:
        state = client.folder_status(folder, ["UIDNEXT", "UIDVALIDITY", "MESSAGES"])
        if cursor is None or int(state[b"UIDVALIDITY"]) != cursor.uidvalidity:
            return int(state[b"MESSAGES"]) > 0
        return int(state[b"UIDNEXT"]) > cursor.last_uid + 1


def fetch(account: Account, folder: str, cursor: Cursor | None, *, cap: int = _LARGEST) -> Iterator[Fetched]:
    """Give the mails behind the cursor in order of arrival, each byte as it came and unread as it was.

    Raises:
        MailRefused: the login; MailUnavailable: the server cannot be reached or falls silent; what was given stays
            given.
    """
    with _signed_in(account) as client:
        opened = client.select_folder(folder, readonly=True)
        uidvalidity = int(opened[b"UIDVALIDITY"])
        last = cursor.last_uid if cursor is not None and cursor.uidvalidity == uidvalidity else 0
        # `n:*` always names the last mail too, however old it is: what is not behind the cursor is left out.
        found = sorted(uid for uid in client.search(["UID", f"{last + 1}:*"]) if uid > last)
        for start in range(0, len(found), _AT_ONCE):
            batch = found[start : start + _AT_ONCE]
            sizes = client.fetch(batch, ["RFC822.SIZE"])
            for uid in (uid for uid in batch if uid in sizes):  # one may be expunged meanwhile
                size = int(sizes[uid][b"RFC822.SIZE"])
                raw = None if size > cap else _body(client, uid, size)
                yield Fetched(uid, uidvalidity, raw, size)


def _body(client: Any, uid: int, size: int) -> bytes:
    """Fetch a mail's bytes without marking it as read."""
    if size <= _CHUNK:
        return bytes(client.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"])
    pieces: list[bytes] = []
    for start in range(0, size, _CHUNK):
        answer = client.fetch([uid], [f"BODY.PEEK[]<{start}.{_CHUNK}>"])[uid]
        pieces.append(bytes(next(value for key, value in answer.items() if key.startswith(b"BODY[]"))))
    return b"".join(pieces)


@contextmanager
def _signed_in(account: Account) -> Iterator[Any]:
    """Open a session; every failure comes out in the house's words."""
    try:
        client = IMAPClient(
            account.host,
            port=account.port,
            ssl=account.tls == "ssl",
            ssl_context=account.context() if account.tls == "ssl" else None,
            timeout=_PATIENCE,
        )
    except (OSError, ssl.SSLError, IMAPClientError) as fault:
        raise _unreachable(account, fault) from fault
    try:
        if account.tls == "starttls":
            client.starttls(account.context())
        _sign_in(client, account)
        yield client
    except (OSError, ssl.SSLError, IMAPClientError) as fault:
        raise _unreachable(account, fault) from fault
    finally:
        _leave(client)


def _sign_in(client: Any, account: Account) -> None:
    try:
        client.login(account.user, account.password)
    except LoginError as fault:
        raise MailRefused(
            f"邮箱拒绝登录（{_words(fault)}）",
            kept="已收邮件原样保留",
            todo="163、QQ 邮箱须用“授权码”，不是登录密码；改好后运行 huiban doctor --mail",
        ) from fault
    if client.has_capability("ID"):
        client.id_(_ID)


def _leave(client: Any) -> None:
    with contextlib.suppress(OSError, IMAPClientError):
        client.logout()
    with contextlib.suppress(OSError, IMAPClientError):
        client.shutdown()


def _unreachable(account: Account, fault: Exception) -> MailUnavailable:
    late = "没有响应" if isinstance(fault, (TimeoutError, socket.timeout)) else _words(fault)
    return MailUnavailable(
        f"收信服务器 {account.host}:{account.port} 连接不上（{late}）",
        kept="已收邮件原样保留",
        todo="请检查网络，稍后会自动再试",
    )


def _words(fault: Exception) -> str:
    return " ".join(str(fault).split())[:120]
