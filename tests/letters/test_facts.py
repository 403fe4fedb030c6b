"""Facts of letters in our own words."""

from datetime import date

import pytest

from letters.document import Block, BlockKind, Document, Source
from letters.facts import Facts, understand
from registry.phrases import Rule
from registry.words import Secrecy, Urgency


def read(*lines: str) -> Facts:
    return understand(Document(Source.TXT, tuple(Block(n, BlockKind.PARAGRAPH, line) for n, line in enumerate(lines))))


HEAD = ("河阳市数据局关于征求《河阳市数据条例》（征求意见稿）意见的函", "各县区人民政府，市教育局、科技局：")
FOOT = ("河阳市数据局", "2026年3月4日")


def letter(*body: str) -> Facts:
    return read(*HEAD, *body, *FOOT)


def test_a_plain_letter_gives_its_formal_parts() -> None:
    facts = letter("请于3月15日前反馈意见。")
    assert facts.is_solicitation
    assert facts.genre == "函"
    assert facts.title == HEAD[0]
    assert facts.issuers == ("河阳市数据局",)
    assert facts.addressees == ("各县区人民政府", "市教育局", "科技局")
    assert facts.issued_on == date(2026, 3, 4)
    assert facts.subject == "河阳市数据条例"
    assert facts.deadline is not None
    assert facts.deadline.on == date(2026, 3, 15)


def test_every_fact_carries_the_place_it_was_read_from() -> None:
    facts = letter("请于3月15日前反馈意见。")
    (piece,) = facts.evidence["deadline"]
    assert (piece.block, piece.text) == (2, "3月15日前")
    assert facts.evidence["issued_on"][0].block == 4
    shown = facts.as_json()
    assert shown["evidence"]["addressees"] == [{"block": 1, "start": 0, "end": 16, "text": HEAD[1][:-1]}]  # type: ignore[index]  # the JSON is typed as objects


def test_a_title_over_several_lines_is_one_title() -> None:
    facts = read("河阳市数据局关于征求《河阳市", "公共数据条例》意见的函", "市教育局：", "请反馈意见。", *FOOT)
    assert facts.title == "河阳市数据局关于征求《河阳市公共数据条例》意见的函"
    assert facts.subject == "河阳市公共数据条例"


def test_a_nested_title_keeps_its_inner_marks() -> None:
    facts = read("关于征求《落实〈数据规划（2026-2028年）〉实施方案》意见的函", "市教育局：", "请反馈意见。", *FOOT)
    assert facts.subject == "落实〈数据规划（2026-2028年）〉实施方案"


def test_the_number_is_the_letters_own_and_never_a_cited_one() -> None:
    assert letter("根据《河阳市办法》（河政发〔2025〕3号），请反馈意见。").document_number is None
    assert read("河数函〔2026〕12号", *HEAD, "请反馈意见。", *FOOT).document_number == "河数函〔2026〕12号"


def test_issuers_who_sign_together_are_all_named() -> None:
    facts = read(*HEAD, "请反馈意见。", "河阳市数据局　河阳市财政局", "2026年3月4日")
    assert facts.issuers == ("河阳市数据局", "河阳市财政局")


def test_a_date_in_chinese_figures_is_read() -> None:
    assert read(*HEAD, "请反馈意见。", "河阳市数据局", "二〇二六年三月四日").issued_on == date(2026, 3, 4)


def test_the_deadline_is_the_one_for_comments() -> None:
    facts = letter("该条例拟于2026年5月1日起施行。会议将于3月8日召开。请于3月15日下班前反馈意见。")
    assert facts.deadline is not None
    assert facts.deadline.on == date(2026, 3, 15)
    assert facts.deadline.at == "下班"


def test_a_count_of_working_days_fixes_no_day_by_itself() -> None:
    facts = letter("请自收到本函之日起5个工作日内书面反馈意见。")
    assert facts.deadline is not None
    assert facts.deadline.rule is Rule.WORKDAYS
    assert facts.deadline.count == 5
    assert facts.deadline.on is None


def test_a_deadline_no_calendar_has_is_told_and_not_taken_for_none() -> None:
    facts = letter("请于2月30日前反馈意见。")
    assert facts.deadline is None
    told = [(finding.kind, finding.message) for finding in facts.findings if finding.kind in {"date", "deadline"}]
    assert told == [("date", "来文期限“2月30日前”不是存在的日期，请与来文单位核实")]
    assert not [f for f in letter("请于3月28日前反馈意见。").findings if f.kind in {"date", "deadline"}]


@pytest.mark.parametrize(
    "words",
    [
        "无意见也请书面反馈。",
        "如无修改意见，也需书面反馈。",
        "有无意见均请反馈。",
        "无修改意见也需书面（盖单位公章）反馈。",
    ],
)
def test_no_comment_must_be_answered_where_the_letter_says_so(words: str) -> None:
    assert letter(words).reply_required


def test_without_such_words_no_answer_is_demanded() -> None:
    assert not letter("如有意见，请于3月15日前反馈。").reply_required


@pytest.mark.parametrize(
    "words", ["逾期未反馈的，视为无意见。", "逾期不回复视同无意见。", "未按时反馈的按无意见处理。", "逾期视为同意。"]
)
def test_silence_is_consent_only_where_the_letter_says_so(words: str) -> None:
    assert letter(words).silence_is_consent
    assert not letter("请按时反馈。").silence_is_consent


def test_seal_and_electronic_copy() -> None:
    facts = letter("请书面反馈（加盖公章），电子版同时发送至邮箱 a.b@heyang.example。")
    assert facts.seal_required
    assert facts.electronic_copy_required
    assert facts.emails == ("a.b@heyang.example",)


def test_fields_are_read_with_spaces_inside_their_labels_and_glued_together() -> None:
    facts = letter(
        "请反馈意见。",
        "联 系 人：王小明、李女士",
        "电　话：0999-5551234、13900000000传真：0999—5551235邮箱：a@heyang.example",
        "地址：河阳市中心路1号市政大楼305室",
    )
    assert facts.contacts == ("王小明", "李女士")
    assert facts.phones == ("0999-5551234", "13900000000")
    assert facts.faxes == ("0999—5551235",)
    assert facts.postal_address == "河阳市中心路1号市政大楼305室"
    assert facts.channels == ("email", "fax", "paper")


def test_one_number_for_telephone_and_fax_is_both() -> None:
    facts = letter("请反馈意见。", "电话（传真）：0999-5551234")
    assert facts.phones == facts.faxes == ("0999-5551234",)


def test_attachments_are_listed_without_their_numbers() -> None:
    facts = letter("请反馈意见。", "附件：1.河阳市数据条例（征求意见稿）", "2.意见反馈表")
    assert facts.attachments == ("河阳市数据条例（征求意见稿）", "意见反馈表")


def test_marks_of_secrecy_and_urgency_at_the_head() -> None:
    facts = read("机密★1年", "特急", *HEAD, "请反馈意见。", *FOOT)
    assert facts.secrecy is Secrecy.CONFIDENTIAL
    assert facts.urgency is Urgency.EXTRA_URGENT
    assert letter("本条例不涉及国家秘密。").secrecy is None


def test_a_draft_that_follows_in_the_same_file_is_no_part_of_the_letter() -> None:
    facts = read(
        *HEAD, "请于3月15日前反馈意见。", *FOOT, "河阳市数据条例", "第一条 于2027年1月1日前反馈平台电话：0999-5559999。"
    )
    assert facts.deadline is not None
    assert facts.deadline.on == date(2026, 3, 15)
    assert facts.phones == ()


@pytest.mark.parametrize(
    "title",
    [
        "河阳市人民政府关于印发数据条例的通知",
        "河阳市人民政府办公室关于召开数据工作会议的通知",
        "河阳市发展改革委关于召开水价听证会的公告",
    ],
)
def test_other_papers_are_no_solicitations(title: str) -> None:
    assert not read(title, "各县区人民政府：", "请认真贯彻执行，执行中的问题和意见请及时反馈。", *FOOT).is_solicitation


def test_a_letter_without_a_deadline_says_so_in_its_findings() -> None:
    assert "deadline" in [finding.kind for finding in letter("请反馈意见。").findings]


def test_a_deadline_before_the_letters_own_date_is_a_finding() -> None:
    assert "date" in [finding.kind for finding in letter("请于2026年3月1日前反馈意见。").findings]


def test_an_empty_document_gives_empty_facts() -> None:
    facts = read("")
    assert facts.title is None
    assert facts.as_json()["deadline"] is None
