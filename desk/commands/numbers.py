"""Commands of the book of document numbers 发文字号簿."""

from __future__ import annotations

from typing import Annotated

import typer

from desk.commands.groups import DeskGroup

Number = Annotated[str, typer.Argument(metavar="发文字号", help="如 云政办函〔2026〕7号", show_default=False)]
Agency = Annotated[str, typer.Option("--agency", help="机关代字；不写则用办公设置的", show_default=False)]
Why = Annotated[str, typer.Option("--reason", help="理由", show_default=False)]


def group() -> typer.Typer:
    """Give the group of commands."""
    commands = DeskGroup(help="发文字号簿")

    @commands.command("list")
    def list_numbers(
        year: Annotated[int | None, typer.Option("--year", help="只列一年", show_default=False)] = None,
    ) -> None:
        """列出编过的发文字号：已占用、已发出、作废留号。"""
        from desk.output import tell
        from flows.office import Office
        from flows.work import numbers

        tell(numbers.list_numbers(Office.from_settings(), year))

    @commands.command("take")
    def take(
        purpose: Annotated[str, typer.Argument(metavar="用途", help="如 关于报送材料的函", show_default=False)],
        agency: Agency = "",
    ) -> None:
        """为本系统以外拟写的函取号。"""
        from desk.output import tell
        from flows.office import Office
        from flows.work import numbers

        tell(numbers.take_number(Office.from_settings(), purpose, agency))

    @commands.command("use")
    def use(written: Number) -> None:
        """记明取号的函已发出。"""
        from desk.output import tell
        from flows.office import Office
        from flows.work import numbers

        tell(numbers.use_number(Office.from_settings(), written))

    @commands.command("void")
    def void(written: Number, reason: Why) -> None:
        """作废没有用出去的字号；留号，写明理由。"""
        from desk.output import tell
        from flows.office import Office
        from flows.work import numbers

        tell(numbers.void_number(Office.from_settings(), written, reason))

    @commands.command("start")
    def start(
        first: Annotated[int, typer.Argument(metavar="起始号", show_default=False)],
        reason: Why,
        agency: Agency = "",
    ) -> None:
        """年中启用时，从本单位字号簿的下一号起编。"""
        from desk.output import tell
        from flows.office import Office
        from flows.work import numbers

        tell(numbers.start_numbers(Office.from_settings(), first, reason, agency))

    return commands
