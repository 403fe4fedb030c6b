"""拟办: the wording fits what the paper wants, the leaders are those in office, the urgency has its reason."""

import docx
import pytest

from desk.demo import region
from flows.work import endorsing, proposing, receiving, soliciting
from letters import page
from registry import journal, papers
from registry.errors import NotPermitted
from registry.lifecycle import PaperState
from registry.papers import Paper
from tests.flows.conftest import Desk


def a_letter(title: str, *body: str) -> bytes:
    document: docx.document.Document = page.blank()
    for line in (title, "云泽市人民政府：", *body, region.ISSUER, "2026年3月4日"):
        document.add_paragraph(line)
    return page.packed(document)


def proposed(desk: Desk, *letter: bytes) -> Paper:
    desk.import_units()
    given = [("来函.docx", data) for data in letter]
    number = receiving.receive(desk.office, given).number if given else desk.receive()
    proposing.propose(desk.office, number)
    return look(desk, number)


def look(desk: Desk, number: str) -> Paper:
    with desk.office.store.reading() as session:
        paper = papers.find(session, number)
        session.expunge(paper)
    return paper


def test_a_request_for_comments_to_the_government_is_proposed_in_the_offices_words(desk: Desk) -> None:
    lines = proposed(desk).proposal.splitlines()
    assert lines[0] == "此件主送市政府。"
    assert lines[1].startswith(f"{region.ISSUER}将《")
    assert lines[1].endswith("发来征求我市意见，要求于2026年3月15日前反馈。")
    assert lines[2].startswith(f"建议：请{region.LEAD}牵头，会同")
    assert "（各单位意见于2026年3月13日17时30分前反馈）" in lines[2]
    assert lines[3] == "请沈砚秋同志阅示。"


def test_the_proposals_words_are_shown_with_its_reasons(desk: Desk) -> None:
    desk.import_units()
    told = proposing.propose(desk.office, desk.receive())
    assert ("拟办意见", "", look(desk, told.number).proposal) in told.rows


def test_a_notice_that_asks_for_a_report_is_handed_on_by_its_own_time_limit(desk: Desk) -> None:
    paper = proposed(desk, a_letter("关于开展夜市检查的通知", "请于3月12日前将检查情况报送我局。"))
    assert "来文要求：“请于3月12日前将检查情况报送我局”。" in paper.proposal
    assert f"建议：请{region.LEAD}阅办，于2026年3月12日" in paper.proposal
    assert f"{paper.due_at:%Y-%m-%d}" == "2026-03-12"
    assert not any("未写明反馈期限" in finding["message"] for finding in paper.findings)


def test_a_bulletin_is_only_read(desk: Desk) -> None:
    paper = proposed(desk, a_letter("关于夜市检查情况的通报", "现将检查情况通报如下。"))
    assert paper.proposal.endswith(f"建议：请沈砚秋同志阅知，转{region.LEAD}阅知。")


@pytest.mark.parametrize(
    ("title", "body", "way"),
    [
        ("关于开展夜市检查的通知", "请于3月12日前将检查情况报送我局。", "转办"),
        ("关于夜市检查情况的通报", "现将检查情况通报如下。", "阅知"),
    ],
)
def test_units_are_asked_about_a_paper_that_asks_nobody_only_where_a_person_says_so(
    desk: Desk, title: str, body: str, way: str
) -> None:
    number = proposed(desk, a_letter(title, body)).number
    proposing.propose(desk.office, number, add=["云泽市教育局"])
    endorsing.endorse(desk.office, number, "沈砚秋", "副市长", "同意。")
    with pytest.raises(NotPermitted, match=f"拟办为“{way}”.*--anyway"):
        soliciting.open_consultation(desk.office, number)
    assert look(desk, number).state == PaperState.ENDORSED
    soliciting.open_consultation(desk.office, number, anyway=True)
    assert look(desk, number).state == PaperState.SOLICITING
    with desk.office.store.reading() as session:
        assert [*journal.lines(session, number)][-1].detail["拟办"] == way


def test_the_office_may_word_each_seed_itself(desk: Desk) -> None:
    folder = desk.office.settings.folder / "templates"
    folder.mkdir(parents=True)
    (folder / "proposal_government.txt.j2").write_text("请{{ lead }}阅处。", "utf-8")
    assert proposed(desk).proposal == f"请{region.LEAD}阅处。"


@pytest.mark.parametrize(("moment", "names"), [("2026-03-05T09:30", ["沈砚秋"]), ("2026-03-06T09:00", ["陆怀远"])])
def test_leaders_are_those_in_office_on_the_day_of_the_proposal(desk: Desk, moment: str, names: list[str]) -> None:
    term = ({"name": "沈砚秋", "valid_to": "2026-03-05"}, {"name": "陆怀远", "valid_from": "2026-03-06"})
    desk.setting(leaders=term)
    desk.at(moment)
    paper = proposed(desk)
    assert [leader["name"] for leader in paper.leaders] == names
    assert f"请{names[0]}同志阅示。" in paper.proposal


def test_a_leader_of_other_units_is_not_proposed_and_nobody_at_all_is_told(desk: Desk) -> None:
    desk.setting(leaders=({"name": "沈砚秋", "reads": ["水利局"]},))
    paper = proposed(desk)
    assert paper.leaders == []
    assert any("均不在任或不分管" in warning for warning in paper.warnings)


def test_who_leaves_before_writing_is_not_waited_for(desk: Desk) -> None:
    desk.setting(leaders=({"name": "沈砚秋"}, {"name": "陆怀远", "valid_to": "2026-03-05"}))
    number = proposed(desk).number
    desk.at("2026-03-06T09:00")
    assert "批办完成" in endorsing.endorse(desk.office, number, "沈砚秋", "", "同意。").said
    assert look(desk, number).state == PaperState.ENDORSED


def test_who_is_still_in_office_is_waited_for(desk: Desk) -> None:
    desk.setting(leaders=({"name": "沈砚秋"}, {"name": "陆怀远", "valid_to": "2026-03-06"}))
    number = proposed(desk).number
    desk.at("2026-03-06T09:00")
    assert "尚待陆怀远批示" in endorsing.endorse(desk.office, number, "沈砚秋", "", "同意。").said
    with pytest.raises(NotPermitted):
        endorsing.endorse(desk.office, number, "王三", "", "同意。")


def test_the_urgency_goes_by_the_time_left_and_comes_out_the_same_when_proposed_again(desk: Desk) -> None:
    desk.at("2026-03-13T10:00")
    paper = proposed(desk)
    assert paper.urgency == "加急"
    desk.at("2026-03-13T15:30")
    told = proposing.propose(desk.office, paper.number, lead="云泽市教育局")
    assert ("紧急程度", "特急", "来文未标注，各单位办理时间不足半个工作日") in told.rows
