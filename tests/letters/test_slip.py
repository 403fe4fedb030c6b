"""收文阅办单: every field of the slip, endorsements in their places."""

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from letters.render import to_pdf
from letters.slip import Slip, SlipEndorsement, handling_slip

SLIP = Slip(
    office="云江市人民政府办公室",
    number="2026-0134",
    secrecy="普通",
    urgency="加急",
    issuers="云岭省商务厅",
    document_number="便函",
    received=date(2026, 3, 9),
    title="关于征求《云岭省夜市管理办法（征求意见稿）》意见的函",
    proposal="此件系云岭省商务厅来函。\n建议：请市商务局牵头。",
    endorsements=(
        SlipEndorsement("王一", "市长", "请李二同志阅处。", date(2026, 3, 9)),
        SlipEndorsement("李二", "副市长", "同意。", date(2026, 3, 10)),
        SlipEndorsement("赵三", "副秘书长", "拟同意。", date(2026, 3, 9)),
    ),
    conclusion="已复函。",
)


def cells(slip: Slip) -> dict[str, str]:
    table = docx.Document(io.BytesIO(handling_slip(slip))).tables[0]
    found: dict[str, str] = {}
    for row in table.rows:
        texts = [cell.text for cell in dict.fromkeys(row.cells)]
        found.update(zip(texts[::2], texts[1::2], strict=True))
    return found


def test_the_slip_has_the_eleven_fields_of_the_form() -> None:
    fields = "密级 紧急程度 收文编号 来文单位 文号 收文日期 文件标题 领导批示 秘书长阅批 拟办意见 办结说明"
    assert " ".join(cells(SLIP)) == fields


def test_endorsements_stand_in_order_of_rank_and_the_secretary_apart() -> None:
    told = cells(SLIP)
    assert told["领导批示"].splitlines() == [
        "请李二同志阅处。\t王一　2026年3月9日",
        "同意。\t李二　2026年3月10日",
    ]
    assert told["秘书长阅批"] == "拟同意。\t赵三　2026年3月9日"


def test_a_slip_not_yet_endorsed_keeps_its_room_empty() -> None:
    told = cells(replace(SLIP, endorsements=(), proposal="", conclusion=""))
    assert told["领导批示"] == told["拟办意见"] == told["办结说明"] == ""


@pytest.mark.office
def test_the_slip_fits_one_page(soffice: str) -> None:
    import pypdfium2  # noqa: PLC0415  only where rendering is possible

    joins = "、".join(f"市第{n}工作局" for n in range(12))
    proposal = f"此件系来函。\n建议：请市商务局牵头，会同{joins}研究办理。\n请王一同志阅示。"
    conclusion = "已以电子邮件复函。征求12个单位意见：有意见7家，无意见3家，视为无意见1家，免予反馈1家。"
    for slip in (replace(SLIP, proposal=proposal), replace(SLIP, proposal=proposal * 2, conclusion=conclusion)):
        with pypdfium2.PdfDocument(to_pdf(handling_slip(slip))) as pdf:
            assert len(pdf) == 1


@pytest.mark.office
def test_number_and_date_of_usual_length_stand_in_one_row_each(soffice: str) -> None:
    import pypdfium2  # noqa: PLC0415  only where rendering is possible

    slip = replace(SLIP, document_number="云政办发函〔2026〕1123号", received=date(2026, 12, 14))
    with pypdfium2.PdfDocument(to_pdf(handling_slip(slip))) as pdf:
        lines = pdf[0].get_textpage().get_text_range().replace(" ", "").splitlines()
    assert any("云政办发函〔2026〕1123号" in line for line in lines)
    assert any("2026年12月14日" in line for line in lines)
