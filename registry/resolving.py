"""Which units the words of a draft stand for, seen from one office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from registry.directory import Directory, Unit
from registry.likeness import NameIndex
from registry.unit_groups import Spread, all_but, group_key, spread_of
from registry.unit_words import (
    Places,
    is_governments,
    level_word,
    names_in,
    place_of,
    trade_of,
    without_place,
)
from registry.words import Level

_BELOW = {
    Level.STATE: Level.PROVINCE,
    Level.PROVINCE: Level.CITY,
    Level.CITY: Level.COUNTY,
    Level.COUNTY: None,
}
_RANK = {Level.STATE: 0, Level.PROVINCE: 1, Level.CITY: 2, Level.COUNTY: 3}
_GROUP_KINDS = {"群体", "分组", "群组", "类群"}
_MOST_CANDIDATES = 5
_LEAST_LIKENESS = 0.4


@dataclass(frozen=True, slots=True)
class Match:
    """Units that words stand for, and how that was found."""

    units: tuple[Unit, ...]
    how: str  # in Chinese, fits “教育厅”{how}
    is_sure: bool = True
    is_group: bool = False  # the words mean several units
    missing: tuple[str, ...] = ()  # parts of the words that the directory has no unit for


_NOBODY = Match((), "")


class Resolver:
    """Finds the units that words of a draft stand for, seen from one office.

    Every unit of the directory is looked at once, when the resolver is made; finding a name takes as long in a large
    directory as in a small one.
    """

    def __init__(self, directory: Directory, office: str, issuers: Sequence[str] = ()) -> None:
        self._directory = directory
        unit = directory.find(office)
        self.office_name = unit.name if unit else office
        place = place_of(self.office_name)
        self.level = (unit.level if unit else None) or (place[1] if place else None)
        governed = [u.name for u in directory.units if u.name.endswith("政府") or (u.level and self._is_below(u.level))]
        upper = [name for u in directory.units for name in u.counterparts if "自治区" in name or "省" in name]
        self.places = Places.of([self.office_name, *issuers, *governed, *upper])
        self._below = Places(p for p in self.places.known if (known := place_of(p)) and self._is_below(known[1]))
        self._by_name: dict[str, Unit] = {}
        self._by_counterpart: dict[str, dict[str, Unit]] = defaultdict(dict)
        self._by_base: dict[str, dict[str, Unit]] = defaultdict(dict)
        self._by_trade: dict[tuple[Level | None, str], dict[str, Unit]] = defaultdict(dict)
        self._by_group: dict[str, dict[str, Unit]] = defaultdict(dict)
        self._forms_of: dict[str, list[str]] = {}  # by unit: what its names are compared by
        self._found: dict[tuple[str, str], Match] = {}
        for each in directory.units:
            self._index(each)

    def _index(self, unit: Unit) -> None:
        for group in unit.groups:
            self._by_group[group_key(group) or group][unit.name] = unit
        forms = self._forms_of.setdefault(unit.name, [unit.name])
        if self._is_group(unit):
            return
        if unit.kind and group_key(unit.kind):
            self._by_group[group_key(unit.kind)].setdefault(unit.name, unit)
        for name in unit.names:
            for each in names_in(name):
                self._by_name.setdefault(each, unit)
                base, trade = without_place(each, self.places), trade_of(each, self.places)
                forms += [each, base, trade]
                level = None if self._is_ours(unit) else unit.level
                self._by_trade[level, trade][unit.name] = unit
                if level is None:
                    self._by_base[base][unit.name] = unit
        if self._is_ours(unit):
            for name in unit.counterparts:
                for key in {name, without_place(name, self.places)}:
                    self._by_counterpart[key][unit.name] = unit

    def all_of(self, units: Sequence[str]) -> list[tuple[str, Match]]:
        """Resolve a list as written; a level not repeated goes on from the unit before (自治区市场监管局、教育厅)."""
        found: list[tuple[str, Match]] = []
        prefix = ""
        for words in units:
            here = level_word(words) or self.places.beginning(words)
            prefix = here or prefix
            found.append((words, self.find(words, "" if here else prefix)))
        return found

    def find(self, words: str, prefix: str = "") -> Match:
        """Resolve one unit as written; no units where nothing fits."""
        if (words, prefix) not in self._found:
            self._found[words, prefix] = self._find(words, prefix)
        return self._found[words, prefix]

    def candidates(self, words: str) -> tuple[str, ...]:
        """Give the units whose names are most like words that fit none, the likeliest first."""
        forms = (words, without_place(words, self.places), trade_of(words, self.places))
        return self._likely.like(forms, _MOST_CANDIDATES, _LEAST_LIKENESS)

    def _find(self, words: str, prefix: str) -> Match:
        for name in dict.fromkeys((prefix + words, words)):
            unit = self._directory.find(name)
            if unit is not None:
                return self._of_exact(unit)
        parted = all_but(words)
        if parted is not None:
            return self._all_but(*parted)
        if is_governments(words):
            return self._governments
        group = self._by_group.get(group_key(words))
        if group:
            return Match(tuple(group.values()), "是名录中的分组", is_group=True)
        if self._below.beginning(words):
            unit = self._by_name.get(words)
            return self._of_exact(unit) if unit else _NOBODY
        return self._named(words, prefix) or self._of_spread(words)

    def _named(self, words: str, prefix: str) -> Match | None:
        """Resolve a unit by any of the names it bears (市场监管局（知识产权局）)."""
        for name in names_in(words):
            for full in dict.fromkeys((prefix + name, name)):
                if full in self._by_name:
                    return self._of_exact(self._by_name[full])
            match = self._of_counterpart(name, prefix)
            if match.units:
                return match
        return None

    def _of_exact(self, unit: Unit) -> Match:
        """A unit named as the directory names it; one above the office gives its counterpart here."""
        if unit.level is None or self.level is None or _RANK[unit.level] >= _RANK[self.level]:
            return Match((unit,), "是名录中的名称")
        matches = (self._of_counterpart(name, "") for name in unit.names)
        return next((match for match in matches if match.units), _NOBODY)

    def _of_counterpart(self, words: str, prefix: str) -> Match:
        base = without_place(words, self.places)
        keys = dict.fromkeys((words, prefix + words, base))
        listed = {name: unit for key in keys for name, unit in self._by_counterpart.get(key, {}).items()}
        if listed:
            return Match(tuple(listed.values()), "按名录“对应”一栏对应")
        if base in self._by_base:
            return Match(tuple(self._by_base[base].values()), "同名对应")
        same = self._by_trade.get((None, trade_of(words, self.places)))
        if same:
            return Match(tuple(same.values()), "按业务类别对应", is_sure=len(same) == 1)
        return _NOBODY

    def _of_spread(self, words: str) -> Match:
        """Each trade's department at each level said; what lies above the office is its own level's work here."""
        spread = spread_of(words)
        if spread is None:
            return _NOBODY
        units: dict[str, Unit] = {}
        missing: list[str] = []
        for level in self._levels_of(spread):
            for trade in spread.trades:
                found = self._by_trade.get((level, trade_of(trade, self.places)), {})
                units |= found
                if not found:
                    missing.append(f"{level.value + '级' if level else ''}{trade}部门")
        if spread.area and any(self._levels_of(spread)):  # a place beside ours is not ours to ask
            local = self._named_shortly(spread.area)
            units |= {unit.name: unit for unit in local}
            missing += [] if local else [spread.area]
        many = len(spread.trades) > 1 or len(units) > 1
        return (
            Match(tuple(units.values()), "按业务类别展开", is_group=many, missing=tuple(missing)) if units else _NOBODY
        )

    def _levels_of(self, spread: Spread) -> tuple[Level | None, ...]:
        """Levels below the office as they are; its own and those above are `None`, its own units."""
        levels = (level if self._is_below(level) else None for level in spread.levels)
        return tuple(dict.fromkeys(levels)) or (None,)

    def _all_but(self, words: str, left_out: Sequence[str]) -> Match:
        """A group's members without some; a group kept as one addressee is told by its members then."""
        match = self.find(words)
        if any(self._is_group(unit) for unit in match.units):
            match = replace(match, units=self._members(match.units))
        out: set[str] = set()
        missing: list[str] = []
        for name in left_out:
            found = self.find(name).units or self._named_shortly(name)
            out |= {unit.name for unit in found}
            if not found:
                missing.append(f"除外的“{name}”")
        units = tuple(unit for unit in match.units if unit.name not in out)
        return Match(units, "（除外的已剔除）" + match.how, match.is_sure, is_group=True, missing=tuple(missing))

    def _members(self, groups: Sequence[Unit]) -> tuple[Unit, ...]:
        members: dict[str, Unit] = {}
        for group in groups:
            named = self._by_group.get(group_key(group.name) or group.name, {})
            below = {unit.name: unit for unit in self._lower} if is_governments(group.name) else {}
            members |= named or below or {group.name: group}
        return tuple(members.values())

    def _named_shortly(self, place: str) -> tuple[Unit, ...]:
        """The government of a place called by its bare name: 除东县外, 及某示范区."""
        return tuple(unit for unit in self._lower if unit.name.startswith(place))

    @cached_property
    def _governments(self) -> Match:
        """The governments below the office: the directory's group for them, else each of them."""
        groups = [u for u in self._directory.units if is_governments(u.name) and self._is_group(u)]
        below = [u for u in groups if u.level is None or self.level is None or self._is_below(u.level)]
        return Match(tuple((below or groups)[:1]) or self._lower, "在本级为所辖的", is_group=True)

    @cached_property
    def _lower(self) -> tuple[Unit, ...]:
        """The governments of the level next below, or of any below."""
        lower = [
            u
            for u in self._directory.units
            if u.name.endswith(("人民政府", "行政公署", "管委会", "管理委员会"))
            and not self._is_group(u)
            and u.level is not None
            and self._is_below(u.level)
        ]
        nearest = _BELOW.get(self.level) if self.level else None
        return tuple(u for u in lower if u.level is nearest) or tuple(lower)

    @cached_property
    def _likely(self) -> NameIndex:
        return NameIndex(self._forms_of)

    def _is_group(self, unit: Unit) -> bool:
        return unit.kind in _GROUP_KINDS or unit.name.startswith("各")

    def _is_ours(self, unit: Unit) -> bool:
        return unit.level is None or self.level is None or unit.level is self.level

    def _is_below(self, level: Level) -> bool:
        return self.level is not None and _RANK[level] > _RANK[self.level]
