"""会办的命令行: `huiban …`. Commands import what they need when they run, so that help is instant."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Abort, Exit, TyperException

from desk.commands import chain, files, house
from desk.commands.groups import DeskGroup

app = DeskGroup(name="huiban", help="会办：从收文登记到汇总答复，办理征求意见的来文。", pretty_exceptions_enable=False)

_Folder = Annotated[
    Path | None, typer.Option("--office", help="办公目录；也可用环境变量 HUIBAN_FOLDER", show_default=False)
]
# What Typer says of a command as typed, and how it is said here.
_SAID = (
    (re.compile(r"No such command '(.*?)'"), "没有“{}”这个命令"),
    (re.compile(r"Option '(.*?)' requires"), "选项 {} 后面没有写内容"),
    (re.compile(r"unexpected extra argument\S* \((.*)\)", re.DOTALL), "多写了“{}”"),
)


@app.callback()
def _office(office: _Folder = None) -> None:
    if office is not None:
        os.environ["HUIBAN_FOLDER"] = str(office)


for module in (chain, files, house):
    module.register(app)


def main() -> None:
    """Run a command; every refusal is one clear Chinese line and exit status 2, never a traceback."""
    try:
        code = app(sys.argv[1:] or ["--help"], standalone_mode=False)
    except Exit as end:
        code = end.exit_code
    except Abort:
        sys.stderr.write("已取消。\n")
        code = 2
    except TyperException as fault:
        sys.stderr.write(f"{_usage(fault)}\n")
        code = 2
    except KeyboardInterrupt:
        sys.stderr.write("已停止。\n")
        code = 2
    except BrokenPipeError:  # somebody closed the other end, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as fault:  # noqa: BLE001  the one place where what nobody foresaw is told and kept
        code = _told(fault)
    sys.exit(code if isinstance(code, int) else 0)


def _usage(fault: TyperException) -> str:
    """Say in Chinese what was wrong with the command as typed. Typer keeps its classes inside: told by name."""
    kind, param = type(fault).__name__, getattr(fault, "param", None)
    name = getattr(fault, "param_hint", "") or getattr(param, "metavar", "") or "/".join(getattr(param, "opts", ()))
    if kind == "NoArgsIsHelpError":
        return fault.format_message()
    if kind == "MissingParameter":
        return f"✗ 缺少 {name}。用法可查看：huiban 命令 --help"
    if kind == "NoSuchOption":
        return f"✗ 没有选项 {getattr(fault, 'option_name', '')}。用法可查看：huiban 命令 --help"
    if kind == "BadParameter":
        return f"✗ {name} 的值有误（{_wanted(fault)}）。用法可查看：huiban 命令 --help"
    said = fault.format_message()
    told = (words.format(match[1]) for pattern, words in _SAID if (match := pattern.search(said)))
    return f"✗ {next(told, '命令的写法有误')}。可用命令见：huiban --help，用法可查看：huiban 命令 --help"


def _wanted(fault: TyperException) -> str:
    """Say what a value should be: our own checks say it in Chinese, Typer in English."""
    if not fault.message.isascii():
        return fault.message
    return "须为整数" if "valid integer" in fault.message else "写法不对"


def _told(fault: Exception) -> int:
    from desk.output import refuse
    from desk.trouble import keep_trace
    from registry.errors import HuibanError

    if isinstance(fault, HuibanError):
        refuse(fault)
    else:
        kind, place = type(fault).__name__, keep_trace(fault)
        sys.stderr.write(f"✗ 程序内部出错（{kind}）。已办事项不受影响。详情已记入 {place}，请交技术人员。\n")
    return 2
