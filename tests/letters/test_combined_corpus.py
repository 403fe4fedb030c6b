"""The laws of the combined draft on real drafts, edited by a seeded hand."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from letters.combined import combine
from letters.draft import open_draft
from tests.letters.made_drafts import UNITS, changes_of
from tests.letters.tracking import canonical, lines_of, root_of, settle


def edited(lines: list[str], chance: Random) -> list[str]:
    """Edit a draft as a unit does: figures and words, a sentence struck, a paragraph in or out."""
    made: list[str] = []
    for line in lines:
        what = chance.choices(["keep", "words", "out", "in"], [40, 6, 1, 1])[0]
        if what == "words" and line:
            start = chance.randrange(len(line))
            end = min(len(line), start + chance.randrange(8))
            made.append(line[:start] + chance.choice(["", "完善", "2027年", "15%"]) + line[end:])
        elif what != "out":
            made.append(line)
        if what == "in":
            made.append("（新增）各单位应当于每年12月底前报送进展情况。")
    return made


@pytest.mark.seeds
def test_real_drafts_keep_the_laws(seeds: Path) -> None:
    papers = sorted((seeds.parent / "corpus" / "drafts").iterdir()) if (seeds.parent / "corpus").is_dir() else []
    if not papers:
        pytest.skip("项目旁没有 ../shared/corpus，跳过真实文件的核对")
    for number, paper in enumerate(papers):
        draft = open_draft(paper.read_bytes())
        lines = list(draft.lines)
        before = root_of(draft.data)
        assert lines_of(before) == lines
        by_unit = {unit: edited(lines, Random(f"{number} {unit}")) for unit in UNITS}  # noqa: S311  made-up edits
        changes = changes_of(lines, by_unit)
        merged = combine(draft.data, changes)
        assert combine(draft.data, dict(reversed(changes.items()))) == merged
        root = root_of(merged)
        assert canonical(settle(root, ())) == canonical(before), paper.name
        for unit, version in by_unit.items():
            found = [line for line in lines_of(settle(root, {unit})) if line]
            assert found == [line for line in version if line], (paper.name, unit)
