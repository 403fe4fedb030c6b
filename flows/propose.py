"""拟办: the stage in which lead, addressees, inner deadline and readers are proposed."""

from __future__ import annotations

from prefect import flow

from flows.office import Office
from flows.report import Report
from flows.stage import RegisterNumber, UnitName, show, work
from flows.work import proposing


@flow(name="拟办", flow_run_name="拟办 {number}")
def propose(number: RegisterNumber, lead: UnitName | None = None) -> Report:
    """拟定牵头单位、征求意见单位及其条款、内部期限和批阅领导，写入收文阅办单。"""
    return show(_propose(number, lead))


@work("拟办意见")
def _propose(number: str, lead: str | None) -> Report:
    return proposing.propose(Office.from_settings(), number, lead)
