"""Commands for the office's own wording 文字模板."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk.commands.groups import DeskGroup

Name = Annotated[
    str, typer.Argument(metavar="模板", help="模板名或中文名，见 huiban templates list", show_default=False)
]


def group() -> typer.Typer:
    """Give the group of commands."""
    commands = DeskGroup(help="函件、邮件、拟办意见的文字模板")
    for command in (_list, _show, _check, _edit, _preview, _reset, _history, _remake):
        commands.command(command.__name__.removeprefix("_"))(command)
    return commands


def _list() -> None:
    """列出全部模板，本单位的还是默认的，能不能用。"""
    from desk.output import tell
    from flows.office import Office
    from flows.work import templates

    tell(templates.list_templates(Office.from_settings()))


def _show(name: Name) -> None:
    """显示一个模板的文字和可用的值。"""
    from desk.output import tell
    from flows.office import Office
    from flows.work import templates

    source, values = templates.show_template(Office.from_settings(), name)
    typer.echo(source)
    tell(values)


def _check(
    name: Name, file: Annotated[Path, typer.Argument(metavar="文件", help="写好的模板文字", show_default=False)]
) -> None:
    """核对一份模板文字能不能用；不改动任何东西。"""
    from desk.output import tell
    from flows.work import templates
    from flows.work.files import read_own_file

    tell(templates.check_template(name, read_own_file(file)))


def _edit(
    name: Name,
    file: Annotated[
        Path | None, typer.Argument(metavar="[文件]", help="写好的模板文字；不写则打开编辑器", show_default=False)
    ] = None,
) -> None:
    """修改一个模板：核对通过才换用，旧版留存；不通过的原样存下，原模板不动。"""
    import click

    from desk.output import note, tell
    from flows.office import Office
    from flows.work import templates
    from flows.work.files import read_own_file
    from registry.errors import NotPermitted

    office = Office.from_settings()
    if file is not None:
        tell(templates.edit_template(office, name, read_own_file(file)))
        return
    source, values = templates.show_template(office, name)
    tell(values)
    try:
        edited = click.edit(source, extension=".txt")
    except click.ClickException as fault:
        raise NotPermitted(
            "没有能用的编辑器，或编辑器没有正常退出",
            kept="未作改动",
            todo=f"请用环境变量 EDITOR 指定编辑器，或写成文件后运行 huiban templates edit {name} 文件",
        ) from fault
    if edited is None:
        note("没有保存，未作改动")
        return
    tell(templates.edit_template(office, name, edited.encode()))


def _preview(name: Name) -> None:
    """用示例生成一份看看：函件为 docx 和图，邮件为文字。"""
    from desk.output import tell
    from flows.office import Office
    from flows.work import templates

    tell(templates.preview_template(Office.from_settings(), name))


def _reset(name: Name) -> None:
    """恢复默认文字；本单位的文字留存为旧版。"""
    from desk.output import tell
    from flows.office import Office
    from flows.work import templates

    tell(templates.reset_template(Office.from_settings(), name))


def _history(name: Name) -> None:
    """列出一个模板的旧版，可取回。"""
    from desk.output import tell
    from flows.office import Office
    from flows.work import templates

    tell(templates.earlier_templates(Office.from_settings(), name))


def _remake(number: Annotated[str, typer.Argument(metavar="收文编号", show_default=False)]) -> None:
    """按留存的模板和数据把一件收文的函件重做一遍，与发出的逐字节核对。"""
    from desk.output import tell
    from flows.office import Office
    from flows.work import templates

    tell(templates.remake_letters(Office.from_settings(), number))
