"""`huiban up`: one process tree: mail room, engine, served stages, and a light watcher that starts what is due."""

from __future__ import annotations

import fcntl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from flows.engine import Engine, running_engine, tune
from flows.mail_room import mail_room
from flows.office import Office
from flows.work import collecting, mailbox, mailing, reminding
from registry.errors import EngineUnavailable, HuibanError

_BREATH = 60.0  # seconds before the same stage is started again: its first run may still be at it

Say = Callable[[str], None]


def run_office(office: Office, say: Say) -> None:
    """Run the office until SIGTERM or Ctrl-C.

    Raises:
        EngineUnavailable: another `huiban up` runs this office, or the engine does not start.
    """
    with ExitStack() as stack:
        stack.enter_context(_alone(office))
        if office.settings.has_own_mail_room:
            room = stack.enter_context(mail_room(office))
            say(f"内置邮局已开：SMTP 127.0.0.1:{room.ports.smtp}，IMAP 127.0.0.1:{room.ports.imap}")
        _mark_mailbox(office, say)
        api_url = office.settings.engine_url
        if api_url:
            if running_engine(office.settings) is None:
                raise EngineUnavailable(f"连不上共用的流程引擎（{api_url}）", todo="请检查 engine_url 设置")
        else:
            engine = Engine(office.settings)
            stack.callback(engine.stop)
            say("正在启动流程引擎（约 10—20 秒）……")
            engine.start()
            api_url = engine.api_url
            say(f"流程引擎界面：{engine.url}")
        _serve(office, api_url, say)
    say("已停止，全部办理数据已保存")


def _mark_mailbox(office: Office, say: Say) -> None:
    """Let what comes from now on be ours; a mailbox that fails is said, and the office runs without it."""
    try:
        mailbox.mark_mailbox(office)
    except HuibanError as fault:
        say(str(fault))


def _serve(office: Office, api_url: str, say: Say) -> None:
    tune(office.settings, api_url)
    from flows import deployments  # noqa: PLC0415  Prefect reads its settings when it is imported

    if not office.settings.engine_url:
        broken = deployments.clean_up()
        if broken:
            say(f"清理了上次中断的{broken}个流程；各环节会从登记的状态继续")
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(office, deployments.start, ended, say), daemon=True)
    watcher.start()
    say("会办已就绪（按 Ctrl-C 停止）")
    try:
        deployments.serve_all()
    finally:
        ended.set()
        watcher.join(5)


def _watch(office: Office, start: Callable[[str], str], ended: threading.Event, say: Say) -> None:
    """Start a stage when there is something for it to do; a mailbox that fails is said once, not every time."""
    started: dict[str, float] = {}
    said = ""
    while not ended.wait(office.settings.watch_seconds):
        try:
            for stage in due_stages(office):
                if time.monotonic() - started.get(stage, -_BREATH) >= _BREATH:
                    say(f"已启动：{start(stage)}")
                    started[stage] = time.monotonic()
            said = ""
        except HuibanError as fault:
            if str(fault) != said:
                said = str(fault)
                say(said)
        except Exception as fault:  # noqa: BLE001  the watcher outlives what it watches: engine restarts, timeouts
            said = f"值守检查未完成（{type(fault).__name__}），稍后再试"
            say(said)


def due_stages(office: Office) -> Iterator[str]:
    """Give the stages that would do something now; the mailbox, which may fail, last."""
    if reminding.is_anything_due(office):
        yield "remind"
    if mailing.has_waiting_mail(office):
        yield "dispatch"
    if collecting.has_new_mail(office):
        yield "collect"


@contextmanager
def _alone(office: Office) -> Iterator[None]:
    """Hold the office's folder for this process; the lock ends with the process, however it ends."""
    path = office.settings.folder / "up.lock"
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise EngineUnavailable(
                f"办公目录“{office.settings.folder}”已有一个会办在运行", todo="请直接使用它，或先停止它"
            ) from fault
        yield
