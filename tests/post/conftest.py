"""A mail room on loopback, and mail servers that follow a script, good manners or bad."""

import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from post.account import Account
from post.local import MailRoom
from post.message import build_mail
from post.smtp import Envelope

OFFICE = "office@liuxi.example"
SCHOOLS = "schools@liuxi.example"
MARKET = "market@liuxi.example"
CLOSED = "closed@liuxi.example"
PASSWORD = "a-long-password"
HANG_UP = "HANG UP"
SILENCE = "SILENCE"
BEIJING = timezone(timedelta(hours=8))

Script = Mapping[str, str | Sequence[str]]
Serve = Callable[[Script], AbstractContextManager["Server"]]


class Server:
    """A server on loopback that answers each command by its script; the last answer to a command repeats."""

    def __init__(self, script: Script) -> None:
        self.answers = {verb: [said] if isinstance(said, str) else list(said) for verb, said in script.items()}
        self.heard: list[str] = []
        self.port = 0
        self.lock = threading.Lock()

    def answer(self, verb: str) -> str | None:
        with self.lock:
            waiting = self.answers.get(verb)
            if not waiting:
                return None
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def account(self) -> Account:
        return Account("127.0.0.1", self.port, OFFICE, PASSWORD, "none")


class SmtpManners(socketserver.StreamRequestHandler):
    usual: Mapping[str, str] = {
        "greeting": "220 ready",
        "EHLO": "250-scripted\r\n250 AUTH PLAIN",
        "AUTH": "235 welcome",
        "MAIL": "250 ok",
        "RCPT": "250 ok",
        "RSET": "250 ok",
        "DATA": "354 go on",
        ".": "250 taken",
        "QUIT": "221 goodbye",
    }

    def handle(self) -> None:
        script: Server = self.server.script  # type: ignore[attr-defined]  # set by `serve`
        verb = "greeting"
        while True:
            said = script.answer(verb) or self.usual.get(verb, "500 what?")
            if said == HANG_UP:
                return
            if said != SILENCE:
                self.wfile.write(f"{said}\r\n".encode("utf-8", "surrogateescape"))
            line = self.rfile.readline()
            if verb == "DATA" and said.startswith("354"):
                while line and line != b".\r\n":
                    line = self.rfile.readline()
            if not line or verb == "QUIT":
                return
            script.heard.append(line.decode().strip())
            verb = line.decode().split()[0].upper()


class ImapManners(socketserver.StreamRequestHandler):
    """Speaks IMAP by lines; `{tag}` in an answer stands for the command's."""

    usual: Mapping[str, str] = {
        "CAPABILITY": "* CAPABILITY IMAP4rev1 ID\r\n{tag} OK done",
        "LOGIN": "{tag} OK done",
        "ID": "* ID NIL\r\n{tag} OK done",
        "STATUS": "* STATUS INBOX (MESSAGES 0 UIDNEXT 1 UIDVALIDITY 7)\r\n{tag} OK done",
        "EXAMINE": "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n{tag} OK [READ-ONLY]",
        "SEARCH": "* SEARCH 5\r\n{tag} OK done",
        "SIZES": "* 1 FETCH (UID 5 RFC822.SIZE 4)\r\n{tag} OK done",
        "BODY": "* 1 FETCH (UID 5 BODY[] {{4}}\r\nmail)\r\n{tag} OK done",
        "LOGOUT": "* BYE\r\n{tag} OK done",
    }

    def handle(self) -> None:
        script: Server = self.server.script  # type: ignore[attr-defined]  # set by `serve`
        self.wfile.write(f"{script.answer('greeting') or '* OK ready'}\r\n".encode())
        while line := self.rfile.readline():
            tag, verb, *rest = line.decode().split()
            script.heard.append(" ".join([verb, *rest]))
            if verb == "UID":
                verb = "SEARCH" if rest[0] == "SEARCH" else "BODY" if "BODY" in rest[-1] else "SIZES"
            said = script.answer(verb) or self.usual.get(verb, "{tag} BAD")
            if said == HANG_UP:
                return
            if said != SILENCE:
                self.wfile.write(f"{said.format(tag=tag)}\r\n".encode())


@contextmanager
def serve(manners: type[socketserver.StreamRequestHandler], script: Script) -> Iterator[Server]:
    server = Server(script)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), manners) as listening:
        listening.script = server  # type: ignore[attr-defined]  # read by the manners
        server.port = listening.server_address[1]
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            listening.shutdown()
            thread.join()


@pytest.fixture
def smtp_server() -> Serve:
    return lambda script: serve(SmtpManners, script)


@pytest.fixture
def imap_server() -> Serve:
    return lambda script: serve(ImapManners, script)


@pytest.fixture
def room_folder(tmp_path: Path) -> Path:
    return tmp_path / "mail-room"


@pytest.fixture
def open_room(room_folder: Path) -> Callable[[], MailRoom]:
    users = dict.fromkeys((OFFICE, SCHOOLS, MARKET, CLOSED), PASSWORD)
    return lambda: MailRoom(room_folder, users, bouncing={CLOSED})


@pytest.fixture
def room(open_room: Callable[[], MailRoom]) -> Iterator[MailRoom]:
    with open_room() as opened:
        yield opened


@pytest.fixture
def letter() -> Callable[..., bytes]:
    """Give what writes a mail from the office; what is not said is usual."""

    def write(**changed: object) -> bytes:
        said: dict[str, object] = {
            "sender": ("柳溪市政府办公室", OFFICE),
            "to": SCHOOLS,
            "subject": "征求意见：柳溪市服务业计划",
            "text": "请于1月26日前反馈。",
            "attachments": [],
            "message_id": "<1@liuxi.example>",
            "dated": datetime(2026, 1, 5, 10, 0, tzinfo=BEIJING),
        }
        return build_mail(**(said | changed))  # type: ignore[arg-type]  # each value is of its argument's kind

    return write


@pytest.fixture
def envelope() -> Callable[..., Envelope]:
    def write(number: int = 1, address: str = SCHOOLS, raw: bytes = b"Subject: x\r\n\r\nx\r\n") -> Envelope:
        return Envelope(number, OFFICE, address, raw)

    return write
