"""办结: the stage that answers the issuer, archives the pieces and closes the matter."""

from __future__ import annotations

from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import RegisterNumber, send_waiting, show, work
from flows.work import archiving, concluding, outcomes

ReplySent = Annotated[
    str, Field(title="复函报送方式", description="线下报送时填写，如“机要交换”；空则按来文邮箱发送", max_length=60)
]


Told = Annotated[
    tuple[Annotated[str, Field(max_length=120)], ...], Field(title="单位", description="空则为全部提出意见的单位")
]


@flow(name="办结", flow_run_name="办结 {number}")
def conclude(number: RegisterNumber, reply_sent: ReplySent = "") -> Report:
    """核对各单位和各条意见均已处理，报送复函，归档，办结。"""
    _settle(number)
    _reply(number, reply_sent)
    send_waiting()
    return show(_close(number))


@work("核对")
def _settle(number: str) -> None:
    concluding.settle(Office.from_settings(), number)


@work("复函")
def _reply(number: str, reply_sent: str) -> None:
    concluding.reply(Office.from_settings(), number, reply_sent)


@work("归档")
def _close(number: str) -> Report:
    return concluding.close(Office.from_settings(), number)


@flow(name="采纳情况反馈", flow_run_name="采纳情况反馈 {number}")
def tell_outcomes(number: RegisterNumber, units: Told = ()) -> Report:
    """把意见的处理情况编号后发给提出意见的单位；办结之后进行，一个单位只发一次。"""
    report = _tell_outcomes(number, units)
    send_waiting()
    _archive(number)
    return show(report)


@work("拟发采纳情况反馈")
def _tell_outcomes(number: str, units: tuple[str, ...]) -> Report:
    return outcomes.tell_outcomes(Office.from_settings(), number, units)


@work("重新归档")
def _archive(number: str) -> None:
    archiving.archive(Office.from_settings(), number)
