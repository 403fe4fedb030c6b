"""案卷封面 of an archive package and its list of papers 卷内文件目录."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from docx.shared import Length, Mm, Pt

from letters import elements, marks, page
from letters.around import numbered
from letters.elements import chinese_date
from letters.headline import title_rows
from letters.sheet import Block, Sheets, pack
from letters.strokes import Look, Row, Run, Side, Table, row

_OFFICE: Final = Look(page.XIAOBIAOSONG, page.SIZE_2)
_COVER: Final = Look(page.XIAOBIAOSONG, Pt(36))
_LABEL: Final = Look(page.HEITI, page.SIZE_3)
_WIDTHS: Final = (Mm(36), Mm(110))
_HEIGHT: Final = Mm(12)
_NAME: Final = 20  # characters of the office's name in a row
_EMPTY: Final = "　"


@dataclass(frozen=True, slots=True)
class Listed:
    """One paper of a package: where it lies, and how large it is in bytes."""

    place: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a cover says. What the office has not settled, such as 保管期限, is left to be filled in by hand."""

    office: str
    number: str
    title: str
    issuers: str
    document_number: str
    secrecy: str
    begun: date
    ended: date | None
    papers: Sequence[Listed]


def package_cover(cover: Cover) -> bytes:
    """Set cover and list of papers and give their docx."""
    upright: list[Block] = [
        Row(pitch=Mm(16)),
        *(row(part, _OFFICE, side=Side.CENTER, pitch=page.TITLE_ROW) for part in title_rows(cover.office, _NAME)),
        Row(pitch=Mm(14)),
        row("案　卷", _COVER, side=Side.CENTER, pitch=Pt(44)),
        Row(pitch=Mm(16)),
        _facts(cover),
    ]
    return pack(Sheets(upright), Sheets(_list(cover), numbered()), off_grid=True)


def _facts(cover: Cover) -> Table:
    ended = chinese_date(cover.ended) if cover.ended else ""
    told = (
        ("题名", cover.title),
        ("收文编号", cover.number),
        ("来文单位", cover.issuers),
        ("文号", cover.document_number),
        ("密级", cover.secrecy),
        ("起止日期", f"{chinese_date(cover.begun)}至{ended}"),
        ("件数", f"{len(cover.papers)}件"),
        ("保管期限", _EMPTY),
        ("归档人", _EMPTY),
    )
    rows = tuple(
        ((row(label, _LABEL, side=Side.CENTER),), (row(value, side=Side.LEFT, pitch=page.ROW),))
        for label, value in told
    )
    return Table(_WIDTHS, rows, heights=(_HEIGHT,) * len(rows))


def _list(cover: Cover) -> list[Block]:
    """List the papers by their places in the package; folders are the parts of the file."""
    rows: list[tuple[str, ...]] = [("序号", "类别", "文件名", "大小")]
    for number, paper in enumerate(cover.papers, start=1):
        folder, _, name = paper.place.rpartition("/")
        rows.append((str(number), folder or _EMPTY, name, _size(paper.size)))
    heading = Row(
        runs=[Run("卷内文件目录", elements.TITLE)], side=Side.CENTER, pitch=page.TITLE_ROW, after=Length(Pt(12))
    )
    return [heading, marks.table(rows, page.TEXT_WIDTH), Row(pitch=Pt(1))]


def _size(count: int) -> str:
    return f"{max(round(count / 1024), 1)}KB"
