"""Other people's readers of tracked changes on the combined draft: they accept and reject to the words we say."""

from __future__ import annotations

import io

import pytest
from docx_revisions import RevisionDocument
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from letters.changes import Shape
from letters.combined import combine
from tests.letters.made_drafts import changes_of, versions
from tests.letters.tracking import lines_of, root_of, settle
from tests.letters.wordfiles import paragraph, run, table, word

LINES = [
    "第一条 建立目录。",
    "任务",
    "牵头单位",
    "建目录",
    "市数据局",
    "第二条 建设平台。",
    "第三条 本办法自印发之日起施行。",
]
DRAFT = word(paragraph(run(LINES[0])), table(LINES[1:3], LINES[3:5]), *(paragraph(run(line)) for line in LINES[5:]))


def by_docx_revisions(data: bytes, *, accept: bool) -> list[str]:
    document = RevisionDocument(io.BytesIO(data))
    (document.accept_all if accept else document.reject_all)()
    saved = io.BytesIO()
    document.save(saved)
    return lines_of(root_of(saved.getvalue()))


@settings(max_examples=40, deadline=None)
@given(versions(LINES))
def test_docx_revisions_agrees_on_words_within_paragraphs(by_unit: dict[str, list[str]]) -> None:
    # It knows no changes of paragraphs and rows (0.1.5): only words are put to it.
    changes = {
        unit: [change for change in of_unit if change.shape is Shape.TEXT]
        for unit, of_unit in changes_of(LINES, by_unit).items()
    }
    merged = combine(DRAFT, changes)
    assert by_docx_revisions(merged, accept=False) == LINES
    assert by_docx_revisions(merged, accept=True) == lines_of(settle(root_of(merged), None))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(versions(LINES), st.sampled_from(["accept", "reject"]))
@example({"甲局": [f"修改{LINES[0]}", *LINES[1:]], "乙局": LINES[1:]}, "accept")  # struck before a table, and reworded
def test_docx_scalpel_agrees_on_words_paragraphs_and_rows(by_unit: dict[str, list[str]], what: str) -> None:
    peer = pytest.importorskip("docx_scalpel", reason="docx-scalpel 只随 make bench 安装")
    merged = combine(DRAFT, changes_of(LINES, by_unit))
    made = getattr(peer, f"docx_diff_{what}_revisions")(merged)
    wanted = LINES if what == "reject" else lines_of(settle(root_of(merged), None))
    assert [line for line in lines_of(root_of(made)) if line] == [line for line in wanted if line]
