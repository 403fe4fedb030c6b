"""Text that every database and every charset takes, and that is what it looks like.

PostgreSQL refuses NUL, utf-8 refuses half characters. Marks that show nothing (zero-width spaces, byte-order marks,
marks of direction) come along when words are copied from web pages and telephones, and part a word or a number for
all but the eye.
"""

from __future__ import annotations

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


def storable(text: str) -> str:
    """Give a text without NUL, half characters (lone surrogates) and marks that show nothing."""
    return _UNSTORABLE.sub("", text)


def is_storable(text: str) -> bool:
    """Say whether a text can be kept as it is."""
    return _UNSTORABLE.search(text) is None
