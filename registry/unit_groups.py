"""Words that stand for several units at once: kinds of units, trades spread over places, all but some."""

from __future__ import annotations

import re
from dataclasses import dataclass

from registry.unit_words import shortened
from registry.words import Level

_SCOPE = (
    r"(?:各|全[省市区县])?(?:省级?|自治区|直辖市|设区的?市|地级?市?|盟市?|市级?(?!场|政)|自治州|州|县级?|旗|区级?(?!域)"
    r"|[三两]?级|[（(、和及/）)])*"
)
_AREAS = r"(?:[、和及]?(?P<area>[\u4e00-\u9fff]{2,8}?(?:示范区|新区|开发区|高新区|实验区|自贸区|兵团)))?"
_SPREAD = re.compile(
    rf"(?P<scope>{_SCOPE}){_AREAS}(?P<trades>[\u4e00-\u9fff、]{{2,60}}?)"
    r"(?:等)?(?:行政|业务)?(?:主管|监管|监督管理|管理)?(?:部门|系统|机关|单位)"
)
_JOINTS = re.compile("、|以及|和|及|与")
_COUNTIES = re.compile(r"各?县[（(、/][^科教工]{0,8}[）)]|旗县区?|县区|旗市区|县市区")
_LEVELS = (
    (Level.PROVINCE, re.compile("省|自治区|直辖市")),
    (Level.CITY, re.compile("市|盟|州|地")),
    (Level.COUNTY, re.compile("县|旗|(?<!自治)区")),
)
_OUT_FIRST = re.compile(r"除(?P<out>.{2,60}?)以?外(?:的)?[，,]?(?P<all>.{2,60})")
_OUT_LAST = re.compile(r"(?P<all>.{2,60}?)[（(](?:除|不含|不包括)?(?P<out>[^（）()]{2,60}?)(?:以外|除外|外)?[）)]")
_SAYS_OUT = re.compile(r"[（(](?:除|不含|不包括)|除外[）)]$")
_SCHOOLS = re.compile("(?:普通)?高等(?:学校|院校)")
_EACH = re.compile("各级|各大|各|全体|所有|有关|相关|其他|等|我|本|在[甲-龥]?(?=高)")
_WITHIN = re.compile("^(?:全?[省市县区盟旗州]|自治区)(?:内|属|域)?(?=各|高|大|企|事)")
_KINDS = re.compile("(?:(?:部门|单位|机构)[、和及]?)+")


@dataclass(frozen=True, slots=True)
class Spread:
    """各市及某示范区科技、工信主管部门: each trade at each level. No level: the office's own."""

    levels: tuple[Level, ...]
    trades: tuple[str, ...]  # in their short form
    area: str = ""  # a place named beside the levels


def spread_of(words: str) -> Spread | None:
    """Read the departments of certain trades; `None` for other words."""
    found = _SPREAD.fullmatch(shortened(words))
    if found is None:
        return None
    scope = found["scope"]
    counties = _COUNTIES.search(scope)
    rest = _COUNTIES.sub("", scope)
    levels = tuple(
        level for level, sign in _LEVELS if sign.search(rest) or (level is Level.COUNTY and counties is not None)
    )
    trades = tuple(filter(None, _JOINTS.split(found["trades"])))
    return Spread(levels, trades, found["area"] or "")


def group_key(words: str) -> str:
    """What a name of a group comes to: 市直有关部门、单位 and 市直各部门 are one; empty where nothing is said."""
    key = _SCHOOLS.sub("高校", words).replace("人民政府", "政府")
    key = _KINDS.sub("单位", _EACH.sub("", _WITHIN.sub("", key))).strip("、，")
    return "" if key in {"单位", "地方", "地区", ""} else key


def all_but(words: str) -> tuple[str, tuple[str, ...]] | None:
    """Part 除甲县、乙县外的各县区人民政府 into the group and who is left out of it."""
    found = _OUT_FIRST.fullmatch(words)
    if found is None and _SAYS_OUT.search(words):
        found = _OUT_LAST.fullmatch(words)
    if found is None:
        return None
    return found["all"].lstrip("的"), tuple(filter(None, _JOINTS.split(found["out"])))
