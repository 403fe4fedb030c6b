"""Deployments: names, schedules and parameters of what runs by itself, and cleaning up after a power cut."""

from __future__ import annotations

import asyncio
import warnings
from typing import Any

from prefect import serve
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments import run_deployment
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow
from prefect.schedules import Cron, Schedule
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from flows.collect import collect
from flows.conclude import conclude
from flows.endorse import endorse
from flows.keep import extend, import_units, ledger, void
from flows.merge import merge
from flows.propose import propose
from flows.receive import receive
from flows.remind import remind
from flows.solicit import dispatch, solicit

ZONE = "Asia/Shanghai"
_AT_ONCE = 4  # runs at a time on one machine

_HALF_HOURLY = Cron("*/30 8-18 * * *", timezone=ZONE)  # the stage itself looks at the office's hours and rest days
_HOURLY = Cron("7 * * * *", timezone=ZONE)  # a safety net: the watcher starts runs within a minute
_NIGHTLY = Cron("30 1 * * *", timezone=ZONE)

SCHEDULES: dict[str, tuple[Flow[Any, Any], str, list[Schedule]]] = {
    "催办": (remind, "remind", [_HALF_HOURLY, _HOURLY]),
    "收集反馈": (collect, "collect", [_HOURLY]),
    "发信": (dispatch, "dispatch", [_HOURLY]),
    "台账": (ledger, "ledger", [_NIGHTLY, _HOURLY]),
}
BY_HAND: dict[str, tuple[Flow[Any, Any], str]] = {
    "收文": (receive, "receive"),
    "拟办": (propose, "propose"),
    "批示": (endorse, "endorse"),
    "征求意见": (solicit, "solicit"),
    "汇总": (merge, "merge"),
    "办结": (conclude, "conclude"),
    "延期": (extend, "extend"),
    "作废": (void, "void"),
    "导入单位名录": (import_units, "import-units"),
}
_UNFINISHED = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]


def deployments() -> list[RunnerDeployment]:
    """Give every deployment: those by hand, and the scheduled ones."""
    made = [
        flow.to_deployment(name, entrypoint_type=EntrypointType.MODULE_PATH, tags=["会办"])
        for flow, name in BY_HAND.values()
    ]
    made += [
        flow.to_deployment(name, entrypoint_type=EntrypointType.MODULE_PATH, tags=["会办"], schedules=schedules)
        for flow, name, schedules in SCHEDULES.values()
    ]
    return [deployment for deployment in made if isinstance(deployment, RunnerDeployment)]


def serve_all() -> None:
    """Serve every deployment until SIGTERM or Ctrl-C."""
    # Prefect 3.8 stops its runner from a signal handler and forgets to await one coroutine; the stop itself is whole.
    warnings.filterwarnings("ignore", message="coroutine 'Runner.astop' was never awaited", category=RuntimeWarning)
    serve(*deployments(), limit=_AT_ONCE, pause_on_shutdown=False, print_starting_message=False)


def start(name: str) -> None:
    """Start a scheduled stage now; the run begins in a few seconds in a process of its own."""
    _, deployment, _ = SCHEDULES[name]
    run_deployment(f"{name}/{deployment}", timeout=0, as_subflow=False)


def clean_up() -> int:
    """Mark the runs that a power cut left unfinished as crashed; give their count. Ours is the only process yet."""
    return asyncio.run(_clean_up())


async def _clean_up() -> int:
    unfinished = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=_UNFINISHED)))
    count = 0
    async with get_client() as client:
        while runs := await client.read_flow_runs(
            flow_run_filter=unfinished, limit=100, sort=FlowRunSort.START_TIME_DESC
        ):
            for run in runs:
                await client.set_flow_run_state(run.id, Crashed(message="程序中断，已由下次启动清理"), force=True)
            count += len(runs)
    return count
