"""待认领: the stage in which a person says whose a mail is that matched no request."""

from __future__ import annotations

from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import Reason, RegisterNumber, UnitName, send_waiting, show, work
from flows.work import pen

Mail = Annotated[int, Field(title="来信号", description="待认领来信表中的编号", ge=1)]
Version = Annotated[int | None, Field(title="稿次", description="所说是第几稿，空则为最近一稿", ge=1)]


@flow(name="认领来信", flow_run_name="认领来信 {mail}")
def claim(mail: Mail, number: RegisterNumber, unit: UnitName, version: Version = None) -> Report:
    """把一封来信认领为某单位的反馈。"""
    report = show(_claim(mail, number, unit, version))
    send_waiting()
    return report


@work("认领")
def _claim(mail: int, number: str, unit: str, version: int | None) -> Report:
    return pen.claim(Office.from_settings(), mail, number, unit, version)


@flow(name="搁置来信", flow_run_name="搁置来信 {mail}")
def dismiss(mail: Mail, reason: Reason) -> Report:
    """搁置一封与征求意见无关的来信；原件保留。"""
    return show(_dismiss(mail, reason))


@work("搁置")
def _dismiss(mail: int, reason: str) -> Report:
    return pen.dismiss(Office.from_settings(), mail, reason)
