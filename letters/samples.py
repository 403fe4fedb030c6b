"""An example of every kind of letter, of made-up places and people, for previews and for tests of the layout."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from letters.bound import Bound
from letters.composing import ReplyOpinion
from letters.composing_notes import Fault, Outcome
from letters.composing_official import OpenDispute, Settled
from letters.seal_picture import Seal

_OFFICE: Final = "云泽市人民政府办公室"
_SUBJECT: Final = "公共数据资源开发利用三年行动方案（征求意见稿）"
_DAY: Final = date(2026, 3, 6)
_LETTERHEAD: Final = {"mark": _OFFICE, "signature": _OFFICE, "dated": _DAY}
_CONTACT: Final = {"contact": "李明", "phone": "0999-1234567"}
_TALLY: Final = {
    "total": 6,
    "accepted": 3,
    "partly": 1,
    "declined": 1,
    "explained": 1,
    "answered": ("云泽市教育局", "云泽市公安局"),
    "no_comment": ("云泽市水利局",),
    "deemed": ("云泽市财政局",),
}
_DISPUTES: Final = (
    OpenDispute(
        "三/（一）/1", "云泽市教育局建议删除，理由是已有规定；云泽市公安局建议保留，理由是确有需要", "建议保留"
    ),
)

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
    "solicitation_again": {
        **_LETTERHEAD,
        **_CONTACT,
        "number": "云政办函〔2026〕9号",
        "urgency": "加急",
        "secrecy": "",
        "addressee": "云泽市教育局",
        "subject": _SUBJECT,
        "draft_version": 2,
        "asked_before": True,
        "clauses": ("三/（一）/1", "四/11"),
        "due_text": "2026年3月20日17时30分前",
        "silence_is_consent": True,
        "email": "office@yunze.example",
        "attachments": (f"{_SUBJECT}（第2稿）", "修改对照稿", "意见反馈表"),
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
        **_TALLY,
        "waived": ("云泽市统计局",),
        "disputes": (("三/（一）/1", "云泽市教育局建议删除，理由是已有规定；云泽市公安局建议保留，理由是确有需要"),),
    },
    "return_note": {
        **_LETTERHEAD,
        **_CONTACT,
        "number": "云政办函〔2026〕12号",
        "addressee": "朔原自治区数据局",
        "title": f"关于征求《{_SUBJECT}》意见的函",
        "document_number": "朔数函〔2026〕17号",
        "received": date(2026, 3, 5),
        "faults": (
            Fault("来文所列附件“任务分工表”未见", "条例第24条", "请补送所列附件"),
            Fault("来文未写明反馈期限", "国办函〔2009〕15号", "请写明反馈期限"),
        ),
    },
    "outcome_notice": {
        **_LETTERHEAD,
        **_CONTACT,
        "number": "",
        "addressee": "云泽市教育局",
        "subject": _SUBJECT,
        "outcomes": (
            Outcome("三/（一）/1", "将“每年”修改为“每半年”", "采纳"),
            Outcome(
                "三/（二）/6",
                "删除“逐系统”，理由是基层没有相应条件，难以落实",
                "不采纳",
                "与上级部署要求不一致，已在实施步骤中放宽时限",
            ),
            Outcome("", "建议进一步精简篇幅", "部分采纳", "已删去重复表述，任务部分须与上级文件对应"),
        ),
        "seal": Seal(),
    },
    "notice": {
        **_LETTERHEAD,
        **_CONTACT,
        "number": "云政办发〔2026〕9号",
        "urgency": "加急",
        "addressees": ("云泽市教育局", "云泽市公安局"),
        "subject": _SUBJECT,
        "meeting_time": "2026年3月20日9时",
        "place": "市政府二楼第三会议室",
        "disputes": _DISPUTES,
        "copies": "市委办公室，市人大常委会办公室",
        "printer": _OFFICE,
        "seal": Seal(),
    },
    "request": {
        **_LETTERHEAD,
        **_CONTACT,
        "number": "云政办发〔2026〕10号",
        "signers": ("王一",),
        "addressee": "云泽市人民政府",
        "subject": _SUBJECT,
        "disputes": _DISPUTES,
        "printer": _OFFICE,
        "seal": Seal(),
    },
    "report": {
        **_LETTERHEAD,
        "number": "云政办发〔2026〕11号",
        "signers": ("王一", "李二三"),
        "addressee": "云泽市人民政府",
        "subject": _SUBJECT,
        **_TALLY,
        "disputes": _DISPUTES,
        "attachments": (
            Bound("工作情况说明", "一、组织情况\n征求意见工作于3月13日完成。"),
            Bound(
                "各单位意见处理情况表",
                "| 序号 | 单位 | 意见 | 处理意见 | 理由 |\n"
                "| 1 | 云泽市教育局 | 将“每年”修改为“每半年” | 采纳 | |\n"
                "| 2 | 云泽市公安局 | 删除“逐系统” | 不采纳 | 与上级要求不一致 |",
                is_wide=True,
            ),
        ),
        "printer": _OFFICE,
        "seal": Seal(),
    },
    "joint_notice": {
        "marks": ("云泽市数据局", "云泽市教育局", "云泽市发展和改革委员会"),
        "signatures": ("云泽市数据局", "云泽市教育局", "云泽市发展和改革委员会"),
        "number": "云数联发〔2026〕3号",
        "addressee": "各区、县人民政府，市政府各部门",
        "subject": "公共数据资源开发利用三年行动方案",
        "approved_by": "云泽市人民政府",
        "text": "一、总体要求\n坚持依法依规、安全可控。\n（一）主要目标。到2028年，公共数据资源开发利用体系基本建成。",
        "dated": _DAY,
        "copies": "市委办公室",
        "printer": "云泽市数据局办公室",
        "seals": (Seal(), Seal(), Seal()),
    },
    "minutes": {
        "mark": "云泽市人民政府专题会议",
        "number": "〔2026〕3号",
        "subject": _SUBJECT,
        "meeting_time": "2026年3月20日",
        "place": "市政府二楼第三会议室",
        "host": "市政府副秘书长李二",
        "settled": (
            Settled("三/（一）/1", "会议同意保留，表述由云泽市数据局修改完善"),
            Settled("", "会议要求有关单位于3月25日前书面确认"),
        ),
        "attended": ("云泽市教育局张三、李四", "云泽市公安局王五"),
        "excused": ("云泽市财政局陈一",),
        "observed": ("云泽市司法局卫二",),
        "dated": date(2026, 3, 21),
        "copies": "云泽市教育局，云泽市公安局",
        "printer": _OFFICE,
    },
}
"""The values of each kind's composer (`letters.recipes.COMPOSERS`)."""
