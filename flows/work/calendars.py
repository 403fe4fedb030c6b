"""The office's calendar: rest days and make-up days taken in from the yearly notice, and shown."""

from __future__ import annotations

from flows.office import CALENDAR_FILE, Office
from flows.report import Report
from flows.work.files import write_whole
from letters.calendar_sheet import COLUMNS, CalendarSheet, read_calendar
from registry import journal

_WEEKDAYS = "一二三四五六日"


def import_calendar(office: Office, name: str, data: bytes, actor: str = "管理员") -> Report:
    """Take in a sheet of rest days and make-up days; the years it speaks of are replaced, others stay.

    Deadlines already fixed keep the moment they were given: it is stored, never counted again.

    Raises:
        SettingFault: the rows that are wrong; nothing is taken in then.
        FileRefused: not a csv or xlsx, or damaged.
        StoreUnavailable: the disk is full or not writable.
    """
    later = read_calendar(data, name)
    kept = office.calendar_sheet.with_years_of(later)
    write_whole(office.settings.folder / CALENDAR_FILE, kept.as_csv().encode())
    years = "、".join(f"{year}年" for year in sorted(later.years))
    with office.store.transaction() as session:
        journal.note(session, office.now(), actor, "导入放假安排", 年份=years, 天数=len(later.days))
    said = f"已导入{years}放假和调休安排{len(later.days)}天；此前已定的期限不变"
    return _report("导入放假安排", said, later)


def list_calendar(office: Office) -> Report:
    """Tell the days the office has imported."""
    sheet = office.calendar_sheet
    said = f"共{len(sheet.days)}天" if sheet.years else "未导入放假安排，按国务院办公厅历年通知推算"
    return _report("放假安排", said, sheet)


def _report(title: str, said: str, sheet: CalendarSheet) -> Report:
    rows = [(f"{year}年", "已公布", "") for year in sorted(sheet.announced)]
    rows += [
        (f"{day.isoformat()}（星期{_WEEKDAYS[day.weekday()]}）", kept.worked.label, kept.reason)
        for day, kept in sorted(sheet.days.items())
    ]
    return Report(title, said, COLUMNS, tuple(rows))
