"""Opinions in running words: 建议将第三条“A”修改为“B”，理由：…; 删除; 在…后增加; 合并; 责任单位; several in one text.

A text is cut into statements; each statement says what it wants of which words, where, and why. Quotations are set
aside first, so that verbs inside them are never taken for the letter's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from letters.labels import LabelKind, label_at
from letters.numerals import CHINESE, to_int
from letters.places import PlaceWords, places_in
from letters.reasons import STATED, heads_reasons, judged_before, told_behind
from letters.replies import asks_the_office, says_agree, says_go_ahead, says_no_comment
from letters.statements import CHANGE, DELETE, INSERT, MARK, MERGE, M, set_aside, statements
from registry.words import Kind

_OURS: Final = "(?:我|本)(?:局|委|办|厅|院|部|中心|公司|单位|部门)"
_DUTY: Final = re.compile(
    r"责任(?:单位|部门|分工|主体)|牵头(?:单位|部门)?|配合(?:单位|部门)|任务分工"
    rf"|{_OURS}[^，。]{{0,12}}(?:职责|职能)|{_OURS}[^，。]{{0,6}}不(?:再|宜|应|承担|作为|列|参与)|不(?:再|应|宜)?[将把]{_OURS}"
    rf"|{_OURS}[仅只](?:负责|承担|配合)"
)
_DUTY_ACT: Final = re.compile(
    r"增加|补充|删除|删去|去掉|调整|不作为|不再|不列|不属|修改|改为|更换|移出|列为|作为|列入|纳入|由|变更|明确|不承担"
    r"|不涉及|不是|非|不[宜应将]|[仅只](?:负责|承担|配合)|建议[^，。]{2,20}(?:牵头|承担)"
)
_BECAUSE: Final = re.compile(r"^(?:主要)?(?:因为|由于|因|鉴于|考虑到|根据|按照|依据|目前|据)")
_ASKS: Final = re.compile(r"建议|应当|应|宜|请|希望|需|可考虑|提请|商请")
_AFTER: Final = re.compile(
    rf"(?P<q>{M})[^，。；⟦]{{0,8}}?(?P<side>之后|后面|后|之前|前面|前|中)[，,]?(?:建议|应当?|宜|可以?|再|另|适当|相应)*$"
)
_MOVE: Final = re.compile(
    r"(?:[移调]整?(?:至|到)|改(?:为|至|到)|放(?:在|到|至)|[前后]移至?|提前(?:至|到)|置于)(?P<to>[^，。；]{1,40})(?=$|[，,]即)"
)
_SWAP: Final = re.compile("对调|互换|调换")
_MOVED_TO: Final = re.compile(r"(?:之?[前后]|前面|后面|位置|部分|章|节|中|下)?")
_QUANTITY: Final = re.compile(r"(?P<figure>\d+(?:\.\d+)?)(?P<unit>[^\d，。；“”⟦⟧\s]{0,4})")
_AT_END: Final = re.compile(r"(?:末尾|最后|结尾|文末|句末)")
_OPENING: Final = re.compile(
    r"(?:如下|以下)[^。]{0,12}[：:]?$|收悉|经(?:认真)?(?:研究|研阅|审阅|梳理)(?:(?!建议)[^⟦]){0,30}$"
    r"|现(?:将|反馈|提出|回复)[^⟦]{0,40}$"
)
_LEADING: Final = re.compile(
    r"^(?:[一二三四五六七八九十\d]+是|首先|其次|再次|另外|此外|同时|并|且|以及|其中|经研究|我[局委办厅院]|我单位)?"
    r"[，,：:]*(?:认为)?[，,]?(?:建议|提请|商请|请)?"
)
_COURTESY: Final = re.compile(r"请(?:予以|参考|审阅|阅|查收|知悉|参阅|酌)|特此|妥否")
_FITTING: Final = re.compile("(?:为宜|较妥|更妥|更好|为好)$")
_FROM: Final = re.compile(r"(?:由|从)(?:原来的?|现在的?)?(?P<old>[^，。；⟦由从]{1,12})$")
_LEAST: Final = 6  # characters; a shorter wish says nothing
_TAIL: Final = re.compile(
    r"(?:的)?(?:(?:有关|相关)?(?:规定|要求|内容)|表述|字样|内容|一句|一词|等|句|词|一段|一节)*[，,]?$"
)
_ADVERBS: Final = re.compile(r"(?:，?(?:统一|相应|适当|予以|进一步|均|也|再|应当?|需|可以?|直接|一并|全部|建议|由))+$")
_OLD: Final = re.compile(r"[^，。；“]{0,12}(?:原文|原表述|原内容|原条文)(?:为|是)?[：:]\s*(?P<old>.+)$")
# After 原文：…, what it should read: 建议：…, 修改稿：…
_NEW: Final = re.compile(
    r"(?:建议|拟|现)?(?:修改|改|调整)?(?:稿|后|表述|意见|内容)?(?:改?为|修改为)?[：:]\s*(?P<new>.+)$"
)
_ONE: Final = rf"第(?:[{CHINESE}]{{1,6}}|\d{{1,3}})[条项款章节]"
_LISTED: Final = re.compile(
    rf"(?:删除|删去|取消)(?:{_ONE}[、和及与]){{1,9}}{_ONE}(?:$|[，。；,])"
    rf"|(?:{_ONE}[、和及与]){{1,9}}{_ONE}(?:建议|应|整条|全部|均|都|一并|予以)*(?:删除|删去|取消)"
)
_NO_NEW: Final = re.compile("[^：:]{0,6}(?:理由|原因|依据|说明)")
_COUNTED: Final = re.compile(rf"\s*([{CHINESE}]{{1,4}})、")
_WHOLE: Final = re.compile(r"(?:整条|整项|全文|全部|该(?:条|项|款|段)|本(?:条|项)|此(?:条|项))")
_MOST: Final = 500  # statements of one text
_MOST_CHARACTERS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What one statement wants. `quoted` says whether `original` stood in quotation marks."""

    kind: Kind
    words: str  # the statement as written
    places: tuple[PlaceWords, ...]
    original: str | None
    proposed: str | None
    reason: str | None
    line: int  # of the text, from 0
    quoted: bool = True
    side: str = ""  # for an insertion: "before" | "after" | "end" of the words, or "open"
    beside: tuple[str, ...] = ()  # other words quoted: what the figure to be changed stands for


def wishes_in(lines: Sequence[str], *, first: int = 0) -> tuple[Wish, ...]:
    """Read every opinion of a text given as lines; `first` is the number of its first line.

    A line that only names a place lends it to the statements under it; a line that only gives a reason belongs to
    the opinion before it.
    """
    reader = _Reader()
    length = number = 0
    for n, line in enumerate(lines, start=first):
        length += len(line)
        if len(reader.found) >= _MOST or length > _MOST_CHARACTERS:
            break
        item = _item_end(line, number)
        number = number + 1 if item else number
        if item or not line.strip():
            reader.place = ()
        reader.read(line[item:], n, is_item=bool(item))
    return tuple(reader.found)


@dataclass(slots=True)
class _Reader:
    """What was read so far, and what it lends to the lines under it."""

    found: list[Wish] = field(default_factory=list)
    place: tuple[PlaceWords, ...] = ()
    old: str = ""  # of a line 原文：…
    reasons_follow: bool = False  # the line above says no more than 修改理由

    def read(self, words: str, line: int, *, is_item: bool) -> None:
        """Read one line without its number."""
        if self._reason(words, is_item=is_item) or self._old_or_new(words, line):
            return
        for statement in statements(words):
            self._statement(statement, line)

    def _reason(self, words: str, *, is_item: bool) -> bool:
        if heads_reasons(words):
            self.reasons_follow = True
            return True
        if self.reasons_follow and self.found and words.strip() and not is_item:
            self.found[-1] = _with_reason(self.found[-1], _trimmed(words))
            return True
        self.reasons_follow = False
        return False

    def _old_or_new(self, words: str, line: int) -> bool:
        if quoted := _OLD.match(words):
            self.place = places_in(words[: quoted.start("old")]) or self.place
            self.old = _trimmed(quoted["old"]).strip("“”")
            return True
        new = _NEW.match(words) if self.old and not _NO_NEW.match(words) else None
        if new is None:
            return False
        proposed = _trimmed(new["new"]).strip("“”")
        self.found.append(Wish(Kind.REPLACE, words.strip(), self.place, self.old, proposed, None, line))
        self.old = ""
        return True

    def _statement(self, statement: str, line: int) -> None:
        wish = _wish(statement, self.place, line)
        if wish is not None:
            if self.old and wish.original is None and wish.kind in {Kind.REPLACE, Kind.DELETE}:
                wish = replace(wish, original=self.old, quoted=True)
            self.old = ""
            self.found += _each(wish)
            self.place = wish.places[:1] or self.place
        elif self.found and (why := _only_reason(statement)):
            self.found[-1] = _with_reason(self.found[-1], why)
        else:
            self.place = places_in(_bare(statement)) or self.place


def _each(wish: Wish) -> list[Wish]:
    """Give a wish for every clause that is struck as a whole: 删除第五条和第六条."""
    listed = wish.kind is Kind.DELETE and wish.original is None and len(wish.places) > 1
    if not listed or not _LISTED.search(_bare(wish.words)):
        return [wish]
    return [replace(wish, places=(place,)) for place in wish.places]


def _with_reason(wish: Wish, why: str) -> Wish:
    return replace(wish, reason=f"{wish.reason}{why}" if wish.reason else why)


def _item_end(line: str, last: int) -> int:
    """Say where a line's own number ends, 0 where it has none: 二、 after 一、 is its own even before 三（一）."""
    label = label_at(line)
    if label is not None and label.kind > LabelKind.ARTICLE:  # 第五条 at the head of a line names a place
        return label.end
    counted = _COUNTED.match(line)
    return counted.end() if counted and to_int(counted[1]) == last + 1 else 0


def wish_of_cell(words: str) -> Wish | None:
    """Read one cell of a form: an instruction, or `None` where it simply gives the new text."""
    found = [wish for statement in statements(words) if (wish := _wish(statement, (), 0))]
    instructions = [wish for wish in found if wish.kind is not Kind.GENERAL]
    return instructions[0] if len(instructions) == 1 else None


def _bare(text: str) -> str:
    """Give a statement without its quotations: where a place is named, not quoted."""
    return MARK.sub("", set_aside(text)[0])


def _only_reason(statement: str) -> str | None:
    """Give the reason of a statement that is nothing else."""
    match = STATED.match(statement)
    if match:
        return _trimmed(match["why"])
    return _trimmed(statement) if _BECAUSE.match(statement) else None


def _wish(statement: str, lent: tuple[PlaceWords, ...], line: int) -> Wish | None:
    """Read one statement; `None` where it wants nothing."""
    bare, quotations = set_aside(statement)
    if _only_reason(statement) is not None and not _ASKS.search(bare):
        return None
    why = STATED.search(bare)
    core = bare[: why.start()] if why else bare
    reason = _trimmed(_restored(why["why"], quotations)) if why else None
    core = core.strip().rstrip("。；;")
    if not reason and (because := re.match(r"^(?:鉴于|因为|由于|因|考虑到|根据|按照)[^⟦]+?，(?=建议|将|删|应)", core)):
        reason, core = _trimmed(because[0].rstrip("，")), core[because.end() :]
    core, judged = judged_before(core)
    core, aim = told_behind(core)
    reason = reason or "，".join(_trimmed(_restored(why, quotations)) for why in (judged, aim) if why) or None
    if _OPENING.search(core.strip()) and not MARK.search(core):
        return None
    places = places_in(MARK.sub("⟦⟧", core)) or lent
    if asks_the_office(core) and not places and not MARK.search(core):
        return None
    wish = Wish(Kind.GENERAL, statement.strip(), places, None, None, reason, line)
    return _read(wish, core, quotations)


def _read(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    if not wish.places and says_no_comment(core):  # 我局职责不涉及，无意见
        return None
    if _DUTY.search(core) and _DUTY_ACT.search(core):
        wording = _change(replace(wish, kind=Kind.DUTY), core, quotations)
        if wording is not None and wording.original:
            return wording
        return replace(wish, kind=Kind.DUTY, proposed=_asked(core, quotations))
    if MERGE.search(core) and (len(wish.places) > 1 or MARK.search(core)):
        first = MARK.search(core)
        quoted = quotations[int(first[1])] if first else None
        return replace(wish, kind=Kind.MERGE, original=quoted, proposed=_asked(core, quotations))
    for read in (_move, _change, _insertion, _deletion):
        found = read(wish, core, quotations)
        if found is not None:
            return found
    return _general(wish, core, quotations)


def _general(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    """Keep a wish without a wording; words of courtesy, of agreement and of having no comment are none."""
    words = _restored(core, quotations)
    first = MARK.search(core)
    is_question = core.endswith(("？", "?")) and bool(wish.places or first)
    if not (_ASKS.search(core) or is_question) or says_no_comment(words):
        return None
    if (says_agree(words) and not re.search("建议|应", core)) or (says_go_ahead(core) and not wish.places):
        return None
    if len(words) < _LEAST or _COURTESY.search(core):
        return None
    return replace(wish, original=quotations[int(first[1])] if first else None, proposed=_asked(core, quotations))


def _move(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    """将第八条移至第九条之前, 第8条改为第9条之前: the words stay, so it is advice on where they stand."""
    if _SWAP.search(core) and len(wish.places) > 1 and not MARK.search(core):
        return replace(wish, proposed=_asked(core, quotations))
    moved = _MOVE.search(core)
    to = places_in(moved["to"]) if moved else ()
    if not moved or not to or not wish.places or to[0].start:
        return None
    if not _MOVED_TO.fullmatch(moved["to"], to[-1].end) or MARK.search(moved["to"]):
        return None
    return replace(wish, proposed=_asked(core, quotations))


def _change(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    """A 改为 B."""
    verb = next((m for m in reversed(list(CHANGE.finditer(core)))), None)
    if verb is None:
        return None
    before, after = core[: verb.start()], core[verb.end() :]
    new = MARK.search(after)
    proposed = quotations[int(new[1])] if new else _trimmed(_FITTING.sub("", after))
    if not proposed:
        return None
    old = _last_mark(before)
    kind = wish.kind if wish.kind is Kind.DUTY else Kind.REPLACE
    beside = tuple(quotations[int(n)] for n in MARK.findall(before))
    if said := _unquoted_old(before, proposed, quotations[old] if old is not None else ""):
        return replace(wish, kind=kind, original=said, proposed=proposed, beside=beside)
    if old is not None:
        return replace(wish, kind=kind, original=quotations[old], proposed=proposed, beside=beside[:-1])
    words = _words_after_place(before)
    return replace(wish, kind=kind, original=words or None, proposed=proposed, quoted=new is not None)


def _unquoted_old(before: str, proposed: str, quoted: str) -> str | None:
    """Give old words without quotation marks where they are plain: 由10改为8, 界定为10平方米…提高到20平方米."""
    origin = _FROM.search(before.rstrip("，,"))
    if origin:
        return origin["old"].strip()
    figure = _QUANTITY.fullmatch(proposed)
    if figure is None or any(char.isdigit() for char in quoted):
        return None
    return _same_quantity(before, figure["unit"])


def _same_quantity(before: str, unit: str) -> str | None:
    """Give the one quantity of a unit that the words before name: 界定为10平方米以上…提高到20平方米."""
    said = (
        {found[0] for found in re.finditer(rf"(?<![\d.])\d+(?:\.\d+)?{re.escape(unit)}(?!\d)", before)}
        if unit
        else set()
    )
    return said.pop() if len(said) == 1 else None


def _deletion(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    """删除 A, 将 A 删除, 删除第12项."""
    verb = DELETE.search(core)
    if verb is None:
        return None
    marks = list(MARK.finditer(core))
    after = [m for m in marks if m.start() >= verb.end()]
    chosen = after[-1] if after else (marks[-1] if marks else None)
    if chosen is not None:
        return replace(wish, kind=Kind.DELETE, original=quotations[int(chosen[1])])
    words = _words_after_place(core[verb.end() :]) or _words_after_place(core[: verb.start()])
    if not words and not wish.places:
        return _general(wish, core, quotations)
    return replace(wish, kind=Kind.DELETE, original=words or None, quoted=False)


def _insertion(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    """在 A 后增加 B; 第三条末尾补充 B; 增加一条：B."""
    verb = INSERT.search(core)
    if verb is None:
        return None
    after = core[verb.end() :]
    new = MARK.search(after)
    proposed = quotations[int(new[1])] if new else _trimmed(re.sub(r"^[^：:]{0,12}[：:]", "", after))
    if not proposed:
        return None
    beside = _AFTER.search(core[: verb.start()])
    if beside is not None:
        mark = MARK.search(beside["q"])
        original = quotations[int(mark[1])] if mark else None
        side = {"前": "before", "中": "end"}.get(beside["side"].replace("之", "").replace("面", ""), "after")
        return replace(wish, kind=Kind.INSERT, original=original, proposed=proposed, quoted=bool(new), side=side)
    named = _last_mark(core[: verb.start()])
    if new is not None and named is not None:  # “A”建议增加“B”: at these words, whether before or behind is open
        return replace(wish, kind=Kind.INSERT, original=quotations[named], proposed=proposed, side="open")
    at_end = "end" if _AT_END.search(core[: verb.start()]) else ""
    return replace(wish, kind=Kind.INSERT, proposed=proposed, quoted=bool(new), side=at_end)


def _last_mark(text: str) -> int | None:
    marks = MARK.findall(text)
    return int(marks[-1]) if marks else None


def _words_after_place(text: str) -> str:
    """Give the draft's words that stand unquoted behind 将第三条中的."""
    places = places_in(text)
    rest = text[places[-1].end :] if places else text
    rest = _LEADING.sub("", rest.strip())
    rest = re.sub(r"^(?:的|中的|中|里的|内的|将|把|：|:|，|,|关于|、|\s)+", "", rest)
    rest = _ADVERBS.sub("", rest.strip("，,：: "))
    rest = _TAIL.sub("", rest.strip("，,：: "))
    return "" if _WHOLE.fullmatch(rest) else rest


def _asked(core: str, quotations: list[str]) -> str:
    return _trimmed(_LEADING.sub("", _restored(core, quotations), count=1))


def _restored(text: str, quotations: list[str]) -> str:
    return MARK.sub(lambda m: f"“{quotations[int(m[1])]}”", text)


def _trimmed(text: str) -> str:
    trimmed = text.strip().strip("。；;，,：: ").strip()
    return trimmed if "（" in trimmed else trimmed.removesuffix("）").rstrip("。；;")
