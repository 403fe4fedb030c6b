"""The round as a story: one paper from the region's letter to the archived answer, through real processes."""

import json
import zipfile

import pytest
from sqlmodel import Session, create_engine

from letters.document import Source
from letters.reading import read_document
from registry import journal, messages, opinions, papers, solicitations
from registry.lifecycle import PaperState, RequestState
from tests.process.conftest import Played

pytestmark = pytest.mark.process


def test_one_paper_travels_the_whole_way(played: Played) -> None:
    """Given a region's letter, when the round is played, then every unit's answer ends in one reply and an archive."""
    stages = ["收文", "拟办", "批示", "征求意见", "反馈", "催办", "汇总", "办结"]
    places = [played.told.index(f". {stage}") for stage in stages]
    assert places == sorted(places)

    office = played.folder
    engine = create_engine(f"sqlite:///{office / 'office.db'}")
    with Session(engine) as session:
        paper = papers.find(session, "2026-0001")
        assert paper.state == PaperState.CONCLUDED
        assert paper.lead == "云泽市数据发展局"
        assert [finding["kind"] for finding in paper.findings] == ["date", "numbering", "figure", "title"]
        assert f"{paper.inner_due_at:%Y-%m-%d %H:%M}" == "2026-03-13 17:30"

        round_ = solicitations.latest(session, paper.id)
        assert round_ is not None
        requests = solicitations.in_force(session, round_.paper_id)
        states = [row.state for row in requests]
        assert len(requests) == 13
        assert states.count(RequestState.ANSWERED) == 9
        assert states.count(RequestState.NO_COMMENT) == 3
        assert states.count(RequestState.DEEMED) == 1

        ways = {row.how for row in opinions.opinions_of(session, round_.paper_id)}
        assert ways == {"form", "prose", "body", "revision", "comment"}
        assert len(opinions.decisions(session, round_.paper_id)) == len(opinions.opinions_of(session, round_.paper_id))
        sealed = [returned.sealed for _, returned in opinions.standing(session, round_.paper_id)]
        assert sealed.count(True) == 2

        kinds = [mail.kind for mail in messages.of_paper(session, paper.id)]
        assert kinds.count("letter") == 13
        assert kinds.count("correction") == 1
        assert kinds.count("reply") == 1
        silent = next(row for row in requests if row.state == RequestState.DEEMED)
        assert [row.rung for row in solicitations.reminders(session, silent.id)] == ["T-3", "T-1", "T"]
        assert journal.verify(session) > 40
    engine.dispose()

    home = office / "归档" / "2026-0001"
    manifest = json.loads((home / "manifest.json").read_text("utf-8"))
    listed = {piece["名称"] for piece in manifest["文件"]}
    assert {
        "01-定稿/复函（代拟稿）.docx",
        "06-汇总/汇总表.docx",
        "06-汇总/汇总表.xlsx",
        "06-汇总/合并稿.docx",
    } <= listed
    assert all((home / name).is_file() for name in listed)
    with zipfile.ZipFile(office / "归档" / "2026-0001.zip") as package:
        assert package.testzip() is None
    combined = read_document((home / "06-汇总/合并稿.docx").read_bytes(), "合并稿.docx")
    assert combined.source is Source.DOCX
    assert combined.revisions > 10
    assert combined.comments > 1
