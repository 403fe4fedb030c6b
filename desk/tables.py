"""The standalone commands' answers for people: the same values as the JSON, as tables in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desk.output import tell
from flows.report import Report
from letters.clause_names import clause_name
from registry.words import How, Kind, Relation, Role, Stance

_FACTS = {
    "genre": "文种", "title": "标题", "issuers": "来文单位", "document_number": "文号", "addressees": "主送",
    "issued_on": "成文日期", "secrecy": "密级", "urgency": "紧急程度", "subject": "征求意见稿", "contacts": "联系人",
    "phones": "电话", "faxes": "传真", "emails": "邮箱", "postal_address": "地址", "attachments": "附件",
    "copies": "抄送",
}  # fmt: skip
_CHANNELS = {
    "email": "电子邮件", "fax": "传真", "oa": "办公系统", "paper": "纸质件", "web": "网上填报", "phone": "电话",
    "confidential_mail": "机要",
}  # fmt: skip
_DEMANDS = {
    "reply_required": "无意见也须反馈",
    "silence_is_consent": "逾期视为无意见",
    "seal_required": "须加盖公章",
    "electronic_copy_required": "须报电子版",
}


def show_facts(entries: Sequence[dict[str, Any]]) -> None:
    """Show what each file says."""
    for entry in entries:
        if entry["error"]:
            tell(Report(entry["file"], entry["error"]))
            continue
        rows = [
            *_fact_rows(entry),
            *(("差错", f"{clause_name(row['where'])}：{_finding(row)}") for row in entry["findings"]),
        ]
        said = "征求意见的来文" if entry["is_solicitation"] else "不是征求意见的来文"
        tell(Report(entry["file"], said, ("要素", "内容"), tuple(rows)))


def _fact_rows(entry: dict[str, Any]) -> list[tuple[str, str]]:
    rows = [(label, _words(entry[key])) for key, label in _FACTS.items() if entry[key]]
    if entry["channels"]:
        rows.append(("反馈渠道", "、".join(_CHANNELS[way] for way in entry["channels"])))
    if entry["deadline"]:
        rows.append(("期限", f"{entry['deadline']['text']}（{entry['deadline']['on'] or '须按收到之日推算'}）"))
    demands = [words for key, words in _DEMANDS.items() if entry[key]]
    return [*rows, ("反馈要求", "；".join(demands))] if demands else rows


def _finding(row: dict[str, str]) -> str:
    return f"{row['message']}。建议：{row['suggestion']}" if row["suggestion"] else row["message"]


def show_outline(answer: dict[str, Any]) -> None:
    """Show a draft's clauses with their duties."""
    rows = [
        (
            clause["path"],
            (clause["heading"] or clause["text"])[:40],
            "；".join(f"{Role(duty['role']).label}：{'、'.join(duty['units'])}" for duty in clause["duties"]),
        )
        for clause in answer["clauses"]
    ]
    rows += [(f"差错 {clause_name(row['where'])}", _finding(row), "") for row in answer["findings"]]
    said = f"{answer['title'] or '（无标题）'}：{len(answer['clauses'])}条，体例 {answer['style']}"
    tell(Report("条款", said, ("条款", "内容", "责任"), tuple(rows)))


def show_route(answer: dict[str, Any]) -> None:
    """Show who is asked and why."""
    rows = [("牵头", answer["lead"]["unit"], answer["lead"]["reason"])] if answer["lead"] else []
    rows += [("征求", row["unit"], row["reason"]) for row in answer["addressees"]]
    rows += [("不发", row["unit"], row["reason"]) for row in answer["left_out"]]
    rows += [("待核", row["as_written"], f"可能是：{'、'.join(row['candidates'])}") for row in answer["unknown"]]
    rows += [("提醒", "", warning) for warning in answer["warnings"]]
    inner = answer["inner_deadline"]
    said = f"征求{len(answer['addressees'])}个单位，内部期限{inner['at'][:16].replace('T', ' ')}（{inner['reason']}）"
    tell(Report("去向", said, ("类别", "单位", "理由"), tuple(rows)))


def show_due(answer: dict[str, Any]) -> None:
    """Show a due moment and how it came about."""
    last = answer["last_working_moment"][:16].replace("T", " ")
    working = "工作日" if answer["is_working_day"] else "休息日"
    said = f"{answer['at'][:16].replace('T', ' ')}（{working}）；此前最后一个工作时刻：{last}"
    tell(Report("期限", said, ("理由",), ((answer["why"],),)))


def show_returns(entries: Sequence[dict[str, Any]]) -> None:
    """Show what each return says."""
    for entry in entries:
        rows = tuple(
            (
                clause_name(opinion["clause"] or "") or "待定",
                Kind(opinion["kind"]).label,
                opinion["original"] or "",
                opinion["proposed"] or "",
                opinion["reason"] or "",
                How(opinion["how"]).label,
            )
            for opinion in entry["opinions"]
        )
        said = f"{entry['unit'] or '单位待认'}：{entry['error'] or Stance(entry['stance']).label}"
        tell(Report(entry["file"], said, ("条款", "类别", "原文", "修改为", "理由", "方式"), rows))


def show_merged(summary: dict[str, Any]) -> None:
    """Show how the opinions stand to each other, and where the papers lie."""
    rows = [
        (clause_name(row["at"] or "") or "综合或待定", str(len(row["opinions"])), Relation(row["relation"]).label)
        for row in summary["clusters"]
    ]
    rows += [("已搁置", row["file"], row["reason"]) for row in summary["set_aside"]]
    said = f"共{summary['opinions']}条意见；已写入：{'、'.join(summary['files'])}"
    tell(Report("汇总", said, ("条款", "意见数", "关系"), tuple(rows)))


def show_measured(entries: Sequence[dict[str, Any]]) -> None:
    """Show what is not as GB/T 9704 asks, what fails before what is only unusual."""
    for entry in entries:
        if entry["error"]:
            tell(Report(entry["file"], entry["error"]))
            continue
        ordered = sorted(entry["findings"], key=lambda row: not row["strength"].fails)
        rows = tuple((row["strength"].label, row["clause"], row["where"], row["message"]) for row in ordered)
        said = "；".join((entry["said"], *entry["notes"]))
        tell(Report(entry["file"], said, ("判定", "条款", "位置", "量得"), rows))


def _words(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
