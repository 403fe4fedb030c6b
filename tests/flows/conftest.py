"""An office with records on SQLite and on PostgreSQL, a real mail room, and units that answer. No engine."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from desk.demo import region
from flows.mail_room import mail_room
from flows.office import Office
from flows.work import (
    collecting,
    drafting,
    endorsing,
    keeping,
    mailing,
    merging,
    proposing,
    receiving,
    returning,
    soliciting,
)
from letters.outline import outline
from letters.reading import read_document
from post.account import Account
from post.local import MailRoom
from post.message import build_mail
from post.smtp import Envelope, send
from registry import papers, solicitations
from registry.calendar import SHANGHAI
from registry.solicitations import Request
from tests.flows import saved as saved_offices

ASKED = ("云泽市教育局", "云泽市公安局", "云泽市财政局", "云泽市农业农村局")
BOUNCING = "nongye@yunze.example"


class Desk:
    """A clerk's hands on an office whose clock can be set."""

    def __init__(self, folder: Path, url: str) -> None:
        self.values: dict[str, object] = {
            "folder": folder, "database_url": url, "name": region.OFFICE, "address": "office@yunze.example",
            "agency": "云政办函", "leader_address": "ld@yunze.example", "silence_is_consent": True, "read_scans": False,
            "leaders": ({"name": "沈砚秋", "title": "副市长"},),
        }  # fmt: skip
        self.units = ""
        self.at("2026-03-05T09:30")

    def at(self, moment: str) -> Office:
        self.values["now"] = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
        self.office = Office.from_settings(**self.values)
        return self.office

    def setting(self, **values: object) -> Office:
        self.values |= values
        self.office = Office.from_settings(**self.values)
        return self.office

    def import_units(self, *kept: str) -> None:
        """Import the fictional city's units; where some are named only those, the office and the lead."""
        rows = region.units_csv().decode("utf-8-sig").splitlines()
        if kept:
            rows = [rows[0], *(row for row in rows if row.startswith((region.OFFICE, region.LEAD, *kept)))]
        keeping.import_units(self.office, "units.csv", "\n".join(rows).encode())
        self.units = "\n".join(rows)

    def receive(self) -> str:
        files = [(region.LETTER_NAME, region.incoming_letter()), (region.DRAFT_NAME, region.draft_plan())]
        return receiving.receive(self.office, files).number

    def endorsed(self) -> str:
        return self.saved("endorsed", self._endorsed)

    def _endorsed(self) -> str:
        number = self.receive()
        proposing.propose(self.office, number)
        endorsing.endorse(self.office, number, "沈砚秋", "", "同意。")
        return number

    def solicited(self, room: ExitStack) -> str:
        """Bring the paper to where its letters are out; the mail room in `room` is opened anew over what was saved."""
        number = self.saved("solicited", self._solicited, room)
        self.at("2026-03-06T09:00")
        return number

    def _solicited(self) -> str:
        number = self._endorsed()
        self.at("2026-03-06T09:00")
        round_ = soliciting.open_consultation(self.office, number)
        drafting.compose_letters(self.office, round_)
        mailing.send_outbox(self.office)
        return number

    def saved(self, point: str, walk: Callable[[], str], room: ExitStack | None = None) -> str:
        """Bring an untouched office to a point of the procedure: by walking there once, then from what was saved."""
        if not saved_offices.is_untouched(self.office):
            return walk()
        settings = {name: value for name, value in self.values.items() if name not in {"folder", "database_url"}}
        key = f"{point} {self.office.settings.url[:6]} {settings} {self.units}"
        if not saved_offices.is_saved(key):
            number = walk()
            saved_offices.save(key, self.office, number)
            return number
        if room is None:
            return saved_offices.restore(key, self.office)
        room.close()
        number = saved_offices.restore(key, self.office)
        room.enter_context(self.mail_room())
        return number

    def mail_room(self) -> AbstractContextManager[MailRoom]:
        return mail_room(self.office, frozenset({BOUNCING}), frozenset({"jihua@shuoyuan.example"}))

    def requests(self, number: str) -> dict[str, Request]:
        with self.office.store.reading() as session:
            rows = solicitations.in_force(session, papers.find(session, number).id)
            session.expunge_all()
        return {row.unit: row for row in rows}

    def mail(
        self,
        user: str,
        subject: str,
        text: str,
        files: list[tuple[str, bytes]] | None = None,
        message_id: str = "",
        in_reply_to: str | None = None,
    ) -> None:
        """Let a unit send a mail to the office."""
        sender = f"{user}@yunze.example"
        raw = build_mail(
            sender=(user, sender), to="office@yunze.example", subject=subject, text=text, attachments=files or [],
            message_id=message_id or f"<{uuid.uuid4().hex}@yunze.example>", dated=self.office.now(),
            in_reply_to=in_reply_to,
        )  # fmt: skip
        smtp = self.office.smtp
        account = Account(smtp.host, smtp.port, sender, smtp.password, "none")
        [delivery] = send(account, [Envelope(1, sender, "office@yunze.example", raw)])
        assert delivery.outcome == "delivered"

    def tag(self, number: str, unit: str) -> str:
        return f"[YJ-{number}-{self.requests(number)[unit].token}]"

    def collect(self) -> list[tuple[str, ...]]:
        return list(collecting.collect(self.office).rows)


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    return Desk(tmp_path / "office", database_url)


@pytest.fixture
def room(desk: Desk) -> Iterator[ExitStack]:
    """Open the mail room of an office that knows its units; what it holds is opened anew over a saved office."""
    desk.import_units(*ASKED)
    with ExitStack() as opened:
        opened.enter_context(desk.mail_room())
        yield opened


@pytest.fixture
def with_mail(desk: Desk, room: ExitStack) -> Callable[[], str]:
    """Give what brings a paper to the point where its letters are out and the mail room is open."""
    return lambda: desk.solicited(room)


@pytest.fixture
def disputed(desk: Desk, room: ExitStack) -> str:
    """Bring a paper to where it is merged, and one unit would delete what another would rewrite."""

    def walk() -> str:
        number = desk.solicited(room)
        clauses = outline(read_document(region.draft_plan(), region.DRAFT_NAME)).clauses
        shared = desk.requests(number)[ASKED[0]].clauses[0]
        words = next(clause.text for clause in clauses if clause.path == shared).split("，")[1]
        returning.hand_in(desk.office, number, ASKED[0], [], f"经研究，建议删除“{words}”，理由：已有规定。")
        returning.hand_in(desk.office, number, ASKED[1], [], f"建议将“{words}”修改为“另行规定”。")
        for unit in ASKED[2:]:
            returning.hand_in(desk.office, number, unit, [], f"{unit}：经研究，无意见。")
        merging.merge(desk.office, number)
        return number

    number = desk.saved("disputed", walk, room)
    desk.at("2026-03-06T09:00")
    return number
