"""处理意见: what becomes of each opinion; all but 采纳 with a reason, every earlier decision kept."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from letters.clause_names import clause_name
from registry import journal, opinions, papers, solicitations
from registry.errors import NotPermitted
from registry.lifecycle import PaperState
from registry.opinions import DispositionRow, OpinionRow
from registry.papers import Paper
from registry.solicitations import Solicitation
from registry.words import Disposition, Kind

_COLUMNS = ("编号", "条款", "单位", "类别", "原文", "修改为", "处理意见", "理由")


def decide(
    office: Office,
    number: str,
    keys: Sequence[str],
    decision: Disposition,
    reason: str,
    decided_by: str,
    *,
    text: str = "",
) -> Report:
    """Decide opinions by their keys; none named means every one not yet decided. All of them or none.

    Raises:
        NotPermitted: no reason where one is needed, an unknown key, or the matter is closed.
    """
    if decision.needs_reason and not reason.strip():
        raise NotPermitted(f"“{decision.label}”须写明理由", todo="请用 --reason 理由 填写")
    if decision is Disposition.PARTLY and not text.strip():
        raise NotPermitted("部分采纳须写明采纳后的文字", todo="请用 --text 文字 填写，复函将按此表述")
    now = office.now()
    with office.store.transaction() as session:
        paper = papers.find(session, number)
        round_ = solicitations.latest(session, paper.id)
        if round_ is None or paper.state not in {PaperState.SOLICITING, PaperState.MERGED}:
            raise NotPermitted(f"收文{number}现为“{PaperState(paper.state).label}”，不能处理意见")
        rows = opinions.opinions_of(session, round_.id)
        known = opinions.decisions(session, round_.id)
        contested = {key for pair in opinions.contradictions(session, paper.id) for key in pair}
        chosen = _chosen(rows, keys, set(known))
        if not keys and decision is Disposition.ACCEPTED:
            # What contradicts something else is decided one by one, by somebody who looks.
            chosen = [row for row in chosen if row.key not in contested]
        for row in chosen:
            made = DispositionRow(
                opinion_id=row.id or 0, decision=decision, reason=reason, text=text, decided_by=decided_by, at=now
            )
            session.add(made)
            journal.note(session, now, decided_by, "处理意见", number, 意见=row.key, 结果=decision.label, 理由=reason)
        session.flush()
        refuse_contradictions(session, paper, round_)
        return _told(number, rows, opinions.decisions(session, round_.id), contested)


def list_opinions(office: Office, number: str) -> Report:
    """Tell every opinion of a paper's newest round with its key and decision."""
    with office.store.reading() as session:
        paper = papers.find(session, number)
        round_ = solicitations.latest(session, paper.id)
        rows = opinions.opinions_of(session, round_.id) if round_ else []
        contested = {key for pair in opinions.contradictions(session, paper.id) for key in pair}
        return _told(number, rows, opinions.decisions(session, round_.id) if round_ else {}, contested)


def refuse_contradictions(session: Session, paper: Paper, round_: Solicitation) -> None:
    """Refuse to accept both of two opinions that contradict each other.

    Raises:
        NotPermitted: names both opinions and their units.
    """
    decided = opinions.decisions(session, round_.id)
    accepted = {
        row.key: row.unit
        for row in opinions.opinions_of(session, round_.id)
        if row.id in decided and decided[row.id].decision == Disposition.ACCEPTED
    }
    for one, other in opinions.contradictions(session, paper.id):
        if one in accepted and other in accepted:
            raise NotPermitted(
                f"{accepted[one]}的意见{one}与{accepted[other]}的意见{other}相互矛盾，不能都采纳",
                todo=f"请协调后逐条处理：huiban decide {paper.number} --opinion 编号 --as 不采纳 --reason 理由",
            )


def _chosen(rows: Sequence[OpinionRow], keys: Sequence[str], decided: set[int]) -> list[OpinionRow]:
    if not keys:
        return [row for row in rows if row.id not in decided]
    by_key = {row.key: row for row in rows}
    unknown = [key for key in keys if key not in by_key]
    if unknown:
        raise NotPermitted(f"没有编号为{'、'.join(unknown)}的意见", todo="请用 huiban opinions 查看编号")
    return [by_key[key] for key in keys]


def _told(number: str, rows: Sequence[OpinionRow], decided: dict[int, DispositionRow], contested: set[str]) -> Report:
    told = tuple(
        (
            row.key,
            clause_name(row.clause) if row.clause else "待定",
            row.unit,
            Kind(row.kind).label + ("（有分歧）" if row.key in contested else ""),
            row.original or "",
            row.proposed or "",
            Disposition(decided[row.id].decision).label if row.id in decided else "",
            decided[row.id].reason if row.id in decided else "",
        )
        for row in rows
        if row.id is not None
    )
    open_ones = sum(not row[6] for row in told)
    hint = f"；{len(contested)}条存在分歧，须逐条处理" if contested and open_ones else ""
    return Report("处理意见", f"共{len(told)}条意见，{open_ones}条未处理{hint}", _COLUMNS, told, number)
