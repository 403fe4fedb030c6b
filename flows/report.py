"""What a stage tells when it is done: one sentence and a table. Printed by the desk, kept as a Prefect artifact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Signs that Markdown gives a meaning. Words come from mails and files: none may become a picture, a link or a heading.
_SIGNS = re.compile(r"[\\`\[\]!<>*_{}#~|@]|(?<=:)/|(?<=www)\.", re.IGNORECASE)


FEW: Final = 2  # clauses of a unit that a table on screen names


@dataclass(frozen=True)
class Report:
    """A sentence, and a table where there is one. All in Chinese."""

    title: str
    said: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    number: str = ""  # the register number it speaks of
    short: tuple[tuple[str, ...], ...] = ()  # the rows as a screen has room for them, where they are long

    def markdown(self) -> str:
        """Give the report as Markdown in which every word stands as it is, whoever wrote it."""
        lines = [f"### {_plain(self.title)}", "", _plain(self.said), ""]
        if self.rows:
            rows = [_row(tuple(map(_plain, row))) for row in (self.columns, *self.rows)]
            lines += [rows[0], _row(("---",) * len(self.columns)), *rows[1:]]
        return "\n".join(lines)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


def _plain(text: str) -> str:
    """Take Markdown's meaning from a text; its line breaks stay line breaks within a cell."""
    return "<br>".join(_SIGNS.sub(r"\\\g<0>", line) for line in text.splitlines())
