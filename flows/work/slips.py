"""The handling slip printed onto a form printed beforehand 套打: values, the blank form, the sheet to calibrate by."""

from __future__ import annotations

from pathlib import Path

from flows.office import Office
from flows.report import Report
from flows.work.files import write_whole
from flows.work.proposing import slip_of
from letters.overprint import Offset, calibration_sheet, overprinted
from letters.slip import blank_form
from post.safety import safe_name
from registry import papers
from registry.errors import NotPermitted
from registry.lifecycle import PaperState

FOLDER = "套打"


def overprint_slip(office: Office, number: str) -> Report:
    """Write a paper's values alone, where the printed form has its fields.

    Raises:
        UnknownPaper: no such paper.
        NotPermitted: a secret entry has no slip here.
        TemplateFault: words that do not fit the printed form.
    """
    with office.store.reading() as session:
        paper = papers.find(session, number)
        if paper.state == PaperState.ENTRY_ONLY:
            raise NotPermitted(f"收文{number}为涉密件，不打印收文阅办单", todo="请线下办理")
        slip = slip_of(office, session, paper)
    path = _write(office, f"{safe_name(number)}.docx", overprinted(slip, _offset(office)))
    return Report("套打", f"{number}的套打文件：{path}；请放入印好的阅办单，按实际大小打印", number=number)


def blank_slip(office: Office) -> Report:
    """Write the blank form that 套打 prints onto."""
    path = _write(office, "空白阅办单.docx", blank_form(office.settings.name))
    return Report("空白阅办单", f"空白收文阅办单：{path}；按实际大小印制备用")


def printer_test(office: Office) -> Report:
    """Write the sheet that shows how far a printer is off."""
    path = _write(office, "套打校准页.docx", calibration_sheet(_offset(office)))
    said = f"套打校准页：{path}；打印后量十字位置，把差数填入 office.toml 的 overprint_x、overprint_y"
    return Report("套打校准", said)


def _offset(office: Office) -> Offset:
    return Offset(office.settings.overprint_x, office.settings.overprint_y)


def _write(office: Office, name: str, data: bytes) -> Path:
    path = office.settings.folder / FOLDER / name
    write_whole(path, data)
    return path
