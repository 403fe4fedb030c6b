"""Commands of the house: opening an office, running it, its directory, its holding pen, its journal, its health."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk.commands import numbers, templates
from desk.commands.groups import DeskGroup

Unit = Annotated[str, typer.Argument(metavar="单位", help="全称或简称", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands and their groups."""
    panel = "办公室"
    app.command(rich_help_panel=panel)(init)
    app.command(rich_help_panel=panel)(up)
    app.command(rich_help_panel=panel)(demo)
    app.command(rich_help_panel=panel)(doctor)
    app.command(rich_help_panel=panel)(ledger)
    app.command(rich_help_panel=panel)(slip)
    app.add_typer(_units(), name="units", rich_help_panel=panel)
    app.add_typer(_calendar(), name="calendar", rich_help_panel=panel)
    app.add_typer(numbers.group(), name="numbers", rich_help_panel=panel)
    app.add_typer(templates.group(), name="templates", rich_help_panel=panel)
    app.add_typer(_pen(), name="pen", rich_help_panel=panel)
    app.add_typer(_journal(), name="journal", rich_help_panel=panel)


def init(
    folder: Annotated[Path, typer.Argument(metavar="办公目录", show_default=False)],
    name: Annotated[str, typer.Option("--name", help="本单位全称", show_default=False)],
    address: Annotated[str, typer.Option("--address", help="本单位收发信邮箱", show_default=False)],
) -> None:
    """新建办公目录，写好办公设置 office.toml。"""
    from desk.opening import open_office
    from desk.output import tell

    tell(open_office(folder, name, address))


def up() -> None:
    """运行会办：流程引擎、定时催办和收信、（未设邮箱时）内置邮局。"""
    from desk.output import note
    from flows.office import Office
    from flows.running import run_office

    run_office(Office.from_settings(), note)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="[目录]", help="演示目录")] = Path("demo-office"),
    keep: Annotated[bool, typer.Option("--keep", help="保留办公目录，可接着 huiban up")] = False,
) -> None:
    """演示：在一个目录里走完一次征求意见的全程。"""
    from desk.demo.play import play

    play(folder, keep=keep)


def doctor(
    mail: Annotated[bool, typer.Option("--mail", help="试登录邮箱，恢复暂停的发信")] = False,
) -> None:
    """检查：程序、数据库、字体、邮箱等是否就绪，有哪些事要人工处理。"""
    from desk.doctor import examine
    from desk.output import tell

    reports, is_well = examine(mail=mail)
    for report in reports:
        tell(report)
    if not is_well:
        raise typer.Exit(1)


def ledger() -> None:
    """写当日台账（xlsx）。"""
    from desk.stages import run_stage

    run_stage("ledger")


def slip(
    number: Annotated[str | None, typer.Argument(metavar="[收文编号]", show_default=False)] = None,
    overprint: Annotated[bool, typer.Option("--overprint", help="套打：只打印填写的内容，打在印好的阅办单上")] = False,
    blank: Annotated[bool, typer.Option("--blank", help="空白阅办单，供印制")] = False,
    calibrate: Annotated[bool, typer.Option("--calibrate", help="套打校准页，用来量打印机的偏移")] = False,
) -> None:
    """收文阅办单：整张、套打的内容、空白单和校准页。"""
    from desk.output import tell
    from flows.office import Office
    from flows.work import slips

    if blank + calibrate + (number is not None) != 1 or (overprint and number is None):
        raise typer.BadParameter(
            "请写收文编号（可加 --overprint），或只写 --blank、--calibrate 之一", param_hint="slip"
        )
    office = Office.from_settings()
    if number is not None:
        tell(slips.overprint_slip(office, number) if overprint else slips.whole_slip(office, number))
    else:
        tell(slips.blank_slip(office) if blank else slips.printer_test(office))


def _units() -> typer.Typer:
    group = DeskGroup(help="单位名录")

    @group.command("import")
    def import_units(
        sheet: Annotated[Path, typer.Argument(metavar="名录文件", help="xlsx 或 csv", show_default=False)],
    ) -> None:
        """导入单位名录；有一行不对则全部不导入。"""
        from desk.stages import run_stage

        run_stage("import_units", sheet=sheet.absolute())

    @group.command("list")
    def list_units() -> None:
        """列出单位名录。"""
        from desk.output import tell
        from flows.office import Office
        from flows.work import keeping

        tell(keeping.list_units(Office.from_settings()))

    return group


def _calendar() -> typer.Typer:
    group = DeskGroup(help="放假和调休安排")

    @group.command("import")
    def import_calendar(
        sheet: Annotated[
            Path, typer.Argument(metavar="安排", help="csv 或 xlsx：日期、安排、事由", show_default=False)
        ],
    ) -> None:
        """导入国务院年度通知和本单位的放假、调休安排。"""
        from desk.output import tell
        from flows.office import Office
        from flows.work import calendars
        from flows.work.files import name_of, read_file

        tell(calendars.import_calendar(Office.from_settings(), name_of(sheet), read_file(sheet)))

    @group.command("list")
    def list_calendar() -> None:
        """列出已导入的放假和调休安排。"""
        from desk.output import tell
        from flows.office import Office
        from flows.work import calendars

        tell(calendars.list_calendar(Office.from_settings()))

    return group


def _pen() -> typer.Typer:
    group = DeskGroup(help="待认领的来信")

    @group.command("list")
    def list_pen() -> None:
        """列出对不上单位的来信及其可能的单位。"""
        from desk.output import tell
        from flows.office import Office
        from flows.work.pen import list_pen as look

        tell(look(Office.from_settings()))

    @group.command("assign")
    def assign(
        mail: Annotated[int, typer.Argument(metavar="来信号", show_default=False)],
        number: Annotated[str, typer.Argument(metavar="收文编号", show_default=False)],
        unit: Unit,
        version: Annotated[
            int | None,
            typer.Option("--draft", min=1, metavar="稿次", help="所说是第几稿；省略则为最近一稿", show_default=False),
        ] = None,
    ) -> None:
        """把一封来信认领为某单位的反馈。"""
        from desk.stages import run_stage

        run_stage("claim", mail=mail, number=number, unit=unit, version=version)

    @group.command("dismiss")
    def dismiss(
        mail: Annotated[int, typer.Argument(metavar="来信号", show_default=False)],
        reason: Annotated[str, typer.Option("--reason", help="理由", show_default=False)],
    ) -> None:
        """搁置一封与征求意见无关的来信；原件保留。"""
        from desk.stages import run_stage

        run_stage("dismiss", mail=mail, reason=reason)

    return group


def _journal() -> typer.Typer:
    group = DeskGroup(help="办理日志")

    @group.command("verify")
    def verify() -> None:
        """核对日志的哈希链是否完整。"""
        from desk.output import tell
        from flows.office import Office
        from flows.report import Report
        from registry import journal

        office = Office.from_settings()
        with office.store.reading() as session:
            count = journal.verify(session)
        tell(Report("日志", f"共{count}条，哈希链完整"))

    @group.command("list")
    def list_journal(
        number: Annotated[str | None, typer.Argument(metavar="[收文编号]", show_default=False)] = None,
    ) -> None:
        """列出日志。"""
        from desk.output import tell
        from flows.office import Office
        from flows.report import Report
        from registry import journal

        office = Office.from_settings()
        with office.store.reading() as session:
            rows = tuple(
                (str(line.id), f"{line.at:%Y-%m-%d %H:%M:%S}", line.actor, line.action, line.paper)
                for line in journal.lines(session, number)
            )
        tell(Report("日志", f"共{len(rows)}条", ("序号", "时间", "经手", "事项", "收文"), rows))

    return group
