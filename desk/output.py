"""How the desk speaks: reports as tables, refusals as one clear line, JSON alone on standard output."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

WIDTH = 120  # of a pipe or a log

if TYPE_CHECKING:
    from rich.table import Table

    from flows.report import Report
    from registry.errors import HuibanError


def tell(report: Report) -> None:
    """Print a report: its sentence, and its table where there is one."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH)
    console.print(Text(f"【{report.title}】{report.said}", style="bold"))
    if report.rows:
        console.print(table_of(report))


def table_of(report: Report) -> Table:
    """Give a report's table, in its short form where it has one; long cells fold, nothing is cut off."""
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold")
    for column in report.columns:
        table.add_column(column, overflow="fold")
    for row in report.short or report.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def tell_json(value: object) -> None:
    """Print one JSON value, UTF-8 and not escaped, and nothing else."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def note(words: str) -> None:
    """Say something beside the result, on standard error."""
    sys.stderr.write(words + "\n")


def refuse(fault: HuibanError) -> None:
    """Say what happened, what was kept and what to do; a directory sheet's faults row by row."""
    note(f"✗ {fault}")
    for row in getattr(fault, "rows", ())[:20]:
        note(f"  {row}")
