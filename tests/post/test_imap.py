"""Fetching: in order, each byte as it came, nothing marked, and every failure in the house's words."""

from collections.abc import Callable

import pytest

import post.imap
from post.account import Account
from post.imap import Cursor, Fetched, fetch, look
from post.local import MailRoom
from post.smtp import Envelope, send
from registry.errors import MailRefused, MailUnavailable

OFFICE = "office@liuxi.example"
SCHOOLS = "schools@liuxi.example"
PASSWORD = "a-long-password"
SILENCE = "SILENCE"


def account(room: MailRoom, kind: str = "imap", user: str = SCHOOLS, password: str = PASSWORD) -> Account:
    return Account("127.0.0.1", getattr(room.ports, kind), user, password, "none")


@pytest.fixture
def deliver(room: MailRoom) -> Callable[..., None]:
    """Give what mails these bytes to a unit, one after the other."""

    def put(*raws: bytes) -> None:
        mails = [Envelope(number, OFFICE, SCHOOLS, raw) for number, raw in enumerate(raws)]
        ends = list(send(account(room, "smtp", OFFICE), mails, connections=1))
        assert {end.outcome for end in ends} <= {"delivered"}

    return put


def mail(words: str, size: int = 0) -> bytes:
    return f"Subject: {words}\r\n\r\n".encode() + b"\r\n".join([b"x" * 98] * (size // 100)) + b"\r\n"


def test_an_empty_mailbox_has_nothing_new(room: MailRoom) -> None:
    assert not look(account(room), "INBOX", None)
    assert list(fetch(account(room), "INBOX", None)) == []


def test_mails_come_in_order_and_byte_for_byte(room: MailRoom, deliver: Callable[..., None]) -> None:
    odd = b"From: =?gb2312?B?xxx\r\nSubject: \xb9\xd8\xd3\xda\r\n\r\n.\r\n..two\r\nFrom here\r\n\xff\xfe\x00\r\n"
    deliver(mail("1"), odd, mail("3"))
    fetched = list(fetch(account(room), "INBOX", None))
    assert [one.raw for one in fetched] == [mail("1"), odd, mail("3")]
    assert [one.uid for one in fetched] == sorted(one.uid for one in fetched)


def test_what_was_fetched_is_not_fetched_again(room: MailRoom, deliver: Callable[..., None]) -> None:
    deliver(mail("1"), mail("2"))
    last = list(fetch(account(room), "INBOX", None))[-1]
    cursor = Cursor(last.uidvalidity, last.uid)
    assert not look(account(room), "INBOX", cursor)
    assert list(fetch(account(room), "INBOX", cursor)) == []  # `n:*` would name the last mail again
    deliver(mail("3"))
    assert look(account(room), "INBOX", cursor)
    assert [one.raw for one in fetch(account(room), "INBOX", cursor)] == [mail("3")]


def test_a_mailbox_numbered_anew_is_read_from_its_beginning(room: MailRoom, deliver: Callable[..., None]) -> None:
    deliver(mail("1"))
    [first] = fetch(account(room), "INBOX", None)
    stale = Cursor(first.uidvalidity - 1, first.uid + 100)
    assert look(account(room), "INBOX", stale)
    assert list(fetch(account(room), "INBOX", stale)) == [first]


def test_a_mail_over_the_cap_is_named_but_not_fetched(room: MailRoom, deliver: Callable[..., None]) -> None:
    deliver(mail("small"), mail("large", 5000), mail("small too"))
    small, large, after = fetch(account(room), "INBOX", None, cap=1000)
    assert (small.raw, after.raw) == (mail("small"), mail("small too"))
    assert large.raw is None
    assert large.size == len(mail("large", 5000))


def test_a_big_mail_comes_in_pieces(
    room: MailRoom, deliver: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post.imap, "_CHUNK", 1000)
    big = mail("big", 4500)
    even = mail("even", 3000)
    even += b"x" * (3998 - len(even)) + b"\r\n"  # four pieces to the byte
    deliver(big, even)
    assert [one.raw for one in fetch(account(room), "INBOX", None)] == [big, even]


def test_fetching_marks_nothing_as_read(room: MailRoom, deliver: Callable[..., None]) -> None:
    deliver(mail("1"))
    list(fetch(account(room), "INBOX", None))
    with post.imap._signed_in(account(room)) as client:
        client.select_folder("INBOX", readonly=True)
        assert client.search(["UNSEEN"]) != []


def test_a_caller_who_stops_listening_leaves_no_line_open(room: MailRoom, deliver: Callable[..., None]) -> None:
    deliver(mail("1"), mail("2"))
    fetching = fetch(account(room), "INBOX", None)
    assert next(fetching).raw == mail("1")
    fetching.close()  # type: ignore[attr-defined]  # a generator


def test_a_refused_login_is_told_in_the_servers_plain_words(room: MailRoom) -> None:
    with pytest.raises(MailRefused) as told:
        look(account(room, password="wrong"), "INBOX", None)
    assert "b'" not in told.value.happened
    assert told.value.happened.startswith("邮箱拒绝登录（")
    assert "授权码" in told.value.todo


def test_no_server_at_all_is_unavailable(open_room: Callable[[], MailRoom]) -> None:
    with open_room() as room:
        gone = account(room)
    with pytest.raises(MailUnavailable, match=r"收信服务器 127\.0\.0\.1:\d+ 连接不上"):
        look(gone, "INBOX", None)


def test_a_client_says_who_it_is_before_it_opens_a_folder(imap_server) -> None:  # noqa: ANN001
    with imap_server({}) as server:
        list(fetch(server.account(), "INBOX", None))
    verbs = [line.split()[0] for line in server.heard]
    assert verbs.index("LOGIN") < verbs.index("ID") < verbs.index("EXAMINE")
    assert not {"STORE", "SELECT", "EXPUNGE"} & set(" ".join(server.heard).split())


def test_looking_asks_one_question(imap_server) -> None:  # noqa: ANN001
    with imap_server({}) as server:
        assert not look(server.account(), "INBOX", Cursor(7, 0))
    assert [line.split()[0] for line in server.heard if not line.startswith("CAPABILITY")] == [
        "LOGIN", "ID", "STATUS", "LOGOUT",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ({"LOGIN": "{tag} NO LOGIN Login error or password error"}, "LOGIN Login error or password error"),
        ({"EXAMINE": "{tag} NO EXAMINE Unsafe Login. Please contact us"}, "Unsafe Login"),
    ],
)
def test_an_account_that_is_refused_needs_a_person(imap_server, script: dict[str, str], said: str) -> None:  # noqa: ANN001
    with imap_server(script) as server, pytest.raises(MailRefused, match=said):
        list(fetch(server.account(), "INBOX", None))


@pytest.mark.parametrize(
    "script",
    [
        {"greeting": "* BYE too busy"},
        {"LOGIN": "HANG UP"},
        {"LOGIN": "{tag} NO [UNAVAILABLE] try later"},
        {"EXAMINE": "HANG UP"},
        {"EXAMINE": "* 1 EXISTS\r\n{tag} OK done"},
        {"SIZES": "HANG UP"},
        {"SIZES": "* 1 FETCH (UID nonsense\r\n{tag} OK done"},
        {"BODY": "HANG UP"},
    ],
    ids=str,
)
def test_a_line_that_breaks_or_makes_no_sense_is_unavailable(imap_server, script: dict[str, str]) -> None:  # noqa: ANN001
    with imap_server(script) as server, pytest.raises(MailUnavailable, match="稍后会自动再试"):
        list(fetch(server.account(), "INBOX", None))


def test_a_silent_server_is_not_waited_for_without_end(imap_server, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN001
    monkeypatch.setattr(post.imap, "_PATIENCE", 0.05)
    with imap_server({"STATUS": SILENCE}) as server, pytest.raises(MailUnavailable, match="没有响应"):
        look(server.account(), "INBOX", None)


def test_a_server_that_will_not_hear_who_we_are_is_read_all_the_same(imap_server) -> None:  # noqa: ANN001
    with imap_server({"ID": "{tag} BAD what?"}) as server:
        assert list(fetch(server.account(), "INBOX", None)) == [Fetched(5, 7, b"mail", 4)]


def test_a_mail_removed_meanwhile_is_passed_over(imap_server) -> None:  # noqa: ANN001
    script = {
        "SEARCH": "* SEARCH 5 6 7\r\n{tag} OK done",
        "SIZES": "* 1 FETCH (UID 5 RFC822.SIZE 4)\r\n* 2 FETCH (UID 6 RFC822.SIZE 4)\r\n"
        "* 3 FETCH (FLAGS ())\r\n{tag} OK done",
        "BODY": ["{tag} OK done", "* 2 FETCH (UID 6 BODY[] {{4}}\r\nmail)\r\n{tag} OK done"],
    }
    with imap_server(script) as server:
        assert [one.uid for one in fetch(server.account(), "INBOX", None)] == [6]


def test_a_mail_the_server_does_not_give_is_named_without_its_bytes(imap_server) -> None:  # noqa: ANN001
    with imap_server({"BODY": "* 1 FETCH (UID 5 BODY[] NIL)\r\n{tag} OK done"}) as server:
        assert list(fetch(server.account(), "INBOX", None)) == [Fetched(5, 7, None, 4)]
