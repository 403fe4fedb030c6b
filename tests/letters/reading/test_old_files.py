"""Word's older formats through LibreOffice, old workbooks, and files whose name says another format than they are."""

import contextlib
import io
import struct
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pytest

from letters.conversion import convert, stop
from letters.document import BlockKind, Source
from letters.reading import Format, read_document
from letters.reading.legacy import as_docx
from registry.errors import FileEmpty, FileEncrypted, FileRefused, FileTruncated, FileUnknown
from tests.letters.reading.oldfiles import ole, xls

RTF = b"{\\rtf1\\ansi\\ansicpg936\\uc0 \\qc\\fs44 \\u20851 \\u20110 \\u24449 \\u27714 \\u24847 \\u35265 \\par}"


def plan() -> bytes:
    document = docx.Document()
    document.add_paragraph("河阳市工作方案").alignment = 1
    document.add_paragraph("一、任务")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("序号", "任务", "1", "建目录"), strict=True):
        cell.text = words
    document.add_paragraph("以上任务按月报送。")  # Word's own files never end in a table
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


@pytest.fixture(scope="module")
def old_word(soffice: str) -> bytes:
    class _Old:
        value = "MS Word 97"

    return convert(plan(), "docx", _Old)  # type: ignore[arg-type]  # only the tests write Word 97


@pytest.mark.office
def test_an_old_word_file_is_read_like_a_new_one(old_word: bytes) -> None:
    document = read_document(old_word, "方案.doc")
    assert document.source is Source.DOC
    assert [b.text for b in document.blocks[:2]] == ["河阳市工作方案", "一、任务"]
    assert document.blocks[0].layout.alignment == "center"
    assert document.blocks[2].rows == (("序号", "任务"), ("1", "建目录"))


@pytest.mark.office
def test_rtf_is_read_as_what_it_is_whatever_its_name(soffice: str) -> None:
    document = read_document(RTF, "函.doc")
    assert (document.source, document.blocks[0].text) == (Source.RTF, "关于征求意见")
    assert document.blocks[0].layout.size == 22


@pytest.mark.office
def test_a_tracked_change_survives_the_way_through_libreoffice(soffice: str) -> None:
    tracked = RTF.replace(b"\\par}", b"{\\revised\\revauth1 \\u20989 }\\par}").replace(
        b"\\qc", b"{\\*\\revtbl {Unknown;}{Jia;}}\\qc"
    )
    assert read_document(as_docx(tracked, Format.RTF), "函.docx").revisions == 1


@pytest.mark.office
def test_a_linked_picture_is_not_fetched(soffice: str) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *words: object) -> None:  # noqa: A002 - http.server's own names
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    link = f"http://127.0.0.1:{server.server_port}/picture.png"
    field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{link}"}}{{\\fldrslt }}}}'.encode()
    try:
        read_document(RTF.replace(b"\\par}", b"\\par}" + field, 1) + b"}", "函.rtf")
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


@pytest.mark.office
@pytest.mark.parametrize("cut", [600, 2000, 5000])
def test_a_damaged_old_word_file_is_refused_or_read_and_the_next_one_is_read(old_word: bytes, cut: int) -> None:
    with contextlib.suppress(FileRefused):  # anything else fails the test
        read_document(old_word[:cut], "断.doc")
    assert read_document(RTF, "函.rtf").blocks


def test_libreoffice_leaves_nothing_among_temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stop()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read_document(RTF, "函.rtf")
    (folder,) = tmp_path.iterdir()
    stop()
    assert not list(tmp_path.iterdir())
    assert not list(Path("/tmp").glob(f"OSL_PIPE_*{folder.name}"))  # noqa: S108  where LibreOffice makes its sockets


def test_an_old_word_file_with_a_password_says_so() -> None:
    locked = b"\xec\xa5" + bytes(8) + struct.pack("<H", 0x0100)
    with pytest.raises(FileEncrypted, match="去掉密码"):
        read_document(ole("WordDocument", locked), "密.doc")


def test_an_open_document_with_a_password_says_so() -> None:
    kind = b"application/vnd.oasis.opendocument.text"
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    with pytest.raises(FileEncrypted, match="去掉密码"):
        read_document(zipped(**{"mimetype": kind, "META-INF/manifest.xml": manifest}), "密.odt")


def test_a_machine_without_libreoffice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    stop()  # one that runs needs no looking for
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FileUnknown, match=r"rtf|RTF") as refused:
        read_document(RTF, "函.rtf")
    assert "未安装 LibreOffice" in refused.value.happened
    assert "libreoffice-writer" in refused.value.todo


def test_an_old_workbook_gives_its_cells() -> None:
    document = read_document(xls("意见", [["条款", "意见"], ["三/1", "改为300项"], [7.0, 2.5]]), "意见.xls")
    assert document.source is Source.XLSX
    assert document.blocks[0].text == "意见"
    assert document.blocks[1].rows == (("条款", "意见"), ("三/1", "改为300项"), ("7", "2.5"))


def test_a_damaged_old_workbook_says_so() -> None:
    with pytest.raises(FileTruncated, match="损坏"):
        read_document(xls("意见", [["甲"]])[:1700], "坏.xls")


def test_a_doc_that_is_html_is_read_as_what_it_is() -> None:
    page = (
        "<html><head><meta charset=gb2312><title>x</title></head><body><p>关于征求意见的函</p>"
        "<table><tr><td>序号</td><td colspan=2>任务</td></tr><tr><td>1</td><td>建</td><td>目录</td></tr></table>"
        "<script>alert(1)</script><div>河阳市数据局</div></body></html>"
    ).encode("gb18030")
    document = read_document(page, "函.doc")
    assert document.source is Source.HTML
    assert [b.kind for b in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert document.blocks[1].rows == (("序号", "任务", "任务"), ("1", "建", "目录"))
    assert document.blocks[2].text == "河阳市数据局"


def test_a_table_that_only_lays_out_a_page_is_no_table() -> None:
    page = "<html><table><tr><td><p>一、任务</p><p>二、保障</p></td></tr></table></html>".encode()
    assert [b.text for b in read_document(page, "页.html").blocks] == ["一、任务", "二、保障"]


def zipped(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_a_zip_with_one_file_is_that_file_and_one_with_several_says_so() -> None:
    assert read_document(zipped(a="一、任务".encode()), "a.zip").text == "一、任务"
    with pytest.raises(FileUnknown, match="多个文件"):
        read_document(zipped(a=b"1", b=b"2"), "a.zip")
    with pytest.raises(FileEmpty, match="没有文件"):
        read_document(zipped(), "a.zip")
