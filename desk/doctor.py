"""`huiban doctor`: what is ready, what is missing and what that means, what a person must look at."""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec

from flows.engine import running_engine
from flows.office import Office
from flows.report import Report
from flows.settings import load
from flows.work import mailing, status
from letters.conversion.worker import find_python
from letters.fonts import FACES, found, is_itself
from post.imap import look
from post.smtp import sign_in
from registry import document_numbers, journal
from registry.errors import HuibanError, RenderingUnavailable

_COLUMNS = ("项目", "状况", "说明")
_GOOD, _POOR, _BAD = "正常", "缺少", "有误"
_PROGRAMS = (
    (
        ("soffice", "libreoffice"),
        "LibreOffice",
        "用于读取 doc、wps、rtf、odt，把函件转为 PDF；没有它，函件仍以 docx 发出",
    ),
    (("chromium", "chromium-browser", "google-chrome"), "Chromium", "用于网页检查；日常办理不需要"),
)


def examine(*, mail: bool = False) -> tuple[list[Report], bool]:
    """Examine machine and office; with `mail` sign in to the mailbox and end a pause. `False`: something is wrong."""
    rows = [*_machine(), *_office(mail=mail)]
    is_well = all(state != _BAD for _, state, _ in rows)
    reports = [Report("检查", "一切就绪" if is_well else "有需要处理的问题，见下表", _COLUMNS, tuple(rows))]
    with suppress(HuibanError):  # told in the table already
        reports.append(status.attention(Office.from_settings()))
    return reports, is_well


def _machine() -> list[tuple[str, str, str]]:
    rows = [
        ("Python", _GOOD, sys.version.split()[0]),
        ("会办", _GOOD, version("huiban")),
        ("Prefect", _GOOD, version("prefect")),
    ]
    for names, label, use in _PROGRAMS:
        path = next((path for name in names if (path := shutil.which(name))), None)
        rows.append((label, _GOOD if path else _POOR, path or use))
    return [*rows, _conversion(), _recognition(), *_fonts()]


def _conversion() -> tuple[str, str, str]:
    try:
        return "LibreOffice 接口", _GOOD, find_python()
    except RenderingUnavailable as fault:
        return "LibreOffice 接口", _POOR, f"{fault.happened}，{fault.todo}"


def _fonts() -> list[tuple[str, str, str]]:
    """Say of each font papers name whether it is here, and what stands in for it where papers are rendered."""
    rows = []
    for font in FACES:
        family = found(font)
        if is_itself(font, family):
            rows.append((f"字体 {font}", _GOOD, family))
        else:
            shown = f"PDF和图片中以 {family.partition(',')[0]} 代替" if family else "未装 fontconfig，无法查看"
            rows.append((f"字体 {font}", _POOR, f"{shown}；docx 中仍写明本字体，收件方装有即如实显示"))
    return rows


def _recognition() -> tuple[str, str, str]:
    if find_spec("rapidocr") and find_spec("onnxruntime"):
        return "文字识别", _GOOD, version("rapidocr")
    return "文字识别", _POOR, "用于读取扫描件和图片；运行 pip install 'huiban[ocr]' 安装"


def _office(*, mail: bool) -> list[tuple[str, str, str]]:
    try:
        settings = load()
        office = Office.from_settings()
    except HuibanError as fault:
        return [("办公室", _BAD, str(fault))]
    rows = [
        ("办公室", _GOOD, f"{settings.name}（{settings.folder}）"),
        ("数据库", _GOOD, office.store.engine.dialect.name),
    ]
    try:
        with office.store.reading() as session:
            rows.append(("日志", _GOOD, f"{journal.verify(session)}条，哈希链完整"))
    except HuibanError as fault:
        rows.append(("日志", _BAD, str(fault)))
    with office.store.reading() as session:
        missing = document_numbers.gaps(session)
    if missing:
        rows.append(("发文字号", _BAD, f"缺号：{'、'.join(missing)}，请查明"))
    year = office.now().year
    known = office.calendar.is_announced(date(year + 1, 1, 1))
    rows.append(
        (
            "节假日安排",
            _GOOD if known else _POOR,
            f"{year + 1}年{'已' if known else '尚未'}公布；未公布年份的期限为暂定",
        )
    )
    engine = running_engine(settings)
    rows.append(("流程引擎", _GOOD if engine else _POOR, engine or "未运行；定时催办和自动收信需要 huiban up"))
    if mail:
        rows += _mail(office)
    return rows


def _mail(office: Office) -> list[tuple[str, str, str]]:
    rows = []
    for label, attempt in (("发信", lambda: sign_in(office.smtp)), ("收信", lambda: look(office.imap, "INBOX", None))):
        try:
            attempt()
            rows.append((label, _GOOD, "登录成功"))
        except HuibanError as fault:
            rows.append((label, _BAD, str(fault)))
    if rows[0][1] == _GOOD and mailing.resume_mail(office):
        rows.append(("发信", _GOOD, "已恢复暂停的发信；运行 huiban up 或 huiban remind 继续发出"))
    return rows
