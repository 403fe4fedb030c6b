"""Words that name a place of a draft, 第三条, 三（一）第2条, 任务12, and how well they fit the path of a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from letters.numerals import CHINESE, to_int

_NUMBER: Final = rf"(?:[{CHINESE}]{{1,6}}|[0-9０-９]{{1,3}})"
_STEP: Final = re.compile(
    rf"第\s*[（(]?\s*(?P<n1>{_NUMBER})\s*[）)]?\s*(?:[大小](?=[点项条]))?个?(?:自然(?=段))?(?P<u1>部分|章|节|条|款|项|点|目|任务|段|行|页|列|句)?(?:重点|主要)?(?:任务|内容(?![较过太偏不重欠])|措施)?"
    rf"|(?:任务|序号|编号|条目)\s*[（(]?(?P<n2>{_NUMBER})[）)]?"
    rf"|[（(](?P<n3>[{CHINESE}]{{1,5}})[）)]"
    rf"|[（(](?P<n4>[0-9０-９]{{1,3}})[）)]"
    rf"|(?<![{CHINESE}\d])(?P<n5>[{CHINESE}]{{1,4}})(?=、|\s*[（(]\s*{_NUMBER}\s*[）)])、?"
    rf"|(?<![\d.．年月])(?P<n6>[0-9０-９]{{1,3}})(?=[.．、](?!\d)|\s*[项条款])[.．、]?(?P<u6>[项条款])?"
    rf"|附件\s*(?P<n7>{_NUMBER})"
    r"|(?P<title>(?:文件|文稿|方案|办法|通知|规划|条例|规定|意见稿)?的?(?:标题|题目)"
    r"|(?:(?<=[，。；：、《》》议将把])|^)(?:文件|文稿|方案|办法|规划|条例)?名称(?=中|由|从|建议|宜|应|⟦|[修更]?改|调整|变更|表述|$))"
)
TITLE: Final = "标题"
ANNEX: Final = "附件"
# What may stand between two steps of one place: its heading, never a verb or a joint between two places.
_FILL: Final = r"[\s、.．的中之“”\"：:/—-]*"
_NO_FILL: Final = r"，。；：、“”\"与和及将把建议改增删至到或（("
_GAP: Final = re.compile(rf"{_FILL}(?:[^{_NO_FILL}]{{1,14}})?{_FILL}")
_KINDS: Final = (
    ("条", re.compile(r"第.+条")),
    ("章", re.compile(r"第.+章")),
    ("节", re.compile(r"第.+节")),
    ("部分", re.compile(r"第.+(?:部分|编|篇)")),
    ("附件", re.compile(r"附[件录表].*")),
    ("（一）", re.compile(rf"（[{CHINESE}]+）")),
    ("（1）", re.compile(r"（?\d+）")),
    ("1", re.compile(r"\d+(?:\.\d+)*")),
    ("一", re.compile(rf"[{CHINESE}]+")),
    ("①", re.compile(r"[①-⑳]")),
)
# How well a way of naming a place fits a kind of number; 0 where it does not.
_FIT: Final[dict[str, dict[str, float]]] = {
    "章": {"章": 1.0, "部分": 0.8, "一": 0.7},
    "部分": {"部分": 1.0, "一": 1.0, "章": 0.9},
    "节": {"节": 1.0, "（一）": 0.7},
    "条": {"条": 1.0, "1": 0.8, "（一）": 0.75, "表": 0.75, "一": 0.7, "（1）": 0.6},
    "款": {"（一）": 0.85, "1": 0.7, "（1）": 0.7},
    "项": {"1": 0.95, "表": 0.95, "（一）": 0.9, "（1）": 0.85, "①": 0.7, "一": 0.6, "条": 0.5},
    "（一）": {"（一）": 1.0},
    "（1）": {"（1）": 1.0, "1": 0.8, "（一）": 0.7},
    "一": {"一": 1.0, "章": 0.6},
    "1": {"1": 1.0, "表": 0.9, "（1）": 0.7, "（一）": 0.5},
    "附件": {"附件": 1.0},
}
_RANK: Final = {
    **dict.fromkeys(("标题", "附件"), 0),
    **dict.fromkeys(("部分", "章", "一"), 1),
    "节": 2,
    "条": 3,
    "款": 4,
    **dict.fromkeys(("项", "（一）"), 5),
    **dict.fromkeys(("（1）", "1"), 6),
}
_ARTICLE: Final = rf"的?(?:第\s*[（(]?{_NUMBER}[）)]?\s*[章节条款项][、和及与]?){{1,6}}"
_GOES_BY: Final = "(?:根据|依据|按照|依照|遵照|参照|对照|违反|符合|抵触于?)"
_DRAFTED: Final = "(?:征求意见|送审|讨论|修订|草案|本办法|该办法)"
_STATUTE: Final = re.compile(
    rf"{_GOES_BY}[^，。；《》]{{0,8}}《(?![^《》]{{0,80}}{_DRAFTED})[^《》]{{1,80}}》(?:[（(][^（）()]{{0,30}}[）)])?{_ARTICLE}"
    rf"|《(?:中华人民共和国[^《》]{{1,80}}|[^《》]{{1,80}}(?<!办)法|[^《》]{{1,80}}法典)》(?:[（(][^（）()]{{0,30}}[）)])?{_ARTICLE}"
    rf"|{_GOES_BY}[\u4e00-\u9fff]{{1,30}}?(?<!办)(?:法|法典){_ARTICLE}"
)
_ON_PAPER: Final = frozenset("段行页列句")  # letters.pointers reads these
_UNITS: Final = {"点": "项", "目": "项", "任务": "项", None: "项"}


@dataclass(frozen=True, slots=True)
class Step:
    """One number of a place, and the way it was named."""

    number: int
    named: str  # a key of the table of fits


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words that name one place, and where they stand in the text."""

    steps: tuple[Step, ...]
    start: int
    end: int


def places_in(text: str) -> tuple[PlaceWords, ...]:
    """Find every place a text names, in order. Steps that follow one another are one place: 三（一）第2条."""
    found: list[PlaceWords] = []
    for match in _STEP.finditer(text):
        step = _step(match)
        if step is None:
            continue
        if found and _continues(found[-1], step, text[found[-1].end : match.start()]):
            if step.named == TITLE:
                continue  # 第三部分标题 is that part's heading
            found[-1] = PlaceWords((*found[-1].steps, step), found[-1].start, match.end())
        else:
            found.append(PlaceWords((step,), match.start(), match.end()))
    return tuple(found)


def own_places(text: str) -> tuple[PlaceWords, ...]:
    """Find the places of the draft a text names: an article of a statute it goes by is none, 《消防法》第十五条."""
    return places_in(_STATUTE.sub(lambda found: "，" * len(found[0]), text))  # a stop joins no places


def under(own: Sequence[PlaceWords], lent: Sequence[PlaceWords], *, is_heading: bool = False) -> tuple[PlaceWords, ...]:
    """Put places below an article under the article spoken of before: 第（二）项 behind 第十三条 is that article's.

    An annex lends itself so only where it heads the points under it: what is said next in a line may be of the text.
    """
    above = lent[0].steps if lent else ()
    if not any(step.named == "条" for step in above) and not (is_heading and above and above[0].named == ANNEX):
        return tuple(own)
    return tuple(
        replace(place, steps=(*(step for step in above if _RANK[step.named] < rank), *place.steps))
        if (rank := _RANK.get(place.steps[0].named, 0)) > _RANK["条"]
        else place
        for place in own
    )


def _step(match: re.Match[str]) -> Step | None:
    groups = match.groupdict()
    if groups["title"]:
        return Step(0, TITLE)
    name = next(key for key in ("n1", "n2", "n3", "n4", "n5", "n6", "n7") if groups[key])
    number = to_int(groups[name])
    if number is None or groups["u1"] in _ON_PAPER:
        return None
    bracketed = name == "n1" and "（" in match[0].replace("(", "（")
    named = {"n2": "项", "n3": "（一）", "n4": "（1）", "n5": "一", "n6": "1", "n7": ANNEX}.get(name)
    if named is None:
        chinese = groups[name][0] in CHINESE
        unit = groups["u1"]
        named = ("（一）" if chinese else "（1）") if bracketed else _UNITS.get(unit, unit or "项")
    return Step(number, named)


def _continues(last: PlaceWords, step: Step, gap: str) -> bool:
    """Whether a step goes on inside the place named just before: not the same kind of number again."""
    return bool(_GAP.fullmatch(gap)) and all(step.named != earlier.named for earlier in last.steps)


@lru_cache(maxsize=8192)
def _parts(path: str) -> tuple[tuple[str, int | None], ...]:
    """Read a clause's path as kinds and numbers; rows of a table are kind 表."""
    parts: list[tuple[str, int | None]] = []
    in_table = False
    for step in path.split("/"):
        bare = step.split("#")[0]
        if bare == "表":
            in_table = True
            continue
        kind = (
            "表"
            if in_table
            else next((k for k, shape in _KINDS if shape.fullmatch(bare) or (k == "附件" and shape.match(bare))), "")
        )
        digits = re.search(rf"[{CHINESE}]+|[0-9０-９①-⑳]+(?!.*\d)", bare)
        parts.append((kind, to_int(digits[0]) if digits else None))
    return tuple(parts)


def fit(steps: Sequence[Step], path: str) -> float:
    """Say how well named steps fit a clause, 0 to 1: the last step is the clause, earlier ones stand above it."""
    parts = _parts(path)
    score = _fit_of(steps[-1], parts[-1])
    above = len(parts) - 1
    for step in reversed(steps[:-1]):
        best = 0.0
        while above > 0 and not best:
            above -= 1
            best = _fit_of(step, parts[above])
        score *= best
    return score


def _fit_of(step: Step, part: tuple[str, int | None]) -> float:
    kind, number = part
    return _FIT.get(step.named, {}).get(kind, 0.0) if number == step.number else 0.0
