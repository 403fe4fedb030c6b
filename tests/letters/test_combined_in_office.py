"""LibreOffice on the combined draft: it opens, and accepting or rejecting all there gives the words we say."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from desk.demo import region
from letters.changes import Change, Shape, apply, changes_between
from letters.combined import combine
from letters.comments_part import Note
from letters.conversion.worker import find_python
from letters.draft import open_draft
from tests.letters.made_drafts import copy_with
from tests.letters.tracking import lines_of, root_of
from tests.letters.wordfiles import paragraph, run, table, word

ACCEPT, REJECT = "AcceptAllTrackedChanges", "RejectAllTrackedChanges"
LINES = [
    "第一条 建立目录。",
    "任务",
    "牵头单位",
    "建目录",
    "市数据局",
    "第二条 建设平台。",
    "",
    "第三条 本办法自印发之日起施行。",
]
DRAFT = word(
    paragraph(run(LINES[0])),
    table(LINES[1:3], LINES[3:5]),
    *(paragraph(run(line)) for line in LINES[5:]),
)
EDITS = {
    "words": [line.replace("建立", "完善") for line in LINES],
    "a paragraph in": [*LINES[:6], "新增一条。", *LINES[6:]],
    "a paragraph in before a table": [LINES[0], "新增一条。", *LINES[1:]],
    "a paragraph in at the end": [*LINES, "新增一条。", "再增一条。"],
    "a paragraph out": [*LINES[:5], *LINES[6:]],
    "a paragraph out before a table": LINES[1:],
    "the last paragraph out": LINES[:-1],
    "the last paragraph out and another in": [*LINES[:-1], "附则", "自发布之日起施行"],
    "a row out": [*LINES[:3], *LINES[5:]],
    "words in a cell": [*LINES[:4], "市数据局、市财政局", *LINES[5:]],
}


@pytest.fixture(scope="module")
def settled(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[str]]:
    """Let one LibreOffice settle all files, each both ways."""
    folder = tmp_path_factory.mktemp("office")
    files = {name: combine(DRAFT, {"甲局": changes}) for name, changes in changes_by_name().items()}
    files["a whole draft"] = whole_draft()[0]
    work: list[str] = []
    for name, data in files.items():
        source = folder / f"{name}.docx"
        source.write_bytes(data)
        for told in (ACCEPT, REJECT):
            work += [str(source), told, str(folder / f"{name} {told}.docx")]
    script = Path(__file__).with_name("settled_by_office.py")
    subprocess.run([find_python(), str(script), soffice, str(folder / "profile"), *work], check=True, timeout=180)
    return {
        (name, told): lines_of(root_of((folder / f"{name} {told}.docx").read_bytes()))
        for name in files
        for told in (ACCEPT, REJECT)
    }


def changes_by_name() -> dict[str, tuple[Change, ...]]:
    return {name: changes_between(LINES, copy_with(edited)) for name, edited in EDITS.items()}


def whole_draft() -> tuple[bytes, list[str], list[Change]]:
    """Give a draft as an office lays it out with changes of two units in different places, and a comment."""
    paper = open_draft(region.draft_plan())
    lines = [n for n, line in enumerate(paper.lines) if len(line) > 40]
    changes = {
        "甲局": [Change(Shape.TEXT, lines[0], 3, 9, "改写"), Change(Shape.LINES_IN, lines[2], new="新增一段。")],
        "乙局": [Change(Shape.LINE_OUT, lines[4], 0, len(paper.lines[lines[4]]))],
    }
    note = Note("乙局", lines[1], "请明确时限", 2, 6)
    made = combine(paper.data, changes, [note])
    return made, list(paper.lines), sorted((c for of in changes.values() for c in of), key=lambda c: c.line)


@pytest.mark.office
@pytest.mark.parametrize("name", EDITS)
def test_accepted_in_the_office_each_edit_is_its_copy(settled: dict[tuple[str, str], list[str]], name: str) -> None:
    # LibreOffice, unlike Word, keeps an empty paragraph of one struck before a table: it joins paragraphs only.
    kept = [""] if name == "a paragraph out before a table" else []
    assert settled[name, ACCEPT] == kept + EDITS[name]


@pytest.mark.office
@pytest.mark.parametrize("name", EDITS)
def test_rejected_in_the_office_each_edit_is_the_draft(settled: dict[tuple[str, str], list[str]], name: str) -> None:
    assert settled[name, REJECT] == LINES


@pytest.mark.office
def test_a_whole_draft_settled_in_the_office_reads_as_we_say(settled: dict[tuple[str, str], list[str]]) -> None:
    _, lines, changes = whole_draft()
    assert settled["a whole draft", REJECT] == lines
    assert settled["a whole draft", ACCEPT] == apply(lines, changes)
