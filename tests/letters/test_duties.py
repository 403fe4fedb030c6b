"""Duties as drafts write them."""

import pytest

from letters.duties import blanket_duties_in, duties_in, role_of_heading
from letters.unit_names import is_unit, is_vague, split_units


def told(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(duty.role.value, duty.units) for duty in duties_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("做好。（责任单位：省数据局、教育厅）", [("responsible", ("省数据局", "教育厅"))]),
        ("做好。(责任单位: 市数据局)", [("responsible", ("市数据局",))]),
        (
            "建库（市数据局牵头，市财政局、市科技局配合）",
            [("lead", ("市数据局",)), ("support", ("市财政局", "市科技局"))],
        ),
        ("建库（牵头单位：市数据局；配合单位：市财政局）", [("lead", ("市数据局",)), ("support", ("市财政局",))]),
        ("建库。（市财政局、市科技局）", [("responsible", ("市财政局", "市科技局"))]),
        ("建库。（市财政局、市科技局按职责分工负责）", [("responsible", ("市财政局", "市科技局"))]),
        ("建库（市数据局负责，市财政局配合）", [("lead", ("市数据局",)), ("support", ("市财政局",))]),
        (
            "建库。\n责任单位：市数据局，各县（市、区）人民政府",
            [("responsible", ("市数据局", "各县（市、区）人民政府"))],
        ),
        ("（责任单位：市数据局；完成时限：2026年6月底）", [("responsible", ("市数据局",))]),
        ("（市数据局、市财政局等有关部门负责）", [("responsible", ("市数据局", "市财政局"))]),
        ("市数据局会同市财政局、市科技局制定办法。", [("lead", ("市数据局",)), ("support", ("市财政局", "市科技局"))]),
        ("市、区财政部门负责资金保障。", [("responsible", ("市、区财政部门",))]),
        (
            "建库。（责任单位：市教育局（牵头）、市财政局）",
            [("lead", ("市教育局",)), ("responsible", ("市财政局",))],
        ),
        (
            "建库。〔牵头单位：市教育局；配合单位：市财政局〕",
            [("lead", ("市教育局",)), ("support", ("市财政局",))],
        ),
        ("建库。[责任单位：市教育局]", [("responsible", ("市教育局",))]),
        ("建库。（责任单位市教育局、市财政局）", [("responsible", ("市教育局", "市财政局"))]),
        (
            "建库。牵头单位：市教育局 配合单位：市财政局、市人社局 完成时限：6月底",
            [("lead", ("市教育局",)), ("support", ("市财政局", "市人社局"))],
        ),
        (
            "建库。（市教育局、市财政局，排名第一的为牵头单位）",
            [("lead", ("市教育局",)), ("responsible", ("市财政局",))],
        ),
        ("建库。（市教育局负总责，市财政局配合）", [("lead", ("市教育局",)), ("support", ("市财政局",))]),
        (
            "市教育局为牵头单位，市财政局为配合单位。",
            [("lead", ("市教育局",)), ("support", ("市财政局",))],
        ),
        (
            "由市教育局牵头，市财政局、市人社局配合，制定办法。",
            [("lead", ("市教育局",)), ("support", ("市财政局", "市人社局"))],
        ),
        ("会同单位：市财政局", [("support", ("市财政局",))]),
        ("（责任单位：市教育局，各县区党委和政府）", [("responsible", ("市教育局", "各县区党委和政府"))]),
        ("市财政部门应当安排资金。", [("responsible", ("市财政部门",))]),
        ("价格部门加强对收费的监管。", [("responsible", ("价格部门",))]),
        (
            "建库。（责任单位：除东县、西县外的各县区人民政府，市财政局）",
            [("responsible", ("除东县、西县外的各县区人民政府", "市财政局"))],
        ),
        (
            "建库。（责任单位：各市及云州示范区科技、工信、农业农村主管部门，省内各高校）",
            [("responsible", ("各市及云州示范区科技、工信、农业农村主管部门", "省内各高校"))],
        ),
        (
            "市、区发展改革、市场监管、残联等单位配合市民政局开展评估，市民政局负责汇总。",
            [("support", ("市、区发展改革、市场监管、残联等单位",)), ("lead", ("市民政局",))],
        ),
        ("（市场监管局（知识产权局）、教育局负责）", [("responsible", ("市场监管局（知识产权局）", "教育局"))]),
        ("（责任单位：市直有关部门、单位）", [("responsible", ("市直有关部门、单位",))]),
        ("（各盟行政公署、市人民政府负责）", [("responsible", ("各盟行政公署", "市人民政府"))]),
    ],
)
def test_each_way_of_naming_units_is_read(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "促成许可（含开放许可）不少于200件。",
        "市数据局（大数据中心）将文件发来。",
        "建立由政府负责人牵头、相关部门参与的机制。",
        "主要负责人要亲自抓。",
        "免税进口的设备（按有关规定执行）。",
        "各级政府要加大投入。",
    ],
)
def test_words_that_only_sound_like_duties_are_none(text: str) -> None:
    assert told(text) == []


def test_a_duty_on_all_items_is_told_apart() -> None:
    text = "以下各项均需各县区人民政府落实。"
    assert told(text) == []
    assert [duty.units for duty in blanket_duties_in(text)] == [("各县区人民政府",)]


def test_and_cuts_only_between_two_names() -> None:
    assert split_units("市发展和改革委员会、市教育局和市科技局") == ("市发展和改革委员会", "市教育局", "市科技局")


def test_a_unit_is_told_from_a_sentence() -> None:
    assert is_unit("市场监督管理局")
    assert not is_unit("做好保障工作")
    assert is_vague("各有关部门和单位")
    assert not is_vague("市财政局")


def test_a_bracket_that_never_closes_gives_no_duty() -> None:
    assert told("（" * 5000 + "市财政局") == []


@pytest.mark.parametrize(
    ("heading", "role"),
    [("牵头（责任）单位", "lead"), ("责任部门及责任人", "responsible"), ("参与单位", "support"), ("责任领导", None)],
)
def test_a_column_says_its_role_whatever_stands_beside_it(heading: str, role: str | None) -> None:
    found = role_of_heading(heading)
    assert (found.value if found else None) == role


@pytest.mark.parametrize(
    ("words", "units"),
    [
        ("夜市方案由市商务局牵头。", ("市商务局",)),
        ("具体工作由市商务局、市财政局负责。", ("市商务局", "市财政局")),
        ("由自由贸易试验区管理委员会负责。", ("自由贸易试验区管理委员会",)),
        ("经费由用人单位承担。", ()),
        ("因故不能办理的，理由市民可以查询。", ()),
    ],
)
def test_by_whom_a_thing_is_done_is_read_wherever_it_stands(words: str, units: tuple[str, ...]) -> None:
    assert tuple(unit for duty in duties_in(words) for unit in duty.units) == units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("市水务局是本市城市供水的主管部门。", ("市水务局",)),
        ("市公安局、市城市管理局按照各自职责做好相关工作。", ("市公安局", "市城市管理局")),
        ("市发展改革、卫生健康等部门在各自职责范围内做好有关工作。", ("市发展改革、卫生健康等部门",)),
        ("乡道由乡镇人民政府组织养护。", ("乡镇人民政府",)),
        ("推行网格治理。市委组织部、市委社会工作部负总责。", ("市委组织部", "市委社会工作部")),
    ],
)
def test_a_unit_in_charge_by_law_or_by_its_own_duties_has_a_duty(text: str, units: tuple[str, ...]) -> None:
    assert [named for _, named in told(text)] == [units]


def test_partners_end_where_it_is_said_how_often() -> None:
    assert told("由团市委会同市工商联每半年开展一次走访。") == [("lead", ("团市委",)), ("support", ("市工商联",))]


@pytest.mark.parametrize("text", ["由主管部门责令改正，处一千元罚款。", "行业组织是企业自律机构。", "理由由组织说明。"])
def test_sentences_that_give_nobody_a_task_give_no_duty(text: str) -> None:
    assert told(text) == []


def test_what_an_article_is_about_is_no_unit() -> None:
    assert told("【政府职责】 县级以上人民政府加强领导。") == []


def test_a_bare_unit_may_stand_before_a_time_limit() -> None:
    assert told("举办活动。（市文旅局；完成时限：8月底前）") == [("responsible", ("市文旅局",))]


def test_each_place_of_a_level_is_named_however_short() -> None:
    assert told("由市规划局牵头，各区配合，安排用地。") == [("lead", ("市规划局",)), ("support", ("各区",))]
