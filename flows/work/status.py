"""状态与台账: where every paper and every unit stands; read only."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter
from sqlmodel import Session

from flows.office import Office
from flows.report import FEW, Report
from flows.work.files import write_whole
from letters.clause_names import clause_list
from registry import messages, opinions, papers, solicitations
from registry.lifecycle import PaperState, RequestState
from registry.messages import OutgoingState
from registry.papers import Paper
from registry.solicitations import Request

_PAPERS = ("收文编号", "来文单位", "文号", "文件标题", "紧急程度", "来文期限", "内部期限", "状态", "反馈")
_UNITS = ("单位", "条款", "期限", "状态", "意见", "盖章", "催办", "备注")
_VERSION = "稿次"


def status(office: Office, number: str | None = None) -> Report:
    """Tell how all papers stand, or one paper by unit.

    Raises:
        UnknownPaper: the register holds no such number.
    """
    with office.store.reading() as session:
        if number is None:
            rows = tuple(_paper_row(session, paper) for paper in papers.ledger(session))
            waiting = len(messages.penned(session))
            said = f"共{len(rows)}件收文" + (f"；{waiting}封来信待认领（huiban pen list）" if waiting else "")
            return Report("台账", said, _PAPERS, rows)
        paper = papers.find(session, number)
        requests = solicitations.in_force(session, paper.id)
        said = f"{number}《{paper.called}》：{PaperState(paper.state).label}"
        if not requests:
            return Report("办理情况", said, ("项目", "内容"), _progress(session, paper), number)
        return _by_unit(session, paper, requests, f"{said}；{_counts(requests)}")


def _by_unit(session: Session, paper: Paper, requests: list[Request], said: str) -> Report:
    """Tell where every unit stands; once there is a second draft, also which of them it was asked about."""
    whole, short = (tuple(_unit_row(session, one, most) for one in requests) for most in (None, FEW))
    if paper.draft_version == 1:
        return Report("办理情况", said, _UNITS, whole, paper.number, short)
    versions = [_version(session, one) for one in requests]
    whole, short = (_with_version(rows, versions) for rows in (whole, short))
    return Report("办理情况", said, (_UNITS[0], _VERSION, *_UNITS[1:]), whole, paper.number, short)


def _with_version(rows: Sequence[tuple[str, ...]], versions: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    return tuple((row[0], version, *row[1:]) for row, version in zip(rows, versions, strict=True))


def _version(session: Session, request: Request) -> str:
    return f"第{solicitations.get_round(session, request).draft_version}稿"


def _paper_row(session: Session, paper: Paper) -> tuple[str, ...]:
    requests = solicitations.in_force(session, paper.id)
    settled = sum(RequestState(row.state).is_settled for row in requests)
    return (
        paper.number,
        paper.issuer_key,
        paper.document_number or "便函",
        paper.title,
        paper.urgency,
        _clock(paper.due_at),
        _clock(paper.inner_due_at),
        PaperState(paper.state).label,
        f"{settled}/{len(requests)}" if requests else "",
    )


def _unit_row(session: Session, request: Request, most: int | None = None) -> tuple[str, ...]:
    """Give a unit's row; with `most` only so many of its clauses are named."""
    returns = [row for row in opinions.returns_of(session, request.id) if not row.superseded]
    rungs = [row.rung for row in solicitations.reminders(session, request.id)]
    sealed = {row.sealed for row in returns}
    return (
        request.unit,
        clause_list(request.clauses, most) or "—",
        _clock(request.due_at),
        RequestState(request.state).label,
        str(sum(opinions.count_of(session, row.id) for row in returns)) if returns else "",
        "有" if True in sealed else "无" if False in sealed else "",
        "、".join(rungs),
        request.note,
    )


def _progress(session: Session, paper: Paper) -> tuple[tuple[str, ...], ...]:
    written = [f"{row.leader}：{row.words}（{row.at:%Y-%m-%d}）" for row in papers.endorsements(session, paper)]
    rows = [
        ("来文期限", f"{paper.due_phrase}（{paper.due_why}）"),
        ("牵头单位", paper.lead or "—"),
        ("内部期限", f"{_clock(paper.inner_due_at)} {paper.inner_due_reason}"),
        ("批示", "；".join(written) or "—"),
    ]
    if paper.void_reason:
        rows.append(("作废理由", paper.void_reason))
    return tuple(rows)


def _counts(requests: list[Request]) -> str:
    counts = [(state.label, sum(row.state == state for row in requests)) for state in RequestState]
    return "，".join(f"{label}{count}" for label, count in counts if count)


def _clock(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def write_ledger(office: Office) -> Report:
    """Write the ledger of the day as a sheet: all papers, and every unit of every open one (台账)."""
    now = office.now()
    target = io.BytesIO()
    with office.store.reading() as session, xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        all_papers = papers.ledger(session)
        _sheet(book, "收文", _PAPERS, [_paper_row(session, paper) for paper in all_papers])
        rows = [
            (paper.number, *_unit_row(session, request), _version(session, request))
            for paper in all_papers
            for request in solicitations.in_force(session, paper.id)
        ]
        _sheet(book, "单位", ("收文编号", *_UNITS, _VERSION), rows)
    path = office.settings.folder / "台账" / f"台账{now:%Y-%m-%d}.xlsx"
    write_whole(path, target.getvalue())
    return Report("台账", f"已写入 {path}（收文{len(all_papers)}件，单位{len(rows)}条）")


def _sheet(book: xlsxwriter.Workbook, name: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    sheet = book.add_worksheet(name)
    for column, title in enumerate(columns):
        sheet.write_string(0, column, title)
    for index, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            # Written as text, so that a value that begins with = stays a value.
            sheet.write_string(index, column, value)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def attention(office: Office) -> Report:
    """Tell what needs a person now: mails in the pen, refused or unclear sendings, unmatched units."""
    with office.store.reading() as session:
        rows = [("待认领来信", row.sender, row.subject, row.how) for row in messages.penned(session)]
        rows += [("无法解析的来信", row.sender, row.subject, row.how) for row in messages.unread(session)]
        rows += [
            (OutgoingState(row.state).label, row.address, row.subject, row.answer) for row in messages.troubled(session)
        ]
    return Report(
        "待处理",
        f"{len(rows)}项需要人工处理" if rows else "没有需要人工处理的事项",
        ("类别", "邮箱", "主题", "说明"),
        tuple(rows),
    )
