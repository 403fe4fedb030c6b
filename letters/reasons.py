"""Why a unit wants something: 理由：…, words before 建议 that judge the text, words behind the wish that tell its aim.

Texts here are statements whose quotations have been replaced by marks ⟦0⟧, so no word of a quotation is taken for one
of the letter's own.
"""

from __future__ import annotations

import re
from typing import Final

from letters.places import places_in

STATED: Final = re.compile(
    r"(?:^|(?<=⟧)|[，,。；;\s（(])[，,。；;\s]*[（(]?(?:[修更]改|主要|调整|删除|增加|相关|具体)?(?:理由|原因|依据|考虑)(?:和依据|及依据)?"
    r"(?:是|为|如下|在于)?[：:是为，,]\s*(?P<why>.+?)[）)]?$",
    re.DOTALL,
)
_HEADING: Final = re.compile(r"\s*(?:[修更]改|主要|调整|有关|具体)?(?:理由|原因|依据)(?:说明|如下|和依据)?[：:]?\s*")
_ASKING: Final = re.compile(
    r"[，,](?:因此|所以|为此|故此?)?[，,]?(?=建议|商请|提请|应当?(?:修?改|调|删|增加|缩短|延长|提高|降低))"
)
_ABOUT: Final = re.compile(r"^[^，,]*⟦\d+⟧(?:的|中的?|这?一[项条]|部分|任务|工作|表述|提法|内容)*")
# Words that tell what the draft says, or open a sentence: no reason.
_RETOLD: Final = re.compile(
    r"^(?:中)?(?:(?:责任|牵头|配合)(?:单位|部门)|规定|明确|提出|提到|要求(?![过太偏])|界定|设定|所列|涉及|[^为]{0,8}(?:均|都|现)?[为是][^为]*\d"
    r"|将|把|关于|为|是指|的)"
)
_OPENING: Final = re.compile(
    r"^(?:[一二三四五六七八九十\d]+是|经|我[局委办厅院]|我单位|关于|对于?|针对|就|综上|总体|原则|基本|完全|同意|其中|同时|另|此外"
    r"|首先|其次|来函|来文|收悉|现|按照?来|结合我|建议|如|若)"
)
_DONE: Final = re.compile(
    r"(?:⟦\d+⟧|删除|删去|删掉|去掉|取消)(?:的?(?:表述|字样|内容|一句|一词))?[，,](?P<why>[^⟦]{4,200})$"
)
_MORE: Final = re.compile(
    r"^(?:并|且|同时|另|其他|其余|以及|或|作为|删|增加|补充|责任|牵头|配合|由|我局配合|统一|下同|表述|后|前|在|将|把|改|修改|调整"
    r"|相应|建议|请|后续|不再|我|我单位)"
)
_LEAST: Final = 4  # characters of the shortest reason
_AIM: Final = re.compile(
    r"[，,](?P<why>(?:与|同|以(?!下|上|内|外)|便于|因|避免|符合|确保|更加?|有?利于|体现|防止|为了?|否则|从而|目前|落实|根据|依据)"
    r"[^，,⟦][^⟦]{2,200})$"
)


def heads_reasons(line: str) -> bool:
    """Whether a line says nothing but that reasons follow: 修改理由."""
    return bool(_HEADING.fullmatch(line))


def judged_before(core: str) -> tuple[str, str | None]:
    """Take out the words before 建议 that judge the text: 第14项⟦0⟧要求过高，难以做到，建议删除."""
    asking = next(iter(_ASKING.finditer(core)), None)
    if asking is None:
        return core, None
    kept: list[str] = []
    why: list[str] = []
    for part in re.split("[，,]", core[: asking.start()]):
        named, rest = _named(part)
        kept.append(named)
        (why if _is_reason(rest) else kept).append(rest)
    if not why:
        return core, None
    return "，".join([*filter(None, kept), core[asking.end() :]]), "，".join(why)


def told_behind(core: str) -> tuple[str, str | None]:
    """Take out the words behind a wish that tell its aim: 修改为⟦1⟧，与省级规划保持一致."""
    behind = _DONE.search(core)
    if behind is None or _MORE.match(behind["why"]):
        behind = _AIM.search(core)
    if behind is None:
        return core, None
    return core[: behind.start("why")].rstrip("，,"), behind["why"]


def _is_reason(words: str) -> bool:
    told = "⟦" in words or _RETOLD.match(words) or _OPENING.match(words) or places_in(words)
    return len(words) >= _LEAST and not told


def _named(part: str) -> tuple[str, str]:
    """Cut a part of a sentence behind the place or the quotation it names."""
    about = _ABOUT.match(part)
    if about:
        is_retold = re.search("[将把]", about[0])
        return (part, "") if is_retold else (about[0], part[about.end() :])
    places = places_in(part)
    return (part[: places[-1].end], part[places[-1].end :]) if places else ("", part)
