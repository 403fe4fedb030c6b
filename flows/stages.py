"""The stages by their names: the one list that commands, deployments and the direct way go by."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from prefect.flows import Flow

STAGES = {
    "receive": "flows.receive",
    "supply": "flows.receive",
    "return_note": "flows.receive",
    "propose": "flows.propose",
    "endorse": "flows.endorse",
    "solicit": "flows.solicit",
    "solicit_again": "flows.solicit",
    "dispatch": "flows.solicit",
    "deliver": "flows.keep",
    "remind": "flows.remind",
    "collect": "flows.collect",
    "hand_in": "flows.collect",
    "claim": "flows.pen",
    "dismiss": "flows.pen",
    "merge": "flows.merge",
    "decide": "flows.merge",
    "decide_by_sheet": "flows.merge",
    "revise": "flows.merge",
    "raise_dispute": "flows.coordinate",
    "call_meeting": "flows.coordinate",
    "write_minutes": "flows.coordinate",
    "ask_above": "flows.coordinate",
    "report_above": "flows.coordinate",
    "issue_jointly": "flows.coordinate",
    "conclude": "flows.conclude",
    "tell_outcomes": "flows.conclude",
    "extend": "flows.keep",
    "waive": "flows.keep",
    "void": "flows.keep",
    "import_units": "flows.keep",
    "ledger": "flows.keep",
}
"""Every stage, in the order of the procedure, with the module in which its flow stands."""


def flow_of(stage: str) -> Flow[Any, Any]:
    """Give the flow of a stage; the engine is imported with the first one, never with the list."""
    flow: Flow[Any, Any] = getattr(import_module(STAGES[stage]), stage)
    return flow
