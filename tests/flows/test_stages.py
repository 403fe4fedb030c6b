"""Every stage is one thing by three ways: a command, a run of the engine, and the work done directly."""

import inspect
import subprocess
import sys

import pytest

from flows import direct
from flows.deployments import SCHEDULES, deployments
from flows.stages import STAGES, flow_of


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_takes_the_same_values_with_the_engine_and_without(stage: str) -> None:
    by_engine = inspect.signature(flow_of(stage).fn).parameters
    by_hand = inspect.signature(getattr(direct, stage)).parameters
    assert [(name, value.default) for name, value in by_engine.items()] == [
        (name, value.default) for name, value in by_hand.items()
    ]


def test_each_stage_is_deployed_once_under_a_chinese_name_with_a_word_of_explanation() -> None:
    made = deployments()
    assert len(made) == len(STAGES) == len({deployment.flow_name for deployment in made})
    for deployment in made:
        assert not deployment.flow_name.isascii()
        assert deployment.description
        assert not str(deployment.description).isascii()


def test_only_what_needs_no_value_runs_by_itself() -> None:
    for stage in SCHEDULES:
        parameters = inspect.signature(flow_of(stage).fn).parameters.values()
        assert all(value.default is not value.empty for value in parameters)


def test_the_list_of_stages_imports_no_engine() -> None:
    code = "import sys, flows.stages; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
