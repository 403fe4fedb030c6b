"""The general format's measures on the rendered page."""

from dataclasses import replace

import pytest

from letters.official import compose_official
from letters.render import to_pdf
from letters.seal_picture import read_seal
from tests.letters.ink import bands
from tests.letters.test_official import PAPER, THREE
from tests.letters.test_signing import round_seal


@pytest.mark.office
def test_mark_rule_and_record_stand_where_the_standard_puts_them(soffice: str) -> None:
    page = bands(to_pdf(compose_official(PAPER)), 1)
    mark, rule = (band for band in page if band.red)
    assert mark.top == pytest.approx(72, abs=1)
    assert (mark.left + mark.right) / 2 == pytest.approx(106, abs=1)
    assert rule.right - rule.left == pytest.approx(156, abs=0.5)
    number = next(band for band in page if band.top > mark.bottom)
    assert rule.top - number.bottom == pytest.approx(4, abs=0.7)
    record = [band for band in page if band.right - band.left > 155 and not band.red and band.bottom - band.top < 1]
    assert len(record) == 3
    assert record[-1].bottom == pytest.approx(262, abs=0.7)
    assert all(band.right - band.left == pytest.approx(156, abs=0.5) for band in record)


@pytest.mark.office
def test_marks_of_a_joint_issue_begin_at_72_mm_and_seals_do_not_touch(soffice: str) -> None:
    seal = read_seal(round_seal())
    data = compose_official(replace(PAPER, marks=THREE, seals=(seal,) * 3, body="请认真落实。"))
    pdf = to_pdf(data)
    assert bands(pdf, 1)[0].top == pytest.approx(72, abs=1)
    last = bands(pdf, 2) if len(bands(pdf, 1)) < 12 else bands(pdf, 1)
    red = max((band for band in last if band.red_columns), key=lambda band: len(band.red_columns))
    assert len(red.red_columns) == 3
    assert all(right - left == pytest.approx(42, abs=1) for left, right in red.red_columns)
    assert red.red_columns[0][0] >= 28
    assert red.red_columns[-1][1] <= 184


@pytest.mark.office
@pytest.mark.parametrize("count", [6, 22, 23, 120])
def test_however_long_the_text_the_record_ends_the_last_page_and_no_signature_stands_alone(
    soffice: str, count: int
) -> None:
    import pypdfium2  # noqa: PLC0415  only where rendering is possible

    body = "\n".join(f"第{number}项工作请认真落实。" for number in range(count))
    pdf = to_pdf(compose_official(replace(PAPER, body=f"{body}\n特此通知。", seals=(read_seal(round_seal()),))))
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [leaf.get_textpage().get_text_range().replace(" ", "") for leaf in document]
    assert "第0项" in pages[0]
    assert "2026年3月9日印发" in pages[-1]
    assert "项工作请认真落实" in next(words for words in pages if "云江市人民政府\r\n" in words and "月9日" in words)
    rules = [band for band in bands(pdf, len(pages)) if band.right - band.left > 155 and not band.red]
    assert rules[-1].bottom == pytest.approx(262, abs=0.7)
