"""How like two names of units are: by their signs, by their sound (pinyin), by signs that look alike on paper.

Slips in papers are of three kinds: a wrong key (教有厅), a homophone from an input method (财正局), a sign that OCR
or an eye mistakes (工信同). Each costs less than a sign that has nothing in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

_ALIKE = (
    "己已巳", "未末", "土士", "日曰目", "人入八", "千干于", "大太犬", "厅厂广", "局同周", "农衣", "由甲田申", "市巾",
    "间问闻", "免兔", "侯候", "贷货", "资咨", "税悦锐", "审宙", "监临", "财材", "政攻", "民氏", "住往佳", "枓科料",
    "医匠", "体休", "保倮", "疗辽", "拔拨", "育盲", "委季", "天夫", "水永", "牧枚", "利和", "工エ", "力刀", "办为",
)  # fmt: skip
_FAMILY = {sign: place for place, family in enumerate(_ALIKE) for sign in family}
_SAME_SOUND, _SAME_LOOK, _OTHER = 0.3, 0.35, 1.0
_MOST_LOOKED_AT = 4000  # names, for one that is not found
_SHORT_NAME = 4  # signs
_SHORTLIST = 24
_LONGEST = 40  # signs of a name that are compared


@lru_cache(maxsize=20_000)
def _sound(sign: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  its tables load only where a name is not found

    return lazy_pinyin(sign)[0]


def likeness(one: str, other: str) -> float:
    """Give 1.0 for the same words down to 0.0 for nothing in common: a weighted edit distance over the longer."""
    one, other = one[:_LONGEST], other[:_LONGEST]
    if not one or not other:
        return 0.0
    row = [float(place) for place in range(len(other) + 1)]
    for n, mine in enumerate(one, start=1):
        diagonal, row[0] = row[0], float(n)
        for place, theirs in enumerate(other, start=1):
            cost = 0.0 if mine == theirs else _exchange(mine, theirs)
            diagonal, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, diagonal + cost)
    return max(0.0, 1 - row[-1] / max(len(one), len(other)))


def _exchange(mine: str, theirs: str) -> float:
    family = _FAMILY.get(mine)
    if family is not None and family == _FAMILY.get(theirs):
        return _SAME_LOOK
    return _SAME_SOUND if _sound(mine) == _sound(theirs) else _OTHER


class NameIndex:
    """Finds the names most like some words without looking at all of them: only at those that share signs or sounds.

    `names` gives each owner's forms; an owner is as like as its likest form. Owners of one form keep their order.
    """

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._owners: dict[str, list[str]] = defaultdict(list)
        for owner, forms in names.items():
            for form in dict.fromkeys(forms):
                self._owners[form].append(owner)
        self._holders: dict[str, list[str]] = defaultdict(list)
        for form in self._owners:
            # Of a long name enough pairs are left by any slip; a short one needs its single signs and sounds too.
            for key in set(_pairs(form)) if len(form) > _SHORT_NAME else _keys(form):
                self._holders[key].append(form)

    def like(self, forms: Iterable[str], most: int, least: float) -> tuple[str, ...]:
        """Give the owners most like any of these forms, the likeliest first, none less like than `least`."""
        wanted = tuple(dict.fromkeys(filter(None, forms)))
        scored = [(max(likeness(mine, theirs) for mine in wanted), theirs) for theirs in self._sharing(wanted)]
        likely = sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: -pair[0])
        owners = (owner for _, form in likely for owner in self._owners[form][:most])
        return tuple(islice(dict.fromkeys(owners), most))

    def _sharing(self, wanted: Iterable[str]) -> list[str]:
        """Give the forms that share most with the words. What many names hold (局, 市) tells least and comes last."""
        keys = {key for form in wanted for key in _keys(form)}
        shared: Counter[str] = Counter()
        looked = 0
        for holders in sorted((self._holders[key] for key in keys if key in self._holders), key=len):
            if looked and looked + len(holders) > _MOST_LOOKED_AT:
                break
            looked += len(holders)
            shared.update(holders)
        return [form for form, _ in shared.most_common(_SHORTLIST)]


def _pairs(form: str) -> Iterable[str]:
    return (form[place : place + 2] for place in range(len(form) - 1))


def _keys(form: str) -> set[str]:
    """Pairs of signs, single signs, and their sounds."""
    return {*_pairs(form), *form, *map(_sound, form)}
