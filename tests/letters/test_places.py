"""Words that name a place, and the clauses they fit."""

from __future__ import annotations

import pytest

from letters.places import fit, places_in


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("第三条", "第二章/第三条"),
        ("第二章第三条第（一）项", "第二章/第三条/（一）"),
        ("三（一）第2条", "三/（一）/2"),
        ("第三部分“重点任务”第（二）条", "三/（二）"),
        ("任务12", "二/（三）/12"),
        ("第12项任务", "二/（三）/12"),
        ("12.", "二/（三）/12"),
        ("（十二）", "二/（十二）"),
        ("第二十三条", "第五章/第二十三条"),
        ("序号3", "二/表/3"),
        ("附件2第3项", "附件2/一/3"),
    ],
)
def test_a_place_fits_the_clause_it_names(words: str, path: str) -> None:
    (place,) = places_in(words)
    assert fit(place.steps, path) > 0.5


@pytest.mark.parametrize(
    ("words", "path"), [("第3项", "二/（一）/4"), ("三（一）第2条", "二/（一）/2"), ("第三章", "三/（三）")]
)
def test_a_place_does_not_fit_another(words: str, path: str) -> None:
    assert fit(places_in(words)[0].steps, path) == 0


def test_two_places_joined_by_and_are_two() -> None:
    assert len(places_in("第3项与第4项合并")) == 2
    assert places_in("2024年1月26日上午9时") == ()
