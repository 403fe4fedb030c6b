"""收文 and 拟办: register once, check first, propose with reasons (条例第24条; procedure: First check, Secrecy)."""

import docx
import pytest

from desk.demo import region
from flows.work import endorsing, keeping, proposing, receiving, soliciting, status
from letters import page
from registry import journal, papers
from registry.errors import DirectoryFault, DuplicatePaper, FileRefused, NotPermitted, SecretPaper, UnknownPaper
from registry.lifecycle import PaperState
from tests.flows.conftest import Desk


def a_letter(*lines: str) -> bytes:
    document: docx.document.Document = page.blank()
    for line in lines:
        document.add_paragraph(line)
    return page.packed(document)


def test_a_paper_is_registered_with_its_facts_its_deadline_and_the_faults_of_its_draft(desk: Desk) -> None:
    number = desk.receive()
    with desk.office.store.reading() as session:
        paper = papers.find(session, number)
        assert paper.number == "2026-0001"
        assert paper.issuers == [region.ISSUER]
        assert paper.document_number is None
        assert f"{paper.due_at:%Y-%m-%d}" == "2026-03-15"
        assert paper.due_phrase == "3月15日前"
        assert [finding["kind"] for finding in paper.findings] == ["date", "numbering", "figure", "title"]
        assert [file.role for file in papers.files(session, paper)] == ["来文", "征求意见稿"]


def test_the_same_file_twice_is_a_duplicate_and_named(desk: Desk) -> None:
    desk.receive()
    with pytest.raises(DuplicatePaper, match="2026-0001"):
        desk.receive()


def test_what_cannot_be_read_registers_nothing(desk: Desk) -> None:
    broken = region.incoming_letter()[:3000]
    with pytest.raises(FileRefused):
        receiving.receive(desk.office, [("来文.docx", broken)])
    assert status.status(desk.office).rows == ()


def test_a_secret_paper_leaves_only_its_entry(desk: Desk) -> None:
    letter = a_letter(
        "机密★1年", "某局关于征求意见的函", "云泽市人民政府：", "请于3月15日前反馈意见。", "某局", "2026年3月4日"
    )
    with pytest.raises(SecretPaper, match="仅登记收文编号2026-0001"):
        receiving.receive(desk.office, [("来文.docx", letter)])
    with desk.office.store.reading() as session:
        paper = papers.find(session, "2026-0001")
        assert paper.state == PaperState.ENTRY_ONLY
        assert paper.letter_sha256 is None
        assert "征求意见" not in paper.title
        assert papers.files(session, paper) == []
    assert not [path for path in (desk.office.settings.folder / "blobs").rglob("*") if path.is_file()]


def test_a_letter_without_a_deadline_gets_seven_working_days_and_says_so(desk: Desk) -> None:
    letter = a_letter(
        "关于征求《试行办法（征求意见稿）》意见的函",
        "云泽市人民政府：",
        "现征求你单位意见，请函复。",
        "某局",
        "2026年3月4日",
    )
    receiving.receive(desk.office, [("来文.docx", letter)])
    with desk.office.store.reading() as session:
        paper = papers.find(session, "2026-0001")
        assert f"{paper.due_at:%Y-%m-%d}" == "2026-03-16"
        assert any("未写明反馈期限" in finding["message"] for finding in paper.findings)


def test_the_proposal_names_lead_addressees_clauses_and_the_inner_deadline_with_its_reason(desk: Desk) -> None:
    desk.import_units()
    number = desk.receive()
    proposing.propose(desk.office, number)
    with desk.office.store.reading() as session:
        paper = papers.find(session, number)
        assert paper.lead == region.LEAD
        assert len(paper.route["addressees"]) == 13
        assert all(row["clauses"] for row in paper.route["addressees"])
        assert f"{paper.inner_due_at:%Y-%m-%d %H:%M}" == "2026-03-13 17:30"
        assert "休息日" in paper.inner_due_reason
        assert region.LEAD in paper.proposal
        assert papers.files(session, paper, "收文阅办单")


def test_a_second_proposal_changes_nothing(desk: Desk) -> None:
    desk.import_units()
    number = desk.receive()
    proposing.propose(desk.office, number)
    assert "未作改动" in proposing.propose(desk.office, number).said
    with desk.office.store.reading() as session:
        assert [line.action for line in journal.lines(session, number)] == ["登记", "拟办"]


def test_another_lead_may_be_named_before_endorsement(desk: Desk) -> None:
    desk.import_units()
    number = desk.receive()
    proposing.propose(desk.office, number)
    proposing.propose(desk.office, number, lead="云泽市教育局")
    with desk.office.store.reading() as session:
        assert papers.find(session, number).lead == "云泽市教育局"


def test_without_a_directory_there_is_no_proposal(desk: Desk) -> None:
    with pytest.raises(NotPermitted, match="units import"):
        proposing.propose(desk.office, desk.receive())


def test_no_letter_leaves_before_the_leaders_have_endorsed(desk: Desk) -> None:
    desk.import_units()
    number = desk.receive()
    proposing.propose(desk.office, number)
    with pytest.raises(NotPermitted, match="批示"):
        soliciting.open_consultation(desk.office, number)


def test_an_endorsement_is_written_once_and_never_changed(desk: Desk) -> None:
    desk.import_units()
    number = desk.endorsed()
    assert "此前已记录" in endorsing.endorse(desk.office, number, "沈砚秋", "", "同意。").said
    with pytest.raises(NotPermitted, match="不能改写"):
        endorsing.endorse(desk.office, number, "沈砚秋", "", "不同意。")


def test_a_void_keeps_its_number_and_the_paper_may_come_again(desk: Desk) -> None:
    number = desk.receive()
    keeping.void(desk.office, number, "来文单位撤回")
    assert desk.receive() == "2026-0002"
    with pytest.raises(NotPermitted):
        keeping.void(desk.office, number, "再次")


def test_a_directory_with_a_doubled_name_is_refused_whole(desk: Desk) -> None:
    desk.import_units()
    doubled = region.units_csv().decode("utf-8-sig").splitlines()
    faulty = "\n".join([*doubled[:3], doubled[2]]).encode()
    with pytest.raises(DirectoryFault, match="重复"):
        keeping.import_units(desk.office, "units.csv", faulty)
    assert len(keeping.list_units(desk.office).rows) == 21


def test_an_unknown_number_is_said(desk: Desk) -> None:
    with pytest.raises(UnknownPaper, match="2030-0001"):
        status.status(desk.office, "2030-0001")


def test_the_proposal_stands_once_a_leader_has_written_on_it(desk: Desk) -> None:
    desk.import_units()
    number = desk.endorsed()
    with pytest.raises(NotPermitted, match="不能再改"):
        proposing.propose(desk.office, number, lead="云泽市教育局")


def test_the_drafter_adds_and_drops_units_by_name(desk: Desk) -> None:
    desk.import_units()
    number = desk.receive()
    proposing.propose(desk.office, number)
    proposing.propose(desk.office, number, add=["云泽市人民政府办公室"], drop=["市教育局"])
    with desk.office.store.reading() as session:
        paper = papers.find(session, number)
        asked = [row["unit"] for row in paper.route["addressees"]]
        assert "云泽市教育局" not in asked
        assert asked[-1] == "云泽市人民政府办公室"
        assert any("“云泽市教育局”在草案中有任务" in words for words in paper.warnings)
        assert any("没有“云泽市人民政府办公室”的任务" in words for words in paper.warnings)


def test_only_leaders_of_the_list_endorse(desk: Desk) -> None:
    desk.import_units()
    number = desk.receive()
    proposing.propose(desk.office, number)
    with pytest.raises(NotPermitted, match="之列"):
        endorsing.endorse(desk.office, number, "王三", "副市长", "同意。")


def test_every_paper_of_a_matter_lies_in_the_offices_folder_to_be_opened(desk: Desk) -> None:
    desk.import_units()
    number = desk.receive()
    assert "收文阅办单见" in proposing.propose(desk.office, number).said
    home = desk.office.settings.folder / "文件" / number
    assert (home / "收文阅办单" / "收文阅办单.docx").is_file()
    assert (home / "来文" / region.LETTER_NAME).is_file()


def test_two_attachments_of_one_name_are_both_kept(desk: Desk) -> None:
    notes = a_letter("起草说明", "本方案共三十项任务。")
    given = [(region.LETTER_NAME, region.incoming_letter()), ("附件.docx", region.draft_plan()), ("附件.docx", notes)]
    number = receiving.receive(desk.office, given).number
    with desk.office.store.reading() as session:
        names = {file.name for file in papers.files(session, papers.find(session, number))}
        assert names == {region.LETTER_NAME, "附件.docx", "附件（2）.docx"}
