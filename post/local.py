"""The embedded mail room: a small SMTP and IMAP post office on loopback, for trying huiban and for tests.

A mail is on disk before SMTP says 250, and is there again after a restart, with the same UIDs (docs/decisions/0009).
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import threading
from argparse import Namespace
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage, Message
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Any, Self, cast
from urllib.parse import quote

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, DictBackend
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxSet
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash

from registry.errors import MailUnavailable

_HOST = "127.0.0.1"
_LARGEST = 60 * 1024 * 1024
_START_LIMIT = 30.0
# Passwords of the room are long and random: many rounds of hashing would only slow every login.
_HASH = BuiltinHash(rounds=1000)
_UNKNOWN = "550 5.1.1 No such mailbox here"
_NOT_SIGNED_IN = "530 5.7.0 Authentication required"
_FULL = "452 4.3.1 Cannot write the mail down now"


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the mail room listens, on 127.0.0.1."""

    smtp: int
    imap: int


class MailRoom:
    """A post office for a fixed set of addresses, each with its INBOX and password.

    Mail to an unknown address is refused at RCPT; mail to a `bouncing` one is taken and answered by a bounce, as
    providers do with closed mailboxes. It runs in a thread of its own until `stop`; a room opens once.
    """

    def __init__(
        self,
        folder: Path,
        users: Mapping[str, str],
        *,
        bouncing: Collection[str] = (),
        ports: Ports = Ports(0, 0),
    ) -> None:
        self.folder = folder
        # Nobody can write to a name without @, and it is no folder's name either.
        self.users = {address.casefold(): password for address, password in users.items() if "@" in address}
        self.bouncing = frozenset(address.casefold() for address in bouncing)
        self.ports = ports
        self._inboxes: dict[str, _Inbox] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()
        self._fault: BaseException | None = None
        self._ending: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="mail-room", daemon=True)

    def start(self) -> Ports:
        """Open the room and give its ports.

        Raises:
            MailUnavailable: a port is taken, or the folder cannot be used.
        """
        self._thread.start()
        if not self._ready.wait(_START_LIMIT) or self._fault is not None:
            raise MailUnavailable(
                f"内置邮局没有开成（{self._fault}）", todo="请检查端口和办公目录权限"
            ) from self._fault
        return self.ports

    def stop(self) -> None:
        """Close the room; every mail it took is on disk. A room that is not open stays closed."""
        if self._loop is not None and self._ending is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._ending.set)
        if self._thread.ident is not None:
            self._thread.join(_START_LIMIT)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self) -> None:
        self._loop = loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        try:
            loop.run_until_complete(self._serve(loop))
        except Exception as fault:  # noqa: BLE001  told by `start`, in the thread that asked for the room
            self._fault = fault
        finally:
            _cancel_all(loop)
            loop.close()
            self._ready.set()

    async def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        self._ending = asyncio.Event()
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd tells of its own old names at every login
        imap_server = await self._imap()
        try:
            smtp_server = await loop.create_server(lambda: _server(self, loop), _HOST, self.ports.smtp)
        except OSError:
            imap_server.close()
            raise
        self.ports = Ports(_port(smtp_server), _port(imap_server))
        self._ready.set()
        await self._ending.wait()
        for server in (smtp_server, imap_server):
            server.close()

    async def _imap(self) -> asyncio.Server:
        """Fill every mailbox from disk and open IMAP over them."""
        arguments = Namespace(
            host=[_HOST], port=str(self.ports.imap), cert=None, key=None, tls=False, proxy_protocol=None,
            inherited_sockets=None, demo_data=False, demo_user="", demo_password="", passlib_cfg=None, debug=False,
        )  # fmt: skip
        backend, config = await DictBackend.init(arguments, secure_auth=False, hash_context=_HASH)
        config.apply_context()
        hashed = {}
        for address, password in self.users.items():
            if password not in hashed:  # hashing is slow on purpose; mailboxes of one room often share it
                hashed[password] = await Passwords(config).hash_password(password)
            backend.login.users_dict[address] = UserMetadata(config, address, password=hashed[password])
            self._inboxes[address] = await _Inbox.open(config, self.folder / _folder_name(address), address)
        reader = ProxyProtocolReader(config.proxy_protocol)  # none: it gives the server the caller's address
        return await asyncio.start_server(
            reader.get_callback(IMAPServer(backend.login, config)), _HOST, self.ports.imap
        )

    async def deliver(self, sender: str, address: str, raw: bytes) -> None:
        """Put a mail into a mailbox, or answer it by a bounce."""
        if address in self.bouncing:
            if sender in self._inboxes:
                await self._inboxes[sender].add(_bounce(sender, address, raw))
        else:
            await self._inboxes[address].add(raw)


class _Inbox:
    """One mailbox: files numbered in order of arrival, shown over IMAP by the same numbers."""

    def __init__(self, folder: Path, mailbox: Any) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.mailbox = mailbox
        self.lock = asyncio.Lock()
        self.last = 0

    @classmethod
    async def open(cls, config: Config, folder: Path, address: str) -> _Inbox:
        """Open a mailbox and show what lies in it."""
        mailboxes = MailboxSet()
        config.set_cache[address] = (mailboxes, FilterSet())
        inbox = cls(folder, await mailboxes.get_mailbox("INBOX"))
        inbox.mailbox._uid_validity = inbox._validity()  # noqa: SLF001  pymap makes a new one at every start
        inbox.mailbox._max_uid = 0  # noqa: SLF001  pymap begins at 100; here UIDs are the files' numbers
        for number, raw, when in inbox._kept():
            await inbox._show(number, raw, when)
        return inbox

    def _kept(self) -> list[tuple[int, bytes, datetime]]:
        """Read what lies on disk, in order of arrival."""
        mails = sorted(
            (int(path.stem), path) for path in self.folder.glob("*.eml") if path.stem.isascii() and path.stem.isdigit()
        )
        return [
            (number, path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)) for number, path in mails
        ]

    async def add(self, raw: bytes) -> None:
        """Write a mail down so that a power cut cannot lose it, then show it.

        Raises:
            OSError: it could not be written; it is not shown either.
        """
        async with self.lock:
            number = max(self.last, self.mailbox._max_uid) + 1  # noqa: SLF001  a client may have copied mails in
            _write_down(self.folder / f"{number:08d}.eml", raw)
            await self._show(number, raw, datetime.now(UTC))

    async def _show(self, number: int, raw: bytes, when: datetime) -> None:
        """Show a mail by its number, so that the same mail has the same UID after every restart."""
        self.last = number
        self.mailbox._max_uid = number - 1  # noqa: SLF001  pymap counts on from here and offers no other way
        await self.mailbox.append(AppendMessage(raw, when, frozenset()))

    def _validity(self) -> int:
        """Give the mailbox's UIDVALIDITY, made once."""
        note = self.folder / "uidvalidity"
        if not note.exists():
            _write_down(note, str(self.mailbox.uid_validity).encode("ascii"))
        return int(note.read_text("ascii"))


class _Handler:
    """What aiosmtpd asks: is there such a mailbox, and take this mail."""

    def __init__(self, room: MailRoom) -> None:
        self.room = room

    async def handle_MAIL(  # noqa: N802  aiosmtpd's name
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        # aiosmtpd's own `auth_required` warns, once a connection, of logins in clear; here is loopback only.
        if not session.authenticated:
            return _NOT_SIGNED_IN
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if _box(address) not in self.room.users:
            return _UNKNOWN
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        raw = envelope.original_content or b""
        for address in dict.fromkeys(_box(address) for address in envelope.rcpt_tos):
            try:
                await self.room.deliver(_box(envelope.mail_from or ""), address, raw)
            except OSError:
                return _FULL
        return "250 OK"


def _server(room: MailRoom, loop: asyncio.AbstractEventLoop) -> SMTP:
    def check(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object) -> AuthResult:
        # `handled=False` lets aiosmtpd give the answer, 535 where the login is wrong.
        if not isinstance(given, LoginPassword):
            return AuthResult(success=False, handled=False)
        password = room.users.get(given.login.decode("utf-8", "replace").casefold())
        is_right = password is not None and secrets.compare_digest(password.encode(), given.password)
        return AuthResult(success=is_right, handled=is_right)

    return SMTP(
        _Handler(room), data_size_limit=_LARGEST, enable_SMTPUTF8=True, hostname="mail-room.local",
        auth_require_tls=False, authenticator=check, loop=loop,
    )  # fmt: skip


def _box(address: str) -> str:
    """Give the mailbox of an address: a plus-part is the unit's own mark."""
    user, _, domain = address.casefold().rpartition("@")
    return f"{user.partition('+')[0]}@{domain}"


def _folder_name(address: str) -> str:
    """Give a mailbox its own folder, whatever signs its address has."""
    return quote(address, safe="@+")


def _write_down(path: Path, data: bytes) -> None:
    """Write a file so that after a power cut it is there as a whole or not at all: its bytes, then its name."""
    draft = path.with_name(f".{path.name}.new")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _bounce(sender: str, address: str, raw: bytes) -> bytes:
    """Write a bounce as providers do (RFC 3464): words, a status for machines, the headers of what came back."""
    bounce = EmailMessage(policy=SMTP_POLICY)
    bounce["From"] = "MAILER-DAEMON@mail-room.local"
    bounce["To"] = sender
    bounce["Subject"] = "退信：邮件未能送达"
    bounce["Date"] = format_datetime(datetime.now(UTC))
    bounce["Message-ID"] = make_msgid(domain="mail-room.local")
    bounce["Auto-Submitted"] = "auto-replied"
    bounce.set_content(f"您发往 {address} 的邮件未能送达：该邮箱已停用。")
    bounce.make_mixed()
    for part in (_status(address), _headers(raw)):
        bounce.attach(cast("EmailMessage", part))  # a plain Message serves: only its bytes are asked for
    bounce.replace_header("Content-Type", 'multipart/report; report-type="delivery-status"')
    return bounce.as_bytes()


def _status(address: str) -> Message:
    """Write the part for machines: one block for the server, one for the address."""
    server, failed = Message(), Message()
    server["Reporting-MTA"] = "dns; mail-room.local"
    failed["Final-Recipient"] = f"rfc822; {address}"
    failed["Action"], failed["Status"] = "failed", "5.1.1"
    status = Message()
    status["Content-Type"] = "message/delivery-status"
    status.set_payload([server, failed])
    return status


def _headers(raw: bytes) -> Message:
    headers = Message()
    headers["Content-Type"] = "text/rfc822-headers"
    headers.set_payload(raw.partition(b"\r\n\r\n")[0].decode("ascii", "surrogateescape"))
    return headers


def _port(server: asyncio.Server) -> int:
    return int(server.sockets[0].getsockname()[1])


def _cancel_all(loop: asyncio.AbstractEventLoop) -> None:
    """End every session that is still open, so that nothing is left behind."""
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
