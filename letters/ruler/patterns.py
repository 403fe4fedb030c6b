"""The words by which elements of a paper are told, as papers bear them, rightly or wrongly."""

from __future__ import annotations

import re
from typing import Final

from letters.unit_names import is_unit

_BRACKETS: Final = "〔\\[［(（【﹝〖《<"
NUMBER: Final = re.compile(
    rf"^(?P<code>[^\s，。：；{_BRACKETS}]{{1,24}})(?P<open>[{_BRACKETS}])(?P<year>\d{{2,4}})年?(?P<close>[〕\]］)）】﹞〗》>])(?P<rest>第?\d{{1,5}}号?)$"
)
BARE_NUMBER: Final = re.compile(
    r"^[^\s，。：；（）()\d]{2,16}\d{4}[-—年第]*\d{1,5}号$|^[（(]?(?:[〔\[][12]\d{3}[〕\]]|[12]\d{3}年)?第?\d{1,4}[号期][）)]?$"
)
SECRECY: Final = re.compile(r"^(?:绝密|机密|秘密|内部)(?:[★*☆].*|\d+年|长期)?$")
URGENCY: Final = re.compile(r"^(?:特急|加急|特提|平急|急件|紧急|特别紧急|平件)$")
COPY_NUMBER: Final = re.compile(r"^(?:№|No\.?|份号[：:]?|第)?\d{1,8}(?:份)?$", re.IGNORECASE)
SIGNER: Final = re.compile(r"^签发人[：:]?")
DATE: Final = re.compile(
    r"^(?:[12]\d{3}|[〇○零一二三四五六七八九十0Oo]{4}|\d{2})[年./-][\d一二三四五六七八九十元]{1,3}[月./-][\d一二三四五六七八九十]{1,3}[日号]?$"
)
WHOLE_DATE: Final = re.compile(r"^[12]\d{3}年\d{1,2}月\d{1,2}日$")
ATTACHMENTS: Final = re.compile(r"^附件(?:[：:]\S|\d*[：:]?\d[.．、]\S|\d[.．、：:]\S)")
ANNEX: Final = re.compile(r"^附件(?:\d{1,3}|[一二三四五六七八九十]{1,3})?[：:]?$")
COPIES: Final = re.compile(r"^(?:抄送|抄报|主送|分送|发送)(?:机关|单位)?[：:]")
PRINTED_DATE: Final = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日印发?$")
PAGE_NUMBER: Final = re.compile(r"^[—\-－–―─一·•]*第?\d{1,4}页?[—\-－–―─一·•]*(?:共\d+页)?$")
ATTENDANCE: Final = re.compile(r"^(?:出席|请假|列席|参加|参会|缺席|主持|记录)(?:人员|单位)?[：:]")
TITLE_END: Final = re.compile(
    "(?:决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要|方案|办法|规定|细则|计划|规划|要点|说明|总结|讲话|安排|制度|条例|规则|反馈表|汇总表|清单|名单)(?:[（(].{1,12}[）)])*$"
)
_TITLE_OF_SIGNER: Final = re.compile(
    "(?:[省市县区州盟旗镇乡部厅局司署院会社校所站处科台馆]长|检察长|秘书长|董事长|主任|书记|主席|总理|专员|总经理)(?:[\u4e00-\u9fff·]{2,4})?$"
)
LEVEL: Final = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,3}[.．、]|[（(]\d{1,3}[）)])"
)


def is_signers_title(text: str) -> bool:
    """Whether a signature is a signer's office (市长, 局长), its name behind it or not, and no agency's name."""
    return bool(_TITLE_OF_SIGNER.search(text)) and not is_unit(text)
