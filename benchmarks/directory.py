"""A large made-up directory and mentions of its units, for measuring how names are found."""

from itertools import islice, product

from registry.directory import Directory, Unit
from registry.words import Level

_SIGNS = "云泽河阳青柳白松金桥玉泉石门长宁安平永清新丰东湖"
_TRADES = ("教育局", "科学技术局", "财政局", "民政局", "水利局", "审计局", "统计局", "林业和草原局", "应急管理局")


def big_directory(size: int) -> Directory:
    """Give a province's directory of so many units: its own departments, and counties with theirs."""
    units = [Unit("云泽省人民政府办公厅", ("省政府办公厅",), Level.PROVINCE)]
    units += [Unit(f"云泽省{trade}", (), Level.PROVINCE) for trade in _TRADES]
    places = ("".join(signs) + "县" for signs in product(_SIGNS, repeat=3) if len(set(signs)) == len(signs))
    rows = (
        Unit(f"{place}{organ}", (), Level.COUNTY, groups=("各县",) if organ == "人民政府" else ())
        for place in places
        for organ in ("人民政府", *_TRADES)
    )
    return Directory.of((*units, *islice(rows, size - len(units))))


def mentions_of(directory: Directory, count: int) -> list[str]:
    """Give words for units as drafts write them: full, short, by trade, and with a slip in every twentieth."""
    step = max(1, len(directory.units) // count)
    words = []
    for place, unit in enumerate(directory.units[::step][:count]):
        trade = _TRADES[place % len(_TRADES)]
        kinds = (unit.name, f"省{trade}", f"各县{trade.removesuffix('局')}部门", f"省{trade}（省档案局）")
        words.append(kinds[place % len(kinds)] if place % 20 else f"{unit.name[:3]}某{unit.name[4:]}")
    return words
