"""Arguments that many commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Number = Annotated[str, typer.Argument(metavar="收文编号", help="如 2026-0134", show_default=False)]
