"""PDF pages as they come: columns, turned pages, watermarks, running headers, tables over pages, a password."""

import tracemalloc
from collections.abc import Callable, Sequence

import pytest

from letters.document import BlockKind
from letters.reading import read_document
from registry.errors import FileEmpty, FileEncrypted

MakePdf = Callable[..., bytes]
HALF = "各部门要结合实际认真抓好"  # a line as long as half a page is wide


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_document(data, "文.pdf").body]


def columns(size: float = 12) -> tuple[list[tuple[float, float, float, str]], list[tuple[float, float, float, str]]]:
    left = [(84, 700 - 20 * row, size, f"{HALF}左{row}") for row in range(8)]
    right = [(330, 700 - 20 * row, size, f"{HALF}右{row}") for row in range(8)]
    return left, right


@pytest.mark.parametrize("order", ["column by column", "row by row"])
def test_two_columns_are_read_the_left_before_the_right(make_pdf: MakePdf, order: str) -> None:
    left, right = columns()
    by_row = [line for pair in zip(left, right, strict=True) for line in pair]
    lines = left + right if order == "column by column" else by_row
    page = [(200, 760, 22, "河阳市政务公开简报"), *lines]
    assert texts(make_pdf([page])) == [
        "河阳市政务公开简报",
        "".join(words for *_, words in left) + "".join(words for *_, words in right),
    ]


def test_a_signature_at_the_right_makes_no_columns(make_pdf: MakePdf) -> None:
    lines = [(84, 700 - 25 * row, 16, "各县市区各部门要结合本地区实际认真抓好落实") for row in range(10)]
    page = [*lines, (340, 400, 16, "河阳市数据局"), (330, 370, 16, "2026年3月6日")]
    blocks = read_document(make_pdf([page]), "函.pdf").body
    assert [block.text for block in blocks[-2:]] == ["河阳市数据局", "2026年3月6日"]
    assert blocks[-1].layout.alignment == "right"


def test_words_written_last_and_standing_first_are_read_first(make_pdf: MakePdf) -> None:
    page = [(84, 600, 16, "现征求意见。"), (200, 700, 22, "关于征求意见的函"), (150, 780, 40, "河阳市数据局")]
    assert texts(make_pdf([page])) == ["河阳市数据局", "关于征求意见的函", "现征求意见。"]


def test_headers_of_left_and_right_pages_are_told_once_each(make_pdf: MakePdf) -> None:
    pages = [
        [(84, 810, 10, "河阳市文件" if n % 2 else "征求意见稿"), (84, 500, 16, f"第{'一二三四五'[n]}段。")]
        for n in range(5)
    ]
    document = read_document(make_pdf(pages), "文.pdf")
    assert [b.text for b in document.blocks if b.kind is BlockKind.HEADER] == ["征求意见稿", "河阳市文件"]
    assert len(document.body) == 5


@pytest.mark.parametrize("number", ["— 3 —", "－3－", "3", "第3页", "第 3 页 共 12 页", "3/12", "- 3 -"])
def test_page_numbers_are_no_text(make_pdf: MakePdf, number: str) -> None:
    assert texts(make_pdf([[(84, 500, 16, "正文。"), (280, 40, 14, number)]])) == ["正文。"]


def ruled(top: float, bottom: float) -> str:
    across = "\n".join(f"84 {y} m 384 {y} l S" for y in (top, (top + bottom) / 2, bottom))
    return across + "\n" + "\n".join(f"{x} {bottom} m {x} {top} l S" for x in (84, 184, 384)) + "\n"


def test_a_table_that_goes_on_over_the_page_is_one(make_pdf: MakePdf) -> None:
    def cells(number: str, task: str) -> Sequence[tuple[float, float, float, str]]:
        heads = [(90, 745, 12, "序号"), (190, 745, 12, "任务")]
        return [*heads, (90, 715, 12, number), (190, 715, 12, task)]

    pages = [cells("1", "建目录"), [*cells("2", "建平台"), (84, 500, 16, "以上任务按月报送。")]]
    document = read_document(make_pdf(pages, ruled(760, 700)), "表.pdf")
    assert document.blocks[0].rows == (("序号", "任务"), ("1", "建目录"), ("2", "建平台"))
    assert [b.text for b in document.blocks[1:]] == ["以上任务按月报送。"]


def test_a_letterhead_with_two_rules_is_no_table(make_pdf: MakePdf) -> None:
    rules = "84 770 m 510 770 l S\n84 60 m 510 60 l S\n"
    document = read_document(make_pdf([[(84, 700, 16, "正文。")]], rules), "函.pdf")
    assert [b.kind for b in document.blocks] == [BlockKind.PARAGRAPH]


def test_a_watermark_across_the_page_is_no_text(make_pdf: MakePdf) -> None:
    slanted = f"BT /F1 60 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET\n"
    assert texts(make_pdf([[(84, 500, 16, "正文。")]], slanted)) == ["正文。"]


def test_a_turned_page_is_read_as_it_is_shown(make_pdf: MakePdf) -> None:
    def upright(x: float, y: float, words: str) -> str:
        return f"BT /F1 16 Tf 0 1 -1 0 {595 - y} {x} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"

    data = make_pdf([[]], upright(84, 500, "一、任务") + upright(84, 460, "二、保障") + upright(84, 420, "三、附则"))
    turned = data.replace(b"/MediaBox[0 0 595 842]", b"/Rotate 90/MediaBox[0 0 595 842]")
    document = read_document(turned, "横.pdf")
    assert [b.text for b in document.body] == ["一、任务", "二、保障", "三、附则"]
    assert document.body[0].layout.size == 16


def test_a_pdf_without_pages_says_so(make_pdf: MakePdf) -> None:
    with pytest.raises(FileEmpty, match="没有页面"):
        read_document(make_pdf([]), "空.pdf")


def test_a_pdf_with_a_password_says_so(make_pdf: MakePdf) -> None:
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[<00><00>]" % (b"o" * 32, b"u" * 32)
    locked = make_pdf([[(84, 500, 16, "正文。")]]).replace(b"trailer<<", b"trailer<<" + lock)
    with pytest.raises(FileEncrypted, match="去掉密码"):
        read_document(locked, "密.pdf")


def test_a_pdf_of_many_pages_takes_little_memory(make_pdf: MakePdf) -> None:
    pages = [[(84, 760 - 25 * row, 16, HALF * 2) for row in range(28)] for _ in range(200)]
    data = make_pdf(pages)
    tracemalloc.start()
    document = read_document(data, "长.pdf")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert document.pages == 200
    assert most < 40 * 1024 * 1024


def test_a_page_drawn_full_of_lines_is_read_without_its_grid(make_pdf: MakePdf) -> None:
    grid = "".join(f"{n * 5} 10 m {n * 5} 800 l S\n0 {n * 7} m 590 {n * 7} l S\n" for n in range(1, 118))
    document = read_document(make_pdf([[(84, 500, 16, "附图：河阳市规划示意图")]], grid), "图.pdf")
    assert [b.text for b in document.blocks] == ["附图：河阳市规划示意图"]
