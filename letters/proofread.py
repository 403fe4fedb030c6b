"""Faults a careful secretary would catch in a draft: numbers out of order, one target with two figures, two titles.

Each rule keeps silent where a sound text could look the same: no false alarm is worth one more find.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from letters.clause_names import clause_name
from letters.copyreading import copyread
from letters.document import Document, Finding
from letters.labels import Label, LabelKind, label_at, printed
from letters.numerals import to_int
from letters.outline import Clause, Outline

_BOOK = re.compile(r"[《〈]([^《》〈〉]{4,80})[》〉]")
_YEARS = re.compile(r"[（(]\s*(\d{4})\s*(年?)\s*[-—－–~～至]+\s*(\d{4})\s*(年?)\s*[）)]")
_DATE = re.compile(
    r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?|(?<![\d年])(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日",
)
_UNITS = (
    "亿元|万元|亿千瓦时|万千瓦|公里|平方米|万人次|万人|万户|万件|万个|个百分点|"
    "家|件|个|项|处|所|人|户|亩|吨|种|款|名|%|％"
)
_TARGET = re.compile(
    r"(?P<noun>[\u4e00-\u9fff“”（）()A-Za-z]{4,30}?)\s*"
    r"(?:总?数?(?:将|要|应|累计|总计|合计)?"
    r"(?:达到|达|超过|超|突破|不少于|不低于|增至|提高到|提升到|扩大到|不超过))\s*"
    rf"(?P<value>\d[\d,，.]*)\s*(?P<unit>{_UNITS})",
)
_TARGET_YEAR = re.compile(r"到(\d{4})年")
_CONDITION = re.compile("^每|^单个|原则上$|分别$|不$")  # a condition for one of many, no target of the whole
_ANNEX_CITED = re.compile(r"(?:详?见|参见|按照?)附\s*件\s*(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})?(?![：:])")
_ANNEX_GIVEN = re.compile(
    r"(?:^[ \t\u3000]*|(?<=[\s。日）)]))附[ \t\u3000]*件[ \t\u3000]*"
    r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[：:]|$)",
    re.MULTILINE,
)
_IN_ORDER = "序号连续（GB/T 9704 7.3.3）"
_LEAST_NOUN = 4  # characters two targets must share to be the same one
_SURE_NOUN = 8  # characters of a name that is surely the same thing
_MOST_TARGETS = 60  # of one name and unit; no sound draft has so many
_LIMIT = 200  # findings of one draft


def proofread(document: Document, outline: Outline, subject: str | None = None) -> tuple[Finding, ...]:
    """List the faults of a draft, each with its place and a message in Chinese.

    `subject` is the draft's name as the letter gives it, to be held against the draft's own title.
    """
    found = [
        *_numbering(outline.clauses),
        *_figures(outline.clauses),
        *_dates(outline.clauses),
        *_titles(document, outline, subject),
        *_annexes(document, outline),
        *copyread(_places(document, outline), _articles(outline)),
    ]
    return tuple(dict.fromkeys(found))[:_LIMIT]


def _numbering(clauses: Sequence[Clause]) -> Iterable[Finding]:
    """Numbers of one kind under one parent: each follows the one before, from 1 or running on across headings.

    条 run through the whole paper whatever chapter they stand in; 第五条之一 stands beside the numbers.
    """
    running: dict[tuple[str, LabelKind], set[int]] = {}
    under: dict[tuple[str, LabelKind], set[int]] = {}
    parents: set[str] = set()  # of articles
    for clause in clauses:
        label = label_at(clause.label)
        if label is None or "/表/" in f"/{clause.path}" or "之" in label.text:
            continue
        annex = clause.path.split("/", 1)[0] if clause.path.startswith("附") else ""
        parent = clause.path.rpartition("/")[0]
        whole = (annex, label.kind)
        key = whole if label.kind is LabelKind.ARTICLE else (parent, label.kind)
        before = under.get(key)
        if label.kind is LabelKind.ARTICLE and label.number == 1 and parent not in parents:
            before = None  # a paper that numbers its articles anew in each chapter
        if label.kind is LabelKind.ARTICLE:
            parents.add(parent)
        expected = {n + 1 for n in before} if before else {1} | {n + 1 for n in running.get(whole, set())}
        is_list = label.kind >= LabelKind.ARABIC  # several lists may stand under one heading, each from 1
        if label.number in expected or (is_list and label.number == 1):
            last = {label.number}
        else:
            yield _misnumbered(clause, _fault(clause, label, before), label, expected)
            # What follows may go on from the number printed or from the one that belongs here.
            last = {min(expected), label.number or min(expected)}
        # A list within a list leaves the outer one open: 1. 2. (1. 2. 3.) 3.
        under[key] = last | {n for n in before or () if n + 1 != label.number} if is_list else last
        running[whole] = last


def _fault(clause: Clause, label: Label, before: set[int] | None) -> str:
    if label.number is None:
        return f"序号“{clause.label}”写法有误"
    if before and label.number in before:
        return f"序号“{clause.label}”重复"
    if before and label.number > max(before):
        return f"序号“{clause.label}”不连续"
    return f"序号“{clause.label}”顺序有误"


def _misnumbered(clause: Clause, message: str, label: Label, expected: set[int]) -> Finding:
    due = min(expected)
    if label.kind is LabelKind.ARTICLE and label.number and label.number > due:
        last = label.number - 1
        missing = printed(label.kind, due) + (f"至{printed(label.kind, last)}" if last > due else "")
        todo = f"请补上{missing}，或将本条及以后各条的序号提前"
        return Finding("numbering", clause.path, f"{message}，缺{missing}", _IN_ORDER, todo)
    right = printed(label.kind, due)
    todo = f"请改为“{right}”，并核对其后的序号和文中引用"
    return Finding("numbering", clause.path, f"{message}，此处应为“{right}”", _IN_ORDER, todo)


@dataclass(frozen=True, slots=True)
class _Target:
    clause: Clause
    noun: str
    value: str
    unit: str
    year: str


def _figures(clauses: Sequence[Clause]) -> Iterable[Finding]:
    """One target with two figures: the same noun, year and unit, another number."""
    targets = [target for clause in clauses for target in _targets(clause)]
    by_unit: dict[tuple[str, str], list[_Target]] = defaultdict(list)
    for target in targets:
        by_unit[target.unit, target.noun[-_LEAST_NOUN:]].append(target)
    for whole in by_unit.values():
        group = whole[:_MOST_TARGETS]
        for index, first in enumerate(group):
            for second in group[index + 1 :]:
                if first.clause is not second.clause and first.value != second.value and _same_noun(first, second):
                    yield Finding(
                        "figure",
                        second.clause.path,
                        f"同一目标数值不一致：{_place(first.clause)}为{first.value}{first.unit}，"
                        f"{_place(second.clause)}为{second.value}{second.unit}（{second.noun}）",
                        "数据前后一致",
                        "请与来文单位核实以哪个数值为准，两处改为一致",
                    )


def _targets(clause: Clause) -> Iterable[_Target]:
    text = "".join(clause.text.split())
    years = list(_TARGET_YEAR.finditer(text))
    following = 0
    for match in _TARGET.finditer(text):
        while following < len(years) and years[following].start() < match.start():
            following += 1
        year = years[following - 1][1] if following else ""
        noun = re.split(r"[，。；、：]|到\d{4}年|(?:全区|全市|全省|全县)", match["noun"])[-1]
        if len(noun) >= _LEAST_NOUN and not _CONDITION.search(noun):
            value = match["value"].replace(",", "").replace("，", "").rstrip(".")
            yield _Target(clause, noun, value, match["unit"], year)


def _same_noun(first: _Target, second: _Target) -> bool:
    """Whether two targets are the same thing: one name ends in the other's words and both are for one year.

    Where a year is not said, a result may stand beside a target: then only a long name, twice the same, counts.
    """
    if first.year and first.year == second.year:
        short, long = sorted((first.noun, second.noun), key=len)
        return long.endswith(short)
    unsaid = not (first.year and second.year)
    return unsaid and first.noun == second.noun and len(first.noun) >= _SURE_NOUN


def _place(clause: Clause) -> str:
    return f"“{clause_name(clause.path)}”处"


def _dates(clauses: Sequence[Clause]) -> Iterable[Finding]:
    """Dates that no calendar has, and spans that end before they begin."""
    for clause in clauses:
        text = "".join(clause.text.split())
        for match in _DATE.finditer(text):
            year = int(match["y"] or 2024)  # a leap year: refuses only what no year has
            try:
                date(year, int(match["m"] or match["m2"]), int(match["d"] or match["d2"] or 1))
            except ValueError:
                yield Finding("date", clause.path, f"日期“{match[0]}”不存在", "历法", "请与来文单位核实该日期")
        for match in _YEARS.finditer(text):
            if int(match[1]) > int(match[3]):
                yield Finding(
                    "date", clause.path, f"年份“{match[0]}”起止颠倒", "起始在前", "请核实起止年份，前后对调或改正其一"
                )


def _titles(document: Document, outline: Outline, subject: str | None) -> Iterable[Finding]:
    """One paper's title spelled two ways: with and without 年 in its years, another dash, another bracket."""
    named: dict[str, dict[str, str]] = defaultdict(dict)
    for where, title in (("标题", outline.title), ("来文", subject)):
        for name in _names_in(title):
            named[_plain_title(name)].setdefault(name, where)
    for where, text in _places(document, outline):
        for name in _BOOK.findall("".join(text.split())):
            named[_plain_title(name)].setdefault(name, where)
    told = ""
    for spellings in sorted(named.values(), key=lambda found: -max(map(len, found))):
        kinds: dict[str, tuple[str, str]] = {}
        for spelling, where in spellings.items():
            kinds.setdefault(_years_as_written(spelling), (spelling, where))
        # A title quoted within a title already told differs with it.
        if len(kinds) > 1 and not all(spelling in told for spelling, _ in kinds.values()):
            (first, at), (second, where), *_ = kinds.values()
            told += f"{first}\n{second}\n"
            message = f"同一文件名称写法不一致：{at}作“{first}”，{where}作“{second}”"
            yield Finding("title", where, message, "名称前后一致", "请核实文件全称，各处统一写法")


def _names_in(title: str | None) -> list[str]:
    """A title itself without its marks, and the titles it quotes."""
    whole = "".join((title or "").split())
    return [name for name in (re.sub(r"[《》〈〉]", "", whole), *_BOOK.findall(whole)) if name]


def _plain_title(title: str) -> str:
    return _YEARS.sub(lambda years: f"{years[1]}{years[3]}", title)


def _years_as_written(title: str) -> str:
    """A title with its dashes and brackets made alike, its 年 kept: dashes alone are no second spelling."""
    return _YEARS.sub(lambda years: f"（{years[1]}{years[2]}-{years[3]}{years[4]}）", title)


def _places(document: Document, outline: Outline) -> Iterable[tuple[str, str]]:
    """Stretches of the text with the names of their places: the words before the first clause, then each clause."""
    first = outline.clauses[0].block if outline.clauses else None
    for block in document.body:
        if first is not None and block.n >= first:
            break
        yield "文首", block.text
    for clause in outline.clauses:
        yield clause.path, clause.text


def _articles(outline: Outline) -> frozenset[int]:
    labels = (label_at(clause.label) for clause in outline.clauses)
    return frozenset(
        label.number for label in labels if label and label.kind is LabelKind.ARTICLE and label.number is not None
    )


def _annexes(document: Document, outline: Outline) -> Iterable[Finding]:
    """Annexes that are cited and not there."""
    given = {to_int(match["n"] or "1") for match in _ANNEX_GIVEN.finditer(document.text)}
    for where, words in _places(document, outline):
        for match in _ANNEX_CITED.finditer(words):
            if to_int(match["n"] or "1") not in given:
                yield Finding(
                    "attachment",
                    where,
                    f"文中提到“附件{match['n'] or ''}”，未见该附件",
                    "附件齐全",
                    "请向来文单位索取该附件，或核对序号",
                )
