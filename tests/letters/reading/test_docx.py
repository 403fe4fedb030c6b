"""Word files: paragraphs, numbers Word makes, tables, headers, text boxes, tracked changes as accepted."""

import io
import zipfile

import pytest

from letters.document import BlockKind, Document
from letters.reading import read_document
from registry.errors import FileEmpty, FileTooLarge, FileTruncated

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def word(body: str, **parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return packed.getvalue()


def read(body: str, **parts: str) -> Document:
    return read_document(word(body, **parts), "文.docx")


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_tracked_changes_are_read_as_accepted_and_counted() -> None:
    document = read(
        "<w:p><w:r><w:t>到</w:t></w:r><w:del w:author='甲'><w:r><w:delText>2027</w:delText></w:r></w:del>"
        "<w:ins w:author='甲'><w:r><w:t>2028</w:t></w:r></w:ins><w:r><w:t>年</w:t></w:r></w:p>"
    )
    assert document.blocks[0].text == "到2028年"
    assert document.revisions == 2


def test_a_deleted_paragraph_end_joins_the_next_paragraph() -> None:
    mark = "<w:pPr><w:rPr><w:del w:author='甲'/></w:rPr></w:pPr>"
    assert [b.text for b in read(p("前半", mark) + p("后半") + p("另段")).blocks] == ["前半后半", "另段"]


def test_comments_are_counted() -> None:
    comments = f"<w:comments {W}><w:comment w:id='0'/><w:comment w:id='1'/></w:comments>"
    assert read(p("甲"), comments=comments).comments == 2


def test_numbers_that_word_makes_are_labels_and_not_text() -> None:
    numbering = (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='1'>"
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl>"
        "</w:abstractNum><w:num w:numId='7'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    )

    def item(text: str, level: int) -> str:
        properties = f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='7'/></w:numPr></w:pPr>"
        return p(text, properties)

    document = read(item("甲", 0) + item("子", 1) + item("丑", 1) + item("乙", 0) + item("寅", 1), numbering=numbering)
    assert [b.label for b in document.blocks] == ["一、", "1.", "2.", "二、", "1."]


def test_a_numbered_style_numbers_its_paragraphs() -> None:
    numbering = (
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/>"
        "<w:lvlText w:val='第%1条'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    )
    styles = (
        f"<w:styles {W}><w:style w:type='paragraph' w:styleId='A'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>"
        "<w:jc w:val='center'/></w:pPr><w:rPr><w:sz w:val='44'/></w:rPr></w:style></w:styles>"
    )
    block = read(p("甲", "<w:pPr><w:pStyle w:val='A'/></w:pPr>"), numbering=numbering, styles=styles).blocks[0]
    assert block.label == "第1条"
    assert block.layout.alignment == "center"
    assert block.layout.size == 22


def test_styles_based_on_each_other_in_a_ring_cost_nothing() -> None:
    styles = (
        f"<w:styles {W}><w:style w:type='paragraph' w:styleId='A'><w:basedOn w:val='B'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='B'><w:basedOn w:val='A'/></w:style></w:styles>"
    )
    assert read(p("甲", "<w:pPr><w:pStyle w:val='A'/></w:pPr>"), styles=styles).blocks[0].text == "甲"


def test_a_table_gives_its_rows_with_merged_cells_filled() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    rows = (
        cell("序号") + cell("任务", "<w:gridSpan w:val='2'/>"),
        cell("1", "<w:vMerge w:val='restart'/>") + cell("甲") + cell("乙"),
        cell("", "<w:vMerge/>") + cell("丙") + cell("丁"),
    )
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    block = read(p("一、分工") + table).blocks[1]
    assert block.kind is BlockKind.TABLE
    assert block.rows == (("序号", "任务", "任务"), ("1", "甲", "乙"), ("1", "丙", "丁"))
    assert block.text == "序号\t任务\n1\t甲\t乙\n\t丙\t丁"


def test_a_frame_drawn_with_one_cell_is_no_table() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('一、甲')}{p('二、乙')}</w:tc></w:tr></w:tbl>"
    assert [b.kind for b in read(table).blocks] == [BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_headers_text_boxes_and_footers_are_kept_apart_from_the_text() -> None:
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + p("签发人：甲") + "</w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent>" + p("签发人：甲") + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>正文</w:t></w:r></w:p>"
    )
    document = read(box, header1=f"<w:hdr {W}>{p('内部资料')}</w:hdr>", footer1=f"<w:ftr {W}>{p('第1页')}</w:ftr>")
    assert [(b.kind.value, b.text) for b in document.blocks] == [
        ("header", "内部资料"),
        ("textbox", "签发人：甲"),
        ("paragraph", "正文"),
        ("footer", "第1页"),
    ]
    assert [b.n for b in document.blocks] == [0, 1, 2, 3]


def test_a_red_letterhead_is_seen_as_red() -> None:
    run = "<w:p><w:r><w:rPr><w:color w:val='FF0000'/></w:rPr><w:t>河阳市数据局</w:t></w:r></w:p>"
    assert read(run).blocks[0].layout.red


def test_an_entity_bomb_expands_to_nothing() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        bomb = '<!DOCTYPE d [<!ENTITY a "boom"><!ENTITY b "&a;&a;">]>'
        archive.writestr("word/document.xml", f"{bomb}<w:document {W}><w:body>{p('甲&b;')}</w:body></w:document>")
    assert "boom" not in read_document(packed.getvalue(), "弹.docx").text


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letters.package.MOST_BYTES", 1000)
    with pytest.raises(FileTooLarge, match="过大"):
        read(p("甲" * 2000))


def test_broken_xml_is_a_damaged_file() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w:document><w:body>")
    with pytest.raises(FileTruncated, match="损坏"):
        read_document(packed.getvalue(), "坏.docx")


def test_a_document_without_words_is_empty() -> None:
    with pytest.raises(FileEmpty, match="没有文字"):
        read("<w:p/>")
