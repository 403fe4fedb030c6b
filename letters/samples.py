"""An example of every kind of letter, of made-up places and people, for previews and for tests of the layout."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from letters.composing import ReplyOpinion

_OFFICE: Final = "云泽市人民政府办公室"
_SUBJECT: Final = "公共数据资源开发利用三年行动方案（征求意见稿）"
_DAY: Final = date(2026, 3, 6)
_LETTERHEAD: Final = {"mark": _OFFICE, "signature": _OFFICE, "dated": _DAY}
_CONTACT: Final = {"contact": "李明", "phone": "0999-1234567"}

SAMPLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "solicitation": {
        **_LETTERHEAD,
        **_CONTACT,
        "number": "云政办函〔2026〕7号",
        "urgency": "加急",
        "secrecy": "",
        "addressee": "云泽市教育局",
        "subject": _SUBJECT,
        "origin": "朔原自治区数据局",
        "origin_number": "朔数函〔2026〕17号",
        "lead": "云泽市数据局",
        "clauses": ("三/（一）/1", "三/（二）/6", "四/11"),
        "due_text": "2026年3月13日17时30分前",
        "silence_is_consent": True,
        "email": "office@yunze.example",
        "attachments": (_SUBJECT, "意见反馈表"),
    },
    "reminder": {
        **_LETTERHEAD,
        **_CONTACT,
        "number": "",
        "addressee": "云泽市公安局",
        "subject": _SUBJECT,
        "sent_on": date(2026, 3, 2),
        "due_text": "2026年3月5日17时30分前",
        "is_overdue": True,
    },
    "reply": {
        **_LETTERHEAD,
        "number": "云政办函〔2026〕8号",
        "addressee": "朔原自治区数据局",
        "subject": _SUBJECT,
        "origin_number": "朔数函〔2026〕17号",
        "opinions": (
            ReplyOpinion("三/（一）/1", "将“每年”修改为“每半年”", "与上级要求一致"),
            ReplyOpinion("三/（一）/1", "删除“逐系统”"),
            ReplyOpinion("", "建议进一步精简篇幅"),
        ),
    },
    "explanation": {
        "subject": _SUBJECT,
        "total": 6,
        "accepted": 3,
        "partly": 1,
        "declined": 1,
        "explained": 1,
        "answered": ("云泽市教育局", "云泽市公安局"),
        "no_comment": ("云泽市水利局",),
        "deemed": ("云泽市财政局",),
        "waived": ("云泽市统计局",),
        "disputes": (("三/（一）/1", "云泽市教育局：删除（已有规定）；云泽市公安局：保留（确有需要）"),),
    },
}
"""The values of each kind's composer (`letters.recipes.COMPOSERS`)."""
