"""Groups of commands whose help is plain Chinese lines: to draw boxes takes longer than all else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter  # Typer keeps its classes inside

_ONE_LINE = 60  # characters of a command's help
_WORDS = {
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]…",
    "...": "…",
    "Show this message and exit.": "显示本说明",
    "[required]": "[必填]",
    "[default: ": "[默认：",
    "<str>": "<文字>",
    "<path>": "<路径>",
    "<int>": "<整数>",
    "<list[str]>": "<文字>…",
    "<list[int]>": "<整数>…",
    "<list[Path]>": "<路径>…",
}


class DeskGroup(typer.Typer):
    """Commands under one name; each shows its help in Chinese."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(cls=_Group, no_args_is_help=True, rich_markup_mode=None, add_completion=False, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[..., Any]:
        """Add a command as Typer does."""
        return super().command(name, cls=_Command, **settings)


class _Command(TyperCommand):
    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        _write_options(self, ctx, formatter)


class _Group(TyperGroup):
    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        _write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write one section a panel, in the order of the commands."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.commands[name]
            panel = getattr(command, "rich_help_panel", None)
            panels.setdefault(panel or "命令", []).append((name, command.get_short_help_str(_ONE_LINE)))
        _write_sections(panels, formatter)


def _write_usage(command: Command, ctx: Context, formatter: HelpFormatter) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, _in_chinese(pieces), prefix="用法：")


def _write_options(command: Command, ctx: Context, formatter: HelpFormatter) -> None:
    sections: dict[str, list[tuple[str, str]]] = {"参数": [], "选项": []}
    for param in command.get_params(ctx):
        row = param.get_help_record(ctx)
        if row is not None:
            sections["参数" if param.param_type_name == "argument" else "选项"].append(
                (_in_chinese(row[0]), _in_chinese(row[1]))
            )
    _write_sections(sections, formatter)


def _write_sections(sections: dict[str, list[tuple[str, str]]], formatter: HelpFormatter) -> None:
    for name, rows in sections.items():
        if rows:
            with formatter.section(name):
                formatter.write_dl(rows)


def _in_chinese(words: str) -> str:
    for typers, ours in _WORDS.items():
        words = words.replace(typers, ours)
    return words
