"""Facts of letters in our own words."""

from datetime import date

import pytest

from letters.document import Block, BlockKind, Document, Source
from letters.facts import Facts, understand
from registry.calendar import Calendar, SetDay, Worked
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
    assert told == [("date", "来文期限“2月30日前”不是存在的日期或时间，请与来文单位核实")]
    assert not [f for f in letter("请于3月27日前反馈意见。").findings if f.kind in {"date", "deadline"}]
    assert not [f for f in letter("草案自2月30日前施行。请于3月27日前反馈意见。").findings if f.kind == "date"]


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


def test_a_full_width_address_is_given_as_a_mail_program_wants_it() -> None:
    assert letter("请于3月15日前将意见发至邮箱fgw_myc＠ｙｚ.gov.cn。").emails == ("fgw_myc@yz.gov.cn",)


def test_another_persons_number_behind_a_fax_is_no_fax() -> None:
    facts = letter("（联系人：民营处 王小明，电话：0999-6712345 转 801，传真：6712346；李丽，13899990000）")
    assert facts.contacts == ("王小明", "李丽")
    assert facts.phones == ("0999-6712345 转 801", "13899990000")
    assert facts.faxes == ("6712346",)


def test_a_number_noted_as_fax_is_for_calls_only_where_it_stands_alone() -> None:
    assert letter("联系电话：62320001、62320002（传真）").phones == ("62320001",)
    alone = letter("联系电话：0871-64320000（传真）")
    assert alone.phones == alone.faxes == ("0871-64320000",)


@pytest.mark.parametrize(
    "words",
    [
        "信函请寄：河阳市和平路66号市司法局立法科（邮编：660001），并在信封上注明字样；",
        "请将意见邮寄至河阳市和平路66号市司法局立法科（邮编：660001）。",
        "联系地址：河阳市和平路66号市司法局立法科（邮编：660001） 五、起止时间 2026年3月5日至3月20日",
    ],
)
def test_the_place_to_write_to_is_read_however_it_is_put(words: str) -> None:
    assert letter(words).postal_address == "河阳市和平路66号市司法局立法科（邮编：660001）"


def test_an_office_to_report_to_is_no_address() -> None:
    assert letter("请于3月15日前将意见报送至市司法局。").postal_address is None


def test_ways_named_together_are_all_the_ways() -> None:
    facts = letter(
        "可通过电话、电子邮件、信函等方式提出意见。电话：5551234 传真：5551235 邮箱：a@b.example 地址：河阳市滨河路8号"
    )
    assert set(facts.channels) == {"phone", "email", "paper"}


def test_a_way_without_the_particulars_to_use_it_is_not_open() -> None:
    facts = letter("可通过电话、传真、信函的方式提出意见。电话：5551234")
    assert facts.channels == ("phone",)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("关于《河阳市地名办法（征求意见稿）》意见的复函", "你局《关于征求〈办法〉意见的函》收悉。我局无意见。"),
        ("河阳市教育局关于申请维修资金的请示", "我局前期已征求市财政局意见。妥否，请批示。"),
        ("河阳市人民政府关于促进夜市发展的若干意见", "在广泛征求意见的基础上提出意见建议，请认真执行。"),
        ("关于召开数字经济会议的通知", "请各单位于3月18日前报送名单，会议材料征求意见后印发。"),
    ],
)
def test_a_paper_that_only_speaks_of_comments_asks_for_none(title: str, text: str) -> None:
    facts = read(title, "市民政局：", text, *FOOT)
    assert not facts.is_solicitation
    assert facts.deadline is None


def test_a_forwarded_letters_name_gives_the_draft_it_asks_about() -> None:
    facts = letter("现将省教育厅《关于征求〈河岭省培训条例（草案）〉意见的函》转给你们，请于3月6日前提出意见。")
    assert facts.subject == "河阳市数据条例"
    forwarded = read(
        "转办通知", "市教育局：", "省厅《关于征求〈培训条例（草案）〉意见的函》转给你局，请提出意见。", *FOOT
    )
    assert forwarded.subject == "培训条例（草案）"


def test_what_the_issuer_was_asked_for_is_not_what_it_asks_for() -> None:
    facts = letter("请研提意见，于3月6日上午12时前报市政府办公室，省教育厅要求3月9日前反馈。")
    assert facts.deadline is not None
    assert facts.deadline.text == "3月6日上午12时前"


def test_places_that_share_an_ending_are_one_addressee() -> None:
    facts = read(HEAD[0], "各市、自治州人民政府，省直有关部门，各县区、市财政局：", "请提出意见。", *FOOT)
    assert facts.addressees == ("各市、自治州人民政府", "省直有关部门", "各县区", "市财政局")


def test_a_headline_that_shortens_the_issuer_gives_way_to_the_text() -> None:
    facts = read(
        "数据局就《数据办法（征求意见稿）》公开征求意见",
        "河岭省数据管理局起草了《数据办法（征求意见稿）》，请反馈意见。",
    )
    assert facts.issuers == ("河岭省数据管理局",)


def test_files_a_page_offers_are_its_attachments() -> None:
    assert letter("请于3月15日前反馈意见。", "夜市办法（征求意见稿）.docx", "起草说明.wps").attachments == (
        "夜市办法（征求意见稿）.docx",
        "起草说明.wps",
    )


def test_a_title_left_open_does_not_hide_the_draft_in_the_text() -> None:
    facts = read(
        "关于公开征求《关于印发河阳市支持办法意见的通告", "我局拟订了《河阳市支持办法（征求意见稿）》，请提出意见。"
    )
    assert facts.subject == "河阳市支持办法（征求意见稿）"


@pytest.mark.parametrize(("worked", "told"), [(Worked.REST, True), (Worked.WORK, False)])
def test_whether_a_deadline_is_a_rest_day_is_the_offices_calendar_to_say(worked: Worked, *, told: bool) -> None:
    lines = (
        "关于征求《夜市管理办法》意见的函",
        "各单位：",
        "请于2026年3月27日前反馈意见。",
        "河阳市商务局",
        "2026年3月2日",
    )
    document = Document(Source.TXT, tuple(Block(n, BlockKind.PARAGRAPH, line) for n, line in enumerate(lines)))
    facts = understand(document, Calendar(exceptions={date(2026, 3, 27): SetDay(worked)}))
    assert any("休息日" in finding.message for finding in facts.findings) is told
