"""A return 反馈件: its files read, its halves joined, the earlier one superseded and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.soliciting import find_request
from letters.kept_reading import KeptReading
from letters.merging import name_opinions
from letters.opinions import Return
from letters.quoted import without_quoted
from letters.reading.mail import parse_mail
from letters.returns import join_halves, read_return
from letters.secrecy import secrecy_of
from registry import journal, messages, opinions, solicitations, units
from registry.errors import FileRefused, NotPermitted, SecretPaper
from registry.lifecycle import PaperState, RequestState
from registry.opinions import DispositionRow, OpinionRow
from registry.papers import Paper
from registry.solicitations import Request
from registry.words import Stance

BODY = "邮件正文.eml"
_ASK = "请重新报送意见反馈表（docx），或盖章扫描件连同可编辑的电子版"


@dataclass(frozen=True)
class Sent:
    """What one mail, or one hand-over at the counter, brought."""

    body: str
    files: tuple[tuple[str, bytes], ...]
    received_at: datetime
    incoming_id: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of it."""

    number: str
    said: str
    problems: tuple[dict[str, str], ...] = ()

    def told(self, unit: str) -> Report:
        """Give it as a report, each file that could not be used with its reason."""
        rows = tuple((problem["file"], problem["reason"]) for problem in self.problems)
        return Report("登记反馈", f"{unit}：{self.said}", ("文件", "问题"), rows, self.number)


@dataclass(frozen=True)
class ReadAhead:
    """The files of a return, kept and read before the transaction that records it: reading may take seconds."""

    request_id: int
    files: tuple[dict[str, str], ...]  # name, sha256
    reading: KeptReading


def read_ahead(office: Office, session: Session, request: Request, sent: Sent) -> ReadAhead:
    """Keep and read what came for a request; nothing is written to the register."""
    paper = solicitations.paper_of(session, request)
    ours = [parse_mail(office.blobs.read(row.raw_sha256)).text for row in messages.of_request(session, request.id)]
    kept = [(name, office.blobs.keep(data)) for name, data in _with_body(sent, ours)]
    files = tuple({"name": name, "sha256": sha256} for name, sha256 in kept)
    return ReadAhead(request.id or 0, files, _read(office, session, paper, request, files))


def record_return(
    office: Office, session: Session, request: Request, sent: Sent, ahead: ReadAhead | None = None
) -> Outcome:
    """Record a return, within the caller's transaction.

    A sealed scan whose words cannot be read and an editable text are two halves of one return, whichever came first.
    Otherwise a later return supersedes the earlier one, which is kept.

    Args:
        office: where the paper is registered.
        session: the caller's transaction.
        request: what the return answers.
        sent: what came.
        ahead: the same as it was read before; where it was read for another request or draft it is read again.

    """
    paper = solicitations.paper_of(session, request)
    if ahead is None or (ahead.request_id, ahead.reading.draft) != (request.id, _draft_of(paper)):
        ahead = read_ahead(office, session, request, sent)
    files, halves = list(ahead.files), ahead.reading.halves
    earlier = [row for row in opinions.returns_of(session, request.id) if not row.superseded]
    before = halves_of(office, session, request, earlier[-1]) if earlier else ()
    if earlier and _completes(halves, before):
        files = [*earlier[-1].files, *files]
        halves = (*before, *halves)
    joined = joined_return(halves)
    problems = tuple(_problem(half) for half in halves if not half.usable and half.error and half.file != BODY)
    if not joined.usable and not sent.files and not earlier:
        # 收到，正在研究: an acknowledgement is no answer and no fault.
        return Outcome(paper.number, "来信未提意见，仍等待反馈")
    if not joined.usable and RequestState(request.state) in {RequestState.DEEMED, RequestState.WAIVED}:
        return Outcome(paper.number, "来件无法使用，原状态不变", problems)
    if not joined.usable and earlier and earlier[-1].usable:
        # An answer that stands is not put aside by a file nobody can read.
        return Outcome(paper.number, "新来的文件无法使用，原反馈仍有效", problems)
    decided = _decided(session, request.solicitation_id)
    for row in earlier:
        row.superseded = True
        session.add(row)
    row = _write_down(session, request, joined, sent, files)
    row.reading_sha256 = office.blobs.keep(KeptReading(ahead.reading.draft, tuple(halves)).as_bytes())
    session.add(row)
    _carry_over(session, request, decided)
    _reopen(session, paper)
    return Outcome(paper.number, _said(joined, bool(earlier)), problems if not _is_sealed_pair(joined) else ())


def hand_in(
    office: Office, number: str, unit: str, files: Sequence[tuple[str, bytes]], words: str, actor: str = "收发员"
) -> Outcome:
    """Record a return that came by OA, on paper or by hand.

    Raises:
        UnknownPaper, UnknownUnit, NotPermitted: no such request, or nothing handed in.
    """
    if not files and not words.strip():
        raise NotPermitted("没有可登记的反馈内容", todo="请附上反馈文件，或用 --text 写明“无意见”等内容")
    refuse_secret(office, files)
    now = office.now()
    sent = Sent(words, tuple(files), now)
    with office.store.reading() as session:
        ahead = read_ahead(office, session, find_request(session, number, unit), sent)
    with office.store.transaction() as session:
        request = find_request(session, number, unit)
        outcome = record_return(office, session, request, sent, ahead)
        journal.note(session, now, actor, "登记线下反馈", number, 单位=request.unit, 结果=outcome.said)
    return outcome


def halves_of(office: Office, session: Session, request: Request, row: opinions.Return) -> tuple[Return, ...]:
    """Give the files of a recorded return as they were read; read again where nothing was kept or the draft is another.

    Raises:
        StoreUnavailable: a kept file is gone.
    """
    paper = solicitations.paper_of(session, request)
    if row.reading_sha256:
        try:
            kept = KeptReading.of(office.blobs.read(row.reading_sha256))
        except FileRefused:
            kept = None
        if kept is not None and kept.draft == _draft_of(paper):
            return kept.halves
    return _read(office, session, paper, request, row.files).halves


def _read(
    office: Office, session: Session, paper: Paper, request: Request, files: Sequence[dict[str, str]]
) -> KeptReading:
    """Read kept files as one unit's return."""
    draft = office.blobs.read(_draft_of(paper))
    known = units.directory(session).find(request.unit)
    names = known.names if known else (request.unit,)
    kept = [(office.blobs.read(file["sha256"]), file["name"]) for file in files]
    read = [read_return(draft, data, name, names) for data, name in kept]
    if office.settings.read_scans and not any(half.usable for half in read):
        # Seconds a page: only where nothing that was written speaks.
        read = [
            read_return(draft, *file, names, recognise=True) if half.scanned else half
            for file, half in zip(kept, read, strict=True)
        ]
    return KeptReading(_draft_of(paper), tuple(replace(half, unit=request.unit) for half in read))


def _draft_of(paper: Paper) -> str:
    return paper.draft_sha256 or paper.letter_sha256 or ""


def joined_return(halves: Sequence[Return]) -> Return:
    """Join the files of one return; a covering mail that says nothing of its own does not count against it."""
    speaking = [half for half in halves if half.usable and half.stance is not Stance.OTHER_DOCUMENT]
    attached = [half for half in halves if half.file != BODY]
    if speaking:
        seals = [half for half in attached if half.sealed]
        return join_halves([*speaking, *(half for half in seals if half not in speaking)])
    return join_halves(attached or halves)


def refuse_secret(office: Office, files: Sequence[tuple[str, bytes]]) -> None:
    """Refuse a return that is marked 秘密 or above: it is not read, not merged, not mailed on.

    To be asked before the transaction that records it: a scan takes seconds a page.

    Raises:
        SecretPaper: names the file.
    """
    for name, data in files:
        try:
            mark = secrecy_of(office.read(data, name))
        except FileRefused:
            continue  # what cannot be read is said where it is read
        if mark is not None and mark.is_secret:
            raise SecretPaper(
                f"反馈件“{name}”标有“{mark}”，不得通过本系统办理",
                kept="未读取、未登记其内容",
                todo="请按涉密渠道线下办理，并从邮箱和本机清除该件",
            )


def _with_body(sent: Sent, ours: Sequence[str]) -> tuple[tuple[str, bytes], ...]:
    body = without_quoted(sent.body, ours)
    if not body:
        return sent.files
    mail = EmailMessage(policy=SMTP)
    mail.set_content(body)
    return (*sent.files, (BODY, mail.as_bytes()))


def _completes(halves: Sequence[Return], before: Sequence[Return]) -> bool:
    """Whether what came now and what came before are the two halves of one return, a sealed scan and its text."""
    return (_is_scan(halves) and _is_text(before)) or (_is_text(halves) and _is_scan(before))


def _is_scan(halves: Sequence[Return]) -> bool:
    return any(half.sealed for half in halves) and not any(half.usable and not half.scanned for half in halves)


def _is_text(halves: Sequence[Return]) -> bool:
    return any(half.usable and not half.scanned for half in halves) and not any(half.sealed for half in halves)


def _is_sealed_pair(joined: Return) -> bool:
    """Whether a sealed scan stands beside a text that is used: then the scan's unread words are no problem."""
    return joined.usable and joined.sealed is True


def _problem(half: Return) -> dict[str, str]:
    return {"file": half.file, "reason": half.error or "", "ask": _ASK}


_STATES = {
    Stance.OPINIONS: RequestState.ANSWERED,
    Stance.AGREE_WITH_OPINIONS: RequestState.ANSWERED,
    Stance.NO_COMMENT: RequestState.NO_COMMENT,
}


def _write_down(
    session: Session, request: Request, joined: Return, sent: Sent, files: Sequence[dict[str, str]]
) -> opinions.Return:
    row = opinions.Return(
        request_id=request.id or 0,
        incoming_id=sent.incoming_id,
        received_at=sent.received_at,
        stance=joined.stance,
        sealed=joined.sealed,
        usable=joined.usable,
        error=joined.error if not joined.usable else None,
        files=list(files),
    )
    session.add(row)
    session.flush()
    for named in name_opinions([joined]) if joined.usable else ():
        opinion = named.opinion
        session.add(
            OpinionRow(
                return_id=row.id or 0,
                key=named.id,
                unit=request.unit,
                clause=opinion.clause,
                kind=opinion.kind,
                original=opinion.original,
                proposed=opinion.proposed,
                reason=opinion.reason,
                how=opinion.how,
                author=opinion.author,
                file=named.file,
                place=opinion.place,
                confidence=opinion.confidence,
            )
        )
    state = _STATES.get(joined.stance, RequestState.UNUSABLE) if joined.usable else RequestState.UNUSABLE
    request.move(state)
    request.note = (joined.error or "")[:300] if state is RequestState.UNUSABLE else _seal_note(joined)
    if state.is_settled:
        request.answered_at = sent.received_at
    session.add(request)
    return row


def _decided(session: Session, solicitation_id: int | None) -> dict[str, DispositionRow]:
    """Give the decisions in force by the opinions' stable keys."""
    keys = {row.id: row.key for row in opinions.opinions_of(session, solicitation_id)}
    return {keys[number]: row for number, row in opinions.decisions(session, solicitation_id).items()}


def _carry_over(session: Session, request: Request, decided: dict[str, DispositionRow]) -> None:
    """Let a wish that a later return repeats in the same words keep what was decided on it."""
    for row in opinions.opinions_of(session, request.solicitation_id):
        known = decided.get(row.key)
        if known is not None and row.unit == request.unit and known.opinion_id != row.id:
            copied = known.model_dump(exclude={"id", "opinion_id"})
            session.add(DispositionRow(opinion_id=row.id or 0, **copied))


def _seal_note(joined: Return) -> str:
    """Say where the seal is missing, and where words were recognised: received, sealed and usable are three checks."""
    if joined.scanned and joined.opinions:
        return "意见由扫描件认读，请对照原件核对"
    return "" if joined.sealed else "未见公章，请补盖章件"


def _reopen(session: Session, paper: Paper) -> None:
    """Let a return that comes after the merge reopen it."""
    if paper.state == PaperState.MERGED:
        paper.move(PaperState.SOLICITING)
        session.add(paper)


def _said(joined: Return, superseding: bool) -> str:
    if not joined.usable:
        return f"无法使用：{joined.error or '未见意见'}，已请对方更正"
    count = f"{len(joined.opinions)}条意见" if joined.opinions else joined.stance.label
    return ("更新反馈：" if superseding else "") + count + ("（已盖章）" if joined.sealed else "")
