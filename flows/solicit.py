"""征求意见: the stage in which every unit gets its letter. Waiting for answers is a row, not a paused flow."""

from __future__ import annotations

from typing import Annotated

from prefect import flow, task
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.stage import TASK, RegisterNumber, show
from flows.work import mailing, soliciting
from registry.errors import MailUnavailable

Hold = Annotated[bool, Field(title="暂不发出", description="只拟函、不发邮件")]


@flow(name="征求意见", flow_run_name="征求意见 {number}")
def solicit(number: RegisterNumber, hold: Hold = False) -> Report:
    """向各单位征求意见：一单位一函、一个期限、一条记录；重复运行不会重复发函（条例第24条）。"""
    round_ = _open(number)
    _compose(round_)
    if not hold:
        _send()
    return show(soliciting.dispatched(Office.from_settings(), round_))


@flow(name="发信")
def dispatch() -> Report:
    """发出待发邮件：断电或邮局故障后由此继续。"""
    return show(_send())


@task(name="建立征求意见", **TASK)
def _open(number: str) -> int:
    return soliciting.open_consultation(Office.from_settings(), number)


@task(name="拟函", **TASK)
def _compose(solicitation_id: int) -> int:
    return soliciting.compose_letters(Office.from_settings(), solicitation_id)


def _is_passing(_task: object, _run: object, state: object) -> bool:
    """Whether trying again may help: a server out of reach, but never a refused login."""
    result = getattr(state, "data", None)
    return isinstance(getattr(result, "result", result), MailUnavailable)


@task(name="发信", retries=2, retry_delay_seconds=[20, 60], retry_condition_fn=_is_passing, **TASK)
def _send() -> Report:
    return mailing.send_outbox(Office.from_settings())
