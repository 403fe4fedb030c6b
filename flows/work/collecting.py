"""反馈: fetch mail, keep its bytes, match it to a request, read what the unit sent back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.brought import Brought, File, brought, names_of
from flows.work.mailbox import FOLDER, cursor, mark_mailbox
from flows.work.mailing import queue_mail, undelivered
from flows.work.readings import Readings, refuse_secret
from flows.work.returning import ReadAhead, Sent, read_ahead, record_return
from flows.work.versions import answered_version
from letters.reading.mail import Mail, parse_mail
from post.imap import Fetched, fetch, look
from post.matching import AskedRequest, Guess, Match, match
from post.tokens import subject_tag
from registry import journal, messages, solicitations, units
from registry.errors import HuibanError, SecretPaper, StoreUnavailable
from registry.lifecycle import PaperState, RequestState
from registry.messages import Incoming, IncomingState
from registry.solicitations import Request

_TRIES = 3  # a mail that cannot be parsed this often is shown to a person
_PLACES = {"bounce": IncomingState.BOUNCE, "auto_reply": IncomingState.AUTO_REPLY, "own": IncomingState.DISMISSED}


def has_new_mail(office: Office) -> bool:
    """Whether the mailbox holds mail not yet fetched, or fetched mail waits to be read. At most three commands."""
    with office.store.reading() as session:
        if messages.stored(session):
            return True
        position = cursor(session)
    return look(office.imap, FOLDER, position)


def collect(office: Office) -> Report:
    """Fetch what is new, then read and match every mail kept so far.

    Raises:
        MailRefused, MailUnavailable: the mailbox; what was fetched before is kept and read next time.
    """
    with office.lease("collect") as hold:
        if not hold.taken:
            return Report("收集反馈", "另一收取任务正在进行，本次未重复收取")
        fetched = 0
        position = mark_mailbox(office)
        for item in fetch(office.imap, FOLDER, position):
            _keep(office, item)
            fetched += 1
            hold.renew()
        rows = []
        with office.store.reading() as session:
            waiting = [row.id for row in messages.stored(session)]
        for incoming_id in waiting:
            rows.append(_take_in(office, incoming_id or 0))
            hold.renew()
    said = f"新收{fetched}封，处理{len(rows)}封" if rows or fetched else "没有新邮件"
    return Report("收集反馈", said, ("来信", "主题", "对应", "结果"), tuple(rows))


def _keep(office: Office, item: Fetched) -> None:
    """Keep a mail: its bytes fsynced first, then one transaction for its row and the cursor."""
    sha256 = office.blobs.keep(item.raw) if item.raw is not None else f"oversize:{item.uidvalidity}:{item.uid}"
    now = office.now()
    with office.store.transaction() as session:
        if not messages.is_kept(session, sha256):
            row = Incoming(folder=FOLDER, uidvalidity=item.uidvalidity, uid=item.uid, raw_sha256=sha256, at=now)
            if item.raw is None:
                row.state = IncomingState.UNREADABLE
                row.how = f"邮件过大或邮局未给出内容（{item.size // 1_000_000}MB），未收取，请到邮箱中查看"
            session.add(row)
        messages.move_cursor(session, FOLDER, item.uidvalidity, item.uid)


def _take_in(office: Office, incoming_id: int) -> tuple[str, ...]:
    """Read one kept mail, match it and let it have its effect; whatever fails is this mail's alone."""
    with office.store.transaction() as session:
        row = messages.incoming(session, incoming_id)
        row.attempts += 1
        session.add(row)
        raw_sha256, attempts = row.raw_sha256, row.attempts
    try:
        return _matched(office, incoming_id, _parsed(office, incoming_id, raw_sha256))
    except StoreUnavailable as fault:
        if attempts < _TRIES:
            raise  # most likely not this mail's fault
        why = fault.happened
    except SecretPaper as fault:
        return _set_aside(office, incoming_id, f"{fault.happened}；{fault.todo}", is_last=True)
    except HuibanError as fault:
        why = fault.happened
    except Exception as fault:  # noqa: BLE001  one mail nobody foresaw must never stop those behind it
        why = f"无法处理（{type(fault).__name__}）"
    return _set_aside(office, incoming_id, why, is_last=attempts >= _TRIES)


def _parsed(office: Office, incoming_id: int, raw_sha256: str) -> Mail:
    """Read a kept mail and note who wrote it, so that a person knows even if nothing else works."""
    mail = parse_mail(office.blobs.read(raw_sha256))
    with office.store.transaction() as session:
        row = messages.incoming(session, incoming_id)
        row.sender, row.subject, row.message_id = mail.from_address[:250], mail.subject[:300], mail.message_id[:990]
        session.add(row)
    return mail


def _matched(office: Office, incoming_id: int, mail: Mail) -> tuple[str, ...]:
    """Match a mail and let it have its effect, in one transaction."""
    # Matched twice: outside the transaction to know whether its files must be read for marks of secrecy, which takes
    # too long to hold the database; within it for the truth, as requests may have opened or closed meanwhile.
    held = brought((part.name, part.data) for part in mail.attachments)
    with office.store.reading() as session:
        row = messages.incoming(session, incoming_id)
        _, shares = _found(office, session, row, mail, held)
        session.expunge_all()
    ahead: dict[int, ReadAhead] = {}
    if shares:
        readings = refuse_secret(office, [file for sent in shares.values() for file in sent.files])
        ahead = {number: read_share_ahead(office, number, sent, readings) for number, sent in shares.items()}
    with office.store.transaction() as session:
        row = messages.incoming(session, incoming_id)
        if messages.seen_before(session, row):
            row.state, row.how = IncomingState.DISMISSED, "同一封来信此前已收到"
            return (row.sender, row.subject, "—", row.how)
        found, shares = _found(office, session, row, mail, held)
        row.how = found.how
        if shares:
            return _answered(office, session, row, found, shares, ahead)
        return _effect(office, session, row, found)


def _found(office: Office, session: Session, row: Incoming, mail: Mail, held: Brought) -> tuple[Match, dict[int, Sent]]:
    """Say what a mail is, and what of it answers which request."""
    asked = _asked(session)
    found = match(mail, asked, messages.sent_ids(session), {office.settings.address}, form_tokens=held.told)
    if found.kind == "pen":
        shares = _by_form(asked, row, mail, held)
        return (
            (replace(found, kind="request", how="同一邮箱报来几家的反馈表，已分开登记"), shares)
            if shares
            else (found, {})
        )
    if found.kind != "request" or found.request_id is None:
        return found, {}
    request = solicitations.get_request(session, found.request_id)
    if request.followed_by_id is not None:
        found = _of_version(office, session, found, request, held)
    return found, {} if found.request_id is None else {found.request_id: sent_in(session, row, mail, held)}


def _by_form(asked: Sequence[AskedRequest], row: Incoming, mail: Mail, held: Brought) -> dict[int, Sent]:
    """Part a mail that brings the forms of several units with one mailbox, and nothing else, by unit."""
    by_token = {request.token: request for request in asked}
    sender = mail.from_address.casefold()
    files: dict[int, list[File]] = {}
    for file, token in zip(held.files, held.tokens, strict=True):
        request = by_token.get(token)
        if request is None or sender not in {address.casefold() for address in request.addresses}:
            return {}
        files.setdefault(request.id, []).append(file)
    if len(files) < 2 or held.refused:  # noqa: PLR2004  one unit's mail is no mail of several
        return {}
    return {number: Sent("", tuple(of), row.at, row.id) for number, of in files.items()}


def _of_version(office: Office, session: Session, found: Match, request: Request, held: Brought) -> Match:
    """Part answers in the thread of an earlier letter: on the text they were written on, or a person says on which.

    A form of that letter's round says that it is on that round's text, unless a copy of a later text came with it.
    """
    written_on = answered_version(office, session, request, [data for _, data in held.files])
    paper = solicitations.paper_of(session, request)
    requests = solicitations.of_unit(session, paper.id, request.unit_id)
    versions = {one.id: solicitations.get_round(session, one).draft_version for one in requests}
    has_form = request.token in held.tokens
    if has_form and (written_on is None or written_on <= versions[request.id]):
        return found
    if written_on is not None:
        about = next((one for one in requests if versions[one.id] >= written_on), requests[-1])
        return replace(found, request_id=about.id, how=f"{found.how}，附件改在第{written_on}稿上")
    if not any(one.sent_at for one in requests if (one.id or 0) > (request.id or 0)):
        return found  # the unit has not seen the later draft
    guesses = [Guess(one.id or 0, one.unit, f"第{versions[one.id]}稿的征求意见") for one in reversed(requests)]
    why = f"{request.unit}回复的是第{versions[request.id]}稿的来函，而后一稿已发出，请核对所说是哪一稿"
    return Match("pen", why, guesses=tuple(guesses))


def read_share_ahead(office: Office, request_id: int, sent: Sent, readings: Readings) -> ReadAhead:
    """Read what a mail brings for a request before the transaction that records it; see `read_ahead`."""
    with office.store.reading() as session:
        return read_ahead(office, session, solicitations.get_request(session, request_id), sent, readings)


def _asked(session: Session) -> list[AskedRequest]:
    """Give every request a mail may answer, with the addresses its unit is known by."""
    numbers: dict[int, str] = {}
    versions: dict[int, int] = {}
    addresses = units.addresses(session)
    asked = []
    for request in solicitations.asked(session):
        if request.solicitation_id not in numbers:
            numbers[request.solicitation_id] = solicitations.paper_of(session, request).number
            versions[request.solicitation_id] = solicitations.get_round(session, request).draft_version
        address = addresses.get(request.unit_id, "")
        asked.append(
            AskedRequest(
                id=request.id or 0,
                token=request.token,
                unit=request.unit,
                addresses=(address,) if address else (),
                number=numbers[request.solicitation_id],
                version=versions[request.solicitation_id],
                is_open=RequestState(request.state).is_open and request.followed_by_id is None,
            )
        )
    return asked


def _answered(
    office: Office,
    session: Session,
    row: Incoming,
    found: Match,
    shares: Mapping[int, Sent],
    ahead: Mapping[int, ReadAhead],
) -> tuple[str, ...]:
    """Record what a mail brings for one request, or for several; where a matter is closed a person looks."""
    requests = [solicitations.get_request(session, number) for number in shares]
    who = names_of(request.unit for request in requests)
    closed = next(filter(None, (_closed(session, request) for request in requests)), "")
    if closed:
        row.state, row.how = IncomingState.PENNED, closed
        row.guesses = [{"unit": one.unit, "why": found.how, "request": str(one.id)} for one in requests]
        return (row.sender, row.subject, who, f"待认领：{closed}")
    row.state, row.request_id = IncomingState.MATCHED, requests[0].id
    said = [
        answer(office, session, request, row, shares[request.id or 0], ahead.get(request.id or 0))
        for request in requests
    ]
    return (row.sender, row.subject, who, _together(said))


def _together(said: Sequence[str]) -> str:
    """Tell what became of a mail: what several units said alike is told once, with their count."""
    counted = Counter(said)
    return "；".join(one if len(said) == 1 else f"{one}（{count}家）" for one, count in counted.items())


def _effect(office: Office, session: Session, row: Incoming, found: Match) -> tuple[str, ...]:
    """Let a mail that answers nothing have its effect: a bounce, or a place in the holding pen."""
    now = office.now()
    row.request_id = found.request_id
    if found.kind == "bounce" and found.request_id is not None:
        row.state = IncomingState.BOUNCE
        request = solicitations.get_request(session, found.request_id)
        if not _closed(session, request):
            undelivered(session, request, found.how, now)
        return (row.sender, row.subject, request.unit, found.how)
    row.state = _PLACES.get(found.kind, IncomingState.PENNED)
    row.guesses = [{"unit": guess.unit, "why": guess.why, "request": str(guess.request_id)} for guess in found.guesses]
    journal.note(session, now, "收件", IncomingState(row.state).label, 邮件=row.raw_sha256, 原因=found.how)
    return (row.sender, row.subject, "—", f"{IncomingState(row.state).label}：{found.how}")


def _closed(session: Session, request: Request) -> str:
    """Say why an answer comes too late to be taken in by itself: its matter is archived or void."""
    paper = solicitations.paper_of(session, request)
    if paper.state in {PaperState.CONCLUDED, PaperState.VOID}:
        return f"收文{paper.number}{PaperState(paper.state).label}，来信请人工处理"
    return ""


def answer(
    office: Office, session: Session, request: Request, row: Incoming, sent: Sent, ahead: ReadAhead | None
) -> str:
    """Record what a mail brings for a request: its attachments, else its body."""
    now = office.now()
    outcome = record_return(office, session, request, sent, ahead)
    if outcome.problems:
        try:
            _ask_again(office, session, request, row, outcome.problems)
        except HuibanError as fault:  # the answer is taken in, whatever becomes of the note
            row.how += f"；更正通知未发出：{fault.happened}"
            session.add(row)
    journal.note(session, now, request.unit, "反馈", outcome.number, 结果=outcome.said, 邮件=row.raw_sha256)
    return outcome.said


def sent_in(session: Session, row: Incoming, mail: Mail, held: Brought) -> Sent:
    """Give what a mail brings as a whole: its words, the files that may be opened, and those that may not."""
    admitted = held.bounded()
    mends = messages.corrected(session, (*mail.references, *mail.in_reply_to))
    return Sent(mail.text, admitted.kept, row.at, row.id, admitted.refused, mends)


def _ask_again(
    office: Office, session: Session, request: Request, row: Incoming, problems: Sequence[dict[str, str]]
) -> None:
    """Send the friendly note that says what could not be used and what to send instead."""
    paper = solicitations.paper_of(session, request)
    text = office.words(
        "correction_mail",
        unit=request.unit,
        subject=paper.called,
        problems=list(problems),
    )
    queue_mail(
        office,
        session,
        key=messages.correction_key(row.id, request.id),
        kind="correction",
        paper=paper,
        request=request,
        address=units.of_request(session, request.unit_id).email or row.sender,
        subject=f"{subject_tag(paper.number, request.token)} 反馈件请更正：{paper.called}",
        text=text,
        in_reply_to=row.message_id or None,
    )


def _set_aside(office: Office, incoming_id: int, why: str, *, is_last: bool) -> tuple[str, ...]:
    """Leave a mail that cannot be parsed for another try, and after the last one for a person."""
    with office.store.transaction() as session:
        row = messages.incoming(session, incoming_id)
        row.how = why
        if is_last:
            row.state = IncomingState.UNREADABLE
            journal.note(session, office.now(), "收件", "来信未能解析", 邮件=row.raw_sha256, 原因=why)
        session.add(row)
        return (row.sender or "—", row.subject or "—", "—", f"未能解析：{why}")
