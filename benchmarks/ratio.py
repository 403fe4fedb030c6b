"""What `make bench` compares: ours against a peer or a limit, in one run."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """What was compared, and the limit it should stay under."""

    name: str
    ours: float
    peer: float
    limit: float
    unit: str = "s"

    def row(self) -> str:
        """Give the ratio as a line of the table."""
        ratio = self.ours / self.peer
        verdict = "ok" if ratio <= self.limit else "OVER"
        figures = f"{self.ours:8.4f}{self.unit} {self.peer:8.4f}{self.unit} {ratio:6.2f}"
        return f"{self.name:<66} {figures} ≤ {self.limit:<5} {verdict}"


_LONG_ENOUGH = 0.2  # seconds of all runs together: shorter work is run more often


def best(
    work: Callable[[], object], rounds: int = 5, clock: Callable[[], float] = time.perf_counter, *, again: bool = False
) -> float:
    """Give the shortest of a few runs, in seconds.

    Args:
        work: what is measured.
        rounds: runs at least.
        clock: `time.process_time` for work of this process alone, so that what else the machine does hardly counts.
        again: run short work more often, until the clock's steps and chance do not count.

    """
    times: list[float] = []
    while len(times) < rounds or (again and sum(times) < _LONG_ENOUGH):
        begun = clock()
        work()
        times.append(clock() - begun)
    return min(times)


def in_turns(ours: Callable[[], object], peer: Callable[[], object], rounds: int = 5) -> tuple[float, float]:
    """Give the shortest run of each, in seconds; they take turns, so that a slow spell of the machine meets both."""
    times = [(best(ours, 1), best(peer, 1)) for _ in range(rounds)]
    return min(one for one, _ in times), min(other for _, other in times)
