"""Chinese mail as it really comes: charsets that lie, names cut in pieces, mail within mail."""

import base64
from datetime import datetime, timedelta, timezone

import pytest

from letters.document import Source
from letters.reading import read_document
from letters.reading.mail import Mail, parse_mail
from letters.reading.mail_words import decode_bytes, decode_header
from registry.errors import FileTooLarge

HEAD = b"From: a@unit.example\r\nTo: b@office.example\r\nSubject: x\r\n"


def mail(headers: bytes = HEAD, body: bytes = b"\r\nhello") -> Mail:
    return parse_mail(headers + body)


def b64(text: str, charset: str) -> bytes:
    return base64.b64encode(text.encode(charset))


def test_gb2312_that_is_really_gb18030_is_read() -> None:
    assert decode_bytes("镕基喆".encode("gb18030"), "gb2312") == "镕基喆"


def test_a_declared_charset_that_does_not_fit_gives_way() -> None:
    assert decode_bytes("关于意见".encode(), "gb2312") == "关于意见"
    assert decode_bytes("关于意见".encode("gb18030"), "utf-8") == "关于意见"


def test_latin_one_is_overridden_only_by_plausible_chinese() -> None:
    assert decode_bytes("同意该方案".encode("gb18030"), "iso-8859-1") == "同意该方案"
    assert decode_bytes("café à Nîmes".encode("latin-1"), "iso-8859-1") == "café à Nîmes"


def test_big5_is_read_as_declared() -> None:
    assert decode_bytes("意見回覆".encode("cp950"), "big5") == "意見回覆"


def test_an_unknown_charset_is_no_error() -> None:
    assert decode_bytes("意见".encode(), "x-no-such") == "意见"
    assert decode_bytes("意见".encode(), "rot13") == "意见"


def test_encoded_words_cut_inside_a_character_are_joined_before_decoding() -> None:
    whole = "关于反馈意见的函".encode("gb2312")
    cut = b" ".join(b"=?gb2312?B?" + base64.b64encode(part) + b"?=" for part in (whole[:5], whole[5:]))
    assert decode_header(cut) == "关于反馈意见的函"


def test_a_raw_eight_bit_subject_is_read() -> None:
    assert decode_header("回复：意见".encode("gb18030")) == "回复：意见"


def test_words_between_encoded_words_stay() -> None:
    assert decode_header(b"Re: =?utf-8?B?5oSP6KeB?= [YJ-1]") == "Re: 意见 [YJ-1]"


def test_addresses_survive_commas_in_encoded_names_and_semicolons() -> None:
    name = b"=?utf-8?B?" + b64("教育局,办公室", "utf-8") + b"?="
    read = mail(b"From: " + name + b" <Office@Unit.example>\r\nTo: a@x.example; b@y.example\r\n")
    assert read.from_name == "教育局,办公室"
    assert read.from_address == "office@unit.example"
    assert read.to == ("a@x.example", "b@y.example")


def test_plain_and_html_parts_and_attachments_are_told_apart() -> None:
    body = (
        b'Content-Type: multipart/mixed; boundary="B"\r\n\r\n--B\r\n'
        b'Content-Type: multipart/alternative; boundary="A"\r\n\r\n'
        b"--A\r\nContent-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b64("我局无意见。", "gb2312")
        + b"\r\n--A\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        + "<p>我局<b>无意见</b>。</p><script>x()</script>".encode()
        + b"\r\n--A--\r\n--B\r\nContent-Type: application/octet-stream\r\n"
        b"Content-Disposition: attachment; filename*=gb18030''" + b"%B8%B4%BA%AF.docx" + b"\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nUEsDBA==\r\n--B--\r\n"
    )
    read = mail(HEAD, body)
    assert read.text == "我局无意见。"
    assert read.html_as_text == "我局无意见。"
    assert [(a.name, a.data) for a in read.attachments] == [("复函.docx", b"PK\x03\x04")]


def test_a_mail_with_html_only_still_has_words() -> None:
    read = mail(HEAD + b"Content-Type: text/html; charset=utf-8\r\n", "\r\n<div>同意</div><div>无意见</div>".encode())
    assert read.text.split() == ["同意", "无意见"]


@pytest.mark.parametrize(
    "disposition",
    [
        b"attachment; filename*0*=utf-8''%E6%84%8F; filename*1*=%E8%A7%81.docx",
        b'attachment; filename="=?utf-8?B?5oSP6KeBLmRvY3g=?="',
        'attachment; filename="意见.docx"'.encode("gb18030"),
        'attachment; filename="C:\\\\文件\\\\意见.docx"'.encode(),
        'attachment; filename="../../意见.docx"'.encode(),
    ],
)
def test_a_files_name_is_read_however_it_is_written_and_never_as_a_path(disposition: bytes) -> None:
    headers = HEAD + b"Content-Type: application/msword\r\nContent-Disposition: " + disposition + b"\r\n"
    assert [a.name for a in mail(headers).attachments] == ["意见.docx"]


def test_a_forwarded_mail_in_base64_is_unpacked() -> None:
    inner = b"Subject: inner\r\n\r\nhello"
    headers = HEAD + b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n"
    read = mail(headers, b"\r\n" + base64.b64encode(inner))
    assert read.attachments[0].data == inner


def test_identifiers_and_delivery_addresses_are_kept() -> None:
    read = mail(
        b"Message-ID: <1@x>\r\nIn-Reply-To: <0@y>\r\nReferences: <a@y>\r\n <b@y>\r\n"
        b"Delivered-To: office+T0KEN@z.example\r\nX-Original-To: office+T0KEN@z.example\r\n"
    )
    assert read.message_id == "<1@x>"
    assert read.in_reply_to == ("<0@y>",)
    assert read.references == ("<a@y>", "<b@y>")
    assert read.delivered_to == ("office+t0ken@z.example",)


@pytest.mark.parametrize("header", [b"Auto-Submitted: auto-replied", b"Precedence: bulk", b"X-Autoreply: yes"])
def test_an_automatic_answer_is_seen_as_one(header: bytes) -> None:
    assert mail(HEAD + header + b"\r\n").auto_submitted
    assert not mail(HEAD + b"Auto-Submitted: no\r\n").auto_submitted


def test_a_bounce_gives_its_machine_read_part() -> None:
    body = (
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\r\n\r\n--B\r\n\r\nfailed\r\n'
        b"--B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        b"Final-Recipient: rfc822; dead@unit.example\r\nStatus: 5.1.1\r\n\r\n--B--\r\n"
    )
    read = mail(HEAD, body)
    assert read.content_type == "multipart/report"
    assert "dead@unit.example" in read.delivery_status
    assert "Status: 5.1.1" in read.delivery_status
    assert read.auto_submitted


def test_a_date_without_zone_is_beijings_and_an_impossible_one_is_none() -> None:
    beijing = timezone(timedelta(hours=8))
    assert mail(b"Date: Wed, 4 Mar 2026 09:00:00\r\n").date == datetime(2026, 3, 4, 9, tzinfo=beijing)
    assert mail(b"Date: someday\r\n").date is None


def test_mail_nested_too_deep_is_refused() -> None:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(60))
    with pytest.raises(FileTooLarge, match="嵌套"):
        parse_mail(HEAD + deep)


def test_any_bytes_make_some_mail() -> None:
    for data in (
        b"\xff\xfe\x00",
        b"Subject: =?utf-8?B?////?=\r\n\r\n",
        b"Content-Type: ;;=\r\n\r\n\x80",
        b"From: <<>>\r\n",
    ):
        assert isinstance(parse_mail(data), Mail)


def test_a_mail_file_reads_as_a_document_with_its_attachments() -> None:
    document = read_document(HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "无意见".encode(), "来信.eml")
    assert document.source is Source.EML
    assert document.body[0].text == "无意见"


@pytest.mark.parametrize(
    "charset",
    ["idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "utf-16", "a\x00b", "\udc80",
     "zlib", "", "x" * 5000],
)  # fmt: skip
def test_no_charset_a_mail_may_claim_stops_its_reading(charset: str) -> None:
    claim = charset.encode("utf-8", "surrogateescape")
    words = "你好，我局无意见。\\ud800 .".encode()
    for coding in (b"8bit", b"quoted-printable", b"base64", b"x-uuencode"):
        for kind in (b"text/plain", b"text/html", b"message/rfc822", b"message/delivery-status"):
            body = b"Content-Type: " + kind + b"; charset=" + claim + b"\r\nContent-Transfer-Encoding: " + coding
            assert mail(HEAD + body + b"\r\n", b"\r\n" + words).subject == "x"
    assert mail(HEAD + b"Content-Type: text/plain; charset*=" + claim + b"''x\r\n", b"\r\n" + words)
    assert mail(b"Subject: =?" + claim + b"?B?5oSP6KeB?=\r\n").message_id == ""


def test_a_charset_written_in_the_form_of_a_files_name_is_read() -> None:
    read = mail(HEAD + b"Content-Type: text/plain; charset*=us-ascii'en'idna\r\n", "\r\n我局无意见。".encode())
    assert read.text == "我局无意见。"


def test_a_senders_raw_bytes_are_decoded_and_nothing_half_is_left() -> None:
    read = mail(
        "From: 教育局 <张三@教育局.cn>\r\nTo: 李四@y.example\r\nMessage-ID: <编号@x>\r\n".encode("gb18030")
        + b"X-Own: \xff\xfe\x00\r\nDelivered-To: \x80@z.example\r\n"
    )
    assert (read.from_name, read.from_address) == ("教育局", "张三@教育局.cn")
    assert read.message_id == "<编号@x>"
    assert read.to == ("李四@y.example",)
    str(read).encode()


def test_no_text_of_a_mail_holds_what_a_database_refuses() -> None:
    half = base64.b64encode("a\x00\ud800b".encode("utf-8", "surrogatepass"))
    read = mail(
        b"From: =?utf-8?B?" + half + b"?= <a\x00@x.example>\r\nSubject: =?utf-8?B?" + half + b"?= \x00\r\n"
        b"Message-ID: <n\x00@x>\r\nContent-Type: multipart/mixed; boundary=B\r\n",
        b"\r\n--B\r\nContent-Type: text/html\r\n\r\n<p>x&#0;&#xD800;\x00</p>\r\n"
        b'--B\r\nContent-Type: application/x; name="=?utf-8?B?' + half + b'?=.txt"\r\n\r\nx\r\n--B--\r\n',
    )
    told = repr((read.from_name, read.from_address, read.subject, read.text, read.message_id, read.headers))
    told += repr([attached.name for attached in read.attachments])
    assert "\\x00" not in told
    assert "\\ud" not in told
    assert read.message_id == "<n@x>"


def test_a_date_no_clock_of_ours_shows_is_none() -> None:
    assert mail(HEAD + b"Date: Mon, 1 Jan 1066 00:00:00 +1400\r\n").date is None
    assert mail(HEAD + b"Date: Fri, 31 Dec 9999 23:59:59 -1200\r\n").date is None


def test_only_an_answer_is_an_automatic_answer() -> None:
    assert mail(HEAD + b"Auto-Submitted: auto-replied\r\n").auto_replied
    assert not mail(HEAD + b"Auto-Submitted: auto-generated\r\n").auto_replied
    assert not mail(HEAD + b"Precedence: bulk\r\n").auto_replied
