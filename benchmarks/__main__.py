"""Ratios in one run, against a peer or a limit: `make bench`. Slow machines change the seconds, hardly the ratios."""

import io
import sys
from datetime import date

import docx

from benchmarks.growth import growth_ratios
from benchmarks.letters import letters_ratios
from benchmarks.merging import merging_ratios
from benchmarks.naming import naming_ratios
from benchmarks.ratio import Ratio, best
from benchmarks.reading import reading_ratios
from desk.demo import answers, region
from letters.letter import Letter, compose_letter
from letters.merging import merge
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
    draft = region.draft_plan()
    copies = [answers.tracked_copy(draft, f"单位{n:02d}", region.WRITTEN_ON, (n % 30 + 5,)) for n in range(60)]
    returns = [read_return(draft, copy, f"{n}.docx", (f"单位{n:02d}",)) for n, copy in enumerate(copies)]
    few, many = best(lambda: merge(draft, returns[:6]), 3), best(lambda: merge(draft, returns), 3)
    return [
        *reading_ratios(),
        *naming_ratios(),
        *letters_ratios(),
        *growth_ratios(),
        *merging_ratios(),
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
