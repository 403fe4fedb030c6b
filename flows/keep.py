"""Keeping the register: deliveries, extensions, waivers, voids, the directory, the ledger: each a form for staff."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import PersonName, Reason, RegisterNumber, UnitName, show, work
from flows.work import keeping, soliciting, status
from flows.work.files import read_file

Until = Annotated[str, Field(title="延至", description="如 3月13日下班前", min_length=1, max_length=60)]
Way = Annotated[str, Field(title="送达方式", description="如 OA、专人送达", min_length=1, max_length=60)]
Sheet = Annotated[Path, Field(title="名录文件", description="xlsx 或 csv 的路径")]


@flow(name="延期", flow_run_name="延期 {number} {unit}")
def extend(number: RegisterNumber, unit: UnitName, to: Until, reason: Reason, agreed_by: PersonName) -> Report:
    """给一个单位单独延期，须在期限前提出，写明理由和同意人。"""
    return show(_extend(number, unit, to, reason, agreed_by))


@work("延期")
def _extend(number: str, unit: str, to: str, reason: str, agreed_by: str) -> Report:
    return keeping.extend(Office.from_settings(), number, unit, to, reason, agreed_by)


@flow(name="送达登记", flow_run_name="送达登记 {number} {unit}")
def deliver(number: RegisterNumber, unit: UnitName, by: Way) -> Report:
    """登记征求意见函已线下送达，由此开始等待该单位反馈。"""
    return show(_deliver(number, unit, by))


@work("送达登记")
def _deliver(number: str, unit: str, by: str) -> Report:
    return soliciting.deliver(Office.from_settings(), number, unit, by)


@flow(name="免予反馈", flow_run_name="免予反馈 {number} {unit}")
def waive(number: RegisterNumber, unit: UnitName, reason: Reason) -> Report:
    """写明理由后，不再等待该单位反馈。"""
    return show(_waive(number, unit, reason))


@work("免予反馈")
def _waive(number: str, unit: str, reason: str) -> Report:
    return keeping.waive(Office.from_settings(), number, unit, reason)


@flow(name="作废", flow_run_name="作废 {number}")
def void(number: RegisterNumber, reason: Reason) -> Report:
    """作废一件收文；编号保留，不再使用。"""
    return show(_void(number, reason))


@work("作废")
def _void(number: str, reason: str) -> Report:
    return keeping.void(Office.from_settings(), number, reason)


@flow(name="导入单位名录")
def import_units(sheet: Sheet) -> Report:
    """导入单位名录；有一行不对则全部不导入。"""
    return show(_import_units(sheet))


@work("导入")
def _import_units(sheet: Path) -> Report:
    return keeping.import_units(Office.from_settings(), sheet.name, read_file(sheet))


@flow(name="台账")
def ledger(number: RegisterNumber | None = None) -> Report:
    """写当日台账；给出收文编号时只报告该件的办理情况。"""
    return show(_ledger(number))


@work("台账")
def _ledger(number: str | None) -> Report:
    office = Office.from_settings()
    return status.status(office, number) if number else status.write_ledger(office)
