"""One return in several files: a sealed scan and its editable text, and the covering mail that brought them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from letters.opinions import Return
from letters.returns import join_halves
from registry.words import Stance

BODY: Final = "邮件正文.eml"
"""The file the words of a mail are kept as."""


def joined_return(halves: Sequence[Return]) -> Return:
    """Join the files of one return; a covering mail that says nothing of its own does not count against it."""
    speaking = [half for half in halves if half.usable and half.stance is not Stance.OTHER_DOCUMENT]
    attached = [half for half in halves if half.file != BODY]
    if speaking:
        seals = [half for half in attached if half.sealed]
        return join_halves([*speaking, *(half for half in seals if half not in speaking)])
    return join_halves(attached or halves)


def completes(halves: Sequence[Return], before: Sequence[Return]) -> bool:
    """Whether what came now and what came before are the two halves of one return, a sealed scan and its text."""
    return (_is_scan(halves) and _is_text(before)) or (_is_text(halves) and _is_scan(before))


def _is_scan(halves: Sequence[Return]) -> bool:
    return any(half.sealed for half in halves) and not any(half.usable and not half.scanned for half in halves)


def _is_text(halves: Sequence[Return]) -> bool:
    return any(half.usable and not half.scanned for half in halves) and not any(half.sealed for half in halves)


def is_sealed_pair(joined: Return) -> bool:
    """Whether a sealed scan stands beside a text that is used: then the scan's unread words are no problem."""
    return joined.usable and joined.sealed is True
