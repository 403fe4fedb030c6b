"""采纳情况反馈: each unit that gave opinions can be told what became of them, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session

from flows.office import Office
from flows.work.filing import file_paper
from letters.composing_notes import Outcome
from letters.matrix_rows import Decision
from letters.merging import Merged
from letters.recipes import compose
from letters.wish_words import cell_words
from registry import units
from registry.papers import Paper

OUTCOME = "采纳情况反馈"


def write_outcomes(
    office: Office, session: Session, paper: Paper, merged: Merged, decisions: Mapping[str, Decision]
) -> None:
    """Write and file one notice for each unit that gave opinions; whether it is sent is the office's choice."""
    now = office.now()
    subject = paper.subject or paper.title
    names = units.names_within(session, subject)
    outcomes: dict[str, list[Outcome]] = {}
    for item in merged.opinions:
        decision = decisions.get(item.id)
        if decision is None:
            continue
        wish = cell_words(item.opinion, merged.draft.lines)
        told = Outcome(item.opinion.clause or "", wish, decision.disposition.label, _reason(decision))
        outcomes.setdefault(item.unit, []).append(told)
    for unit, told_all in outcomes.items():
        data, recipe = compose(
            "outcome_notice",
            office.wordings,
            mark=office.mark,
            number="",
            addressee=unit,
            subject=subject,
            outcomes=tuple(told_all),
            contact=office.settings.contact,
            phone=office.settings.phone,
            signature=office.settings.name,
            dated=now.date(),
            seal=office.seal,
            names=names,
        )
        file_paper(office, session, paper, OUTCOME, f"{OUTCOME}（{unit}）.docx", data, now, recipe)


def _reason(decision: Decision) -> str:
    """Give the reason, and how the text now reads where an opinion was taken in part."""
    if not decision.text:
        return decision.reason
    now_reads = f"修改为：{decision.text}"
    return f"{decision.reason}；{now_reads}" if decision.reason else now_reads
