"""A real office in processes of its own: engine, mail room, served stages. Nothing here sleeps: it waits for words."""

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
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


def command(office: Path, *words: str) -> str:
    """Run a command of huiban on an office; give what it said."""
    environment = {**os.environ, "HUIBAN_FOLDER": str(office), "NO_COLOR": "1", **QUICK}
    program = [sys.executable, "-c", "from desk.cli import main; main()", *words]
    done = subprocess.run(program, capture_output=True, text=True, env=environment, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass(frozen=True)
class Played:
    """The office in which the demonstration's round was played, and what was told of it."""

    folder: Path
    told: str


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Play the round once for all, on an engine that makes its database anew."""
    office = tmp_path_factory.mktemp("played") / "office"
    return Played(office, command(office, "demo", str(office), "--keep"))


@pytest.fixture
def huiban(tmp_path: Path) -> Callable[..., str]:
    """Run a command of huiban on the test's office; give what it said."""
    return partial(command, tmp_path / "office")


def lend_engines_database(played: Played, office: Path) -> None:
    """Give an office the database of an engine that ran before: a new one costs some fifteen seconds to make."""
    (office / "prefect").mkdir(exist_ok=True)
    for path in (played.folder / "prefect").glob("prefect.db*"):
        shutil.copy(path, office / "prefect")


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
