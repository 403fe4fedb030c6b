"""A mail is built once: one addressee, names every program can read, nothing from outside in its headers."""

import email
import email.policy
from collections.abc import Callable

import pytest

from letters.reading.mail import parse_mail
from post.safety import LARGEST_FILE
from registry.errors import FileTooLarge, SettingFault

LONG_NAME = "关于征求《柳溪市推进现代服务业高质量发展行动计划（2026—2028年）（征求意见稿）》意见的反馈表.docx"
Letter = Callable[..., bytes]


def test_what_was_written_is_read_again(letter: Letter) -> None:
    raw = letter(
        attachments=[("反馈表.docx", b"PK\x03\x04"), (LONG_NAME, bytes(range(256)) * 50)], text="第一行\n第二行"
    )
    mail = parse_mail(raw)
    assert mail.subject == "征求意见：柳溪市服务业计划"
    assert (mail.from_name, mail.from_address) == ("柳溪市政府办公室", "office@liuxi.example")
    assert mail.to == ("schools@liuxi.example",)
    assert mail.text == "第一行\n第二行"
    assert mail.date is not None
    assert mail.date.isoformat() == "2026-01-05T10:00:00+08:00"
    assert [(part.name, part.data) for part in mail.attachments] == [
        ("反馈表.docx", b"PK\x03\x04"),
        (LONG_NAME, bytes(range(256)) * 50),
    ]


def test_a_files_name_stands_in_both_forms(letter: Letter) -> None:
    part = email.message_from_bytes(letter(attachments=[(LONG_NAME, b"x")])).get_payload(1)
    assert isinstance(part, email.message.Message)
    assert part.get_filename() == LONG_NAME
    assert str(email.header.make_header(email.header.decode_header(str(part.get_param("name"))))) == LONG_NAME


def test_names_lines_and_headers_keep_to_the_measures_of_mail(letter: Letter) -> None:
    raw = letter(attachments=[("意" * 500 + ".docx", b"x" * 10_000)], subject="长" * 500)
    assert max(len(line) for line in raw.split(b"\r\n")) < 100  # a docx' type alone makes a line of 86
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()


def test_the_same_words_give_the_same_mail_but_for_its_boundary(letter: Letter) -> None:
    assert letter() == letter()


def test_words_from_outside_make_no_header_of_their_own(letter: Letter) -> None:
    raw = letter(
        sender=("办公室\r\nBcc: x@y.example", "office@liuxi.example"),
        subject="一\r\nBcc: x@y.example\x00\x0b",
        attachments=[('a"\r\nX-Own: 1\r\n\r\n.docx', b"x"), ("data:text/html,x", b"<b>")],
        in_reply_to="<a@b>\r\nX-Own: 1",
    )
    names = {name for name, _ in parse_mail(raw).headers}
    assert not names & {"Bcc", "X-Own", "In-Reply-To"}
    assert [part.name for part in parse_mail(raw).attachments] == ["a_X-Own_ 1.docx", "data_text_html,x"]


def test_half_characters_from_undecodable_mail_stop_nothing(letter: Letter) -> None:
    mail = parse_mail(
        letter(subject="回复\udce5", text="某文件\udce5", in_reply_to="<\udce5@x>", sender=("局\udce5", "a@x"))
    )
    assert (mail.subject, mail.text, mail.in_reply_to) == ("回复?", "某文件?", ())


def test_long_identifiers_go_over_the_line_unchanged(letter: Letter) -> None:
    long = f"<{'a' * 120}@mail.example>"
    mail = parse_mail(letter(message_id=f"<{'b' * 120}@liuxi.example>", in_reply_to=long))
    assert mail.message_id == f"<{'b' * 120}@liuxi.example>"
    assert mail.in_reply_to == mail.references == (long,)


def test_answers_can_be_asked_to_another_address(letter: Letter) -> None:
    raw = letter(reply_to="office+K7Q2-M9XP-T4WD@liuxi.example")
    assert "office+K7Q2-M9XP-T4WD@liuxi.example" in parse_mail(raw).header("Reply-To")


def test_a_mail_to_two_addresses_is_not_built(letter: Letter) -> None:
    with pytest.raises(SettingFault):
        letter(to="a@x.example;b@y.example")


def test_a_text_or_mail_attached_keeps_every_byte(letter: Letter) -> None:
    files = [("意见.txt", "第一行\n第二行\r\n".encode("gb18030")), ("原信.eml", b"From: a\nTo: b\n\nx")]
    assert [(part.name, part.data) for part in parse_mail(letter(attachments=files)).attachments] == files


def test_attachments_no_provider_takes_are_told_before_anything_is_sent(letter: Letter) -> None:
    with pytest.raises(FileTooLarge, match=r"图纸\.zip”不能随信发出：附件超过30MB"):
        letter(attachments=[("图纸.zip", bytes(LARGEST_FILE + 1))])
