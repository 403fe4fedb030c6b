"""Commands that read files and print: no database, no server, no engine (contracts)."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

Files = Annotated[list[Path], typer.Argument(metavar="文件", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]
Answer = TypeVar("Answer")


class PaperFormat(StrEnum):
    """The formats a paper may be held against; `letters.ruler` is not imported before a command runs."""

    LETTER = "letter"
    GENERAL = "general"
    MINUTES = "minutes"


_PARTLY = 1  # exit status: done, but at least one file could not be used


def register(app: typer.Typer) -> None:
    """Add the standalone commands."""
    panel = "只读文件（不需要办公目录）"
    app.command(rich_help_panel=panel)(read)
    app.command(rich_help_panel=panel)(outline)
    app.command(rich_help_panel=panel)(route)
    app.command(rich_help_panel=panel)(due)
    app.command(rich_help_panel=panel)(returns)
    app.command("merge-files", rich_help_panel=panel)(merge_files)
    app.command(rich_help_panel=panel)(measure)


def read(files: Files, as_json: AsJson = False) -> None:
    """读文件：来文的要素及依据。"""
    from desk.standalone import read_facts
    from desk.tables import show_facts

    entries = [entry for path in files for entry in read_facts(path)]
    _show(entries, show_facts, as_json)
    _end(entries)


def outline(file: Annotated[Path, typer.Argument(metavar="文件", show_default=False)], as_json: AsJson = False) -> None:
    """理条款：征求意见稿的结构、责任单位和差错。"""
    from desk.standalone import read_outline
    from desk.tables import show_outline

    _show(read_outline(file), show_outline, as_json)


def route(
    letter: Annotated[Path, typer.Argument(metavar="来文", show_default=False)],
    units: Annotated[Path, typer.Option("--units", help="单位名录 csv 或 xlsx", show_default=False)],
    office: Annotated[str, typer.Option("--office", help="本单位名称", show_default=False)],
    draft: Annotated[Path | None, typer.Argument(metavar="[征求意见稿]", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """定去向：谁牵头、征求哪些单位、依据哪些条款、内部期限。"""
    from desk.standalone import propose_route
    from desk.tables import show_route

    _show(propose_route(letter, draft, units, office), show_route, as_json)


def due(
    words: Annotated[str, typer.Argument(metavar="期限", help="如“7个工作日内”", show_default=False)],
    start: Annotated[str, typer.Option("--from", help="收到时间 YYYY-MM-DD[THH:MM]", show_default=False)],
    hours: Annotated[str, typer.Option("--hours", help="办公时间")] = "09:00-12:00,14:30-17:30",
    days: Annotated[
        Path | None, typer.Option("--calendar", help="放假和调休安排 csv 或 xlsx：日期、安排、事由", show_default=False)
    ] = None,
    as_json: AsJson = False,
) -> None:
    """算期限：一句话的期限落在哪一刻，为什么。"""
    from desk.standalone import count_due
    from desk.tables import show_due

    _show(count_due(words, start, hours, days), show_due, as_json)


def returns(
    draft: Annotated[Path, typer.Argument(metavar="征求意见稿", show_default=False)],
    files: Files,
    as_json: AsJson = False,
) -> None:
    """读反馈：每个反馈文件提了什么意见，落在哪一条。"""
    from desk.standalone import read_returns
    from desk.tables import show_returns

    entries = read_returns(draft, files)
    _show(entries, show_returns, as_json)
    _end(entries)


def merge_files(
    draft: Annotated[Path, typer.Argument(metavar="征求意见稿", show_default=False)],
    files: Files,
    out: Annotated[Path, typer.Option("--out", help="输出目录", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """并反馈：把各单位反馈文件合成汇总表和合并稿。"""
    from desk.standalone import merge_into
    from desk.tables import show_merged

    summary = merge_into(draft, files, out)
    _show(summary, show_merged, as_json)
    if summary["set_aside"]:
        raise typer.Exit(_PARTLY)


def measure(
    files: Files,
    kind: Annotated[
        PaperFormat | None,
        typer.Option("--kind", help="公文格式：信函、通用、纪要；不给则自行辨认", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """量版面：公文是否合于 GB/T 9704—2012，哪里不合、依据哪一条。"""
    from desk.standalone import measure_file
    from desk.tables import show_measured

    entries = [measure_file(path, kind.value if kind else None) for path in files]
    _show(entries, show_measured, as_json)
    _end(entries)


def _show(value: Answer, show: Callable[[Answer], None], as_json: bool) -> None:
    from desk.output import tell_json

    if as_json:
        tell_json(value)
    else:
        show(value)


def _end(entries: list[dict[str, object]]) -> None:
    if any(entry["error"] for entry in entries):
        raise typer.Exit(_PARTLY)
