"""反馈: the stage that fetches mail, matches it to requests and reads what units sent back."""

from __future__ import annotations

from prefect import flow

from flows.office import Office
from flows.report import Report
from flows.stage import send_waiting, show, work
from flows.work import collecting


@flow(name="收集反馈")
def collect() -> Report:
    """收取来信、对应单位、读取意见；读不懂的文件请对方更正，对不上的来信待认领。"""
    report = show(_collect())
    send_waiting()
    return report


@work("收取与对应")
def _collect() -> Report:
    return collecting.collect(Office.from_settings())
