"""套打: only the values of a handling slip, printed where a form printed beforehand has its fields.

Printers draw paper in by a millimetre or two off: a test sheet says by how much, and the office sets it once. Where the
office's own form is drawn otherwise than ours, the office says where its fields are.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docx.shared import Length, Mm, Pt

from letters import elements, page
from letters.headline import width
from letters.sheet import Sheets, pack
from letters.slip import INDENTED, Place, Slip, form_places, slip_values
from letters.strokes import Look, Row, Run, Side, empty, row
from registry.errors import TemplateFault

_FARTHEST: Final = 30.0  # mm: a printer farther off has its paper put in wrongly
_SIZES: Final = ((Pt(14), Pt(24)), (Pt(12), Pt(19)), (Pt(10.5), Pt(16)))  # of words and of their rows
_INSIDE: Final = Mm(1)  # between a field's rule and its words
_SENTENCE: Final = re.compile(r"[^。；]*[。；]?")
_GOES_ON: Final = "（下接续页）"


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


@dataclass(frozen=True, slots=True)
class Overprinted:
    """A slip set for 套打: its docx, the fields that go on on a second page, those the form has no place for."""

    docx: bytes
    continued: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()


def overprinted(slip: Slip, offset: Offset, places: Mapping[str, Place] | None = None) -> Overprinted:
    """Set the values alone, each at its field's place from the page's corner, moved by `offset`.

    Words a field cannot hold in the smallest size go on on a second page, to be printed on plain paper.

    Args:
        slip: what to print.
        offset: how far the printer is off.
        places: where the printed form has its fields; none means it is our own blank form.

    Raises:
        TemplateFault: a field too small for any words.
    """
    places = places or form_places(slip.office)
    rows: list[Row] = []
    rest: dict[str, list[str]] = {}
    unplaced = []
    for label, lines in slip_values(slip).items():
        told = [line.strip() for line in lines if line.strip()]
        if told and label not in places:
            unplaced.append(label)
        elif told:
            rows += _field(label, told, places[label], offset, rest)
    sheets = [Sheets([*rows, Row(pitch=Pt(1))])]
    if rest:
        sheets.append(Sheets(_continuation(slip, rest)))
    return Overprinted(pack(*sheets, off_grid=True), tuple(rest), tuple(unplaced))


def _field(label: str, lines: Sequence[str], place: Place, offset: Offset, rest: dict[str, list[str]]) -> list[Row]:
    room = Length(place.width - 2 * _INSIDE)
    first = 2 if label in INDENTED else 0
    size, pitch = _fitting(lines, place, room, first)
    if _height(lines, size, pitch, room, first) > place.height:
        lines, rest[label] = _parted(label, lines, place, room, first)
    # Words stand in the middle of their field, as they do on the slip that is printed whole.
    over = Length(max((place.height - _height(lines, size, pitch, room, first)) // 2, 0))
    frame = _frame(Length(place.x + _INSIDE), Length(place.y + over), room, offset)
    written = []
    for line in lines:
        made = Row(runs=[Run(line, Look(size=size))], side=Side.LEFT, pitch=pitch, frame=frame)
        made.first = Length(round(size * first))
        made.tabs = ((room, Side.RIGHT),)
        written.append(made)
    return written


def _fitting(lines: Sequence[str], place: Place, room: Length, first: float) -> tuple[Length, Length]:
    """Give the largest size that fits the field, else the smallest."""
    fitting = (one for one in _SIZES if _height(lines, *one, room, first) <= place.height)
    return next(fitting, _SIZES[-1])


def _height(lines: Sequence[str], size: Length, pitch: Length, room: Length, first: float) -> Length:
    return Length(sum(max(1, math.ceil((width(line) + first) * size / room)) for line in lines) * pitch)


def _parted(label: str, lines: Sequence[str], place: Place, room: Length, first: float) -> tuple[list[str], list[str]]:
    """Give what a field holds, sentence by sentence, and what goes on elsewhere."""
    size, pitch = _SIZES[-1]
    sentences = [(n, text) for n, line in enumerate(lines) for text in _SENTENCE.findall(line) if text]
    for count in range(len(sentences) - 1, -1, -1):
        held = _joined(sentences[:count])
        held = [*held[:-1], f"{held[-1]}{_GOES_ON}"] if held else [_GOES_ON]
        if _height(held, size, pitch, room, first) <= place.height:
            return held, _joined(sentences[count:])
    raise TemplateFault(
        f"印好的阅办单上“{label}”一栏太小，一行字也容纳不下",
        kept="未生成套打文件",
        todo="请核对 office.toml 的 overprint_fields（单位为毫米），或打印整张收文阅办单",
    )


def _joined(sentences: Sequence[tuple[int, str]]) -> list[str]:
    """Join sentences to the lines they came from."""
    lines: dict[int, str] = {}
    for n, text in sentences:
        lines[n] = lines.get(n, "") + text
    return list(lines.values())


def _continuation(slip: Slip, rest: Mapping[str, Sequence[str]]) -> list[Row]:
    """Set the words that did not fit, under the number of the slip they belong to."""
    rows = [*elements.title(f"收文阅办单续页（{slip.number}）"), *empty()]
    for label, lines in rest.items():
        rows.append(row(f"（上接{label}）", elements.HEITI, side=Side.LEFT))
        for line in lines:
            made = row(line, first=2)
            made.tabs = ((page.TEXT_WIDTH, Side.RIGHT),)
            rows.append(made)
    return rows


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
    "第2页画出各栏目的位置：与印好的阅办单叠在一起对着光看，方框应与栏目重合；不重合的，改 overprint_fields。",
)


def calibration_sheet(office: str, offset: Offset, places: Mapping[str, Place] | None = None) -> bytes:
    """Give a sheet with crosses and scales of known places, and one with every field's frame, both moved by `offset`.

    Args:
        office: whose blank form it is, where no `places` are given.
        offset: as slips are moved.
        places: where the printed form has its fields.

    """
    now = f"本页所用偏移：overprint_x = {offset.x:g}，overprint_y = {offset.y:g}"
    words = [row(text, first=2) for text in (*_TOLD, now)]
    fields = places or form_places(office)
    frames = [line for place in fields.values() for line in _edges(place)]
    named = [
        Row(
            runs=[Run(label, Look(size=_SIZES[-1][0]))],
            side=Side.LEFT,
            pitch=_SIZES[-1][1],
            frame=_frame(
                Length(place.x + _INSIDE), Length(place.y + _INSIDE), Length(place.width - 2 * _INSIDE), offset
            ),
        )
        for label, place in fields.items()
    ]
    return pack(
        Sheets([Row(pitch=Mm(50), drawn=_drawn(_marks(), offset, 1)), *words]),
        Sheets([Row(pitch=Pt(1), drawn=_drawn(frames, offset, _SECOND)), *named, Row(pitch=Pt(1))]),
        off_grid=True,
    )


_SECOND: Final = 1_000  # lines of the second page are numbered from here


def _marks() -> list[tuple[float, float, float, float]]:
    lines: list[tuple[float, float, float, float]] = []
    for x, y in _CROSSES:
        lines += [(x - _ARM, y, x + _ARM, y), (x, y - _ARM, x, y + _ARM)]
    for mark in range(_SCALE + 1):
        long = 5 if mark % 10 == 0 else 3 if mark % 5 == 0 else 2
        lines += [(30 + mark, 20, 30 + mark, 20 + long), (20, 30 + mark, 20 + long, 30 + mark)]
    return lines


def _edges(place: Place) -> list[tuple[float, float, float, float]]:
    left, top = place.x.mm, place.y.mm
    right, bottom = left + place.width.mm, top + place.height.mm
    return [
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ]


def _drawn(lines: Sequence[tuple[float, float, float, float]], offset: Offset, first: int) -> str:
    return "".join(_line(number, line, offset) for number, line in enumerate(lines, start=first))


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
