"""The handling slip printed onto a form printed beforehand 套打: values, the blank form, the sheet to calibrate by."""

from __future__ import annotations

from pathlib import Path

from docx.shared import Mm

from flows.office import Office
from flows.report import Report
from flows.work.files import write_whole
from flows.work.proposing import slip_of
from letters.overprint import Offset, calibration_sheet, overprinted
from letters.slip import Place, Slip, blank_form, handling_slip
from post.safety import safe_name
from registry import papers
from registry.errors import NotPermitted
from registry.lifecycle import PaperState

FOLDER = "套打"


def whole_slip(office: Office, number: str) -> Report:
    """Write a paper's slip whole, words and form, and say where it lies.

    Raises:
        UnknownPaper: no such paper.
        NotPermitted: a secret entry has no slip here.
    """
    path = _write(office, f"{safe_name(number)}（整张）.docx", handling_slip(_slip(office, number)))
    return Report("收文阅办单", f"{number}的收文阅办单：{path}", number=number)


def overprint_slip(office: Office, number: str) -> Report:
    """Write a paper's values alone, where the printed form has its fields.

    Raises:
        UnknownPaper: no such paper.
        NotPermitted: a secret entry has no slip here.
        TemplateFault: a field of the printed form too small for any words.
    """
    made = overprinted(_slip(office, number), _offset(office), _places(office))
    path = _write(office, f"{safe_name(number)}.docx", made.docx)
    said = f"{number}的套打文件：{path}；请放入印好的阅办单，按实际大小打印"
    if made.continued:
        said += f"；{'、'.join(made.continued)}一栏写不下，余下的在第2页起的续页，请用白纸打印后附上"
    if made.unplaced:
        said += f"；{'、'.join(made.unplaced)}没有打印，overprint_fields 未写明其位置"
    return Report("套打", said, number=number)


def blank_slip(office: Office) -> Report:
    """Write the blank form that 套打 prints onto."""
    path = _write(office, "空白阅办单.docx", blank_form(office.settings.name))
    return Report("空白阅办单", f"空白收文阅办单：{path}；按实际大小印制备用")


def printer_test(office: Office) -> Report:
    """Write the sheets that show how far a printer is off, and where the fields are."""
    path = _write(office, "套打校准页.docx", calibration_sheet(office.settings.name, _offset(office), _places(office)))
    said = f"套打校准页：{path}；打印后量十字位置，把差数填入 office.toml 的 overprint_x、overprint_y"
    return Report("套打校准", said)


def _slip(office: Office, number: str) -> Slip:
    with office.store.reading() as session:
        paper = papers.find(session, number)
        if paper.state == PaperState.ENTRY_ONLY:
            raise NotPermitted(f"收文{number}为涉密件，不打印收文阅办单", todo="请线下办理")
        return slip_of(office, session, paper)


def _places(office: Office) -> dict[str, Place] | None:
    """Give where the office's own printed form has its fields; `None` where it uses ours."""
    own = office.settings.overprint_fields
    return {label: Place(*map(Mm, place)) for label, place in own.items()} or None


def _offset(office: Office) -> Offset:
    return Offset(office.settings.overprint_x, office.settings.overprint_y)


def _write(office: Office, name: str, data: bytes) -> Path:
    path = office.settings.folder / FOLDER / name
    write_whole(path, data)
    return path
