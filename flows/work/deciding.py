"""处理意见: what becomes of each opinion; all but 采纳 with a reason, every earlier decision kept."""

from __future__ import annotations

from collections.abc import Sequence

from flows.office import Office
from flows.report import Report
from registry import journal, opinions, papers, solicitations
from registry.errors import NotPermitted
from registry.lifecycle import PaperState
from registry.opinions import DispositionRow, OpinionRow
from registry.words import Disposition

_COLUMNS = ("编号", "条款", "单位", "意见", "处理意见", "理由")


def decide(
    office: Office, number: str, keys: Sequence[str], decision: Disposition, reason: str, decided_by: str
) -> Report:
    """Decide opinions by their keys; none named means every one not yet decided. All of them or none.

    Raises:
        NotPermitted: no reason where one is needed, an unknown key, or the matter is closed.
    """
    if decision.needs_reason and not reason.strip():
        raise NotPermitted(f"“{decision.label}”须写明理由", todo="请用 --reason 理由 填写")
    now = office.now()
    with office.store.transaction() as session:
        paper = papers.find(session, number)
        round_ = solicitations.latest(session, paper.id)
        if round_ is None or paper.state not in {PaperState.SOLICITING, PaperState.MERGED}:
            raise NotPermitted(f"收文{number}现为“{PaperState(paper.state).label}”，不能处理意见")
        rows = opinions.opinions_of(session, round_.id)
        known = opinions.decisions(session, round_.id)
        for row in _chosen(rows, keys, set(known)):
            made = DispositionRow(
                opinion_id=row.id or 0, decision=decision, reason=reason, decided_by=decided_by, at=now
            )
            session.add(made)
            journal.note(session, now, decided_by, "处理意见", number, 意见=row.key, 结果=decision.label, 理由=reason)
        session.flush()
        return _told(number, rows, opinions.decisions(session, round_.id))


def list_opinions(office: Office, number: str) -> Report:
    """Tell every opinion of a paper's newest round with its key and decision."""
    with office.store.reading() as session:
        paper = papers.find(session, number)
        round_ = solicitations.latest(session, paper.id)
        rows = opinions.opinions_of(session, round_.id) if round_ else []
        return _told(number, rows, opinions.decisions(session, round_.id) if round_ else {})


def _chosen(rows: Sequence[OpinionRow], keys: Sequence[str], decided: set[int]) -> list[OpinionRow]:
    if not keys:
        return [row for row in rows if row.id not in decided]
    by_key = {row.key: row for row in rows}
    unknown = [key for key in keys if key not in by_key]
    if unknown:
        raise NotPermitted(f"没有编号为{'、'.join(unknown)}的意见", todo="请用 huiban opinions 查看编号")
    return [by_key[key] for key in keys]


def _told(number: str, rows: Sequence[OpinionRow], decided: dict[int, DispositionRow]) -> Report:
    told = tuple(
        (
            row.key,
            row.clause or "待定",
            row.unit,
            row.proposed or row.original or row.kind,
            Disposition(decided[row.id].decision).label if row.id in decided else "",
            decided[row.id].reason if row.id in decided else "",
        )
        for row in rows
        if row.id is not None
    )
    open_ones = len(told) - sum(bool(row[4]) for row in told)
    return Report("处理意见", f"共{len(told)}条意见，{open_ones}条未处理", _COLUMNS, told, number)
