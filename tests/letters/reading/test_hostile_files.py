"""Whatever comes is read or refused in words: damaged bytes and parts, made-up documents, too much of everything."""

import contextlib
import io
import zipfile
from email.message import EmailMessage

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.papers import pdf_of
from letters.outline import outline
from letters.package import Package
from letters.reading import members_of, read_document
from registry.errors import FileEmpty, FileRefused, FileTooLarge, FileTruncated, FileUnknown
from tests.letters.reading.ofdfiles import ofd, page, text
from tests.letters.reading.oldfiles import xls

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def docx(body: str, **parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return packed.getvalue()


NUMBERED = docx(
    "<w:p><w:pPr><w:pStyle w:val='A'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    "<w:r><w:rPr><w:sz w:val='32'/></w:rPr><w:t>建目录</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc></w:tr>"
    "<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    numbering=(
        f"<w:numbering {W}><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>"
    ),
    styles=(
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='32'/></w:rPr></w:rPrDefault></w:docDefaults>"
        "<w:style w:type='paragraph' w:styleId='A'><w:basedOn w:val='B'/></w:style></w:styles>"
    ),
)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["条款", "意见", 3.5])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@unit.example", "b@office.example", "反馈意见"
    message.set_content("无意见。")
    message.add_attachment(b"abc", maintype="application", subtype="octet-stream", filename="意见.docx")
    return message.as_bytes()


RULES = "84 760 m 384 760 l S\n84 700 m 384 700 l S\n84 700 m 84 760 l S\n384 700 m 384 760 l S\n"
ZIPPED = {
    "docx": NUMBERED,
    "xlsx": workbook(),
    "ofd": ofd([page(text(28, 50, 5.64, "关于征求意见的函"))], template=page(text(28, 15, 4, "河阳市")), sealed=True),
}
FILES = {
    **ZIPPED,
    "pdf": pdf_of([[(84, 700, 16, "关于征求意见的函"), (84, 730, 12, "序号")]], RULES),
    "xls": xls("意见", [["条款", "意见"], ["三/1", 2.5]]),
    "eml": mail(),
    "html": "<html><meta charset=utf-8><table><tr><td>1<td>2<tr><td colspan=9>3</table><p>意见".encode(),
}


def is_read_or_refused(data: bytes) -> None:
    """Anything but an error of the tree's own fails the test."""
    with contextlib.suppress(FileRefused):
        outline(read_document(data, "来件", recognise=False))
    for member in members_of(data, "来件") if data.startswith(b"PK") else ():
        assert member.error is None or isinstance(member.error, FileRefused)


def damaged(data: bytes, cut: int, places: list[tuple[int, int]]) -> bytes:
    """Change bytes at places, then cut the end off; both are taken round the length."""
    changed = bytearray(data)
    for at, value in places:
        changed[at % len(changed)] = value
    return bytes(changed[: len(changed) - cut % len(changed)])


harm = st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=12)
cuts = st.one_of(st.just(0), st.integers(0, 1 << 16))


@pytest.mark.parametrize("kind", FILES)
@FEW
@given(cut=cuts, places=harm)
def test_damaged_bytes_are_read_or_refused(kind: str, cut: int, places: list[tuple[int, int]]) -> None:
    is_read_or_refused(damaged(FILES[kind], cut, places))


@pytest.mark.parametrize("kind", ZIPPED)
@FEW
@given(which=st.integers(0, 50), cut=st.one_of(st.just(0), st.integers(0, 60)), places=harm)
def test_damaged_parts_are_read_or_refused(kind: str, which: int, cut: int, places: list[tuple[int, int]]) -> None:
    package = Package.open(ZIPPED[kind])
    name = list(package.parts)[which % len(package.parts)]
    is_read_or_refused(package.with_parts({name: damaged(package.parts[name], cut, places)}))


values = st.sampled_from(["0", "1", "-1", "9", "99999999999", "x", "", "center", "FF0000", "%1、", "%9", "restart"])
tags = st.sampled_from(
    [
        "p",
        "r",
        "t",
        "tbl",
        "tr",
        "tc",
        "pPr",
        "rPr",
        "numPr",
        "numId",
        "ilvl",
        "sz",
        "color",
        "pStyle",
        "gridSpan",
        "vMerge",
        "tcPr",
        "ins",
        "del",
        "moveTo",
        "sdt",
        "sdtContent",
        "br",
        "tab",
        "txbxContent",
        "drawing",
        "hyperlink",
        "lvl",
        "abstractNum",
        "num",
        "abstractNumId",
        "lvlText",
        "numFmt",
        "start",
        "style",
        "basedOn",
        "lvlOverride",
    ]
)
elements = st.recursive(
    st.builds(lambda tag, value: f"<w:{tag} w:val='{value}'>甲</w:{tag}>", tags, values),
    lambda inner: st.builds(
        lambda tag, value, inside: f"<w:{tag} w:val='{value}' w:ilvl='{value}'>{''.join(inside)}</w:{tag}>",
        tags,
        values,
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@FEW
@given(body=elements, numbering=elements, styles=elements)
def test_made_up_word_files_are_read_or_refused(body: str, numbering: str, styles: str) -> None:
    parts = {"numbering": f"<w:numbering {W}>{numbering}</w:numbering>", "styles": f"<w:styles {W}>{styles}</w:styles>"}
    is_read_or_refused(docx(f"{body}<w:p><w:r><w:t>正文</w:t></w:r></w:p>", **parts))


@FEW
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    is_read_or_refused(data)


@FEW
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(words: str) -> None:
    is_read_or_refused(words.encode("utf-8", "surrogatepass"))


def test_a_hundred_thousand_paragraphs_are_read_and_more_are_refused() -> None:
    paragraph = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
    assert len(read_document(docx(paragraph * 100_000), "长.docx").blocks) == 100_000
    with pytest.raises(FileTooLarge, match="100000段"):
        read_document(docx(paragraph * 100_001), "长.docx")


@pytest.mark.parametrize("words", ["。", "甲"])
def test_a_file_of_one_character_is_read(words: str) -> None:
    for data in (words.encode(), docx(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"), pdf_of([[(84, 500, 16, words)]])):
        assert read_document(data, "短").text == words


def test_a_broken_numbering_part_is_a_damaged_file_in_words() -> None:
    numbered = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>"
    with pytest.raises(FileTruncated, match="损坏"):
        read_document(docx(f"<w:p>{numbered}<w:r><w:t>甲</w:t></w:r></w:p>", numbering="<w:numbering"), "坏.docx")


def test_xml_nested_beyond_measure_is_refused() -> None:
    deep = "<w:sdt>" * 5_000 + "</w:sdt>" * 5_000
    with pytest.raises(FileTruncated):
        read_document(docx(deep), "深.docx")


def test_a_pdf_whose_pages_are_each_other_is_refused() -> None:
    looped = pdf_of([[(84, 500, 16, "正文。")]]).replace(b"/Kids[6 0 R]", b"/Kids[2 0 R]")
    with pytest.raises((FileTruncated, FileEmpty)):
        read_document(looped, "圈.pdf")


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("part", ["mimetype", "word/document.xml", "文.txt"])
def test_damage_in_a_zip_is_told_however_it_was_packed(packing: int, part: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as archive:
        archive.writestr(part, "application/vnd.oasis.opendocument.text" * 9)
        archive.writestr("别的.txt", "别的")
        start = len(archive.filelist[0].FileHeader()) + 9  # past what LZMA says of itself
    data = bytearray(packed.getvalue())
    data[start : start + 20] = b"\xff" * 20
    is_read_or_refused(bytes(data))


@pytest.mark.parametrize("number", ["²", "٣", "9" * 5000, "-1", "x"])
def test_a_count_that_is_none_counts_as_one(number: str) -> None:
    cell = f"<w:tc><w:tcPr><w:gridSpan w:val='{number}'/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
    document = read_document(docx(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"), "表.docx")
    assert document.blocks[0].rows == (("甲", "甲"),)


def test_an_office_file_without_its_text_is_no_zip_of_papers() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/styles.xml", "<styles/>")
    with pytest.raises(FileUnknown, match="没有可读的正文"):
        read_document(packed.getvalue(), "来函.docx")


def test_strict_open_xml_is_read_as_word_text() -> None:
    strict = W.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006", "http://purl.oclc.org/ooxml/wordprocessingml"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        body = "<w:body><w:p><w:r><w:t>无意见</w:t></w:r></w:p></w:body>"
        archive.writestr("word/document.xml", f"<w:document {strict}>{body}</w:document>")
    assert [block.text for block in read_document(packed.getvalue(), "复函.docx").blocks] == ["无意见"]
