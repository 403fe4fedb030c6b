"""办结: the stage that answers the issuer, archives the pieces and closes the matter."""

from __future__ import annotations

from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import RegisterNumber, send_waiting, show, work
from flows.work import concluding

ReplySent = Annotated[
    str, Field(title="复函报送方式", description="线下报送时填写，如“机要交换”；空则按来文邮箱发送", max_length=60)
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
