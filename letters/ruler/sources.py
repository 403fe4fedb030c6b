"""One fault seen twice, in the file and on its pages, told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from letters.ruler.standard import Measure

Key = tuple[str, str, str]

# What the page shows of a property that the file calls otherwise: by the property alone, and by clause and element.
_PROPERTIES: Final = {
    "中线至左页边": "对齐",
    "左边缘至左页边": "左空",
    "所在行": "起面",
}
_ELEMENTS: Final[dict[Key, Key]] = {
    ("5.2.1", "版心左边缘", "至左纸边"): ("5.2.1", "订口", "（左白边）"),
    ("5.2.1", "版心右边缘", "至左纸边"): ("5.2.1", "版心", "宽度"),
    ("5.2.1", "首行文字上缘", "至上纸边"): ("5.2.1", "天头", "（上白边）"),
    ("5.2.1", "版心下边缘", "至上纸边"): ("5.2.1", "版心下边缘", "至纸边"),
    ("5.2.3", "满页", "行数"): ("5.2.3", "正文", "每页行数"),
    ("7.2.5", "发文字号", "中线至左页边"): ("7.2.5", "发文字号", "对齐"),
    ("10.1", "发文字号", "右边缘至左页边"): ("10.1", "发文字号", "位置"),
    ("7.5", "页码", "右空"): ("7.5", "页码", "位置"),
    ("7.5", "页码", "左空"): ("7.5", "页码", "位置"),
}
# A wrong width of the text area is one of its margins' doing.
_WIDTH: Final = ("5.2.1", "版心", "宽度")
_LEFT: Final = ("5.2.1", "订口", "（左白边）")


def told_once(of_file: Iterable[Measure], of_pages: Iterable[Measure]) -> list[Measure]:
    """Put faults of both sources together, each once.

    What the file sets is exact, and what a clerk can change: its finding stays. Where the page shows another figure
    for it, the finding says so.
    """
    held = list(of_file)
    places: dict[Key, int] = {}
    for at, finding in enumerate(held):
        places.setdefault(_key(finding), at)
    for seen in of_pages:
        key = _key(seen)
        place = places.get(key, places.get(_LEFT) if key == _WIDTH else None)
        if place is None:
            held.append(seen)
        else:
            held[place] = _both(held[place], seen)
    return held


def _key(finding: Measure) -> Key:
    plain = finding.clause, finding.element, finding.what
    named = finding.clause, finding.element, _PROPERTIES.get(finding.what, finding.what)
    return _ELEMENTS.get(plain, named)


def _both(told: Measure, seen: Measure) -> Measure:
    """Say of a fault of the file what the page shows of it, where that is another figure."""
    strength = told.strength if told.strength.fails else seen.strength
    if isinstance(seen.measured, str) or seen.measured == told.measured or _SEEN in told.message:
        return replace(told, strength=strength)
    unit = f" {seen.unit}" if seen.unit.isascii() else seen.unit
    where = "" if seen.what in told.message else seen.what
    return replace(told, strength=strength, message=f"{told.message}；{_SEEN}{where}为{seen.measured:g}{unit}")


_SEEN: Final = "排出的版面上"
