"""拟办: what the paper is, who should lead, who joins, by when, which leaders read; written on the handling slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flows.office import Office
from flows.report import Report
from flows.work.filing import file_paper, where
from flows.work.receiving import HELD_IN
from letters.bundle import draft_of
from letters.clause_names import clause_name
from letters.facts import Facts, understand
from letters.handling import Handling, Request, government_of, handling_of, ours, request_of
from letters.outline import outline
from letters.routes import route_letter
from letters.slip import Slip, SlipEndorsement, handling_slip
from registry import journal, papers, units
from registry.deadlines import DueMoment, InnerDeadline, Rule, inner_due
from registry.directory import Directory
from registry.errors import NotPermitted
from registry.lifecycle import PaperState
from registry.papers import Paper
from registry.readers import readers
from registry.routing import Addressee, Named, Route, slips
from registry.urgency import proposed_urgency
from registry.words import Role, Urgency

SLIP = "收文阅办单"
HANDLING = "handling"  # in a paper's route: how the letter is handled, as `letters.handling` names it


def propose(
    office: Office,
    number: str,
    lead: str | None = None,
    *,
    add: Sequence[str] = (),
    drop: Sequence[str] = (),
    actor: str = "拟办人",
) -> Report:
    """Write a paper's proposal: lead, addressees with their clauses, inner deadline, leaders.

    A second run finds the proposal written and changes nothing, unless another lead is named, or units are added or
    dropped, before the first endorsement.

    Raises:
        UnknownPaper, NotPermitted: not registered, or its way is past this stage.
    """
    with office.store.reading() as session:
        paper = papers.find(session, number)
        directory = units.directory(session)
        written = papers.endorsements(session, paper)
        named = {name: units.find(session, name).name for name in (*add, *drop)}
    is_changed = bool(lead or named)
    if is_changed and written:
        raise NotPermitted(
            f"收文{number}已有{written[0].leader}批示，拟办意见不能再改", todo="如确需改动，请作废后重新登记办理"
        )
    if paper.state != PaperState.REGISTERED and not (is_changed and paper.state == PaperState.PROPOSED):
        if paper.state in {PaperState.ENTRY_ONLY, PaperState.VOID}:
            raise NotPermitted(f"收文{number}为“{PaperState(paper.state).label}”，不能拟办")
        return _told(paper, "拟办意见此前已写好，未作改动")
    if not directory.units:
        raise NotPermitted("单位名录还是空的，无法拟定征求意见范围", todo="请先运行 huiban units import 名录文件")
    route = route_of(office, paper, paper.draft_sha256 or paper.facts.get(HELD_IN), directory, lead)
    route = _by_hand(route, [named[name] for name in add], [named[name] for name in drop])
    now = office.now()
    inner = inner_deadline(office, paper, now)
    wanted = _wanted(office, paper)
    with office.store.transaction() as session:
        paper = papers.find(session, number)
        if papers.endorsements(session, paper) or paper.state not in {PaperState.REGISTERED, PaperState.PROPOSED}:
            raise NotPermitted(f"收文{number}刚刚已有批示，拟办意见未作改动")
        if paper.state == PaperState.REGISTERED:
            paper.move(PaperState.PROPOSED)
        mark = paper.facts.get("urgency")
        paper.urgency, why = proposed_urgency(Urgency(mark) if mark else None, now, inner.at, office.calendar)
        paper.route = route.as_json() | {"urgency_reason": why, HANDLING: wanted.handling.value}
        paper.lead = route.lead.unit if route.lead else ""
        paper.inner_due_at, paper.inner_due_reason = inner.at, inner.reason
        paper.warnings = [*route.warnings, *inner.warnings]
        if route.unknown:
            names = "、".join(row.as_written for row in route.unknown)
            paper.warnings.append(f"名录中没有{names}，尚未列入；请用 huiban propose {number} --add 单位 补上")
        _set_leaders(office, paper, now)
        paper.proposal = _proposal(office, paper, wanted)
        session.add(paper)
        write_slip(office, session, paper, now)
        journal.note(session, now, actor, "拟办", number, 牵头=paper.lead, 单位数=len(route.addressees))
    said = f"{number}已拟办，牵头单位：{paper.lead or '待定'}"
    return _told(paper, said + where(office, number, SLIP))


def write_slip(office: Office, session: Any, paper: Paper, now: datetime) -> None:
    """Write the handling slip as it stands now; the newest one replaces the last (its bytes stay)."""
    file_paper(office, session, paper, SLIP, f"{SLIP}.docx", handling_slip(slip_of(office, session, paper)), now)


def slip_of(office: Office, session: Any, paper: Paper) -> Slip:
    """Give what stands on a paper's handling slip now."""
    return Slip(
        office=office.settings.name,
        number=paper.number,
        secrecy=paper.secrecy,
        urgency=paper.urgency,
        issuers="、".join(paper.issuers),
        document_number=paper.document_number or "便函",
        received=paper.received_at.date(),
        title=paper.title,
        proposal=paper.proposal,
        endorsements=tuple(
            SlipEndorsement(row.leader, row.title, row.words, row.at.date())
            for row in papers.endorsements(session, paper)
        ),
        conclusion=paper.conclusion,
    )


def _set_leaders(office: Office, paper: Paper, now: datetime) -> None:
    """Choose who reads the paper, by the ladder as it holds today."""
    today = now.astimezone(office.calendar.zone).date()
    chosen = readers(office.readers, today, [unit for unit in (paper.lead, *paper.issuers) if unit])
    paper.leaders = [{"name": reader.name, "title": reader.title} for reader in chosen]
    if not office.readers:
        paper.warnings.append("办公设置中没有列出批阅领导（leaders），任一领导批示后即可发函")
    elif not chosen:
        paper.warnings.append(
            "办公设置所列批阅领导（leaders）今日均不在任或不分管此件，任一领导批示后即可发函，请核对设置"
        )


def route_of(office: Office, paper: Paper, draft_sha256: str | None, directory: Directory, lead: str | None) -> Route:
    """Read the kept files again and let the rules say who is asked: the files are the truth, not a copy of it."""
    letter = office.read(office.blobs.read(paper.letter_sha256 or ""), "来文")
    draft = draft_of(office.read(office.blobs.read(draft_sha256), "征求意见稿")) if draft_sha256 else None
    return route_letter(
        understand(letter, office.calendar),
        outline(draft) if draft else None,
        directory,
        office.settings.name,
        lead=lead,
    )


def _by_hand(route: Route, add: Sequence[str], drop: Sequence[str]) -> Route:
    """Add and drop addressees as the drafter says; the reason shows that a person said so."""
    known = {row.unit for row in route.addressees}
    added = [Addressee(unit, (), (), Role.RESPONSIBLE, "拟办人增加") for unit in add if unit not in known]
    left = [Named(unit, "拟办人去掉") for unit in drop]
    kept = [row for row in route.addressees if row.unit not in set(drop)]
    asked = [row.unit for row in (*kept, *added)]
    warnings = (*route.warnings, *slips(route, asked))
    return replace(route, addressees=(*kept, *added), left_out=(*route.left_out, *left), warnings=warnings)


def inner_deadline(office: Office, paper: Paper, now: datetime) -> InnerDeadline:
    """Work out until when units are to answer, so that the issuer has its answer in time."""
    if paper.due_at is None:  # pragma: no cover  receiving always sets it
        raise AssertionError
    outer = DueMoment(
        paper.due_at, paper.due_phrase, Rule(paper.due_rule), paper.due_calendar, paper.due_provisional, paper.due_why
    )
    rests = office.settings.merge_on_rest_days
    return inner_due(outer, office.merging, office.calendar, opened=now, merge_on_rest_days=rests)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What the letter wants, and how it is handled for it."""

    facts: Facts
    request: Request
    handling: Handling


def _wanted(office: Office, paper: Paper) -> _Wanted:
    letter = office.read(office.blobs.read(paper.letter_sha256 or ""), "来文")
    facts = understand(letter, office.calendar)
    request = Request() if facts.is_solicitation else request_of(letter, facts)
    return _Wanted(facts, request, handling_of(facts, request, office.settings.name))


def _proposal(office: Office, paper: Paper, wanted: _Wanted) -> str:
    """Write the 拟办意见 in the office's own wording for what the letter wants."""
    facts, request, handling = wanted.facts, wanted.request, wanted.handling
    has_limit = facts.deadline is not None or request.deadline is not None
    us = office.settings.name
    return office.words(
        handling.value,
        issuers="、".join(paper.issuers) or "来文单位",
        title=paper.title,
        number=paper.document_number or "",
        subject=paper.called,
        asked=request.words,
        due_text=due_words(paper.due_at, paper.due_phrase) if has_limit else "",
        inner_text=due_words(paper.inner_due_at, ""),
        lead=paper.lead,
        lead_is_ours=paper.lead == us,
        joins=[row["unit"] for row in paper.route.get("addressees", [])],
        government=government_of(us),
        ours=ours(us, handling, facts),
        reply_to=office.settings.reply_to,
        leaders=[leader["name"] for leader in paper.leaders],
    )


def due_words(at: datetime | None, phrase: str) -> str:
    """Say a stored due moment as a letter does: 2026年3月15日, or with its hour 2026年3月13日17时30分."""
    if at is None:
        return phrase
    day = f"{at.year}年{at.month}月{at.day}日"
    if (at.hour, at.minute) in {(23, 59), (0, 0)}:
        return day
    return f"{day}{at.hour}时{f'{at.minute}分' if at.minute else ''}"


def _told(paper: Paper, said: str) -> Report:
    inner = f"{paper.inner_due_at:%Y-%m-%d %H:%M}" if paper.inner_due_at else "—"
    rows = [("牵头", paper.lead or "—", (paper.route.get("lead") or {}).get("reason", ""))]
    rows += [
        ("征求", row["unit"], "、".join(map(clause_name, row["clauses"])) or row["reason"])
        for row in paper.route.get("addressees", [])
    ]
    rows += [("不发", row["unit"], row["reason"]) for row in paper.route.get("left_out", [])]
    rows += [
        ("待核", row["as_written"], "可能是：" + "、".join(row["candidates"])) for row in paper.route.get("unknown", [])
    ]
    rows += [("拟办意见", "", paper.proposal)]
    rows += [("紧急程度", paper.urgency, paper.route.get("urgency_reason", ""))]
    rows += [("批阅", leader["name"], leader["title"]) for leader in paper.leaders]
    rows += [("期限", inner, paper.inner_due_reason)]
    rows += [("提醒", "", warning) for warning in paper.warnings]
    return Report("拟办", said, ("类别", "单位或时间", "条款或理由"), tuple(rows), paper.number)
