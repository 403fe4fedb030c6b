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


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """Give the shortest of a few runs, in seconds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)
