"""Words that stand for several units, for one unit with two names, and for none."""

import pytest

from registry.directory import Directory, Unit
from registry.likeness import likeness
from registry.resolving import Resolver
from registry.routing import Addressee, Duty, Route, Task, route, slips
from registry.words import Level, Role

CITY, COUNTY = Level.CITY, Level.COUNTY
OFFICE = "河阳市人民政府办公室"
DIRECTORY = Directory.of(
    (
        Unit(OFFICE, ("市政府办",), CITY),
        Unit("各县区人民政府", (), COUNTY, kind="群体"),
        Unit("东县人民政府", (), COUNTY, groups=("各县区人民政府",)),
        Unit("西县人民政府", (), COUNTY, groups=("各县区人民政府",)),
        Unit("南新区管理委员会", (), COUNTY, groups=("各县区人民政府",)),
        Unit("东县财政局", (), COUNTY),
        Unit("西县财政局", (), COUNTY),
        Unit("东县教育局", (), COUNTY),
        Unit("河阳市教育局", (), CITY, groups=("市直部门",)),
        Unit("河阳市财政局", (), CITY, groups=("市直部门",)),
        Unit("河阳市科学技术局", (), CITY, groups=("市直部门",)),
        Unit("河阳市工业和信息化局", (), CITY, groups=("市直部门",)),
        Unit("河阳市市场监督管理局（河阳市知识产权局）", (), CITY, groups=("市直部门",)),
        Unit("河阳大学", (), CITY, kind="高校"),
        Unit("河阳师范学院", (), CITY, kind="高校"),
        Unit("市档案馆", (), CITY, groups=("直属单位",)),
    )
)
RESOLVER = Resolver(DIRECTORY, OFFICE)


def names(words: str) -> set[str]:
    return {unit.name for unit in RESOLVER.find(words).units}


def proposed(*units: str) -> Route:
    return route([Task("一", (Duty(Role.RESPONSIBLE, units),))], DIRECTORY, OFFICE)


@pytest.mark.parametrize(
    "words",
    [
        "市场监管局",
        "市市场监管局（知识产权局）",
        "市知识产权局",
        "省市场监督管理局（省知识产权局）",
        "河阳市知识产权局",
    ],
)
def test_one_unit_with_two_names_is_one(words: str) -> None:
    assert names(words) == {"河阳市市场监督管理局（河阳市知识产权局）"}


@pytest.mark.parametrize(
    ("words", "members"),
    [
        ("市直有关部门、单位", {"河阳市教育局", "河阳市财政局", "河阳市科学技术局", "河阳市工业和信息化局",
                      "河阳市市场监督管理局（河阳市知识产权局）"}),
        ("各直属单位", {"市档案馆"}),
        ("市内各高校", {"河阳大学", "河阳师范学院"}),
        ("各普通高等学校", {"河阳大学", "河阳师范学院"}),
        ("各县（市、区）财政部门", {"东县财政局", "西县财政局"}),
        ("市、县财政部门", {"河阳市财政局", "东县财政局", "西县财政局"}),
        ("各市及云州示范区科技、工信、教育主管部门", {"河阳市科学技术局", "河阳市工业和信息化局", "河阳市教育局"}),
        ("科学技术、工业和信息化行政主管部门", {"河阳市科学技术局", "河阳市工业和信息化局"}),
        ("省、市、县三级财政部门", {"河阳市财政局", "东县财政局", "西县财政局"}),
        ("除东县外的各县区人民政府", {"西县人民政府", "南新区管理委员会"}),
        ("各县区人民政府（东县、西县除外）", {"南新区管理委员会"}),
        ("除市教育局、市财政局以外的市直部门", {"河阳市科学技术局", "河阳市工业和信息化局",
                             "河阳市市场监督管理局（河阳市知识产权局）"}),
        ("各县区人民政府", {"各县区人民政府"}),
        ("各县区党委和政府", {"各县区人民政府"}),
        ("各市、县（市、区）人民政府", {"各县区人民政府"}),
    ],
)  # fmt: skip
def test_words_for_many_units_mean_each_of_them(words: str, members: set[str]) -> None:
    assert names(words) == members


def test_a_part_that_the_directory_lacks_is_told_and_the_rest_is_asked() -> None:
    told = proposed("各县区财政、林业部门")
    assert {row.unit for row in told.addressees} | {told.lead.unit if told.lead else ""} == {"东县财政局", "西县财政局"}
    assert any("林业" in warning for warning in told.warnings)


def test_who_is_excepted_and_unknown_is_told() -> None:
    assert any("北县" in warning for warning in proposed("除北县外的各县区人民政府").warnings)


@pytest.mark.parametrize("words", ["有关部门", "各有关单位", "各部门", "相关方面", "云州市教育部门协会"])
def test_words_for_nobody_in_particular_resolve_to_none(words: str) -> None:
    assert names(words) == set()


@pytest.mark.parametrize("words", ["市教有局", "市叫育局", "市教盲局", "河阳市教局"])
def test_a_slip_by_key_sound_look_or_gap_finds_the_unit_meant(words: str) -> None:
    assert RESOLVER.candidates(words)[0] in {"河阳市教育局", "东县教育局"}
    [unknown] = proposed(words).unknown
    assert "河阳市教育局" in unknown.candidates


def test_a_homophone_is_nearer_than_any_other_sign() -> None:
    assert 1 > likeness("财政局", "财正局") > likeness("财政局", "财务局") > likeness("财政局", "大学")


def test_units_forgotten_and_units_without_a_task_are_told() -> None:
    row = Addressee("河阳市教育局", ("教育局",), ("三/1",), Role.RESPONSIBLE, "")
    told = slips(Route(None, (row,)), ["河阳市财政局"])
    assert "河阳市教育局" in told[0]
    assert "三/1" in told[0]
    assert "没有“河阳市财政局”的任务" in told[1]
    assert slips(Route(None, (row,)), ["河阳市教育局"]) == ()
