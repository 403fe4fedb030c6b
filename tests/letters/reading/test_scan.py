"""Scans and pictures: read by lines, seals taken off, unsure places told; bounds and damage."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from letters.document import Block, BlockKind, Document, Source
from letters.reading import read_document, unsure_places
from letters.reading.recognition import _as_printed, _threads
from registry.errors import FileEmpty, FileTooLarge, FileTruncated, FileUnknown
from tests.letters.reading.scanfiles import packed, page

MakePdf = Callable[..., bytes]
FULL = "各县市区各部门要结合本地区本部门实际认真抓好贯彻落实确保"


def letter() -> Image.Image:
    words = [
        (200, 150, 22, "关于征求意见的函"),
        (84, 200, 16, "云泽市教育局："),
        (116, 230, 16, FULL[:26]),
        (84, 260, 16, "完成任务（含附件），于2026年3月15日前反馈。"),
        (350, 340, 16, "河阳市数据局"),
        (345, 370, 16, "2026年3月6日"),
    ]
    drawn = page(words, [(120, 60, 40, "河阳市数据局")], seal=(400, 350))
    return drawn.crop((0, 0, 1240, 900))


@pytest.mark.usefixtures("ocr")
def test_a_sealed_scan_is_read_with_its_looks_and_how_sure_it_is() -> None:
    document = read_document(packed(letter()), "函.png")
    assert (document.source, document.pages) == (Source.SCAN, 1)
    assert [b.text for b in document.blocks] == [
        "河阳市数据局",
        "关于征求意见的函",
        "云泽市教育局：",
        f"{FULL[:26]}完成任务（含附件），于2026年3月15日前反馈。",
        "河阳市数据局",
        "2026年3月6日",
    ]
    assert [b.layout.red for b in document.blocks] == [True] + [False] * 5
    assert [b.layout.alignment for b in document.blocks[-2:]] == ["right", "right"]
    assert all((b.confidence or 0) > 0.8 for b in document.blocks)


@pytest.mark.usefixtures("ocr")
def test_a_picture_among_pages_of_text_is_read_in_its_place_and_progress_is_told(make_pdf: MakePdf) -> None:
    told: list[tuple[int, int]] = []
    small = Image.new("RGB", (900, 300), "white")
    small.paste(page([(40, 40, 22, "二、保障措施")]).crop((0, 0, 900, 300)))
    raw = small.tobytes()
    picture = b"/XObject<</I 99 0 R>>"
    stream = zlib.compress(raw)
    held = (
        b"99 0 obj<</Type/XObject/Subtype/Image/Width 900/Height 300/BitsPerComponent 8/ColorSpace/DeviceRGB"
        b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n" % (len(stream), stream)
    )
    data = make_pdf([[(84, 700, 16, "一、主要任务和目标")], [], [(84, 700, 16, "三、附则和其他事项")]])
    # The middle page shows the picture; a reader finds object 99 without the table of places.
    data = data.replace(b"/Resources<</Font<</F1 3 0 R>>>>", b"/Resources<</Font<</F1 3 0 R>>" + picture + b">>")
    data = data.replace(
        b"<</Length 0>>stream\n\nendstream", b"<</Length 29>>stream\nq 595 0 0 198 0 500 cm /I Do Q\nendstream"
    )
    document = read_document(data.replace(b"xref\n", held + b"xref\n"), "文.pdf", progress=lambda *at: told.append(at))
    assert document.source is Source.PDF
    assert [b.text for b in document.blocks] == ["一、主要任务和目标", "二、保障措施", "三、附则和其他事项"]
    assert told == [(1, 1)]


def test_a_scan_without_the_extra_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letters.reading.recognition._engine", lambda: None)
    blank = Image.new("RGB", (200, 280), "white")
    for form, name in (("PDF", "扫描.pdf"), ("PNG", "照片.png"), ("BMP", "照片.bmp"), ("TIFF", "照片.tif")):
        with pytest.raises(FileUnknown, match="未安装") as refused:
            read_document(packed(blank, form=form), name)
        assert "huiban[ocr]" in refused.value.todo


def test_pictures_are_left_alone_where_they_are_not_wanted() -> None:
    for form, name in (("PDF", "扫描.pdf"), ("PNG", "照片.png")):
        with pytest.raises(FileUnknown, match="没有开启扫描件认读") as refused:
            read_document(packed(Image.new("RGB", (200, 280), "white"), form=form), name, recognise=False)
        assert "read_scans" in refused.value.todo


@pytest.mark.usefixtures("ocr")
def test_a_blank_picture_has_no_words() -> None:
    with pytest.raises(FileEmpty, match="没有文字"):
        read_document(packed(Image.new("RGB", (200, 280), "white")), "白.png")


def huge_png(width: int, height: int) -> bytes:
    head = struct.pack(">II5B", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )


@pytest.mark.usefixtures("ocr")
@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1)])
def test_a_picture_too_narrow_for_letters_has_no_words(size: tuple[int, int]) -> None:
    with pytest.raises(FileEmpty, match="图片中没有文字"):
        read_document(packed(Image.new("RGB", size, "black")), "线.png")


@pytest.mark.usefixtures("ocr")
@pytest.mark.parametrize("side", [10_001, 12_000, 60_000])
def test_a_picture_beyond_a_hundred_million_pixels_is_refused_unopened(side: int) -> None:
    with pytest.raises(FileTooLarge, match="像素"):
        read_document(huge_png(side, side), "大.png")


@pytest.mark.usefixtures("ocr")
def test_a_tiff_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letters.reading.scan.MOST_PAGES", 2)
    blank = Image.new("1", (20, 20), 1)
    with pytest.raises(FileTooLarge, match="超过2页"):
        read_document(packed(blank, blank, blank, form="TIFF"), "多.tif")


@pytest.mark.usefixtures("ocr")
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP"])
def test_a_damaged_picture_says_so(form: str) -> None:
    drawn = io.BytesIO()
    Image.effect_noise((200, 280), 90).save(drawn, form)
    with pytest.raises(FileTruncated, match="损坏"):
        read_document(drawn.getvalue()[: len(drawn.getvalue()) // 3], "坏.png")


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("河数函〔2026]12号", "河数函〔2026〕12号"),
        ("河数函(2026)12号", "河数函〔2026〕12号"),
        ("方案(征求意见稿)", "方案（征求意见稿）"),
        ("到2028年,达到95%", "到2028年，达到95%"),
        ("a@unit.example, tel: 1", "a@unit.example, tel: 1"),
    ],
)
def test_marks_that_look_alike_are_taken_as_they_are_printed(seen: str, printed: str) -> None:
    assert _as_printed(seen) == printed


def test_a_shared_machine_may_say_how_many_threads_reading_takes() -> None:
    assert list(_threads("2").values()) == [2]
    assert [_threads(said) for said in ("", "0", "-1", "many", "9" * 5_000)] == [{}] * 5


def test_unsure_lines_and_unread_pages_are_told() -> None:
    blocks = (
        Block(0, BlockKind.PARAGRAPH, "关于征求意见的函", confidence=0.99),
        Block(1, BlockKind.PARAGRAPH, "河阳市数椐局", confidence=0.62),
    )
    found = unsure_places(Document(Source.SCAN, blocks, pages=2, unread_pages=(2,)))
    assert [(finding.where, "62%" in finding.message) for finding in found] == [("第2段", True), ("第2页", False)]
    assert all(finding.rule and finding.suggestion for finding in found)
