"""退文: a paper that does not do goes back to its issuer with what is wrong and how to mend it (条例第24条)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.filing import file_paper, where
from flows.work.numbers import number_for
from letters.clause_names import clause_name
from letters.composing_notes import Fault
from letters.first_check import PAST_DUE, REST_DAY
from letters.recipes import compose
from registry import journal, papers, units
from registry.errors import NotPermitted
from registry.lifecycle import PaperState
from registry.papers import Paper

NOTE = "退文告知"
_OPEN = {PaperState.REGISTERED, PaperState.PROPOSED, PaperState.ENDORSED}
# What an issuer is asked for, by the kind of a finding; a finding's own suggestion is for the office.
_ASKS = {
    "attachment": "请补送所缺附件，附件名称与来文所列一致",
    "date": "请核实并写明日期或期限",
    "figure": "请核实有关数据，前后保持一致",
    "issuer": "请写明发文机关并加盖印章",
    "numbering": "请核对层次序号",
    "reference": "请核对引用的文件或条款",
    "scan": "请另附清晰的扫描件或可编辑的电子版",
    "title": "请核对标题和文件名称，前后保持一致",
}
_OTHER = "请核对更正"
_RULE = "条例第24条"
# Not the issuer's to mend: how the office handles the paper, and deadlines that are hard to keep but well written.
_OUR_KINDS = {"genre"}
_OUR_RULES = {REST_DAY, PAST_DUE}
_FOR_US = re.compile("，(?:请|暂按|可按|无法拟定|不能发给)")  # what follows is for the office


def return_paper(
    office: Office, number: str, chosen: Sequence[int] = (), reason: str = "", actor: str = "收发员"
) -> Report:
    """Write the note that returns a paper: all findings of the first check, or those chosen, and a further reason.

    The note is filed with the paper and not mailed; the paper's state stays, for the issuer may mend it in time.

    Args:
        office: where the paper is registered.
        number: register number.
        chosen: findings by their place in the report of receiving, from 1; none means all that concern the issuer.
        reason: what the first check did not find.
        actor: who does it, for the journal.

    Raises:
        NotPermitted: nothing to mend, no such finding, no issuer, or the paper is past this.
    """
    now = office.now()
    with office.store.transaction() as session:
        paper = papers.find(session, number)
        if paper.state not in _OPEN:
            raise NotPermitted(f"收文{number}现为“{PaperState(paper.state).label}”，不能退文")
        if not paper.issuers:
            raise NotPermitted(f"收文{number}没有识别出来文单位，无法写明退给谁", todo="请与送文人核实来文单位")
        faults = _faults(paper, chosen, reason)
        data, recipe = compose(
            "return_note",
            office.wordings,
            mark=office.mark,
            number=number_for(office, session, paper.id, NOTE, actor),
            addressee="、".join(paper.issuers),
            title=paper.title,
            document_number=paper.document_number or "",
            received=paper.received_at.date(),
            faults=faults,
            contact=office.settings.contact,
            phone=office.settings.phone,
            signature=office.settings.name,
            dated=now.date(),
            seal=office.seal,
            names=_names(session, paper),
        )
        file_paper(office, session, paper, NOTE, f"{NOTE}.docx", data, now, recipe)
        journal.note(session, now, actor, NOTE, number, 问题=[fault.message for fault in faults])
    said = f"已拟写{number}的退文告知，列明{len(faults)}处问题{where(office, number, NOTE)}"
    rows = tuple((fault.message, fault.ask) for fault in faults)
    return Report(NOTE, said, ("问题", "补正要求"), rows, number)


def _faults(paper: Paper, chosen: Sequence[int], reason: str) -> tuple[Fault, ...]:
    count = len(paper.findings)
    beyond = [place for place in chosen if not 1 <= place <= count]
    if beyond:
        raise NotPermitted(f"初审发现共{count}处，没有第{beyond[0]}处", todo="序号按收文登记时列出的次序")
    places = chosen or [n for n, finding in enumerate(paper.findings, start=1) if not _is_ours(finding)]
    found = [paper.findings[place - 1] for place in dict.fromkeys(places)]
    faults = _once([_fault(row) for row in found])
    if reason.strip():
        faults.append(Fault(" ".join(reason.split()), _RULE, _OTHER))
    if not faults:
        raise NotPermitted(
            f"收文{paper.number}初审没有发现问题，未拟写退文告知", todo="确需退文的，请用 --reason 写明问题"
        )
    return tuple(faults)


def _is_ours(finding: dict[str, object]) -> bool:
    return finding["kind"] in _OUR_KINDS or finding.get("rule") in _OUR_RULES


def _once(faults: list[Fault]) -> list[Fault]:
    """Leave out what another fault says more fully: two rules may find one and the same."""
    kept: list[Fault] = []
    for fault in sorted(faults, key=lambda fault: -len(fault.message)):
        if not any(fault.message in other.message for other in kept):
            kept.append(fault)
    return sorted(kept, key=faults.index)


def _fault(finding: dict[str, object]) -> Fault:
    said = f"{_place(finding)}{_FOR_US.split(str(finding['message']))[0]}"
    return Fault(said, str(finding.get("rule") or ""), _ASKS.get(str(finding["kind"]), _OTHER))


def _place(finding: dict[str, object]) -> str:
    """Say where a finding stands; 来文 itself goes without saying."""
    where_found = str(finding.get("where") or "")
    return "" if where_found in {"", "来文"} else f"{clause_name(where_found)}："


def _names(session: Session, paper: Paper) -> tuple[str, ...]:
    return units.names_within(session, paper.title)
