"""The templates staff may edit: what each is for, which values it may name, and an example of each value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from letters.wording import LABELS, Wordings, names_in, words
from registry.errors import TemplateFault

LETTER, MAIL, SLIP = "函件", "邮件", "阅办单"

# What a template may name, and an example; where a value may be absent, an empty one is tried as well.
VALUES: Final[Mapping[str, tuple[str, Any]]] = {
    "accepted": ("采纳条数", 3),
    "address": ("本单位收发信邮箱", "office@yunze.example"),
    "answered": ("提出意见的单位", ["云泽市教育局", "云泽市公安局"]),
    "approved_by": ("批准印发的机关", "云泽市人民政府"),
    "asked": ("征求的单位数；阅办单中为来文的要求", 4),
    "asked_before": ("前一稿是否征求过该单位", True),
    "clauses": ("涉及该单位的条款", ["三/（一）/1", "三/（二）/6"]),
    "contact": ("联系人", "李明"),
    "declined": ("不采纳条数", 1),
    "deemed": ("视为无意见的单位", ["云泽市财政局"]),
    "disputes": (
        "尚待协调的分歧（clause 条款，sides 各方；通知、请示、报告中另有 leaning 本单位意见）",
        [
            {
                "clause": "三/（一）/1",
                "sides": "云泽市教育局建议删除，理由是已有规定；云泽市公安局建议保留，理由是确有需要",
                "leaning": "建议保留",
            }
        ],
    ),
    "draft_version": ("修改后是第几稿", 2),
    "due_text": ("反馈时限", "2026年3月13日17时30分前"),
    "email": ("报送电子版的邮箱", "office@yunze.example"),
    "explained": ("解释说明条数", 1),
    "government": ("本级政府的简称", "市政府"),
    "faults": (
        "来文存在的问题（message 问题，rule 依据，ask 请对方做什么）",
        [{"message": "来文所列附件“任务分工表”未见", "rule": "条例第24条", "ask": "请补送所列附件"}],
    ),
    "groups": (
        "各条意见（clause 条款，opinions 意见：text 内容、reason 理由）",
        [
            {
                "clause": "三/（一）/1",
                "opinions": [
                    {"clause": "三/（一）/1", "text": "将“每年”修改为“每半年”", "reason": "与上级要求一致"},
                    {"clause": "三/（一）/1", "text": "删除“逐系统”", "reason": ""},
                ],
            },
            {"clause": "", "opinions": [{"clause": "", "text": "建议进一步精简篇幅", "reason": ""}]},
        ],
    ),
    "host": ("主持人，连同职务", "市政府副秘书长李二"),
    "inner_text": ("内部期限", "2026年3月11日17时30分前"),
    "is_overdue": ("是否已逾期", True),
    "issuers": ("来文单位", "朔原自治区数据局"),
    "items": (
        "各事项（subject 名称，number 收文编号，due_text 时限，is_overdue、days 逾期，unit 单位，state 状态）",
        [
            {
                "subject": "公共数据资源开发利用三年行动方案",
                "number": "2026-0001",
                "due_text": "2026年3月13日17时30分前",
                "is_overdue": True,
                "days": 2,
                "unit": "云泽市公安局",
                "state": "未反馈",
            }
        ],
    ),
    "joins": ("会同的单位", ["云泽市教育局", "云泽市公安局"]),
    "lead": ("牵头单位", "云泽市数据局"),
    "lead_is_ours": ("是否由本单位牵头", False),
    "leaders": ("批阅领导", ["王一", "李二"]),
    "meeting_time": ("会议时间", "2026年3月20日9时"),
    "no_comment": ("书面答复无意见的单位", ["云泽市水利局"]),
    "number": ("来文的文号", "朔数函〔2026〕17号"),
    "origin": ("来文单位", "朔原自治区数据局"),
    "origin_number": ("来文的文号", "朔数函〔2026〕17号"),
    "outcomes": (
        "各条意见的处理（clause 条款，wish 意见，disposition 处理意见，reason 理由）",
        [
            {
                "clause": "三/（一）/1",
                "wish": "将“每年”修改为“每半年”",
                "disposition": "不采纳",
                "reason": "与上级要求不一致",
            }
        ],
    ),
    "ours": ("征求谁的意见（我市、我局）", "我市"),
    "participants": ("参加会议的单位", ["云泽市教育局", "云泽市公安局"]),
    "partly": ("部分采纳条数", 1),
    "phone": ("联系电话", "0999-1234567"),
    "place": ("会议地点", "市政府二楼第三会议室"),
    "problems": (
        "无法使用的文件（file 文件，reason 原因，ask 请对方做什么）",
        [{"file": "意见.docx", "reason": "文件已加密", "ask": "请去掉密码后再报送"}],
    ),
    "received": ("收到来文的日期", "2026年3月5日"),
    "reply_to": ("代拟复函报送的科室", "秘书五科"),
    "sent_on": ("函的发出日期", "2026年3月6日"),
    "settled": (
        "会议议定的事项（clause 条款，outcome 结论）",
        [{"clause": "三/（一）/1", "outcome": "会议同意保留，表述由云泽市数据局修改完善"}],
    ),
    "signature": ("本单位全称", "云泽市人民政府办公室"),
    "silent": ("至今未反馈的单位", ["云泽市统计局"]),
    "silence_is_consent": ("是否逾期视为无意见", True),
    "subject": ("征求意见稿的名称", "公共数据资源开发利用三年行动方案（征求意见稿）"),
    "title": ("来文标题", "关于征求《公共数据资源开发利用三年行动方案（征求意见稿）》意见的函"),
    "to_leader": ("是否发给该单位负责同志", True),
    "total": ("意见条数", 6),
    "unit": ("收件单位", "云泽市教育局"),
    "waived": ("免予反馈的单位", ["云泽市统计局"]),
}
_OWN: Final = ("signature", "address", "contact", "phone")  # of the office itself: every mail and slip may name them
_NEVER_EMPTY: Final = frozenset(
    {"subject", "title", "unit", "signature", "issuers", "due_text", "items", "problems", "meeting_time", "host"}
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A template: its name, what it is for, where its words stand, and the values it may name."""

    name: str
    where: str
    values: tuple[str, ...]

    @property
    def label(self) -> str:
        """What it is called."""
        return LABELS[self.name]

    @property
    def example(self) -> dict[str, Any]:
        """An example of every value."""
        return {name: VALUES[name][1] for name in self.values} | self._other

    @property
    def bare(self) -> dict[str, Any]:
        """The same with everything empty that may be."""
        return {
            name: value if name in _NEVER_EMPTY else _empty(value) for name, value in self.example.items()
        } | self._other

    @property
    def _other(self) -> dict[str, Any]:
        # 阅办单 calls the issuer's own demand by the name that counts the units elsewhere.
        return {"asked": "请认真贯彻落实，并于3月15日前报送落实情况"} if self.where == SLIP else {}


def _empty(value: Any) -> Any:
    return type(value)()


def _slip(name: str) -> Entry:
    said = ("issuers", "subject", "title", "number", "asked", "due_text", "inner_text", "lead", "lead_is_ours", "joins")
    return Entry(name, SLIP, (*said, "government", "ours", "reply_to", "leaders", *_OWN))


BOOK: Final[Mapping[str, Entry]] = {
    entry.name: entry
    for entry in (
        Entry(
            "solicitation",
            LETTER,
            (
                "origin", "origin_number", "subject", "lead", "signature", "clauses", "due_text", "silence_is_consent",
                "email",
            ),
        ),
        Entry(
            "solicitation_again",
            LETTER,
            ("subject", "draft_version", "asked_before", "clauses", "due_text", "silence_is_consent", "email"),
        ),
        Entry("reminder", LETTER, ("subject", "sent_on", "due_text", "is_overdue")),
        Entry("reply", LETTER, ("subject", "origin_number", "groups")),
        Entry(
            "explanation",
            LETTER,
            (
                "subject", "asked", "total", "accepted", "partly", "declined", "explained", "answered", "no_comment",
                "deemed", "waived", "disputes",
            ),
        ),
        Entry("return_note", LETTER, ("title", "number", "received", "faults")),
        Entry("outcome_notice", LETTER, ("subject", "outcomes")),
        Entry("notice", LETTER, ("subject", "meeting_time", "place", "participants", "disputes")),
        Entry("request", LETTER, ("subject", "disputes")),
        Entry(
            "report",
            LETTER,
            (
                "subject", "asked", "total", "accepted", "partly", "declined", "explained", "answered", "no_comment",
                "deemed", "silent", "waived", "disputes",
            ),
        ),
        Entry("joint_notice", LETTER, ("subject", "approved_by")),
        Entry("minutes", LETTER, ("subject", "meeting_time", "place", "host", "settled")),
        Entry("solicitation_mail", MAIL, ("unit", "subject", "due_text", "clauses", *_OWN)),
        Entry(
            "solicitation_again_mail",
            MAIL,
            ("unit", "subject", "draft_version", "asked_before", "due_text", "clauses", *_OWN),
        ),
        Entry("reminder_mail", MAIL, ("unit", "items", "to_leader", *_OWN)),
        Entry("report_mail", MAIL, ("items", *_OWN)),
        Entry("correction_mail", MAIL, ("unit", "subject", "problems", *_OWN)),
        Entry("outcome_mail", MAIL, ("unit", "subject", *_OWN)),
        Entry("reply_mail", MAIL, ("issuers", "subject", *_OWN)),
        _slip("proposal"),
        _slip("proposal_government"),
        _slip("proposal_action"),
        _slip("proposal_reading"),
    )
}  # fmt: skip
"""Every template by its name, letters first."""


def entry_of(name: str) -> Entry:
    """Find a template by its name or its Chinese label.

    Raises:
        TemplateFault: no such template; the known ones are named.
    """
    found = BOOK.get(name) or next((entry for entry in BOOK.values() if entry.label == name), None)
    if found is None:
        known = "、".join(entry.label for entry in BOOK.values())
        raise TemplateFault(f"没有名为“{name}”的模板", kept="未改动", todo=f"现有：{known}")
    return found


def check(name: str, source: str) -> None:
    """Refuse a text that would not do as template `name`: tried with all its values, and with those empty that may be.

    Raises:
        TemplateFault: what is wrong, and in which line.
    """
    entry = entry_of(name)
    for asked, line in names_in(entry.name, source).items():
        if asked not in entry.values:
            raise TemplateFault(
                f"文字模板“{entry.label}”第{line}行用了这里没有的值“{asked}”",
                kept="原模板未改动",
                todo=f"可用的值：{_told(entry.values)}",
            )
    trial = Wordings(kept={entry.name: source})
    for values in (entry.example, entry.bare):
        if not words(entry.name, wordings=trial, **values):
            raise TemplateFault(f"文字模板“{entry.label}”没有生成任何文字", kept="原模板未改动", todo="请补上文字")


def _told(names: Sequence[str]) -> str:
    return "、".join(f"{name}（{VALUES[name][0]}）" for name in names)
