"""办结: everything settled, the reply sent, the pieces archived, the matter closed."""

from __future__ import annotations

import hashlib

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.archiving import archive
from flows.work.coordinating import sides_words
from flows.work.deciding import refuse_contradictions
from flows.work.filing import file_paper
from flows.work.mailing import queue_mail
from flows.work.merging import decisions_by_key, merged_returns
from flows.work.numbers import note_used, number_for
from flows.work.outcomes import write_outcomes
from flows.work.proposing import write_slip
from flows.work.tallying import deemed_units, tally_of
from letters.matrix import matrix_docx, matrix_xlsx
from letters.matrix_rows import Decision
from letters.merging import Merged
from letters.reading import read_document
from letters.recipes import Recipe, compose
from letters.reply_opinions import reply_opinions
from letters.wish_words import say_wish
from registry import journal, messages, opinions, papers, solicitations, units
from registry.errors import NotPermitted
from registry.lifecycle import PaperState, RequestState
from registry.messages import OutgoingState
from registry.papers import Paper
from registry.reminders import Audience
from registry.solicitations import Request

REPLY, EXPLANATION, MATRIX = "复函", "采纳情况说明", "汇总表"


def settle(office: Office, number: str) -> None:
    """Check that nothing is open: every unit answered, deemed or waived, every opinion decided.

    Silent units are deemed to have no comment only if the letter said so, their letter was not refused and reminders
    are on record.

    Raises:
        NotPermitted: what is still open, unit by unit.
    """
    now = office.now()
    with office.store.transaction() as session:
        paper = _matter(session, number)
        if paper.state == PaperState.CONCLUDED:
            return
        requests = solicitations.in_force(session, paper.id)
        deemed = [row for row in requests if row.state == RequestState.SILENT and _may_deem(session, row)]
        for request in deemed:
            _refuse_penned(session, request)
            request.move(RequestState.DEEMED)
            request.note = "经催办未反馈，按函告视为无意见"
            session.add(request)
            journal.note(session, now, "办结核对", "视为无意见", number, 单位=request.unit)
        # A refusal below takes the whole transaction back: nobody is deemed to agree in a matter that stays open.
        _refuse_unfinished(session, paper)


def reply(office: Office, number: str, reply_sent: str = "") -> None:
    """Write the reply and the explanation, then send the reply to the issuer's mailbox, or record how else it went.

    What is written stays, also where it cannot be sent.

    Raises:
        NotPermitted: the issuer gave no mailbox and no other way is named.
    """
    with office.store.transaction() as session:
        paper = _matter(session, number)
        if paper.state == PaperState.CONCLUDED:
            return
        written = _write_reply(office, session, paper)
    _send_reply(office, number, reply_sent, written)


def _send_reply(office: Office, number: str, reply_sent: str, written: list[tuple[str, bytes]]) -> None:
    now = office.now()
    with office.store.transaction() as session:
        paper = _matter(session, number)
        _refuse_unfinished(session, paper)  # an answer may have come since the reply was written
        addresses = paper.facts.get("emails") or []
        if reply_sent:
            for row in messages.of_paper(session, paper.id):
                if row.kind == "reply":
                    messages.withdraw(session, row.key, now)
            paper.reply_sent = reply_sent
            session.add(paper)
            note_used(session, paper.id, REPLY)
            journal.note(session, now, "承办人", "复函报送", number, 方式=reply_sent)
        elif addresses:
            _queue_reply(office, session, paper, str(addresses[0]), written)
        elif not paper.reply_sent:
            raise NotPermitted(
                f"来文没有写明报送邮箱，复函已写好但未报送（{number}）",
                kept="复函和采纳情况说明已存入该件",
                todo="线下报送后请用 --reply-sent 写明方式，如“机要交换”",
            )


def close(office: Office, number: str) -> Report:
    """Archive the pieces and close the matter, once the reply has left.

    Raises:
        NotPermitted: the reply has not been sent.
    """
    now = office.now()
    with office.store.transaction() as session:
        paper = _matter(session, number)
        if paper.state != PaperState.CONCLUDED:
            sent = paper.reply_sent or _reply_mailed(session, paper)
            if not sent:
                raise NotPermitted(
                    f"收文{number}的复函尚未送出，不能办结",
                    todo="请查看 huiban doctor --mail，或线下报送后用 --reply-sent 写明",
                )
            paper.conclusion = f"已通过{sent}复函。{_counted(solicitations.in_force(session, paper.id))}"
            paper.move(PaperState.CONCLUDED)
            paper.concluded_at = now
            session.add(paper)
            write_slip(office, session, paper, now)
            journal.note(session, now, "承办人", "办结", number, 说明=paper.conclusion)
    # The archive is made of what is committed: a crash here leaves a concluded paper whose archive the next run writes.
    pieces, folder = archive(office, number)
    rows = tuple((piece.name, f"{piece.size / 1024:.0f} KB", piece.sha256[:12]) for piece in pieces)
    return Report("办结归档", f"{number}已办结；归档{len(pieces)}件：{folder}", ("文件", "大小", "哈希"), rows, number)


def _matter(session: Session, number: str) -> Paper:
    paper = papers.find(session, number)
    states = {PaperState.SOLICITING, PaperState.MERGED, PaperState.CONCLUDED}
    if solicitations.latest(session, paper.id) is None or paper.state not in states:
        raise NotPermitted(
            f"收文{number}现为“{PaperState(paper.state).label}”，不能办结", todo="请按程序先征求意见并汇总"
        )
    return paper


def _refuse_unfinished(session: Session, paper: Paper) -> None:
    """Refuse to answer the issuer while a unit, an opinion or the merging is open."""
    _refuse_open_units(paper.number, solicitations.in_force(session, paper.id))
    _refuse_undecided(session, paper)
    refuse_contradictions(session, paper)
    if paper.state == PaperState.SOLICITING:
        raise NotPermitted(
            f"收文{paper.number}尚未汇总或汇总后又有新的反馈", todo=f"请先运行 huiban merge {paper.number}"
        )


def _may_deem(session: Session, request: Request) -> bool:
    """Whether silence counts: the letter said so, it was delivered, and a reminder reached the unit's mailbox."""
    if not solicitations.get_round(session, request).silence_is_consent or request.sent_at is None:
        return False
    sent = [row.outgoing_id for row in solicitations.reminders(session, request.id) if row.audience != Audience.OFFICE]
    return messages.any_delivered(session, [number for number in sent if number is not None])


def _refuse_penned(session: Session, request: Request) -> None:
    """Refuse to deem a unit whose answer may lie in the holding pen."""
    for row in messages.penned(session):
        if any(guess.get("request") == str(request.id) for guess in row.guesses):
            raise NotPermitted(
                f"待认领来信{row.id}可能是{request.unit}的反馈，不能视为无意见",
                todo="请先用 huiban pen list 查看并认领或搁置",
            )


def _refuse_open_units(number: str, requests: list[Request]) -> None:
    unsettled = [row for row in requests if not RequestState(row.state).is_settled]
    if unsettled:
        told = "、".join(f"{row.unit}（{RequestState(row.state).label}）" for row in unsettled)
        raise NotPermitted(
            f"收文{number}还有{len(unsettled)}个单位未了结：{told}",
            todo="请催办、登记线下反馈（huiban hand-in）或写明理由免予反馈（huiban waive）",
        )


def _refuse_undecided(session: Session, paper: Paper) -> None:
    decided = opinions.decisions(session, paper.id)
    undecided = [row.key for row in opinions.opinions_of(session, paper.id) if row.id not in decided]
    if undecided:
        raise NotPermitted(
            f"收文{paper.number}还有{len(undecided)}条意见没有处理意见",
            todo=f"请用 huiban decide {paper.number} 处理（huiban opinions {paper.number} 可查看）",
        )


def _write_reply(office: Office, session: Session, paper: Paper) -> list[tuple[str, bytes]]:
    """Write reply, explanation, matrix with dispositions, and each unit's notice; give what goes to the issuer."""
    now = office.now()
    merged = merged_returns(office, session, paper)
    _refuse_other_opinions(session, paper, {item.id for item in merged.opinions})
    decisions = decisions_by_key(session, paper)
    requests = solicitations.in_force(session, paper.id)
    subject = paper.called
    reply_paper, reply_recipe = compose(
        "reply",
        office.wordings,
        mark=office.mark,
        number=number_for(office, session, paper.id, REPLY, "承办人"),
        addressee="、".join(paper.issuers) or "来文单位",
        subject=subject,
        origin_number=paper.document_number or "",
        opinions=reply_opinions(merged, decisions),
        signature=office.settings.name,
        dated=now.date(),
        seal=office.seal,
        names=units.names_within(session, subject),
    )
    matrix = matrix_docx(merged, subject, decisions, deemed_units(requests, merged.holders))
    made = {
        (REPLY, "复函（代拟稿）.docx"): (reply_paper, reply_recipe),
        (EXPLANATION, "采纳情况说明.docx"): _explain(office, session, paper, requests, decisions, merged),
        (MATRIX, "汇总表.docx"): (matrix, None),
        (MATRIX, "汇总表.xlsx"): (matrix_xlsx(merged, subject, decisions), None),
    }
    for (role, name), (data, recipe) in made.items():
        file_paper(office, session, paper, role, name, data, now, recipe)
    write_outcomes(office, session, paper, merged, decisions)
    return [("复函.docx", reply_paper), ("意见汇总表.docx", matrix)]


def _refuse_other_opinions(session: Session, paper: Paper, read: set[str]) -> None:
    """Refuse a reply whose opinions, read again, are not those that were decided (docs/decisions/0010)."""
    decided = {row.key for row in opinions.opinions_of(session, paper.id)}
    if read != decided:
        raise NotPermitted(
            f"收文{paper.number}的反馈件现在读出的意见与已处理的不一致（{len(read ^ decided)}条）",
            todo="多因程序升级所致，请把相关单位的反馈件用 huiban hand-in 重新登记后再处理",
        )


def _explain(
    office: Office,
    session: Session,
    paper: Paper,
    requests: list[Request],
    decisions: dict[str, Decision],
    merged: Merged,
) -> tuple[bytes, Recipe]:
    asked = {item.id: say_wish(item.opinion, merged.draft.lines, item.unit) for item in merged.opinions}
    return compose(
        "explanation",
        office.wordings,
        subject=paper.called,
        **tally_of(requests, (decision.disposition for decision in decisions.values()), merged.holders),
        disputes=tuple((row.clause or "", sides_words(row, asked)) for row in opinions.disputes(session, paper.id)),
    )


def _queue_reply(
    office: Office, session: Session, paper: Paper, address: str, attachments: list[tuple[str, bytes]]
) -> None:
    key = f"reply:{paper.id}:{_digest(attachments)}"
    for row in messages.of_paper(session, paper.id):
        if row.kind != "reply" or row.key == key:
            continue
        if not messages.withdraw(session, row.key, office.now()) and row.state in _LEFT:
            raise NotPermitted(
                f"收文{paper.number}此前的复函已发往{row.address}，现在的复函与其不同",
                kept="新的复函已写好，未发出",
                todo="如需更正，请线下另函，并用 --reply-sent 写明方式",
            )
    subject = paper.called
    text = office.words(
        "reply_mail",
        issuers="、".join(paper.issuers),
        subject=subject,
    )
    queue_mail(
        office,
        session,
        key=key,
        kind="reply",
        paper=paper,
        request=None,
        address=address,
        subject=f"复函：{subject}",
        text=text,
        attachments=attachments,
    )


_LEFT = {OutgoingState.SENDING, OutgoingState.DELIVERED, OutgoingState.UNKNOWN}


def _digest(attachments: list[tuple[str, bytes]]) -> str:
    """Name a reply by its words: the same reply written again is the same, whatever its file's bytes."""
    words = "\n".join(read_document(data, name).text for name, data in attachments)
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _reply_mailed(session: Session, paper: Paper) -> str:
    """Say that the reply left by mail.

    Raises:
        NotPermitted: the issuer's mailbox refused it, or nobody knows whether it arrived.
    """
    for row in messages.of_paper(session, paper.id):
        if row.kind == "reply" and row.state == OutgoingState.DELIVERED:
            return "电子邮件"
        if row.kind == "reply" and row.state in {OutgoingState.REFUSED, OutgoingState.UNKNOWN}:
            raise NotPermitted(
                f"发往{row.address}的复函{OutgoingState(row.state).label}（{row.answer}）",
                kept="复函和采纳情况说明已写好存入该件，尚未办结",
                todo="请线下报送后用 --reply-sent 写明方式，如“机要交换”",
            )
    return ""


def _counted(requests: list[Request]) -> str:
    counts = [(state.label, sum(row.state == state for row in requests)) for state in RequestState]
    return (
        f"征求{len(requests)}个单位意见：" + "，".join(f"{label}{count}家" for label, count in counts if count) + "。"
    )
