"""The sheet of rest days and make-up days."""

import io
from datetime import date

import openpyxl
import pytest

from letters.calendar_sheet import read_calendar
from registry.calendar import SetDay, Worked
from registry.errors import FileRefused, SettingFault

SHEET = """日期,安排,事由
2027,已公布,
2027年2月5日至2月7日,休,春节
2027-02-20,班,春节调休
2027/12/31,下午休,
"""


def test_days_runs_half_days_and_a_whole_year_are_read() -> None:
    sheet = read_calendar(SHEET.encode(), "安排.csv")
    assert sheet.days == {
        date(2027, 2, 5): SetDay(Worked.REST, "春节"),
        date(2027, 2, 6): SetDay(Worked.REST, "春节"),
        date(2027, 2, 7): SetDay(Worked.REST, "春节"),
        date(2027, 2, 20): SetDay(Worked.WORK, "春节调休"),
        date(2027, 12, 31): SetDay(Worked.MORNING, ""),
    }
    assert sheet.announced == frozenset({2027})


def test_a_sheet_written_again_reads_the_same() -> None:
    sheet = read_calendar(SHEET.encode("gb18030"), "安排.csv")
    assert read_calendar(sheet.as_csv().encode(), "安排.csv") == sheet


def test_an_xlsx_reads_as_its_csv() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for line in SHEET.splitlines():
        page.append(line.split(","))
    target = io.BytesIO()
    book.save(target)
    assert read_calendar(target.getvalue(), "安排.xlsx") == read_calendar(SHEET.encode(), "安排.csv")


def test_a_later_sheet_replaces_only_its_own_years() -> None:
    first = read_calendar(SHEET.encode(), "安排.csv")
    later = read_calendar("日期,安排\n2028-01-03,休\n".encode(), "安排.csv")
    both = first.with_years_of(later)
    assert date(2027, 2, 5) in both.days
    assert date(2028, 1, 3) in both.days
    again = read_calendar("日期,安排\n2027-02-08,休\n".encode(), "安排.csv")
    assert set(both.with_years_of(again).days) == {date(2027, 2, 8), date(2028, 1, 3)}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("2027-02-30,休", "第2行"),
        ("2月5日,休", "年月日"),
        ("2027-02-05,也许", "安排"),
        ("2027-02-05,休\n2027-02-05,班", "重复"),
        ("2027-02-07至2027-02-05,休", "颠倒"),
        ("2027-01-01至2027-12-31,休", "两个月"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_taken(rows: str, said: str) -> None:
    with pytest.raises(SettingFault, match=said):
        read_calendar(f"日期,安排,事由\n{rows}\n".encode(), "安排.csv")


@pytest.mark.parametrize("data", ["", "名称,简称\n", "日期\n2027-02-05\n"])
def test_a_sheet_without_its_columns_is_refused(data: str) -> None:
    with pytest.raises((SettingFault, FileRefused)):
        read_calendar(data.encode(), "安排.csv")


def test_a_file_that_is_no_sheet_is_refused() -> None:
    with pytest.raises(FileRefused):
        read_calendar(b"%PDF-1.4 and so on", "安排.pdf")
