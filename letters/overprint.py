"""套打: only the values of a handling slip, printed where a form printed beforehand has its fields.

Printers draw paper in by a millimetre or two off: a test sheet says by how much, and the office sets it once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx.shared import Length, Mm, Pt

from letters.headline import width
from letters.sheet import Sheets, pack
from letters.slip import Place, Slip, form_places, slip_values
from letters.strokes import Look, Row, Run, Side, row
from registry.errors import TemplateFault

_FARTHEST: Final = 30.0  # mm: a printer farther off has its paper put in wrongly
_SIZES: Final = ((Pt(14), Pt(24)), (Pt(12), Pt(19)), (Pt(10.5), Pt(16)))  # of words and of their rows
_INSIDE: Final = Mm(1)  # between a field's rule and its words
_FIRST_INDENT: Final = ("拟办意见", "办结说明")


@dataclass(frozen=True, slots=True)
class Offset:
    """How far a printer's image must be moved, right and down, in mm.

    Raises:
        TemplateFault: farther than a printer can be off.
    """

    x: float = 0.0
    y: float = 0.0

    def __post_init__(self) -> None:
        if not (abs(self.x) <= _FARTHEST and abs(self.y) <= _FARTHEST):
            raise TemplateFault(
                f"套打偏移（{self.x}，{self.y}）超出±{_FARTHEST:.0f}毫米",
                kept="未生成文件",
                todo="请检查纸张放置后重新校准",
            )


def overprinted(slip: Slip, offset: Offset) -> bytes:
    """Set the values alone, each at its field's place from the page's corner, moved by `offset`.

    Raises:
        TemplateFault: words that do not fit their field on a printed form, however small they are set.
    """
    places = form_places(slip.office)
    rows: list[Row] = []
    for label, lines in slip_values(slip).items():
        rows += _field(label, lines, places[label], offset)
    return pack(Sheets([*rows, Row(pitch=Pt(1))]), off_grid=True)


def _field(label: str, lines: Sequence[str], place: Place, offset: Offset) -> list[Row]:
    told = [line.strip() for line in lines if line.strip()]
    if not told:
        return []
    room = Length(place.width - 2 * _INSIDE)
    first = 2 if label in _FIRST_INDENT else 0
    size, pitch, count = _fitting(label, told, place, room, first)
    # Words stand in the middle of their field, as they do on the slip that is printed whole.
    over = Length(max((place.height - pitch * count) // 2, 0))
    frame = _frame(Length(place.x + _INSIDE), Length(place.y + over), room, offset)
    written = []
    for line in told:
        made = Row(runs=[Run(line, Look(size=size))], side=Side.LEFT, pitch=pitch, frame=frame)
        made.first = Length(round(size * first))
        made.tabs = ((room, Side.RIGHT),)
        written.append(made)
    return written


def _fitting(label: str, lines: Sequence[str], place: Place, room: Length, first: float) -> tuple[Length, Length, int]:
    for size, pitch in _SIZES:
        count = sum(max(1, math.ceil((width(line) + first) * size / room)) for line in lines)
        if count * pitch <= place.height:
            return size, pitch, count
    raise TemplateFault(
        f"“{label}”的文字过长，印好的阅办单上容纳不下", kept="未生成套打文件", todo="请打印整张收文阅办单，或精简文字"
    )


def _frame(x: Length, y: Length, wide: Length, offset: Offset) -> str:
    return (
        f"w:w='{wide.twips}' w:wrap='around' w:vAnchor='page' w:hAnchor='page' "
        f"w:x='{Length(x + Mm(offset.x)).twips}' w:y='{Length(y + Mm(offset.y)).twips}'"
    )


_CROSSES: Final = ((20, 20), (190, 20), (105, 148.5), (20, 277), (190, 277))  # mm from the page's corner
_ARM: Final = 5.0
_SCALE: Final = 40  # mm
_THIN: Final = 0.1  # mm
_TOLD: Final = (
    "套打校准页：用套打所用的打印机、纸盒打印本页（实际大小，不缩放），量左上角十字中心到纸边的距离。",
    "距左边应为20毫米：实测每多1毫米，overprint_x 减1；每少1毫米，加1。",
    "距上边应为20毫米：实测每多1毫米，overprint_y 减1；每少1毫米，加1。",
    "两把刻度尺每格1毫米，长格10毫米；其余四个十字用来核对是否歪斜、缩放。",
)


def calibration_sheet(offset: Offset) -> bytes:
    """Give a sheet with crosses and scales of known places, moved by `offset` as slips are, and how to read it."""
    lines: list[tuple[float, float, float, float]] = []
    for x, y in _CROSSES:
        lines += [(x - _ARM, y, x + _ARM, y), (x, y - _ARM, x, y + _ARM)]
    for mark in range(_SCALE + 1):
        long = 5 if mark % 10 == 0 else 3 if mark % 5 == 0 else 2
        lines += [(30 + mark, 20, 30 + mark, 20 + long), (20, 30 + mark, 20 + long, 30 + mark)]
    drawn = "".join(_line(number, line, offset) for number, line in enumerate(lines, start=1))
    now = f"本页所用偏移：overprint_x = {offset.x:g}，overprint_y = {offset.y:g}"
    words = [row(text, first=2) for text in (*_TOLD, now)]
    return pack(Sheets([Row(pitch=Mm(50), drawn=drawn), *words]), off_grid=True)


def _line(number: int, points: tuple[float, float, float, float], offset: Offset) -> str:
    """Draw a line between two points, x and y in mm; a filled strip, for LibreOffice turns the shortest of lines."""
    x, y, to_x, to_y = points
    return _LINE.format(
        number=number,
        left=int(Mm(x + offset.x)),
        top=int(Mm(y + offset.y)),
        wide=int(Mm(max(to_x - x, _THIN))),
        tall=int(Mm(max(to_y - y, _THIN))),
    )


_LINE: Final = (
    "<w:r><w:drawing><wp:anchor distT='0' distB='0' distL='0' distR='0' simplePos='0' relativeHeight='{number}' "
    "behindDoc='1' locked='0' layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' y='0'/>"
    "<wp:positionH relativeFrom='page'><wp:posOffset>{left}</wp:posOffset></wp:positionH>"
    "<wp:positionV relativeFrom='page'><wp:posOffset>{top}</wp:posOffset></wp:positionV>"
    "<wp:extent cx='{wide}' cy='{tall}'/><wp:effectExtent l='0' t='0' r='0' b='0'/><wp:wrapNone/>"
    "<wp:docPr id='{number}' name='线{number}'/><wp:cNvGraphicFramePr/><a:graphic>"
    "<a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
    "<wps:wsp xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:cNvSpPr/>"
    "<wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{wide}' cy='{tall}'/></a:xfrm>"
    "<a:prstGeom prst='rect'><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val='000000'/></a:solidFill>"
    "<a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)
