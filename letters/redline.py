"""修改对照稿: a later draft as tracked changes in the earlier one, for the units that are asked again."""

from __future__ import annotations

from dataclasses import replace

from letters.changes import changes_between
from letters.combined import combine
from letters.package import Package
from letters.passage import Passage
from letters.revisions import copy_of
from letters.unsigned import unsigned


def redline(way: Passage, author: str, date: str) -> bytes:
    """Write what a later draft changes into the earlier one; who wrote in either of them is not told.

    Args:
        way: from the earlier draft to the later one.
        author: in whose name the changes stand.
        date: of the changes, in ISO form.

    Raises:
        FileRefused: a draft is not a readable docx.
    """
    made = changes_between(way.old.lines, copy_of(Package.open(way.new.data)))
    signed = [replace(change, author=author, date=date) for change in made]
    return combine(unsigned(way.old.data), {author: signed})
