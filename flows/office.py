"""The office: settings and wiring, once. Everything the stages use hangs on it."""

from __future__ import annotations

import json
import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from flows.settings import Settings, load
from flows.work.files import read_file
from letters.calendar_sheet import CalendarSheet, read_calendar
from letters.document import Document
from letters.reading import read_document
from letters.seal_picture import Seal, read_seal
from letters.wording import Wordings, words
from post.account import Account
from registry import leases
from registry.blobs import Blobs
from registry.calendar import SHANGHAI, Calendar, OfficeHours, SetDay, Worked
from registry.errors import MailUnavailable, SettingFault, StoreUnavailable
from registry.faults import why_not
from registry.numbering import RegisterNumbering
from registry.readers import Reader
from registry.reminders import LadderSetting
from registry.store import Store

_LEASE = timedelta(minutes=20)
CALENDAR_FILE = "calendar.csv"
MAIL_ROOM_FILE = "mail-room.json"


@dataclass(frozen=True)
class Office:
    """One office: its settings, its records, its clock, its mailbox."""

    settings: Settings

    @classmethod
    def from_settings(cls, **values: object) -> Office:
        """Open the office in HUIBAN_FOLDER; its database is brought to this code's version.

        Raises:
            SettingFault: settings that cannot be used.
            StoreUnavailable: a database that is locked, unreachable or newer than the code.
        """
        settings = load(**values)
        if not settings.name:
            raise SettingFault(
                f"办公目录“{settings.folder}”尚未设置本单位名称",
                todo="请先运行 huiban init，或在 office.toml 中填写 name",
            )
        try:
            settings.folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StoreUnavailable(f"办公目录“{settings.folder}”无法建立（{why_not(fault)}）") from fault
        office = cls(settings)
        office.store.migrate()
        return office

    @cached_property
    def store(self) -> Store:
        """The registry's database."""
        return Store(self.settings.url)

    @cached_property
    def blobs(self) -> Blobs:
        """The files, by their SHA-256."""
        return Blobs(self.settings.folder / "blobs")

    @property
    def calendar_sheet(self) -> CalendarSheet:
        """The days the office imported from a yearly notice; none where it imported nothing."""
        path = self.settings.folder / CALENDAR_FILE
        return read_calendar(read_file(path), CALENDAR_FILE) if path.exists() else CalendarSheet()

    @cached_property
    def calendar(self) -> Calendar:
        """Working days and hours, the office's own exceptions included."""
        own = dict.fromkeys(self.settings.rest_days, SetDay(Worked.REST))
        own |= dict.fromkeys(self.settings.work_days, SetDay(Worked.WORK))
        sheet = self.calendar_sheet
        hours = OfficeHours.parse(self.settings.hours)
        return Calendar(hours=hours, exceptions={**sheet.days, **own}, announced=sheet.announced)

    @property
    def numbering(self) -> RegisterNumbering:
        """The form of register numbers."""
        return RegisterNumbering(self.settings.register_number)

    @property
    def ladder(self) -> LadderSetting:
        """The reminder ladder."""
        return LadderSetting(tuple(self.settings.reminder_before), self.settings.tell_office_after)

    @property
    def readers(self) -> tuple[Reader, ...]:
        """The leaders who read papers, in order of rank, with their terms."""
        return tuple(leader.as_reader() for leader in self.settings.leaders)

    @property
    def merging(self) -> timedelta:
        """The office time merging takes."""
        return timedelta(hours=self.settings.merging_hours)

    @property
    def mark(self) -> str:
        """发文机关标志."""
        return self.settings.mark or self.settings.name

    @cached_property
    def seal(self) -> Seal | None:
        """The seal of the office's own letters: none, room for one stamped by hand, or a picture; the picture is kept.

        Raises:
            SettingFault: no picture named.
            FileRefused: it cannot be read, or is no seal's picture.
        """
        settings = self.settings
        if settings.seal == "none":
            return None
        if settings.seal == "by_hand":
            return Seal(settings.seal_diameter)
        if not settings.seal_image:
            raise SettingFault(
                "seal 设为 picture，但没有写明印章图片",
                todo="请在 office.toml 中填写 seal_image，或把 seal 改为 by_hand",
            )
        data = read_file(settings.folder / settings.seal_image)
        seal = read_seal(data, settings.seal_diameter)
        self.blobs.keep(data)  # so that a letter can be made again after the office has a new seal
        return seal

    @property
    def wordings(self) -> Wordings:
        """The office's own wording over the shipped one."""
        return Wordings(self.settings.folder / "templates")

    def words(self, name: str, **values: object) -> str:
        """Give a text in the office's own wording, with what every letter of it says of the office.

        Raises:
            TemplateFault: the template is wrong or lacks a value.
        """
        settings = self.settings
        own = {"address": settings.address, "contact": settings.contact, "phone": settings.phone}
        return words(name, wordings=self.wordings, signature=settings.name, **own, **values)

    def read(self, data: bytes, name: str) -> Document:
        """Read a file; words in pictures only where the office wants the seconds a page that they take.

        Raises:
            FileRefused: it cannot be read.
        """
        return read_document(data, name, recognise=self.settings.read_scans)

    def now(self) -> datetime:
        """Give the office's moment: the real one, or a drill's."""
        if self.settings.now is not None:
            return self.settings.now.astimezone(SHANGHAI)
        return datetime.now(SHANGHAI)

    @property
    def smtp(self) -> Account:
        """The account that mail leaves by."""
        return self._account("smtp")

    @property
    def imap(self) -> Account:
        """The account that mail comes in by."""
        return self._account("imap")

    def _account(self, kind: str) -> Account:
        settings = self.settings
        user = settings.mail_user or settings.address
        if not settings.address:
            raise SettingFault("尚未设置本单位邮箱", todo="请在 office.toml 中填写 address")
        if settings.has_own_mail_room:
            room = self._mail_room()
            return Account("127.0.0.1", int(str(room[kind])), settings.address, str(room["password"]), "none")
        password = settings.mail_password.get_secret_value()
        if kind == "smtp":
            return Account(settings.smtp_host, settings.smtp_port, user, password, settings.smtp_tls)
        return Account(settings.imap_host, settings.imap_port, user, password, settings.imap_tls)

    def _mail_room(self) -> dict[str, object]:
        """Read where the embedded mail room listens, as it wrote down itself when it opened."""
        path = self.settings.folder / MAIL_ROOM_FILE
        try:
            room: dict[str, object] = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as fault:
            raise MailUnavailable(
                "内置邮局没有开",
                kept="待发函件原样保留",
                todo="请运行 huiban up，或在 office.toml 中设置单位邮箱服务器",
            ) from fault
        return room

    @contextmanager
    def lease(self, name: str) -> Iterator[Hold]:
        """Take a lease for the length of a piece of work; the hold says whether it was free.

        Leases run on the real clock: a drill's moved clock must not free what somebody holds.
        """
        hold = Hold(self.store, name, f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}")
        hold.renew()
        try:
            yield hold
        finally:
            hold.release()


@dataclass
class Hold:
    """A lease being asked for, held or lost. Long work renews it between its slices."""

    store: Store
    name: str
    holder: str
    taken: bool = False

    def renew(self) -> bool:
        """Take the lease or hold it longer; `False` where another is at work."""
        with self.store.transaction() as session:
            now = datetime.now(SHANGHAI)
            known = leases.holder_of(session, self.name)
            if known is not None and (_is_dead(known.holder) or known.expires_at > now + 2 * _LEASE):
                # A killed process of this machine, or a clock that was set back: nobody is at work there any more.
                leases.release(session, self.name, known.holder, now)
            self.taken = leases.take(session, self.name, self.holder, now, _LEASE)
        return self.taken

    def release(self) -> None:
        """Give the lease back."""
        if self.taken:
            with self.store.transaction() as session:
                leases.release(session, self.name, self.holder, datetime.now(SHANGHAI))


def _is_dead(holder: str) -> bool:
    """Whether a lease's holder was a process of this machine that has ended."""
    host, _, rest = holder.partition(":")
    number = rest.partition(":")[0]
    if host != socket.gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
