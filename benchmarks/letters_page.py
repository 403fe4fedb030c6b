"""Write docs/letters.md: each kind of paper as a picture, next to what was measured of it. Needs LibreOffice.

Run it after a change of the layout: `python -m benchmarks.letters_page`.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks.forms_shown import measured, shown
from letters.recipes import compose
from letters.render import to_pdf, to_png
from letters.ruler.measuring import measure
from letters.ruler.standard import Measure
from letters.samples import SAMPLES
from letters.seal_picture import Signed, Stamp
from letters.wording import SHIPPED
from letters.wording_book import BOOK

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures" / "letters"
_WIDE = 560  # pixels
# What else a kind may be: without opinions, signed with a stamp.
VARIANTS: Mapping[str, Mapping[str, Any]] = {
    "复函（无意见）": {"kind": "reply", "but": {"opinions": ()}},
    "请示（签名章）": {"kind": "request", "but": {"seal": None, "stamp": Signed("市长", Stamp())}},
}
_FORMS = """
## Forms

Forms are no papers of the standard: a page of ours, drawn so that staff find their fields. Places in mm, measured in
the rendered ink of the first page."""
_HEAD = """# Every kind of paper, and its measures

Each paper below is the example of its kind (`letters/samples.py`, made-up places), set by huiban, rendered
by LibreOffice with stand-in fonts, and measured by `huiban measure` against GB/T 9704-2012: in the Word file's XML
(docx) and in the rendered ink (pdf). Lengths in mm unless said; R 规定, G 一般, T 推荐, K 可以, P practice; bold is not
as required. `python -m benchmarks.letters_page` writes this page.
"""


def main() -> None:
    """Compose, draw and measure every kind."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    written = [_HEAD]
    for kind, values in SAMPLES.items():
        data, _ = compose(kind, SHIPPED, **values)
        written += section(BOOK[kind].label, data, drawn_as(kind, to_pdf(data)))
    for name, values in VARIANTS.items():
        data, _ = compose(values["kind"], SHIPPED, **{**SAMPLES[values["kind"]], **values["but"]})
        written += section(name, data, drawn_as(name, to_pdf(data)))
    written.append(_FORMS)
    for name, data in shown().items():
        drawn = to_pdf(data)
        picture = drawn_as(name, drawn)
        written += [f"\n### {name}\n", f"![{name}]({picture.relative_to(ROOT / 'docs').as_posix()})\n"]
        written += ["| what | mm |", "| --- | --- |", *measured(drawn)]
    (ROOT / "docs" / "letters.md").write_text("\n".join(written) + "\n", "utf-8")


def drawn_as(name: str, drawn: bytes) -> Path:
    """Keep a paper's first page as a picture."""
    picture = PICTURES / f"{name}.png"
    picture.write_bytes(small(to_png(drawn, width=2 * _WIDE)))
    return picture


def section(label: str, data: bytes, picture: Path) -> Iterator[str]:
    """Give a kind's heading, picture and table."""
    told = measure(data)
    yield f"\n## {label}\n"
    yield f"![{label}]({picture.relative_to(ROOT / 'docs').as_posix()})\n"
    yield f"{told.said}。\n"
    yield "| clause | what | measured | required | strength | source |"
    yield "| --- | --- | --- | --- | --- | --- |"
    yield from rows((*told.findings, *told.right))


def rows(measures: Iterable[Measure]) -> Iterator[str]:
    """Give a row a measure, by clause; what is not as required is set in bold."""
    seen = set()
    for one in sorted(measures, key=_place):
        what = f"{one.element}{one.what}" if one.what else one.message  # a missing element says why it may be
        what = what if one.right else f"**{what}**"
        measured, required = (f"{value} {one.unit}".strip() for value in (one.measured, one.required))
        row = f"| {one.clause} | {what} | {measured} | {required} | {one.strength} | {one.source} |"
        if row not in seen:
            seen.add(row)
            yield row


def _place(one: Measure) -> tuple[list[int], str, str]:
    """Give where a measure stands in the table: by clause, then by what it was measured in."""
    return [int(step) for step in re.findall(r"\d+", one.clause)], one.clause, one.source


def small(picture: bytes, wide: int = _WIDE) -> bytes:
    """Halve a picture drawn large, in few colours: letters stay sharp and the file small."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    halved = image.resize((wide, round(image.height * wide / image.width)), Image.Resampling.LANCZOS)
    target = io.BytesIO()
    halved.quantize(32).save(target, "PNG", optimize=True)
    return target.getvalue()


if __name__ == "__main__":
    main()
