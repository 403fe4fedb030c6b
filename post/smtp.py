"""SMTP out: several serial connections, and for each mail a plain word on what became of it.

After DATA has begun a broken line means `unknown`: the server may have taken the mail. Nothing is sent twice here.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupported,
    SMTPResponseException,
)

from letters.reading.mail_words import decode_bytes
from post.account import Account
from registry.addresses import checked_address
from registry.errors import HuibanError, MailRefused, MailUnavailable, SettingFault

Outcome = Literal["delivered", "refused", "retry", "unknown"]
After = Literal["go on", "close the line", "stop all"]
_PATIENCE = 60.0  # seconds for one answer of the server
_DATA_PATIENCE = 600.0  # seconds for a mail's bytes and the answer to them (RFC 5321 4.5.3.2.6)
_CLOSING = 421  # "service not available, closing": providers say it to those who send too fast
# 163, 126: HL and MI mean too many mails from here or from this account; others would only add to it.
_THROTTLED = re.compile(r"\b(?:HL|MI):", re.IGNORECASE)
_PASSING = range(400, 500)
_PERMANENT = 500
_TOO_LARGE = 552  # the one refusal of MAIL FROM that is about the mail
_NOT_SIGNED_IN = {530, 534, 535, 538}  # at any command: the account, not the mail
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
    """What became of a mail: taken by the server, refused for good, to be tried again later, or unknown."""

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
        envelopes: what to send. Where a server closes every line or asks us to slow down, the rest is left untried
            and not named.
        connections: how many lines at most.
        before: called with a mail's number just before its DATA, so that the caller can write it down.

    Raises:
        MailRefused: the login or our sender address; MailUnavailable: the server cannot be reached and mails are left.
        Whatever `before` raises: that mail was not sent, nor was any after it.
    """
    if not envelopes:
        return
    loop = asyncio.new_event_loop()
    try:
        yield from _run(loop, account, deque(envelopes), max(1, min(connections, len(envelopes))), before)
    finally:
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()


def _run(
    loop: asyncio.AbstractEventLoop,
    account: Account,
    waiting: deque[Envelope],
    connections: int,
    before: Callable[[int], None] | None,
) -> Iterator[Delivery]:
    ended: asyncio.Queue[Delivery | Exception | None] = asyncio.Queue()
    lines = [loop.create_task(_line(account, waiting, ended, before)) for _ in range(connections)]
    open_lines = len(lines)
    fault: Exception | None = None
    try:
        while open_lines:
            item = loop.run_until_complete(ended.get())
            if isinstance(item, Delivery):
                yield item
                continue
            open_lines -= 1
            if item is not None and not isinstance(fault, MailRefused):
                fault = item
            if item is not None and not isinstance(item, MailUnavailable):
                waiting.clear()  # what one line is refused, the others would be too
    finally:
        is_left = bool(waiting)
        waiting.clear()  # a cancelled line may still come back from the answer it was waiting for
        for line in lines:
            line.cancel()
        loop.run_until_complete(asyncio.gather(*lines, return_exceptions=True))
    if fault is not None and (is_left or not isinstance(fault, MailUnavailable)):
        raise fault  # a provider that takes one line only has taken everything by that one


async def _line(
    account: Account,
    waiting: deque[Envelope],
    ended: asyncio.Queue[Delivery | Exception | None],
    before: Callable[[int], None] | None,
) -> None:
    """Work off what waits over one connection; its last word is `None`, or why it had to stop."""
    fault: Exception | None = None
    try:
        client = await _connect(account)
        try:
            while waiting:
                delivery, after = await _deliver(client, waiting.popleft(), before)
                await ended.put(delivery)
                if after == "stop all":
                    waiting.clear()
                if after != "go on":
                    break
        finally:
            await _leave(client)
    except Exception as stopped:  # noqa: BLE001  handed to the caller, who is on the other side of the queue
        fault = stopped
    finally:
        ended.put_nowait(fault)


async def _deliver(client: SMTP, envelope: Envelope, before: Callable[[int], None] | None) -> tuple[Delivery, After]:
    """Send one mail; say what became of it and whether the line may be used on."""
    if (turned_away := await _announce(client, envelope)) is not None:
        return turned_away
    if before is not None:
        before(envelope.id)
    return await _hand_over(client, envelope)


async def _announce(client: SMTP, envelope: Envelope) -> tuple[Delivery, After] | None:
    """Name sender and addressee; `None` where the server wants the mail."""
    try:
        checked_address(envelope.address)  # a line break in it would be a command of its own
        await _from(client, envelope.sender)
        await client.rcpt(envelope.address)
    except SettingFault as fault:
        return Delivery(envelope.id, "refused", fault.happened), "go on"
    except SMTPResponseException as refusal:
        return await _refused(client, envelope, refusal)
    except (SMTPException, OSError) as broken:
        return Delivery(envelope.id, "retry", f"连接中断（{_words(broken)}）"), "close the line"
    return None


async def _hand_over(client: SMTP, envelope: Envelope) -> tuple[Delivery, After]:
    """Send the mail's bytes. From here on a broken line, or an answer nobody can read, leaves it unknown."""
    try:
        _, answer = await client.data(envelope.raw, timeout=_DATA_PATIENCE)
    except SMTPResponseException as refusal:
        if refusal.code in _PASSING or refusal.code >= _PERMANENT:
            return await _refused(client, envelope, refusal)
        return Delivery(envelope.id, "unknown", f"邮局的答复无法识别（{_words(refusal)}）"), "close the line"
    except (SMTPException, OSError) as broken:
        return Delivery(envelope.id, "unknown", f"连接中断（{_words(broken)}）"), "close the line"
    return Delivery(envelope.id, "delivered", answer), "go on"


async def _from(client: SMTP, sender: str) -> None:
    try:
        await client.mail(sender)
    except SMTPResponseException as refusal:
        if refusal.code >= _PERMANENT and refusal.code != _TOO_LARGE:
            raise MailRefused(
                f"邮局不接受发件邮箱 {sender}（{refusal.code} {_words(refusal)}）",
                kept="待发函件原样保留",
                todo=_CODE_HINT,
            ) from refusal
        raise


async def _refused(client: SMTP, envelope: Envelope, refusal: SMTPResponseException) -> tuple[Delivery, After]:
    """Sort a refusal by its code: 5xx for good, 4xx for now; 421 and its like for every mail of now."""
    if refusal.code in _NOT_SIGNED_IN:
        raise _as_fault(refusal) from refusal
    answer = f"{refusal.code} {_words(refusal)}"
    delivery = Delivery(envelope.id, "refused" if refusal.code >= _PERMANENT else "retry", answer)
    if refusal.code == _CLOSING or (refusal.code in _PASSING and _THROTTLED.search(answer)):
        return delivery, "stop all"
    with contextlib.suppress(SMTPException, OSError):
        await client.rset()
    return delivery, "go on" if client.is_connected else "close the line"


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
    except (SMTPException, OSError) as fault:
        await _close(client)
        raise _as_fault(fault, account) from fault
    except BaseException:
        await _close(client)
        raise
    return client


def _as_fault(fault: Exception, account: Account | None = None) -> HuibanError:
    """Give the house's word for what keeps us from signing in: a person must act, or time will."""
    kept = "待发函件原样保留"
    if isinstance(fault, SMTPResponseException):
        is_login = isinstance(fault, SMTPAuthenticationError) or fault.code in _NOT_SIGNED_IN
        if is_login and fault.code not in _PASSING:
            return MailRefused(f"邮箱拒绝登录（{fault.code} {_words(fault)}）", kept=kept, todo=_CODE_HINT)
    elif type(fault) in {SMTPException, SMTPNotSupported}:  # the library's word for an offer the server does not make
        return MailRefused(
            f"发信服务器不提供所设的登录或加密方式（{_words(fault)}）",
            kept=kept,
            todo="请核对 office.toml 中的发信服务器、端口和加密方式",
        )
    where = f" {account.host}:{account.port} " if account else ""
    return MailUnavailable(
        f"发信服务器{where}连接不上（{_words(fault)}）", kept=kept, todo="请检查网络，稍后会自动再试"
    )


async def _leave(client: SMTP) -> None:
    transport = client.transport  # the library lets go of it when it quits, and over TLS it would wait for a last word
    with contextlib.suppress(SMTPException, OSError):
        await client.quit()
    await _close(client, transport)


async def _close(client: SMTP, transport: asyncio.BaseTransport | None = None) -> None:
    transport = transport or client.transport
    client.close()
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()  # what is left unsent would keep the socket open beyond the loop, and nobody waits for it
    await asyncio.sleep(0)  # the transport says goodbye in the loop's next turn, and the loop may end with us


def _words(fault: Exception) -> str:
    told = fault.message if isinstance(fault, SMTPResponseException) else str(fault)
    plain = str(told).encode("utf-8", "surrogateescape")  # as the library keeps bytes that are no utf-8
    return " ".join(decode_bytes(plain).split())[:160] or type(fault).__name__
