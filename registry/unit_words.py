"""How names of units are built: place, level, trade, organ. The standard short forms of common organs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from registry.words import Level

# Full wording of a trade → the short form in general use (自治区、省、市 organs after the 2018 and 2023 reforms).
_SHORT = (
    ("科学技术", "科技"),
    ("工业和信息化", "工信"),
    ("工业信息化", "工信"),
    ("经济和信息化", "经信"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("发展和改革", "发改"),
    ("发展改革", "发改"),
    ("国有资产监督管理", "国资"),
    ("市场监督管理", "市场监管"),
    ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"),
    ("文化和旅游", "文旅"),
    ("文化旅游", "文旅"),
    ("卫生健康", "卫健"),
    ("应急管理", "应急"),
    ("医疗保障", "医保"),
    ("地方金融监督管理", "金融"),
    ("地方金融监管", "金融"),
    ("地方金融管理", "金融"),
    ("金融监督管理", "金融"),
    ("金融监管", "金融"),
    ("金融工作", "金融"),
    ("交通运输", "交通"),
    ("退役军人事务", "退役军人"),
    ("网络安全和信息化", "网信"),
    ("机构编制", "编"),
    ("民族事务", "民"),
    ("林业和草原", "林草"),
    ("广播电视", "广电"),
    ("政务服务管理", "政务服务"),
    ("农牧业", "农牧"),
    ("城市管理综合行政执法", "城管"),
    ("城市管理", "城管"),
)
_SHORT_FORMS = dict(_SHORT)
_LONG_FORMS = re.compile("|".join(full for full, _ in _SHORT))
_SECOND_NAME = re.compile(r"(?P<outer>[^（）()]{2,40})[（(](?P<inner>[^（）()、，]{2,30})[）)]")
_ORGAN = re.compile(r"(?:工作)?(?:委员会办公室|委员会|管理局|办公厅|办公室|总局|厅|局|委|办|署|部)$")
_LEVEL_WORD = re.compile(
    r"^(?:国家|中华人民共和国|中国|全国|国务院|中央|自治区|自治州|省级?|盟市|市级?(?!场|政(?!府|协|法|务)|容|民)|盟|州|县级?|旗|区级?(?!域|块))",
)
_PARTY = re.compile(r"^委(?=[\u4e00-\u9fff]{2,})(?!员会)")
# A name of one sign is a county's: 歙县.
_PLACE = re.compile(
    r"^(?!自治[区州县旗]|国家|全国|各)(?P<place>(?:[\u4e00-\u9fff]{2,10}?|[^\W省市县区州旗盟各全本我该贵你此外](?=县))(?P<end>自治区|自治州|自治县|特别行政区|省|市|盟|州|县|旗|区))"
)
_PLACE_LEVEL = {
    "自治区": Level.PROVINCE,
    "特别行政区": Level.PROVINCE,
    "省": Level.PROVINCE,
    "自治州": Level.CITY,
    "州": Level.CITY,
    "盟": Level.CITY,
    "市": Level.CITY,
    "自治县": Level.COUNTY,
    "县": Level.COUNTY,
    "旗": Level.COUNTY,
    "区": Level.COUNTY,
}
_GOVERNMENTS = re.compile(
    r"^(?:各|所辖|下辖)?(?:级|设区的?|直辖|所属|地|自治|盟|市|州|县|旗|区|乡|镇|街道|地区|苏木|嘎查|[（()）、和及]|行政公署|管委会|开发区|园区|自贸区|新区)*(?:行政公署|公署|人民政府|政府|管委会|办事处)?$",
)
_PARTY_AND = re.compile("党工?委[、和及](?=.{0,2}政府|管委会)")  # 各县区党委和政府: the government is written to
_VAGUE = re.compile(
    r"^(?:各|其他|所有|自治区|国务院|[省市县区盟旗]级?|全[省市县区]|各级)*(?:直)?"
    r"(?:有关|相关|成员|责任|所属|职能|行业主管|主管|业务主管)*(?:地方|地区|部门|单位|机构|方面|党委|[、和及])+$",
)


def place_of(name: str) -> tuple[str, Level] | None:
    """Give the place a full name begins with and its level (云泽市, 市); `None` for a name without one."""
    match = _PLACE.match(name)
    return (match["place"], _PLACE_LEVEL[match["end"]]) if match else None


class Places:
    """The places that names of units may begin with. Looking one up does not depend on how many there are."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.known = frozenset(names)
        self._lengths = sorted({len(name) for name in self.known}, reverse=True)

    @classmethod
    def of(cls, names: Iterable[str]) -> Places:
        """Gather the places that full names begin with."""
        return cls(place[0] for name in names if (place := place_of(name)))

    def beginning(self, name: str) -> str:
        """Give the longest place a name begins with, empty for none."""
        return next((name[:length] for length in self._lengths if name[:length] in self.known), "")


def without_place(name: str, places: Places) -> str:
    """A name without its place and level: 云泽市教育局, 市教育局 and 教育局 all give 教育局."""
    place = places.beginning(name)
    if place and len(name) > len(place) + 1:
        name = name[len(place) :]
    else:
        stripped = _LEVEL_WORD.sub("", name, count=1)
        name = stripped if len(stripped) > 1 else name
    return _PARTY.sub("", name)


def level_word(name: str) -> str:
    """The bare level word a name begins with (自治区, 省, 市), empty for none."""
    match = _LEVEL_WORD.match(name)
    return match[0] if match and len(name) > len(match[0]) + 1 else ""


def trade_of(name: str, places: Places) -> str:
    """What an organ deals in, in its short form: 自治区工业和信息化厅 and 市工信局 both give 工信."""
    base = shortened(re.sub(r"[（(][^（）()]*[）)]", "", without_place(name, places)))
    return _ORGAN.sub("", base) or base


def shortened(words: str) -> str:
    """Put trades in the short form in general use: 工业和信息化 as 工信."""
    return _LONG_FORMS.sub(lambda match: _SHORT_FORMS[match[0]], words)


def names_in(name: str) -> tuple[str, ...]:
    """The names one unit bears: 市场监管局（知识产权局）is both; a bracket that holds no organ is no name."""
    second = _SECOND_NAME.fullmatch(name)
    if second is None or not _ORGAN.search(second["inner"]):
        return (name,)
    return (name, second["outer"], second["inner"])


def is_governments(name: str) -> bool:
    """Whether words mean the governments of a whole level: 各盟行政公署, 市人民政府, 各县（市、区）."""
    name = _PARTY_AND.sub("", name)
    if name in {"政府", "人民政府"}:
        return False
    return bool(_GOVERNMENTS.match(name)) and (
        name.startswith("各") or name.endswith(("公署", "政府", "管委会", "办事处"))
    )


def is_vague(name: str) -> bool:
    """Whether words name no unit in particular: 有关部门, 各地区各部门."""
    return bool(_VAGUE.match(name))
