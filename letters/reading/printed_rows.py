"""The rows of a PDF's pages as printed, as people count them: page numbers and running headers left out."""

from __future__ import annotations

from letters.reading.lines import GAP, Line, rows_of_page
from letters.reading.paragraphs import text_lines
from letters.reading.pdf import open_pdf
from letters.reading.pdf_lines import lines_of


def printed_rows(data: bytes) -> tuple[tuple[str, ...], ...]:
    """Give the rows of every page of a PDF that was read without a fault; cells side by side are one row.

    Raises:
        FileRefused: as `read_pdf` says.
    """
    document = open_pdf(data)
    try:
        pages = [document[number] for number in range(len(document))]
        heights = [page.get_size()[1] for page in pages]
        lines = [line for number, page in enumerate(pages) for line in lines_of(page, number)]
    finally:
        document.close()
    of_page: list[list[Line]] = [[] for _ in heights]
    for line in text_lines(lines, heights):
        of_page[line.page].append(line)
    return tuple(tuple(GAP.join(part.text for part in row) for row in rows_of_page(on_page)) for on_page in of_page)
