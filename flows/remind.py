"""催办: the stage that urges by the ladder. Scheduled, and started by the watcher when something is due."""

from __future__ import annotations

from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import send_waiting, show, work
from flows.work import reminding

DryRun = Annotated[bool, Field(title="仅演示", description="只列时间表，不发送")]


@flow(name="催办")
def remind(dry_run: DryRun = False) -> Report:
    """按梯次催办未反馈单位；每个单位每次一封，办公时间外不催。"""
    report = show(_remind(dry_run))
    if not dry_run:
        send_waiting()
    return report


@work("按梯次催办")
def _remind(dry_run: bool) -> Report:
    return reminding.remind(Office.from_settings(), dry_run=dry_run)
