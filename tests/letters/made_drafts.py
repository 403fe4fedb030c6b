"""Made-up drafts for hypothesis: runs of several looks, lists, tables, fields, links, notes, pictures; and edits."""

from __future__ import annotations

from hypothesis import strategies as st

from letters.changes import Change, changes_between
from letters.revisions import Copy
from tests.letters.wordfiles import word

UNITS = ["甲局", "乙局", "丙委"]
WORDS = ["建立", "目录", "2024年", "共享", "，", "200亿元", "公共数据", "平台", "县区", "。", " ", "\t", "\v", "ab"]

_LOOKS = [
    "",
    "<w:rPr><w:b/></w:rPr>",
    '<w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr>',
]
_PARAGRAPHS = [
    "",
    '<w:pPr><w:pStyle w:val="1"/></w:pPr>',
    '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:firstLine="640"/></w:pPr>',
    '<w:pPr><w:jc w:val="center"/><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:pPr>',
]
_NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
_PICTURE = '<w:r><w:drawing><wp:inline xmlns:wp="urn:picture" r="rId9"/></w:drawing></w:r>'
_PARTS = {
    "word/media/image1.png": b"\x89PNG picture",
    "word/footnotes.xml": b"<footnotes/>",
    "word/header1.xml": b"<header/>",
    "word/numbering.xml": b"<numbering/>",
    "word/styles.xml": b"<styles/>",
}


def run(text: str, look: str) -> str:
    """Write a run; a tab and a soft break are elements of their own."""
    pieces = []
    for n, row in enumerate(text.split("\v")):
        pieces += ["<w:br/>"] if n else []
        for m, words in enumerate(row.split("\t")):
            pieces += ["<w:tab/>"] if m else []
            pieces += [f'<w:t xml:space="preserve">{words}</w:t>'] if words else []
    return f"<w:r>{look}{''.join(pieces)}</w:r>"


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)
runs = st.builds(run, texts, st.sampled_from(_LOOKS))


def _field(inner: str) -> str:
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText> REF _1 </w:instrText></w:r>{middle}{inner}{end}"


inlines = st.one_of(
    runs,
    runs,
    runs,
    runs.map(_field),
    runs.map('<w:hyperlink w:anchor="_1">{}</w:hyperlink>'.format),
    runs.map('<w:fldSimple w:instr="PAGE">{}</w:fldSimple>'.format),
    st.sampled_from([_NOTE, _PICTURE, '<w:bookmarkStart w:id="7" w:name="_1"/><w:bookmarkEnd w:id="7"/>']),
)
paragraphs = st.builds(
    "<w:p>{}{}</w:p>".format, st.sampled_from(_PARAGRAPHS), st.lists(inlines, max_size=4).map("".join)
)
cells = st.lists(paragraphs, min_size=1, max_size=2).map("".join).map("<w:tc><w:tcPr/>{}</w:tc>".format)
rows = st.lists(cells, min_size=1, max_size=3).map("".join)
tables = st.lists(
    st.builds("<w:tr>{}{}</w:tr>".format, st.sampled_from(["", "<w:trPr><w:cantSplit/></w:trPr>"]), rows),
    min_size=1,
    max_size=3,
).map(lambda made: f'<w:tbl><w:tblPr><w:tblStyle w:val="a"/></w:tblPr>{"".join(made)}</w:tbl>')
controls = paragraphs.map("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>".format)
blocks = st.one_of(paragraphs, paragraphs, paragraphs, tables, controls)


@st.composite
def drafts(draw: st.DrawFn) -> bytes:
    """Draw a docx. A table is always followed by a paragraph, as Word has it."""
    body: list[str] = []
    for block in draw(st.lists(blocks, min_size=1, max_size=5)):
        if body and body[-1].startswith("<w:tbl>") and block.startswith("<w:tbl>"):
            body.append("<w:p/>")
        body.append(block)
    if not body[-1].startswith("<w:p>"):
        body.append(draw(paragraphs))
    if draw(st.booleans()):
        body.append('<w:sectPr><w:headerReference w:type="default" w:id="rId8"/></w:sectPr>')
    return word(*body, parts=_PARTS)


def copy_with(lines: list[str]) -> Copy:
    """Give an untracked copy that reads so."""
    return Copy(tuple(lines))


@st.composite
def edits(draw: st.DrawFn, lines: list[str]) -> list[str]:
    """Edit lines as a unit does: words within them, whole lines in and out."""
    edited: list[str] = []
    for line in lines:
        what = draw(st.sampled_from(["keep", "keep", "keep", "words", "out", "in"]))
        if what == "words":
            start = draw(st.integers(0, len(line)))
            end = draw(st.integers(start, len(line)))
            edited.append(line[:start] + draw(st.sampled_from(["", "修改", "2025年"])) + line[end:])
        elif what != "out":
            edited.append(line)
        if what == "in":
            edited.append(draw(texts))
    return edited


@st.composite
def versions(draw: st.DrawFn, lines: list[str], most: int = 3) -> dict[str, list[str]]:
    """Draw what each of a few units makes of the draft."""
    return {unit: draw(edits(lines)) for unit in UNITS[: draw(st.integers(1, most))]}


def changes_of(lines: list[str], by_unit: dict[str, list[str]]) -> dict[str, tuple[Change, ...]]:
    return {unit: changes_between(lines, copy_with(version)) for unit, version in by_unit.items()}
