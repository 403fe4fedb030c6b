"""分歧协调: units that disagree meet 会议通知, what is settled is written down 纪要, what is not goes upward 请示."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.merging import merged_returns
from flows.work.writing import Paperwork, Wanted, by_place, open_matter, signed_by, write_paper, written
from letters.clause_names import clause_name
from letters.composing_official import OpenDispute, Settled
from letters.place_names import place_path
from letters.wish_words import say_wish
from registry import journal, opinions, papers, units
from registry.errors import NotPermitted
from registry.lifecycle import PaperState
from registry.opinions import Dispute
from registry.words import Disposition

NOTICE: Final = Paperwork("会议通知", "notice")
MINUTES: Final = Paperwork("会议纪要", "minutes")
REQUEST: Final = Paperwork("请示", "request")
_STATES: Final = (PaperState.SOLICITING, PaperState.MERGED)
_WHAT: Final = "分歧"
_MOST_SAID: Final = 100  # characters


@dataclass(frozen=True, slots=True)
class Meeting:
    """A coordination meeting: when, where, and who leads it.

    Raises:
        NotPermitted: said at a length no notice has room for.
    """

    time: str
    place: str = ""
    host: str = ""

    def __post_init__(self) -> None:
        for label, said in (("会议时间", self.time), ("会议地点", self.place), ("主持人", self.host)):
            if len(said) > _MOST_SAID:
                raise NotPermitted(f"{label}过长（{len(said)}字，不超过{_MOST_SAID}字）", todo="请精简后重试")


def list_disputes(office: Office, number: str) -> Report:
    """Tell a paper's disputes with both sides' reasons and what was settled; their numbers are used by the others.

    Raises:
        UnknownPaper: no such paper.
    """
    with office.store.reading() as session:
        paper = papers.find(session, number)
        rows = opinions.disputes(session, paper.id)
        told = tuple(
            (str(place), _clause(row) or "总体意见", _sides(row, {}), _outcome(row))
            for place, row in enumerate(rows, start=1)
        )
    open_ones = sum(not row.outcome for row in rows)
    said = f"共{len(told)}处分歧，{open_ones}处尚待协调" if told else "没有分歧（汇总后才会列出）"
    if open_ones and paper.state in _STATES:
        said += f"；开会协调：huiban write notice {number}；记会议结论：huiban write minutes {number}"
        said += f"；请上级裁定：huiban write request {number}"
    return Report("分歧", said, ("序号", "条款", "各方意见", "协调结果"), told, number)


def raise_dispute(office: Office, number: str, key: str, actor: str = "承办人") -> Report:
    """Enter a declined opinion as a dispute, where the unit does not let it go: its reasons and the office's.

    Raises:
        NotPermitted: no such opinion, one that was not declined, one entered before, or the paper is in another state.
    """
    with office.store.transaction() as session:
        paper = open_matter(session, number, *_STATES)
        row = next((row for row in opinions.opinions_of(session, paper.id) if row.key == key), None)
        if row is None:
            raise NotPermitted(f"没有编号为{key}的意见", todo=f"请用 huiban opinions {number} 查看编号")
        decision = opinions.decisions(session, paper.id).get(row.id or 0)
        if decision is None or decision.decision != Disposition.DECLINED:
            raise NotPermitted(f"意见{key}没有作“不采纳”处理，不立为分歧", todo="相互矛盾的意见汇总时自动立为分歧")
        if any(side["opinion"] == key for known in opinions.disputes(session, paper.id) for side in known.sides):
            raise NotPermitted(f"意见{key}已在分歧之列", todo=f"请用 huiban disputes {number} 查看")
        merged = merged_returns(office, session, paper)
        item = next(item for item in merged.opinions if item.id == key)
        wish = say_wish(item.opinion, merged.draft.lines, item.unit)
        place = place_path(merged.draft, item.opinion)
        sides = [
            {"opinion": key, "unit": row.unit, "wish": wish, "reason": row.reason or ""},
            {"opinion": "", "unit": office.settings.name, "wish": "建议不采纳", "reason": decision.reason},
        ]
        session.add(Dispute(paper_id=paper.id or 0, key=f"declined:{key}", clause=place or None, sides=sides))
        journal.note(session, office.now(), actor, "立为分歧", number, 意见=key, 单位=row.unit)
    return list_disputes(office, number)


def call_meeting(
    office: Office, number: str, meeting: Meeting, wanted: Wanted, attend: tuple[str, ...] = (), actor: str = "承办人"
) -> Report:
    """Write 通知 of a meeting on the open disputes; it goes to the units that disagree and those named besides.

    Raises:
        NotPermitted: no open dispute, or the paper is in another state.
        UnknownUnit: a unit the directory does not have.
    """
    with office.store.transaction() as session:
        paper = open_matter(session, number, *_STATES)
        rows = _open(session, paper.id, number)
        sides = [side["unit"] for row in rows for side in row.sides if side["unit"] != office.settings.name]
        called = tuple(dict.fromkeys([*sides, *(units.find(session, unit).name for unit in attend)]))
        given = write_paper(
            office,
            session,
            paper,
            NOTICE,
            wanted,
            actor,
            mark=office.mark,
            urgency="" if paper.urgency == "平件" else paper.urgency,
            addressees=called,
            meeting_time=meeting.time,
            place=meeting.place,
            disputes=open_disputes(rows),
            contact=office.settings.contact,
            phone=office.settings.phone,
            signature=office.settings.name,
            seal=office.seal,
        )
    return written(office, number, NOTICE, given, f"，通知{len(called)}个单位协调{len(rows)}处分歧")


def write_minutes(
    office: Office,
    number: str,
    meeting: Meeting,
    settled: tuple[str, ...],
    attended: tuple[str, ...],
    excused: tuple[str, ...] = (),
    observed: tuple[str, ...] = (),
    copies: tuple[str, ...] = (),
    issue: str = "",
    actor: str = "承办人",
) -> Report:
    """Write 纪要 of a coordination meeting, and enter in each dispute what was settled.

    Args:
        office: where the paper is registered.
        number: register number.
        meeting: when, where and led by whom.
        settled: `1=会议同意保留`, by the number `list_disputes` gives.
        attended: units and names, a string a unit; so are `excused` and `observed`.
        excused: 请假.
        observed: 列席.
        copies: 分送.
        issue: the minutes' own number, as 第3期.
        actor: who does it, for the journal.

    Raises:
        NotPermitted: nothing settled, no such dispute, or the paper is in another state.
    """
    with office.store.transaction() as session:
        paper = open_matter(session, number, *_STATES)
        rows = opinions.disputes(session, paper.id)
        outcomes = by_place(settled, len(rows), _WHAT)
        if not outcomes:
            raise NotPermitted("没有写明会议议定的事项", todo="请用 --settled 1=结论 填写，序号见 huiban disputes")
        changed = {}
        for place, outcome in outcomes.items():
            changed[place] = rows[place - 1].settle(outcome)
            session.add(rows[place - 1])
            journal.note(session, office.now(), actor, "分歧协调", number, 条款=rows[place - 1].clause, 结果=outcome)
        write_paper(
            office,
            session,
            paper,
            MINUTES,
            Wanted(copies=copies),
            actor,
            told_apart=issue or meeting.time,
            mark=f"{office.mark}专题会议",
            number=issue,
            meeting_time=meeting.time,
            place=meeting.place,
            host=meeting.host,
            settled=tuple(
                Settled(rows[place - 1].clause or "", outcome) for place, outcome in sorted(outcomes.items())
            ),
            attended=attended,
            excused=excused,
            observed=observed,
        )
        still = sum(not row.outcome for row in rows)
    more = f"，记入{len(outcomes)}处分歧的协调结果，尚余{still}处"
    more += "".join(
        f"；第{place}处原记的协调结果“{before}”已由此次取代，原结果留在 huiban disputes {number}"
        for place, before in sorted(changed.items())
        if before
    )
    return written(office, number, MINUTES, "", more)


def ask_above(
    office: Office, number: str, wanted: Wanted, leanings: tuple[str, ...] = (), actor: str = "承办人"
) -> Report:
    """Write 请示: the open disputes with both sides' reasons, and what the office holds, for a higher authority.

    Args:
        office: where the paper is registered.
        number: register number.
        wanted: to whom, and who signs.
        leanings: `1=建议保留`, by the number `list_disputes` gives.
        actor: who does it, for the journal.

    Raises:
        NotPermitted: no open dispute, no such one, or the paper is in another state.
    """
    with office.store.transaction() as session:
        paper = open_matter(session, number, *_STATES)
        rows = opinions.disputes(session, paper.id)
        held = by_place(leanings, len(rows), _WHAT)
        by_key = {rows[place - 1].key: text for place, text in held.items()}
        waiting = _open(session, paper.id, number)
        given = write_paper(
            office,
            session,
            paper,
            REQUEST,
            wanted,
            actor,
            mark=office.mark,
            signers=wanted.signers,
            addressee=wanted.addressee,
            disputes=open_disputes(waiting, by_key),
            contact=office.settings.contact,
            phone=office.settings.phone,
            signature=office.settings.name,
            seal=office.seal,
            stamp=signed_by(office, wanted),
        )
    return written(office, number, REQUEST, given, f"，就{len(waiting)}处分歧请{wanted.addressee}裁定")


def sides_words(row: Dispute, wishes: Mapping[str, str] | None = None) -> str:
    """Say what each side of a dispute wishes and why, and what was settled; `wishes` by opinion replace those kept."""
    said = _sides(row, wishes or {})
    return f"{said}；协调结果：{row.outcome}" if row.outcome else said


def _outcome(row: Dispute) -> str:
    """Say what was settled, and what had been settled before."""
    before = "；".join(row.earlier)
    return (row.outcome or "尚待协调") + (f"（此前曾记：{before}）" if before else "")


def _sides(row: Dispute, wishes: Mapping[str, str]) -> str:
    return "；".join(
        f"{side['unit']}{wishes.get(side['opinion'], side['wish'])}"
        + (f"，理由是{side['reason'].rstrip('。；')}" if side["reason"] else "，未说明理由")
        for side in row.sides
    )


def open_disputes(rows: list[Dispute], leanings: Mapping[str, str] | None = None) -> tuple[OpenDispute, ...]:
    """Give disputes as papers tell them, with what the office holds on each by the dispute's key."""
    held = leanings or {}
    return tuple(OpenDispute(row.clause or "", sides_words(row), held.get(row.key, "")) for row in rows)


def _open(session: Session, paper_id: int | None, number: str) -> list[Dispute]:
    rows = opinions.disputes(session, paper_id)
    waiting = [row for row in rows if not row.outcome]
    if not waiting:
        told = f"，{len(rows)}处都已协调" if rows else ""
        todo = (
            f"协调结果见 huiban disputes {number}"
            if rows
            else f"请先运行 huiban merge {number} 汇总，再看 huiban disputes"
        )
        raise NotPermitted(f"收文{number}没有尚待协调的分歧{told}", todo=todo)
    return waiting


def _clause(row: Dispute) -> str:
    return clause_name(row.clause) if row.clause else ""
