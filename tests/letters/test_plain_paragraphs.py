"""Paragraphs read without a walk say what a walk says of them, however strange the elements around their words."""

import pytest
from hypothesis import given, settings

from letters import revisions
from letters.changes import Change, changes_between
from letters.package import Package
from letters.revisions import Comment, read_copy
from letters.wordtext import paragraphs, plain_texts
from tests.letters.odd_bodies import bodies
from tests.letters.wordfiles import W, comment, paragraph, run, table, word

Said = tuple[tuple[str, ...], tuple[str, ...], tuple[Comment, ...], tuple[str, ...], tuple[Change, ...]]


def _said(data: bytes) -> Said:
    copy = read_copy(data)
    return copy.original, copy.accepted, copy.comments, copy.authors, changes_between(copy.original, copy)


@settings(max_examples=300)
@given(body=bodies)
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
