"""What goes to units tells nobody's name: neither those of comments and tracked changes nor those of properties."""

import io
import zipfile

import docx

from letters.changes import apply, changes_between
from letters.draft import open_draft
from letters.passage import Passage
from letters.redline import redline
from letters.revisions import read_copy
from letters.unsigned import authors_in, unsigned

LINES = ["云泽市数字乡村建设行动计划", "一、重点任务", "（一）建设村级服务站。", "（二）培训乡村人才。"]
WRITER, OFFICE = "钱三一", "云泽市人民政府办公室"


def signed(*lines: str) -> bytes:
    """Give a draft in which a person wrote: comment, properties, a change of format, numbers of sessions."""
    document = docx.Document()
    document.core_properties.author = document.core_properties.last_modified_by = WRITER
    for line in lines:
        document.add_paragraph(line)
    document.add_comment(document.paragraphs[2].runs, text=f"{WRITER}：此处再议", author=WRITER)
    target = io.BytesIO()
    document.save(target)
    with zipfile.ZipFile(target) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = f'<w:pPr><w:pPrChange w:id="7" w:author="{WRITER}"><w:pPr/></w:pPrChange></w:pPr>'
    body = parts["word/document.xml"].decode().replace("<w:p>", f'<w:p w:rsidR="00AB12CD">{changed}', 1)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in {**parts, "word/document.xml": body.encode()}.items():
            archive.writestr(name, data)
    return packed.getvalue()


def all_of(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


def test_whoever_signed_anything_in_a_text_is_told() -> None:
    assert authors_in(signed(*LINES)) == (WRITER,)
    assert authors_in(unsigned(signed(*LINES))) == ()


def test_a_text_without_its_signs_has_all_its_words_and_nobodys_name() -> None:
    clean = unsigned(signed(*LINES))
    assert read_copy(clean).original == tuple(LINES)
    assert WRITER not in all_of(clean)
    assert "rsidR=" not in all_of(clean)
    assert docx.Document(io.BytesIO(clean)).paragraphs[3].text == LINES[3]


def test_the_comparison_of_two_drafts_names_the_office_alone() -> None:
    later = [*LINES[:3], "（二）培训各类乡村人才。"]
    way = Passage(open_draft(signed(*LINES)), open_draft(signed(*later)))
    made = redline(way, OFFICE, "2026-03-06T09:00:00Z")
    assert authors_in(made) == (OFFICE,)
    assert WRITER not in all_of(made)
    assert apply(LINES, changes_between(LINES, read_copy(made))) == later
