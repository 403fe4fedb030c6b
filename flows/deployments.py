"""Deployments: names, schedules and parameters of what runs by itself, and cleaning up after a power cut."""

from __future__ import annotations

import asyncio
import warnings

from prefect import serve
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments import run_deployment
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from flows.stages import STAGES, flow_of

ZONE = "Asia/Shanghai"
_AT_ONCE = 4  # runs at a time on one machine

_HALF_HOURLY = Cron("*/30 8-18 * * *", timezone=ZONE)  # the stage itself looks at the office's hours and rest days
_HOURLY = Cron("7 * * * *", timezone=ZONE)  # a safety net: the watcher starts runs within a minute
_NIGHTLY = Cron("30 1 * * *", timezone=ZONE)

SCHEDULES = {
    "remind": [_HALF_HOURLY, _HOURLY],
    "collect": [_HOURLY],
    "dispatch": [_HOURLY],
    "ledger": [_NIGHTLY, _HOURLY],
}
"""What runs by itself, and when."""
_UNFINISHED = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]


def deployments() -> list[RunnerDeployment]:
    """Give one deployment a stage, so that staff find a form for each; some are scheduled."""
    made = [
        flow_of(stage).to_deployment(
            _deployed(stage),
            entrypoint_type=EntrypointType.MODULE_PATH,
            tags=["会办"],
            schedules=SCHEDULES.get(stage),
        )
        for stage in STAGES
    ]
    return [deployment for deployment in made if isinstance(deployment, RunnerDeployment)]


def serve_all() -> None:
    """Serve every deployment until SIGTERM or Ctrl-C."""
    # Prefect 3.8 stops its runner from a signal handler and forgets to await one coroutine; the stop itself is whole.
    warnings.filterwarnings("ignore", message="coroutine 'Runner.astop' was never awaited", category=RuntimeWarning)
    serve(*deployments(), limit=_AT_ONCE, pause_on_shutdown=False, print_starting_message=False)


def start(stage: str) -> str:
    """Start a stage now and give its Chinese name; the run begins in a few seconds in a process of its own."""
    name = flow_of(stage).name
    run_deployment(f"{name}/{_deployed(stage)}", timeout=0, as_subflow=False)
    return name


def _deployed(stage: str) -> str:
    return stage.replace("_", "-")


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
