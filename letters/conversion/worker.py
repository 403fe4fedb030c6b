"""One LibreOffice kept open for this process: started when first needed, started again when dead or hung.

LibreOffice takes two seconds to start and a fifth of one to convert a letter. It runs with a profile of its own in a
folder of its own, so that two processes each have theirs and none is asked anything. Macros never run, links are not
followed, and what would go to the network goes to a port where nobody listens. The papers name the fonts of the
standard; where those are missing, templates/fonts/fonts.conf names stand-ins for this program alone.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from enum import StrEnum
from importlib.resources import as_file, files
from pathlib import Path
from typing import IO, Final

from registry.errors import FileRefused, FileTooLarge, RenderingUnavailable

MOST_BYTES: Final = 50_000_000
_PROGRAMS: Final = ("soffice", "libreoffice")
_STARTING: Final = 90.0  # seconds, on a machine that is busy
_IDLE: Final = 300.0  # seconds without work before LibreOffice is closed
_ENDING: Final = 5.0  # seconds LibreOffice may take to end by itself; it takes half of one
_MOST_PAPERS: Final = 200  # before LibreOffice is started afresh: it grows
_NOWHERE: Final = ("127.0.0.1", 9)  # a proxy where nobody listens

_SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE[0]),
    ("Inet/Settings", "ooInetHTTPProxyPort", str(_NOWHERE[1])),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE[0]),
    ("Inet/Settings", "ooInetHTTPSProxyPort", str(_NOWHERE[1])),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


class Target(StrEnum):
    """What a paper is turned into; the value is LibreOffice's name of the filter, behind / what the filter is told."""

    PDF = "writer_pdf_Export"
    PDF_A = "writer_pdf_Export/SelectPdfVersion=2"  # PDF/A-2b, for keeping (ISO 19005-2)
    DOCX = "MS Word 2007 XML"


def convert(data: bytes, suffix: str, target: Target, *, timeout: float = 60) -> bytes:
    """Turn a paper into another format.

    Args:
        data: the paper.
        suffix: what LibreOffice is to take it for: `docx`, `doc`, `wps`, `rtf`, `odt`.
        target: the format wanted.
        timeout: seconds for this paper, the start of LibreOffice not counted.

    Raises:
        FileTooLarge: beyond 50 MB.
        FileRefused: LibreOffice cannot read it, or does not end in time with it.
        RenderingUnavailable: no LibreOffice, or it does not start.
    """
    if len(data) > MOST_BYTES:
        raise FileTooLarge(f"文件超过{MOST_BYTES // 1_000_000}MB，无法转换", todo="请拆分或压缩图片后重试")
    return _worker().convert(data, suffix, target, timeout)


def stop() -> None:
    """Close this process's LibreOffice, if one is open."""
    worker = _held.worker
    _held.worker = None
    if worker is not None and worker.owner == os.getpid():
        worker.stop(patience=_ENDING)


class _Held:
    """The worker of this process."""

    def __init__(self) -> None:
        self.worker: _Worker | None = None
        self.lock = threading.Lock()


_held = _Held()


def _worker() -> _Worker:
    """Give this process's worker; one inherited over a fork belongs to the parent."""
    with _held.lock:
        if _held.worker is None or _held.worker.owner != os.getpid():
            _held.worker = _Worker()
            atexit.register(stop)
        return _held.worker


class _Dead(Exception):
    """LibreOffice ended, or never answered."""


class _Worker:
    """A LibreOffice and the script that drives it, in one process group."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._folder: Path | None = None
        self._done = 0

    def convert(self, data: bytes, suffix: str, target: Target, timeout: float) -> bytes:
        """Convert one paper; a LibreOffice found dead is started again, once."""
        with self._lock:
            for last in (False, True):
                folder = self._started()
                try:
                    return self._converted(folder, data, suffix, target, timeout)
                except _Dead as fault:
                    self.stop()
                    if last:
                        raise FileRefused(
                            "LibreOffice 在打开该文件时退出", kept="文件未作改动", todo="请对方另存为 docx 后重新报送"
                        ) from fault
        raise AssertionError("unreachable")

    def stop(self, *, patience: float = 0) -> None:
        """End LibreOffice and remove its folder.

        Args:
            patience: seconds to let it end by itself, which takes its sockets out of /tmp; none for one that hangs.

        """
        process, folder, self._process, self._folder = self._process, self._folder, None, None
        if process is not None:
            if patience:
                with contextlib.suppress(OSError, subprocess.TimeoutExpired):
                    _open(process.stdin).close()
                    process.wait(patience)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    _open(stream).close()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def _converted(self, folder: Path, data: bytes, suffix: str, target: Target, timeout: float) -> bytes:
        source, made = folder / f"paper.{suffix}", folder / "made"
        source.write_bytes(data)
        made.unlink(missing_ok=True)
        self._done += 1
        name, _, told = target.value.partition("/")
        error = self._ask({"source": str(source), "target": str(made), "filter": name, "told": told}, timeout)
        if error or not made.is_file():
            raise FileRefused("LibreOffice 未能打开该文件", kept="文件未作改动", todo="请核对文件是否完好、是否加密")
        return made.read_bytes()

    def _ask(self, request: dict[str, str], timeout: float) -> str | None:
        process = self._process
        if process is None:
            raise _Dead
        try:
            _open(process.stdin).write(json.dumps(request) + "\n")
            _open(process.stdin).flush()
        except OSError as fault:
            raise _Dead from fault
        try:
            return _answer(process, timeout)
        except TimeoutError as fault:
            self.stop()
            raise RenderingUnavailable(f"LibreOffice {timeout:.0f}秒内未完成转换", todo="请稍后重试") from fault

    def _started(self) -> Path:
        """Give the folder of a LibreOffice that runs."""
        alive = self._process is not None and self._process.poll() is None
        if self._folder is not None and alive and self._done < _MOST_PAPERS:
            return self._folder
        self.stop(patience=_ENDING if alive else 0)
        program, python = find_program(), find_python()
        folder = Path(tempfile.mkdtemp(prefix="huiban-office-"))
        _write_profile(folder)
        self._folder, self._done = folder, 0
        with (
            as_file(files("letters.conversion") / "inside.py") as script,
            as_file(files("templates") / "fonts" / "fonts.conf") as fonts,
        ):
            self._process = subprocess.Popen(  # noqa: S603  our own script and arguments
                [python, str(script), program, str(folder), str(_IDLE)],
                env=_clean_environment() | {"FONTCONFIG_FILE": str(fonts), "HOME": str(folder), "TMPDIR": str(folder)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                text=True,
            )
            try:
                _answer(self._process, _STARTING)  # the script and the fonts are read by then
            except (TimeoutError, _Dead) as fault:
                self.stop()
                raise RenderingUnavailable("LibreOffice 未能启动", todo="请运行 huiban doctor 检查") from fault
        return folder


def _answer(process: subprocess.Popen[str], timeout: float) -> str | None:
    """Wait for one line of the script."""
    stream = _open(process.stdout)
    if not select.select([stream], [], [], timeout)[0]:
        raise TimeoutError
    line = stream.readline()
    if not line:
        raise _Dead
    error: str | None = json.loads(line)["error"]
    return error


def _open(stream: IO[str] | None) -> IO[str]:
    if stream is None:  # both are pipes: `_started` asks for them
        raise _Dead
    return stream


def find_program() -> str:
    """Give LibreOffice's program.

    Raises:
        RenderingUnavailable: none is installed.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise RenderingUnavailable(
            "未安装 LibreOffice", kept="文件未作改动", todo="请安装 libreoffice-writer 和 python3-uno 后重试"
        )
    return program


def find_python() -> str:
    """Give a Python that can speak to LibreOffice: LibreOffice's own, or the system's with python3-uno.

    Raises:
        RenderingUnavailable: none is installed.
    """
    python = _python_for(find_program())
    if python is None:
        raise RenderingUnavailable(
            "LibreOffice 缺少 Python 接口", kept="文件未作改动", todo="请安装 python3-uno 后重试"
        )
    return python


@functools.cache
def _python_for(program: str) -> str | None:
    beside = Path(program).resolve().parent
    candidates = [str(beside / "python"), "/usr/bin/python3", shutil.which("python3"), sys.executable]
    return next((python for python in candidates if python and _has_uno(python)), None)


def _has_uno(python: str) -> bool:
    try:
        tried = subprocess.run(  # noqa: S603  interpreters found on this machine
            [python, "-c", "import uno"], env=_clean_environment(), capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def _clean_environment() -> dict[str, str]:
    """Give the environment without what would lead another Python to our libraries."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>\n"
        for path, name, value in _SETTINGS
    )
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n{items}</oor:items>\n',
        encoding="utf-8",
    )
