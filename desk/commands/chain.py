"""The stages as commands. With `huiban up` running they are Prefect runs; else the work is done directly."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk.commands import writing
from desk.commands.terms import Number
from desk.stages import run_stage

Unit = Annotated[str, typer.Argument(metavar="单位", help="全称或简称", show_default=False)]
Reason = Annotated[str, typer.Option("--reason", help="理由", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands in the order of the procedure."""
    panel = "办理程序"
    app.command(rich_help_panel=panel)(receive)
    app.command(rich_help_panel=panel)(supply)
    app.command("return-note", rich_help_panel=panel)(return_note)
    app.command(rich_help_panel=panel)(propose)
    app.command(rich_help_panel=panel)(endorse)
    app.command(rich_help_panel=panel)(solicit)
    app.command("solicit-again", rich_help_panel=panel)(solicit_again)
    app.command(rich_help_panel=panel)(remind)
    app.command(rich_help_panel=panel)(collect)
    app.command("hand-in", rich_help_panel=panel)(hand_in)
    app.command(rich_help_panel=panel)(merge)
    app.command(rich_help_panel=panel)(opinions)
    app.command(rich_help_panel=panel)(decide)
    app.command(rich_help_panel=panel)(revise)
    app.command(rich_help_panel=panel)(disputes)
    app.add_typer(writing.group(), name="write", rich_help_panel=panel)
    app.command(rich_help_panel=panel)(conclude)
    app.command("tell-outcomes", rich_help_panel=panel)(tell_outcomes)
    app.command(rich_help_panel=panel)(status)
    app.command(rich_help_panel=panel)(deliver)
    app.command(rich_help_panel=panel)(extend)
    app.command(rich_help_panel=panel)(waive)
    app.command(rich_help_panel=panel)(void)


def receive(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="文件", help="来文、征求意见稿和附件，或装有它们的压缩包、邮件", show_default=False),
    ],
) -> None:
    """收文：登记来文并初审。涉密件只登记、不收存。"""
    run_stage("receive", files=[path.absolute() for path in files])


def supply(
    number: Number,
    draft: Annotated[Path, typer.Argument(metavar="征求意见稿", help="单独成件的征求意见稿", show_default=False)],
) -> None:
    """补交征求意见稿：来函与征求意见稿在同一文件中、或收文时未到的，发函之前补交。"""
    run_stage("supply", number=number, draft=draft.absolute())


def return_note(
    number: Number,
    fault: Annotated[
        list[int] | None,
        typer.Option("--fault", help="初审发现的第几处，可多次；省略则为全部", show_default=False),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="初审没有列出的问题", show_default=False)] = "",
) -> None:
    """退文告知：来文不合要求的，拟写退文告知函，写明问题和补正要求。"""
    run_stage("return_note", number=number, faults=tuple(fault or ()), reason=reason)


def propose(
    number: Number,
    lead: Annotated[str | None, typer.Option("--lead", help="改定牵头单位", show_default=False)] = None,
    add: Annotated[
        list[str] | None, typer.Option("--add", help="增加征求意见的单位，可多次", show_default=False)
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", help="去掉征求意见的单位，可多次", show_default=False)
    ] = None,
) -> None:
    """拟办：拟定牵头单位、征求意见单位、内部期限，写入收文阅办单。"""
    run_stage("propose", number=number, lead=lead, add=tuple(add or ()), drop=tuple(drop or ()))


def endorse(
    number: Number,
    by: Annotated[str, typer.Option("--by", help="批示人", show_default=False)],
    text: Annotated[str, typer.Option("--text", help="批示内容")] = "同意。",
    title: Annotated[str, typer.Option("--as", help="职务", show_default=False)] = "",
) -> None:
    """批示：把领导的批示记入收文阅办单。"""
    run_stage("endorse", number=number, leader=by, words=text, title=title)


def solicit(
    number: Number,
    hold: Annotated[bool, typer.Option("--hold", help="只拟函，暂不发出")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="拟办为转办或阅知的，仍征求意见")] = False,
) -> None:
    """征求意见：向各单位发函，一单位一函一期限。"""
    run_stage("solicit", number=number, hold=hold, anyway=anyway)


def solicit_again(
    number: Number,
    draft: Annotated[Path, typer.Argument(metavar="修改后的征求意见稿", show_default=False)],
    until: Annotated[
        str, typer.Option("--until", help="期限，如 3个工作日内；省略则为原内部期限", show_default=False)
    ] = "",
    also: Annotated[
        list[str] | None, typer.Option("--also", help="修改没有涉及、也要征求的单位，可多次", show_default=False)
    ] = None,
    hold: Annotated[bool, typer.Option("--hold", help="只拟函，暂不发出")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="与前一稿大部分不同，核对无误的，仍征求意见")] = False,
    issuer_until: Annotated[
        str, typer.Option("--issuer-until", help="来文单位改定的报送时间，如 3月30日前", show_default=False)
    ] = "",
) -> None:
    """再次征求意见：稿子改了，只征求修改所涉及的单位，其余单位的反馈沿用。"""
    run_stage(
        "solicit_again",
        number=number,
        draft=draft.absolute(),
        until=until,
        also=tuple(also or ()),
        hold=hold,
        anyway=anyway,
        issuer_until=issuer_until,
    )


def remind(dry_run: Annotated[bool, typer.Option("--dry-run", help="只列催办时间表，不发送")] = False) -> None:
    """催办：按梯次催办未反馈的单位。"""
    run_stage("remind", dry_run=dry_run)


def collect() -> None:
    """反馈：收取来信，对应单位，读取意见。"""
    run_stage("collect")


def hand_in(
    number: Number,
    unit: Unit,
    files: Annotated[list[Path] | None, typer.Argument(metavar="[文件…]", help="反馈文件", show_default=False)] = None,
    text: Annotated[str, typer.Option("--text", help="反馈内容，如“无意见”", show_default=False)] = "",
) -> None:
    """登记由OA、纸质或专人送来的反馈。"""
    run_stage("hand_in", number=number, unit=unit, files=tuple(path.absolute() for path in files or ()), words=text)


def merge(number: Number) -> None:
    """汇总：按条款形成汇总表和合并稿。"""
    run_stage("merge", number=number)


def opinions(number: Number) -> None:
    """列出一件收文的全部修改意见及处理意见。"""
    from desk.output import tell
    from flows.office import Office
    from flows.work.deciding import list_opinions

    tell(list_opinions(Office.from_settings(), number))


def decide(
    number: Number,
    by: Annotated[str, typer.Option("--by", help="处理人", show_default=False)],
    decision: Annotated[
        str, typer.Option("--as", help="采纳、部分采纳、不采纳、解释说明；用 --sheet 时不写", show_default=False)
    ] = "",
    opinion: Annotated[
        list[str] | None, typer.Option("--opinion", help="意见编号，可多次；省略则为全部未处理的", show_default=False)
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="理由；除采纳外必填", show_default=False)] = "",
    text: Annotated[str, typer.Option("--text", help="部分采纳后的文字", show_default=False)] = "",
    sheet: Annotated[
        Path | None, typer.Option("--sheet", help="填好处理意见的汇总表.xlsx，一次读回", show_default=False)
    ] = None,
) -> None:
    """对意见作出处理：采纳、部分采纳、不采纳或解释说明；或读回填好的汇总表。"""
    from registry.words import Disposition

    if sheet is not None:
        if decision or opinion or reason or text:
            raise typer.BadParameter("读回汇总表时不写 --as、--opinion、--reason、--text", param_hint="--sheet")
        run_stage("decide_by_sheet", number=number, sheet=sheet.absolute(), decided_by=by)
        return
    chosen = {word.label: word for word in Disposition}.get(decision)
    if chosen is None:
        raise typer.BadParameter("须为采纳、部分采纳、不采纳或解释说明", param_hint="--as")
    run_stage(
        "decide",
        number=number,
        decision=chosen,
        decided_by=by,
        keys=tuple(opinion or ()),
        reason=reason,
        text=text,
    )


def revise(number: Number) -> None:
    """修改稿：把采纳的意见写入征求意见稿，成花脸稿和清稿。"""
    run_stage("revise", number=number)


def disputes(
    number: Number,
    add: Annotated[
        str, typer.Option("--add", help="把一条不采纳、单位仍坚持的意见立为分歧，写意见编号", show_default=False)
    ] = "",
) -> None:
    """列出一件收文的分歧、各方理由和协调结果；或把不采纳的意见立为分歧。"""
    if add:
        run_stage("raise_dispute", number=number, key=add)
        return
    from desk.output import tell
    from flows.office import Office
    from flows.work.coordinating import list_disputes

    tell(list_disputes(Office.from_settings(), number))


def conclude(
    number: Number,
    reply_sent: Annotated[str, typer.Option("--reply-sent", help="复函线下报送的方式", show_default=False)] = "",
) -> None:
    """办结：报送复函，归档，办结。"""
    run_stage("conclude", number=number, reply_sent=reply_sent)


def tell_outcomes(
    number: Number,
    unit: Annotated[
        list[str] | None, typer.Option("--unit", help="只发给这个单位，可多次；省略则为全部", show_default=False)
    ] = None,
) -> None:
    """采纳情况反馈：办结后，把意见的处理情况发给提出意见的单位。"""
    run_stage("tell_outcomes", number=number, units=tuple(unit or ()))


def status(
    number: Annotated[str | None, typer.Argument(metavar="[收文编号]", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """查看台账，或一件收文各单位的办理情况。"""
    from dataclasses import asdict

    from desk.output import tell, tell_json
    from flows.office import Office
    from flows.work.status import status as look

    report = look(Office.from_settings(), number)
    if as_json:
        tell_json({name: value for name, value in asdict(report).items() if name != "short"})
    else:
        tell(report)


def deliver(
    number: Number,
    unit: Unit,
    by: Annotated[str, typer.Option("--by", help="送达方式，如 OA、专人送达", show_default=False)],
) -> None:
    """登记征求意见函已线下送达。"""
    run_stage("deliver", number=number, unit=unit, by=by)


def extend(
    number: Number,
    unit: Unit,
    to: Annotated[str, typer.Option("--to", help="延至，如“3月13日下班前”", show_default=False)],
    reason: Reason,
    agreed_by: Annotated[str, typer.Option("--agreed-by", help="同意人", show_default=False)],
) -> None:
    """延期：给一个单位单独延期，须在期限前提出。"""
    run_stage("extend", number=number, unit=unit, to=to, reason=reason, agreed_by=agreed_by)


def waive(number: Number, unit: Unit, reason: Reason) -> None:
    """免予反馈：写明理由后，该单位不再等待。"""
    run_stage("waive", number=number, unit=unit, reason=reason)


def void(number: Number, reason: Reason) -> None:
    """作废一件收文；编号保留，不再使用。"""
    run_stage("void", number=number, reason=reason)
