"""Why a unit wants something: 理由：…, words before 建议 that judge the text, words behind the wish that tell its aim.

Texts here are statements whose quotations have been replaced by marks ⟦0⟧, so no word of a quotation is taken for one
of the letter's own.
"""

from __future__ import annotations

import re
from typing import Final

from letters.places import own_places
from letters.pointers import pointer_in

STATED: Final = re.compile(
    r"(?:^|(?<=⟧)|[，,。；;\s（(])[，,。；;\s]*[（(]?(?:[修更]改|主要|调整|删除|增加|相关|具体)?(?:理由|原因|依据|考虑)(?:和依据|及依据)?"
    r"(?:是|为|如下|在于)?[：:是为，,]\s*(?P<why>.+?)[）)]?$",
    re.DOTALL,
)
_HEADING: Final = re.compile(r"\s*(?:[修更]改|主要|调整|有关|具体)?(?:理由|原因|依据)(?:说明|如下|和依据)?[：:]?\s*")
_TO_COME: Final = re.compile(r"(?:理由|原因|依据)(?:如下|说明|是|为)?\s*[：:]\s*$")
_ASKING: Final = re.compile(
    r"[，,](?:因此|所以|为此|故此?)?[，,]?(?=建议|商请|提请|请(?=[将把予商对在删改调修]|明确|核[实对]|补充|考虑|结合)|[能可]否|应当?(?:修?改|调|删|增加|缩短|延长|提高|降低)"
    r"|(?:修改|改|调整|缩短|延长|提高|降低|放宽)(?:为|成|至|到)|改[^，。；⟦]{1,20}为宜)"
)
_ABOUT: Final = re.compile(
    r"^[^，,]*⟦\d+⟧(?:的|中的?|这?一[项条]|部分|任务|工作|(?:表述|提法|内容)(?![不较过太偏有含模欠重]))*"
)
# Words that tell what the draft says, or open a sentence: no reason.
_RETOLD: Final = re.compile(
    r"^(?:中)?(?:(?:责任|牵头|配合)(?:单位|部门)|规定|明确|提出|提到|要求(?![过太偏])|界定|设定|所列|涉及|[^为]{0,8}(?:均|都|现)?[为是][^为]*\d"
    r"|将|把|关于|为|是指|的|[^，]{0,8}\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日|底|初|末)?(?:以?前)?$)"
)
_OPENING: Final = re.compile(
    r"^(?:[一二三四五六七八九十\d]+是|经|我[局委办厅院]|我单位|关于|对于?|针对|就|综上|总体|原则|基本|完全|同意|其中|同时|另|此外"
    r"|首先|其次|来函|来文|收悉|现|按照?来|结合我|建议|如|若)"
)
_ASKED: Final = re.compile("还是|是否|[能可]否|哪[些个一里]|吗$")  # a question is no ground
_DONE: Final = re.compile(
    r"(?:⟦\d+⟧[台个名条处座家人天日年月项]?|删除|删去|删掉|去掉|取消)(?:的?(?:表述|字样|内容|一句|一词))?[，,](?P<why>[^⟦]{4,200}|[^⟦，,]{2,3})$"
)
_QUOTING: Final = re.compile(  # the ground itself quotes: 应为⟦1⟧，没有⟦2⟧这种叫法
    r"(?:为|成|至|到)⟦\d+⟧[，,](?P<why>(?!将|把|在|改|删|增|补|并|同时|建议|第)[^⟦，,]{3,40}⟦\d+⟧[^⟦，,]{0,40})$"
)
_MORE: Final = re.compile(
    r"^(?:并|且|同时|另|其他|其余|原第|以下|顺次|以及|或|作为|删|增加|补充|责任|牵头|配合|由|我局配合|统一|下同|表述|后|前|在|将|把"
    r"|改(?![建造革善进])|修改|调整|相应|建议|请|后续|不再|我|我单位)"
)
# What a unit says of itself as a ground; what it will do is none.
_OF_ITSELF: Final = re.compile(
    r"^(?:我|本)[^，。]{1,6}?(?:现?有|并?无|没有|不具备|不承担|不负责|不涉及|不属|目前|仅有|只有)(?!其他|意见|异议|不同)"
)
_LEAST: Final = 4  # characters of a reason that needs no word of judgement
_JUDGED: Final = re.compile(
    "[太过偏较略稍欠][^，。]{1,2}|重复|多余|冗余|累赘|冗长|有?歧义|有误|笔误|不妥|不准|不当|不清|无据|无必要"
)
_WHY: Final = re.compile(
    r"没有|无法|难以|不足|不宜|不便|不符|不一致|不具备|缺乏|缺少|重复|矛盾|歧义|有限|达不到|不属于|并?非"
    r"|[过太偏较][高低长短多少大小重轻严宽松紧急]|担心|压力|负担|困难|已有(?:规定|明确)|已经?(?:明确|规定|包含|包括)|容易|存在|现行|上位法|属于"
)
_NO_WHY: Final = re.compile(
    r"好像|似乎|[呢吧哦]|意见|异议|建议|其[他余它]|除此|以上|特此|谢谢|感谢|辛苦|请|祝|[？?]$|同意|赞同|支持|[贵你](?:局|委|办|单位)|附件?[：:]"
)
_LONGEST: Final = 120  # characters of a sentence that is nothing but a reason
_AIM: Final = re.compile(
    r"[，,](?P<why>(?:与|同|以(?!下|上|内|外)|便于|方便|因|避[免开]|预留|留[出足]|减轻|适应|符合|确保|更加?|有?利于|体现|防止|为了?|否则|从而|目前|落实|根据|依据)"
    r"[^，,⟦][^⟦]{2,200})$"
)


def heads_reasons(line: str) -> bool:
    """Whether a line says nothing but that reasons follow: 修改理由."""
    return bool(_HEADING.fullmatch(line))


def leads_to_reasons(line: str) -> bool:
    """Whether a line ends in saying that the reason follows on the next one: “理由如下：”."""
    return bool(_TO_COME.search(line))


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
    if behind is not None and len(behind["why"]) < _LEAST and not _JUDGED.fullmatch(behind["why"]):
        behind = None
    if behind is None or (_MORE.match(behind["why"]) and not _OF_ITSELF.match(behind["why"])):
        behind = _QUOTING.search(core) or _AIM.search(core)
    if behind is None:
        return core, None
    return core[: behind.start("why")].rstrip("，,"), behind["why"]


def states_why(statement: str) -> bool:
    """Whether a sentence behind a wish, which asks for nothing, is its ground: 基层没有专业能力，也没有执法权."""
    return (
        _LEAST <= len(statement) <= _LONGEST
        and bool(_WHY.search(statement))
        and not _NO_WHY.search(statement)
        and not own_places(statement)
    )


def _is_reason(words: str) -> bool:
    is_long = len(words) >= _LEAST or bool(_JUDGED.fullmatch(words))
    if not is_long or "⟦" in words or pointer_in(words).is_part or own_places(words):
        return False
    opens = _OPENING.match(words) and not _OF_ITSELF.match(words)
    return not (opens or _RETOLD.match(words) or _ASKED.search(words))


def _named(part: str) -> tuple[str, str]:
    """Cut a part of a sentence behind the place or the quotation it names."""
    about = _ABOUT.match(part)
    if about:
        is_retold = re.search("[将把]", about[0])
        return (part, "") if is_retold else (about[0], part[about.end() :])
    places = own_places(part)
    return (part[: places[-1].end], part[places[-1].end :]) if places else ("", part)
