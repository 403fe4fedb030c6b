"""One statement of a return read: a duty, a merge, a move, a change of words, or advice.

Quotations are set aside first, so that verbs inside them are never taken for the letter's own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from letters.places import PlaceWords, own_places, under
from letters.pointers import pointer_in
from letters.reasons import STATED, judged_before, told_behind
from letters.replies import asks_the_office, says_agree, says_go_ahead, says_no_comment
from letters.statements import ACT, CHANGE, INSERT, MARK, MERGE, set_aside
from letters.wish import Wish
from letters.word_wishes import asked, better, change, deletion, insertion, left_out, restored, trimmed
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
_ASKS: Final = re.compile(
    r"建议|应当|(?<![供适响相反对效感])应(?![急用对付邀])|(?<![便适事])宜|(?<![申邀聘报])请|希望|(?<![供内刚必])需(?![求量])"
    r"|可考虑|提请|商请|[能可]否"
)
# 不列为责任单位，改为配合单位: what is offered is no wording for the words before it.
_REFUSES: Final = re.compile(
    r"不(?:再|宜|应|予|便|适合|需|必)?(?:作为|列为|列入|列|纳入|承担|担任|牵头|负责)|不(?:再|应|宜)?[将把]|不是|不属|移出"
)
_NEW_DUTY: Final = re.compile(rf"{CHANGE.pattern}|{INSERT.pattern}|列为|由(?=⟦)")
_ROLE: Final = re.compile("(?:责任|牵头|配合|主责|协办|承办|主管)?(?:单位|部门|分工)")
_AS_NEW: Final = re.compile(  # 作为第（五）项：… names what the new words will be, not where they are
    r"(?<!不)(?:作为|列为|编为)[^，。；：⟦]{0,4}?第[^，。；：⟦]{1,8}[条款项章节目](?=[：:，,。；⟦]|$)"
)
_MOVE: Final = re.compile(
    r"(?:[移调]整?(?:至|到)|改(?:为|至|到)|放(?:在|到|至)|[前后]移至?|提前(?:至|到)|置于)(?P<to>[^，。；]{1,40})(?=$|[，,]即)"
)
_SWAP: Final = re.compile("对调|互换|调换")
_MOVED_TO: Final = re.compile(r"(?:之?[前后]|前面|后面|位置|部分|章|节|中|下)?")
_OPENING: Final = re.compile(
    r"(?:如下|以下)[^。：:]{0,12}[：:]?$|收悉|经(?:认真)?(?:研究|研阅|审阅|梳理)(?:(?!建议)[^⟦]){0,30}$"
    r"|现(?:将|反馈|提出|回复)[^⟦]{0,40}$"
    r"|提(?:出)?[一二两三四五六七八九十几\d]+[点条个项](?:小|不成熟的?)?(?:修改)?(?:建议|意见)(?:$|[，,：:]?(?:不[当妥足]|请|供)[^：]*$)"
)
_HEAD: Final = re.compile(r"(?P<said>[^：:⟦]{2,60})[：:](?=.)")
_CLOSING: Final = re.compile(
    r"^(?:以上|上述|如上)(?:几[点条]|各[点条])?(?:修改|反馈)?(?:意见|建议|内容|拙见)?(?:[，,]|请|供|仅|妥|当|如|是|$)|^如?有?不[当妥足]"
)
_OF_ALL: Final = re.compile("全文|通篇|全篇|文中|整体上?|各条款?均?|其他条款")
_COURTESY: Final = re.compile(r"请(?:予以|参考|审阅|阅|查收|知悉|参阅|酌)|特此|妥否|指正|供参考|不[当妥足]之处")
_LEAST: Final = 6  # characters; a shorter wish says nothing


def bare(text: str) -> str:
    """Give a statement without its quotations: where a place is named, not quoted."""
    return MARK.sub("", set_aside(text)[0])


def only_reason(statement: str) -> str | None:
    """Give the reason of a statement that is nothing else."""
    match = STATED.match(statement)
    if match:
        return trimmed(match["why"])
    return trimmed(statement) if _BECAUSE.match(statement) else None


def read_statement(statement: str, lent: tuple[PlaceWords, ...], line: int, *, is_heading: bool = False) -> Wish | None:
    """Read one statement; `None` where it wants nothing.

    Args:
        statement: as `letters.statements` cuts it.
        lent: the place spoken of before, which it is about where it names none.
        line: of the text, from 0.
        is_heading: the place lent heads the point that the statement is in.
    """
    said, quotations = set_aside(statement)
    if only_reason(statement) is not None and not asks(said):
        return None
    why = STATED.search(said)
    core = said[: why.start()] if why else said
    reason = trimmed(restored(why["why"], quotations)) if why else None
    core = core.strip().rstrip("。；;")
    if not reason and (because := re.match(r"^(?:鉴于|因为|由于|因|考虑到|根据|按照)[^⟦]+?，(?=建议|将|删|应)", core)):
        reason, core = trimmed(because[0].rstrip("，")), core[because.end() :]
    missing = left_out(core)
    if missing is None:
        core, judged = judged_before(core)
        core, aim = told_behind(core)
        told = (judged, aim)
        reason = reason or "，".join(trimmed(restored(one, quotations)) for one in told if one) or None
    core = _without_opening(core)
    if _is_opening(core.strip()) or _CLOSING.match(core.strip()):
        return None
    unquoted = MARK.sub("⟦⟧", core)
    pointer = pointer_in(unquoted)
    named = under(own_places(_AS_NEW.sub("", unquoted)), lent, is_heading=is_heading)
    places = named or (() if pointer.page or _OF_ALL.search(core) else lent)  # not within the clause spoken of before
    if asks_the_office(core) and not places and not MARK.search(core):
        return None
    wish = Wish(Kind.GENERAL, statement.strip(), places, None, None, reason, line, pointer=pointer)
    if missing is not None:
        return replace(
            wish, kind=Kind.INSERT, proposed=trimmed(restored(missing[1], quotations)).strip("“”"), quoted=False
        )
    return _read(wish, core, quotations)


def _without_opening(core: str) -> str:
    """Leave out what only leads up to a wish: 现提出意见：删除第14项."""
    head = _HEAD.match(core)
    is_opening = head is not None and _OPENING.search(head["said"]) and not own_places(head["said"])
    return core[head.end() :] if head is not None and is_opening else core


def _is_opening(core: str) -> bool:
    """Whether words only lead up to what follows; what says of a place what is to become of it does not."""
    return bool(_OPENING.search(core)) and not MARK.search(core) and not (ACT.search(core) and own_places(core))


def _read(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    if not wish.places and says_no_comment(core):  # 我局职责不涉及，无意见
        return None
    if _DUTY.search(core) and _DUTY_ACT.search(core):
        return _duty(wish, core, quotations)
    if MERGE.search(core) and (len(wish.places) > 1 or MARK.search(core)):
        first = MARK.search(core)
        quoted = quotations[int(first[1])] if first else None
        return replace(wish, kind=Kind.MERGE, original=quoted, proposed=asked(core, quotations))
    for read in (_move, change, better, insertion, deletion):
        found = read(wish, core, quotations)
        if found is not None:
            return found
    return _general(wish, core, quotations)


def _duty(wish: Wish, core: str, quotations: list[str]) -> Wish:
    """Read a wish about duties: words for words where it gives them; a refusal keeps what is offered instead."""
    verb = _NEW_DUTY.search(core)
    named = tuple(quotations[int(n)] for n in MARK.findall(core[: verb.start()] if verb else core))
    wish = replace(wish, kind=Kind.DUTY, beside=named)
    if not _REFUSES.search(core):
        wording = change(wish, core, quotations)
        if wording is not None and wording.original and not _ROLE.fullmatch(wording.original):
            return wording
    return replace(wish, proposed=asked(core, quotations))


def asks(core: str) -> bool:
    """Whether words without quotations ask for something."""
    return bool(_ASKS.search(core))


def _general(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    """Keep a wish without a wording; words of courtesy, of agreement and of having no comment are none."""
    words = restored(core, quotations)
    first = MARK.search(core)
    is_question = core.endswith(("？", "?")) and bool(wish.places or first)
    if not (asks(core) or is_question) or says_no_comment(words):
        return None
    if (says_agree(words) and not re.search("建议|应", core)) or (says_go_ahead(core) and not wish.places):
        return None
    if len(words) < _LEAST or _COURTESY.search(core):
        return None
    return replace(wish, original=quotations[int(first[1])] if first else None, proposed=asked(core, quotations))


def _move(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    """将第八条移至第九条之前, 第8条改为第9条之前: the words stay, so it is advice on where they stand."""
    if _SWAP.search(core) and len(wish.places) > 1 and not MARK.search(core):
        return replace(wish, proposed=asked(core, quotations))
    moved = _MOVE.search(core)
    to = own_places(moved["to"]) if moved else ()
    if not moved or not to or not wish.places or to[0].start:
        return None
    if not _MOVED_TO.fullmatch(moved["to"], to[-1].end) or MARK.search(moved["to"]):
        return None
    return replace(wish, proposed=asked(core, quotations))
