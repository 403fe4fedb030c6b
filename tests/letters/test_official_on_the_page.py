"""The general format's measures on the rendered page."""

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
    from dataclasses import replace  # noqa: PLC0415  beside its use

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
