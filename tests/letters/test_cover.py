"""案卷封面: what is on it, its list of papers, two pages at least."""

from datetime import date

import pytest

from letters.cover import Cover, Listed, package_cover
from letters.render import to_pdf
from tests.letters.opened import opened, texts

COVER = Cover(
    office="云江市人民政府办公室",
    number="2026-0134",
    title="关于征求《云岭省夜市管理办法（征求意见稿）》意见的函",
    issuers="云岭省商务厅",
    document_number="便函",
    secrecy="普通",
    begun=date(2026, 3, 9),
    ended=date(2026, 3, 20),
    papers=(Listed("01-定稿/复函.docx", 12_000), Listed("09-办理日志.txt", 10)),
)


def test_the_cover_tells_the_matter_and_leaves_what_is_not_settled_to_the_pen() -> None:
    facts, _ = opened(package_cover(COVER)).tables
    told = {row.cells[0].text: row.cells[1].text.strip() for row in facts.rows}
    assert told["起止日期"] == "2026年3月9日至2026年3月20日"
    assert told["件数"] == "2件"
    assert told["保管期限"] == told["归档人"] == ""
    assert "云江市人民政府办公室" in texts(package_cover(COVER))


def test_the_papers_are_listed_by_folder_and_name() -> None:
    _, listed = opened(package_cover(COVER)).tables
    assert [[cell.text.strip() for cell in row.cells] for row in listed.rows] == [
        ["序号", "类别", "文件名", "大小"],
        ["1", "01-定稿", "复函.docx", "12KB"],
        ["2", "", "09-办理日志.txt", "1KB"],
    ]


@pytest.mark.office
def test_cover_and_list_are_a_page_each(soffice: str) -> None:
    import pypdfium2  # noqa: PLC0415  only where rendering is possible

    with pypdfium2.PdfDocument(to_pdf(package_cover(COVER))) as pdf:
        first, second = (leaf.get_textpage().get_text_range() for leaf in pdf)
    assert "2026-0134" in first
    assert "卷内文件目录" in second
