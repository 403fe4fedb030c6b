"""批示: the stage in which leaders write on the handling slip. Each endorsement is a run of its own."""

from __future__ import annotations

from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import PersonName, RegisterNumber, Words, show, work
from flows.work import endorsing

Title = Annotated[str, Field(title="职务", max_length=40)]


@flow(name="批示", flow_run_name="批示 {number} {leader}")
def endorse(number: RegisterNumber, leader: PersonName, words: Words = "同意。", title: Title = "") -> Report:
    """记录一位领导的批示；拟办单上的领导都批示后即可征求意见。"""
    return show(_endorse(number, leader, title, words))


@work("记录批示")
def _endorse(number: str, leader: str, title: str, words: str) -> Report:
    return endorsing.endorse(Office.from_settings(), number, leader, title, words)
