"""Formats told by content; what is not read yet says so clearly."""

import contextlib
import io
import zipfile

import pytest

from letters.document import Source
from letters.reading import Format, format_of, read_document
from registry.errors import FileEmpty, FileEncrypted, FileRefused, FileTooLarge, FileTruncated, FileUnknown


def zipped(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return packed.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), Format.DOC),
        (OLE + "Workbook".encode("utf-16-le"), Format.XLS),
        (OLE + "WordDocument".encode("utf-16-le") + b"Kingsoft WPS", Format.WPS),
        (OLE + "MatOST".encode("utf-16-le"), Format.WORKS),
        (zipped(OFD_xml=b"<a/>"), Format.OFD),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.text"), Format.ODT),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), Format.OPEN_DOCUMENT),
        (zipped(other_txt=b"x"), Format.ZIP),
        (b"{\\rtf1\\ansi hello}", Format.RTF),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, Format.IMAGE),
        ("<html><p>意见</p></html>".encode(), Format.HTML),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html><p>x", Format.HTML),
        ("<html><body>意见".encode("utf-16"), Format.HTML),
        (
            b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
            Format.WORD_XML,
        ),
        ("<关于征求意见的函>".encode(), Format.TEXT),
    ],
)
def test_a_format_is_told_by_content(data: bytes, told: Format) -> None:
    assert format_of(data) is told


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"Rar!\x1a\x07\x00", "rar"), (OLE + "PowerPoint Document".encode("utf-16-le"), "演示"), (OLE, "Office")],
)
def test_a_format_not_read_is_named_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(FileUnknown) as refused:
        read_document(data, "来文.bin")
    assert words in refused.value.happened
    assert "来文.bin" in refused.value.happened
    assert refused.value.todo


@pytest.mark.parametrize("data", [b"", b"  \r\n ", b"\0\0\0"])
def test_an_empty_file_says_so(data: bytes) -> None:
    with pytest.raises(FileEmpty, match="空"):
        read_document(data, "空.docx")


def test_a_word_file_with_a_password_says_so() -> None:
    with pytest.raises(FileEncrypted, match="加密"):
        read_document(OLE + "EncryptedPackage".encode("utf-16-le"), "密.docx")


def test_a_truncated_zip_says_so() -> None:
    with pytest.raises(FileTruncated, match="不完整"):
        read_document(zipped(word__document_xml=b"<a/>" * 99)[:80], "断.docx")


def test_a_file_beyond_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letters.reading.document.MOST_BYTES", 10)
    with pytest.raises(FileTooLarge, match="MB"):
        read_document(b"x" * 11, "大.txt")


def test_bytes_that_are_no_text_are_unknown() -> None:
    with pytest.raises(FileUnknown):
        read_document(bytes(range(256)) * 20, "乱码.txt")


def test_the_name_never_decides_the_format() -> None:
    assert read_document("一、任务".encode(), "草案.docx").source is Source.TXT


def test_a_mail_is_told_from_text_with_a_colon() -> None:
    assert format_of(b"From: a@b.cn\r\nSubject: x\r\n\r\nhello") is Format.MAIL
    assert format_of("联系人：甲\n电话：1".encode()) is Format.TEXT
    assert format_of(b"Note: this is plain text\nand more of it") is Format.TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    document = read_document("河阳市工作方案\n\n一、任务\n".encode(encoding), "草案.txt")
    assert [block.text for block in document.blocks] == ["河阳市工作方案", "一、任务"]


@pytest.mark.parametrize("cut", range(0, 400, 37))
def test_no_damaged_pdf_or_mail_or_zip_ends_in_anything_but_a_refusal(cut: int) -> None:
    heads = (b"%PDF-1.7\n1 0 obj<<>>", b"From: a\r\nTo: b\r\n\r\n", zipped(word__document_xml=b"<w/>"), OLE)
    for head in heads:
        with contextlib.suppress(FileRefused):  # anything else fails the test
            read_document((head * 5)[: cut + 8], "损坏")


def test_no_block_holds_what_a_database_refuses() -> None:
    document = read_document(f"建议将“推\x00进”改为“加快推进”。\n{'无意见。' * 80}".encode(), "意见.txt")
    assert document.blocks[0].text == "建议将“推进”改为“加快推进”。"


@pytest.mark.parametrize("mark", "\u00ad\u200b\u200e\u202d\u202e\u2060\u2069\ufeff")
def test_marks_that_show_nothing_part_no_word_and_no_number(mark: str) -> None:
    words = mark.join("请于2026年3月13日前反馈，电话0471-1234567")
    read = read_document(f"{mark}\n{words}\n".encode(), "来函.txt")
    assert [block.text for block in read.body if block.text] == ["请于2026年3月13日前反馈，电话0471-1234567"]


def test_a_file_of_marks_that_show_nothing_has_no_words() -> None:
    with pytest.raises(FileEmpty, match="没有文字"):
        read_document("\u200b\n\u200e".encode(), "空.txt")
