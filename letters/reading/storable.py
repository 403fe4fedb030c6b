"""Text that every database and every charset takes: PostgreSQL refuses NUL, utf-8 refuses half characters."""

from __future__ import annotations

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Give a text without NUL and without half characters (lone surrogates)."""
    return _UNSTORABLE.sub("", text)


def is_storable(text: str) -> bool:
    """Say whether a text can be kept as it is."""
    return _UNSTORABLE.search(text) is None
