"""Papers beside the letters of a matter: return note, outcomes, cover, slips; and the office's seal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.demo import answers
from flows.work import (
    deciding,
    drafting,
    mailing,
    merging,
    outcomes,
    returning,
    sending_back,
    slips,
    soliciting,
    templates,
)
from letters.reading import read_document
from registry import document_numbers, papers, units
from registry.errors import FileRefused, NotPermitted, SettingFault, UnknownPaper, UnknownUnit
from registry.words import Disposition
from tests.flows.conftest import Desk
from tests.flows.steps import EDUCATION, conclude, form_of, outgoing, settle_all
from tests.letters.opened import opened, pictures, texts
from tests.letters.test_signing import drawn, round_seal

Solicited = Callable[[], str]


def filed(desk: Desk, number: str, role: str) -> dict[str, bytes]:
    with desk.office.store.reading() as session:
        rows = papers.files(session, papers.find(session, number), role)
        return {row.name: desk.office.blobs.read(row.sha256) for row in rows}


def test_a_faulty_paper_goes_back_with_every_fault_and_what_to_do(desk: Desk) -> None:
    number = desk.receive()
    report = sending_back.return_paper(desk.office, number)
    (note,) = filed(desk, number, "退文告知").values()
    said = "".join(texts(note))
    assert report.rows
    assert all(message in said and ask in said for message, ask in report.rows)
    assert "云政办函〔2026〕1号" in said


def test_faults_may_be_chosen_and_one_added_by_hand(desk: Desk) -> None:
    number = desk.receive()
    report = sending_back.return_paper(desk.office, number, [1], "附件没有盖章")
    assert len(report.rows) == 2
    assert report.rows[1][0] == "附件没有盖章"
    sending_back.return_paper(desk.office, number, [1], "附件没有盖章")
    assert len(filed(desk, number, "退文告知")) == 1  # written again, with the number it had


def test_what_two_rules_found_is_told_once(desk: Desk) -> None:
    number = desk.receive()
    with desk.office.store.transaction() as session:
        paper = papers.find(session, number)
        told = ("来文未写明反馈期限，暂按7个工作日内办理", "未写明反馈期限，可按默认时限办理", "未写明反馈期限")
        paper.findings = [{"kind": "date", "where": "来文", "message": message, "rule": ""} for message in told]
        session.add(paper)
    assert [row[0] for row in sending_back.return_paper(desk.office, number).rows] == ["来文未写明反馈期限"]


def test_a_deadline_that_is_well_written_but_hard_to_keep_is_not_the_issuers_to_mend(desk: Desk) -> None:
    number = desk.receive()
    with desk.office.store.reading() as session:
        found = [row["message"] for row in papers.find(session, number).findings]
    told = [row[0] for row in sending_back.return_paper(desk.office, number).rows]
    assert any("休息日" in message for message in found)
    assert not any("休息日" in message for message in told)
    assert any("休息日" in row[0] for row in sending_back.return_paper(desk.office, number, [1]).rows)


def test_a_fault_that_was_not_found_is_refused(desk: Desk) -> None:
    number = desk.receive()
    with pytest.raises(NotPermitted, match="没有第99处"):
        sending_back.return_paper(desk.office, number, [99])


def test_a_paper_that_units_were_asked_about_does_not_go_back(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    with pytest.raises(NotPermitted, match="征求意见中"):
        sending_back.return_paper(desk.office, number, [], "不退")


def concluded(desk: Desk, with_mail: Solicited) -> str:
    number = with_mail()
    filled = answers.filled_form(form_of(desk, number, EDUCATION))
    returning.hand_in(desk.office, number, EDUCATION, [("表.docx", filled)], "")
    settle_all(desk, number)
    deciding.decide(desk.office, number, [], Disposition.DECLINED, "与上级要求不一致", "承办人")
    merging.merge(desk.office, number)
    conclude(desk, number)
    return number


def test_a_unit_is_told_by_mail_once_what_became_of_its_opinions(desk: Desk, with_mail: Solicited) -> None:
    number = concluded(desk, with_mail)
    told = outcomes.tell_outcomes(desk.office, number)
    mailing.send_outbox(desk.office)
    assert told.rows == ((EDUCATION, "发往jiaoyu@yunze.example"),)
    (notice,) = filed(desk, number, "采纳情况反馈").values()
    assert "云政办函〔2026〕3号" in texts(notice)
    assert [row.state for row in outgoing(desk, "outcome")] == ["delivered"]
    assert "未重复发送" in outcomes.tell_outcomes(desk.office, number, ["教育局"]).rows[0][1]
    assert len(outgoing(desk, "outcome")) == 1
    with desk.office.store.reading() as session:
        given = {row.written: row.state for row in document_numbers.book(session)}
    assert given["云政办函〔2026〕3号"] == "used"


def test_who_gave_no_opinion_or_is_asked_before_the_end_is_not_told(desk: Desk, with_mail: Solicited) -> None:
    number = concluded(desk, with_mail)
    with pytest.raises(NotPermitted, match="公安局没有提出意见"):
        outcomes.tell_outcomes(desk.office, number, ["公安局"])
    with pytest.raises(UnknownUnit):
        outcomes.tell_outcomes(desk.office, number, ["天外局"])


def test_nobody_is_told_before_the_matter_is_concluded(desk: Desk, with_mail: Solicited) -> None:
    with pytest.raises(NotPermitted, match="办结之后"):
        outcomes.tell_outcomes(desk.office, with_mail())


def test_each_unit_with_opinions_is_told_what_became_of_them_and_the_archive_has_a_cover(
    desk: Desk, with_mail: Solicited
) -> None:
    number = concluded(desk, with_mail)
    ((name, notice),) = filed(desk, number, "采纳情况反馈").items()
    assert EDUCATION in name
    row = [cell.text for cell in opened(notice).tables[0].rows[1].cells]
    assert row[3:] == ["不采纳", "与上级要求不一致"]
    folder = desk.office.settings.folder / "归档" / number
    listed = {piece["名称"] for piece in json.loads((folder / "manifest.json").read_text("utf-8"))["文件"]}
    cover = read_document((folder / "00-案卷封面.docx").read_bytes(), "封面.docx").text
    assert "00-案卷封面.docx" in listed
    assert f"01-定稿/采纳情况反馈/{name}" in listed
    assert number in cover
    assert f"{len(listed) - 1}件" in cover
    remade = templates.remake_letters(desk.office, number)
    assert {row[2] for row in remade.rows} == {"一致"}


def sealed(desk: Desk, data: bytes, **settings: object) -> None:
    (desk.office.settings.folder / "seal.png").write_bytes(data)
    desk.setting(seal="picture", seal_image="seal.png", **settings)


def test_the_offices_seal_stands_on_its_letters_and_they_can_be_made_again_after_it_changes(desk: Desk) -> None:
    desk.import_units(EDUCATION)
    number = desk.endorsed()
    sealed(desk, round_seal(), seal_diameter=45)
    drafting.compose_letters(desk.office, soliciting.open_consultation(desk.office, number), hold=True)
    letter = next(iter(filed(desk, number, "征求意见函").values()))
    assert [round(wide) for _, _, wide in pictures(letter)] == [45]
    sealed(desk, drawn(200, 200))
    assert {row[2] for row in templates.remake_letters(desk.office, number).rows} == {"一致"}


def test_a_seal_by_hand_gets_its_room(desk: Desk) -> None:
    desk.setting(seal="by_hand")
    assert desk.office.seal is not None
    assert not desk.office.seal.picture


@pytest.mark.parametrize(
    ("data", "told"), [(b"no picture", "不是可用的 PNG 或 JPEG"), (drawn(400, 200), "不是方形")], ids=["text", "oblong"]
)
def test_a_seal_that_is_no_seal_stops_the_letters_with_its_reason(desk: Desk, data: bytes, told: str) -> None:
    sealed(desk, data)
    with pytest.raises(FileRefused, match=told):
        _ = desk.office.seal


def test_a_seal_that_is_named_nowhere_or_not_there_is_told(desk: Desk) -> None:
    desk.setting(seal="picture")
    with pytest.raises(SettingFault, match="没有写明印章图片"):
        _ = desk.office.seal
    desk.setting(seal_image="没有.png")
    with pytest.raises(FileRefused):
        _ = desk.office.seal


def test_a_slip_is_overprinted_moved_by_the_offices_setting(desk: Desk) -> None:
    number = desk.receive()
    folder = desk.office.settings.folder / "套打"
    assert number in slips.overprint_slip(desk.office, number).said
    first = (folder / f"{number}.docx").read_bytes()
    desk.setting(overprint_x=2.0)
    slips.overprint_slip(desk.office, number)
    assert (folder / f"{number}.docx").read_bytes() != first
    assert number in texts(first)
    slips.blank_slip(desk.office)
    slips.printer_test(desk.office)
    assert {path.name for path in Path(folder).iterdir()} == {f"{number}.docx", "空白阅办单.docx", "套打校准页.docx"}


def test_what_a_printed_slip_cannot_hold_or_has_no_field_for_is_told(desk: Desk) -> None:
    with pytest.raises(UnknownPaper):
        slips.overprint_slip(desk.office, "2026-9999")
    number = desk.receive()
    with desk.office.store.transaction() as session:
        paper = papers.find(session, number)
        paper.proposal = "请研究办理。" * 300
        session.add(paper)
    assert "拟办意见一栏写不下" in slips.overprint_slip(desk.office, number).said
    desk.setting(overprint_fields={"收文编号": [150, 30, 40, 10]})
    assert "文件标题、拟办意见没有打印" in slips.overprint_slip(desk.office, number).said


def test_a_slip_may_be_printed_whole(desk: Desk) -> None:
    number = desk.receive()
    slips.whole_slip(desk.office, number)
    data = (desk.office.settings.folder / "套打" / f"{number}（整张）.docx").read_bytes()
    text = read_document(data, "阅办单.docx").text
    assert number in text
    assert "拟办意见" in text


def test_a_title_breaks_within_no_name_of_the_directory(desk: Desk) -> None:
    desk.import_units(EDUCATION)
    with desk.office.store.reading() as session:
        assert units.names_within(session, f"关于{EDUCATION}有关工作的函")[0] == EDUCATION
        assert units.names_within(session, "关于别的工作的函") == ()
