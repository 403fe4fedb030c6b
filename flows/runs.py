"""Running a stage through the engine from another process: what the engine refuses is said in the house's words."""

from __future__ import annotations

from collections.abc import Callable

from prefect.exceptions import ParameterTypeError
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from flows.report import Report
from flows.stages import flow_of
from registry.errors import NotPermitted


def run(name: str, **parameters: object) -> Report:
    """Run a stage as a Prefect run and give what it tells.

    Raises:
        NotPermitted: a value that the stage's form would not take, as an empty text.
    """
    flow: Callable[..., Report] = flow_of(name)
    try:
        # Nobody listens for heartbeats here, and at its end a run would wait for them, up to a second.
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            report = flow(**parameters)
    except ParameterTypeError as fault:
        raise NotPermitted("填写的内容不合要求：有必填项为空或过长", todo="请核对后重新填写") from fault
    return report
