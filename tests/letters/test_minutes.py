"""纪要: GB/T 9704 10.3."""

from dataclasses import replace
from datetime import date

import pytest

from letters.minutes import Minutes, compose_minutes
from letters.render import to_pdf
from registry.errors import TemplateFault
from tests.letters.ink import bands
from tests.letters.opened import font, indents, opened, row, texts

MINUTES = Minutes(
    mark="云江市人民政府专题会议",
    number="〔2026〕3号",
    title="关于夜市管理办法有关分歧意见的协调会议纪要",
    body="会议议定如下。\n一、同意保留第三条。",
    attended=("市教育局张三", "市公安局李四"),
    excused=("市财政局王五",),
    dated=date(2026, 3, 9),
    printer="云江市人民政府办公室",
)


def test_the_mark_says_whose_minutes_they_are_once() -> None:
    assert "云江市人民政府专题会议纪要" in texts(compose_minutes(MINUTES))
    assert "会议纪要纪要" not in "".join(texts(compose_minutes(replace(MINUTES, mark="云江市专题会议纪要"))))


def test_those_present_stand_a_row_under_the_text_aligned_behind_the_label() -> None:
    data = compose_minutes(MINUTES)
    rows = texts(data)
    place = rows.index("出席：市教育局张三")
    assert rows[place - 1 : place + 3] == ["", "出席：市教育局张三", "市公安局李四", "请假：市财政局王五"]
    present = row(data, "出席")
    assert font(present.runs[0]) == ("黑体", 16)
    assert font(present.runs[1]) == ("仿宋_GB2312", 16)
    assert indents(present)[:2] == (5, -3)
    assert indents(row(data, "市公安局"))[:2] == (5, 0)


def test_minutes_bear_no_signature_but_a_record() -> None:
    data = compose_minutes(MINUTES)
    assert opened(data).tables[-1].rows[0].cells[0].text == "云江市人民政府办公室\t2026年3月9日印发"
    assert not any(text == "2026年3月9日" for text in texts(data))


def test_minutes_of_nobody_are_refused() -> None:
    with pytest.raises(TemplateFault, match="缺少出席人员"):
        compose_minutes(replace(MINUTES, attended=(" ",)))


@pytest.mark.office
def test_mark_and_record_of_minutes_stand_where_the_standard_puts_them(soffice: str) -> None:
    import pypdfium2  # noqa: PLC0415  only where rendering is possible

    pdf = to_pdf(compose_minutes(MINUTES))
    with pypdfium2.PdfDocument(pdf) as document:
        count = len(document)
    mark, rule = (band for band in bands(pdf, 1) if band.red)
    assert mark.top == pytest.approx(72, abs=1)
    assert rule.right - rule.left == pytest.approx(156, abs=0.5)
    last = [band for band in bands(pdf, count) if band.right - band.left > 155 and not band.red]
    assert last[-1].bottom == pytest.approx(262, abs=0.7)
