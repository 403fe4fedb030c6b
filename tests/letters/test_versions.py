"""Which version of a draft a copy was made from."""

import pytest

from letters.draft import open_draft, plain_docx
from letters.versions import copied_version

FIRST = [
    "云泽市停车管理办法",
    "第一条　停车场每日开放十二小时。",
    "第二条　收费标准由市发展改革委制定。",
    "第三条　本办法自印发之日起施行。",
]
SECOND = [FIRST[0], "第一条　停车场每日开放十六小时，节假日全天开放。", *FIRST[2:]]
DRAFTS = {1: open_draft(plain_docx(FIRST)), 2: open_draft(plain_docx(SECOND))}


def changed(lines: list[str], old: str, new: str) -> bytes:
    return plain_docx([line.replace(old, new) for line in lines])


@pytest.mark.parametrize(
    ("data", "version"),
    [
        (plain_docx(FIRST), 1),
        (plain_docx(SECOND), 2),
        (changed(FIRST, "市发展改革委", "市价格主管部门"), 1),
        (changed(SECOND, "市发展改革委", "市价格主管部门"), 2),
        (changed(SECOND, "节假日全天开放", "节假日延长开放"), 2),  # in the very line in which the versions part
        (plain_docx(["云泽市教育局关于有关事项的复函", "经研究，我局无意见。"]), None),
        (b"%PDF-1.4 no copy", None),
        (b"", None),
    ],
)
def test_a_copy_is_of_the_version_from_which_the_fewest_characters_part_it(data: bytes, version: int | None) -> None:
    assert copied_version(data, DRAFTS) == version


def test_a_copy_as_near_to_two_versions_is_of_neither() -> None:
    assert copied_version(plain_docx([FIRST[0], *FIRST[2:]]), {1: DRAFTS[1], 2: DRAFTS[1]}) is None
