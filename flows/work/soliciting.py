"""征求意见: one round, one letter a unit, one deadline, one request (条例第24条)."""

from __future__ import annotations

from sqlmodel import Session

from flows.office import Office
from flows.report import FEW, Report
from flows.work.drafting import FORM, LETTER
from flows.work.filing import where
from flows.work.numbers import note_used, number_for
from flows.work.proposing import HANDLING
from flows.work.receiving import HELD_IN
from letters.bundle import is_bundle
from letters.clause_names import clause_list
from letters.handling import Handling
from post.tokens import new_token
from registry import journal, messages, papers, solicitations, units
from registry.errors import NotPermitted, SecretPaper
from registry.lifecycle import PaperState, RequestState
from registry.papers import Paper
from registry.solicitations import Request, Solicitation
from registry.words import Secrecy


def open_consultation(office: Office, number: str, actor: str = "承办人", *, anyway: bool = False) -> int:
    """Open a paper's round with a request for each proposed unit; give its key. A second run finds it open.

    A paper proposed for 转办 or 阅知 asks nobody for comments: units are asked about it only where a person says
    `anyway`, and the journal says so.

    Raises:
        NotPermitted: not endorsed yet, proposed for another handling, no units to ask, no draft that may be sent, or
            the inner deadline has passed.
        SecretPaper: 秘密 and above are never asked about here.
    """
    now = office.now()
    _check_draft(office, number)
    with office.store.transaction() as session:
        paper = papers.find(session, number)
        if Secrecy(paper.secrecy).is_secret:
            raise SecretPaper(f"收文{number}为{paper.secrecy}件，不得通过本系统征求意见", todo="请按涉密渠道线下办理")
        if paper.state in {PaperState.SOLICITING, PaperState.MERGED, PaperState.CONCLUDED}:
            known = solicitations.latest(session, paper.id)
            if known is not None and known.id is not None:
                return known.id
        if paper.state != PaperState.ENDORSED:
            raise NotPermitted(
                f"收文{number}现为“{PaperState(paper.state).label}”，领导批办后才能征求意见",
                todo=f"请先完成批示：huiban endorse {number}",
            )
        other = _other_handling(paper)
        if other and not anyway:
            raise NotPermitted(
                f"收文{number}拟办为“{other}”，来文没有征求意见的要求，未发函",
                todo=f"请按拟办意见办理；确需征求各单位意见的，请运行 huiban solicit {number} --anyway",
            )
        asked = paper.route.get("addressees", [])
        if not asked or paper.inner_due_at is None:
            raise NotPermitted(f"收文{number}没有拟定征求意见的单位", todo="请核对征求意见稿和单位名录后重新拟办")
        if paper.inner_due_at <= now:
            raise NotPermitted(
                f"收文{number}的内部期限（{paper.inner_due_at:%Y-%m-%d %H:%M}）已过", todo="请与来文单位商请延期"
            )
        paper.move(PaperState.SOLICITING)
        session.add(paper)
        round_ = Solicitation(
            paper_id=paper.id or 0,
            draft_version=paper.draft_version,
            draft_sha256=paper.draft_sha256 or paper.letter_sha256 or "",
            opened_at=now,
            due_at=paper.inner_due_at,
            due_reason=paper.inner_due_reason,
            due_calendar=paper.due_calendar,
            silence_is_consent=office.settings.silence_is_consent,
            document_number=number_for(office, session, paper.id, LETTER, actor),
            urgency=paper.urgency,
        )
        session.add(round_)
        session.flush()
        for row in asked:
            unit = units.find(session, row["unit"])
            session.add(
                Request(
                    solicitation_id=round_.id or 0,
                    unit_id=unit.id or 0,
                    unit=unit.name,
                    token=new_token(),
                    clauses=row["clauses"],
                    reason=row["reason"],
                    due_at=round_.due_at,
                    due_reason=round_.due_reason,
                )
            )
        told = {"拟办": other} if other else {}
        journal.note(session, now, actor, "征求意见", number, 单位=[row["unit"] for row in asked], **told)
        return round_.id or 0


def _other_handling(paper: Paper) -> str:
    """Give how a paper is to be handled that is not to be consulted on; empty where comments are asked for."""
    known = paper.route.get(HANDLING)
    handling = Handling(known) if known else Handling.COMMENTS
    return handling.label if handling in {Handling.ACTION, Handling.READING} else ""


def _check_draft(office: Office, number: str) -> None:
    """Refuse a draft that lies in one file with the letter or its slip: leaders' words never go to units.

    Raises:
        NotPermitted: says how to hand in the draft by itself.
    """
    with office.store.reading() as session:
        paper = papers.find(session, number)
    if paper.state != PaperState.ENDORSED:
        return
    if paper.draft_sha256 is None:
        is_mixed = paper.facts.get(HELD_IN) is not None
    else:
        is_mixed = is_bundle(office.read(office.blobs.read(paper.draft_sha256), "征求意见稿"))
    if is_mixed:
        raise NotPermitted(
            f"收文{number}的征求意见稿与来函等在同一文件中，不能发给各单位",
            todo=f"请把征求意见稿单独存成一个文件，运行 huiban supply {number} 文件 补交",
        )


def deliver(office: Office, number: str, unit: str, by: str, actor: str = "承办人") -> Report:
    """Record that a unit got its letter another way (OA, paper), so that its answer is awaited from now on.

    Raises:
        NotPermitted: the letter is on its way already, or no way is named.
    """
    if not by.strip():
        raise NotPermitted("请写明送达方式", todo="例如 --by OA 或 --by 专人送达")
    now = office.now()
    with office.store.transaction() as session:
        request = find_request(session, number, unit)
        if request.state == RequestState.SENT:
            raise NotPermitted(f"{request.unit}的函此前已送达（{request.sent_at:%Y-%m-%d %H:%M}），未作改动")
        messages.withdraw(session, f"letter:{request.id}", now)
        request.move(RequestState.SENT)
        request.sent_at, request.note = now, f"{by}送达"
        session.add(request)
        note_used(session, papers.find(session, number).id, LETTER)
        journal.note(session, now, actor, "线下送达", number, 单位=request.unit, 方式=by)
    return Report("送达登记", f"已记录{request.unit}由{by}送达，开始等待反馈", number=number)


def find_request(session: Session, number: str, unit: str, version: int | None = None) -> Request:
    """Find the request of a paper that a unit is to answer; with `version` the one about that version of the draft.

    Raises:
        UnknownPaper, UnknownUnit, NotPermitted: no such paper, unit, version, or no round yet.
    """
    paper = papers.find(session, number)
    if paper.state in {PaperState.CONCLUDED, PaperState.VOID}:
        raise NotPermitted(f"收文{number}{PaperState(paper.state).label}，不能再改动各单位的办理情况")
    by_name = {request.unit: request for request in solicitations.in_force(session, paper.id)}
    if not by_name:
        raise NotPermitted(f"收文{number}尚未征求意见", todo=f"请先运行 huiban solicit {number}")
    request = by_name.get(unit)  # also a unit that has left the directory since
    if request is None:
        request = solicitations.request_of(session, paper.id, units.find(session, unit).id, unit)
    return request if version is None else _about(session, paper, request, version)


def _about(session: Session, paper: Paper, request: Request, version: int) -> Request:
    """Give a unit's request about one version of the draft."""
    asked = solicitations.of_unit(session, paper.id, request.unit_id)
    found = next((one for one in asked if solicitations.get_round(session, one).draft_version == version), None)
    if found is None:
        raise NotPermitted(f"收文{paper.number}没有就第{version}稿征求过{request.unit}的意见")
    return found


def dispatched(office: Office, solicitation_id: int) -> Report:
    """Tell how each unit's letter stands."""
    with office.store.reading() as session:
        round_ = solicitations.get(session, solicitation_id)
        paper = papers.get(session, round_.paper_id)
        requests = solicitations.requests(session, round_)
        rows, short = (tuple(_letter_row(row, most) for row in requests) for most in (None, FEW))
        sent = sum(row.state == RequestState.SENT for row in requests)
        due = f"{round_.due_at:%Y-%m-%d %H:%M}（{round_.due_reason}）"
        said = f"{paper.number}征求{len(rows)}个单位意见，已发出{sent}件，期限{due}"
        if round_.draft_version > 1:
            others = len(solicitations.in_force(session, paper.id)) - len(rows)
            said = f"{paper.number}就第{round_.draft_version}稿再次征求{len(rows)}个单位意见，已发出{sent}件"
            said += f"，期限{due}；其余{others}个单位沿用此前的征求和反馈"
        said += where(office, paper.number, LETTER, FORM)
        return Report("征求意见", said, ("单位", "条款", "期限", "状态", "备注"), rows, paper.number, short)


def _letter_row(row: Request, most: int | None) -> tuple[str, ...]:
    """Give a unit's row; with `most` only so many of its clauses are named."""
    clauses = clause_list(row.clauses, most) or "—"
    return (row.unit, clauses, f"{row.due_at:%Y-%m-%d %H:%M}", RequestState(row.state).label, row.note)
