"""Ratios in one run, against a peer or a limit: `make bench`. Slow machines change the seconds, hardly the ratios."""

import io
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import docx

from desk.demo import answers, region
from letters.letter import Letter, compose_letter
from letters.merging import merge
from letters.outline import outline
from letters.reading import read_document
from letters.returns import read_return

_LETTER = Letter(
    mark=region.OFFICE,
    title="关于征求《公共数据资源开发利用三年行动方案》意见的函",
    addressee="云泽市教育局",
    body="现征求你单位意见，请于2026年3月13日17时30分前书面反馈。" * 12,
    signature=region.OFFICE,
    dated=date(2026, 3, 6),
    number="云政办函〔2026〕1号",
)


@dataclass(frozen=True)
class Ratio:
    """What was compared, and the limit it should stay under."""

    name: str
    ours: float
    peer: float
    limit: float

    def row(self) -> str:
        """Give the ratio as a line of the table."""
        ratio = self.ours / self.peer
        verdict = "ok" if ratio <= self.limit else "OVER"
        return f"{self.name:<66} {self.ours:8.4f}s {self.peer:8.4f}s {ratio:6.2f} ≤ {self.limit:<5} {verdict}"


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """Give the shortest of a few runs, in seconds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


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


def bare_letter() -> bytes:
    """Write the same words by python-docx on its default template: the peer for composing."""
    document = docx.Document()
    for text in (_LETTER.mark, _LETTER.number, _LETTER.title, _LETTER.addressee, _LETTER.body, _LETTER.signature):
        document.add_paragraph().add_run(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def ratios() -> list[Ratio]:
    """Measure everything; the limits are what later work must not fall behind."""
    draft, long = region.draft_plan(), long_draft(6)
    copies = [answers.tracked_copy(draft, f"单位{n:02d}", region.WRITTEN_ON, (n % 30 + 5,)) for n in range(60)]
    returns = [read_return(draft, copy, f"{n}.docx", (f"单位{n:02d}",)) for n, copy in enumerate(copies)]
    few, many = best(lambda: merge(draft, returns[:6]), 3), best(lambda: merge(draft, returns), 3)
    return [
        Ratio(
            "read + outline of a 20-page docx / python-docx paragraph walk",
            best(lambda: outline(read_document(long, "draft.docx"))),
            best(lambda: walk(long)),
            5.0,  # where we stand; reading without the outline is half of it
        ),
        Ratio(
            "a whole letter in letter format / bare python-docx",
            best(lambda: compose_letter(_LETTER)),
            best(bare_letter),
            2.0,
        ),
        Ratio("merging 60 tracked copies / 10 × merging 6 (linear is 1)", many, 10 * few, 1.5),
    ]


def main() -> None:
    rows = ratios()
    print(f"{'':<66} {'ours':>9} {'peer':>9} {'ratio':>6}")
    for row in rows:
        print(row.row())
    sys.exit(any(row.ours / row.peer > row.limit for row in rows))


if __name__ == "__main__":
    main()
