"""What a letter of reply says as a whole: who signs it, whether it agrees or has no comment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import chain
from pathlib import PurePath
from typing import Final

from letters.dates import is_date_line
from letters.numerals import CHINESE
from letters.unit_names import is_unit

_OBJECT: Final = r"(?:什么|修改|补充|不同|其他|其它|具体|反馈|任何|进一步|相关|新的|的|、|和|或)*"
_NO_COMMENT: Final = re.compile(
    rf"(?:无|没有?|暂无|均无|尚无|未提出|不提|提不出){_OBJECT}(?:意见|建议|异议)(?:(?:和|或|及|、)?(?:建议|意见))?"
    rf"|\A\s*(?:无|没有)[。.]?\s*\Z|无需(?:再)?修改|不需要?修改|对{_OBJECT}内容无异议|零意见|反馈意见[：:]\s*无(?=[。\s]|$)|意见[：:]\s*无(?=[。\s]|$)"
)
_AGREE: Final = re.compile(r"(?:原则|完全|均|总体|基本|表示)?(?:上)?(?:同意|赞成|认可)(?!后|的话|以后|与否)")
_GO_AHEAD: Final = re.compile(
    r"(?:建议|可以?|同意)(?:贵[局委办厅院])?(?:尽快|抓紧|及时|正式|按(?:照)?程序)*"
    r"(?:印发|出台|颁布|公布实施|发布实施)"
)
_RECEIVED: Final = re.compile(r"收到|已收|收悉|已悉|已阅")
_LATER: Final = re.compile(
    r"(?:尽快|稍后|随后|将(?:于|在|按|尽|及)|届时|抓紧|正在|按时|已转)[^。；\n]{0,24}(?:反馈|回复|报送|研究|办理|征求)"
)
# What is asked of the office's own work, not of the draft.
_PROCEDURE: Final = re.compile(
    r"盖章|打不开|无法打开|重新?发|补发|(?:反馈|报送|回复|提交)[^，。]{0,4}(?:时间|期限|方式|格式)"
    r"|(?:能否|可否|申请|请予|请求)[^。]{0,12}(?:延期|延至|延后|宽限|推迟)"
)
_SUBJECT: Final = re.compile(
    r"(?<![据照])(?:征求|关于|对|就|《)\s*[《〈]?(?P<name>[^《〈》〉\n]{5,60})[》〉](?!第)"
    r"(?=[（(]?(?:征求意见|送审|修订|草案)|[^。；\n]{0,12}(?:意见|建议|收悉))"
)
_FRAME: Final = re.compile(
    r"^.{1,4}?[省市县区旗盟州](?=.{4})|[（(][^）)]*[）)]"
    r"|(?:管理|实施|工作|行动|若干)*(?:办法|方案|通知|意见|规定|条例|规划|细则|措施|计划|制度|标准)(?:[（(].*)?$"
)
_OURS: Final = 0.5  # share of a name's own words that the draft's title has
_OPENS: Final = 200  # characters of a letter's beginning, where its subject is named
_NOT_SO: Final = re.compile(r"(?:如(?!下)|若|逾期|视为|视同|是否|凡)[^，。；\n]{0,12}\Z|[不有]\Z")
_EXCEPT: Final = re.compile(r"(?:(?:其他|其它|其余)[^，。；]{0,8}|除[^，。]{0,30}外[，,]?[^，。；]{0,8})\Z")
# 对第七条没有异议 says nothing of the rest.
_OF_A_PART: Final = re.compile(
    rf"第[（(]?(?:[{CHINESE}]{{1,6}}|\d{{1,3}})[）)]?(?:[条项款章节]|部分)|附件\s*[{CHINESE}\d]"
)
_SENTENCE: Final = 80  # characters before words of agreement in which a clause may be named
_ASKING: Final = re.compile(
    r"公开征求|向社会|征求.{0,60}意见的(?:函|通知|公告|通告|启事)(?!收悉)|请(?!问).{0,60}(?:提出|反馈|报送|回复).{0,10}意见"
    r"|意见.{0,12}(?:反馈|报送|发送)(?:我|至)"
)
_RETURNING: Final = re.compile(
    r"收悉|复函|(?:反馈|回复|答复)如下|意见的(?:回复|反馈|答复)|我(?:局|委|办|厅|院|单位)(?:对|无|没有|原则)"
)
_TITLE: Final = re.compile(r"关于.{4,120}(?:函|意见|建议|回复|反馈|报告|情况)(?:的函|的复函|的报告)?[）)]?$")
_SALUTATION: Final = re.compile(r"^.{2,60}[：:]$")
_ABOUT_DRAFT: Final = re.compile(r"征求意见|意见建议|修改意见|反馈意见|征求.{0,20}意见|意见反馈|收悉")
_OPENING: Final = re.compile("意见|建议|如下|关于|附件|第.{1,6}[条项款章部]")  # a line with a colon that opens a list
_SIGNED: Final = re.compile(
    r"(?:[（(](?:单位)?(?:盖章|公章|印章)[）)])?(?P<name>[\u4e00-\u9fff]{3,30}?)(?:[（(][^）)]{0,12}[）)])?"
)
_NO_UNIT: Final = re.compile("意见|反馈|关于|征求|附件|修改|稿")
_IN_NAME: Final = re.compile(r"[\u4e00-\u9fff]{2,20}")
_TELLING: Final = 6  # characters of a draft's name that prove a letter speaks of it
_HEAD: Final = 15  # lines at its beginning where title and salutation stand
_NAME: Final = 30  # characters of the longest letterhead
_TAIL: Final = 12  # lines at a letter's end where it is signed


def says_no_comment(text: str) -> bool:
    """Whether a text says 无意见 of itself: not 如无意见, not 视为无意见, not 其他无意见."""
    return any(
        not _NOT_SO.search(text[max(0, m.start() - 16) : m.start()]) and not _rest_only(text, m)
        for m in _NO_COMMENT.finditer(text)
    )


def says_agree(text: str) -> bool:
    """Whether a text says 同意 of the draft."""
    return any(not _NOT_SO.search(text[max(0, m.start() - 10) : m.start()]) for m in _AGREE.finditer(text))


def agrees_on_the_whole(text: str) -> bool:
    """Whether a text agrees, or has no comment, on the draft and not only on a clause: what else it asks is advice."""
    return any(
        not _NOT_SO.search(text[max(0, m.start() - 16) : m.start()])
        and not _rest_only(text, m)
        and not _OF_A_PART.search(re.split(r"[。；;\n]", text[max(0, m.start() - _SENTENCE) : m.start()])[-1])
        for m in chain(_NO_COMMENT.finditer(text), _AGREE.finditer(text))
    )


def says_go_ahead(text: str) -> bool:
    """Whether a text only asks that the draft be issued: 建议尽快印发."""
    return bool(_GO_AHEAD.search(text))


def only_acknowledges(text: str) -> bool:
    """Whether a letter says no more than that ours came and an answer will follow."""
    return bool(_RECEIVED.search(text) and _LATER.search(text))


def asks_the_office(text: str) -> bool:
    """Whether words ask something of the office's own work, 能否延期, 附件打不开, and not of the draft."""
    return bool(_PROCEDURE.search(text))


def names_another(text: str, title: str | None) -> bool:
    """Whether a letter says at its beginning that it is about another draft, and nowhere names ours.

    Place and kind of paper (某市…管理办法) are no mark of a draft: its own words between them are compared.
    """
    ours = _own_words(title or "")
    named = [_own_words(found["name"]) for found in _SUBJECT.finditer("".join(text.split())[:_OPENS])]
    told = [name for name in named if name]
    return bool(ours and told) and all(_shared(name, ours) < _OURS for name in told)


def _own_words(name: str) -> str:
    return _FRAME.sub("", _FRAME.sub("", "".join(name.split())))


def _shared(name: str, title: str) -> float:
    """Give the share of a name that the title has in the same order: short names leave words out."""
    blocks = SequenceMatcher(None, name, title, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / len(name)


def _rest_only(text: str, match: re.Match[str]) -> bool:
    """Whether the words leave out what was said before: 其他无意见, 除上述意见外无其他意见."""
    return bool(_EXCEPT.search(text[max(0, match.start() - 34) : match.start()]))


def is_about_draft(text: str, title: str | None) -> bool:
    """Whether a letter speaks of being asked for comments, or names the draft."""
    name = "".join((title or "").split())
    return bool(_ABOUT_DRAFT.search(text)) or (len(name) >= _TELLING and name in "".join(text.split()))


def asks_for_comments(text: str) -> bool:
    """Whether a paper itself asks others for comments: it is no return, whatever its words."""
    return bool(_ASKING.search(text)) and not _RETURNING.search(text)


def has_letter_shape(lines: Sequence[str]) -> bool:
    """Whether a text is a letter with a title 关于…的函 rather than lines of a mail."""
    return any(_TITLE.search(line.strip()) for line in lines[:8])


def body_of(lines: Sequence[str]) -> range:
    """Give the lines between a letter's salutation and its signature."""
    first = 0
    for n, line in enumerate(lines[:_HEAD]):
        if _SALUTATION.match(line.strip()) and not _OPENING.search(line):
            first = n + 1
            break
        if _TITLE.search(line.strip()):
            first = n + 1
    dates = (n for n in range(max(first, len(lines) - _TAIL), len(lines)) if is_date_line(lines[n]))
    last = next(dates, len(lines))
    while last > first and (not lines[last - 1].strip() or _signer(lines[last - 1])):
        last -= 1
    return range(first, last)


def unit_of(lines: Sequence[str], name: str, units: Sequence[str], authors: Sequence[str] = ()) -> str | None:
    """Say which unit a letter is from: its signature, its letterhead, who marked the copy, the file's name."""
    known = sorted(filter(None, units), key=len, reverse=True)
    tail = [line.strip() for line in lines[-_TAIL:]]
    signers = [found for line in reversed(tail) if (found := _signer(line))]
    heads = [line.strip().removesuffix("文件").removesuffix("便函") for line in lines[:2]]
    stem = PurePath(name.replace("\\", "/")).stem
    for text in [*signers, *(head for head in heads if len(head) <= _NAME), *authors, stem]:
        found = next((unit for unit in known if _same(unit, text)), None) or next((u for u in known if u in text), None)
        if found:
            return found
    if signers:
        return signers[0]
    head = next((h for h in heads if is_unit(h) and len(h) <= _NAME), None)
    author = next((a for a in authors if is_unit(a)), None)
    return head or author or _in_name(stem)


def _same(unit: str, text: str) -> bool:
    return unit == "".join(text.split())


def _signer(line: str) -> str | None:
    """Give the unit a line is signed with, if it is nothing but a signature."""
    match = _SIGNED.fullmatch("".join(line.split()))
    name = str(match["name"]) if match else ""
    first, _, rest = line.strip().partition(" ")
    if rest and len(line) <= _NAME and is_unit(first):
        name = first  # the unit, and who wrote for it
    return name if name and is_unit(name) and not re.match(r"各|请|附|关于|建议|同意", name) else None


def _in_name(stem: str) -> str | None:
    """Find a unit's name among the words of a file's name."""
    for words in _IN_NAME.findall(stem):
        for end in range(len(words), 2, -1):
            head = words[:end]
            if is_unit(head) and not _NO_UNIT.search(head):
                return str(head)
    return None
