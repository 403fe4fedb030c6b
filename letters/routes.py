"""From a letter and its draft to a route: the duties of the outline as the tasks that routing knows."""

from __future__ import annotations

from letters.facts import Facts
from letters.outline import Outline
from registry.directory import Directory
from registry.routing import Duty, Route, Task, route


def route_letter(
    facts: Facts, draft: Outline | None, directory: Directory, office: str, lead: str | None = None
) -> Route:
    """Propose who is asked about the draft a letter brought; `lead` overrides the proposed lead unit."""
    return route(tasks_of(draft), directory, office, facts.issuers, lead=lead)


def tasks_of(draft: Outline | None) -> tuple[Task, ...]:
    """Give the tasks of a draft: each clause's duties, and blanket duties under their scope."""
    if draft is None:
        return ()
    clauses = [Task(clause.path, clause.duties) for clause in draft.clauses if clause.duties]
    blanket = [Task(duty.scope, (Duty(duty.role, duty.units),)) for duty in draft.blanket]
    return (*clauses, *blanket)
