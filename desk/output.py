"""How the desk speaks: reports as tables, refusals as one clear line, JSON alone on standard output."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.report import Report
    from registry.errors import HuibanError


def tell(report: Report) -> None:
    """Print a report: its sentence, and its table where there is one."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(f"【{report.title}】{report.said}", style="bold"))
    if report.rows:
        table = Table(*report.columns, show_lines=False, header_style="bold", expand=False)
        for row in report.rows:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)


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
