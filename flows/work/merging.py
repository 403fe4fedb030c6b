"""汇总: every opinion by clause in one matrix, every unit's change in one combined draft, disputes apart."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.filing import file_paper, where
from flows.work.tallying import deemed_units
from flows.work.versions import halves_of, text_of
from letters.clause_names import clause_name
from letters.halves import joined_return
from letters.matrix import matrix_docx, matrix_xlsx, problem_note, title_of
from letters.matrix_rows import Decision
from letters.merging import Merged
from letters.merging import merge as merge_returns
from letters.wish_words import say_wish
from registry import journal, opinions, papers, solicitations
from registry.errors import NotPermitted
from registry.lifecycle import PaperState, RequestState
from registry.opinions import Dispute
from registry.papers import Paper
from registry.words import Disposition, Relation

MATRIX, COMBINED, PROBLEMS = "汇总表", "合并稿", "问题文件"


@dataclass(frozen=True)
class _Made:
    """The papers of a merge, and what they were made of."""

    basis: tuple[object, ...]  # the standing returns and the decisions
    merged: Merged
    papers: dict[tuple[str, str], bytes]  # by role and name


def merge(office: Office, number: str, actor: str = "承办人") -> Report:
    """Merge all standing returns of a paper; running it again after a new return updates everything.

    The papers are made while the register is free for others; what came meanwhile makes them be made anew.

    Raises:
        NotPermitted: no round yet, or the matter is closed.
    """
    while True:
        with office.store.reading() as session:
            paper = papers.find(session, number)
            _refuse_unasked(session, paper)
            made = _make(office, session, paper)
        now = office.now()
        with office.store.transaction() as session:
            paper = papers.find(session, number)
            _refuse_unasked(session, paper)
            if _basis(session, paper) != made.basis:
                continue
            for (role, name), data in made.papers.items():
                file_paper(office, session, paper, role, name, data, now)
            conflicts = _record_disputes(session, paper, made.merged)
            awaited = [row.unit for row in solicitations.in_force(session, paper.id) if _is_awaited(row, now)]
            if not awaited and paper.state == PaperState.SOLICITING:
                paper.move(PaperState.MERGED)
                session.add(paper)
            journal.note(session, now, actor, "汇总", number, 意见=len(made.merged.opinions), 分歧=conflicts)
        return _told(office, number, made.merged, conflicts, len(awaited))


def _told(office: Office, number: str, merged: Merged, conflicts: int, awaited: int) -> Report:
    said = f"汇总{len(merged.opinions)}条意见，{len(merged.no_comment)}家无意见，{conflicts}处分歧"
    said += f"；尚待{awaited}家反馈" if awaited else ""
    said += f"；分歧见 huiban disputes {number}" if conflicts else ""
    said += where(office, number, MATRIX, COMBINED)
    rows = tuple(
        (
            clause_name(cluster.at) or "综合或待定",
            str(len(cluster.opinions)),
            cluster.relation.label,
            _holders(merged, cluster.opinions),
        )
        for cluster in merged.clusters
    )
    return Report("汇总", said, ("条款", "意见数", "关系", "提出单位"), rows, number)


def _basis(session: Session, paper: Paper) -> tuple[object, ...]:
    """Give what a merge stands on: while it is the same, so is the merge."""
    standing = tuple((row.id, row.reading_sha256) for _, row in opinions.standing(session, paper.id))
    decided = tuple(sorted((one, row.id) for one, row in opinions.decisions(session, paper.id).items()))
    states = tuple((row.id, row.state) for row in solicitations.in_force(session, paper.id))
    return (paper.draft_sha256, standing, decided, states)


def merged_returns(office: Office, session: Session, paper: Paper) -> Merged:
    """Merge what was read of each standing return; its date as Word writes one, local time with a Z."""
    returns = [
        replace(joined_return(halves_of(office, session, request, row)), date=f"{row.received_at:%Y-%m-%dT%H:%M:%SZ}")
        for request, row in opinions.standing(session, paper.id)
    ]
    draft = office.blobs.read(text_of(paper))
    return merge_returns(draft, returns)


def decisions_by_key(session: Session, paper: Paper) -> dict[str, Decision]:
    """Give the decision in force for each opinion, by its stable key."""
    keys = {row.id: row.key for row in opinions.opinions_of(session, paper.id)}
    return {
        keys[opinion_id]: Decision(Disposition(row.decision), row.reason, row.text)
        for opinion_id, row in opinions.decisions(session, paper.id).items()
    }


def _refuse_unasked(session: Session, paper: Paper) -> None:
    if solicitations.latest(session, paper.id) is None or paper.state not in {PaperState.SOLICITING, PaperState.MERGED}:
        raise NotPermitted(
            f"收文{paper.number}现为“{PaperState(paper.state).label}”，没有可汇总的反馈", todo="征求意见之后才能汇总"
        )


def _is_awaited(request: solicitations.Request, now: datetime) -> bool:
    """Whether somebody still has time to answer; units past their deadline no longer hold the merge."""
    state = RequestState(request.state)
    return state is RequestState.COMPOSED or (state.is_open and request.due_at > now)


def _make(office: Office, session: Session, paper: Paper) -> _Made:
    basis = _basis(session, paper)  # before all else: what comes while the rest is read makes it another
    merged = merged_returns(office, session, paper)
    title = paper.subject or title_of(merged.draft, "征求意见稿")
    decisions = decisions_by_key(session, paper)
    deemed = deemed_units(solicitations.in_force(session, paper.id), merged.holders)
    made = {
        (MATRIX, "汇总表.docx"): matrix_docx(merged, title, decisions, deemed),
        (MATRIX, "汇总表（按单位）.docx"): matrix_docx(merged, title, decisions, deemed, by_unit=True),
        (MATRIX, "汇总表.xlsx"): matrix_xlsx(merged, title, decisions),
        (COMBINED, "合并稿.docx"): merged.combined,
        (PROBLEMS, "问题文件.md"): problem_note(merged.set_aside).encode(),
    }
    return _Made(basis, merged, made)


def _record_disputes(session: Session, paper: Paper, merged: Merged) -> int:
    """Enter each contradiction, at its clause, with both sides' reasons; one that is no longer there is withdrawn.

    A declined opinion that a person entered stays as long as the unit holds it.
    """
    standing = {item.id for item in merged.opinions}
    held = (row for row in opinions.disputes(session, paper.id) if row.pairs or row.sides[0]["opinion"] not in standing)
    known = {row.key: row for row in held}
    by_id = {item.id: item for item in merged.opinions}
    count = 0
    for cluster in merged.clusters:
        if cluster.relation is not Relation.CONFLICT:
            continue
        count += 1
        sides = sorted({one for pair in cluster.conflict for one in pair})
        key = hashlib.sha256("\n".join(sides).encode()).hexdigest()[:16]
        before = known.pop(key, None)
        if before is not None:
            before.clause = cluster.at or None  # a later draft may have moved it
            session.add(before)
        else:
            told = [
                {
                    "opinion": side,
                    "unit": by_id[side].unit,
                    "wish": say_wish(by_id[side].opinion, merged.draft.lines, by_id[side].unit),
                    "reason": by_id[side].opinion.reason or "",
                }
                for side in sides
            ]
            pairs = [list(pair) for pair in cluster.conflict]
            session.add(Dispute(paper_id=paper.id or 0, key=key, clause=cluster.at or None, sides=told, pairs=pairs))
    for row in known.values():
        if not row.outcome:
            session.delete(row)
    return count


def _holders(merged: Merged, ids: tuple[str, ...]) -> str:
    return "、".join(dict.fromkeys(item.unit for item in merged.opinions if item.id in set(ids)))
