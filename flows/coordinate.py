"""拟文: the stages that write what a matter needs beside its letters: 会议通知, 纪要, 请示, 报告, 联合通知."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import RegisterNumber, show, work
from flows.work import coordinating, issuing
from flows.work.coordinating import Meeting
from flows.work.files import name_of, read_file
from flows.work.writing import Wanted, upward

Line = Annotated[str, Field(min_length=1, max_length=500)]
Key = Annotated[str, Field(title="意见编号", min_length=1, max_length=40)]
Time = Annotated[str, Field(title="会议时间", description="如 2026年3月20日9时", min_length=1, max_length=60)]
Place = Annotated[str, Field(title="会议地点", max_length=100)]
Host = Annotated[str, Field(title="主持人", description="连同职务", min_length=1, max_length=60)]
Units = Annotated[tuple[Line, ...], Field(title="另请参加的单位", max_length=60)]
Settled = Annotated[
    tuple[Line, ...], Field(title="议定事项", description="如 1=会议同意保留，序号见 huiban disputes", min_length=1)
]
People = Annotated[tuple[Line, ...], Field(title="出席", description="单位和姓名，一个单位一条", min_length=1)]
Others = Annotated[tuple[Line, ...], Field(title="请假、列席", max_length=60)]
Copies = Annotated[tuple[Line, ...], Field(title="抄送", max_length=60)]
Issue = Annotated[str, Field(title="纪要编号", description="如 第3期", max_length=40)]
Above = Annotated[str, Field(title="主送机关", min_length=1, max_length=200)]
Signers = Annotated[tuple[Line, ...], Field(title="签发人", min_length=1, max_length=12)]
Leanings = Annotated[tuple[Line, ...], Field(title="本单位意见", description="如 1=建议保留", max_length=500)]
Agency = Annotated[str, Field(title="机关代字", description="空则用本单位设置的", max_length=20)]
StampTitle = Annotated[str, Field(title="签名章职务", description="加盖签名章的填写，如 市长", max_length=40)]
StampPicture = Annotated[Path | None, Field(title="签名章图片", description="空则留出位置")]
Text = Annotated[Path, Field(title="印发的正文", description="文件的路径")]
Partners = Annotated[tuple[Line, ...], Field(title="联合行文单位", min_length=1, max_length=11)]
ApprovedBy = Annotated[str, Field(title="批准机关", max_length=60)]


@flow(name="立为分歧", flow_run_name="立为分歧 {number}")
def raise_dispute(number: RegisterNumber, key: Key) -> Report:
    """把单位坚持、本单位不采纳的意见立为分歧，以便协调或上报。"""
    return show(_raise_dispute(number, key))


@work("立为分歧")
def _raise_dispute(number: str, key: str) -> Report:
    return coordinating.raise_dispute(Office.from_settings(), number, key)


@flow(name="会议通知", flow_run_name="会议通知 {number}")
def call_meeting(
    number: RegisterNumber, time: Time, place: Place = "", attend: Units = (), copies: Copies = (), agency: Agency = ""
) -> Report:
    """通知有分歧的单位开会协调；另请参加的单位可加写。"""
    return show(_call_meeting(number, Meeting(time, place), Wanted(copies=copies, agency=agency), attend))


@work("拟写会议通知")
def _call_meeting(number: str, meeting: Meeting, wanted: Wanted, attend: tuple[str, ...]) -> Report:
    return coordinating.call_meeting(Office.from_settings(), number, meeting, wanted, attend)


@flow(name="会议纪要", flow_run_name="会议纪要 {number}")
def write_minutes(
    number: RegisterNumber,
    time: Time,
    host: Host,
    settled: Settled,
    attended: People,
    place: Place = "",
    excused: Others = (),
    observed: Others = (),
    copies: Copies = (),
    issue: Issue = "",
) -> Report:
    """写会议纪要，并把议定事项记入各处分歧的协调结果。"""
    return show(_write_minutes(number, Meeting(time, place, host), settled, attended, excused, observed, copies, issue))


@work("拟写会议纪要")
def _write_minutes(
    number: str,
    meeting: Meeting,
    settled: tuple[str, ...],
    attended: tuple[str, ...],
    excused: tuple[str, ...],
    observed: tuple[str, ...],
    copies: tuple[str, ...],
    issue: str,
) -> Report:
    office = Office.from_settings()
    return coordinating.write_minutes(office, number, meeting, settled, attended, excused, observed, copies, issue)


@flow(name="请示", flow_run_name="请示 {number}")
def ask_above(
    number: RegisterNumber,
    to: Above,
    signers: Signers,
    leanings: Leanings = (),
    copies: Copies = (),
    agency: Agency = "",
    stamp_title: StampTitle = "",
    stamp: StampPicture = None,
) -> Report:
    """就未协调一致的分歧向上级机关请示，列明各方理由和本单位意见。"""
    return show(_ask_above(number, upward(to, signers, copies, agency, stamp_title, stamp), leanings))


@work("拟写请示")
def _ask_above(number: str, wanted: Wanted, leanings: tuple[str, ...]) -> Report:
    return coordinating.ask_above(Office.from_settings(), number, wanted, leanings)


@flow(name="报告", flow_run_name="报告 {number}")
def report_above(
    number: RegisterNumber,
    to: Above,
    signers: Signers,
    copies: Copies = (),
    agency: Agency = "",
    stamp_title: StampTitle = "",
    stamp: StampPicture = None,
) -> Report:
    """向上级机关报告征求意见情况；未反馈的单位与书面无意见的分列。"""
    return show(_report_above(number, upward(to, signers, copies, agency, stamp_title, stamp)))


@work("拟写报告")
def _report_above(number: str, wanted: Wanted) -> Report:
    return issuing.report_above(Office.from_settings(), number, wanted)


@flow(name="联合通知", flow_run_name="联合通知 {number}")
def issue_jointly(
    number: RegisterNumber,
    text: Text,
    to: Above,
    partners: Partners,
    approved_by: ApprovedBy = "",
    copies: Copies = (),
    agency: Agency = "",
) -> Report:
    """与其他单位联合印发征求意见后的定稿，正文作为附件。"""
    return show(_issue_jointly(number, text, Wanted(addressee=to, copies=copies, agency=agency), partners, approved_by))


@work("拟写联合通知")
def _issue_jointly(number: str, text: Path, wanted: Wanted, partners: tuple[str, ...], approved_by: str) -> Report:
    office = Office.from_settings()
    return issuing.issue_jointly(office, number, name_of(text), read_file(text), wanted, partners, approved_by)
