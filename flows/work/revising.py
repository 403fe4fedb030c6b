"""修改稿: what was accepted written into the draft, as a redline and as a clean text."""

from __future__ import annotations

from flows.office import Office
from flows.report import Report
from flows.work.deciding import refuse_contradictions
from flows.work.filing import file_paper, where
from flows.work.merging import decisions_by_key, merged_returns
from letters.place_names import place_name
from letters.revised import revised_draft
from letters.wish_words import say_wish
from registry import journal, papers, solicitations
from registry.errors import NotPermitted
from registry.lifecycle import PaperState

REVISED = "修改稿"
REDLINE_NAME, CLEAN_NAME = "修改稿（花脸稿）.docx", "修改稿（清稿）.docx"
_STATES = {PaperState.SOLICITING, PaperState.MERGED, PaperState.CONCLUDED}


def revise(office: Office, number: str, actor: str = "承办人") -> Report:
    """Write the draft with what was accepted so far made so; running it again after further decisions writes it anew.

    Raises:
        NotPermitted: nothing was asked yet, nothing is accepted, or what is accepted contradicts itself.
    """
    now = office.now()
    with office.store.reading() as session:
        paper = papers.find(session, number)
        if solicitations.latest(session, paper.id) is None or paper.state not in _STATES:
            raise NotPermitted(
                f"收文{number}现为“{PaperState(paper.state).label}”，没有可改的稿子",
                todo="征求意见、处理意见之后再写修改稿",
            )
        refuse_contradictions(session, paper)
        merged = merged_returns(office, session, paper)
        decisions = decisions_by_key(session, paper)
    revised = revised_draft(merged, decisions, office.settings.name, f"{now:%Y-%m-%dT%H:%M:%SZ}")
    if not revised.applied and not revised.by_hand:
        raise NotPermitted(f"收文{number}还没有采纳的意见，未写修改稿", todo=f"请先用 huiban decide {number} 处理意见")
    with office.store.transaction() as session:
        paper = papers.find(session, number)
        for name, data in ((REDLINE_NAME, revised.redline), (CLEAN_NAME, revised.clean)):
            file_paper(office, session, paper, REVISED, name, data, now)
        told = {"写入": len(revised.applied), "人工改写": len(revised.by_hand)}
        journal.note(session, now, actor, "修改稿", number, **told)
    by_hand = set(revised.by_hand)
    rows = tuple(
        (
            item.id,
            place_name(merged.draft, item.opinion),
            item.unit,
            say_wish(item.opinion, merged.draft.lines),
        )
        for item in merged.opinions
        if item.id in by_hand
    )
    said = f"已把{len(revised.applied)}条采纳的意见写入修改稿"
    if rows:
        said += f"；{len(rows)}条没有确定的文字或改在同一处，批注在花脸稿上，请人工改写"
    return Report(REVISED, said + where(office, number, REVISED), ("编号", "条款", "单位", "意见"), rows, number)
