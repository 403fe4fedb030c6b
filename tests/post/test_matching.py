"""Whose answer is it? Sure signs that agree decide; anything else waits for a person."""

from collections.abc import Sequence

import pytest

from letters.reading.mail import Mail, parse_mail
from post.matching import AskedRequest, Match, match

SCHOOLS = AskedRequest(
    1, "K7Q2-M9XP-T4WD", "教育局", ("schools@liuxi.example", "jyj@liuxi.example"), "2026-0001", is_open=True
)
MARKET = AskedRequest(2, "AAAA-BBBB-CCCC", "市场监督管理局", ("market@liuxi.example",), "2026-0001", is_open=True)
EARLIER = AskedRequest(3, "DDDD-EEEE-FFFF", "教育局", ("schools@liuxi.example",), "2025-0007", is_open=False)
ASKED = (SCHOOLS, MARKET, EARLIER)
SENT = {"<1@office>": 1, "<2@office>": 2, "<3@office>": 3, "<gone@office>": 99}
OWN = {"office@liuxi.example"}


def matched(mail: Mail, forms: Sequence[str] = ()) -> Match:
    return match(mail, ASKED, SENT, OWN, form_tokens=forms)


def mail(sender: str = "schools@liuxi.example", subject: str = "意见", body: str = "", **headers: str) -> Mail:
    lines = [f"From: {sender}", f"Subject: {subject}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return parse_mail(("\r\n".join(lines) + "\r\n\r\n" + body).encode())


def test_an_answer_to_the_tokens_address_is_the_requests() -> None:
    for header in ("To", "Cc", "Delivered_To", "X_Original_To"):
        found = matched(mail(**{header: "office+k7q2-m9xp-t4wd@liuxi.example"}))
        assert (found.kind, found.request_id, found.how) == ("request", 1, "回信地址中的标识")


def test_an_answer_in_the_thread_is_the_requests() -> None:
    assert matched(mail(In_Reply_To="<1@office>")).request_id == 1
    assert matched(mail(References="<x@y> <1@office>")).request_id == 1


def test_the_newest_of_our_mails_in_a_thread_is_the_one_answered() -> None:
    assert (
        matched(mail(References="<3@office> <1@office> <theirs@liuxi>", In_Reply_To="<theirs@liuxi>")).request_id == 1
    )


def test_a_tag_in_the_subject_is_enough_from_the_units_mailbox() -> None:
    found = matched(mail(subject="回复：[YJ-2026-0001-K7Q2-M9XP-T4WD] 征求意见"))
    assert (found.kind, found.request_id) == ("request", 1)


def test_a_token_in_the_form_is_enough_from_the_units_mailbox() -> None:
    assert matched(mail("jyj@liuxi.example"), ["K7Q2-M9XP-T4WD"]).request_id == 1
    assert matched(mail(), ["ZZZZ-ZZZZ-ZZZZ"]).kind == "pen"


def test_signs_of_two_units_go_to_the_pen_with_both_as_guesses() -> None:
    found = matched(mail(subject="[YJ-2026-0001-AAAA-BBBB-CCCC]", In_Reply_To="<1@office>"))
    assert (found.kind, found.how) == ("pen", "来信中的标识指向不同单位（共2家）")
    assert [guess.request_id for guess in found.guesses][:2] == [1, 2]


def test_a_token_from_a_strangers_address_goes_to_the_pen_with_its_unit_on_top() -> None:
    found = matched(mail("someone@mail.example", subject="[YJ-2026-0001-K7Q2-M9XP-T4WD]"))
    assert (found.kind, found.request_id) == ("pen", None)
    assert "发件邮箱未登记" in found.how
    assert found.guesses[0].unit == "教育局"


def test_a_token_from_another_units_mailbox_names_both() -> None:
    found = matched(mail("market@liuxi.example", subject="[YJ-2026-0001-K7Q2-M9XP-T4WD]"))
    assert found.kind == "pen"
    assert [guess.request_id for guess in found.guesses] == [1, 2]


def test_a_late_answer_to_a_closed_request_is_still_its_own() -> None:
    assert matched(mail(In_Reply_To="<3@office>")).request_id == 3


def test_a_sender_alone_is_only_a_guess_the_open_request_first() -> None:
    found = matched(mail())
    assert (found.kind, found.how) == ("pen", "来信没有可用的标识")
    assert [(guess.request_id, guess.why) for guess in found.guesses] == [
        (1, "发件邮箱为该单位，且正等待其反馈"),
        (3, "发件邮箱为该单位"),
    ]


def test_a_token_with_one_wrong_sign_is_only_a_guess() -> None:
    found = matched(mail("someone@mail.example", subject="[YJ-2026-0001-K7Q2-M9XP-T4WE]"))
    assert (found.kind, found.guesses[0].why) == ("pen", "主题中的标识只差一个字符")


def test_a_unit_named_in_the_mail_is_only_a_guess() -> None:
    found = matched(mail("someone@mail.example", body="市场监督管理局无意见。"))
    assert [(guess.unit, guess.why) for guess in found.guesses] == [("市场监督管理局", "来信提到该单位")]


def test_a_request_that_is_no_more_is_no_sign() -> None:
    assert matched(mail(In_Reply_To="<gone@office>")).kind == "pen"


def test_our_own_mails_are_ours() -> None:
    assert matched(mail("Office@Liuxi.example", In_Reply_To="<1@office>")).kind == "own"


@pytest.mark.parametrize(
    "subject",
    ["自动回复：征求意见", "自动回复", "自动答复: x", "[自动回复] x", "Automatic reply: x", "Auto-Reply: x",
     "Out of Office: x", "Out of the office - back Monday"],
)  # fmt: skip
def test_an_automatic_answer_is_no_return(subject: str) -> None:
    assert matched(mail(subject=subject, In_Reply_To="<1@office>")).kind == "auto_reply"


def test_an_automatic_answer_says_so_in_its_head_too() -> None:
    assert matched(mail(Auto_Submitted="auto-replied")).kind == "auto_reply"
    assert matched(mail(Precedence="bulk")).kind == "auto_reply"


def test_a_stamped_answer_to_ours_in_other_words_is_left_to_a_person() -> None:
    found = matched(mail(Auto_Submitted="auto-replied", In_Reply_To="<1@office>", body="我局无意见。"))
    assert (found.kind, found.guesses[0].request_id) == ("pen", 1)


@pytest.mark.parametrize(
    "words", ["这是来自邮箱的假期自动回复邮件。", "自动回复：我正在休假。", "此邮件为系统自动回复，请勿回信"]
)
def test_an_automatic_answer_says_so_in_its_words_too(words: str) -> None:
    assert matched(mail(In_Reply_To="<1@office>", body=words)).kind == "auto_reply"


@pytest.mark.parametrize(
    "stamp", [{"Precedence": "bulk"}, {"Precedence": "list"}, {"Auto_Submitted": "auto-generated"}]
)
def test_an_answer_stamped_by_a_gateway_is_not_swallowed(stamp: dict[str, str]) -> None:
    tag = "[YJ-2026-0001-K7Q2-M9XP-T4WD] 反馈"
    assert matched(mail(subject=tag, body="我局无意见。", **stamp)).kind == "request"
    assert matched(mail(In_Reply_To="<1@office>", body="我局无意见。", **stamp)).request_id == 1


def attached(data: bytes, subject: str, **headers: str) -> Mail:
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = ["From: schools@liuxi.example", f"Subject: {subject}", *lines, 'Content-Type: multipart/mixed; boundary="B"']
    parts = "--B\r\nContent-Type: text/plain\r\n\r\nx\r\n--B\r\nContent-Disposition: attachment; filename=a\r\n\r\n"
    return parse_mail(("\r\n".join(head) + f"\r\n\r\n{parts}").encode() + data + b"\r\n--B--\r\n")


def test_a_stamped_mail_with_a_file_is_an_answer() -> None:
    for stamp in ("auto-replied", "auto-generated"):
        sent = attached(b"PK\x03\x04x", "答复", Auto_Submitted=stamp, In_Reply_To="<1@office>")
        assert matched(sent).kind == "request"
    assert matched(attached(b"PK\x03\x04x", "自动回复", Auto_Submitted="auto-replied")).kind == "pen"


def test_an_automatic_answer_with_a_logo_is_one() -> None:
    logo = attached(b"\x89PNG\r\n\x1a\nx", "自动回复：x", Auto_Submitted="auto-replied", In_Reply_To="<1@office>")
    assert matched(logo).kind == "auto_reply"
    scan = attached(b"\x89PNG\r\n\x1a\nx", "反馈意见", Precedence="bulk", In_Reply_To="<1@office>")
    assert matched(scan).kind == "request"


@pytest.mark.parametrize("subject", ["自动回复系统建设方案的意见", "回复：自动化办公", "Automatic replying machines"])
def test_a_paper_about_automatic_answers_is_none(subject: str) -> None:
    assert matched(mail(subject=subject, In_Reply_To="<1@office>")).kind == "request"


REPORT = (
    'From: {sender}\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; boundary="B"\r\n\r\n'
    "--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n"
    "--B\r\nContent-Type: {kind}\r\n\r\n{status}\r\n"
    "--B\r\nContent-Type: text/rfc822-headers\r\n\r\n{returned}\r\n--B--\r\n"
)


def report(status: str, returned: str = "", kind: str = "message/delivery-status", words: str = "x") -> Mail:
    text = REPORT.format(
        sender="postmaster@provider.example", subject="x", kind=kind, status=status, returned=returned, words=words
    )
    return parse_mail(text.encode())


FAILED = "Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; market@liuxi.example\r\nAction: failed\r\nStatus: 5.1.1"
OURS = "Message-ID: <2@office>\r\nSubject: x"


def test_a_bounce_is_told_by_the_mail_it_returns() -> None:
    found = matched(report(FAILED, OURS))
    assert (found.kind, found.request_id, found.how) == ("bounce", 2, "发给市场监督管理局的邮件被退回")


def test_a_returned_mail_with_a_rewritten_number_is_known_by_the_one_we_gave() -> None:
    returned = "Message-ID: <tencent_1@qq.example>\r\nX-OQ-MSGID: <2@office>"
    assert matched(report(FAILED, returned)).request_id == 2


def test_a_bounce_that_tells_an_address_only_is_a_guess() -> None:
    found = matched(report(FAILED))
    assert found.kind == "pen"
    assert [guess.unit for guess in found.guesses] == ["市场监督管理局"]


def test_a_bounce_of_nothing_we_sent_is_nobodys() -> None:
    found = matched(report(FAILED.replace("market", "stranger"), "Message-ID: <other@x>"))
    assert (found.kind, found.guesses) == ("pen", ())


def test_a_providers_own_words_make_a_bounce_too() -> None:
    found = matched(mail("postmaster@provider.example", "系统退信", "原邮件\r\nMessage-ID: <1@office>\r\n"))
    assert (found.kind, found.request_id) == ("bounce", 1)


def test_a_thread_alone_never_makes_a_bounce() -> None:
    sent = mail("postmaster@provider.example", "未送达: 转发给张三的邮件", "转发失败", References="<1@office>")
    found = matched(sent)
    assert (found.kind, found.request_id) == ("pen", None)
    assert [(guess.request_id, guess.why) for guess in found.guesses] == [(1, "退信与发给该单位的邮件有关")]


def test_a_bounce_of_a_mail_that_was_passed_on_is_not_ours() -> None:
    found = matched(report(FAILED, "Message-ID: <other@x>\r\nIn-Reply-To: <2@office>\r\nReferences: <2@office>"))
    assert (found.kind, found.request_id) == ("pen", None)


def test_a_delay_is_no_bounce_yet() -> None:
    assert matched(report(FAILED.replace("failed", "delayed").replace("5.1.1", "4.4.1"), OURS)).kind == "auto_reply"


def test_a_read_receipt_is_no_bounce() -> None:
    status = "Final-Recipient: rfc822; market@liuxi.example\r\nDisposition: manual-action/MDN-sent-manually; displayed"
    found = matched(report(status, OURS, kind="message/disposition-notification"))
    assert found.kind == "auto_reply"


def test_a_status_without_an_action_is_judged_by_its_code() -> None:
    assert matched(report("Final-Recipient: rfc822; x\r\nStatus: 5.0.0", OURS)).kind == "bounce"


def test_a_persons_mail_about_a_bounce_is_none() -> None:
    assert matched(mail(subject="退信处理办法的意见", In_Reply_To="<1@office>")).kind == "request"


def test_a_mail_full_of_identifiers_costs_no_time() -> None:
    many = " ".join(f"<{number}@x>" for number in range(50_000))
    assert matched(mail(References=many, body="Message-ID: " * 50_000)).kind == "pen"
    assert matched(report(FAILED * 1000, "a" * 100_000 + "@" + "b." * 100_000)).kind == "pen"
