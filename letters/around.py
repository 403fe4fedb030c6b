"""Pages with nothing around them but their numbers, upright and on their side (GB/T 9704 7.5, clause 8)."""

from __future__ import annotations

from functools import cache
from typing import Final

from docx.shared import Mm

from letters.page_number import page_number, turned_page_number
from letters.sheet import Around

_FOOT: Final = Mm(20)  # the footer's end, from the page's edge: where the number stands does not depend on it


@cache
def numbered() -> Around:
    """Give the surroundings of upright pages."""
    return Around(
        odd_footer=page_number(_FOOT, odd=True), even_footer=page_number(_FOOT, odd=False), footer_distance=_FOOT
    )


@cache
def numbered_wide() -> Around:
    """Give the surroundings of pages on their side: the number where upright pages have it, turned with the page."""
    return Around(
        odd_footer=turned_page_number(odd=True), even_footer=turned_page_number(odd=False), footer_distance=_FOOT
    )
