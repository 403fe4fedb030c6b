"""What most rules on a Word file's rows ask: font, size, indent, alignment."""

from __future__ import annotations

from letters.ruler import fonts
from letters.ruler.standard import INDENT, SIZE, Demand, Measure, Strength
from letters.ruler.word import Look, WordRow

_NAMES = {
    42: "初号",
    36: "小初",
    26: "1号",
    22: "2号",
    18: "小2号",
    16: "3号",
    15: "小3号",
    14: "4号",
    12: "小4号",
    10.5: "5号",
}

_SIZE_3 = 16.0


def size_name(points: float) -> str:
    """Give a size of type in Chinese, with its points."""
    name = _NAMES.get(points)
    return f"{name}（{points:g}磅）" if name else f"{points:g}磅"


def font(row: WordRow, clause: str, element: str, wanted: str, strength: Strength, look: Look | None = None) -> Measure:
    """Hold the font of a row's Chinese characters against a family; `look` where it is not the whole row's."""
    look = look or row.look
    found = fonts.family(look.font)
    why = "主题字体盖过了所设的字体" if look.theme_won and found != wanted else ""
    told = found if look.font in {found, ""} or found == wanted else f"{found}（{look.font}）"
    return Demand(clause, element, "字体", strength).said(row.where, told, wanted, right=found == wanted, why=why)


def size(
    row: WordRow, clause: str, element: str, wanted: float, strength: Strength, look: Look | None = None
) -> Measure:
    """Hold the size of a row's characters against one in points."""
    found = (look or row.look).size
    right = abs(found - wanted) <= SIZE
    return Demand(clause, element, "字号", strength).said(row.where, size_name(found), size_name(wanted), right=right)


def indent(
    row: WordRow, clause: str, element: str, wanted: float, strength: Strength, *, what: str = "首行缩进"
) -> Measure:
    """Hold where a row begins against a count of characters from the left edge."""
    # Two characters of a wrong size are two characters all the same: the size is told by itself.
    own = row.indent * _SIZE_3 / max(row.look.size, 1)
    measured = min((row.indent, own), key=lambda count: abs(count - wanted))
    return Demand(clause, element, what, strength).length(row.where, measured, wanted, INDENT, unit="字")


def centred(row: WordRow, clause: str, element: str, strength: Strength) -> Measure:
    """Ask that a row is centred, no indent moving it aside."""
    aside = abs(row.left - row.right) > INDENT or abs(row.first) > INDENT
    right = row.align == "center" and not aside
    told = "居中而有缩进" if row.align == "center" and aside else ALIGNED.get(row.align, row.align)
    return Demand(clause, element, "对齐", strength).said(row.where, told, "居中", right=right)


ALIGNED = {"center": "居中", "left": "居左", "right": "居右", "both": "两端对齐"}
