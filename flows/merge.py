"""汇总: the stage that makes one matrix and one combined draft of all returns, and what is decided on each opinion."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import PersonName, RegisterNumber, show, work
from flows.work import deciding, merging, revising
from flows.work.files import name_of, read_file
from registry.words import Disposition

Keys = Annotated[tuple[str, ...], Field(title="意见编号", description="空则为全部未处理的", max_length=2000)]
Decision = Annotated[Disposition, Field(title="处理意见")]
Why = Annotated[str, Field(title="理由", description="除采纳外必填", max_length=2000)]
Sheet = Annotated[Path, Field(title="汇总表", description="填好处理意见的汇总表.xlsx")]
Accepted = Annotated[str, Field(title="采纳后的文字", description="部分采纳时必填", max_length=20000)]


@flow(name="汇总", flow_run_name="汇总 {number}")
def merge(number: RegisterNumber) -> Report:
    """把各单位意见按条款汇总为汇总表和合并稿；有新的反馈可再次运行。"""
    return show(_merge(number))


@work("汇总意见")
def _merge(number: str) -> Report:
    return merging.merge(Office.from_settings(), number)


@flow(name="处理意见", flow_run_name="处理意见 {number}")
def decide(
    number: RegisterNumber,
    decision: Decision,
    decided_by: PersonName,
    keys: Keys = (),
    reason: Why = "",
    text: Accepted = "",
) -> Report:
    """对意见作出处理：采纳、部分采纳、不采纳或解释说明；除采纳外须写明理由。"""
    return show(_decide(number, decision, decided_by, keys, reason, text))


@work("处理意见")
def _decide(
    number: str, decision: Disposition, decided_by: str, keys: tuple[str, ...], reason: str, text: str
) -> Report:
    return deciding.decide(Office.from_settings(), number, keys, decision, reason, decided_by, text=text)


@flow(name="按汇总表处理意见", flow_run_name="按汇总表处理意见 {number}")
def decide_by_sheet(number: RegisterNumber, sheet: Sheet, decided_by: PersonName) -> Report:
    """把填好处理意见的汇总表（xlsx）读回；有一格不对则全部不改。"""
    return show(_decide_by_sheet(number, sheet, decided_by))


@work("读回汇总表")
def _decide_by_sheet(number: str, sheet: Path, decided_by: str) -> Report:
    return deciding.decide_by_sheet(Office.from_settings(), number, name_of(sheet), read_file(sheet), decided_by)


@flow(name="修改稿", flow_run_name="修改稿 {number}")
def revise(number: RegisterNumber) -> Report:
    """把采纳的意见写入征求意见稿，成花脸稿和清稿；再处理意见后可再次运行。"""
    return show(_revise(number))


@work("写修改稿")
def _revise(number: str) -> Report:
    return revising.revise(Office.from_settings(), number)
