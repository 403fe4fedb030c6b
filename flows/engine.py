"""The engine room: the office's own Prefect server as a child process. Imports no Prefect: that costs two seconds."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from flows.settings import FOLDER_VARIABLE, Settings
from registry.errors import EngineUnavailable

_ENGINE_FILE = "engine.json"
_START_LIMIT = 120.0  # seconds; 10-20 are usual, a loaded machine takes longer
_STOP_LIMIT = 15.0
_PR_SET_PDEATHSIG = 1


def environment(settings: Settings, api_url: str, level: str = "WARNING") -> dict[str, str]:
    """Give what must stand in the environment before Prefect is imported, for this office and server."""
    home = (settings.folder / "prefect").absolute()
    return {
        FOLDER_VARIABLE: str(settings.folder.absolute()),
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "TMPDIR": str(home / "tmp"),
        "PREFECT_API_URL": api_url,
        "PREFECT_UI_API_URL": api_url,
        "PREFECT_API_DATABASE_CONNECTION_TIMEOUT": "30",
        "PREFECT_API_DATABASE_TIMEOUT": "30",
        # Nothing phones home.
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_LOGGING_LEVEL": level,
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        # States of tasks reach the server's database ten times sooner (measured).
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    }


class Engine:
    """The Prefect server of one office, on loopback and a port of its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def api_url(self) -> str:
        """Where flows find the server."""
        return f"{self.url}/api"

    def start(self, waiting: Callable[[float], None] = lambda _: None) -> None:
        """Start the server and wait until it answers; `waiting` hears the seconds passed.

        Raises:
            EngineUnavailable: it ended, or did not answer within two minutes; its log says why.
        """
        folder = self.settings.folder / "prefect"
        (folder / "tmp").mkdir(parents=True, exist_ok=True)
        log = folder / "server.log"
        program = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(self.port)]
        with log.open("ab") as output:
            self.process = subprocess.Popen(  # noqa: S603  our own interpreter and fixed arguments
                program,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **environment(self.settings, self.api_url)},
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509  one prctl call
            )
        begun = time.monotonic()
        while not is_healthy(self.api_url):
            passed = time.monotonic() - begun
            waiting(passed)
            if self.process.poll() is not None or passed > _START_LIMIT:
                self.stop()
                raise EngineUnavailable(
                    "流程引擎（Prefect）没有启动成功", kept="全部办理数据原样保留", todo=f"请查看 {log}"
                )
            time.sleep(0.2)
        note = {"api_url": self.api_url, "pid": self.process.pid}
        (self.settings.folder / _ENGINE_FILE).write_text(json.dumps(note), "utf-8")

    def stop(self) -> None:
        """Ask the server to end, and insist after fifteen seconds."""
        (self.settings.folder / _ENGINE_FILE).unlink(missing_ok=True)
        process = self.process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(_STOP_LIMIT)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def running_engine(settings: Settings) -> str | None:
    """Give the API's URL where the office's engine, or the shared one of its settings, answers."""
    if settings.engine_url:
        return settings.engine_url if is_healthy(settings.engine_url) else None
    try:
        note = json.loads((settings.folder / _ENGINE_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    url = str(note.get("api_url", ""))
    return url if url.startswith("http://127.0.0.1:") and is_healthy(url) else None


def is_healthy(api_url: str) -> bool:
    """Whether a Prefect server answers there."""
    try:
        with urllib.request.urlopen(f"{api_url}/health", timeout=2) as answer:  # noqa: S310  http only: built by us
            return bool(answer.status == 200)  # noqa: PLR2004  HTTP's OK
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _die_with_parent() -> None:
    """Let Linux end the server when `huiban up` is killed, so that no orphan holds its database."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def tune(settings: Settings, api_url: str, level: str = "WARNING") -> None:
    """Put the engine's settings into this process's environment; must come before Prefect is imported."""
    os.environ.update(environment(settings, api_url, level))
    # Prefect's runner keeps one folder of a fixed name among temporary files: two users of a machine would meet there.
    Path(os.environ["TMPDIR"]).mkdir(parents=True, exist_ok=True)
    tempfile.tempdir = None
