"""信函格式: the measures of GB/T 9704 10.1 on the rendered page."""

import io
from datetime import date

import pytest

from letters.letter import Letter, compose_letter
from letters.render import to_pdf, to_png
from registry.errors import FileRefused

LETTER = Letter(
    mark="云江市商务局",
    number="云商函〔2026〕17号",
    title="关于征求《云岭省夜市管理办法（征求意见稿）》意见的函",
    addressee="市财政局",
    body="一二三四五六七八九十" * 110 + "\n特此函达。",
    signature="云江市人民政府办公室",
    dated=date(2026, 3, 9),
)


@pytest.fixture(scope="module")
def rendered(soffice: str) -> bytes:
    """Give a letter of three pages as PDF."""
    return to_pdf(compose_letter(LETTER))


def ink(pdf: bytes, number: int) -> list[tuple[float, float, float, float, bool]]:
    """Give the rows of ink on a page: top, bottom, left and right in mm, and whether it is red."""
    import numpy as np  # noqa: PLC0415  only where rendering is possible
    import pypdfium2  # noqa: PLC0415

    scale = 4
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = document[number - 1].render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3].astype(int)
    dark = drawn.min(axis=2) < 128
    edges = np.flatnonzero(np.diff(np.concatenate(([0], dark.any(axis=1).astype(int), [0]))))
    found = []
    for top, bottom in edges.reshape(-1, 2):
        columns = np.flatnonzero(dark[top:bottom].any(axis=0))
        red = bool(drawn[top:bottom][dark[top:bottom]][:, 0].min() > 128)
        places = (top, bottom, columns[0], columns[-1] + 1)
        found.append((*(place * 25.4 / 72 / scale for place in places), red))
    return found


@pytest.mark.office
def test_mark_and_rules_stand_where_the_standard_puts_them(rendered: bytes) -> None:
    red = [band for band in ink(rendered, 1) if band[4]]
    mark, rules = red[0], red[1:]
    assert mark[0] == pytest.approx(30, abs=1)
    assert (mark[2] + mark[3]) / 2 == pytest.approx(106, abs=1)
    thick, thin, foot_thin, foot_thick = rules
    assert thick[0] - mark[1] == pytest.approx(4, abs=0.5)
    assert thick[1] - thick[0] > 2 * (thin[1] - thin[0])
    assert foot_thick[1] - foot_thick[0] > 2 * (foot_thin[1] - foot_thin[0])
    assert foot_thick[1] == pytest.approx(277, abs=1)
    for rule in rules:
        assert rule[3] - rule[2] == pytest.approx(170, abs=1)


@pytest.mark.office
def test_the_number_is_seven_eighths_of_a_character_under_the_rule_and_flush_right(rendered: bytes) -> None:
    bands = ink(rendered, 1)
    rule = [band for band in bands if band[4]][2]
    number = next(band for band in bands if not band[4])
    assert number[0] - rule[1] == pytest.approx(4.9, abs=0.7)
    assert number[3] == pytest.approx(184, abs=1)


@pytest.mark.office
def test_a_full_page_has_22_rows_of_28_characters(rendered: bytes) -> None:
    import pdfplumber  # noqa: PLC0415  slow to import

    with pdfplumber.open(io.BytesIO(rendered)) as pdf:
        rows: dict[int, int] = {}
        for char in pdf.pages[1].chars:
            if char["size"] == pytest.approx(16) and char["text"] in "一二三四五六七八九十":
                rows[round(char["top"])] = rows.get(round(char["top"]), 0) + 1
    assert len(rows) == 22
    assert set(rows.values()) == {28}


@pytest.mark.office
def test_the_first_page_shows_text_but_no_number(rendered: bytes) -> None:
    import pypdfium2  # noqa: PLC0415  only where rendering is possible

    with pypdfium2.PdfDocument(rendered) as pdf:
        texts = [leaf.get_textpage().get_text_range() for leaf in pdf]
    assert "一二三四五" in texts[0]
    assert "—" not in texts[0]
    assert "— 2 —" in texts[1]
    assert "特此函达" in texts[-1]
    assert "2026年3月9日" in texts[-1].replace(" ", "")


@pytest.mark.office
def test_a_page_becomes_a_picture(rendered: bytes) -> None:
    assert to_png(rendered, 1, width=300).startswith(b"\x89PNG")
    with pytest.raises(FileRefused, match="没有第9页"):
        to_png(rendered, 9)
    with pytest.raises(FileRefused, match="已损坏"):
        to_png(b"no pdf")
