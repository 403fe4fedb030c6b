"""拟办: the stage in which lead, addressees, inner deadline and readers are proposed."""

from __future__ import annotations

from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import RegisterNumber, UnitName, show, work
from flows.work import proposing

Units = Annotated[tuple[str, ...], Field(title="单位", description="增加或去掉的单位", max_length=100)]


@flow(name="拟办", flow_run_name="拟办 {number}")
def propose(number: RegisterNumber, lead: UnitName | None = None, add: Units = (), drop: Units = ()) -> Report:
    """拟定牵头单位、征求意见单位及其条款、内部期限和批阅领导，写入收文阅办单。"""
    return show(_propose(number, lead, add, drop))


@work("拟办意见")
def _propose(number: str, lead: str | None, add: tuple[str, ...], drop: tuple[str, ...]) -> Report:
    return proposing.propose(Office.from_settings(), number, lead, add=add, drop=drop)
