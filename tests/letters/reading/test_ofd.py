"""OFD: text codes by their places, templates, red letterheads, watermarks, seals, damage."""

import pytest
from PIL import Image

from letters.document import Source
from letters.package import Package
from letters.reading import read_document
from letters.reading.ofd import ofd_has_seal
from registry.errors import FileEmpty, FileEncrypted, FileTruncated, FileUnknown
from tests.letters.reading.ofdfiles import NS, ofd, page, text
from tests.letters.reading.scanfiles import packed
from tests.letters.reading.scanfiles import page as draw

FULL = "各县市区各部门要结合本地区本部门实际认真抓好贯彻落实确保"
BODY = 5.64  # millimetres of 16 points


def test_lines_of_an_ofd_join_to_paragraphs_with_their_looks() -> None:
    drawn = page(
        text(60, 30, 14, "河阳市数据局", colour="255 0 0")
        + text(70, 60, 7.76, "关于征求意见的函")
        + text(28 + 2 * BODY, 80, BODY, FULL[:26])
        + text(28, 90, BODY, FULL)
        + text(28, 100, BODY, "完成任务。")
        + text(140, 120, BODY, "河阳市数据局")
    )
    document = read_document(ofd([drawn]), "函.ofd")
    assert (document.source, document.pages) == (Source.OFD, 1)
    assert [b.text for b in document.blocks] == [
        "河阳市数据局",
        "关于征求意见的函",
        f"{FULL[:26]}{FULL}完成任务。",
        "河阳市数据局",
    ]
    head, title, _, signed = document.blocks
    assert head.layout.red
    assert title.layout.size == 22
    assert title.layout.alignment == "center"
    assert signed.layout.alignment == "right"


def test_words_written_letter_by_letter_and_out_of_order_are_one_line() -> None:
    letters = [text(28 + BODY * at, 50, BODY, letter) for at, letter in enumerate("一、总体要求")]
    drawn = text(28, 70, BODY, "二、任务") + "".join(reversed(letters))
    assert [b.text for b in read_document(ofd([page(drawn)]), "文.ofd").blocks] == ["一、总体要求", "二、任务"]


def test_steps_told_in_groups_are_as_many_as_they_say() -> None:
    grouped = (
        "<ofd:TextObject Boundary='28 50 100 6' Size='5'><ofd:TextCode X='0' Y='5' DeltaX='g 2 5 g 1 40'>甲乙丙丁"
        "</ofd:TextCode></ofd:TextObject>"
        "<ofd:TextObject Boundary='83 50 10 6' Size='5'><ofd:TextCode X='0' Y='5'>戊</ofd:TextCode></ofd:TextObject>"
    )
    assert read_document(ofd([page(grouped)]), "文.ofd").text == "甲乙丙丁戊"


def test_a_template_is_part_of_its_page_and_told_once() -> None:
    template = page(text(28, 15, 4, "内部资料"))
    pages = [page(text(28, 100, BODY, f"第{n}段。"), "<ofd:Template TemplateID='77'/>") for n in "一二三"]
    document = read_document(ofd(pages, template=template), "文.ofd")
    assert [b.text for b in document.blocks] == ["内部资料", "第一段。", "第二段。", "第三段。"]


def test_a_slanted_watermark_and_what_is_hidden_are_no_text() -> None:
    slanted = text(28, 150, 20, "样稿", more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    hidden = text(28, 160, BODY, "隐藏", more='Visible="false"')
    drawn = page(slanted + hidden + text(28, 50, BODY, "正文。"))
    assert read_document(ofd([drawn]), "文.ofd").text == "正文。"


def test_a_size_scaled_by_its_matrix_counts_as_shown() -> None:
    drawn = page(text(28, 50, 1, "题", more='CTM="7.76 0 0 7.76 0 0"'))
    assert read_document(ofd([drawn]), "文.ofd").blocks[0].layout.size == 22


def test_a_signature_that_stamps_a_page_is_a_seal() -> None:
    drawn = page(text(28, 50, BODY, "无意见。"))
    assert ofd_has_seal(ofd([drawn], sealed=True))
    assert not ofd_has_seal(ofd([drawn]))
    assert not ofd_has_seal(b"no zip")


def scanned(picture: bytes) -> bytes:
    drawn = page("<ofd:ImageObject ID='3' Boundary='0 0 210 297' ResourceID='5'/>")
    resources = (
        f"<ofd:Res {NS} BaseLoc='Res'><ofd:MultiMedias><ofd:MultiMedia ID='5' Type='Image'>"
        "<ofd:MediaFile>1.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    body = ofd([drawn])
    document = Package.open(body).parts["Doc_0/Document.xml"].decode()
    listed = document.replace(
        "</ofd:CommonData>", "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
    )
    parts = {"Doc_0/Document.xml": listed, "Doc_0/DocumentRes.xml": resources}
    return Package.open(body).with_parts(
        {**{name: words.encode() for name, words in parts.items()}, "Doc_0/Res/1.png": picture}
    )


def test_an_ofd_of_pictures_says_what_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letters.reading.recognition._engine", lambda: None)
    with pytest.raises(FileUnknown, match="OFD 是扫描件"):
        read_document(scanned(packed(Image.new("RGB", (200, 280), "white"))), "扫描.ofd")


@pytest.mark.usefixtures("ocr")
def test_an_ofd_of_pictures_is_read() -> None:
    picture = draw([(40, 40, 22, "二、保障措施")]).crop((0, 0, 900, 300))
    document = read_document(scanned(packed(picture)), "扫描.ofd")
    assert (document.source, document.text, document.pages) == (Source.OFD, "二、保障措施", 1)
    assert document.blocks[0].confidence


@pytest.mark.usefixtures("ocr")
def test_a_picture_that_does_not_open_leaves_its_page_without_words() -> None:
    with pytest.raises(FileEmpty, match="没有文字"):
        read_document(scanned(b"no picture"), "扫描.ofd")


def test_an_ofd_without_pages_or_words_says_so() -> None:
    with pytest.raises(FileEmpty, match="没有页面"):
        read_document(ofd([]), "空.ofd")
    with pytest.raises(FileEmpty, match="没有文字"):
        read_document(ofd([page("")]), "空.ofd")


def test_an_ofd_locked_or_without_its_document_says_so() -> None:
    with pytest.raises(FileEncrypted, match="加密"):
        read_document(ofd([page("")], **{"Encryptions.xml": f"<ofd:Encryptions {NS}/>"}), "密.ofd")
    with pytest.raises(FileTruncated, match="损坏"):
        read_document(ofd([page("")], **{"OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody/></ofd:OFD>"}), "坏.ofd")


@pytest.mark.parametrize("box", ["", "1 2", "a b c d", "nan inf 1 1", "1e300 1e300 1 1"])
def test_boxes_that_cannot_be_are_left_out(box: str) -> None:
    strange = (
        f"<ofd:TextObject Boundary='{box}' Size='5'><ofd:TextCode DeltaX='g g 9'>甲乙</ofd:TextCode></ofd:TextObject>"
    )
    assert read_document(ofd([page(strange + text(28, 50, BODY, "正文。"))]), "文.ofd").text == "正文。"
