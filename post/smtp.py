"""SMTP out: several serial connections, and for each mail a plain word on what became of it.

After DATA has begun a broken line means `unknown`: the server may have taken the mail. Nothing is sent twice here.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from post.account import Account
from registry.errors import HuibanError, MailRefused, MailUnavailable

Outcome = Literal["delivered", "refused", "retry", "unknown"]
_PATIENCE = 60.0  # seconds for one answer of the server
_CLOSING = 421  # "service not available, closing": providers say it to those who send too fast
_PERMANENT = 500
_CONFIGURATION = {501, 535, 550, 553, 554}  # to MAIL FROM: our sender or account, not the mail
_CODE_HINT = "163、QQ 邮箱须用“授权码”，不是登录密码；改好后运行 huiban doctor --mail"


@dataclass(frozen=True, slots=True)
class Envelope:
    """A mail ready to go: its number in the outbox, who sends it, to whom, and its bytes."""

    id: int
    sender: str
    address: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a mail: taken by the server, refused for good, to be tried again, or unknown."""

    id: int
    outcome: Outcome
    answer: str  # the server's words


def sign_in(account: Account) -> None:
    """Try to connect and sign in.

    Raises:
        MailRefused: the login; MailUnavailable: the server cannot be reached.
    """

    async def attempt() -> None:
        client = await _connect(account)
        await _leave(client)

    asyncio.run(attempt())


def send(
    account: Account,
    envelopes: Sequence[Envelope],
    *,
    connections: int = 2,
    before: Callable[[int], None] | None = None,
) -> Iterator[Delivery]:
    """Send mails over a few connections; each one's end is given as soon as it is known.

    Args:
        account: where and as whom.
        envelopes: what to send. Where a server closes the line, the rest is left untried and not named.
        connections: how many lines at most.
        before: called with a mail's number just before its DATA, so that the caller can write it down.

    Raises:
        MailRefused: the login or our sender address; MailUnavailable: the server cannot be reached.
    """
    if not envelopes:
        return
    loop = asyncio.new_event_loop()
    try:
        yield from _run(loop, account, deque(envelopes), min(connections, len(envelopes)), before)
    finally:
        loop.close()


def _run(
    loop: asyncio.AbstractEventLoop,
    account: Account,
    waiting: deque[Envelope],
    connections: int,
    before: Callable[[int], None] | None,
) -> Iterator[Delivery]:
    ended: asyncio.Queue[Delivery | HuibanError | None] = asyncio.Queue()
    lines = [loop.create_task(_line(account, waiting, ended, before)) for _ in range(connections)]
    open_lines = len(lines)
    fault: HuibanError | None = None
    try:
        while open_lines:
            item = loop.run_until_complete(ended.get())
            if isinstance(item, Delivery):
                yield item
                continue
            open_lines -= 1
            if item is not None:
                fault = item
                waiting.clear()  # what one line is refused, the others would be too
    finally:
        for line in lines:
            line.cancel()
        loop.run_until_complete(asyncio.gather(*lines, return_exceptions=True))
    if fault is not None:
        raise fault


async def _line(
    account: Account,
    waiting: deque[Envelope],
    ended: asyncio.Queue[Delivery | HuibanError | None],
    before: Callable[[int], None] | None,
) -> None:
    """Work off what waits over one connection; its last word is `None`, or why it had to stop."""
    fault: HuibanError | None = None
    try:
        client = await _connect(account)
        try:
            while waiting:
                delivery, is_open = await _deliver(client, waiting.popleft(), before)
                await ended.put(delivery)
                if not is_open:
                    break
        finally:
            await _leave(client)
    except HuibanError as refused:
        fault = refused
    finally:
        ended.put_nowait(fault)


async def _deliver(client: SMTP, envelope: Envelope, before: Callable[[int], None] | None) -> tuple[Delivery, bool]:
    """Send one mail; say what became of it and whether the line may be used on."""
    has_begun = False
    try:
        await _from(client, envelope.sender)
        await client.rcpt(envelope.address)
        if before is not None:
            before(envelope.id)
        has_begun = True
        _, answer = await client.data(envelope.raw)
    except SMTPResponseException as refusal:
        return await _refused(client, envelope, refusal)
    except (SMTPServerDisconnected, SMTPTimeoutError, SMTPException, OSError) as broken:
        outcome: Outcome = "unknown" if has_begun else "retry"
        return Delivery(envelope.id, outcome, f"连接中断（{_words(broken)}）"), False
    return Delivery(envelope.id, "delivered", answer), True


async def _from(client: SMTP, sender: str) -> None:
    try:
        await client.mail(sender)
    except SMTPResponseException as refusal:
        if refusal.code in _CONFIGURATION:
            raise MailRefused(
                f"邮局不接受发件邮箱 {sender}（{refusal.code} {_words(refusal)}）",
                kept="待发函件原样保留",
                todo=_CODE_HINT,
            ) from refusal
        raise


async def _refused(client: SMTP, envelope: Envelope, refusal: SMTPResponseException) -> tuple[Delivery, bool]:
    """Sort a refusal by its code: 5xx for good, 4xx for now, 421 for this line."""
    answer = f"{refusal.code} {_words(refusal)}"
    outcome: Outcome = "refused" if refusal.code >= _PERMANENT else "retry"
    is_open = refusal.code != _CLOSING and client.is_connected
    if is_open:
        with contextlib.suppress(SMTPException, OSError):
            await client.rset()
    return Delivery(envelope.id, outcome, answer), is_open and client.is_connected


async def _connect(account: Account) -> SMTP:
    client = SMTP(
        hostname=account.host,
        port=account.port,
        use_tls=account.tls == "ssl",
        start_tls=account.tls == "starttls",
        tls_context=account.context(),
        timeout=_PATIENCE,
    )
    try:
        await client.connect()
        await client.login(account.user, account.password)
    except SMTPAuthenticationError as refusal:
        client.close()
        raise MailRefused(
            f"邮箱拒绝登录（{refusal.code} {_words(refusal)}）", kept="待发函件原样保留", todo=_CODE_HINT
        ) from refusal
    except (SMTPConnectError, SMTPException, OSError) as fault:
        client.close()
        raise MailUnavailable(
            f"发信服务器 {account.host}:{account.port} 连接不上（{_words(fault)}）",
            kept="待发函件原样保留",
            todo="请检查网络，稍后会自动再试",
        ) from fault
    return client


async def _leave(client: SMTP) -> None:
    with contextlib.suppress(SMTPException, OSError):
        await client.quit()
    client.close()


def _words(fault: Exception) -> str:
    told = fault.message if isinstance(fault, SMTPResponseException) else str(fault)
    return " ".join(str(told).split())[:160] or type(fault).__name__
