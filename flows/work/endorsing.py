"""批示: leaders' words on the slip, in order of rank, each dated."""

from __future__ import annotations

from flows.office import Office
from flows.report import Report
from flows.work.proposing import write_slip
from registry import journal, papers
from registry.errors import NotPermitted
from registry.lifecycle import PaperState
from registry.papers import Endorsement, Paper
from registry.readers import has_left


def endorse(office: Office, number: str, leader: str, title: str, words: str) -> Report:
    """Write a leader's words on the slip; when every leader of the proposal still in office has, the paper is endorsed.

    The same words by the same leader twice are one endorsement.

    Raises:
        NotPermitted: no proposal yet, the words are empty, or the leader wrote something else before.
    """
    if not leader.strip() or not words.strip():
        raise NotPermitted("批示须有批示人和批示内容", todo="请用 --by 姓名 --text 内容 填写")
    now = office.now()
    with office.store.transaction() as session:
        paper = papers.find(session, number)
        if paper.state not in {PaperState.PROPOSED, PaperState.ENDORSED}:
            raise NotPermitted(f"收文{number}现为“{PaperState(paper.state).label}”，不能批示", todo="请先拟办")
        listed = [person["name"] for person in paper.leaders]
        if listed and leader not in listed:
            raise NotPermitted(
                f"{leader}不在收文{number}的批阅领导（{'、'.join(listed)}）之列",
                todo="请核对姓名；批阅领导在 office.toml 的 leaders 中设置",
            )
        written = {row.leader: row for row in papers.endorsements(session, paper)}
        if leader in written:
            if written[leader].words == words:
                return _told(office, paper, list(written.values()), f"{leader}的批示此前已记录")
            raise NotPermitted(f"{leader}已于{written[leader].at:%Y-%m-%d}批示“{written[leader].words}”，不能改写")
        ranked = title or _title(paper, leader)
        row = Endorsement(paper_id=paper.id or 0, leader=leader, title=ranked, words=words, at=now)
        session.add(row)
        session.flush()
        written[leader] = row
        today = now.astimezone(office.calendar.zone).date()
        # Who has left the ladder since the proposal is not waited for.
        awaited = [
            person["name"]
            for person in paper.leaders
            if person["name"] not in written and not has_left(office.readers, person["name"], today)
        ]
        if not awaited and paper.state == PaperState.PROPOSED:
            paper.move(PaperState.ENDORSED)
        session.add(paper)
        write_slip(office, session, paper, now)
        journal.note(session, now, leader, "批示", number, 内容=words)
    said = f"已记录{leader}批示；" + (f"尚待{'、'.join(awaited)}批示" if awaited else "批办完成，可以征求意见")
    return _told(office, paper, list(written.values()), said)


def _title(paper: Paper, leader: str) -> str:
    return next((person["title"] for person in paper.leaders if person["name"] == leader), "")


def _told(office: Office, paper: Paper, written: list[Endorsement], said: str) -> Report:
    rows = tuple(
        (row.leader, row.title, row.words, f"{row.at.astimezone(office.calendar.zone):%Y-%m-%d}") for row in written
    )
    return Report("批示", said, ("领导", "职务", "批示", "日期"), rows, paper.number)
