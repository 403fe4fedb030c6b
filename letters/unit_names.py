"""Names of units as papers write them: where one ends, how a list of them is split."""

from __future__ import annotations

import re
from functools import lru_cache

# A unit's name ends in one of these. Longer endings first, so that 委员会 is not cut at 委.
_ENDINGS = (
    "委员会|管委会|人民政府|行政公署|办公室|办公厅|工商联|工会|妇联|团委|残联|科协|文联|侨联|红十字会|"
    "法院|检察院|公署|政府|部门|机关|单位|公司|集团|中心|总队|支队|大队|学校|大学|学院|高校|院校|医院|银行|企业|机构|"
    "开发区|园区|街道|指挥部|领导小组|办事处|网信办|人民团体|"
    "局|厅|委|部|办|司|署|院|会|行|所|站|社|台|馆|处|科"
)
_ENDING = re.compile(rf"(?:{_ENDINGS})(?:[（(][^（）()]{{1,20}}[）)])?$")
_TERRITORIES = re.compile(r"^各.{0,16}[市县区旗盟州镇乡省][）)]?$")
_LEVELS = {
    "省": 1, "自治区": 1, "直辖市": 1, "市": 2, "州": 2, "自治州": 2, "盟": 2, "地区": 2,
    "县": 3, "自治县": 3, "区": 3, "旗": 3, "县级市": 3, "乡": 4, "镇": 4, "街道": 4,
}  # fmt: skip
_PLACE = "|".join(sorted(_LEVELS, key=len, reverse=True))
_EACH_PLACE = re.compile(rf"^各(?:(?:{_PLACE})、)*(?P<last>{_PLACE})(?:[（(][^（）()]{{1,12}}[）)])?$")
_PLACE_GOES_ON = re.compile(rf"^(?P<place>{_PLACE})(?!直)")
_BARE_LEVEL = re.compile(r"^(?:全?[省市县区旗盟州镇乡]|自治区|直辖市|中央|国务院|地方)$")
_AND_OTHERS = re.compile(
    r"等(?:其他|各|多|\d{1,3}|[一二三四五六七八九十]{1,3})?个?(?:有关|相关|成员|职能|所属|市直|省直|区直)?"
    r"(?:部门|单位|地方|机构|和|、|及)*$",
)
_VAGUE = re.compile(
    r"^(?:各|其他|其它|所有|自治区|国务院|[省市县区]级?|全[省市县区]|各级)?(?:各)?"
    r"(?:有关|相关|成员|责任|所属|职能|行业主管|主管|业务主管)?"
    r"(?:地方|地区|部门|单位|机构|方面)(?:(?:和|及|、|各|有关|相关)*(?:部门|单位|机构|方面))?$",
)
_BY_DUTY = re.compile(
    r"(?:按照?|根据|依据|结合)?(?:各自)?(?:职责|职能)(?:分工|范围|任务)?(?:分别)?(?:组织)?(?:负责|实施|落实)?$",
)
_ANY = frozenset(("部门", "单位", "机构", "政府", "人民政府"))
_NOBODY = frozenset(("无", "-", "—"))
_MARKS = " 　。.：:、"
_TRADES = re.compile(r"^(?!各?(?:有关|相关)).{2,12}等(?:行政)?(?:主管)?(?:部门|单位)$")
_ALL_BUT = re.compile(r"除[^。；;\n]{2,40}?外(?:的)?[，,]?")
_NOT_IN_NAMES = re.compile(r"[。：:“”《》%？！\d]")
_SELF = re.compile(r"^(?:我|本|你|贵|该|此|其)[市省县区]?[局厅委部办院会处科署行司]$")
_JOINT = re.compile("以及|和|及|与")
_LIST_MARK = re.compile(r"[（(）)、，,；;/\s]")
_REMEMBERED = 4096  # names: a draft names the same units again and again
_SEALED = re.compile(r"[（(](?:代章|盖章|加盖公章|印章|公章|签章|章)[）)]")
_NAME_LIMIT = 40  # characters; a longer piece is prose, not a name
_LEAST = 2  # characters; 厅 alone is no name


@lru_cache(maxsize=_REMEMBERED)
def is_unit(name: str) -> bool:
    """Whether a piece reads as one unit's name: it ends as units' names end and is no sentence."""
    if not _LEAST <= len(name) <= _NAME_LIMIT or _NOT_IN_NAMES.search(name):
        return False
    if _SELF.match(name):
        return False
    return bool(_ENDING.search(name) or _TERRITORIES.match(name))


def unsealed(signature: str) -> str:
    """Give a signature without the note of its seal: 市水利局办公室（代章） signs as 市水利局办公室."""
    return _SEALED.sub("", signature)


@lru_cache(maxsize=_REMEMBERED)
def is_vague(name: str) -> bool:
    """Whether words name no unit in particular: 有关部门, 各地区, 市直有关单位."""
    return bool(_VAGUE.match(name))


def split_units(text: str) -> tuple[str, ...]:
    """Split a list of units as written; prefixes not repeated stay so (自治区市场监管局、教育厅).

    A piece that is no name by itself joins the next one: 市、区财政部门 is one unit.
    """
    units: list[str] = []
    held = ""
    for raw in _pieces(text):
        piece = _trim(raw)
        if not piece:
            continue
        if units and not held and _goes_down(units[-1], piece):
            units[-1] += f"、{piece}"  # 各市、县（市、区）人民政府 is said of both
            continue
        if piece in _ANY and units and not held:  # 市直有关部门、单位 is said in one breath
            units[-1] += f"、{piece}"
            continue
        if held and _TRADES.search(raw):  # 市、区发展改革、残联等单位: only the last words make them units
            units.append(f"{held}、{raw}")
            held = ""
            continue
        if _BARE_LEVEL.match(piece) or not is_unit(piece):
            held = f"{held}、{piece}" if held else piece
            continue
        units.append(f"{held}、{piece}" if held else piece)
        held = ""
    units.extend(filter(None, held.split("、")))
    return tuple(dict.fromkeys(units))


def units_listed(words: str) -> tuple[str, ...]:
    """Split what a field or a table's cell lists; 无 and a stroke name nobody."""
    return tuple(unit for unit in split_units(words) if unit not in _NOBODY)


def _goes_down(before: str, piece: str) -> bool:
    """Whether 各市 goes on in 县（市、区）人民政府: a place of its own level or below, so the ending is said of both.

    各县区、市财政局 goes up again, and names another unit.
    """
    first, then = _EACH_PLACE.match(before), _PLACE_GOES_ON.match(piece)
    if first is None or then is None:
        return False
    last, following = first["last"], then["place"]
    return last != following and _LEVELS[last] <= _LEVELS[following]


def _pieces(text: str) -> list[str]:
    """Cut at list marks outside brackets; 和, 及, 与 and a space cut only between two names."""
    cut: list[str] = []
    depth = start = 0
    kept = bytearray(len(text))  # 除甲县、乙县外的各县区人民政府 is one
    for match in _ALL_BUT.finditer(text):
        kept[match.start() : match.end()] = b"\1" * len(match[0])
    for mark in _LIST_MARK.finditer(text):
        place, char = mark.start(), mark[0]
        if kept[place]:
            continue
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        elif depth == 0 and (char in "、，,；;/" or (char.isspace() and is_unit(text[start:place].strip()))):
            cut.append(text[start:place])
            start = place + 1
    cut.append(text[start:])
    return [part for piece in cut for part in _at_joints("".join(piece.split()).strip(_MARKS))]


@lru_cache(maxsize=_REMEMBERED)
def _at_joints(piece: str) -> tuple[str, ...]:
    for joint in _JOINT.finditer(piece):
        left, right = piece[: joint.start()], piece[joint.end() :]
        right_is_one = (is_unit(_trim(right)) and right not in _ANY) or _BARE_LEVEL.match(right)
        if is_unit(left) and right_is_one and not is_vague(piece):
            return (left, *_at_joints(right))
    return (piece,)


@lru_cache(maxsize=_REMEMBERED)
def _trim(piece: str) -> str:
    """Drop what follows the last name: 等有关部门, 按职责分工."""
    trimmed = _BY_DUTY.sub("", piece.strip(_MARKS))
    return _AND_OTHERS.sub("", trimmed)
