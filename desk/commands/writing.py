"""Commands that write what a matter needs beside its letters 拟文: for a dispute, upward, jointly."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk.commands.groups import DeskGroup
from desk.commands.terms import Number
from desk.stages import run_stage

Time = Annotated[str, typer.Option("--time", help="会议时间，如“2026年3月20日9时”", show_default=False)]
Place = Annotated[str, typer.Option("--place", help="会议地点", show_default=False)]
To = Annotated[str, typer.Option("--to", help="主送机关", show_default=False)]
Signers = Annotated[list[str], typer.Option("--signer", help="签发人，可多次", show_default=False)]
Copies = Annotated[list[str] | None, typer.Option("--copy", help="抄送或分送的单位，可多次", show_default=False)]
Agency = Annotated[str, typer.Option("--agency", help="机关代字；不写则用本单位设置的", show_default=False)]
StampTitle = Annotated[
    str, typer.Option("--stamp-title", help="加盖签名章的，写签发人职务，如“市长”", show_default=False)
]
StampPicture = Annotated[Path | None, typer.Option("--stamp", help="签名章图片；不给则留出位置", show_default=False)]


def group() -> typer.Typer:
    """Give the group of commands."""
    commands = DeskGroup(help="拟文：会议通知、纪要、请示、报告、联合通知")
    commands.command("notice")(notice)
    commands.command("minutes")(minutes)
    commands.command("request")(request)
    commands.command("report")(report)
    commands.command("joint")(joint)
    return commands


def notice(
    number: Number,
    time: Time,
    place: Place = "",
    attend: Annotated[
        list[str] | None, typer.Option("--attend", help="另请参加的单位，可多次", show_default=False)
    ] = None,
    copy: Copies = None,
    agency: Agency = "",
) -> None:
    """会议通知：请有分歧的单位开会协调。"""
    run_stage(
        "call_meeting",
        number=number,
        time=time,
        place=place,
        attend=tuple(attend or ()),
        copies=tuple(copy or ()),
        agency=agency,
    )


def minutes(
    number: Number,
    time: Time,
    host: Annotated[str, typer.Option("--host", help="主持人，连同职务", show_default=False)],
    settled: Annotated[
        list[str],
        typer.Option(
            "--settled", help="议定事项，如“1=会议同意保留”，序号见 huiban disputes，可多次", show_default=False
        ),
    ],
    attended: Annotated[
        list[str], typer.Option("--attended", help="出席的单位和姓名，一个单位一条，可多次", show_default=False)
    ],
    place: Place = "",
    excused: Annotated[list[str] | None, typer.Option("--excused", help="请假，可多次", show_default=False)] = None,
    observed: Annotated[list[str] | None, typer.Option("--observed", help="列席，可多次", show_default=False)] = None,
    copy: Copies = None,
    issue: Annotated[str, typer.Option("--issue", help="纪要编号，如“第3期”", show_default=False)] = "",
) -> None:
    """会议纪要：写明议定事项，并记为各处分歧的协调结果。"""
    run_stage(
        "write_minutes",
        number=number,
        time=time,
        host=host,
        settled=tuple(settled),
        attended=tuple(attended),
        place=place,
        excused=tuple(excused or ()),
        observed=tuple(observed or ()),
        copies=tuple(copy or ()),
        issue=issue,
    )


def request(
    number: Number,
    to: To,
    signer: Signers,
    leaning: Annotated[
        list[str] | None,
        typer.Option("--leaning", help="本单位对一处分歧的意见，如“1=建议保留”，可多次", show_default=False),
    ] = None,
    copy: Copies = None,
    agency: Agency = "",
    stamp_title: StampTitle = "",
    stamp: StampPicture = None,
) -> None:
    """请示：没有协调一致的分歧，请上级裁定。"""
    run_stage(
        "ask_above",
        number=number,
        to=to,
        signers=tuple(signer),
        leanings=tuple(leaning or ()),
        copies=tuple(copy or ()),
        agency=agency,
        stamp_title=stamp_title,
        stamp=stamp.absolute() if stamp else None,
    )


def report(
    number: Number,
    to: To,
    signer: Signers,
    copy: Copies = None,
    agency: Agency = "",
    stamp_title: StampTitle = "",
    stamp: StampPicture = None,
) -> None:
    """报告：向上级报告征求意见的情况。"""
    run_stage(
        "report_above",
        number=number,
        to=to,
        signers=tuple(signer),
        copies=tuple(copy or ()),
        agency=agency,
        stamp_title=stamp_title,
        stamp=stamp.absolute() if stamp else None,
    )


def joint(
    number: Number,
    text: Annotated[Path, typer.Argument(metavar="正文", help="印发的定稿", show_default=False)],
    to: To,
    partners: Annotated[list[str], typer.Option("--with", help="联合行文的单位，可多次", show_default=False)],
    approved_by: Annotated[str, typer.Option("--approved-by", help="批准印发的机关", show_default=False)] = "",
    copy: Copies = None,
    agency: Agency = "",
) -> None:
    """联合通知：与其他单位联合印发定稿，正文作为附件。"""
    run_stage(
        "issue_jointly",
        number=number,
        text=text.absolute(),
        to=to,
        partners=tuple(partners),
        approved_by=approved_by,
        copies=tuple(copy or ()),
        agency=agency,
    )
