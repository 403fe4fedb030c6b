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
from flows.work.brought import brought, names_of, others_form, share_of
from flows.work.readings import Readings, refuse_secret
from flows.work.soliciting import find_request
from flows.work.versions import clauses_now, halves_of, read_files, text_of, version_of
from letters.carrying import with_answer
from letters.draft import open_draft
from letters.halves import BODY, completes, is_sealed_pair, joined_return
from letters.kept_reading import KeptReading
from letters.merging import Named, name_opinions
from letters.opinions import Return
from letters.place_names import place_name
from letters.quoted import without_quoted
from letters.reading.mail import parse_mail
from registry import journal, messages, opinions, solicitations
from registry.errors import NotPermitted
from registry.lifecycle import PaperState, RequestState
from registry.opinions import DispositionRow, OpinionRow
from registry.papers import Paper
from registry.solicitations import Request
from registry.words import Stance

_ASK = "请重新报送意见反馈表（docx），或盖章扫描件连同可编辑的电子版"
_TAKE_AGAIN = "请重新报送该文件；过大的请拆分、压缩，过多的请分次发送"


@dataclass(frozen=True)
class Sent:
    """What one mail, or one hand-over at the counter, brought."""

    body: str
    files: tuple[tuple[str, bytes], ...]
    received_at: datetime
    incoming_id: int | None = None
    refused: tuple[tuple[str, str], ...] = ()  # files that could not be taken, by name with the reason in Chinese
    mends: int | None = None  # the mail whose files our note asked to put right, where this answers the note


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
    readings: Readings


def read_ahead(office: Office, session: Session, request: Request, sent: Sent, readings: Readings) -> ReadAhead:
    """Keep and read what came for a request; nothing is written to the register.

    `readings` are those of its files that were looked at for marks of secrecy, so that none is read twice.
    """
    paper = solicitations.paper_of(session, request)
    ours = [parse_mail(office.blobs.read(row.raw_sha256)).text for row in messages.of_request(session, request.id)]
    kept = [(name, office.blobs.keep(data)) for name, data in _with_body(sent, ours)]
    files = tuple({"name": name, "sha256": sha256} for name, sha256 in kept)
    return ReadAhead(request.id or 0, files, read_files(office, session, paper, request, files, readings), readings)


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
    outcome = _recorded(office, session, request, sent, ahead)
    refused = tuple({"file": name, "reason": why, "ask": _TAKE_AGAIN} for name, why in sent.refused)
    said = f"；另有{len(refused)}个文件未能收取" if refused else ""
    return replace(outcome, said=outcome.said + said, problems=(*outcome.problems, *refused))


def _recorded(office: Office, session: Session, request: Request, sent: Sent, ahead: ReadAhead | None) -> Outcome:
    paper = solicitations.paper_of(session, request)
    if ahead is None or (ahead.request_id, ahead.reading.draft) != (request.id, text_of(paper)):
        ahead = read_ahead(office, session, request, sent, ahead.readings if ahead else Readings(office))
    before = _before(office, session, paper, request)
    if before.answered_later or _is_earlier(ahead.reading.halves, before.own_halves):
        return _kept_aside(office, session, request, sent, ahead, before)
    files, answer = list(ahead.files), ahead.reading.halves
    if before.own is not None and completes(answer, before.own_halves):
        files = [*before.own.files, *files]
        answer = (*before.own_halves, *answer)
    elif before.own is not None and sent.mends is not None and sent.mends == before.own.incoming_id:
        kept = _not_asked_for(before.own_halves, answer)
        names = {half.file for half in kept}
        files = [*(file for file in before.own.files if file["name"] in names), *files]
        answer = (*kept, *answer)
    answered = joined_return(answer)
    problems = tuple(_problem(half) for half in answer if not half.usable and half.error and half.file != BODY)
    if not answered.usable and not sent.files and not before.own:
        # 收到，正在研究: an acknowledgement is no answer and no fault.
        return Outcome(paper.number, "来信未提意见，仍等待反馈")
    if not answered.usable and RequestState(request.state) in {RequestState.DEEMED, RequestState.WAIVED}:
        return Outcome(paper.number, "来件无法使用，原状态不变", problems)
    if not answered.usable and before.own is not None and before.own.usable:
        # An answer that stands is not put aside by a file nobody can read.
        return Outcome(paper.number, "新来的文件无法使用，原反馈仍有效", problems)
    asked = clauses_now(office, session, request)
    adopted = opinions.adopted(session, paper.id)
    halves = with_answer(before.halves, answer, asked, adopted) if answered.usable else answer
    _write_down(office, session, paper, request, _Taken(sent, files, answered, halves), before)
    _reopen(session, paper)
    problems = problems if not is_sealed_pair(answered) else ()
    said = _said(answered, joined_return(halves), bool(before.own)) + _on_version(session, request, answer)
    if answered.usable and problems:
        said += f"；另有{len(problems)}个文件无法使用"
    return Outcome(paper.number, said, problems)


def _not_asked_for(before: Sequence[Return], answer: Sequence[Return]) -> tuple[Return, ...]:
    """Give the files that our note said need not be sent again: those that were used and do not come anew.

    A form takes the place of a form, a file that of one with its name.
    """
    names = {half.file for half in answer} - {BODY}
    has_form = any(half.token for half in answer)
    return tuple(
        half
        for half in before
        if (half.usable or half.sealed) and half.file not in names and not (has_form and half.token)
    )


@dataclass(frozen=True)
class _Before:
    """What stands of a unit's earlier returns: on this request, and on those it follows."""

    own: opinions.Return | None
    older: opinions.Return | None
    own_halves: tuple[Return, ...]  # without what the own one carries on
    halves: tuple[Return, ...]  # of both
    answered_later: int = 0  # the version of the draft the unit has answered on since

    @property
    def rows(self) -> list[opinions.Return]:
        return [row for row in (self.own, self.older) if row is not None]


@dataclass(frozen=True)
class _Taken:
    """A return as it is taken in: what came, the answer it is, and all that stands of the unit with it."""

    sent: Sent
    files: Sequence[dict[str, str]]
    answered: Return
    halves: tuple[Return, ...]


def _before(office: Office, session: Session, paper: Paper, request: Request) -> _Before:
    asked = solicitations.of_unit(session, paper.id, request.unit_id)
    standing = [(one, row) for one in asked for row in opinions.returns_of(session, one.id) if not row.superseded]
    own = next((row for one, row in standing if one.id == request.id), None)
    older = next((row for one, row in standing if (one.id or 0) < (request.id or 0)), None)
    # Also where what it said waits to be said anew: a third draft takes back 无意见 to the second.
    after = (one for one in asked if (one.id or 0) > (request.id or 0))
    later = next((one for one in after if any(row.usable for row in opinions.returns_of(session, one.id))), None)
    halves = halves_of(office, session, request, own) if own else ()
    carried = halves_of(office, session, request, older) if older else ()
    version = solicitations.get_round(session, request).draft_version
    return _Before(
        own,
        older,
        tuple(half for half in halves if half.version >= version),
        (*carried, *halves),
        solicitations.get_round(session, later).draft_version if later else 0,
    )


def _kept_aside(
    office: Office, session: Session, request: Request, sent: Sent, ahead: ReadAhead, before: _Before
) -> Outcome:
    """Keep an answer on an earlier version that comes after the unit has answered on a later one."""
    paper = solicitations.paper_of(session, request)
    joined = joined_return(ahead.reading.halves)
    row = _row_of(request, joined, sent, ahead.files)
    row.superseded, row.reading_sha256 = True, office.blobs.keep(ahead.reading.as_bytes())
    session.add(row)
    later = before.answered_later or version_of(before.own_halves)
    return Outcome(paper.number, f"针对前一稿，该单位已就第{later}稿反馈，来件存档、未作替代")


def hand_in(
    office: Office, number: str, unit: str, files: Sequence[tuple[str, bytes]], words: str, actor: str = "收发员"
) -> Outcome:
    """Record a return that came by OA, on paper or by hand.

    Raises:
        UnknownPaper, UnknownUnit, NotPermitted: no such request, nothing handed in, or forms of other units alone.
    """
    if not files and not words.strip():
        raise NotPermitted("没有可登记的反馈内容", todo="请附上反馈文件，或用 --text 写明“无意见”等内容")
    held = brought(files)
    with office.store.reading() as session:
        share, others = share_of(session, find_request(session, number, unit), held)
    readings = refuse_secret(office, share.files)
    now = office.now()
    sent = Sent(words, share.files, now, refused=share.refused)
    with office.store.reading() as session:
        request = find_request(session, number, unit)
        slip = others_form(session, request, share)
        ahead = read_ahead(office, session, request, sent, readings)
    with office.store.transaction() as session:
        request = find_request(session, number, unit)
        outcome = record_return(office, session, request, sent, ahead)
        journal.note(session, now, actor, "登记线下反馈", number, 单位=request.unit, 结果=outcome.said)
    left = f"；来件中还有{names_of(others)}的反馈表，请另行登记" if others else ""
    return replace(outcome, said=outcome.said + left + slip)


def _with_body(sent: Sent, ours: Sequence[str]) -> tuple[tuple[str, bytes], ...]:
    body = without_quoted(sent.body, ours)
    if not body:
        return sent.files
    mail = EmailMessage(policy=SMTP)
    mail.set_content(body)
    return (*sent.files, (BODY, mail.as_bytes()))


def _is_earlier(answer: Sequence[Return], own: Sequence[Return]) -> bool:
    """Whether an answer is on an earlier version of the draft than the one that stands."""
    return 0 < version_of(answer) < version_of(own)


def _problem(half: Return) -> dict[str, str]:
    return {"file": half.file, "reason": half.error or "", "ask": _ASK}


_STATES = {
    Stance.OPINIONS: RequestState.ANSWERED,
    Stance.AGREE_WITH_OPINIONS: RequestState.ANSWERED,
    Stance.NO_COMMENT: RequestState.NO_COMMENT,
}


def _write_down(
    office: Office, session: Session, paper: Paper, request: Request, taken: _Taken, before: _Before
) -> None:
    """Write down a return with its opinions; those it takes the place of are kept, superseded."""
    decided = _decided(session, paper)
    joined = joined_return(taken.halves) if taken.answered.usable else taken.answered
    row = _row_of(request, taken.answered, taken.sent, taken.files)
    if before.own is not None:
        row.carries_id = before.own.carries_id
        _supersede(session, before.own)
    if before.older is not None and taken.answered.usable:
        row.carries_id = before.older.id
        _supersede(session, before.older)
    row.reading_sha256 = office.blobs.keep(KeptReading(text_of(paper), taken.halves).as_bytes())
    session.add(row)
    session.flush()
    versions = {one.key: one.draft_version for old in before.rows for one in opinions.of_return(session, old.id)}
    draft = open_draft(office.blobs.read(text_of(paper)))
    for named in name_opinions([joined]) if joined.usable else ():
        version = versions.get(named.id, taken.answered.version)
        session.add(_opinion_row(row, request, named, version, place_name(draft, named.opinion)))
    _carry_over(session, paper, request, decided)
    _set_state(session, request, joined, taken.sent)


def _supersede(session: Session, row: opinions.Return) -> None:
    row.superseded = True
    session.add(row)


def _row_of(request: Request, joined: Return, sent: Sent, files: Sequence[dict[str, str]]) -> opinions.Return:
    return opinions.Return(
        request_id=request.id or 0,
        incoming_id=sent.incoming_id,
        received_at=sent.received_at,
        stance=joined.stance,
        sealed=joined.sealed,
        usable=joined.usable,
        error=joined.error if not joined.usable else None,
        files=list(files),
    )


def _opinion_row(row: opinions.Return, request: Request, named: Named, version: int, said: str) -> OpinionRow:
    opinion = named.opinion
    return OpinionRow(
        return_id=row.id or 0,
        key=named.id,
        unit=request.unit,
        draft_version=version,
        clause=opinion.clause,
        named=said,
        kind=opinion.kind,
        original=opinion.original,
        proposed=opinion.proposed,
        reason=opinion.reason,
        how=opinion.how,
        author=opinion.author,
        file=named.file,
        place=opinion.place,
        confidence=opinion.confidence,
        overtaken=opinion.overtaken,
    )


def _set_state(session: Session, request: Request, joined: Return, sent: Sent) -> None:
    state = _STATES.get(joined.stance, RequestState.UNUSABLE) if joined.usable else RequestState.UNUSABLE
    request.move(state)
    request.note = (joined.error or "")[:300] if state is RequestState.UNUSABLE else _seal_note(joined)
    if state.is_settled:
        request.answered_at = sent.received_at
    session.add(request)


def _decided(session: Session, paper: Paper) -> dict[str, DispositionRow]:
    """Give the decisions in force by the opinions' stable keys."""
    keys = {row.id: row.key for row in opinions.opinions_of(session, paper.id)}
    return {keys[number]: row for number, row in opinions.decisions(session, paper.id).items()}


def _carry_over(session: Session, paper: Paper, request: Request, decided: dict[str, DispositionRow]) -> None:
    """Let a wish that a later return repeats in the same words keep what was decided on it."""
    for row in opinions.opinions_of(session, paper.id):
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


def _said(answered: Return, joined: Return, superseding: bool) -> str:
    if not answered.usable:
        return f"无法使用：{answered.error or '未见意见'}，已请对方更正"
    count = f"{len(answered.opinions)}条意见" if answered.opinions else answered.stance.label
    kept = len(joined.opinions) - len(answered.opinions)
    carried = f"，此前{kept}条意见沿用" if kept > 0 else ""
    return ("更新反馈：" if superseding else "") + count + carried + ("（已盖章）" if answered.sealed else "")


def _on_version(session: Session, request: Request, answer: Sequence[Return]) -> str:
    """Say that a unit wrote on an earlier version of the draft than it is asked about now."""
    asked = solicitations.get_round(session, request).draft_version
    if request.followed_by_id is not None:
        return f"；针对第{asked}稿，后一稿仍待反馈"
    written_on = sorted({half.version for half in answer if half.usable and half.opinions})
    if not written_on or written_on[0] >= asked:
        return ""
    some = "其中有的所改" if written_on[-1] >= asked else "所改"
    return f"；{some}为第{written_on[0]}稿，请核对"
