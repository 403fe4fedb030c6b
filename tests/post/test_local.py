"""The embedded mail room: what it took is on disk, with the same numbers after every restart."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import post.local
from letters.reading.mail import parse_mail
from post.account import Account
from post.bounces import returned_ids, tells_of_failure
from post.imap import Cursor, fetch, look
from post.local import MailRoom, Ports
from post.smtp import Delivery, Envelope, send, sign_in
from registry.errors import MailRefused, MailUnavailable

OFFICE = "office@liuxi.example"
SCHOOLS = "schools@liuxi.example"
MARKET = "market@liuxi.example"
CLOSED = "closed@liuxi.example"
PASSWORD = "a-long-password"
OpenRoom = Callable[[], MailRoom]


def account(room: MailRoom, kind: str, user: str, password: str = PASSWORD) -> Account:
    return Account("127.0.0.1", getattr(room.ports, kind), user, password, "none")


def post_in(room: MailRoom, address: str, raw: bytes, sender: str = OFFICE) -> Delivery:
    [end] = send(account(room, "smtp", sender), [Envelope(1, sender, address, raw)])
    return end


def inbox(room: MailRoom, user: str) -> list[tuple[int, int, bytes | None]]:
    return [(one.uidvalidity, one.uid, one.raw) for one in fetch(account(room, "imap", user), "INBOX", None)]


def test_each_address_has_its_own_mailbox(room: MailRoom) -> None:
    assert post_in(room, SCHOOLS, b"Subject: 1\r\n\r\n").outcome == "delivered"
    assert [raw for *_, raw in inbox(room, SCHOOLS)] == [b"Subject: 1\r\n\r\n"]
    assert inbox(room, MARKET) == []


def test_a_mail_is_on_disk_before_it_is_taken(room: MailRoom, room_folder: Path) -> None:
    post_in(room, SCHOOLS, b"Subject: 1\r\n\r\nwords\r\n")
    [kept] = (room_folder / SCHOOLS).glob("*.eml")
    assert kept.read_bytes() == b"Subject: 1\r\n\r\nwords\r\n"


def test_a_restart_keeps_every_mail_and_its_number(open_room: OpenRoom) -> None:
    with open_room() as room:
        post_in(room, SCHOOLS, b"Subject: 1\r\n\r\n")
        post_in(room, SCHOOLS, b"Subject: 2\r\n\r\n")
        before = inbox(room, SCHOOLS)
    with open_room() as room:
        assert inbox(room, SCHOOLS) == before
        cursor = Cursor(*before[-1][:2])
        assert not look(account(room, "imap", SCHOOLS), "INBOX", cursor)
        post_in(room, SCHOOLS, b"Subject: 3\r\n\r\n")
        assert [one.raw for one in fetch(account(room, "imap", SCHOOLS), "INBOX", cursor)] == [b"Subject: 3\r\n\r\n"]


def test_a_number_is_its_mails_own_even_where_others_were_taken_away(open_room: OpenRoom, room_folder: Path) -> None:
    with open_room() as room:
        for number in range(3):
            post_in(room, SCHOOLS, f"Subject: {number}\r\n\r\n".encode())
        before = inbox(room, SCHOOLS)
    (room_folder / SCHOOLS / "00000001.eml").unlink()
    (room_folder / SCHOOLS / "notes.eml").write_bytes(b"somebody's own file")
    (room_folder / SCHOOLS / ".00000004.eml.new").write_bytes(b"broken off by a power cut")
    with open_room() as room:
        assert inbox(room, SCHOOLS) == before[1:]


def test_a_plus_part_is_the_same_mailbox(room: MailRoom) -> None:
    assert post_in(room, "schools+K7Q2-M9XP-T4WD@liuxi.example", b"Subject: 1\r\n\r\n").outcome == "delivered"
    assert len(inbox(room, SCHOOLS)) == 1


def test_an_unknown_address_is_refused_at_once(room: MailRoom) -> None:
    end = post_in(room, "nobody@liuxi.example", b"Subject: 1\r\n\r\n")
    assert (end.outcome, end.answer[:3]) == ("refused", "550")


def test_a_closed_mailbox_answers_with_a_bounce_that_names_the_mail(
    room: MailRoom, letter: Callable[..., bytes]
) -> None:
    raw = letter(to=CLOSED, message_id="<17@liuxi.example>")
    assert post_in(room, CLOSED, raw).outcome == "delivered"
    [(_, _, bounce)] = inbox(room, OFFICE)
    mail = parse_mail(bounce or b"")
    assert tells_of_failure(mail)
    assert list(returned_ids(mail)) == ["<17@liuxi.example>"]
    assert f"Final-Recipient: rfc822; {CLOSED}" in mail.delivery_status
    assert inbox(room, CLOSED) == []


def test_a_mail_with_raw_bytes_in_its_head_bounces_too(room: MailRoom) -> None:
    end = post_in(room, CLOSED, b"Message-ID: <18@x>\r\nSubject: \xb9\xd8\xd3\xda\r\n\r\nx\r\n")
    assert end.outcome == "delivered"
    [(_, _, bounce)] = inbox(room, OFFICE)
    assert list(returned_ids(parse_mail(bounce or b""))) == ["<18@x>"]


def test_nobody_sends_or_reads_without_the_password(room: MailRoom) -> None:
    with pytest.raises(MailRefused, match="535"):
        sign_in(account(room, "smtp", OFFICE, "wrong"))
    with pytest.raises(MailRefused):
        sign_in(account(room, "smtp", "nobody@liuxi.example"))
    with pytest.raises(MailRefused):
        look(account(room, "imap", OFFICE, "wrong"), "INBOX", None)


def test_a_sender_who_did_not_sign_in_is_turned_away(room: MailRoom) -> None:
    with socket.create_connection(("127.0.0.1", room.ports.smtp)) as line, line.makefile("rwb") as talk:
        said = [talk.readline()]
        for command in (b"HELO x\r\n", f"MAIL FROM:<{OFFICE}>\r\n".encode()):
            talk.write(command)
            talk.flush()
            said.append(talk.readline())
    assert [line[:3] for line in said] == [b"220", b"250", b"530"]


def test_a_password_in_any_script_signs_in(room_folder: Path) -> None:
    with MailRoom(room_folder, {OFFICE: '柳"溪\\ 1'}) as room:
        sign_in(account(room, "smtp", OFFICE, '柳"溪\\ 1'))


def test_a_full_disk_refuses_for_now_and_loses_nothing(room: MailRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(post.local, "_write_down", full)
        assert post_in(room, SCHOOLS, b"Subject: 1\r\n\r\n").outcome == "retry"
    assert inbox(room, SCHOOLS) == []
    assert post_in(room, SCHOOLS, b"Subject: 1\r\n\r\n").outcome == "delivered"
    assert len(inbox(room, SCHOOLS)) == 1


def test_addresses_that_differ_by_a_sign_share_no_mailbox(room_folder: Path) -> None:
    users = dict.fromkeys(("a/b@x.example", "a_b@x.example", "../c@x.example", "no-address"), PASSWORD)
    with MailRoom(room_folder, users) as room:
        post_in(room, "a/b@x.example", b"Subject: 1\r\n\r\n", "a_b@x.example")
        assert inbox(room, "a_b@x.example") == []
    assert len(list(room_folder.iterdir())) == 3


def test_a_taken_port_is_told_in_chinese_and_leaves_nothing_open(room: MailRoom, tmp_path: Path) -> None:
    for ports in (Ports(room.ports.smtp, 0), Ports(0, room.ports.imap)):
        other = MailRoom(tmp_path / "other", {OFFICE: PASSWORD}, ports=ports)
        with pytest.raises(MailUnavailable, match="内置邮局没有开成"):
            other.start()
        other.stop()


def test_a_folder_that_cannot_be_used_is_told_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "ascii")
    with pytest.raises(MailUnavailable, match="内置邮局没有开成"):
        MailRoom(tmp_path / "file", {OFFICE: PASSWORD}).start()


def test_a_room_never_opened_can_be_closed(room_folder: Path) -> None:
    MailRoom(room_folder, {OFFICE: PASSWORD}).stop()


@pytest.fixture
def talking(open_room: OpenRoom) -> Iterator[socket.socket]:
    """Give a line that is still open when the room closes."""
    room = open_room()
    room.start()
    with socket.create_connection(("127.0.0.1", room.ports.imap)) as line:
        line.recv(1)
        room.stop()
        yield line


def test_a_room_closes_over_clients_that_do_not_leave(talking: socket.socket) -> None:
    while talking.recv(4096):
        pass  # what was said before; then the line is closed from the other side
