"""Who is asked: duties as written in a draft, resolved against the office's directory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from registry.directory import Directory
from registry.errors import UnknownUnit
from registry.resolving import Match, Resolver
from registry.unit_words import is_governments, is_vague
from registry.words import Role

_STRENGTH = (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT)
_GENERAL_OFFICE = ("人民政府", "政府办公室", "政府办公厅")
_SHOWN_CLAUSES = 6  # clauses named in a reason before 等


@dataclass(frozen=True, slots=True)
class Duty:
    """One role and the units a draft gives it to, each exactly as written and in the order written."""

    role: Role
    units: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Give the duty in the shape of `huiban outline --json`."""
        return {"role": self.role.value, "units": list(self.units)}


@dataclass(frozen=True, slots=True)
class Task:
    """A clause and its duties. A blanket duty's path is its scope, or 全文."""

    path: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """A unit to be asked, with all that justifies asking it."""

    unit: str
    as_written: tuple[str, ...]
    clauses: tuple[str, ...]
    role: Role
    reason: str  # in Chinese

    def as_json(self) -> dict[str, object]:
        """Give the addressee in the shape of `huiban route --json`."""
        return {
            "unit": self.unit,
            "as_written": list(self.as_written),
            "clauses": list(self.clauses),
            "role": self.role.value,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class Named:
    """A unit with the reason it leads or is left out."""

    unit: str
    reason: str  # in Chinese

    def as_json(self) -> dict[str, object]:
        """Give the unit in the shape of `huiban route --json`."""
        return {"unit": self.unit, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that fit no unit of the directory, with the likeliest ones."""

    as_written: str
    clauses: tuple[str, ...]
    candidates: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Give the words in the shape of `huiban route --json`."""
        return {"as_written": self.as_written, "clauses": list(self.clauses), "candidates": list(self.candidates)}


@dataclass(frozen=True, slots=True)
class Route:
    """Who leads, who is asked and why, who is left out and why. Deadlines are the caller's."""

    lead: Named | None
    addressees: tuple[Addressee, ...]
    left_out: tuple[Named, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give the route in the shape of `huiban route --json`, without its deadlines."""
        return {
            "lead": self.lead.as_json() if self.lead else None,
            "addressees": [addressee.as_json() for addressee in self.addressees],
            "left_out": [named.as_json() for named in self.left_out],
            "unknown": [unknown.as_json() for unknown in self.unknown],
            "warnings": list(self.warnings),
        }


@dataclass(slots=True)
class _Case:
    """What speaks for one unit while the route is gathered."""

    words: dict[str, str] = field(default_factory=dict)  # as written → how it was found
    clauses: dict[str, Role] = field(default_factory=dict)  # path → strongest role there


def route(
    tasks: Iterable[Task],
    directory: Directory,
    office: str,
    issuers: Sequence[str] = (),
    *,
    lead: str | None = None,
) -> Route:
    """Propose who is asked about a draft. `lead` is the unit the office itself has chosen to lead.

    Every unit named in a duty is asked through its counterpart at the office's level; governments of
    a whole level become the directory's group of the next one. The lead and the office itself are
    left out with the reason, words for nobody in particular too; words that fit no unit are listed.

    Raises:
        UnknownUnit: the chosen lead is not in the directory.
    """
    resolver = Resolver(directory, office, issuers)
    gathered = _Gathered()
    for task in tasks:
        for duty in task.duties:
            for words, match in resolver.all_of(duty.units):
                gathered.add(task.path, duty.role, words, match)
    leading = _chosen(directory, lead) if lead else _lead(resolver, gathered, issuers)
    return Route(
        lead=leading,
        addressees=_addressees(gathered, directory, {leading.unit if leading else "", resolver.office_name}),
        left_out=_left_out(gathered, leading, resolver.office_name),
        unknown=_unknown(gathered, resolver),
        warnings=_warnings(gathered, leading, issuers),
    )


def slips(proposed: Route, asked: Sequence[str]) -> tuple[str, ...]:
    """Say in Chinese where a letter's addressees and the duties of the draft do not meet.

    Units with a task that are not asked, and units asked that have no task; the lead and who is left out for a reason
    count as asked.
    """
    known = {row.unit: row for row in proposed.addressees}
    forgotten = [
        f"“{unit}”在草案中有任务（{'、'.join(row.clauses[:_SHOWN_CLAUSES])}），未列入征求范围，请核对"
        for unit, row in known.items()
        if row.clauses and unit not in asked
    ]
    idle = [f"草案中没有“{unit}”的任务条款，请核对是否需要征求" for unit in asked if unit not in known]
    return (*forgotten, *idle)


def _chosen(directory: Directory, name: str) -> Named:
    unit = directory.find(name)
    if unit is None:
        raise UnknownUnit(f"单位名录中没有“{name}”", todo="请核对名称，或先把该单位补入名录")
    return Named(unit.name, "由本单位指定牵头")


class _Gathered:
    """Units, unknown words and vague words in the order met."""

    def __init__(self) -> None:
        self.cases: dict[str, _Case] = {}
        self.unknown: dict[str, list[str]] = {}
        self.vague: dict[str, None] = {}
        self.missing: dict[str, tuple[str, ...]] = {}
        self.unsure: dict[str, tuple[str, ...]] = {}

    def add(self, path: str, role: Role, words: str, match: Match) -> None:
        if not match.units:
            if is_vague(words):
                self.vague[words] = None
            else:
                places = self.unknown.setdefault(words, [])
                if path not in places:
                    places.append(path)
            return
        if match.missing:
            self.missing[words] = match.missing
        if (len(match.units) > 1 and not match.is_group) or not match.is_sure:
            self.unsure[words] = tuple(unit.name for unit in match.units)
        for unit in match.units:
            case = self.cases.setdefault(unit.name, _Case())
            case.words.setdefault(words, match.how)
            known = case.clauses.get(path, role)
            case.clauses[path] = min(known, role, key=_STRENGTH.index)


def _lead(resolver: Resolver, gathered: _Gathered, issuers: Sequence[str]) -> Named | None:
    """The issuer's counterpart here, else the unit that most clauses name."""
    for issuer in issuers:
        match = resolver.find(issuer)
        if len(match.units) == 1 and match.units[0].name != issuer:
            unit = match.units[0].name
            if unit == resolver.office_name and unit.endswith(_GENERAL_OFFICE) and gathered.cases:
                break  # a general office hands the matter to a department
            if unit == resolver.office_name:
                return Named(unit, f"来文单位“{issuer}”的本级对应单位即本单位，由本单位牵头")
            return Named(unit, f"来文单位“{issuer}”在本级的对应单位")
    cases = {name: case for name, case in gathered.cases.items() if not name.startswith("各")}
    cases.pop(resolver.office_name, None)
    if not cases:
        return None
    name = max(cases, key=lambda unit: _weight(cases[unit]))
    count = len(cases[name].clauses)
    return Named(name, f"来文单位在本级没有对应单位；草案{count}处任务涉及该单位，为最多，建议由其牵头，请核定")


def _weight(case: _Case) -> tuple[int, int]:
    return sum(role is Role.LEAD for role in case.clauses.values()), len(case.clauses)


def _addressees(gathered: _Gathered, directory: Directory, left_out: set[str]) -> tuple[Addressee, ...]:
    """Units to be asked: governments first, then in the directory's order (the order of 主送)."""
    order = {unit.name: (not is_governments(unit.name), place) for place, unit in enumerate(directory.units)}
    names = sorted((name for name in gathered.cases if name not in left_out), key=lambda name: order[name])
    return tuple(
        Addressee(
            unit=name,
            as_written=tuple(case.words),
            clauses=tuple(case.clauses),
            role=min(case.clauses.values(), key=_STRENGTH.index),
            reason=_reason(name, case),
        )
        for name in names
        for case in (gathered.cases[name],)
    )


def _reason(unit: str, case: _Case) -> str:
    words = "、".join(f"“{word}”" for word in case.words)
    how = next(iter(case.words.values()))
    shown = "、".join(list(case.clauses)[:_SHOWN_CLAUSES])
    more = f"等{len(case.clauses)}处" if len(case.clauses) > _SHOWN_CLAUSES else ""
    return f"{words}{how}{unit}；见{shown}{more}"


def _left_out(gathered: _Gathered, lead: Named | None, office: str) -> tuple[Named, ...]:
    named: list[Named] = []
    if lead is not None:
        named.append(Named(lead.unit, "牵头单位，负责汇总各方意见，不再另行征求"))
    if office in gathered.cases and (lead is None or lead.unit != office):
        named.append(Named(office, "本单位，不向自己征求意见"))
    named.extend(Named(words, "泛指，没有点名具体单位，由牵头单位酌定") for words in gathered.vague)
    return tuple(named)


def _unknown(gathered: _Gathered, resolver: Resolver) -> tuple[Unknown, ...]:
    return tuple(Unknown(words, tuple(paths), resolver.candidates(words)) for words, paths in gathered.unknown.items())


def _warnings(gathered: _Gathered, lead: Named | None, issuers: Sequence[str]) -> tuple[str, ...]:
    warnings = [f"“{words}”可能对应{'、'.join(units)}，请核对" for words, units in gathered.unsure.items()]
    warnings += [
        f"“{words}”中的{'、'.join(parts)}在名录中没有对应单位，请核对" for words, parts in gathered.missing.items()
    ]
    if gathered.unknown:
        listed = "、".join(f"“{words}”" for words in gathered.unknown)
        warnings.append(f"名录中找不到{listed}，请补充名录或指定单位")
    if not gathered.cases:
        warnings.append("没有责任单位可作依据（未附征求意见稿，或其中没有写明），请人工确定征求意见的单位")
    if lead is None and issuers:
        warnings.append(f"来文单位“{'、'.join(issuers)}”在本级没有对应单位，请人工确定牵头单位")
    return tuple(warnings)
