"""拟文: what units disagree on is talked over, settled or put upward; how it went is reported; the text is issued."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from desk.demo import region
from flows.work import coordinating, deciding, issuing, keeping, merging, numbers, returning, templates, writing
from flows.work.coordinating import Meeting
from flows.work.filing import folder_of
from flows.work.writing import Wanted, upward
from letters import page
from letters.reading import read_document
from letters.ruler import measure
from registry import opinions, papers
from registry.errors import NotPermitted, SecretPaper, SettingFault, UnknownUnit
from registry.words import Disposition
from tests.flows.conftest import Desk
from tests.flows.steps import EDUCATION, FINANCE, POLICE, Solicited, settle_all

MEETING = Meeting("2026年3月20日9时", "市政府二楼第三会议室", "市政府副秘书长李二")
UP = Wanted("云泽市人民政府", signers=("王一",))


def text_of(desk: Desk, number: str, role: str) -> str:
    return "\n".join(read_document(data, "件.docx").text for data in papers_of(desk, number, role))


def papers_of(desk: Desk, number: str, role: str) -> list[bytes]:
    with desk.office.store.reading() as session:
        rows = papers.files(session, papers.find(session, number), role)
        return [desk.office.blobs.read(row.sha256) for row in rows]


def decide_all(desk: Desk, number: str) -> None:
    keys = [row[0] for row in deciding.list_opinions(desk.office, number).rows]
    deciding.decide(desk.office, number, keys, Disposition.DECLINED, "另行研究", "承办人")


def test_a_meeting_is_called_of_the_units_that_disagree_and_those_asked_besides(desk: Desk, disputed: str) -> None:
    told = coordinating.call_meeting(desk.office, disputed, MEETING, Wanted(), (FINANCE,))
    text = text_of(desk, disputed, "会议通知")
    assert "通知3个单位协调1处分歧" in told.said
    assert all(unit in text for unit in (EDUCATION, POLICE, FINANCE, "已有规定", "2026年3月20日9时"))


def test_no_meeting_is_called_where_nobody_disagrees(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    with pytest.raises(NotPermitted, match="没有尚待协调的分歧"):
        coordinating.call_meeting(desk.office, number, MEETING, Wanted())


def test_a_unit_nobody_knows_is_not_called_and_takes_no_number(desk: Desk, disputed: str) -> None:
    before = numbers.list_numbers(desk.office).rows
    with pytest.raises(UnknownUnit):
        coordinating.call_meeting(desk.office, disputed, MEETING, Wanted(), ("天外局",))
    assert numbers.list_numbers(desk.office).rows == before


def test_what_a_meeting_settled_is_entered_in_the_dispute_and_told_in_the_minutes(desk: Desk, disputed: str) -> None:
    coordinating.write_minutes(
        desk.office, disputed, MEETING, ("1=会议同意保留",), (f"{EDUCATION}张三",), issue="第3期"
    )
    [row] = coordinating.list_disputes(desk.office, disputed).rows
    text = text_of(desk, disputed, "会议纪要")
    assert row[3] == "会议同意保留"
    assert all(word in text for word in ("第3期", "会议同意保留", f"{EDUCATION}张三", "李二"))
    with pytest.raises(NotPermitted, match="没有尚待协调的分歧，1处都已协调"):
        coordinating.ask_above(desk.office, disputed, UP)


def test_minutes_of_two_meetings_on_one_day_are_two_papers(desk: Desk, disputed: str) -> None:
    for time in ("2026年3月20日9时", "2026年3月20日15时"):
        coordinating.write_minutes(
            desk.office, disputed, Meeting(time, host="李二"), ("1=会议同意保留",), (f"{EDUCATION}张三",)
        )
    assert len(papers_of(desk, disputed, "会议纪要")) == 2


def test_what_a_later_meeting_settles_counts_and_what_stood_before_is_kept(desk: Desk, disputed: str) -> None:
    def settled(outcome: str) -> str:
        return coordinating.write_minutes(desk.office, disputed, MEETING, (f"1={outcome}",), (f"{EDUCATION}张三",)).said

    assert "取代" not in settled("会议同意保留")
    assert "取代" not in settled("会议同意保留")
    assert "第1处原记的协调结果“会议同意保留”已由此次取代" in settled("会议同意删除")
    [row] = coordinating.list_disputes(desk.office, disputed).rows
    assert row[3] == "会议同意删除（此前曾记：会议同意保留）"


def test_a_place_no_notice_has_room_for_is_refused() -> None:
    with pytest.raises(NotPermitted, match="会议地点过长"):
        Meeting("2026年3月20日9时", "楼" * 101)


@pytest.mark.parametrize(
    ("settled", "why"),
    [
        (("会议同意保留",), "没有写明是哪一处"),
        (("2=会议同意保留",), "没有第2处"),
        (("1=保留", "1=删除"), "写了两次"),
        ((), "没有写明会议议定的事项"),
    ],
)
def test_minutes_that_do_not_say_what_was_settled_where_are_refused_whole(
    desk: Desk, disputed: str, settled: tuple[str, ...], why: str
) -> None:
    with pytest.raises(NotPermitted, match=why):
        coordinating.write_minutes(desk.office, disputed, MEETING, settled, (f"{EDUCATION}张三",))
    with desk.office.store.reading() as session:
        paper = papers.find(session, disputed)
        assert not any(row.outcome for row in opinions.disputes(session, paper.id))


def test_a_request_upward_tells_both_sides_and_what_the_office_holds(desk: Desk, disputed: str) -> None:
    coordinating.ask_above(desk.office, disputed, UP, ("1=建议保留",))
    text = text_of(desk, disputed, "请示")
    assert all(word in text for word in (EDUCATION, POLICE, "我单位意见：建议保留", "签发人", "王　一", "妥否，请批示"))


def test_a_declined_opinion_a_unit_holds_on_to_is_a_dispute_with_both_reasons(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    returning.hand_in(desk.office, number, EDUCATION, [], "建议删除第9项，理由：已有规定。")
    settle_all(desk, number, but=(EDUCATION,))
    merging.merge(desk.office, number)
    [key] = [row[0] for row in deciding.list_opinions(desk.office, number).rows]
    with pytest.raises(NotPermitted, match="没有作“不采纳”处理"):
        coordinating.raise_dispute(desk.office, number, key)
    decide_all(desk, number)
    [row] = coordinating.raise_dispute(desk.office, number, key).rows
    assert "已有规定" in row[2]
    assert f"{region.OFFICE}建议不采纳，理由是另行研究" in row[2]
    merging.merge(desk.office, number)
    assert len(coordinating.list_disputes(desk.office, number).rows) == 1
    assert "通知1个单位" in coordinating.call_meeting(desk.office, number, MEETING, Wanted()).said
    with pytest.raises(NotPermitted, match="已在分歧之列"):
        coordinating.raise_dispute(desk.office, number, key)
    returning.hand_in(desk.office, number, EDUCATION, [], "经研究，我局无意见。")
    merging.merge(desk.office, number)
    assert coordinating.list_disputes(desk.office, number).rows == ()


@pytest.mark.parametrize(("to", "signers"), [("云泽市人民政府", ()), ("", ("王一",)), ("市委、市政府", ("王一",))])
def test_a_paper_upward_has_a_signer_and_one_addressee(to: str, signers: tuple[str, ...]) -> None:
    with pytest.raises(NotPermitted):
        upward(to, signers, (), "", "", None)


def test_a_report_keeps_silent_units_apart_from_those_with_no_comment(desk: Desk, disputed: str) -> None:
    decide_all(desk, disputed)
    issuing.report_above(desk.office, disputed, UP)
    text = text_of(desk, disputed, "报告")
    assert "共收到意见2条，其中采纳0条，部分采纳0条，不采纳2条" in text
    assert f"提出意见的2个：{EDUCATION}、{POLICE}" in text
    assert "未反馈" not in text


def test_a_report_waits_for_every_opinion_to_be_decided(desk: Desk, disputed: str) -> None:
    with pytest.raises(NotPermitted, match="还有2条意见没有处理意见"):
        issuing.report_above(desk.office, disputed, UP)


def test_a_paper_under_way_keeps_its_number_and_one_that_went_out_is_followed_by_another(
    desk: Desk, disputed: str
) -> None:
    def call() -> list[str]:
        coordinating.call_meeting(desk.office, disputed, MEETING, Wanted(agency="云政办发"))
        return [row[0] for row in numbers.list_numbers(desk.office).rows if row[2] == "会议通知"]

    assert call() == call() == ["云政办发〔2026〕1号"]
    numbers.use_number(desk.office, "云政办发〔2026〕1号")
    assert call() == ["云政办发〔2026〕2号", "云政办发〔2026〕1号"]
    assert len(papers_of(desk, disputed, "会议通知")) == 2
    numbers.void_number(desk.office, "云政办发〔2026〕2号", "会议取消")
    assert call()[0] == "云政办发〔2026〕3号"


def test_a_paper_under_way_takes_no_second_number_of_another_agency(desk: Desk, disputed: str) -> None:
    coordinating.ask_above(desk.office, disputed, UP)
    before = numbers.list_numbers(desk.office).rows
    with pytest.raises(NotPermitted, match="请示已占用云政办函〔2026〕2号"):
        coordinating.ask_above(desk.office, disputed, replace(UP, agency="云政办"))
    assert numbers.list_numbers(desk.office).rows == before


def test_a_wrong_agency_code_is_refused_and_nothing_is_written(desk: Desk, disputed: str) -> None:
    with pytest.raises(SettingFault):
        coordinating.call_meeting(desk.office, disputed, MEETING, Wanted(agency="〔2026〕"))
    assert not papers_of(desk, disputed, "会议通知")


def test_a_text_is_issued_with_partners_in_order_its_own_title_once(desk: Desk, disputed: str) -> None:
    decide_all(desk, disputed)
    wanted = Wanted("各区、县人民政府", agency="云联发")
    told = issuing.issue_jointly(
        desk.office, disputed, "定稿.docx", region.draft_plan(), wanted, (EDUCATION, POLICE), "云泽市人民政府"
    )
    assert f"由{region.OFFICE}、{EDUCATION}、{POLICE}联合印发" in told.said
    [data] = papers_of(desk, disputed, "联合通知")
    draft = read_document(region.draft_plan(), "稿.docx")
    text = read_document(data, "件.docx").text
    assert all(block.text.strip() in text for block in draft.body[4:] if not block.rows)


@pytest.mark.office
def test_every_paper_written_for_a_matter_keeps_the_standard(desk: Desk, disputed: str, soffice: str) -> None:
    desk.setting(seal="by_hand")
    coordinating.call_meeting(desk.office, disputed, MEETING, Wanted(copies=(FINANCE,)))
    coordinating.ask_above(desk.office, disputed, UP)
    coordinating.write_minutes(desk.office, disputed, MEETING, ("1=保留",), (EDUCATION,), issue="第3期")
    decide_all(desk, disputed)
    issuing.report_above(desk.office, disputed, UP)
    issuing.issue_jointly(desk.office, disputed, "稿.docx", region.draft_plan(), Wanted("各局"), (EDUCATION,))
    for role in ("会议通知", "请示", "会议纪要", "报告", "联合通知"):
        [data] = papers_of(desk, disputed, role)
        found = [f"{one.clause} {one.where}：{one.message}" for one in measure(data).findings if one.strength.fails]
        assert found == [], role


@pytest.mark.parametrize("partners", [(), (EDUCATION, EDUCATION), (region.OFFICE,)])
def test_partners_are_named_once_each_and_the_host_is_none_of_them(
    desk: Desk, disputed: str, partners: tuple[str, ...]
) -> None:
    with pytest.raises(NotPermitted):
        issuing.issue_jointly(desk.office, disputed, "定稿.docx", region.draft_plan(), Wanted("各局"), partners)


def test_every_paper_written_is_made_again_byte_for_byte_stamps_included(desk: Desk, disputed: str) -> None:
    picture = io.BytesIO()
    Image.new("RGBA", (500, 200), (200, 0, 0, 255)).save(picture, "PNG")
    stamped = Wanted("云泽市人民政府", signers=("王一",), stamp_title="市长", stamp=picture.getvalue())
    coordinating.call_meeting(desk.office, disputed, MEETING, Wanted())
    coordinating.ask_above(desk.office, disputed, stamped)
    coordinating.write_minutes(desk.office, disputed, MEETING, ("1=保留",), (EDUCATION,))
    told = templates.remake_letters(desk.office, disputed)
    roles = {row[0] for row in told.rows if row[2] == "一致"}
    assert roles >= {"会议通知", "会议纪要", "请示"}
    assert all(row[2] == "一致" for row in told.rows)


def test_a_stamp_needs_the_title_of_who_signs(desk: Desk) -> None:
    with pytest.raises(NotPermitted, match="签发人职务"):
        writing.signed_by(desk.office, Wanted(stamp=b"picture"))


def test_papers_lie_where_the_matter_lies(desk: Desk, disputed: str) -> None:
    coordinating.call_meeting(desk.office, disputed, MEETING, Wanted())
    assert list((folder_of(desk.office, disputed) / "会议通知").glob("会议通知（*）.docx"))


def test_a_dispute_is_listed_with_its_outcome_once_and_what_can_be_done(desk: Desk, disputed: str) -> None:
    assert f"huiban write notice {disputed}" in coordinating.list_disputes(desk.office, disputed).said
    coordinating.write_minutes(desk.office, disputed, MEETING, ("1=会议同意保留",), (f"{EDUCATION}张三",))
    told = coordinating.list_disputes(desk.office, disputed)
    assert "会议同意保留" not in told.rows[0][2]
    assert "huiban write" not in told.said


@pytest.mark.parametrize(
    "to", ["云泽市人民政府、云泽市委", "云泽市人民政府，云泽市委", "云泽市人民政府,云泽市委", "甲；乙"]
)
def test_a_paper_upward_goes_to_one_authority_however_several_are_parted(to: str) -> None:
    with pytest.raises(NotPermitted, match="只写一个主送机关"):
        upward(to, ("王一",), (), "", "", None)


def test_a_void_papers_disputes_are_listed_without_what_can_no_longer_be_done(desk: Desk, disputed: str) -> None:
    keeping.void(desk.office, disputed, "重复收文")
    told = coordinating.list_disputes(desk.office, disputed)
    assert "1处尚待协调" in told.said
    assert "huiban write" not in told.said


def test_a_secret_text_is_neither_issued_nor_kept(desk: Desk, disputed: str) -> None:
    decide_all(desk, disputed)
    text = page.blank()
    for line in ("机密★3年", "云泽市某某实施方案", "一、工作任务"):
        text.add_paragraph(line)
    before = numbers.list_numbers(desk.office).rows
    with pytest.raises(SecretPaper, match="标有“机密”"):
        issuing.issue_jointly(desk.office, disputed, "定稿.docx", page.packed(text), Wanted("各局"), (EDUCATION,))
    assert papers_of(desk, disputed, "联合通知") == []
    assert numbers.list_numbers(desk.office).rows == before
