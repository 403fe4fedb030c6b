"""汇总: the stage that makes one matrix and one combined draft of all returns, by clause."""

from __future__ import annotations

from prefect import flow

from flows.office import Office
from flows.report import Report
from flows.stage import RegisterNumber, show, work
from flows.work import merging


@flow(name="汇总", flow_run_name="汇总 {number}")
def merge(number: RegisterNumber) -> Report:
    """把各单位意见按条款汇总为汇总表和合并稿；有新的反馈可再次运行。"""
    return show(_merge(number))


@work("汇总意见")
def _merge(number: str) -> Report:
    return merging.merge(Office.from_settings(), number)
