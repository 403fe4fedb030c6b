"""采纳情况反馈: each unit that gave opinions can be told what became of them, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.filing import file_paper, where
from flows.work.mailing import queue_mail
from flows.work.merging import decisions_by_key, merged_returns
from flows.work.numbers import number_for
from letters.composing_notes import Outcome
from letters.matrix_rows import Decision
from letters.merging import Merged
from letters.place_names import place_path
from letters.recipes import compose
from letters.wish_words import cell_words
from registry import journal, messages, papers, solicitations, units
from registry.errors import NotPermitted, SecretPaper
from registry.lifecycle import PaperState
from registry.messages import OutgoingState
from registry.papers import Paper
from registry.solicitations import Request

OUTCOME = "采纳情况反馈"


def write_outcomes(
    office: Office, session: Session, paper: Paper, merged: Merged, decisions: Mapping[str, Decision]
) -> None:
    """Write and file one notice for each unit that gave opinions; `tell_outcomes` numbers and sends them."""
    for unit, outcomes in _by_unit(merged, decisions).items():
        _file_notice(office, session, paper, unit, outcomes)


def tell_outcomes(office: Office, number: str, chosen: Sequence[str] = (), actor: str = "承办人") -> Report:
    """Tell units that gave opinions what became of them: each gets its notice, numbered, by mail.

    A unit that was told is not told again; one without a mailbox gets its notice on paper.

    Args:
        office: where the paper is registered.
        number: register number.
        chosen: full or short names of the units to tell; none means all.
        actor: who does it, for the journal.

    Raises:
        NotPermitted: not concluded, nobody gave an opinion, or a chosen unit gave none.
        UnknownUnit: a chosen unit the directory does not have.
    """
    with office.store.transaction() as session:
        paper = papers.find(session, number)
        if paper.state != PaperState.CONCLUDED or solicitations.latest(session, paper.id) is None:
            raise NotPermitted(
                f"收文{number}现为“{PaperState(paper.state).label}”，不能反馈采纳情况", todo="办结之后才能反馈"
            )
        merged = merged_returns(office, session, paper)
        notices = _by_unit(merged, decisions_by_key(session, paper))
        wanted = [units.find(session, unit).name for unit in chosen] or list(notices)
        silent = [unit for unit in wanted if unit not in notices]
        if silent or not wanted:
            raise NotPermitted(f"{'、'.join(silent) or '各单位'}没有提出意见，无须反馈采纳情况")
        requests = {request.unit: request for request in solicitations.in_force(session, paper.id)}
        rows = [
            (unit, _tell(office, session, paper, requests[unit], notices[unit], actor))
            for unit in dict.fromkeys(wanted)
        ]
    said = f"{number}的采纳情况反馈：{len(rows)}个单位{where(office, number, OUTCOME)}"
    return Report(OUTCOME, said, ("单位", "情况"), tuple(rows), number)


def _by_unit(merged: Merged, decisions: Mapping[str, Decision]) -> dict[str, list[Outcome]]:
    """Give what became of each unit's opinions, in the order of the draft."""
    outcomes: dict[str, list[Outcome]] = {}
    for item in merged.opinions:
        decision = decisions.get(item.id)
        if decision is None:
            continue
        wish = cell_words(item.opinion, merged.draft.lines)
        told = Outcome(place_path(merged.draft, item.opinion), wish, decision.disposition.label, _reason(decision))
        outcomes.setdefault(item.unit, []).append(told)
    return outcomes


def _tell(
    office: Office, session: Session, paper: Paper, request: Request, outcomes: Sequence[Outcome], actor: str
) -> str:
    """Write one unit's numbered notice and queue its mail; say how it goes out."""
    key = f"outcome:{request.id}"
    known = messages.by_key(session, key)
    if known is not None:
        return f"此前已拟发（{OutgoingState(known.state).label}），未重复发送"
    number = number_for(office, session, paper.id, OUTCOME, actor)
    data = _file_notice(office, session, paper, request.unit, outcomes, number)
    journal.note(session, office.now(), actor, OUTCOME, paper.number, 单位=request.unit, 发文字号=number)
    unit = units.of_request(session, request.unit_id)
    if not unit.email:
        return "名录中没有邮箱，请线下送达"
    subject = paper.called
    text = office.words("outcome_mail", unit=request.unit, subject=subject)
    try:
        queue_mail(
            office,
            session,
            key=key,
            kind="outcome",
            paper=paper,
            request=request,
            address=unit.email,
            subject=f"采纳情况反馈：{subject}",
            text=text,
            attachments=[(f"{OUTCOME}.docx", data)],
        )
    except SecretPaper as refusal:
        return f"{refusal.happened}，请线下送达"
    return f"发往{unit.email}"


def _file_notice(
    office: Office, session: Session, paper: Paper, unit: str, outcomes: Sequence[Outcome], number: str = ""
) -> bytes:
    subject = paper.called
    data, recipe = compose(
        "outcome_notice",
        office.wordings,
        mark=office.mark,
        number=number,
        addressee=unit,
        subject=subject,
        outcomes=tuple(outcomes),
        contact=office.settings.contact,
        phone=office.settings.phone,
        signature=office.settings.name,
        dated=office.now().date(),
        seal=office.seal,
        names=units.names_within(session, subject),
    )
    file_paper(office, session, paper, OUTCOME, f"{OUTCOME}（{unit}）.docx", data, office.now(), recipe)
    return data


def _reason(decision: Decision) -> str:
    """Give the reason, and how the text now reads where an opinion was taken in part."""
    if not decision.text:
        return decision.reason
    now_reads = f"修改为：{decision.text}"
    return f"{decision.reason}；{now_reads}" if decision.reason else now_reads
