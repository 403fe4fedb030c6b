"""Clauses named as people name them."""

import pytest

from letters.clause_names import clause_list, clause_name
from letters.places import fit, places_in

NAMES = [
    ("三/（二）/5", "第三部分（二）第5项"),
    ("第二章/第五条/（一）", "第五条第（一）项"),
    ("第二章/第五条/（一）/1", "第五条第（一）项第1目"),
    ("三", "第三部分"),
    ("二/表/3", "第二部分表格第3项"),
    ("附件1/第三条", "附件1第三条"),
    ("附件/二/（一）", "附件中第二部分（一）"),
    ("第二章", "第二章"),
    ("二#2", "第二部分（同号第2处）"),
]


@pytest.mark.parametrize(("path", "name"), NAMES)
def test_a_clause_is_named_as_people_do(path: str, name: str) -> None:
    assert clause_name(path) == name


@pytest.mark.parametrize("path", [path for path, _ in NAMES[:4]])
def test_a_name_given_back_by_a_unit_finds_its_clause(path: str) -> None:
    assert fit(places_in(clause_name(path))[0].steps, path) > 0.5


def test_many_clauses_are_told_by_the_first_and_their_number() -> None:
    paths = [f"第一章/第{n}条" for n in "一二三四"]
    assert clause_list(paths) == "第一条、第二条、第三条、第四条"
    assert clause_list(paths, 2) == "第一条、第二条等4条"
    assert clause_list(paths[:2], 2) == "第一条、第二条"
    assert clause_list(["三/（一）/1", "三/（六）/24", "四"], 2) == "第三部分（一）第1项、（六）第24项等3条"
    assert clause_list(["三", "三/（一）", "四/（一）"], 3) == "第三部分、（一）、第四部分（一）"
