"""Who does what: the notes and sentences of a draft that give tasks to units, each unit as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from letters.unit_names import is_unit, is_vague, split_units, units_listed
from registry.routing import Duty
from registry.words import Role

_ROLE_OF = {
    **dict.fromkeys(("牵头", "负责牵头", "负总责", "主办", "主责", "第一责任", "会同"), Role.LEAD),
    **dict.fromkeys(("配合", "协办", "协助", "协同", "参加", "参与", "会办"), Role.SUPPORT),
    **dict.fromkeys(
        ("责任", "承办", "承担", "落实", "抓好落实", "实施", "完成", "负责", "主管", "指导"),
        Role.RESPONSIBLE,
    ),
}
_FIELD_WORDS = (
    "(?:牵头|主办|主责|第一责任|会同|配合|协办|协助|协同|参加|参与|会办|责任|承办|落实|实施|完成|负责|主管|指导)"
    r"(?:责任)?(?:单位|部门|处室|科室|机构|主体)(?:及分工)?\s*[：:∶]"
)
_FIELD = re.compile(_FIELD_WORDS)
_FIELD_LINE = re.compile(rf"(?:^|(?<=[。；;\n]))[ \t\u3000]*(?={_FIELD_WORDS})")
_OTHER_FIELD = re.compile(r"[。\n]|(?<![^\s、，,；;])[^\s、，,；;。：:]{2,10}[：:∶]")  # 完成时限：…
_LEAD_FIRST = re.compile(r"(?:[位名]?列|排[名序在]?)在?(?:第一|首)位?的?(?:者|部门|单位)?.{0,4}牵头")
# 责任单位市教育局: the colon is forgotten.
_NO_COLON = re.compile(r"^\s*(?P<field>(?:牵头|配合|责任|协办|主办)(?:单位|部门))(?=[省市县区旗盟各自国])")
# 市教育局（牵头）: the role stands behind the unit.
_OWN_ROLE = re.compile(r"(?P<unit>.{2,30})[（(](?P<role>牵头|主办|负责|配合|协办|参与)(?:单位|部门)?[）)]")
_IS_ROLE = re.compile(
    r"(?:^|(?<=[，,：:；;]))\s*(?P<units>[^，,：:；;“”《》]{2,60}?)(?:作为|为|是)"
    "(?P<verb>牵头|主办|责任|配合|协办|协助|参与)(?:责任)?(?:单位|部门)"
)
_LEAD_FIRST_ANYWHERE = re.compile(rf"{_LEAD_FIRST.pattern}.{{0,8}}下同")
_MANNER = "(?:要|应当|应|将|须|需|共同|分别|具体|主要|统一|按照?各?自?职责(?:分工)?[，,]?|依职责|组织){0,8}"
_VERB = re.compile(
    f"{_MANNER}(?P<verb>负责牵头|牵头|负总责|主办|配合|协办|协助|协同|参与|参加|会同|负责|承担|承办|抓好落实|落实|实施)"
    "(?:负责|组织|落实|实施)*",
)
_SENTENCE = re.compile(r"[^。；;\n！？]+")
_VERBS = "牵头|负总责|主办|配合|协办|协助|协同|会同|负责|承担|承办"
_SUBJECT = re.compile(
    r"(?:(?:^|(?<=[，：,:]))\s*(?:并由|要由|由|请|与)?|(?<![自理缘])由)"
    r"(?P<units>(?:[^，：,:“”《》由]|(?<=自)由){2,60}?)(?:是[^，,：:]{2,40}[，,])?"
    f"{_MANNER}(?P<verb>负责牵头|{_VERBS})",
)
# 市水务局是本市供水的主管部门; 市公安局、市城管局按照各自职责做好相关工作; 乡道由乡镇人民政府组织养护.
_IN_CHARGE = re.compile(
    r"(?:^|(?<=[，,：:；;]))\s*(?P<units>[^，,：:；;“”《》是]{2,60}?)是"
    r"[^，,。；;]{0,30}?(?:主管|责任|牵头|监管|管理)(?:部门|单位|主体|机关|机构)(?=$|[，,])"
)
_BY_OWN_DUTY = re.compile(
    r"(?:^|(?<=[，,：:]))\s*(?P<units>[^，,：:“”《》]{2,80}?)(?:应当|要|应|须|依法)?"
    r"(?:(?:依照|按照?|根据|依据|依)(?:各自)?(?:的)?(?:法定)?(?:职责|职能|权限)(?:分工|权限|范围)?|在(?:各自)?(?:的)?(?:职责|职权)范围内)[，,]?"
    r"(?:依法)?(?:共同|分别|具体)?(?:做好|开展|履行|落实|实施|协同)"
)
_BY_WHOM = re.compile(r"(?<![自理缘])由(?P<units>[^，,：:“”《》由]{2,60}?)(?:负责)?(?:具体)?(?:组织|实施)(?![部处科])")
# Each is looked for only where the sign is said that it cannot do without.
_SIGN_OF_OFFICE = {"是": _IN_CHARGE, "职": _BY_OWN_DUTY, "由": _BY_WHOM}
# A department that must or shall do a thing has it to do: 价格部门加强监管, 市财政部门应当安排资金.
_CHARGED = re.compile(
    r"^\s*(?P<units>[^，：,:“”《》应要须须将并经按对向在后由]{2,40}?(?:部门|局|厅|委|委员会))"
    "(?:(?:应当?|要|须|必须)(?:做好|加强|建立|制定|完善|开展|推进|安排|落实|强化|加大|统筹)|加强|做好)"
)
_GENERIC = ("企业", "机构", "学校", "医院", "单位", "公司", "组织", "集团", "院校", "中心")
_OF_A_LEVEL = re.compile("^(?:自治区|[省市县区旗盟州])(?!级)")
_ACTION = re.compile(
    "制定|组织(?![部处科])|研究|开展|推进|做好|加强|建立|落实|实施|完善|编制|起草|按照|督促|负责|牵头|进行|提出|加快|"
    "抓好|推动|共同|对|确定|修订|审核|出台|明确|细化|统筹|定期|构建|支持|鼓励|(?<!自)由|应当|引导|执行|承担|成立",
)
_ACTS = re.compile(f"{_ACTION.pattern}|每|于\\d|在")
_REMARK = re.compile("按|执行|应当|由|参见|详见|下称|简称|以下")
_BLANKET = re.compile(
    r"(?:以下|上述|以上|下列|前述|本(?:部分|章|节|方案))(?:的|各|所列|全部)*(?:项|条|款)?(?:重点)?(?:任务|工作|措施|内容|事项)?"
    r"(?:，|,)?(?:均|都|皆|全部)(?:需|由|须|要|应|应当|需由|需要)*(?P<units>[^。；;\n]{2,120}?)"
    r"(?P<verb>按.{0,12}落实|贯彻落实|抓好落实|共同落实|落实|负责|实施|配合|牵头)",
)
_BRACKET = re.compile(r"[（(【〔［\[）)】〕］\]]")
# Without one of these no rule below finds a task; most paragraphs of a draft have none.
_SIGN_OF_DUTY = re.compile(
    r"[（(【〔［\[]|(?:部门|局|厅|委员?会?)(?:应|要|须|必须|加强|做好)|责任|[单位门机构体室][位门构体室][：:]|主责|会办|主管|参与|职[责能权]|由|[监管]理?部门|"
    + _VERBS
)
_VERB_SAID = re.compile(_VERBS)
_LEAST_SUBJECT = 2  # characters; 单位 as a subject names nobody
_NEAR = 80  # characters
_NOTE_LIMIT = 600  # characters in one bracketed note
_LINE_LIMIT = 2000  # characters of a labelled line: more units than any task has


@dataclass(frozen=True, slots=True)
class _Note:
    """A bracketed or labelled stretch of a text."""

    start: int
    end: int
    words: str
    stands_apart: bool  # after a sentence or at a paragraph's end: a bare list of units counts there


def duties_in(text: str) -> tuple[Duty, ...]:
    """Give the duties of one clause's text, in order; units as written, vague ones only where a note says so.

    Read are （责任单位：A、B）, （A牵头，B、C配合）, （A、B负责）, the bare （A、B）, lines such as 牵头单位：A,
    and sentences whose subject is a list of units (A会同B制定…; A负责…，B配合). Sentences that speak for
    many clauses (以下各项均需…落实) are left to `blanket_duties_in`.
    """
    if not _SIGN_OF_DUTY.search(text):
        return ()
    duties: list[Duty] = []
    notes = list(_notes(text))
    for note in notes:
        is_heading = note.start == 0 and text[0] == "【"  # 第三条【政府职责】 is what the article is about
        duties.extend([] if is_heading else _of_note(note))
    prose = _without(text, notes) if notes else text
    if _may_be_blanket(prose):
        prose = _BLANKET.sub(lambda match: " " * len(match[0]), prose)
    for sentence in _SENTENCE.finditer(prose):
        if not sentence[0].isspace():
            duties.extend(_of_sentence(sentence[0]))
    return tuple(dict.fromkeys(duties))


def blanket_duties_in(text: str) -> tuple[Duty, ...]:
    """Give the duties a sentence lays on all clauses of its scope: 以下各项均需各县区人民政府落实."""
    found: list[Duty] = []
    for match in _BLANKET.finditer(text) if _may_be_blanket(text) else ():
        units = split_units(match["units"].removeprefix("由"))
        if units and all(map(is_unit, units)):
            role = {"配合": Role.SUPPORT, "牵头": Role.LEAD}.get(match["verb"], Role.RESPONSIBLE)
            found.append(Duty(role, units))
    return tuple(found)


def _may_be_blanket(text: str) -> bool:
    """Whether the words are there without which nothing is said of all: most clauses need no closer look."""
    return "均" in text or "都" in text or "皆" in text or "全部" in text


def says_first_is_lead(text: str) -> bool:
    """Whether a note makes the first unit of every list after it the lead: 列第一位者为牵头单位，下同."""
    return bool(_LEAD_FIRST_ANYWHERE.search(text))


def with_first_as_lead(duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """Read duties under the rule that of several responsible units the first one leads."""
    read: list[Duty] = []
    for duty in duties:
        if duty.role is Role.RESPONSIBLE and len(duty.units) > 1:
            read += [Duty(Role.LEAD, duty.units[:1]), Duty(Role.RESPONSIBLE, duty.units[1:])]
        else:
            read.append(duty)
    return tuple(read)


def role_of_heading(words: str) -> Role | None:
    """Role that a table's column heading gives (牵头单位, 配合部门, 责任单位), or `None`."""
    # 牵头（责任）单位, 责任部门及责任人: what stands beside the role says nothing of it.
    bare = re.sub(r"[（(][^（）()]*[）)]|[及和、与/](?:责任人|联系人|负责人|分工|领导).*$", "", "".join(words.split()))
    match = _FIELD.search(bare + "：")
    return _role_of_field(match[0]) if match else None


def _notes(text: str) -> Iterator[_Note]:
    """Bracketed stretches at the outermost depth, then labelled lines outside brackets."""
    depth = start = 0
    covered = bytearray(len(text))
    for bracket in _BRACKET.finditer(text):
        place = bracket.start()
        if bracket[0] in "（(【〔[［":
            if depth == 0:
                start = place
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and 1 < place - start <= _NOTE_LIMIT:
                covered[start : place + 1] = b"\1" * (place + 1 - start)
                yield _Note(start, place + 1, text[start + 1 : place], _stands_apart(text, start, place + 1))
    has_colon = "：" in text or ":" in text or "∶" in text
    for line in _FIELD_LINE.finditer(text) if has_colon else ():
        if not covered[min(line.end(), len(text) - 1)]:
            end = text.find("\n", line.end(), line.end() + _LINE_LIMIT)
            end = min(len(text), line.end() + _LINE_LIMIT) if end < 0 else end
            yield _Note(line.start(), end, text[line.end() : end], stands_apart=True)


def _without(text: str, notes: list[_Note]) -> str:
    """Give the text with its notes blanked."""
    rest = list(text)
    for note in notes:
        rest[note.start : note.end] = " " * (note.end - note.start)
    return "".join(rest)


def _stands_apart(text: str, start: int, end: int) -> bool:
    # A note's neighbourhood is enough: a paper of many notes is read in linear time.
    before, after = text[max(0, start - _NEAR) : start].rstrip(), text[end : end + _NEAR]
    if not before or before[-1] in "。；;！：:":
        return True
    at_end = not after.strip() or after.lstrip(" \t\u3000")[0] in "。\n；;"
    return at_end and not is_unit(re.split(r"[，。；：、,\n]", before)[-1])


def _of_note(note: _Note) -> list[Duty]:
    words = _NO_COLON.sub(r"\g<field>：", "".join(note.words.split("\n")))
    if _FIELD.search(words):
        return _of_fields(words)
    spoken = _of_named_roles(words) or _of_phrases(words)
    if spoken:
        return spoken
    rule = _LEAD_FIRST.search(words)
    units = split_units(
        words[: rule.start()] if rule else _OTHER_FIELD.split(words)[0]
    )  # （市数据局；完成时限：8月底）
    if note.stands_apart and units and all(_can_be_listed(unit) for unit in units):
        return _first_leads([Duty(Role.RESPONSIBLE, units)], words)
    return []


def _of_fields(words: str) -> list[Duty]:
    """责任单位：A、B；配合单位：C."""
    fields = list(_FIELD.finditer(words))
    found: list[Duty] = []
    for field, following in zip(fields, [*fields[1:], None], strict=True):
        listed = words[field.end() : following.start() if following else len(words)]
        units = units_listed(_OTHER_FIELD.split(listed)[0])
        found += _by_own_roles(_role_of_field(field[0]), units)
    return _first_leads(found, words)


def _by_own_roles(role: Role, units: tuple[str, ...]) -> list[Duty]:
    """Part a field's units by the roles that stand behind some of them: 市教育局（牵头）、市财政局."""
    parted: dict[Role, list[str]] = {}
    for unit in units:
        own = _OWN_ROLE.fullmatch(unit)
        parted.setdefault(_ROLE_OF[own["role"]] if own else role, []).append(own["unit"] if own else unit)
    return [Duty(each, tuple(named)) for each, named in parted.items()]


def _of_phrases(words: str) -> list[Duty]:
    """A牵头，B、C配合; A、B按职责分工负责; A会同B负责. Empty where a piece is no unit."""
    found: list[Duty] = []
    start = 0
    rule = _LEAD_FIRST.search(words)
    spoken = words[: rule.start()] if rule else words
    for verb in _VERB.finditer(spoken):
        listed = re.sub(r"^[，,；;。\s]*(?:并由|并|由|请|会同)?", "", spoken[start : verb.start()])
        start = verb.end()
        units = split_units(listed)
        if not units and found:
            continue
        if not units or not all(is_unit(unit) for unit in units):
            return []
        after_jointly = bool(found) and spoken[: verb.start()].endswith(f"会同{listed}")
        found.append(Duty(Role.SUPPORT if after_jointly else _ROLE_OF[verb["verb"]], units))
    left = re.sub(r"^[，,；;。\s]+", "", spoken[start:])
    if left and found:
        units = split_units(left)
        if all(map(is_unit, units)):
            found.append(Duty(Role.SUPPORT, units))
    return _first_leads(_beside_support(found), words)


def _of_sentence(sentence: str) -> list[Duty]:
    """Duties of a plain sentence whose subject is a list of units."""
    found = _of_named_roles(sentence)
    if found:
        return found
    for match in _SUBJECT.finditer(sentence) if _VERB_SAID.search(sentence) else ():
        if sentence.startswith("人", match.end()):  # 负责人 is a person
            continue
        units = split_units(match["units"].strip())
        if not units or not all(_can_be_subject(unit) for unit in units):
            continue
        found.append(Duty(_ROLE_OF[match["verb"]], units))
        if match["verb"] == "会同":
            partners = _units_at_start(sentence[match.end() : match.end() + _NEAR])
            if partners:
                found.append(Duty(Role.SUPPORT, partners))
    return _beside_support(found) or _of_office(sentence) or _of_charge(sentence)


def _of_named_roles(words: str) -> list[Duty]:
    """市教育局为牵头单位，市财政局为配合单位."""
    if "为" not in words and "是" not in words:
        return []
    found: list[Duty] = []
    rule = _LEAD_FIRST.search(words)
    for match in _IS_ROLE.finditer(words[: rule.start()] if rule else words):
        units = split_units(match["units"].strip())
        if units and all(_can_be_subject(unit) for unit in units):
            found.append(Duty(_ROLE_OF[match["verb"]], units))
    return found


def _of_office(sentence: str) -> list[Duty]:
    """The duty of units that a sentence names as in charge of a field, or as acting each within its own duties."""
    found: list[Duty] = []
    for sign, pattern in _SIGN_OF_OFFICE.items():
        for match in pattern.finditer(sentence) if sign in sentence else ():
            units = split_units(match["units"].strip())
            if units and all(_can_be_subject(unit) for unit in units):
                found.append(Duty(Role.RESPONSIBLE, units))
    return found


def _of_charge(sentence: str) -> list[Duty]:
    """The duty of a sentence that says what a department must do, where no word of its role is said."""
    match = _CHARGED.search(sentence)
    units = split_units(match["units"].strip()) if match else ()
    is_named = bool(units) and all(_can_be_subject(unit) and not unit.endswith(_GENERIC) for unit in units)
    return [Duty(Role.RESPONSIBLE, units)] if is_named else []


def _can_be_listed(name: str) -> bool:
    """Whether a piece of a bare bracket is a unit and no remark that happens to end like one."""
    return is_unit(name) and not is_vague(name) and not _REMARK.search(name)


def _can_be_subject(name: str) -> bool:
    """Whether a piece of plain prose is surely a unit: named, no verb in it, no kind of firm or place."""
    return (
        is_unit(name)
        and not is_vague(name)
        and (len(name) > _LEAST_SUBJECT or name.startswith("各"))  # 各区, 各县
        and not _ACTION.search(name)
        and (not name.endswith(("企业", "机构", "学校", "医院", "单位")) or bool(_OF_A_LEVEL.match(name)))
    )


def _units_at_start(words: str) -> tuple[str, ...]:
    """Units a text begins with, up to the verb that says what they do."""
    action = _ACTS.search(words)
    listed = re.split(r"[，。；：,]", words[: action.start()] if action else words)[0]
    units = split_units(listed)
    return units if units and all(is_unit(unit) and not is_vague(unit) for unit in units) else ()


def _role_of_field(heading: str) -> Role:
    """Role of 牵头单位：, 配合部门：, 责任单位： by its first words."""
    if heading.startswith("会同"):  # who joins; as a verb its subject leads
        return Role.SUPPORT
    return next(role for word, role in _ROLE_OF.items() if heading.startswith(word))


def _beside_support(duties: list[Duty]) -> list[Duty]:
    """负责 beside 配合 is the lead's part."""
    if any(duty.role is Role.SUPPORT for duty in duties) and not any(duty.role is Role.LEAD for duty in duties):
        return [Duty(Role.LEAD if d.role is Role.RESPONSIBLE else d.role, d.units) for d in duties]
    return duties


def _first_leads(duties: list[Duty], words: str) -> list[Duty]:
    return list(with_first_as_lead(tuple(duties))) if _LEAD_FIRST.search(words) else duties
