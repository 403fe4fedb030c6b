"""The standalone commands keep the contracts: their JSON, their exit status, one clear line for what cannot be used."""

import json
import re
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desk.demo import answers, region
from letters.document import Document
from letters.reading import read_document
from tests.desk.conftest import Huiban

Papers = tuple[Path, Path, Path]
FACTS = {
    "file", "sha256", "source", "pages", "error", "is_solicitation", "genre", "title", "issuers", "document_number",
    "addressees", "copies", "issued_on", "secrecy", "urgency", "subject", "deadline", "contacts", "phones", "faxes",
    "emails", "postal_address", "attachments", "channels", "reply_required", "silence_is_consent", "seal_required",
    "electronic_copy_required", "evidence", "findings",
}  # fmt: skip
CLAUSE = {"id", "path", "label", "level", "heading", "text", "block", "duties"}
OPINION = {"clause", "kind", "original", "proposed", "reason", "how", "author", "place", "confidence"}


def test_read_gives_every_key_and_evidence_that_stands_in_the_text(huiban: Huiban, papers: Papers) -> None:
    answer = huiban("read", papers[0], "--json")
    [entry] = json.loads(answer.out)
    assert answer.status == 0
    assert set(entry) >= FACTS
    assert entry["is_solicitation"] is True
    assert entry["deadline"] == {"text": "3月15日前", "rule": "date", "count": None, "on": "2026-03-15", "at": None}
    blocks = {block.n: block.text for block in read_document(papers[0].read_bytes(), "letter.docx").blocks}
    for proofs in entry["evidence"].values():
        assert all(blocks[proof["block"]][proof["start"] : proof["end"]] == proof["text"] for proof in proofs)


def test_one_bad_file_among_good_ones_is_status_1_and_says_why(huiban: Huiban, papers: Papers, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(papers[0].read_bytes()[:2000])
    answer = huiban("read", papers[0], bad, tmp_path / "none.docx", "--json")
    good, broken, missing = json.loads(answer.out)
    assert answer.status == 1
    assert good["error"] is None
    assert set(broken) == set(missing) == set(good)
    assert "不存在" in missing["error"]
    assert broken["error"]


def test_what_nobody_foresaw_in_one_file_is_kept_and_the_others_are_read(
    huiban: Huiban, papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("来函", "utf-8")
    monkeypatch.setenv("HUIBAN_FOLDER", str(tmp_path))

    def trips(data: bytes, name: str, **_: object) -> Document:
        if name == bad.name:
            raise ZeroDivisionError
        return read_document(data, name)

    monkeypatch.setattr("desk.standalone.read_document", trips)
    answer = huiban("read", bad, papers[0], "--json")
    tripped, good = json.loads(answer.out)
    assert answer.status == 1
    assert "程序内部出错（ZeroDivisionError）" in tripped["error"]
    assert "ZeroDivisionError" in next(tmp_path.glob("出错记录-*.txt")).read_text("utf-8")
    assert good["error"] is None


def test_read_tells_every_file_of_a_zip_and_of_a_mail_by_itself(huiban: Huiban, papers: Papers, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@unit.example", "b@office.example", "征求意见"
    mail.set_content("来函见附件。")
    mail.add_attachment(papers[0].read_bytes(), maintype="application", subtype="octet-stream", filename="来函.docx")
    packed = tmp_path / "材料.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("来信.eml", mail.as_bytes())
        archive.writestr("坏.docx", b"PK\x03\x04")
        archive.writestr("说明.txt", "请查收。")
    answer = huiban("read", packed, "--json")
    entries = json.loads(answer.out)
    assert answer.status == 1
    assert [(entry["file"], entry["source"]) for entry in entries] == [
        ("材料.zip/来信.eml", "eml"),
        ("材料.zip/来信.eml/来函.docx", "docx"),
        ("材料.zip/坏.docx", None),
        ("材料.zip/说明.txt", "txt"),
    ]
    assert entries[1]["is_solicitation"] is True
    assert all(set(entry) == set(entries[0]) for entry in entries)


def test_outline_gives_clauses_units_and_the_drafts_faults(huiban: Huiban, papers: Papers) -> None:
    answer = json.loads(huiban("outline", papers[1], "--json").out)
    assert set(answer) >= {"title", "style", "clauses", "units", "findings", "blanket_duties"}
    assert all(set(clause) >= CLAUSE for clause in answer["clauses"])
    assert sum(clause["label"].rstrip(".．").isdigit() for clause in answer["clauses"]) == 30
    assert {finding["kind"] for finding in answer["findings"]} >= {"numbering", "figure"}


def test_route_gives_lead_addressees_with_clauses_and_both_deadlines(huiban: Huiban, papers: Papers) -> None:
    letter, draft, units = papers
    answer = json.loads(huiban("route", letter, draft, "--units", units, "--office", region.OFFICE, "--json").out)
    assert answer["lead"]["unit"] == region.LEAD
    assert len(answer["addressees"]) == 13
    assert all(row["clauses"] and row["reason"] for row in answer["addressees"])
    assert [row["unit"] for row in answer["left_out"]] == [region.LEAD]
    assert answer["inner_deadline"]["at"] == "2026-03-13T17:30:00+08:00"
    assert "休息日" in answer["inner_deadline"]["reason"]


def test_a_letter_with_its_draft_in_one_file_is_routed_and_outlined_by_the_draft(
    huiban: Huiban, papers: Papers, tmp_path: Path
) -> None:
    letter, draft, units = papers
    whole = tmp_path / "whole.txt"
    texts = [read_document(paper.read_bytes(), paper.name).text for paper in (letter, draft)]
    whole.write_text("\n".join(texts), "utf-8")
    apart = json.loads(huiban("route", letter, draft, "--units", units, "--office", region.OFFICE, "--json").out)
    together = json.loads(huiban("route", whole, "--units", units, "--office", region.OFFICE, "--json").out)
    assert [(row["unit"], row["clauses"]) for row in together["addressees"]] == [
        (row["unit"], row["clauses"]) for row in apart["addressees"]
    ]
    of_draft, of_whole = (json.loads(huiban("outline", paper, "--json").out) for paper in (draft, whole))
    assert [clause["path"] for clause in of_whole["clauses"]] == [clause["path"] for clause in of_draft["clauses"]]
    assert of_whole["title"] == of_draft["title"]


def test_a_draft_is_held_against_its_name_in_the_letter_above_it(huiban: Huiban, tmp_path: Path) -> None:
    whole = tmp_path / "whole.txt"
    letter = (
        "关于征求《云泽市公园方案（2026-2028）》意见的函",
        "市教育局：",
        "请于3月15日前反馈意见。",
        "云泽市园林局",
    )
    draft = ("云泽市公园方案（2026-2028年）", "一、总体要求", "建设公园。", "二、主要任务", "修缮公园。")
    whole.write_text("\n".join((*letter, "2026年3月4日", *draft)), "utf-8")
    findings = json.loads(huiban("outline", whole, "--json").out)["findings"]
    assert [(row["kind"], row["where"]) for row in findings] == [("title", "来文")]


@pytest.mark.seeds
def test_route_on_the_real_letter_gives_the_bureaus_ten_and_friday_close_of_business(
    huiban: Huiban, seeds: Path, tmp_path: Path
) -> None:
    text = next(seeds.glob("000*")).read_text("utf-8")
    start = text.index("内蒙古自治区市场监督管理局\n\nᠨ")
    cut = text.rindex("\n\n", 0, text.index("\n（征求意见稿）\n") - 1) + 1
    letter, draft = tmp_path / "letter.txt", tmp_path / "draft.txt"
    letter.write_text(text[start:cut], "utf-8")
    draft.write_text(text[cut:], "utf-8")
    units = Path(__file__).parents[1] / "worked_example" / "hulunbuir.csv"
    answer = json.loads(
        huiban("route", letter, draft, "--units", units, "--office", "呼伦贝尔市人民政府办公室", "--json").out
    )
    assert len(answer["addressees"]) == 10
    assert all(row["clauses"] for row in answer["addressees"])
    assert answer["unknown"] == []
    assert answer["lead"]["unit"] == "呼伦贝尔市市场监督管理局"
    assert [row["unit"] for row in answer["left_out"]] == ["呼伦贝尔市市场监督管理局"]
    assert answer["inner_deadline"]["at"] == "2024-01-26T17:30:00+08:00"
    assert "下班" in answer["inner_deadline"]["reason"]


def test_due_explains_itself(huiban: Huiban) -> None:
    answer = json.loads(huiban("due", "1月28日前", "--from", "2024-01-24", "--json").out)
    assert answer["rule"] == "date"
    assert answer["at"].startswith("2024-01-28")
    assert answer["is_working_day"] is False
    assert answer["last_working_moment"] == "2024-01-26T17:30:00+08:00"
    assert "星期日" in answer["why"]


def test_due_counts_by_the_offices_own_days(huiban: Huiban, tmp_path: Path) -> None:
    days = tmp_path / "安排.csv"
    days.write_text("日期,安排,事由\n2031,已公布,\n2031-03-05,休,本单位搬迁\n", "utf-8")
    plain, own = (
        json.loads(huiban("due", "2个工作日内", "--from", "2031-03-03", *more, "--json").out)
        for more in ((), ("--calendar", days))
    )
    assert (plain["at"][:10], plain["provisional"]) == ("2031-03-05", True)
    assert (own["at"][:10], own["provisional"]) == ("2031-03-06", False)
    assert "本单位搬迁" in own["why"]


@pytest.mark.parametrize(
    "words",
    [
        ("due", "2月30日前", "--from", "2024-01-24"),
        ("due", "7个工作日内", "--from", "昨天"),
        ("due", "7个工作日内", "--from", "2024-01-24", "--hours", "9-5"),
        ("due", "7个工作日内"),
        ("outline", "missing.docx"),
        ("nonsense",),
        ("read",),
        ("decide", "2026-0001", "--as", "随便", "--by", "我"),
    ],
)
def test_what_cannot_run_is_one_chinese_line_and_status_2(huiban: Huiban, words: tuple[str, ...]) -> None:
    answer = huiban(*words)
    assert answer.status == 2
    assert answer.out == ""
    assert len(answer.err.strip().splitlines()) == 1
    assert re.search(r"[\u4e00-\u9fff]", answer.err)
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04broken", b"%PDF-1.7 broken", b"\xd0\xcf\x11\xe0" + bytes(600), bytes(99)]
)
def test_a_file_that_cannot_be_read_is_said_and_nothing_is_registered(
    huiban: Huiban, tmp_path: Path, data: bytes
) -> None:
    huiban("init", tmp_path / "office", "--name", region.OFFICE, "--address", "office@yunze.example")
    bad = tmp_path / "bad.bin"
    bad.write_bytes(data)
    answer = huiban("receive", bad)
    assert answer.status == 2
    assert len(answer.err.strip().splitlines()) == 1
    assert "共0件收文" in huiban("status").out


def test_a_directory_sheet_with_faults_names_each_row(huiban: Huiban, tmp_path: Path) -> None:
    huiban("init", tmp_path / "office", "--name", region.OFFICE, "--address", "office@yunze.example")
    sheet = tmp_path / "units.csv"
    sheet.write_text("名称,简称\n市档案局,档案局\n,史志办\n市方志馆,档案局\n", "utf-8")
    answer = huiban("units", "import", sheet)
    assert answer.status == 2
    assert "第3行：缺少单位名称" in answer.err
    assert "第4行" in answer.err
    assert "名录为空" in huiban("units", "list").out


def test_returns_and_merge_files_keep_their_contract(huiban: Huiban, papers: Papers, tmp_path: Path) -> None:
    _, draft, _ = papers
    data = draft.read_bytes()
    tracked, letter, bad = tmp_path / "市教育局修订.docx", tmp_path / "市财政局复函.docx", tmp_path / "坏.docx"
    tracked.write_bytes(answers.tracked_copy(data, "云泽市教育局", region.WRITTEN_ON))
    letter.write_bytes(answers.prose_letter(data, "云泽市财政局", region.OFFICE, region.WRITTEN_ON))
    bad.write_bytes(answers.broken_file(data))

    answer = huiban("returns", draft, tracked, letter, bad, "--json")
    entries = json.loads(answer.out)
    assert answer.status == 1
    assert [entry["stance"] for entry in entries] == ["opinions", "opinions", "unusable"]
    assert [entry["unit"] for entry in entries][:2] == ["云泽市教育局", "云泽市财政局"]
    opinions = [opinion for entry in entries for opinion in entry["opinions"]]
    assert all(set(opinion) >= OPINION for opinion in opinions)
    assert all(opinion["clause"] for opinion in opinions)

    out = tmp_path / "out"
    merged = huiban("merge-files", draft, tracked, letter, bad, "--out", out, "--json")
    summary = json.loads(merged.out)
    assert merged.status == 1
    assert summary["opinions"] == len(opinions)
    assert [item["file"] for item in summary["set_aside"]] == ["坏.docx"]
    assert sorted(path.name for path in out.iterdir()) == ["合并稿.docx", "汇总表.docx", "汇总表.xlsx", "问题文件.md"]
    asked_by_both = sum(len(cluster["same"]) for cluster in summary["clusters"])
    assert load_workbook(out / "汇总表.xlsx").active.max_row == 1 + len(opinions) - asked_by_both


def test_a_draft_that_cannot_be_read_stops_the_merge_and_writes_nothing(huiban: Huiban, tmp_path: Path) -> None:
    bad = tmp_path / "draft.docx"
    bad.write_bytes(b"PK\x03\x04broken")
    answer = huiban("merge-files", bad, bad, "--out", tmp_path / "out")
    assert answer.status == 2
    assert not (tmp_path / "out").exists()
