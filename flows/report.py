"""What a stage tells when it is done: one sentence and a table. Printed by the desk, kept as a Prefect artifact."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """A sentence, and a table where there is one. All in Chinese."""

    title: str
    said: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    number: str = ""  # the register number it speaks of

    def markdown(self) -> str:
        """Give the report as Markdown, cells safe against their own bars and line feeds."""
        lines = [f"### {self.title}", "", self.said, ""]
        if self.rows:
            lines += [_row(self.columns), _row(("---",) * len(self.columns)), *(_row(row) for row in self.rows)]
        return "\n".join(lines)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in cells) + " |"
