"""Sending: each mail's end is told in a plain word, and what may have arrived is never called failed."""

from collections.abc import Callable

import pytest

import post.smtp
from post.smtp import Delivery, Envelope, send, sign_in
from registry.errors import MailRefused, MailUnavailable

HANG_UP = "HANG UP"
SILENCE = "SILENCE"
Make = Callable[..., Envelope]


@pytest.fixture
def ends(smtp_server, envelope: Make):  # noqa: ANN001, ANN201  both are what the next line shows
    """Give what sends so many mails to a scripted server, on one line, and tells their ends and what it heard."""

    def run(script: dict[str, str | list[str]], count: int = 1, lines: int = 1) -> tuple[list[Delivery], list[str]]:
        with smtp_server(script) as server:
            mails = [envelope(number) for number in range(1, count + 1)]
            return list(send(server.account(), mails, connections=lines)), server.heard

    return run


def outcomes(deliveries: list[Delivery]) -> list[str]:
    return [delivery.outcome for delivery in sorted(deliveries, key=lambda one: one.id)]


def test_mails_go_over_one_line_one_after_the_other(ends) -> None:  # noqa: ANN001
    done, heard = ends({}, count=3)
    assert outcomes(done) == ["delivered"] * 3
    assert [line.split()[0] for line in heard] == ["EHLO", "AUTH", *["MAIL", "RCPT", "DATA", "."] * 3, "QUIT"]


def test_nothing_to_send_asks_nobody(smtp_server) -> None:  # noqa: ANN001
    with smtp_server({}) as server:
        assert list(send(server.account(), [])) == []
        assert server.heard == []


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ({"RCPT": "550 no such user"}, "refused"),
        ({"RCPT": "450 greylisted"}, "retry"),
        ({"MAIL": "451 come later"}, "retry"),
        ({"MAIL": "552 too large"}, "refused"),
        ({"MAIL": HANG_UP}, "retry"),
        ({"RCPT": HANG_UP}, "retry"),
        ({"DATA": "451 DT:SPM"}, "retry"),
        ({"DATA": HANG_UP}, "unknown"),
        ({".": "554 DT:SPM"}, "refused"),
        ({".": "452 full"}, "retry"),
        ({".": HANG_UP}, "unknown"),
        ({".": "what?"}, "unknown"),
        ({".": "354 again"}, "unknown"),
    ],
    ids=str,
)
def test_the_phase_and_the_answer_decide_a_mails_end(ends, script: dict[str, str], outcome: str) -> None:  # noqa: ANN001
    [done], _ = ends(script)
    assert done.outcome == outcome


def test_a_server_silent_after_the_mails_bytes_leaves_it_unknown(ends, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN001
    monkeypatch.setattr(post.smtp, "_DATA_PATIENCE", 0.05)
    monkeypatch.setattr(post.smtp, "_PATIENCE", 0.05)
    [done], _ = ends({".": SILENCE})
    assert done.outcome == "unknown"


def test_a_dead_address_does_not_hold_up_the_next(ends) -> None:  # noqa: ANN001
    done, heard = ends({"RCPT": ["250 ok", "550 5.1.1 no such user", "250 ok"]}, count=3)
    assert outcomes(done) == ["delivered", "refused", "delivered"]
    assert "RSET" in heard
    assert sorted(done, key=lambda one: one.id)[1].answer == "550 5.1.1 no such user"


def test_an_address_that_hides_a_command_never_reaches_the_line(smtp_server, envelope: Make) -> None:  # noqa: ANN001
    with smtp_server({}) as server:
        mails = [envelope(1, "a@x>\r\nRCPT TO:<b@y"), envelope(2, "a@x;b@y"), envelope(3)]
        done = list(send(server.account(), mails, connections=1))
    assert outcomes(done) == ["refused", "refused", "delivered"]
    assert len([line for line in server.heard if line.startswith("RCPT")]) == 1


@pytest.mark.parametrize("answer", ["421 HL:ICC", "450 MI:SFQ", "451 HL:REP"])
def test_a_server_that_asks_to_slow_down_is_sent_nothing_more(ends, answer: str) -> None:  # noqa: ANN001
    done, heard = ends({"MAIL": ["250 ok", answer]}, count=5)
    assert outcomes(done) == ["delivered", "retry"]
    assert len([line for line in heard if line.startswith("MAIL")]) == 2


def test_a_broken_line_leaves_the_rest_untried(ends) -> None:  # noqa: ANN001
    done, _ = ends({"RCPT": ["250 ok", HANG_UP]}, count=4)
    assert outcomes(done) == ["delivered", "retry"]


def test_a_provider_that_takes_one_line_only_gets_all_mails_by_it(ends) -> None:  # noqa: ANN001
    done, _ = ends({"greeting": ["220 ready", "421 too many connections"]}, count=6, lines=2)
    assert outcomes(done) == ["delivered"] * 6


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ({"AUTH": "535 Error: authentication failed"}, "邮箱拒绝登录（535 Error: authentication failed）"),
        ({"AUTH": "535 \udcc3\udcdc\udcc2\udceb\udcb4\udced\udcce\udcf3"}, "邮箱拒绝登录（535 密码错误）"),
        ({"MAIL": "553 Mail from must equal authorized user"}, "邮局不接受发件邮箱 office@liuxi.example（553"),
        ({"MAIL": "550 User has no permission"}, "邮局不接受发件邮箱"),
        ({"RCPT": "530 Authentication required"}, "邮箱拒绝登录（530"),
        ({"EHLO": "250 no login here"}, "发信服务器不提供所设的登录或加密方式"),
    ],
)
def test_a_refused_account_stops_everything_and_says_what_to_do(ends, script: dict[str, str], said: str) -> None:  # noqa: ANN001
    with pytest.raises(MailRefused) as told:
        ends(script, count=4, lines=2)
    assert told.value.happened.startswith(said)
    assert told.value.kept == "待发函件原样保留"
    assert told.value.todo


@pytest.mark.parametrize(
    "script",
    [{"greeting": "554 go away"}, {"greeting": HANG_UP}, {"AUTH": "454 later"}, {"AUTH": HANG_UP}, {"EHLO": HANG_UP}],
    ids=str,
)
def test_a_server_that_cannot_be_used_now_is_unavailable_and_nothing_was_sent(ends, script: dict[str, str]) -> None:  # noqa: ANN001
    with pytest.raises(MailUnavailable, match="稍后会自动再试"):
        ends(script, count=2, lines=2)


def test_no_server_at_all_is_unavailable(smtp_server, envelope: Make) -> None:  # noqa: ANN001
    with smtp_server({}) as server:
        account = server.account()
    with pytest.raises(MailUnavailable, match=r"发信服务器 127\.0\.0\.1:\d+ 连接不上"):
        list(send(account, [envelope()]))
    with pytest.raises(MailUnavailable):
        sign_in(account)


def test_each_mail_is_written_down_just_before_its_bytes_leave(smtp_server, envelope: Make) -> None:  # noqa: ANN001
    with smtp_server({"RCPT": ["250 ok", "550 no", "250 ok"]}) as server:
        said_before: list[tuple[int, str]] = []
        mails = [envelope(number) for number in (1, 2, 3)]
        note = lambda number: said_before.append((number, server.heard[-1].split()[0]))  # noqa: E731  one use
        list(send(server.account(), mails, connections=1, before=note))
    assert said_before == [(1, "RCPT"), (3, "RCPT")]


def test_a_mail_that_cannot_be_written_down_is_not_sent_and_the_fault_is_told(smtp_server, envelope: Make) -> None:  # noqa: ANN001
    def fail(number: int) -> None:
        if number == 2:
            raise OSError("no space left")

    with smtp_server({}) as server:
        done: list[Delivery] = []
        with pytest.raises(OSError, match="no space left"):
            done.extend(send(server.account(), [envelope(number) for number in (1, 2, 3)], connections=1, before=fail))
    assert len([line for line in server.heard if line == "DATA"]) == 1


def test_a_caller_who_stops_listening_ends_the_sending(smtp_server, envelope: Make) -> None:  # noqa: ANN001
    with smtp_server({}) as server:
        sending = send(server.account(), [envelope(number) for number in range(50)], connections=2)
        next(sending)
        sending.close()  # type: ignore[attr-defined]  # a generator
    assert len([line for line in server.heard if line == "DATA"]) < 10


def test_signing_in_alone_sends_nothing(smtp_server) -> None:  # noqa: ANN001
    with smtp_server({}) as server:
        sign_in(server.account())
    assert [line.split()[0] for line in server.heard] == ["EHLO", "AUTH", "QUIT"]
