"""办结: the stage that answers the issuer, archives the pieces and closes the matter."""

from __future__ import annotations

from typing import Annotated

from prefect import flow, task
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import TASK, RegisterNumber, show
from flows.work import concluding, mailing

ReplySent = Annotated[
    str, Field(title="复函报送方式", description="线下报送时填写，如“机要交换”；空则按来文邮箱发送", max_length=60)
]


@flow(name="办结", flow_run_name="办结 {number}")
def conclude(number: RegisterNumber, reply_sent: ReplySent = "") -> Report:
    """核对各单位和各条意见均已处理，报送复函，归档，办结。"""
    _settle(number)
    _reply(number, reply_sent)
    _send()
    return show(_close(number))


@task(name="核对", **TASK)
def _settle(number: str) -> None:
    concluding.settle(Office.from_settings(), number)


@task(name="复函", **TASK)
def _reply(number: str, reply_sent: str) -> None:
    concluding.reply(Office.from_settings(), number, reply_sent)


@task(name="发信", **TASK)
def _send() -> Report:
    return mailing.send_outbox(Office.from_settings())


@task(name="归档", **TASK)
def _close(number: str) -> Report:
    return concluding.close(Office.from_settings(), number)
