"""Lines on pages to blocks: page edges dropped, lines joined to paragraphs, tables in their places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from letters.document import Block, BlockKind, Layout
from letters.labels import label_at
from letters.reading.lines import Line, PageTable, page_in_order

_EDGE = 0.09  # share of the page's height that headers and footers keep to
_REPEATED = 0.4  # share of the pages that a running header stands on: left and right pages may differ
_LEAST_PAGES = 3  # two pages repeat nothing surely
_DASHES = r"[—\-–－―一·.\s]*"
_PAGE_NUMBER = re.compile(
    rf"^{_DASHES}(?:第\s*)?\d{{1,4}}(?:\s*页)?(?:\s*[/／,，共]\s*共?\s*\d{{1,4}}\s*页?)?{_DASHES}$"
)
_WIDE = r"\u3001-\u301b\u3400-\u9fff\uff01-\uff5e“”‘’—…·"  # Chinese letters and marks, in a class
_GAPS = re.compile(rf"(?<=[{_WIDE}]) ?(?P<figure>\d[\d.]{{0,8}}[%％]?) ?(?=[{_WIDE}])")
_GAP_BEFORE_DATE = re.compile(r"(?<=\d) (?=[年月日时])")
_SPACED = re.compile(rf"(?<=[{_WIDE}]) (?=[{_WIDE}])")
_BESIDE = re.compile(rf"(?<=[{_WIDE}])(?=[{_WIDE}])")
_BESIDE_WIDE = re.compile(rf"(?<=[{_WIDE}]) | (?=[{_WIDE}])")
_STRETCHED = 0.6  # of a line's Chinese letters with a space between them: drawn apart to fill it, not words
_LEAST_STRETCHED = 4
_ENDS = re.compile(r"[。；！？：:;!?]$")
_LEAST_REACH = 0.7  # of the page's width that running text reaches
_LONGEST = 0.9  # the line at this place from the shortest tells how far the text reaches

Size = tuple[float, float]  # width and height


@dataclass(frozen=True, slots=True)
class _Margins:
    """Left and right edge of the running text, in points."""

    left: float = 0.0
    right: float = 0.0


def blocks_of_lines(lines: Sequence[Line], tables: Sequence[PageTable], sizes: Sequence[Size]) -> Iterator[Block]:
    """Give the blocks of pages: running headers once, then paragraphs and tables in reading order.

    Args:
        lines: of all pages; those of one page together.
        tables: drawn tables; what stands within them is told by their rows alone.
        sizes: width and height of each page, in points.
    """
    heights = [height for _, height in sizes]
    edges = _edges(lines, heights)
    shown = _in_order(_without_edges(lines, edges, heights), tables)
    margins = _margins(shown, max((width for width, _ in sizes), default=0.0))
    count = 0
    for text in edges.values():
        yield Block(count, BlockKind.HEADER, text)
        count += 1
    for group in _joined_tables(_flow(shown, tables, margins)):
        if isinstance(group, PageTable):
            text = "\n".join("\t".join(row) for row in group.rows)
            yield Block(count, BlockKind.TABLE, text, page=group.page + 1, rows=group.rows)
        else:
            yield _paragraph(count, group, margins[group[0].column])
        count += 1


def text_lines(lines: Sequence[Line], heights: Sequence[float]) -> list[Line]:
    """Give the lines of running text, without page numbers and running headers. `heights` are the pages', in points."""
    return _without_edges(lines, _edges(lines, heights), heights)


def join_wrapped(lines: Sequence[str]) -> str:
    """Join lines that a page's width broke: nothing between Chinese, a space between Latin words."""
    joined = ""
    for line in (line.strip() for line in lines):
        if joined and line and joined[-1].isascii() and line[0].isascii() and joined[-1] != "-":
            joined += " "
        joined += line
    return joined


def without_gaps(text: str) -> str:
    """Drop the gaps that typesetting leaves around figures within Chinese: 到 2028 年 reads 到2028年."""
    return _GAP_BEFORE_DATE.sub("", _GAPS.sub(r"\g<figure>", text))


def _unstretched(text: str) -> str:
    """Take out the spaces of a line whose letters were drawn apart to fill it."""
    spaced = len(_SPACED.findall(text))
    if spaced < _LEAST_STRETCHED or spaced < _STRETCHED * (spaced + len(_BESIDE.findall(text))):
        return text
    return _BESIDE_WIDE.sub("", text)


def _in_order(lines: Sequence[Line], tables: Sequence[PageTable]) -> list[Line]:
    """Lines of each page in reading order, without those that stand in tables."""
    of_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        of_page[line.page].append(line)
    drawn: dict[int, list[PageTable]] = defaultdict(list)
    for table in tables:
        drawn[table.page].append(table)
    ordered: list[Line] = []
    for page in sorted(of_page):
        free = [line for line in of_page[page] if not any(table.holds(line) for table in drawn[page])]
        ordered += page_in_order(free)
    return ordered


def _paragraph(count: int, group: list[Line], margins: _Margins) -> Block:
    first = group[0]
    alignment = None
    if all(_is_centred(line, margins) for line in group):
        alignment = "center"
    elif len(group) == 1 and first.left > (margins.left + margins.right) / 2:
        alignment = "right"
    return Block(
        count,
        BlockKind.PARAGRAPH,
        without_gaps(join_wrapped([_unstretched(line.text) for line in group])),
        page=first.page + 1,
        layout=Layout(alignment=alignment, size=round(max(line.size for line in group), 1), red=first.red),
        confidence=min((line.confidence for line in group if line.confidence is not None), default=None),
    )


def _edges(lines: Sequence[Line], heights: Sequence[float]) -> dict[str, str]:
    """Running headers and footers: the same words, figures aside, at the edge of many pages."""
    pages = len(heights)
    if pages < _LEAST_PAGES:
        return {}
    counted: Counter[str] = Counter()
    example: dict[str, str] = {}
    for line in lines:
        if _at_edge(line, heights):
            key = _without_figures(line.text)
            counted[key] += 1
            example.setdefault(key, line.text)
    return {key: example[key] for key, count in counted.items() if key and count > 1 and count >= pages * _REPEATED}


def _without_edges(lines: Sequence[Line], edges: dict[str, str], heights: Sequence[float]) -> list[Line]:
    return [
        line
        for line in lines
        if not (_at_edge(line, heights) and (_PAGE_NUMBER.match(line.text) or _without_figures(line.text) in edges))
    ]


def _at_edge(line: Line, heights: Sequence[float]) -> bool:
    height = heights[line.page]
    return line.bottom < height * _EDGE or line.top > height * (1 - _EDGE)


def _without_figures(text: str) -> str:
    return re.sub(r"[\d\s—\-–－]+", "", text)


def _flow(
    lines: Sequence[Line], tables: Sequence[PageTable], margins: Mapping[int, _Margins]
) -> Iterator[list[Line] | PageTable]:
    """Paragraphs as groups of lines, with tables in their places."""
    waiting = sorted(tables, key=lambda table: (-table.page, table.top))
    group: list[Line] = []
    for line in lines:
        while waiting and (waiting[-1].page, -waiting[-1].top) < (line.page, -line.top):
            if group:
                yield group
                group = []
            yield waiting.pop()
        if group and not _goes_on(group[-1], line, margins):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
    yield from reversed(waiting)


def _joined_tables(groups: Iterator[list[Line] | PageTable]) -> Iterator[list[Line] | PageTable]:
    """Join a table with its going on at the head of the next page, its heading row told once."""
    held: PageTable | None = None
    page = -1
    for group in groups:
        if held is not None and isinstance(group, PageTable) and group.page == page + 1 and _same_shape(held, group):
            rows = group.rows[1:] if group.rows[0] == held.rows[0] else group.rows
            held = PageTable(held.page, held.left, held.right, held.top, held.bottom, held.rows + rows)
            page = group.page
            continue
        if held is not None:
            yield held
            held = None
        if isinstance(group, PageTable):
            held, page = group, group.page
        else:
            yield group
    if held is not None:
        yield held


def _same_shape(first: PageTable, second: PageTable) -> bool:
    close = abs(first.left - second.left) + abs(first.right - second.right) < (first.right - first.left) * 0.1
    return close and max(map(len, first.rows)) == max(map(len, second.rows))


def _margins(lines: Sequence[Line], width: float) -> dict[int, _Margins]:
    """Edges of the running text of each column: the commonest left, the reach of the longest lines.

    Where no line is long the page's right margin is taken to be as wide as its left one.
    """
    of_column: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        of_column[line.column].append(line)
    margins: dict[int, _Margins] = {}
    for column, among in of_column.items():
        lefts = Counter(round(line.left) for line in among)
        rights = sorted(line.right for line in among)
        left, right = float(lefts.most_common(1)[0][0]), rights[int(len(rights) * _LONGEST)]
        if column == 0 and right < width * _LEAST_REACH:
            right = max(width - left, right)
        margins[column] = _Margins(left, right)
    return margins


def _goes_on(before: Line, line: Line, margins: Mapping[int, _Margins]) -> bool:
    """Whether a line continues the paragraph of the line before it."""
    size = max(before.size, 1)
    left, reach = margins[line.column].left, margins[before.column].right
    if abs(before.size - line.size) > size * 0.15 or before.red != line.red or not _is_next(before, line):
        return False
    if before.right < reach - 1.6 * size:  # it had room for more words: the paragraph ended there
        return False
    if line.left > left + 1.5 * size:  # indented: a first line, but where all lines except the first are
        return _hangs(before, line)
    if line.left > left + 0.5 * size and (_ENDS.search(before.text) or label_at(line.text)):
        return False
    return not (_ENDS.search(before.text) and label_at(line.text) is not None)


def _is_next(before: Line, line: Line) -> bool:
    """Whether a line stands right below another, or at the head of the next column or page."""
    if before.column != line.column:
        return 0 not in {before.column, line.column}
    return before.page != line.page or before.bottom - line.top <= 1.5 * max(before.size, 1)


def _hangs(before: Line, line: Line) -> bool:
    """Whether a line stands further in than the first of its paragraph: 附件：1. and a name over two lines."""
    return line.left > before.left + before.size / 2 and not _ENDS.search(before.text) and label_at(line.text) is None


def _is_centred(line: Line, margins: _Margins) -> bool:
    before, after = line.left - margins.left, margins.right - line.right
    return before > line.size and after > line.size and abs(before - after) < 2 * line.size
