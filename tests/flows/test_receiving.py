"""收文 and 拟办: register once, check first, propose with reasons (条例第24条)."""

from datetime import date
from email.message import EmailMessage

import docx
import pytest

from desk.demo import region
from flows.work import arriving, drafting, endorsing, keeping, proposing, receiving, soliciting, status
from letters import page
from letters.document import Block, BlockKind, Document, Source
from letters.reading import read_document
from registry import journal, papers
from registry.errors import DirectoryFault, DuplicatePaper, FileRefused, NotPermitted, SecretPaper, UnknownPaper
from registry.lifecycle import PaperState
from tests.flows.conftest import Desk
from tests.flows.steps import a_zip, outgoing


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
        assert all(finding["rule"] and finding["suggestion"] for finding in paper.findings)
        assert [file.role for file in papers.files(session, paper)] == ["来文", "征求意见稿"]


def test_a_day_the_office_works_is_no_rest_day_for_the_first_check(desk: Desk) -> None:
    desk.setting(work_days=[date(2026, 3, 15)])
    number = desk.receive()
    with desk.office.store.reading() as session:
        assert not [finding for finding in papers.find(session, number).findings if "休息日" in finding["message"]]


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


SLIP = "云泽市人民政府办公室收文阅办单\n密级：普通\n紧急程度：加急\n领导批示\n请抓紧办理。\n办结说明\n"


def text_of(data: bytes) -> str:
    return read_document(data, "文.docx").text + "\n"


def a_bundle(slip: str = "") -> bytes:
    return (text_of(region.incoming_letter()) + slip + text_of(region.draft_plan())).encode()


def findings(desk: Desk, number: str) -> list[str]:
    with desk.office.store.reading() as session:
        return [f"{row['where']}：{row['message']}" for row in papers.find(session, number).findings]


def endorsed_bundle(desk: Desk) -> str:
    desk.import_units()
    number = receiving.receive(desk.office, [("全套.txt", a_bundle())]).number
    proposing.propose(desk.office, number)
    endorsing.endorse(desk.office, number, "沈砚秋", "", "同意。")
    return number


def test_letter_and_draft_in_one_file_are_registered_once_and_routed_by_the_draft(desk: Desk) -> None:
    desk.import_units()
    report = receiving.receive(desk.office, [("全套.txt", a_bundle())])
    assert ("件内文件", "来函、征求意见稿") in report.rows
    assert any("同一文件" in row for row in findings(desk, report.number))
    assert not any("未收到征求意见稿" in row or "未见" in row for row in findings(desk, report.number))
    proposing.propose(desk.office, report.number)
    together = clauses_of(desk, report.number)
    keeping.void(desk.office, report.number, "另行登记")
    apart = desk.receive()
    proposing.propose(desk.office, apart)
    assert together == clauses_of(desk, apart)


def clauses_of(desk: Desk, number: str) -> list[tuple[str, list[str]]]:
    with desk.office.store.reading() as session:
        return [(row["unit"], row["clauses"]) for row in papers.find(session, number).route["addressees"]]


def test_a_file_that_holds_the_letter_too_never_goes_to_units(desk: Desk) -> None:
    number = endorsed_bundle(desk)
    with pytest.raises(NotPermitted, match="同一文件") as told:
        soliciting.open_consultation(desk.office, number)
    assert f"huiban supply {number}" in told.value.todo


def test_a_draft_filed_with_a_slip_in_it_is_held_back_whenever_it_was_filed(desk: Desk) -> None:
    desk.import_units()
    number = desk.endorsed()
    with desk.office.store.transaction() as session:
        paper = papers.find(session, number)
        paper.draft_sha256 = desk.office.blobs.keep(a_bundle(SLIP))
        session.add(paper)
    with pytest.raises(NotPermitted, match="同一文件"):
        soliciting.open_consultation(desk.office, number)
    with desk.office.store.reading() as session:
        assert papers.find(session, number).state == PaperState.ENDORSED


def test_what_goes_to_units_after_a_bundle_is_the_draft_by_itself(desk: Desk) -> None:
    number = endorsed_bundle(desk)
    receiving.supply(desk.office, number, region.DRAFT_NAME, region.draft_plan())
    drafting.compose_letters(desk.office, soliciting.open_consultation(desk.office, number))
    mails = [desk.office.blobs.read(row.raw_sha256) for row in outgoing(desk, "letter")]
    attached = [part.data for mail in mails for part in read_document(mail, "函.eml").attached]
    assert region.draft_plan() in attached
    assert a_bundle() not in attached


def test_the_draft_handed_in_by_itself_opens_the_way(desk: Desk) -> None:
    number = endorsed_bundle(desk)
    told = receiving.supply(desk.office, number, region.DRAFT_NAME, region.draft_plan())
    assert "条款与来文中的一致" in told.said
    assert "未作改动" in receiving.supply(desk.office, number, region.DRAFT_NAME, region.draft_plan()).said
    assert soliciting.open_consultation(desk.office, number)


def test_a_supplied_draft_holds_no_letter_and_no_slip_and_replaces_none(desk: Desk) -> None:
    number = receiving.receive(desk.office, [("全套.txt", a_bundle())]).number
    for mixed in (a_bundle(), a_bundle(SLIP), SLIP.encode(), region.incoming_letter()):
        with pytest.raises(FileRefused, match="除征求意见稿外"):
            receiving.supply(desk.office, number, "稿.txt", mixed)
    secret = a_letter("机密★1年", "某某实施方案", "一、任务")
    with pytest.raises(SecretPaper):
        receiving.supply(desk.office, number, "稿.docx", secret)
    receiving.supply(desk.office, number, region.DRAFT_NAME, region.draft_plan())
    with pytest.raises(NotPermitted, match="已有征求意见稿"):
        receiving.supply(desk.office, number, "稿.docx", a_letter("另一方案", "一、任务"))


def test_a_draft_under_a_slip_beside_the_letter_is_no_draft_to_send(desk: Desk) -> None:
    given = [(region.LETTER_NAME, region.incoming_letter()), ("全套.txt", a_bundle(SLIP))]
    number = receiving.receive(desk.office, given).number
    with desk.office.store.reading() as session:
        paper = papers.find(session, number)
        assert paper.draft_sha256 is None
        assert {file.role for file in papers.files(session, paper)} == {"来文", "附件"}


def test_the_urgency_marked_on_the_slip_in_the_file_counts(desk: Desk) -> None:
    number = receiving.receive(desk.office, [("全套.txt", a_bundle(SLIP))]).number
    with desk.office.store.reading() as session:
        assert papers.find(session, number).urgency == "加急"


def test_the_files_of_a_zip_are_the_papers_of_the_matter(desk: Desk) -> None:
    inside = [(f"材料/{region.LETTER_NAME}", region.incoming_letter()), (region.DRAFT_NAME, region.draft_plan())]
    number = receiving.receive(desk.office, [("材料.zip", a_zip(*inside))]).number
    with desk.office.store.reading() as session:
        filed = [(file.role, file.name) for file in papers.files(session, papers.find(session, number))]
    assert filed == [("来文", region.LETTER_NAME), ("征求意见稿", region.DRAFT_NAME)]


def test_a_bad_file_in_a_zip_or_a_mail_is_told_and_the_rest_is_registered(desk: Desk) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@unit.example", "b@office.example", "征求意见"
    mail.set_content("来函见附件。")
    for name, data in (("来函.docx", region.incoming_letter()), ("坏.docx", b"PK\x03\x04broken")):
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    packed = a_zip(("来信.eml", mail.as_bytes()), ("稿.docx", region.draft_plan()), ("损.docx", b"PK\x03\x04"))
    number = receiving.receive(desk.office, [("材料.zip", packed)]).number
    told = [row for row in findings(desk, number) if "无法读取" in row]
    assert [row.partition("：")[0] for row in told] == ["“坏.docx”", "“材料.zip/损.docx”"]
    assert all(row.count(".docx") == 1 for row in told)
    with desk.office.store.reading() as session:
        assert papers.find(session, number).draft_sha256


def test_a_zip_with_nothing_to_read_registers_nothing(desk: Desk) -> None:
    with pytest.raises(FileRefused):
        receiving.receive(desk.office, [("材料.zip", a_zip(("坏.docx", b"PK\x03\x04")))])
    assert status.status(desk.office).rows == ()


def test_one_paper_has_so_many_files_and_no_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "MOST_PIECES", 3)
    packed = a_zip(*[(f"{n}.txt", "某局通知".encode()) for n in range(4)])
    with pytest.raises(FileRefused, match="分件登记"):
        receiving.receive(desk.office, [("材料.zip", packed)])


def test_a_promised_attachment_that_did_not_come_is_told(desk: Desk) -> None:
    letter = a_letter(
        "关于征求《夜市办法（征求意见稿）》意见的函",
        "云泽市人民政府：",
        "请于3月15日前反馈意见。",
        "附件：1.夜市办法（征求意见稿）",
        "2.意见反馈表",
        "某局",
        "2026年3月4日",
    )
    draft = a_letter("夜市办法", "（征求意见稿）", "第一条 为管理夜市，制定本办法。")
    number = receiving.receive(desk.office, [("来函.docx", letter), ("稿.docx", draft)]).number
    assert [row for row in findings(desk, number) if "未见" in row] == ["来文：来文所列附件“意见反馈表”未见"]


def test_of_several_files_the_draft_is_the_one_with_the_subjects_name(desk: Desk) -> None:
    notes = a_letter("起草说明", *[f"{n}、说明第{n}点" for n in "一二三四五六七八九"])
    plan = a_letter("夜市办法", "（征求意见稿）", "第一条 为管理夜市，制定本办法。")
    letter = a_letter(
        "关于征求《夜市办法（征求意见稿）》意见的函",
        "云泽市人民政府：",
        "请于3月15日前反馈意见。",
        "某局",
        "2026年3月4日",
    )
    number = receiving.receive(desk.office, [("函.docx", letter), ("说明.docx", notes), ("稿.docx", plan)]).number
    with desk.office.store.reading() as session:
        paper = papers.find(session, number)
        assert [file.name for file in papers.files(session, paper, "征求意见稿")] == ["稿.docx"]


def test_lines_of_a_scan_that_were_hard_to_read_are_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ("某局关于征求意见的函", "云泽市人民政府：", "请于3月15日前反馈意见。", "某局", "2026年3月4日")
    blocks = tuple(
        Block(n, BlockKind.PARAGRAPH, line, confidence=0.4 if n == 2 else 0.99) for n, line in enumerate(lines)
    )
    scan = Document(Source.SCAN, blocks, pages=1)
    monkeypatch.setattr(type(desk.office), "read", lambda _office, _data, _name: scan)
    number = receiving.receive(desk.office, [("扫描.pdf", b"scan")]).number
    assert next(row for row in findings(desk, number) if "把握不大" in row).startswith("扫描.pdf第3段")
