"""What every stage shares: its typed parameters and the artifact it leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, ParamSpec, TypeVar

from prefect import Task, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from pydantic import Field

from flows.office import Office
from flows.report import Report
from flows.work import mailing
from registry.errors import MailUnavailable

RegisterNumber = Annotated[str, Field(title="收文编号", description="如 2026-0134", min_length=1, max_length=40)]
UnitName = Annotated[str, Field(title="单位", description="全称或简称", min_length=1, max_length=120)]
PersonName = Annotated[str, Field(title="姓名", min_length=1, max_length=40)]
Words = Annotated[str, Field(title="内容", min_length=1, max_length=2000)]
Reason = Annotated[str, Field(title="理由", min_length=1, max_length=500)]

P = ParamSpec("P")
R = TypeVar("R")
_TRIES: list[float] = [20, 60]  # seconds between tries of work that leans on a server


def work(name: str, *, patient: bool = False) -> Callable[[Callable[P, R]], Task[P, R]]:
    """Make a function a task of a stage. It works on the registry by ids; a cached result would be an old answer.

    `patient` work is tried again where a mail server was out of reach, never where it refused.
    """
    if patient:
        return task(
            name=name,
            cache_policy=NO_CACHE,
            persist_result=False,
            retries=len(_TRIES),
            retry_delay_seconds=_TRIES,
            retry_condition_fn=_is_passing,
        )
    return task(name=name, cache_policy=NO_CACHE, persist_result=False)


def _is_passing(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether trying again may help."""
    return isinstance(state.result(raise_on_failure=False), MailUnavailable)


@work("发信", patient=True)
def send_waiting() -> Report:
    """Send what waits in the outbox: after letters, reminders, corrections and the reply."""
    return mailing.send_outbox(Office.from_settings())


def show(report: Report) -> Report:
    """Leave the report as the run's artifact and give it on."""
    key = f"report-{report.number.lower()}" if report.number.isascii() and report.number else "report"
    safe = "".join(sign if sign.isalnum() or sign == "-" else "-" for sign in key)
    create_markdown_artifact(markdown=report.markdown(), key=safe, description=report.title)
    return report
