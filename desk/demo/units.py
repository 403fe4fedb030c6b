"""The fictional units of the demonstration at their own desks: they read their mailbox and answer as units do."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desk.demo import answers as papers_of
from flows.office import MAIL_ROOM_FILE, Office
from letters.directory_sheet import read_directory
from letters.outline import outline
from letters.reading import read_document
from letters.reading.mail import Mail, parse_mail
from post.account import Account
from post.imap import fetch
from post.message import build_mail
from post.smtp import Envelope, send
from registry import papers, solicitations

_PLAN = (
    ("form", 1), ("prose", 1), ("tracked", 1), ("scan", 1), ("body", 1),
    ("form", 2), ("prose", 2), ("comments", 2), ("broken", 2), ("bounce", 0), ("scan", 2),
    ("late", 3), ("silent", 0),
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """How one unit answers, and in which wave its mail comes; 0 sends none."""

    unit: str
    address: str
    kind: str
    wave: int


def answers(asked: Sequence[str], units_csv: bytes) -> list[Answer]:
    """Give each asked unit its way of answering; the unit with the broken file sends a good form in the last wave."""
    addresses = {unit.name: unit.email for unit in read_directory(units_csv, "units.csv").units}
    plan = [Answer(unit, addresses[unit], kind, wave) for unit, (kind, wave) in zip(asked, _PLAN, strict=False)]
    again = [Answer(reply.unit, reply.address, "form", 3) for reply in plan if reply.kind == "broken"]
    return plan + again


def send_answers(office: Office, number: str, replies: Sequence[Answer]) -> None:
    """Let units answer over SMTP, each from its own mailbox and to the letter it finds there over IMAP."""
    room = json.loads((office.settings.folder / MAIL_ROOM_FILE).read_text("utf-8"))
    draft, clauses = _draft(office, number)
    for reply in replies:
        account = Account("127.0.0.1", room["imap"], reply.address, room["password"], "none")
        letter = next(_letters(account))
        raw = _write(office, reply, letter, draft, clauses.get(reply.unit, ()))
        outgoing = Account("127.0.0.1", room["smtp"], reply.address, room["password"], "none")
        for delivery in send(outgoing, [Envelope(1, reply.address, office.settings.address, raw)]):
            if delivery.outcome != "delivered":  # pragma: no cover  the demonstration's own mail room takes it
                raise AssertionError(delivery.answer)


def _letters(account: Account) -> Iterator[Mail]:
    """Give the letters a unit finds in its mailbox: mails with a tag in their subject, newest last."""
    for item in fetch(account, "INBOX", None):
        mail = parse_mail(item.raw or b"")
        if "征求意见：" in mail.subject:
            yield mail


def _draft(office: Office, number: str) -> tuple[bytes, dict[str, tuple[int, ...]]]:
    """Give the draft, and for each asked unit the ids of its clauses."""
    with office.store.reading() as session:
        paper = papers.find(session, number)
        data = office.blobs.read(paper.draft_sha256 or "")
        ids = {clause.path: clause.id for clause in outline(read_document(data, "draft.docx")).clauses}
        requests = solicitations.in_force(session, paper.id)
        return data, {row.unit: tuple(ids[path] for path in row.clauses if path in ids) for row in requests}


def _write(office: Office, reply: Answer, letter: Mail, draft: bytes, clauses: tuple[int, ...]) -> bytes:
    on = office.now().date()
    form = next((part.data for part in letter.attachments if "意见反馈表" in part.name), b"")
    text, files = _KINDS[reply.kind](office, reply, form, draft, clauses, on)
    return build_mail(
        sender=(reply.unit, reply.address),
        to=office.settings.address,
        subject=f"回复：{letter.subject}",
        text=text,
        attachments=files,
        message_id=f"<{uuid.uuid4().hex}@yunze.example>",
        dated=office.now(),
        in_reply_to=letter.message_id,
    )


_Written = tuple[str, list[tuple[str, bytes]]]
_Kind = Callable[[Office, Answer, bytes, bytes, tuple[int, ...], date], _Written]
_COVER = "反馈意见见附件，请查收。"


def _form(_: Office, reply: Answer, form: bytes, _draft: bytes, _clauses: tuple[int, ...], _on: date) -> _Written:
    return _COVER, [(f"意见反馈表（{reply.unit}）.docx", papers_of.filled_form(form, rows=2))]


def _prose(office: Office, reply: Answer, _: bytes, draft: bytes, clauses: tuple[int, ...], on: date) -> _Written:
    letter = papers_of.prose_letter(draft, reply.unit, office.settings.name, on, clauses, agree=reply.kind == "late")
    return _COVER, [(f"{reply.unit}复函.docx", letter)]


def _body(_: Office, reply: Answer, _form: bytes, draft: bytes, clauses: tuple[int, ...], _on: date) -> _Written:
    return papers_of.mail_body(draft, reply.unit, clauses), []


def _tracked(_: Office, reply: Answer, _form: bytes, draft: bytes, clauses: tuple[int, ...], on: date) -> _Written:
    return _COVER, [("征求意见稿（修订）.docx", papers_of.tracked_copy(draft, reply.unit, on, clauses))]


def _comments(_: Office, reply: Answer, _form: bytes, draft: bytes, clauses: tuple[int, ...], on: date) -> _Written:
    return _COVER, [("征求意见稿（批注）.docx", papers_of.commented_copy(draft, reply.unit, on, clauses))]


def _scan(_: Office, reply: Answer, _form: bytes, _draft: bytes, _clauses: tuple[int, ...], _on: date) -> _Written:
    return papers_of.no_comment(reply.unit), [("盖章扫描件.pdf", papers_of.sealed_scan())]


def _broken(_: Office, _reply: Answer, form: bytes, _draft: bytes, _clauses: tuple[int, ...], _on: date) -> _Written:
    return _COVER, [("意见反馈表.docx", papers_of.broken_file(form))]


_KINDS: dict[str, _Kind] = {
    "form": _form, "prose": _prose, "late": _prose, "body": _body, "tracked": _tracked,
    "comments": _comments, "scan": _scan, "broken": _broken,
}  # fmt: skip
