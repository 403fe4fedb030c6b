"""Running a stage from the desk: through the engine where it is up, else the same work directly."""

from __future__ import annotations


def run_stage(name: str, **parameters: object) -> None:
    """Run one stage and print what it tells.

    With `huiban up` running it is a Prefect run like any other, to be seen in its pages; otherwise the work is done
    here at once.
    """
    from desk.output import tell
    from flows.engine import running_engine, tune
    from flows.settings import load

    settings = load()
    api_url = running_engine(settings)
    if api_url is None:
        from flows import direct

        tell(getattr(direct, name)(**parameters))
        return
    tune(settings, api_url, "CRITICAL")  # a refusal is told by us, not as the engine's trace
    from flows.runs import run

    tell(run(name, **parameters))
