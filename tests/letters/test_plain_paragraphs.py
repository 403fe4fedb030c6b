"""Paragraphs read without a walk say what a walk says of them, however strange the elements around their words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters import revisions
from letters.changes import Change, changes_between
from letters.package import Package
from letters.revisions import Comment, read_copy
from letters.wordtext import paragraphs, plain_texts
from tests.letters.wordfiles import W, comment, paragraph, run, table, word

_WRAPPERS = (
    "p", "p", "p", "r", "r", "r", "ins", "del", "moveTo", "hyperlink", "sdt", "sdtContent", "pPr", "rPr", "tabs", "tbl",
    "tr", "trPr", "tc", "ruby", "pict",
)  # fmt: skip
_PIECES = (
    "<w:t>甲</w:t>", "<w:t>建立目录</w:t>", "<w:t/>", "<w:delText>乙</w:delText>", "<w:tab/>", "<w:br/>",
    '<w:br w:type="page"/>', "<w:noBreakHyphen/>", "<w:instrText>REF</w:instrText>", "<w:bookmarkStart/>", "<!--注-->",
    '<w:ins w:author="甲局"/>', '<w:del w:author="乙局"/>', '<w:r><w:commentReference w:id="1"/></w:r>',
    '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>',
)  # fmt: skip


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def wrap(name: str, held: list[str]) -> str:
        return f'<w:{name} w:author="甲局">{"".join(held)}</w:{name}>'

    return st.builds(wrap, st.sampled_from(_WRAPPERS), st.lists(inner, max_size=4))


_elements = st.recursive(st.sampled_from(_PIECES), _wrapped, max_leaves=12)
_REFERENCE = '<w:r><w:commentReference w:id="1"/></w:r>'
_RUNS = (run("共享"), run("数据 "), "<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t></w:r>", _REFERENCE)
_runs = st.lists(st.sampled_from(_RUNS), max_size=3)
_marked = st.builds(lambda runs, mark: paragraph(*runs, mark=mark), _runs, st.sampled_from(("", "", "ins", "del")))
_words = st.sampled_from(_WRAPPERS).map(lambda name: f"<w:{name}>{run('平台')}</w:{name}>")
_within = _wrapped(_words | _elements).map(paragraph)
_bodies = st.lists(st.one_of(_marked, _elements, _within), min_size=1, max_size=6)

Said = tuple[tuple[str, ...], tuple[str, ...], tuple[Comment, ...], tuple[str, ...], tuple[Change, ...]]


def _said(data: bytes) -> Said:
    copy = read_copy(data)
    return copy.original, copy.accepted, copy.comments, copy.authors, changes_between(copy.original, copy)


@settings(max_examples=300)
@given(body=_bodies)
def test_a_copy_says_the_same_when_every_paragraph_is_walked(body: list[str]) -> None:
    data = word(*body, comments=[comment(1, "王", "偏少")])
    said = _said(data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(revisions, "plain_texts", lambda _body, _places: {})
        assert _said(data) == said


def test_words_in_runs_of_their_own_are_plain_and_marks_are_not() -> None:
    plain = paragraph(run("建立"), run("目录"))
    struck = paragraph(run("共享"), mark="del", author="甲局")
    held = "<w:p><w:hyperlink><w:r><w:t>数据</w:t></w:r></w:hyperlink></w:p>"
    body = Package.open(word(plain, struck, held, table(["1", "平台"]))).body().find(f"{W}body")
    places = list(paragraphs(body))
    texts = plain_texts(body, places)
    assert [texts.get(paragraph) for paragraph, _ in places] == ["建立目录", None, None, "1", "平台"]
