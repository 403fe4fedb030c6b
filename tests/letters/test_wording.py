"""文字模板: what a template may hold, and what is said where it is wrong."""

import re
from pathlib import Path
from typing import Any

import pytest

from letters.wording import Wordings, book, words
from registry.errors import TemplateFault

MAIL: dict[str, Any] = {
    "unit": "市财政局",
    "subject": "云岭省夜市管理办法（征求意见稿）",
    "due_text": "2026年3月13日17时30分",
    "clauses": ["二/（一）/1", "三#2"],
    "address": "office@example.cn",
    "contact": "李明",
    "phone": "0999-1234567",
    "signature": "云江市人民政府办公室",
}
PROPOSAL: dict[str, Any] = {
    "issuers": "云岭省商务厅",
    "subject": "云岭省夜市管理办法（征求意见稿）",
    "title": "关于征求《云岭省夜市管理办法（征求意见稿）》意见的函",
    "number": "云商函〔2026〕7号",
    "asked": "请认真贯彻落实",
    "due_text": "2026年3月15日",
    "inner_text": "2026年3月13日17时30分",
    "lead": "市商务局",
    "lead_is_ours": False,
    "joins": ["市财政局", "市公安局"],
    "government": "市政府",
    "ours": "我市",
    "reply_to": "秘书五科",
    "leaders": ["王一", "李二"],
}
SEEDS = ("proposal", "proposal_government", "proposal_action", "proposal_reading")


def own(folder: Path, text: str, name: str = "reply_mail") -> Path:
    (folder / f"{name}.txt.j2").write_text(text, "utf-8")
    return folder


def test_a_request_addressed_to_the_government_is_said_so_and_the_reply_is_drafted_for_it() -> None:
    joint = "建议：请市商务局牵头，会同市财政局、市公安局"
    assert words("proposal_government", **PROPOSAL).splitlines() == [
        "此件主送市政府。",
        "云岭省商务厅将《云岭省夜市管理办法（征求意见稿）》发来征求我市意见，要求于2026年3月15日前反馈。",
        f"{joint}认真研究提出意见建议（各单位意见于2026年3月13日17时30分前反馈），并抓紧将代拟文稿报秘书五科。",
        "请王一、李二同志阅示。",
    ]


def test_a_request_for_comments_names_lead_joiners_and_both_deadlines() -> None:
    joint = "建议：由我单位牵头，会同市财政局、市公安局"
    text = words("proposal", **PROPOSAL | {"ours": "我局", "lead_is_ours": True})
    assert text.splitlines() == [
        "此件系云岭省商务厅就《云岭省夜市管理办法（征求意见稿）》征求我局意见。来文要求于2026年3月15日前反馈。",
        f"{joint}研究提出意见，各单位意见于2026年3月13日17时30分前反馈，汇总并代拟复函后报秘书五科审核。",
        "请王一、李二同志阅示。",
    ]


def test_a_paper_to_be_acted_on_quotes_what_it_asks_and_goes_to_one_unit_or_a_lead_with_others() -> None:
    alone = words("proposal_action", **PROPOSAL | {"joins": [], "due_text": ""})
    assert "来文要求：“请认真贯彻落实”。" in alone
    assert "建议：请市商务局阅办，及时将办理情况报秘书五科。" in alone
    joined = words("proposal_action", **PROPOSAL)
    assert "请市商务局牵头，会同市财政局、市公安局按来文要求研究办理，于2026年3月13日17时30分前将" in joined


def test_a_paper_that_asks_nothing_is_only_read() -> None:
    text = words("proposal_reading", **PROPOSAL)
    assert "（云商函〔2026〕7号），未提出办理要求。" in text
    assert text.endswith("建议：请王一、李二同志阅知，转市商务局阅知。")
    assert words("proposal_reading", **PROPOSAL | {"leaders": [], "lead": ""}).endswith("建议：阅后存档。")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_proposal_without_deadline_lead_or_leaders_says_so_rather_than_leaving_holes(seed: str) -> None:
    bare = {"due_text": "", "inner_text": "", "lead": "", "joins": [], "leaders": [], "number": "", "asked": "请办理"}
    text = words(seed, **PROPOSAL | bare)
    assert "同志" not in text
    assert not re.search(r"，，|。。|，。|（）|\n\n|请牵头|请阅办|转阅知|于前", text)
    if seed in SEEDS[:2]:
        assert "未写明反馈时限" in text
        assert "请（待定单位）牵头" in text


@pytest.mark.parametrize("seed", SEEDS)
def test_every_proposal_names_its_missing_value(seed: str) -> None:
    with pytest.raises(TemplateFault, match="缺少"):
        words(seed, leaders=[])


def test_very_many_joiners_are_counted() -> None:
    many = [f"第{n}局" for n in range(1, 31)]
    text = words("proposal", **PROPOSAL | {"joins": many})
    assert "第20局等30个单位研究提出意见" in text
    assert "第21局" not in text


def test_a_mail_names_deadline_clauses_and_the_way_back() -> None:
    text = words("solicitation_mail", **MAIL)
    assert "请于2026年3月13日17时30分前反馈" in text
    assert "重点条款：第二部分（一）第1项；第三部分（同号第2处）。" in text
    assert "\n\n\n" not in text
    assert text.endswith("\n\n云江市人民政府办公室")


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("3月13日", "于3月13日前"),
        ("3月13日前", "于3月13日前"),
        ("收到后5个工作日内", "收到后5个工作日内"),
        ("", "尽快"),
    ],
)
def test_a_deadline_is_said_with_one_qian(due: str, said: str) -> None:
    assert f"请{said}反馈，无意见" in words("solicitation_mail", **MAIL | {"due_text": due})


def test_one_digest_holds_every_item_of_a_unit() -> None:
    items = [
        {"number": "2026-0001", "subject": "甲", "due_text": "3月1日", "is_overdue": True, "days": 2},
        {"number": "2026-0002", "subject": "乙", "due_text": "3月9日", "is_overdue": False, "days": 0},
    ]
    text = words("reminder_mail", **MAIL | {"items": items, "to_leader": True})
    assert text.startswith("市财政局负责同志：")
    assert "1. 《甲》（2026-0001），反馈时限3月1日，已逾期2天。" in text
    assert "2. 《乙》（2026-0002），反馈时限3月9日。" in text


def test_silence_is_reported_apart_from_no_comment() -> None:
    item = {"number": "2026-0001", "subject": "甲", "unit": "市统计局", "due_text": "3月1日", "state": "未反馈"}
    assert "勿与已答复“无意见”的单位混同" in words("report_mail", items=[item], signature="本办")


def test_a_correction_names_each_file_its_fault_and_what_to_send() -> None:
    problems = [{"file": "意见.docx", "reason": "文件已损坏", "ask": "请重新导出后发送"}]
    assert "1. 意见.docx：文件已损坏。请重新导出后发送。" in words("correction_mail", **MAIL | {"problems": problems})
    ended = [{"file": "意见.docx", "reason": "文件已损坏。", "ask": "请重新导出后发送。"}] * 2
    text = words("correction_mail", **MAIL | {"problems": ended})
    assert "1. 意见.docx：文件已损坏。请重新导出后发送。\n2. 意见.docx" in text
    assert "。。" not in text


def test_an_office_replaces_one_text_and_keeps_the_others(tmp_path: Path) -> None:
    folder = own(tmp_path, "{{ issuers }}钧鉴：\n")
    assert words("reply_mail", wordings=Wordings(folder), issuers="省局") == "省局钧鉴："
    assert words("solicitation_mail", wordings=Wordings(folder), **MAIL).startswith("市财政局：")


def test_a_missing_value_is_named_with_template_and_line(tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match="“复函邮件”第2行缺少“来文单位”的值"):
        words("reply_mail", wordings=Wordings(own(tmp_path, "一行\n{{ 来文单位 }}")))
    with pytest.raises(TemplateFault, match="第1行缺少“number”的值"):
        words(
            "reply_mail", wordings=Wordings(own(tmp_path, "{% for x in items %}{{ x.number }}{% endfor %}")), items=[{}]
        )


@pytest.mark.parametrize(
    "text",
    [
        "{{ range(9) }}",
        "{{ 'x' * 99 }}",
        "{% set x = 1 %}",
        "{% include 'reply' %}",
        "{% macro f() %}{{ f() }}{% endmacro %}",
        "{{ x.__class__ }}",
        "{{ x|upper }}",
        "{% if x %}",
        "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    ],
)
def test_a_template_can_neither_call_nor_import_nor_repeat_without_end(text: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateFault, match="文字模板“复函邮件”"):
        words("reply_mail", wordings=Wordings(own(tmp_path, text)), x="s")


def test_what_a_template_gives_is_bounded(tmp_path: Path) -> None:
    text = "{% for a in x %}{% for b in x %}一二三四五六七八九十{% endfor %}{% endfor %}"
    with pytest.raises(TemplateFault, match="超过200千字"):
        words("reply_mail", wordings=Wordings(own(tmp_path, text)), x=list(range(1000)))


@pytest.mark.parametrize("name", ["nothing_such", "../secret", "A"])
def test_an_unknown_template_is_named(name: str) -> None:
    with pytest.raises(TemplateFault, match="没有这个模板"):
        words(name)


def test_a_template_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reply_mail.txt.j2").write_bytes("意见".encode("gb18030"))
    with pytest.raises(TemplateFault, match="UTF-8"):
        words("reply_mail", wordings=Wordings(tmp_path))


def test_book_marks_within_book_marks_are_single() -> None:
    assert book("关于印发《办法》的通知") == "《关于印发〈办法〉的通知》"
    assert book("《办法》") == "《办法》"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{{ subject.format }}", "不是可以填入的文字或数"),
        ("{% for one in clauses %}{{ loop }}{% endfor %}", "不是可以填入的文字或数"),
        ("{{ clauses }}", "列表不能直接填入"),
        ("{{ lead_is_ours }}", "请用 {% if %}"),
        ("{{ subject.__class__ }}", "取了不能取的值"),
        ("{{ 1|book }}", "此处的值不能这样写"),
        ("{{ subject - 1 }}", "此处的值不能这样写"),
        ("{{ " + "9" * 5000 + " }}", "有过大的数"),
        ("{# 批注", "没有以 #} 结束"),
    ],
)
def test_what_says_nothing_on_paper_is_refused_in_chinese(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "reminder.txt.j2").write_text(text, "utf-8")
    with pytest.raises(TemplateFault, match=re.escape(why)):
        words("reminder", wordings=Wordings(tmp_path), **MAIL, lead_is_ours=True)


def test_a_text_far_too_long_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "reminder.txt.j2").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(TemplateFault, match="超过200千字"):
        Wordings(tmp_path).source("reminder")
