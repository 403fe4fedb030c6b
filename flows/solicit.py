"""征求意见: the stage in which every unit gets its letter. Waiting for answers is a row, not a paused flow."""

from __future__ import annotations

from typing import Annotated, cast
from uuid import UUID

from prefect import flow
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import RegisterNumber, send_waiting, show, work
from flows.work import drafting, soliciting

Anyway = Annotated[bool, Field(title="仍征求意见", description="拟办为转办或阅知的，仍向各单位征求意见")]
Hold = Annotated[bool, Field(title="暂不发出", description="只拟函、不发邮件")]


@flow(name="征求意见", flow_run_name="征求意见 {number}")
def solicit(number: RegisterNumber, hold: Hold = False, anyway: Anyway = False) -> Report:
    """向各单位征求意见：一单位一函、一个期限、一条记录；重复运行不会重复发函（条例第24条）。"""
    round_ = _open(number, anyway)
    _compose(round_, hold)
    try:
        if not hold:
            send_waiting()
    finally:  # a mailbox that refuses still leaves the account of what was composed
        report = show(soliciting.dispatched(Office.from_settings(), round_))
    return report


@flow(name="发信")
def dispatch() -> Report:
    """发出待发邮件：断电或邮局故障后由此继续。"""
    return show(send_waiting())


@work("建立征求意见")
def _open(number: str, anyway: bool) -> int:
    return soliciting.open_consultation(Office.from_settings(), number, anyway=anyway)


@work("拟函")
def _compose(solicitation_id: int, hold: bool) -> int:
    # Called from a task that is not async, it gives the artifact's key, whatever its type says.
    told = cast("UUID", create_progress_artifact(progress=0.0, description="拟函"))

    def progress(done: int, total: int) -> None:
        update_progress_artifact(told, progress=100 * done / total, description=f"拟函 {done}/{total}")

    return drafting.compose_letters(Office.from_settings(), solicitation_id, hold=hold, progress=progress)
