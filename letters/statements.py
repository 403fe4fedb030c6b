"""A letter's running words cut into statements, each with one wish. Quotations are set aside first.

A quotation becomes a mark ⟦0⟧, so that no verb or stop inside it is taken for one of the letter's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from letters.numerals import CHINESE

_QUOTATION: Final = re.compile(r"“(?P<a>(?:[^“”]|“[^“”]*”)*)”|「(?P<b>[^」]*)」|『(?P<c>[^』]*)』|\"(?P<d>[^\"\n]+)\"")
# The end of a sentence, but within brackets; looked for no further than brackets are long.
_ENDS: Final = re.compile(r"(?<=[。；;！!？])(?![^（(]{0,300}[）)])|(?<=[：:])(?=1[.．、])")
MARK: Final = re.compile(r"⟦(\d+)⟧")
M: Final = r"⟦\d+⟧"
CHANGE: Final = re.compile(
    r"(?:修改|更改|变更|调整|替换|修订|完善|统一|规范|更正|表述|改)(?:表述|规范)?(?:为|成|至|到)[：:，,]?|应为|宜为|替换[：:]|修改后(?:为|的?(?:内容|表述))?[：:]"
    r"|(?:缩短|延长|压缩|放宽|提高|提升|降低|下调|上调|调[低高减增]|扩大|减少|缩减|简化|精简)(?:为|成|至|到)"
    r"|(?:推迟|提前|顺延)(?:至|到)|(?:明确|限定)为|写(?:清楚|明确?)[是为]|改(?=[^，。；⟦为成]{1,20}为宜)|[降升调](?:为|至|到)|[增减提](?:为|至)|换[成为]|改作|→|⇒|(?:[-=]|—{1,2})>|(?<=⟧)\s*改\s*(?=⟦)"
)
DELETE: Final = re.compile(r"删除|删去|删掉|去掉|删减|取消|不再保留|予以删")
INSERT: Final = re.compile(
    r"增加|补充(?!完善|说明|细化|明确|修改)|加入|添加|增补|插入|加上|加\s*(?=⟦)|补入|新增|增设|增列|写入"
)
MERGE: Final = re.compile(r"合并|整合为|并入")
ACT: Final = re.compile(f"{CHANGE.pattern}|{DELETE.pattern}|{INSERT.pattern}|{MERGE.pattern}")
_JOINT: Final = re.compile(
    r"[，,](?=(?P<join>并|同时|且|另|另外|并且|以及|或者?)?(?:建议)?(?:将|把|在⟦|在第|删[除去]⟦|删除第|删除该|增加⟦|补充⟦"
    r"|⟦\d+⟧(?:修改|调整|更改|改)(?:为|成)|(?:责任|牵头|配合)(?:单位|部门)(?:修改|调整|变更|改|由)"
    # A further place with a change of its own: 第（三）项删除，第（五）项改为⟦0⟧
    rf"|第[（(]?[{CHINESE}\d]{{1,5}}[）)]?[条款项][^，。；]{{0,30}}(?:(?:修改|调整|改)(?:为|成)|删除|删去|增加|补充)))"
)
_ASKED_ALREADY: Final = re.compile(
    rf"{CHANGE.pattern}|{DELETE.pattern}|{INSERT.pattern}|{MERGE.pattern}|建议[^，]{{0,8}}(?:明确|完善|细化|核实|研究|统一)"
)
# 我局无不同意见，建议…: what is asked is a statement of its own.
_AGREED: Final = re.compile(
    r"(?<=意见|建议|异议|同意|赞同|赞成|认可)[，,](?:但|仅|只|另|同时|不过)?(?=(?:提|有)?[^，。]{0,6}建议)"
)
# A number of the letter's own list inside a line: 意见如下：1.第二条…；2.第三条…
_ENUMERATOR: Final = re.compile(r"\s*(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[①-⑳])\s*(?=第|建议|⟦|关于|将|在|附件)")
_RESPECTIVELY: Final = re.compile(
    rf"(?P<old>{M}(?:[、和与及]{M}){{1,9}})(?P<verb>分别[^⟦，。；]{{0,4}}(?:改|调整|变更)[为成]?[：:]?)(?P<new>{M}(?:[、和与及]{M}){{1,9}})"
)


def statements(text: str) -> Iterator[str]:
    """Cut at the ends of sentences that stand outside quotations and brackets; a reason stays with its statement."""
    bare, quotations = set_aside(text)
    for sentence in _ENDS.split(bare):
        listed = _ENUMERATOR.match(sentence)
        own = sentence[listed.end() :] if listed else sentence
        for part in (piece for said in _AGREED.split(own) for piece in _wishes_apart(said)):
            whole = MARK.sub(lambda m: f"“{quotations[int(m[1])]}”", part).strip()
            if whole:
                yield whole


def _wishes_apart(sentence: str) -> Iterator[str]:
    """Cut before a further wish: 将A改为B，并在C后增加D. What only leads up to a wish stays with it."""
    pairs = _RESPECTIVELY.search(sentence)
    if pairs is not None:
        olds, news = MARK.findall(pairs["old"]), MARK.findall(pairs["new"])
        if len(olds) == len(news):
            head, verb = sentence[: pairs.start()], pairs["verb"].replace("分别", "")
            yield from (f"{head}⟦{old}⟧{verb}⟦{new}⟧" for old, new in zip(olds, news, strict=True))
            return
    start = looked = 0
    for joint in _JOINT.finditer(sentence):
        if joint["join"] or _ASKED_ALREADY.search(sentence, looked, joint.start()):
            yield sentence[start : joint.start()]
            start = joint.end()
        looked = joint.end()
    yield sentence[start:]


def set_aside(text: str) -> tuple[str, list[str]]:
    """Put marks ⟦0⟧ ⟦1⟧ in the place of quotations."""
    quotations: list[str] = []

    def keep(match: re.Match[str]) -> str:
        quotations.append(next(group for group in match.groups() if group is not None))
        return f"⟦{len(quotations) - 1}⟧"

    return _QUOTATION.sub(keep, text.replace("⟦", "[").replace("⟧", "]")), quotations
