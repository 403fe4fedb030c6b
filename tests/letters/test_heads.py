"""Heads and signatures as offices set them: marks above the title, seals lent, dates above names."""

import pytest

from letters.document import Block, BlockKind, Document, Source
from letters.facts import Facts, understand
from letters.titles import titles_in
from letters.wishes import silence_is_consent
from registry.words import Secrecy, Urgency


def read(*lines: str) -> Facts:
    return understand(Document(Source.TXT, tuple(Block(n, BlockKind.PARAGRAPH, line) for n, line in enumerate(lines))))


ASKS = "现送上《云泽市公园条例（送审稿）》，请于3月15日前反馈意见。"
FOOT = ("云泽市园林局", "2026年3月4日")


@pytest.mark.parametrize("mark", ["机密★1年", "加急", "内部文件　注意保管", "【特急】", "内部资料 不得翻印"])
def test_a_mark_above_a_title_is_no_part_of_it(mark: str) -> None:
    facts = read(mark, "云泽市园林局", "关于征求《云泽市公园条例》意见的函", "市教育局：", ASKS, *FOOT)
    assert facts.title == "云泽市园林局关于征求《云泽市公园条例》意见的函"


def test_internal_papers_are_marked_so_with_what_not_to_do_beside() -> None:
    facts = read("内部资料　注意保管", "关于征求意见的函", "市教育局：", ASKS, *FOOT)
    assert facts.secrecy is Secrecy.INTERNAL


def test_a_title_line_that_ends_like_a_unit_still_begins_the_title() -> None:
    facts = read("关于征求云泽市义务教育学校", "招生工作方案意见的通知", "各县区教育局：", "请于3月15日前反馈。", *FOOT)
    assert facts.title == "关于征求云泽市义务教育学校招生工作方案意见的通知"
    assert facts.subject == "云泽市义务教育学校招生工作方案"


def test_a_title_of_two_characters_set_wide_names_its_kind() -> None:
    facts = read("公　示", "现将名单予以公示，请反馈意见。", *FOOT)
    assert (facts.title, facts.genre) == ("公示", "公示")


def test_an_office_that_lends_its_seal_signs() -> None:
    facts = read("市教育局：", ASKS, "云泽市园林局办公室（代章）", "2026年3月4日")
    assert facts.issuers == ("云泽市园林局办公室",)
    assert facts.subject == "云泽市公园条例（送审稿）"


def test_a_name_below_the_date_signs() -> None:
    facts = read("关于公开征求意见的公告", "市园林局起草了办法。" + ASKS, "2026年3月4日", "云泽市园林局")
    assert facts.issuers == ("云泽市园林局",)


def test_a_report_in_the_press_names_who_asks() -> None:
    facts = read(
        "停车新规公开征求意见",
        "来源：云岭晚报",
        "本报讯 7月14日，云岭省交通厅就《停车办法（征求意见稿）》向社会公开征求意见。",
    )
    assert facts.issuers == ("云岭省交通厅",)


@pytest.mark.parametrize("words", ["逾期未报视为无意见", "逾期未复视为无意见", "逾期不反馈的，视同无意见"])
def test_silence_is_consent_however_it_is_called(words: str) -> None:
    assert silence_is_consent(f"请反馈。{words}。")


def test_overdue_papers_told_otherwise_are_no_consent() -> None:
    assert silence_is_consent("逾期未报的，将予以通报。") is None


def test_a_title_goes_on_after_the_first_of_several_standards() -> None:
    facts = read(
        "关于征求《锰渣技术规范（征求意见稿）》",
        "等两项地方标准意见的通知",
        "各有关单位：",
        "请于3月15日前反馈。",
        *FOOT,
    )
    assert facts.title == "关于征求《锰渣技术规范（征求意见稿）》等两项地方标准意见的通知"


def test_the_signer_named_in_the_head_parts_no_number_from_its_letter() -> None:
    facts = read(
        "中共云泽市委宣传部",
        "宣函〔2026〕12号",
        "签发人：",
        "急件",
        "关于征求《阅读规划》意见的函",
        "市教育局：",
        ASKS,
        *FOOT,
    )
    assert facts.document_number == "宣函〔2026〕12号"


def test_a_title_among_the_fields_of_a_site_is_the_title() -> None:
    title = "关于征求《云泽市绿地规划（草案）》意见的公告"
    fields = f"索引号：661000-2026-0087 发布机构：云泽市园林局 标题：{title} 文号：无"
    facts = read(f"{fields} {title} 请于5月2日前反馈意见。 云泽市园林局 2026年4月3日")
    assert (facts.title, facts.genre, facts.issuers) == (title, "公告", ("云泽市园林局",))


def test_who_forwards_a_letter_that_asks_asks_too() -> None:
    forwarded = read(
        "关于转发省教育厅《关于征求〈课后服务办法（征求意见稿）〉意见的函》的通知",
        "各县区教育局：",
        "现转发给你们，请于4月20日前将意见报送市教育局。",
        *FOOT,
    )
    assert forwarded.is_solicitation
    assert forwarded.subject == "课后服务办法（征求意见稿）"
    assert not read(
        "关于转发《课后服务办法》的通知", "各县区教育局：", "请贯彻执行，有何意见请反馈。", *FOOT
    ).is_solicitation


def test_a_form_to_be_filled_in_is_not_the_draft() -> None:
    facts = read(
        "关于征求2026年度检察工作意见建议的函", "市直各单位：", "请将意见填入《征求意见表》，于3月15日前反馈。", *FOOT
    )
    assert facts.subject == "2026年度检察工作"


def test_persons_addressed_join_no_unit_behind_the_comma() -> None:
    facts = read("关于征求检察工作意见的函", "市人大代表、政协委员，市教育局、科技局：", ASKS, *FOOT)
    assert facts.addressees == ("市人大代表", "政协委员", "市教育局", "科技局")


@pytest.mark.parametrize(
    "dated", ["二〇二六年三月四日", "2026年3月4日", "2026 年 3 月 4 日", "２０２６年３月４日", "二〇二六年三月"]
)
def test_a_date_on_a_cover_is_no_part_of_the_title(dated: str) -> None:
    lines = ["云泽市公园条例", dated, "第一条 为建设公园，制定本条例。"]
    found = titles_in([Block(n, BlockKind.PARAGRAPH, line) for n, line in enumerate(lines)])
    assert [title.text for title in found] == ["云泽市公园条例"]


def test_a_title_may_begin_with_its_year_in_chinese() -> None:
    [title] = titles_in([Block(0, BlockKind.PARAGRAPH, "二〇二六年云泽市法治建设工作要点")])
    assert title.text == "二〇二六年云泽市法治建设工作要点"


def test_a_telegrams_head_belongs_to_its_letter() -> None:
    facts = read(
        "发电",
        "发电单位：云泽市应急管理局　　　签批盖章：李一",
        "等级：特急·明电　　　云应急发电〔2026〕7号　　　云机发　号",
        "云泽市应急管理局关于征求《云泽市公园条例（送审稿）》意见的通知",
        "市教育局：",
        ASKS,
        "云泽市应急管理局",
        "2026年3月4日",
    )
    assert (facts.document_number, facts.urgency) == ("云应急发电〔2026〕7号", Urgency.EXTRA_URGENT)
    assert facts.title == "云泽市应急管理局关于征求《云泽市公园条例（送审稿）》意见的通知"
    assert not facts.seal_required


@pytest.mark.parametrize(
    ("asks", "told"),
    [("请研究提出意见，反馈时间见附件2。", "2026年3月20日下班前"), ("请于3月15日前反馈意见。", "3月15日前")],
)
def test_a_time_set_on_the_form_to_answer_on_counts_where_the_letter_sets_none(asks: str, told: str) -> None:
    letter = ("关于征求《云泽市公园条例（送审稿）》意见的函", "市教育局：", f"现送上送审稿，{asks}", *FOOT)
    form = ("附件2", "征求意见反馈表", "填表说明：本表请于2026年3月20日下班前报送市园林局。")
    facts = read(*letter, *form)
    assert facts.deadline is not None
    assert facts.deadline.text == told
    assert facts.evidence["deadline"][0].block == (2 if told.startswith("3月") else 7)
    assert not [finding for finding in facts.findings if finding.kind == "deadline"]


def test_a_time_in_an_annex_that_rules_is_its_own_matter() -> None:
    letter = ("关于征求《云泽市公园条例（送审稿）》意见的函", "市教育局：", "现送上送审稿，请研究提出意见。", *FOOT)
    annex = ("附件1", "云泽市公园条例（送审稿）", "第一条 各区应当于2026年3月20日前报送名录。")
    assert read(*letter, *annex).deadline is None
