"""The directory as a sheet."""

import io

import openpyxl
import pytest

from desk.demo import region
from letters.directory_sheet import COLUMNS, read_directory
from registry.errors import DirectoryFault, FileEmpty, FileUnknown
from registry.words import Level

HEAD = ",".join(COLUMNS)


def sheet(*rows: str) -> bytes:
    return "\n".join((HEAD, *rows)).encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_is_read_in_every_usual_encoding(encoding: str) -> None:
    text = (
        f"{HEAD}\n河阳市教育局,教育局、市教育局,市,河阳市人民政府,社会事业,省教育厅、教育厅,市直,甲,1,a@x.example,email"
    )
    (unit,) = read_directory(text.encode(encoding), "名录.csv").units
    assert unit.aliases == ("教育局", "市教育局")
    assert unit.level is Level.CITY
    assert unit.counterparts == ("省教育厅", "教育厅")
    assert unit.groups == ("市直",)
    assert unit.channel == "email"


def test_a_workbook_is_read_the_same() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(COLUMNS))
    book.active.append(["河阳市教育局", "教育局", "市"])
    packed = io.BytesIO()
    book.save(packed)
    assert read_directory(packed.getvalue(), "名录.xlsx").find("教育局") is not None


def test_missing_and_repeated_names_are_told_by_row() -> None:
    with pytest.raises(DirectoryFault) as refused:
        read_directory(sheet("甲局", "", ",乙,市", "丙局,甲局"), "名录.csv")
    assert refused.value.rows == ("第4行：缺少单位名称", "第5行：名称“甲局”与第2行重复")
    assert "名录.csv" in str(refused.value)
    assert "未改动" in str(refused.value)


def test_a_sheet_without_the_name_column_says_which() -> None:
    with pytest.raises(DirectoryFault, match="名称"):
        read_directory("单位,电话\n甲局,1".encode(), "名录.csv")


def test_a_level_or_mailbox_that_is_none_is_told_by_row() -> None:
    with pytest.raises(DirectoryFault) as refused:
        read_directory(sheet("甲局,,镇", "乙局,,市,,,,,,,yiju#x"), "名录.csv")
    assert [row[:3] for row in refused.value.rows] == ["第2行", "第3行"]


@pytest.mark.parametrize(
    "given", ["a@x.example、b@x.example", "a@x.example;b@x.example", "甲 <a@x.example>", "甲@x.example"]
)
def test_a_mailbox_that_no_letter_can_be_sent_to_is_a_fault_of_its_row(given: str) -> None:
    with pytest.raises(DirectoryFault) as refused:
        read_directory(sheet("甲局,,市,,,,,,,a@x.example", f"乙局,,市,,,,,,,{given}"), "名录.csv")
    assert [row[:3] for row in refused.value.rows] == ["第3行"]


def test_a_sheet_of_headings_only_has_no_units() -> None:
    with pytest.raises(DirectoryFault, match="没有单位"):
        read_directory(sheet(), "名录.csv")


def test_other_files_are_refused() -> None:
    with pytest.raises(FileUnknown, match="PDF"):
        read_directory(b"%PDF-1.7 x", "名录.pdf")
    with pytest.raises(FileEmpty):
        read_directory(b"", "名录.csv")


def test_every_unit_of_the_demonstration_has_a_channel_and_a_mailbox_of_its_own() -> None:
    units = read_directory(region.units_csv(), "units.csv").units
    assert all(unit.channel and unit.email.endswith("@yunze.example") for unit in units)
    assert len({unit.email for unit in units}) == len(units)
