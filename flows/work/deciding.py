"""处理意见: what becomes of each opinion; all but 采纳 with a reason, every earlier decision kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from letters.clause_names import clause_name
from letters.differences import changed_words
from letters.matrix_rows import Decision
from letters.matrix_sheet import Filled, read_dispositions, refuse_faults
from registry import journal, opinions, papers, solicitations
from registry.errors import NotPermitted
from registry.lifecycle import PaperState
from registry.opinions import DispositionRow, OpinionRow
from registry.papers import Paper
from registry.words import Disposition, Kind

_COLUMNS = ("编号", "条款", "单位", "类别", "原文", "修改为", "处理意见", "理由")
_WHOLE = 40  # characters of a text that is shown whole beside what it becomes
_SAME_TEXT = "部分采纳后的文字与原文相同，没有改动的请选“不采纳”"


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
    made = Decision(decision, reason, text)
    with office.store.transaction() as session:
        paper = _open_matter(session, number)
        rows = opinions.opinions_of(session, paper.id)
        known = opinions.decisions(session, paper.id)
        contested = {key for pair in opinions.contradictions(session, paper.id) for key in pair}
        chosen = _chosen(rows, keys, set(known))
        if not keys and decision is Disposition.ACCEPTED:
            # What contradicts something else is decided one by one, by somebody who looks.
            chosen = [row for row in chosen if row.key not in contested]
        for row in chosen:
            if _changes_nothing(row, made):
                raise NotPermitted(f"意见{row.key}{_SAME_TEXT}", todo="请用 --as 不采纳 --reason 理由")
            _enter(office, session, number, row, made, decided_by)
        session.flush()
        refuse_contradictions(session, paper)
        return _told(session, paper, rows, contested)


def decide_by_sheet(office: Office, number: str, name: str, data: bytes, decided_by: str) -> Report:
    """Take over what staff chose in the sheet that `merge` wrote: all of it, or nothing and every wrong cell named.

    A row left as it was changes nothing; a row decided otherwise since the sheet was written is refused.

    Raises:
        SheetFault: wrong cells, opinions that were superseded, or decisions made meanwhile.
        FileRefused: not such a sheet.
        NotPermitted: the matter is closed, or what contradicts itself would both be accepted.
    """
    filled = read_dispositions(data, name)
    with office.store.transaction() as session:
        paper = _open_matter(session, number)
        rows = opinions.opinions_of(session, paper.id)
        chosen, faults = _changes(rows, opinions.decisions(session, paper.id), filled)
        refuse_faults(name, faults)
        for row, made in chosen:
            _enter(office, session, number, row, made, decided_by)
        session.flush()
        refuse_contradictions(session, paper)
        contested = {key for pair in opinions.contradictions(session, paper.id) for key in pair}
        told = _told(session, paper, rows, contested)
    return replace(told, said=f"按“{name}”处理{len(chosen)}条意见；{told.said}")


def _changes(
    rows: Sequence[OpinionRow], known: Mapping[int, DispositionRow], filled: Sequence[Filled]
) -> tuple[list[tuple[OpinionRow, Decision]], list[str]]:
    """Give what a sheet changes, and what in it cannot be taken over."""
    by_key = {row.key: row for row in rows}
    chosen: list[tuple[OpinionRow, Decision]] = []
    faults: list[str] = []
    for one in filled:
        for key in one.ids:
            row = by_key.get(key)
            if row is None:
                faults.append(f"第{one.row}行的意见已由该单位新的反馈取代，请重新汇总后再填")
                break
            stands = known.get(row.id or 0)
            now = Decision(Disposition(stands.decision), stands.reason, stands.text) if stands else None
            left_as_it_was = (one.decision.sign if one.decision else "") == one.sign
            if one.decision == now or left_as_it_was:
                continue
            if (now.sign if now else "") != one.sign:
                label = now.disposition.label if now else "未处理"
                faults.append(f"第{one.row}行在汇总表写出以后已另作处理（现为“{label}”），请重新汇总后再填")
                break
            if one.decision is None:
                faults.append(f"第{one.row}行原已处理，不能清空；需要改变的请另选处理意见")
                break
            if _changes_nothing(row, one.decision):
                faults.append(f"第{one.row}行{_SAME_TEXT}")
                break
            chosen.append((row, one.decision))
    return chosen, faults


def _changes_nothing(row: OpinionRow, made: Decision) -> bool:
    """Whether what an opinion is taken in part for is what the draft says already."""
    is_partly = made.disposition is Disposition.PARTLY
    return is_partly and "".join(made.text.split()) == "".join((row.original or "").split())


def _open_matter(session: Session, number: str) -> Paper:
    paper = papers.find(session, number)
    if solicitations.latest(session, paper.id) is None or paper.state not in {PaperState.SOLICITING, PaperState.MERGED}:
        raise NotPermitted(f"收文{number}现为“{PaperState(paper.state).label}”，不能处理意见")
    return paper


def _enter(office: Office, session: Session, number: str, row: OpinionRow, made: Decision, decided_by: str) -> None:
    """Enter one decision; those before it stay as the history."""
    now = office.now()
    session.add(
        DispositionRow(
            opinion_id=row.id or 0,
            decision=made.disposition,
            reason=made.reason,
            text=made.text,
            decided_by=decided_by,
            at=now,
        )
    )
    result = made.disposition.label
    journal.note(session, now, decided_by, "处理意见", number, 意见=row.key, 结果=result, 理由=made.reason)


def list_opinions(office: Office, number: str) -> Report:
    """Tell every opinion on a paper with its key and decision."""
    with office.store.reading() as session:
        paper = papers.find(session, number)
        rows = opinions.opinions_of(session, paper.id)
        contested = {key for pair in opinions.contradictions(session, paper.id) for key in pair}
        return _told(session, paper, rows, contested)


def refuse_contradictions(session: Session, paper: Paper) -> None:
    """Refuse to accept both of two opinions that contradict each other.

    Raises:
        NotPermitted: names both opinions and their units.
    """
    decided = opinions.decisions(session, paper.id)
    accepted = {
        row.key: row.unit
        for row in opinions.opinions_of(session, paper.id)
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


def _told(session: Session, paper: Paper, rows: Sequence[OpinionRow], contested: set[str]) -> Report:
    decided = opinions.decisions(session, paper.id)
    beside = (changed_words(row.original or "", row.proposed or "", _WHOLE) for row in rows)
    told = tuple(
        (
            row.key,
            row.named or (clause_name(row.clause) if row.clause else "待定"),
            row.unit,
            Kind(row.kind).label
            + ("（有分歧）" if row.key in contested else "")
            + ("（已改）" if row.overtaken else ""),
            original,
            proposed,
            Disposition(decided[row.id].decision).label if row.id in decided else "",
            decided[row.id].reason if row.id in decided else "",
        )
        for row, (original, proposed) in zip(rows, beside, strict=True)
        if row.id is not None
    )
    open_ones = sum(not row[6] for row in told)
    unsettled = sum(not dispute.outcome for dispute in opinions.disputes(session, paper.id))
    hint = ""
    if contested and open_ones:
        hint = f"；{len(contested)}条存在分歧，须逐条处理"
    elif unsettled and not open_ones:
        hint = f"；{unsettled}处分歧没有协调结果，采纳情况说明将只列各方意见；已协调的请用 huiban write minutes 记明"
    return Report("处理意见", f"共{len(told)}条意见，{open_ones}条未处理{hint}", _COLUMNS, told, paper.number)
