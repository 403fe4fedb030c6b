"""The signs that begin a light mark (`letters.marks`), and how words that come from elsewhere lose that meaning."""

from __future__ import annotations

import re
from typing import Final

GUARD: Final = "\x02"  # before a sign that is no mark; no paper shows it
MARKED: Final = re.compile(r"\||-{3,}[ \t]*$|>", re.MULTILINE)
_AT_LINE: Final = re.compile(r"^([ \t\u3000]*)(?=\||-{3,}[ \t]*$|>)", re.MULTILINE)


def guarded(value: str) -> str:
    """Take the meaning of marks from words that come from elsewhere."""
    return _AT_LINE.sub(rf"\1{GUARD}", value) if MARKED.search(value) else value
