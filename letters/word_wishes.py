"""How a statement would change words: A 改为 B, 删除 A, 在 A 后增加 B; or words left out, named before the verb.

`core` is a statement whose quotations are set aside as marks ⟦0⟧, without its reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from letters.places import PlaceWords, own_places
from letters.pointers import without_pointers
from letters.statements import CHANGE, DELETE, INSERT, MARK, M
from letters.wish import Wish
from registry.words import Kind

_AFTER: Final = re.compile(
    rf"(?P<q>{M})[^，。；⟦]{{0,8}}?(?P<side>之后|后面|后|之前|前面|前|中)[，,]?(?:建议|应当?|宜|可以?|再|另|适当|相应)*$"
)
_QUANTITY: Final = re.compile(r"(?P<figure>\d+(?:\.\d+)?)(?P<unit>[^\d，。；“”⟦⟧\s]{0,4})")
_STRIKES: Final = re.compile(
    rf"(?:{DELETE.pattern})[^，。；⟦]*?(?:{INSERT.pattern})|(?:{INSERT.pattern})[^，。；⟦]*?(?:{DELETE.pattern})"
)
_BARE: Final = re.compile(r"(?<![\d.])\d+(?:\.\d+)?$")  # a figure without a unit, right before the verb
_DAY: Final = re.compile(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|底|初|末)?(?:以?前)?")
_AT_END: Final = re.compile(r"(?:末尾|最后|结尾|文末|句末)")
_LEADING: Final = re.compile(
    r"^(?:[一二三四五六七八九十\d]+是|首先|其次|再次|另外?(?![一有行外])|此外|同时|并|且|以及|其中|经研究|我[局委办厅院]|我单位)?"
    r"[，,：:]*(?:认为)?[，,]?(?:建议|提请|商请|请)?"
)
_FITTING: Final = re.compile("(?:为宜|较妥|更妥|更好|为好|即可|就行|就好)$")
_FIGURE: Final = r"(?:⟦\d+⟧|(?<![\d.])\d+(?:\.\d+)?[^\d，。；⟦⟧\s]{1,4}?)"
_BETTER: Final = re.compile(
    rf"(?P<old>{_FIGURE})(?P<why>[太过偏较][^，。；⟦⟧\d]{{1,4}})[，,](?:建议)?(?P<new>{_FIGURE})"
    r"(?:比较|较为?|更为?|为|即|就|才)[^，。；⟦⟧\d]{1,6}$"
)
_FROM: Final = re.compile(r"(?:由|从)(?:原来的?|现在的?)?(?P<old>[^，。；⟦由从]{1,12})$")
_PUT_IN: Final = (
    r"(?:的)?[，,](?:故|因此|为此)?(?:建议|应当?|宜|请|需)(?:予以|一并|同时|相应|也|再)*"
    r"(?:补入|补上|补充|增补|增加|加上|加入|列入|纳入|写入|补列|增列|列上)(?:其中|进去|进来)?$"
)
_WHAT: Final = r"(?P<what>⟦\d+⟧|[^，。；、⟦⟧“”]{2,24}?)"
_LEFT_OUT: Final = re.compile(
    rf"(?:^|(?<=[，,：:。]))(?:但是?|而|其中|唯)?{_WHAT}(?:等)?(?:尚|仍|均|却)?(?:未|没有?|漏)(?:被|有)?"
    rf"(?:列入|纳入|列明|列出|列上|包括|包含|提及|提到|写入|写明|涵盖|体现|列)(?:在内|其中|进去)?{_PUT_IN}"
)
_MISSED: Final = re.compile(rf"(?:遗漏|漏列|漏掉|缺少|缺|漏)(?:了)?{_WHAT}{_PUT_IN}")
_TAIL: Final = re.compile(
    r"(?:的)?(?:(?:有关|相关)?(?:规定|要求|内容)|表述|字样|内容|一句|一词|等|句|词|一段|一节)*[，,]?$"
)
_ADVERBS: Final = re.compile(r"(?:，?(?:统一|相应|适当|予以?|进一步|均|也|再|应当?|需|可以?|直接|一并|全部|建议|由))+$")
_WHOLE: Final = re.compile(r"(?:整条|整项|全文|全部|该(?:条|项|款|段)|本(?:条|项)|此(?:条|项))")


def _governed(wish: Wish, before: str) -> Wish:
    """Give the wish at the place named right before its verb: 三（一）与三（三）重复，三（三）中的该句建议删除."""
    phrase = re.split("[，,；]", before.rstrip("，, "))[-1]
    return _at(wish, own_places(MARK.sub("⟦⟧", phrase)))


def _at(wish: Wish, own: Sequence[PlaceWords]) -> Wish:
    """Give the wish at these of its places; they may have been put under what they stand in."""
    whole = [place for place in wish.places if any(place.steps[-len(one.steps) :] == one.steps for one in own)]
    return replace(wish, places=tuple(whole)) if whole else wish


def change(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    """A 改为 B."""
    verb = next((m for m in reversed(list(CHANGE.finditer(core)))), None)
    if verb is None:
        return None
    before, after = core[: verb.start()], core[verb.end() :]
    wish = _governed(wish, before)
    new = MARK.search(after)
    proposed = quotations[int(new[1])] if new else trimmed(_FITTING.sub("", after))
    if not proposed:
        return None
    old = _last_mark(before)
    kind = wish.kind if wish.kind is Kind.DUTY else Kind.REPLACE
    beside = tuple(quotations[int(n)] for n in MARK.findall(before))
    said = _unquoted_old(before, proposed, quotations[old] if old is not None else "")
    if old is None:  # 3000平方米过低，提高至5000平方米
        said = said or _unquoted_old(wish.reason or "", proposed, "")
    if said:
        return replace(wish, kind=kind, original=said, proposed=proposed, beside=beside)
    if old is not None:
        wish = replace(wish, kind=kind, original=quotations[old], proposed=proposed, beside=beside[:-1])
        return wish if new is not None else _figure_in_words(wish, asked(core, quotations))
    words = _words_after_place(before)
    return replace(wish, kind=kind, original=words or None, proposed=proposed, quoted=new is not None)


def _figure_in_words(wish: Wish, said: str) -> Wish:
    """Put a figure into the words quoted for it, “建设50处”调整为40处; where they have several, it is advice."""
    old, figure = wish.original or "", _QUANTITY.fullmatch(wish.proposed or "")
    if figure is None or not any(char.isdigit() for char in old) or _QUANTITY.fullmatch(old):
        return wish
    stood = _same_quantity(old, figure["unit"])
    if stood is None:
        return replace(wish, kind=Kind.GENERAL, proposed=said)
    return replace(wish, proposed=old.replace(stood, wish.proposed or ""))


def better(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    """24小时太紧，48小时比较现实: one figure judged, another of its kind held to be better."""
    found = _BETTER.search(core)
    if found is None:
        return None
    old, new = (restored(found[name], quotations).strip("“”") for name in ("old", "new"))
    if (_QUANTITY.fullmatch(old) or {"unit": old})["unit"] != (_QUANTITY.fullmatch(new) or {"unit": new})["unit"]:
        return None
    return replace(wish, kind=Kind.REPLACE, original=old, proposed=new, reason=wish.reason or found["why"])


def is_figure(words: str) -> bool:
    """Whether words are one figure, its unit or none behind it."""
    return _QUANTITY.fullmatch(words.strip()) is not None


def with_unit_of(stood: str, figure: str) -> str:
    """Give a figure as a table writes it, without its unit, with the unit of another: 200 beside 260家 is 200家."""
    unit = (_QUANTITY.fullmatch(figure.strip()) or {"unit": ""})["unit"]
    return stood if stood.endswith(unit) else f"{stood}{unit}"


def _unquoted_old(before: str, proposed: str, quoted: str) -> str | None:
    """Give old words without quotation marks where they are plain: 由10改为8, 界定为10平方米…提高到20平方米."""
    origin = _FROM.search(before.rstrip("，,"))
    if origin:
        return origin["old"].strip()
    if _DAY.fullmatch(proposed) and not any(char.isdigit() for char in quoted):
        days = {day[0] for day in _DAY.finditer(before)}
        return days.pop() if len(days) == 1 else None
    figure = _QUANTITY.fullmatch(proposed)
    if figure is None or any(char.isdigit() for char in quoted):
        return None
    bare = None if figure["unit"] else _BARE.search(before.rstrip("，, "))
    return bare[0] if bare else _same_quantity(before, figure["unit"])


def _same_quantity(before: str, unit: str) -> str | None:
    """Give the one quantity of a unit that the words before name: 界定为10平方米以上…提高到20平方米."""
    said = (
        {found[0] for found in re.finditer(rf"(?<![\d.])\d+(?:\.\d+)?{re.escape(unit)}(?!\d)", before)}
        if unit
        else set()
    )
    return said.pop() if len(said) == 1 else None


def deletion(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    """删除 A, 将 A 删除, 删除第12项."""
    verb = DELETE.search(core)
    if verb is None:
        return None
    wish = _governed(wish, core[: verb.start()])
    marks = list(MARK.finditer(core))
    after = [m for m in marks if m.start() >= verb.end()]
    chosen = after[-1] if after else (marks[-1] if marks else None)
    if chosen is not None:
        return replace(wish, kind=Kind.DELETE, original=quotations[int(chosen[1])])
    words = _words_after_place(core[verb.end() :]) or _words_after_place(core[: verb.start()])
    if not words and not wish.places and not wish.pointer.is_part:
        return None
    own = own_places(core[verb.end() :]) if not words else ()
    wish = _at(wish, own)  # 第3项与第4项重复，建议删除第4项
    return replace(wish, kind=Kind.DELETE, original=words or None, quoted=False)


def left_out(core: str) -> tuple[str, str] | None:
    """Give what a statement says is left out and asks to be put in, with the words before: 消防机构未列入，建议补入.

    The second of the two is what is left out.
    """
    for shape in (_LEFT_OUT, _MISSED):
        found = shape.search(core)
        if found is not None:
            return core[: found.start()], found["what"]
    return None


def insertion(wish: Wish, core: str, quotations: list[str]) -> Wish | None:
    """在 A 后增加 B; 第三条末尾补充 B; 增加一条：B."""
    verb = INSERT.search(core)
    if verb is None:
        return None
    after = core[verb.end() :]
    new = MARK.search(after)
    if new is None and _STRIKES.search(core):  # 删除三年新增200座: the verb is one of the words struck
        return None
    proposed = quotations[int(new[1])] if new else trimmed(re.sub(r"^[^：:]{0,12}[：:]", "", after))
    if not proposed:
        return None
    wish = _governed(wish, core[: verb.start()])
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
    places = own_places(text)
    rest = without_pointers(text[places[-1].end :] if places else text)
    rest = _LEADING.sub("", rest.strip())
    rest = re.sub(r"^(?:的|中的|中|里的|内的|将|把|：|:|，|,|关于|、|\s)+", "", rest)
    rest = _ADVERBS.sub("", rest.strip("，,：: "))
    rest = _TAIL.sub("", rest.strip("，,：: "))
    return "" if _WHOLE.fullmatch(rest) else rest


def asked(core: str, quotations: list[str]) -> str:
    """Give what a statement asks, in its own words, without those that only lead up to it."""
    return trimmed(_LEADING.sub("", restored(core, quotations), count=1))


def restored(text: str, quotations: list[str]) -> str:
    """Put the quotations back in the place of their marks."""
    return MARK.sub(lambda m: f"“{quotations[int(m[1])]}”", text)


def trimmed(text: str) -> str:
    """Give words without the stops and spaces around them, and without a bracket closed that was not opened."""
    trimmed = text.strip().strip("。；;，,：: ").strip()
    return trimmed if "（" in trimmed else trimmed.removesuffix("）").rstrip("。；;")
