"""Routing as rules, on a small made-up directory."""

import pytest

from registry.directory import Directory, Unit
from registry.errors import UnknownUnit
from registry.routing import Duty, Route, Task, route
from registry.words import Level, Role

CITY = Level.CITY
OFFICE = "河阳市人民政府办公室"
UNITS = (
    Unit(OFFICE, ("市政府办",), CITY),
    Unit("各县区人民政府", (), Level.COUNTY, kind="群体"),
    Unit("东县人民政府", ("东县",), Level.COUNTY, groups=("各县区人民政府",)),
    Unit("河阳市教育局", ("教育局",), CITY, counterparts=("北原省教育厅",)),
    Unit("河阳市工业和信息化局", ("市工信局",), CITY),
    Unit("河阳市金融工作办公室", ("市金融办",), CITY, counterparts=("北原省地方金融管理局",)),
    Unit("河阳市财政局", (), CITY, counterparts=("省财政厅",)),
    Unit("河阳市数据局", (), CITY, counterparts=("北原省数据局",)),
    Unit("北原省水利厅", ("水利厅",), Level.PROVINCE),
    Unit("河阳市水利局", (), CITY, counterparts=("北原省水利厅",)),
    Unit("市档案馆", (), CITY, groups=("直属单位",)),
    Unit("市史志馆", (), CITY, groups=("直属单位",)),
)
DIRECTORY = Directory.of(UNITS)
ISSUER = ("北原省数据局",)


def asked(*duties: tuple[str, ...], issuers: tuple[str, ...] = ISSUER, directory: Directory = DIRECTORY) -> Route:
    tasks = [Task(f"三/{n}", (Duty(Role.RESPONSIBLE, units),)) for n, units in enumerate(duties, start=1)]
    return route(tasks, directory, OFFICE, issuers)


def names(proposed: Route) -> list[str]:
    return [addressee.unit for addressee in proposed.addressees]


def test_a_provincial_unit_is_asked_through_its_counterpart_here() -> None:
    assert names(asked(("省教育厅",))) == ["河阳市教育局"]


def test_a_prefix_not_repeated_goes_on_from_the_unit_before() -> None:
    assert names(asked(("省数据局", "教育厅", "财政厅"))) == ["河阳市教育局", "河阳市财政局"]


def test_a_unit_named_twice_is_asked_once_with_all_its_clauses() -> None:
    proposed = asked(("省教育厅",), ("教育厅",))
    assert len(proposed.addressees) == 1
    assert proposed.addressees[0].clauses == ("三/1", "三/2")
    assert proposed.addressees[0].as_written == ("省教育厅", "教育厅")


def test_short_and_full_names_of_a_trade_meet() -> None:
    assert names(asked(("省工信厅", "金融监管局"))) == ["河阳市工业和信息化局", "河阳市金融工作办公室"]


def test_a_unit_the_directory_keeps_above_us_gives_its_counterpart() -> None:
    assert names(asked(("水利厅",))) == ["河阳市水利局"]


def test_the_governments_of_our_level_become_those_below_us() -> None:
    proposed = asked(("各市人民政府",), ("各设区市人民政府",), ("各县（市、区）人民政府",))
    assert names(proposed) == ["各县区人民政府"]
    assert proposed.addressees[0].clauses == ("三/1", "三/2", "三/3")


def test_without_a_group_each_government_below_is_asked() -> None:
    directory = Directory.of(unit for unit in UNITS if unit.kind != "群体")
    assert names(asked(("各市人民政府",), directory=directory)) == ["东县人民政府"]


def test_a_unit_below_us_named_outright_is_itself() -> None:
    assert names(asked(("东县人民政府",))) == ["东县人民政府"]


def test_a_department_of_a_place_below_is_not_taken_for_ours() -> None:
    assert [unknown.as_written for unknown in asked(("东县教育局",)).unknown] == ["东县教育局"]


def test_a_group_name_means_all_its_members() -> None:
    assert names(asked(("各直属单位",))) == ["市档案馆", "市史志馆"]


def test_the_lead_is_the_issuers_counterpart_and_is_left_out_with_the_reason() -> None:
    proposed = asked(("省数据局", "省教育厅"))
    assert proposed.lead is not None
    assert proposed.lead.unit == "河阳市数据局"
    assert "北原省数据局" in proposed.lead.reason
    assert names(proposed) == ["河阳市教育局"]
    assert proposed.left_out[0].unit == "河阳市数据局"


def test_without_a_counterpart_the_unit_most_named_is_proposed_as_lead() -> None:
    proposed = asked(("省教育厅",), ("省教育厅", "省财政厅"), issuers=("北原省人民政府",))
    assert proposed.lead is not None
    assert proposed.lead.unit == "河阳市教育局"
    assert "核定" in proposed.lead.reason


def test_the_lead_an_office_chooses_is_kept_and_must_be_known() -> None:
    tasks = [Task("一", (Duty(Role.RESPONSIBLE, ("省教育厅", "省财政厅")),))]
    proposed = route(tasks, DIRECTORY, OFFICE, ISSUER, lead="教育局")
    assert proposed.lead is not None
    assert proposed.lead.unit == "河阳市教育局"
    assert names(proposed) == ["河阳市财政局"]
    with pytest.raises(UnknownUnit, match="市海洋局"):
        route(tasks, DIRECTORY, OFFICE, ISSUER, lead="市海洋局")


def test_the_office_does_not_ask_itself() -> None:
    proposed = asked(("省教育厅", "市政府办"))
    assert OFFICE not in names(proposed)
    assert OFFICE in [named.unit for named in proposed.left_out]


def test_an_unknown_unit_is_listed_with_the_likeliest_ones_and_never_dropped() -> None:
    proposed = asked(("省教有厅",))
    assert proposed.unknown[0].as_written == "省教有厅"
    assert proposed.unknown[0].clauses == ("三/1",)
    assert "河阳市教育局" in proposed.unknown[0].candidates
    assert any("省教有厅" in warning for warning in proposed.warnings)


def test_words_for_nobody_in_particular_are_left_out_with_the_reason() -> None:
    proposed = asked(("省教育厅", "各有关部门"))
    assert "各有关部门" in [named.unit for named in proposed.left_out]
    assert proposed.unknown == ()


def test_the_strongest_role_counts() -> None:
    duties = (Duty(Role.SUPPORT, ("省教育厅",)), Duty(Role.RESPONSIBLE, ("省财政厅",)))
    proposed = route([Task("一", duties), Task("二", (Duty(Role.LEAD, ("省教育厅",)),))], DIRECTORY, OFFICE, ISSUER)
    assert [(a.unit, a.role) for a in proposed.addressees] == [
        ("河阳市教育局", Role.LEAD),
        ("河阳市财政局", Role.RESPONSIBLE),
    ]


def test_a_draft_without_duties_warns() -> None:
    proposed = asked()
    assert proposed.addressees == ()
    assert any("责任单位" in warning for warning in proposed.warnings)


def test_two_units_for_one_name_are_both_asked_with_a_warning() -> None:
    second = Unit("河阳市招生考试院", (), CITY, counterparts=("省教育厅",))
    proposed = asked(("省教育厅",), directory=Directory.of((*UNITS, second)))
    assert set(names(proposed)) == {"河阳市教育局", "河阳市招生考试院"}
    assert any("可能对应" in warning for warning in proposed.warnings)
