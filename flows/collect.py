"""反馈: the stage that fetches mail, matches it to requests and reads what units sent back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import RegisterNumber, UnitName, send_waiting, show, work
from flows.work import collecting, returning
from flows.work.files import read_files

Files = Annotated[tuple[Path, ...], Field(title="文件", description="反馈文件的路径", max_length=50)]
Said = Annotated[str, Field(title="反馈内容", description="如“无意见”", max_length=2000)]


@flow(name="收集反馈")
def collect() -> Report:
    """收取来信、对应单位、读取意见；读不懂的文件请对方更正，对不上的来信待认领。"""
    report = show(_collect())
    send_waiting()
    return report


@flow(name="登记反馈", flow_run_name="登记反馈 {number} {unit}")
def hand_in(number: RegisterNumber, unit: UnitName, files: Files = (), words: Said = "") -> Report:
    """登记由OA、纸质或专人送来的反馈。"""
    return show(_hand_in(number, unit, files, words))


@work("登记反馈")
def _hand_in(number: str, unit: str, files: Sequence[Path], words: str) -> Report:
    return returning.hand_in(Office.from_settings(), number, unit, read_files(files), words).told(unit)


@work("收取与对应")
def _collect() -> Report:
    return collecting.collect(Office.from_settings())
