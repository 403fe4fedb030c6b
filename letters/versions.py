"""Which version of a draft a file sent back is a copy of: units go on writing in the one they have open."""

from __future__ import annotations

from collections.abc import Mapping

from letters.copies import is_copy
from letters.differences import pair_lines, word_changes
from letters.draft import Draft
from letters.package import Package
from letters.reading import Format, format_of
from letters.reading.legacy import CONVERTED, as_docx
from letters.revisions import Copy, copy_of
from registry.errors import FileRefused


def copied_version(data: bytes, drafts: Mapping[int, Draft]) -> int | None:
    """Say of which version a file is a copy; `None` where it is none, or as near to two of them.

    It is a copy of the version from which the fewest characters part it, its own tracked changes left out.
    """
    copy = _copy(data)
    if copy is None:
        return None
    apart = {version: _apart(draft, copy) for version, draft in drafts.items() if is_copy(draft, copy)}
    least = min(apart.values(), default=0)
    nearest = [version for version, count in apart.items() if count == least]
    return nearest[0] if len(nearest) == 1 else None


def _copy(data: bytes) -> Copy | None:
    try:
        found = format_of(data)
        if found in CONVERTED:
            data, found = as_docx(data, found), Format.DOCX
        return copy_of(Package.open(data)) if found is Format.DOCX else None
    except FileRefused:
        return None  # what is wrong with it is said where it is read


def _apart(draft: Draft, copy: Copy) -> int:
    """Count the characters that would have to go and to come to make the copy's text of the draft's."""
    apart = 0
    for ours, theirs in pair_lines(draft.lines, copy.original):
        old = draft.lines[ours] if ours is not None else ""
        new = copy.original[theirs] if theirs is not None else ""
        apart += sum(end - start + len(words) for start, end, words in word_changes(old, new)) if old != new else 0
    return apart
