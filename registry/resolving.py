"""Which units the words of a draft stand for, seen from one office (procedure: worked example, 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from registry.directory import Directory, Unit
from registry.unit_words import is_governments, level_word, place_of, places_of, trade_of, without_place
from registry.words import Level

_BELOW = {
    Level.STATE: Level.PROVINCE,
    Level.PROVINCE: Level.CITY,
    Level.CITY: Level.COUNTY,
    Level.COUNTY: None,
}
_RANK = {Level.STATE: 0, Level.PROVINCE: 1, Level.CITY: 2, Level.COUNTY: 3}
_GROUP_KINDS = {"群体", "分组", "群组", "类群"}


@dataclass(frozen=True, slots=True)
class Match:
    """Units that words stand for, and how that was found."""

    units: tuple[Unit, ...]
    how: str  # in Chinese, fits “教育厅”{how}
    is_sure: bool = True


class Resolver:
    """Finds the units that words of a draft stand for, seen from one office."""

    def __init__(self, directory: Directory, office: str, issuers: Sequence[str] = ()) -> None:
        self._directory = directory
        unit = directory.find(office)
        self.office_name = unit.name if unit else office
        place = place_of(self.office_name)
        self.level = (unit.level if unit else None) or (place[1] if place else None)
        governed = [u.name for u in directory.units if u.name.endswith("政府")]
        upper = [name for u in directory.units for name in u.counterparts]
        self.places = places_of(
            [self.office_name, *issuers, *governed, *(n for n in upper if "自治区" in n or "省" in n)]
        )
        self._below = {p for p in self.places if (known := place_of(p)) and self._is_below(known[1])}
        own = [u for u in directory.units if not self._is_group(u) and self._is_ours(u)]
        self._by_counterpart: dict[str, list[Unit]] = {}
        self._by_base: dict[str, list[Unit]] = {}
        self._by_trade: dict[str, list[Unit]] = {}
        for u in own:
            for name in u.counterparts:
                for key in {name, without_place(name, self.places)}:
                    _put(self._by_counterpart, key, u)
            for name in u.names:
                _put(self._by_base, without_place(name, self.places), u)
                _put(self._by_trade, trade_of(name, self.places), u)

    def all_of(self, units: Sequence[str]) -> list[tuple[str, Match]]:
        """Resolve a list as written; a level not repeated goes on from the unit before (自治区市场监管局、教育厅)."""
        found: list[tuple[str, Match]] = []
        prefix = ""
        for words in units:
            here = level_word(words) or next((p for p in self.places if words.startswith(p)), "")
            prefix = here or prefix
            found.append((words, self.find(words, "" if here else prefix)))
        return found

    def find(self, words: str, prefix: str = "") -> Match:
        """Resolve one unit as written; no units where nothing fits."""
        for name in dict.fromkeys((prefix + words, words)):
            unit = self._directory.find(name)
            if unit is not None:
                return self._of_exact(unit)
        if is_governments(words):
            return self._governments()
        group = [u for u in self._directory.units if words.removeprefix("各") in u.groups or words in u.groups]
        if group:
            return Match(tuple(group), "是名录中的分组")
        if any(words.startswith(place) for place in self._below):
            return Match((), "")
        return self._of_counterpart(words, prefix)

    def _of_exact(self, unit: Unit) -> Match:
        """A unit named as the directory names it; one above the office gives its counterpart here."""
        if unit.level is None or self.level is None or _RANK[unit.level] >= _RANK[self.level]:
            return Match((unit,), "是名录中的名称")
        for name in unit.names:
            match = self._of_counterpart(name, "")
            if match.units:
                return match
        return Match((), "")

    def _of_counterpart(self, words: str, prefix: str) -> Match:
        base = without_place(words, self.places)
        keys = dict.fromkeys((words, prefix + words, base))
        listed = {unit.name: unit for key in keys for unit in self._by_counterpart.get(key, ())}
        if listed:
            return Match(tuple(listed.values()), "按名录“对应”一栏对应")
        if base in self._by_base:
            return Match(tuple(self._by_base[base]), "同名对应")
        trade = trade_of(words, self.places)
        if trade in self._by_trade:
            return Match(tuple(self._by_trade[trade]), "按业务类别对应", is_sure=len(self._by_trade[trade]) == 1)
        return Match((), "")

    def _governments(self) -> Match:
        """The governments below the office: the directory's group for them, else each of them."""
        groups = [u for u in self._directory.units if is_governments(u.name) and self._is_group(u)]
        below = [u for u in groups if u.level is None or self.level is None or self._is_below(u.level)]
        if below or groups:
            return Match(tuple((below or groups)[:1]), "在本级为所辖的")
        lower = [
            u
            for u in self._directory.units
            if u.name.endswith(("人民政府", "行政公署")) and u.level is not None and self._is_below(u.level)
        ]
        nearest = _BELOW.get(self.level) if self.level else None
        return Match(tuple(u for u in lower if u.level is nearest) or tuple(lower), "在本级为所辖的")

    def _is_group(self, unit: Unit) -> bool:
        return unit.kind in _GROUP_KINDS or unit.name.startswith("各")

    def _is_ours(self, unit: Unit) -> bool:
        return unit.level is None or self.level is None or unit.level is self.level

    def _is_below(self, level: Level) -> bool:
        return self.level is not None and _RANK[level] > _RANK[self.level]


def _put(index: dict[str, list[Unit]], key: str, unit: Unit) -> None:
    known = index.setdefault(key, [])
    if unit not in known:
        known.append(unit)
