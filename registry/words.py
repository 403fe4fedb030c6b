"""The field's words as enumerations. Values are what is stored and printed as JSON; `label` is the Chinese word."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """An enumeration whose members carry their Chinese word beside the stored value."""

    label: str

    def __new__(cls, value: str, label: str | None = None) -> Self:
        """Make a member from its stored value and, where they differ, its Chinese word."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member


class Secrecy(Word):
    """密级. 秘密 and above are registered by entry only."""

    ORDINARY = "普通"
    INTERNAL = "内部"
    SECRET = "秘密"  # noqa: S105  a class of papers, not a password
    CONFIDENTIAL = "机密"
    TOP = "绝密"

    @property
    def is_secret(self) -> bool:
        """Whether no electronic channel may carry the paper."""
        return self in {Secrecy.SECRET, Secrecy.CONFIDENTIAL, Secrecy.TOP}


class Urgency(Word):
    """紧急程度."""

    ROUTINE = "平件"
    URGENT = "加急"
    EXTRA_URGENT = "特急"


class Level(Word):
    """层级 of a unit."""

    STATE = "国家"
    PROVINCE = "省"
    CITY = "市"
    COUNTY = "县"


class Role(Word):
    """What a unit has to do with a task or a paper."""

    LEAD = "lead", "牵头"
    SUPPORT = "support", "配合"
    RESPONSIBLE = "responsible", "责任单位"


class Stance(Word):
    """What a return says as a whole. 未反馈 and 视为无意见 are states of a request, not stances."""

    OPINIONS = "opinions", "有意见"
    NO_COMMENT = "no_comment", "无意见"
    AGREE_WITH_OPINIONS = "agree_with_opinions", "同意并提出建议"
    OTHER_DOCUMENT = "other_document", "非本件"
    UNUSABLE = "unusable", "无法使用"


class Kind(Word):
    """What an opinion asks for."""

    REPLACE = "replace", "修改"
    DELETE = "delete", "删除"
    INSERT = "insert", "增加"
    MERGE = "merge", "合并"
    DUTY = "duty", "责任分工"
    GENERAL = "general", "综合意见"


class How(Word):
    """How an opinion reached us."""

    FORM = "form", "意见反馈表"
    PROSE = "prose", "来函"
    REVISION = "revision", "修订"
    COMMENT = "comment", "批注"
    EDITED = "edited", "直接改稿"
    SHEET = "sheet", "表格"
    BODY = "body", "邮件正文"


class Relation(Word):
    """How opinions on one place stand to each other."""

    SAME = "same", "相同"
    COMPATIBLE = "compatible", "并存"
    CONFLICT = "conflict", "冲突"


class Disposition(Word):
    """处理意见 on an opinion. All but 采纳 need a reason."""

    ACCEPTED = "accepted", "采纳"
    PARTLY = "partly", "部分采纳"
    DECLINED = "declined", "不采纳"
    EXPLAINED = "explained", "解释说明"

    @property
    def needs_reason(self) -> bool:
        """Whether a reason must stand beside it."""
        return self is not Disposition.ACCEPTED

    @property
    def is_taken(self) -> bool:
        """Whether the draft takes the opinion over, in whole or in part."""
        return self is Disposition.ACCEPTED or self is Disposition.PARTLY
