"""套打: values alone where the printed form has its fields, moved as the printer asks."""

from dataclasses import replace

import pytest
from docx.shared import Mm

from letters.overprint import Offset, calibration_sheet, overprinted
from letters.package import W
from letters.render import to_pdf
from letters.slip import Place, blank_form, form_places
from registry.errors import TemplateFault
from tests.letters.ink import bands
from tests.letters.opened import body, opened, texts
from tests.letters.test_slip import SLIP


def frames(data: bytes) -> dict[str, tuple[float, float]]:
    """Give where each row's frame stands, in mm from the page's corner."""
    found = {}
    for paragraph in opened(data).paragraphs:
        frame = paragraph._p.find(f".//{W}framePr")
        if frame is not None:
            found[paragraph.text] = (int(frame.get(f"{W}x")) / 56.693, int(frame.get(f"{W}y")) / 56.693)
    return found


def test_only_values_are_printed() -> None:
    told = [text for text in texts(overprinted(SLIP, Offset()).docx) if text]
    assert told[:6] == ["普通", "加急", "2026-0134", "云岭省商务厅", "便函", "2026年3月9日"]
    assert not any(label in told for label in form_places(SLIP.office))
    assert not opened(overprinted(SLIP, Offset()).docx).tables


def test_every_value_lies_within_its_field() -> None:
    places = form_places(SLIP.office)
    found = frames(overprinted(SLIP, Offset()).docx)
    for text, label in (("普通", "密级"), ("2026-0134", "收文编号"), ("已复函。", "办结说明")):
        x, y = found[text]
        place = places[label]
        assert place.x.mm < x < (place.x + place.width) / 36_000
        assert place.y.mm <= y < (place.y + place.height) / 36_000


def test_the_printers_offset_moves_all_alike() -> None:
    before, after = frames(overprinted(SLIP, Offset()).docx), frames(overprinted(SLIP, Offset(1.5, -2)).docx)
    for text, (x, y) in before.items():
        assert after[text] == (pytest.approx(x + 1.5, abs=0.05), pytest.approx(y - 2, abs=0.05))


def test_empty_fields_print_nothing() -> None:
    assert "办结说明" in form_places(SLIP.office)
    assert "已复函。" not in texts(overprinted(replace(SLIP, conclusion=" \n "), Offset()).docx)


def test_long_words_are_set_smaller() -> None:
    def size(proposal: str) -> float:
        data = overprinted(replace(SLIP, proposal=proposal), Offset()).docx
        run = next(p.runs[0] for p in opened(data).paragraphs if p.text.startswith("请研究"))
        return float(run.font.size.pt)

    assert size("请研究。") > size("请研究。" * 40)


def test_what_a_field_cannot_hold_goes_on_on_a_second_page_sentence_by_sentence_nothing_lost() -> None:
    sentences = [f"请第{n}个单位认真研究，按时反馈。" for n in range(200)]
    made = overprinted(replace(SLIP, proposal="".join(sentences)), Offset())
    told = texts(made.docx)
    first = next(text for text in told if text.startswith("请第0个"))
    at = told.index("（上接拟办意见）")
    assert made.continued == ("拟办意见",)
    assert first.endswith("。（下接续页）")
    assert first.removesuffix("（下接续页）") + told[at + 1] == "".join(sentences)
    assert any(f"收文阅办单续页（{SLIP.number}）" in text.replace("\n", "") for text in told)


def test_an_offices_own_form_says_where_its_fields_are_and_what_it_has_no_field_for() -> None:
    own = {"收文编号": Place(Mm(150), Mm(30), Mm(40), Mm(10)), "拟办意见": Place(Mm(50), Mm(200), Mm(130), Mm(60))}
    made = overprinted(SLIP, Offset(), own)
    assert frames(made.docx)["2026-0134"] == (pytest.approx(151, abs=0.1), pytest.approx(30.8, abs=0.5))
    assert "文件标题" in made.unplaced
    assert not any(SLIP.title in text for text in texts(made.docx))


def test_a_field_that_holds_no_row_is_refused() -> None:
    with pytest.raises(TemplateFault, match="“拟办意见”一栏太小"):
        overprinted(SLIP, Offset(), {"拟办意见": Place(Mm(50), Mm(200), Mm(130), Mm(3))})


@pytest.mark.parametrize("offset", [(31, 0), (0, -31), (float("nan"), 0)])
def test_an_offset_no_printer_has_is_refused(offset: tuple[float, float]) -> None:
    with pytest.raises(TemplateFault, match="套打偏移"):
        Offset(*offset)


def test_the_sheet_names_the_settings_to_change() -> None:
    told = "".join(texts(calibration_sheet(SLIP.office, Offset(1.5, -1))))
    assert "overprint_x = 1.5，overprint_y = -1" in told
    assert len(list(body(calibration_sheet(SLIP.office, Offset())).iter("{*}anchor"))) == 10 + 2 * 41 + 4 * 11


@pytest.mark.office
def test_the_sheets_crosses_stand_where_it_says(soffice: str) -> None:
    drawn = bands(to_pdf(calibration_sheet(SLIP.office, Offset())), 1)
    assert drawn[0].top == pytest.approx(15, abs=0.3)
    assert drawn[0].left == pytest.approx(15, abs=0.3)
    assert drawn[0].right == pytest.approx(195, abs=0.3)
    assert drawn[-1].bottom == pytest.approx(282, abs=0.3)


@pytest.mark.office
def test_a_blank_forms_rules_stand_where_the_values_are_aimed(soffice: str) -> None:
    drawn = bands(to_pdf(blank_form(SLIP.office)), 1)
    table = next(band for band in drawn if band.bottom - band.top > 50)
    places = form_places(SLIP.office)
    assert table.top == pytest.approx(places["密级"].y.mm, abs=1)
    last = places["办结说明"]
    assert table.bottom == pytest.approx((last.y + last.height) / 36_000, abs=1.5)
