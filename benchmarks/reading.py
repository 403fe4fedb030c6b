"""Reading against the plainest reading there is: python-docx's walk, pdfplumber's text; pages and memory."""

import io
import multiprocessing
import resource

import docx
import pdfplumber

from benchmarks.papers import Placed, pdf_of
from benchmarks.ratio import Ratio, best, in_turns
from desk.demo import region
from letters.outline import outline
from letters.reading import read_document

_MOST_MEGABYTES = 300
_FEW, _MANY = 50, 500  # pages
_LINE = "各地区各部门要结合实际认真抓好公共数据资源开发利用工作"  # as long as a page is wide
_ROWS = 25


def reading_ratios() -> list[Ratio]:
    """Measure reading; the first two are the whole of `read` and `outline`, warm in one process."""
    plain, long, pdf = plain_draft(20), long_draft(6), long_pdf(20)
    few, many = long_pdf(_FEW), long_pdf(_MANY)
    return [
        Ratio(
            "read + outline of a 20-page docx / python-docx paragraph walk",
            best(lambda: outline(read_document(plain, "draft.docx")), 30),
            best(lambda: walk(plain), 30),
            0.5,
        ),
        Ratio(
            "the same of a plan of 180 tasks, each with its units",
            best(lambda: outline(read_document(long, "draft.docx")), 10),
            best(lambda: walk(long), 10),
            3.0,  # the units take the time, and the peer does not look for them
        ),
        Ratio(
            "read alone of a 20-page docx / python-docx paragraph walk",
            best(lambda: read_document(long, "draft.docx"), 10),
            best(lambda: walk(long), 10),
            0.5,
        ),
        Ratio(
            "read + outline of a 20-page text PDF / pdfplumber's bare text",
            best(lambda: outline(read_document(pdf, "draft.pdf"))),
            best(lambda: bare_text(pdf), 2),
            0.15,
        ),
        Ratio(
            f"reading {_MANY} pages of PDF / reading {_FEW} (linear is 10)",
            *in_turns(lambda: read_document(many, "draft.pdf"), lambda: read_document(few, "draft.pdf")),
            12,
        ),
        Ratio(f"memory of reading {_MANY} pages of PDF / limit", megabytes(many), _MOST_MEGABYTES, 1.0, "M"),
    ]


def plain_draft(pages: int) -> bytes:
    """Write numbered paragraphs as python-docx saves them, 22 rows of 28 signs a page."""
    document = docx.Document()
    for number in range(pages * 22 // 3):
        document.add_paragraph(f"{number + 1}.{_LINE}，{_LINE}，{_LINE[:20]}。")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def long_draft(times: int) -> bytes:
    """Give the fictional draft, its body written several times over."""
    document = docx.Document(io.BytesIO(region.draft_plan()))
    body = list(document.element.body.iterchildren())[:-1]
    for _ in range(times - 1):
        for child in body:
            document.element.body.insert(-1, docx.oxml.parse_xml(docx.oxml.xmlchemy.serialize_for_reading(child)))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def walk(data: bytes) -> int:
    """Read a document as python-docx does, paragraph by paragraph: the peer for reading."""
    return sum(len(paragraph.text) for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def long_pdf(pages: int) -> bytes:
    """Write a PDF of full pages: headings and paragraphs of several lines, page numbers below."""
    drawn: list[list[Placed]] = []
    for page in range(pages):
        lines: list[Placed] = [(270, 40, 14, f"— {page + 1} —")]
        for row in range(0, _ROWS, 5):
            top = 740 - 29 * row
            lines.append((116, top, 16, f"{row // 5 + 1}. {_LINE[5:-3]}"))
            lines += [(84, top - 29 * more, 16, _LINE) for more in (1, 2, 3)]
            lines.append((84, top - 29 * 4, 16, "切实取得成效。"))
        drawn.append(lines)
    return pdf_of(drawn)


def bare_text(data: bytes) -> int:
    """Take the text of every page with pdfplumber: the peer for reading PDF."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_text()) for page in document.pages)


def megabytes(data: bytes) -> float:
    """Most memory that a process of its own takes for reading a file, libraries and all."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_most_memory, (data,))


def _most_memory(data: bytes) -> float:
    read_document(data, "draft.pdf")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
