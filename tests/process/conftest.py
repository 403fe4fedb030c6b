"""A real office in processes of its own: engine, mail room, served stages. Nothing here sleeps: it waits for words."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

QUICK = {
    "HUIBAN_READ_SCANS": "false",  # seconds a page; the tests of reading do it
    "HUIBAN_WATCH_SECONDS": "2",
    "PREFECT_RUNNER_POLL_FREQUENCY": "1",  # Prefect's own: it looks every ten seconds for runs to begin
}
PATIENCE = 150.0  # seconds; a loaded machine starts the engine slowly


@dataclass
class Running:
    """`huiban up` in its own process group, its words read as they come."""

    folder: Path
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    lines: "queue.Queue[str]" = field(default_factory=queue.Queue)

    def read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.put(line.strip())
        self.lines.put("")

    def wait_for(self, words: str) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                line = self.lines.get(timeout=1)
            except queue.Empty:
                continue
            self.said.append(line)
            if words in line:
                return line
            if not line and self.process.poll() is not None:
                break
        pytest.fail(f"“{words}”没有出现：{self.said}")

    def kill(self, number: int) -> None:
        os.killpg(self.process.pid, number)
        self.process.wait(60)


def until(look: Callable[[], str]) -> str:
    """Look again and again until there is something to see."""
    end = time.monotonic() + PATIENCE
    pause = threading.Event()
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        pause.wait(0.2)
    pytest.fail("等到最后也没有出现")


@pytest.fixture
def huiban(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command of huiban on the test's office."""

    def run(*words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "HUIBAN_FOLDER": str(tmp_path / "office"), "NO_COLOR": "1", **QUICK}
        program = [sys.executable, "-c", "from desk.cli import main; main()", *words]
        done = subprocess.run(program, capture_output=True, text=True, env=environment, timeout=PATIENCE, check=False)
        assert not check or done.returncode == 0, done.stderr
        return done

    return run


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Callable[[], Running]]:
    """Start `huiban up`; whatever is left is killed at the end."""
    started: list[Running] = []

    def start() -> Running:
        environment = {**os.environ, "HUIBAN_FOLDER": str(tmp_path / "office"), **QUICK}
        process = subprocess.Popen(
            [sys.executable, "-c", "from desk.cli import main; main()", "up"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
        )
        running = Running(tmp_path / "office", process)
        threading.Thread(target=running.read, daemon=True).start()
        started.append(running)
        return running

    yield start
    for running in started:
        if running.process.poll() is None:
            running.kill(signal.SIGKILL)
        assert running.process.stderr is not None
        running.process.stderr.close()
