"""Paragraphs a copy has as the draft has them are told by their bytes: a return says what it says read whole."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters import kept_paragraphs, revisions
from letters.changes import Change, Shape, changes_between
from letters.combined import combine
from letters.conversion import Target, convert
from letters.draft import Draft, open_draft
from letters.kept_paragraphs import KeptParagraphs
from letters.package import BODY_PART, W_URI, Package
from letters.returns import read_return
from letters.revisions import Copy, copy_of, read_copy
from registry.errors import FileRefused, FileTooLarge, FileTruncated
from registry.words import Kind
from tests.letters.made_drafts import blocks, changes_of, drafts, versions
from tests.letters.odd_bodies import bodies
from tests.letters.wordfiles import comment, on, paragraph, put_in, run, table, took_out, word

LINES = [
    "关于公共数据的意见",
    "第一条　市数据局建立目录，按季度更新。",
    "第二条　各部门共享数据。",
    "第三条　发布后施行。",
]
KEPT = [paragraph(run(line)) for line in LINES[1:]]
DRAFT = word(paragraph(run(LINES[0])), *KEPT)
HEADS = ["序号", "条款", "原文", "修改意见", "理由"]
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)


def _part(data: bytes) -> bytes:
    return Package.open(data).parts[BODY_PART]


def _kept(data: bytes) -> KeptParagraphs:
    return KeptParagraphs.of(_part(data))


NOTHING = _kept(word())


def _read(data: bytes, kept: KeptParagraphs) -> Copy:
    package = Package.open(data)
    return copy_of(package, kept.body_of(package), kept)


def _said(data: bytes, kept: KeptParagraphs) -> object:
    copy = _read(data, kept)
    return copy.original, copy.accepted, copy.comments, copy.authors, changes_between(copy.original, copy)


def _same_as_read_whole(draft: bytes, data: bytes) -> bool:
    return _said(data, _kept(draft)) == _said(data, NOTHING)


@settings(max_examples=150)
@given(data=st.data())
def test_a_copy_says_the_same_whatever_it_shares_with_the_draft(data: st.DataObject) -> None:
    ours = data.draw(st.lists(blocks, min_size=1, max_size=4)) + data.draw(bodies)
    theirs = data.draw(st.lists(st.one_of(st.sampled_from(ours), blocks), max_size=8)) + data.draw(bodies)
    assert _same_as_read_whole(word(*ours), word(*theirs, comments=[comment(1, "王", "偏少")]))


@given(data=st.data())
def test_a_tracked_copy_of_a_draft_says_the_same(data: st.DataObject) -> None:
    draft = data.draw(drafts())
    lines = list(read_copy(draft).original)
    edited = data.draw(versions(lines, most=1))
    assert _same_as_read_whole(draft, combine(draft, changes_of(lines, edited)))


def test_only_what_a_unit_touched_is_parsed() -> None:
    copy = combine(DRAFT, {"甲局": [Change(Shape.TEXT, 2, 4, 7, "各县区")]})
    left = _kept(DRAFT).without(_part(copy)).decode()
    head, before, touched, behind = _PARAGRAPH.findall(left)
    assert LINES[0] in head  # what stands behind the text's own head is always parsed
    assert "各县区" in touched
    assert not any(line in before + behind for line in LINES)
    assert _same_as_read_whole(DRAFT, copy)


def test_lines_that_are_gone_or_stand_twice_or_elsewhere_are_read_so() -> None:
    one, two, three = KEPT
    first, second, third = LINES[1:]
    for body, said in (
        ([one, three], [first, third]),
        ([one, two, two, three], [first, second, second, third]),
        ([three, two, one], [third, second, first]),
    ):
        assert list(_read(word("<w:p/>", *body), _kept(DRAFT)).original) == ["", *said]


def test_a_kept_line_goes_on_from_one_whose_end_was_struck_or_put_in_and_under_a_comment() -> None:
    struck = paragraph(run("前言"), took_out("并公布", "甲局"), mark="del", author="甲局")
    begun = paragraph('<w:commentRangeStart w:id="1"/>', run("新增"), mark="ins", author="甲局")
    ended = paragraph(run("完"), on(2, put_in("增", "乙局")), '<w:commentRangeEnd w:id="1"/>')
    copy = word(struck, *KEPT, begun, *KEPT, ended, comments=[comment(1, "王", "不妥"), comment(2, "李", "偏少")])
    assert _same_as_read_whole(DRAFT, copy)
    assert _read(copy, _kept(DRAFT)).accepted[0] == f"前言{LINES[1]}"


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("<!--", "-->"),
        ("<w:p><w:r><w:t><![CDATA[", "]]></w:t></w:r></w:p>"),
        ("<?note ", "?>"),
        (f'<o:x xmlns:o="urn:o" xmlns:w="{W_URI}x">', "</o:x>"),
        ("<w:txbxContent>", "</w:txbxContent>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict><w:t>框</w:t></w:r></w:p>"),
        ('<w:tr><w:trPr><w:del w:author="甲局"/></w:trPr><w:tc>', "</w:tc></w:tr>"),
        ('<w:tbl><w:tr><w:trPr><w:ins w:author="甲局"/></w:trPr><w:tc>', "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ('<w:ins w:author="甲局">', "</w:ins>"),
        ("<w:p><w:hyperlink>", "</w:hyperlink></w:p>"),
        (f'<x:tbl xmlns:x="{W_URI}"><x:tr><x:trPr><x:del x:author="甲局"/></x:trPr><x:tc>', "</x:tc></x:tr></x:tbl>"),
    ],
)
def test_what_stands_around_a_line_tells_as_it_does_read_whole(before: str, behind: str) -> None:
    assert _same_as_read_whole(DRAFT, word(paragraph(run("题")), before, *KEPT, behind, *KEPT))


def test_a_copy_under_another_encoding_or_other_names_is_read_whole() -> None:
    kept, text = _kept(DRAFT), _part(DRAFT).decode()
    for part in (
        f'<?xml version="1.0" encoding = "ISO-8859-1"?>{text}'.encode(),
        f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16"),
        f'<?xml version="1.0" encoding="GB18030"?>{text}'.encode("gb18030"),
        f'<?xml version="1.0" encoding="ISO-8859-1"?>{text}'.encode(),
        text.replace(W_URI, f"{W_URI}/other").encode(),
    ):
        assert kept.without(part) == part
    for part in (text, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}', f"\ufeff{text}"):
        assert len(kept.without(part.encode())) < len(part.encode())


def test_a_copy_that_does_not_say_what_the_drafts_names_mean_is_read_whole() -> None:
    wide = _part(DRAFT).replace(b"<w:document ", b'<w:document xmlns:o="urn:o" ')
    assert KeptParagraphs.of(wide).without(_part(DRAFT)) == _part(DRAFT)
    assert len(_kept(DRAFT).without(wide)) < len(wide)


@pytest.mark.parametrize(
    "told",
    [
        ('xmlns:m="urn:m"><w:body>', f'xmlns:m="urn:m"><w:body xmlns:m="{W_URI}">'),
        ('xmlns:m="urn:m">', f"""xmlns:m="{W_URI}" note='xmlns:m="urn:m"'>"""),
    ],
)
def test_a_copy_that_gives_a_name_another_meaning_is_read_whole(told: tuple[str, str]) -> None:
    formula = "<w:p><w:r><w:t>按季度</w:t></w:r><m:r><m:t>更新</m:t></m:r></w:p>"
    text = (
        _part(word(paragraph(run(LINES[0])), formula, *KEPT)).decode().replace("><w:body>", ' xmlns:m="urn:m"><w:body>')
    )
    kept = KeptParagraphs.of(text.encode())
    package = Package({BODY_PART: text.replace(*told).encode()})
    assert copy_of(package, kept.body_of(package), kept) == copy_of(package)
    assert copy_of(package).original[1] == "按季度更新"


def test_as_many_paragraphs_are_refused_whether_or_not_they_are_the_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "MOST_PARAGRAPHS", 10)
    begun = [paragraph(run("新"), mark="ins", author="甲局")] * (10 - len(KEPT))
    assert _same_as_read_whole(DRAFT, word(paragraph(), *begun[1:], *KEPT))
    for kept in (_kept(DRAFT), NOTHING):
        with pytest.raises(FileTooLarge):
            _read(word(paragraph(), *begun, *KEPT), kept)


def test_a_file_that_nests_too_deep_is_refused_whatever_stands_within() -> None:
    for depth in range(240, 260):
        copy = word("<w:customXml>" * depth, "<w:p></w:p>", *KEPT, "</w:customXml>" * depth)
        read = []
        for kept in (_kept(DRAFT), NOTHING):
            try:
                read.append(_read(copy, kept).original)
            except FileTruncated:
                read.append(())
        assert read[0] == read[1]


def test_paragraphs_that_only_stand_together_are_not_kept() -> None:
    open_, close = (
        f'<w:p w:rsidR="{"0" * 99}"><w:p></w:p>',
        "<w:p></w:p ></w:p ><w:body/><w:p><w:r><w:t>目录</w:t></w:r></w:p>",
    )
    text = _part(word("<w:p></w:p>", open_))
    assert _kept(word(paragraph(run(LINES[0])), open_, close)).without(text) == text


def test_a_copy_is_never_written_longer_so_that_it_passes_no_bound() -> None:
    kept = _kept(word(paragraph(run(LINES[0])), "<w:p></w:p>"))
    text = _part(word("<w:p/>", *["<w:p></w:p>"] * 9))
    assert kept.without(text) == text


def test_a_copy_with_more_paragraphs_than_are_read_is_left_to_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_paragraphs, "_MOST", len(KEPT))
    few, many = _part(word("<w:p/>", *KEPT)), _part(word("<w:p/>", *KEPT, *KEPT))
    assert len(_kept(DRAFT).without(few)) < len(few)
    assert _kept(DRAFT).without(many) == many


def test_damage_is_told_wherever_it_stands() -> None:
    kept, part = _kept(DRAFT), _part(DRAFT)
    for place in re.finditer(b"</w:p>|</w:r>|<w:r>", part):
        at = place.end()
        for damaged in (part[:at], part[:at] + part[at + 3 :], part[:at] + b"</w:p>" + part[at:]):
            with pytest.raises(FileTruncated):
                kept.body_of(Package({BODY_PART: damaged}))


def test_a_line_that_ends_an_instruction_is_no_way_around_damage() -> None:
    line = "<w:p><w:r><w:t>甲?></w:t></w:r></w:p>"
    with pytest.raises(FileTruncated):
        _read(word("<?note ", *KEPT, line, "?>"), _kept(word("<w:p></w:p>", line)))


def test_a_draft_written_oddly_keeps_nothing() -> None:
    part = _part(DRAFT)
    for odd in (part.replace(b"<w:body>", b"<w:body><!-- -->"), b"", b"<w:document", part.replace(b"<w:r>", b"<w:x>")):
        assert KeptParagraphs.of(odd).without(part) == part


def test_a_form_is_read_whole_though_the_draft_holds_the_same_lines() -> None:
    unit = paragraph(run("单位：市数据局"))
    draft = word(paragraph(run(LINES[0])), *KEPT, unit, table(HEADS, ["", "", "", "", ""]))
    form = word(paragraph(run("意见反馈表")), unit, table(HEADS, ["1", "第二条", LINES[2], "删除", "重复"]))
    read = read_return(draft, form, "反馈.docx", ("市数据局",))
    assert (read.unit, [one.kind for one in read.opinions]) == ("市数据局", [Kind.DELETE])


@settings(max_examples=50)
@given(body=bodies)
def test_a_return_is_the_same_read_whole(body: list[str]) -> None:
    draft = word(paragraph(run(LINES[0])), *KEPT, *body)
    copy = word(paragraph(run(LINES[0])), *KEPT, paragraph(run("第四条　另行通知。")), *body)
    read = _returned(draft, copy)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Draft, "kept", property(lambda _: NOTHING))  # stands before what a draft has worked out
        assert _returned(draft, copy) == read


def _returned(draft: bytes, copy: bytes) -> object:
    try:
        return read_return(draft, copy, "意见.docx", ("甲局",))
    except FileRefused as error:  # the draft itself cannot be read
        return error.happened


@pytest.mark.office
def test_an_office_program_writes_untouched_paragraphs_as_it_wrote_them(soffice: str) -> None:
    del soffice
    lines = [f"第{n}条　市数据局会同市财政局在2026年{n}月底前建立目录（第{n}批）。" for n in range(1, 11)]
    draft = open_draft(convert(word(*(paragraph(run(line)) for line in lines)), "docx", Target.DOCX))
    edited = combine(draft.data, {"甲局": [Change(Shape.TEXT, 4, 4, 8, "市科技局", date="2026-03-10T10:00:00Z")]})
    saved = convert(edited, "docx", Target.DOCX)
    head, before, touched, behind = _PARAGRAPH.findall(draft.kept.without(_part(saved)).decode())
    assert ["目录" in written for written in (head, before, touched, behind)] == [True, False, True, False]
    assert _same_as_read_whole(draft.data, saved)
