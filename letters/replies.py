"""What a letter of reply says as a whole: who signs it, whether it agrees or has no comment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from letters.dates import is_date_line
from letters.unit_names import is_unit

_OBJECT: Final = r"(?:修改|补充|不同|其他|其它|具体|反馈|任何|进一步|相关|新的|的|、|和|或)*"
_NO_COMMENT: Final = re.compile(
    rf"(?:无|没有|暂无|均无|尚无|未提出|不提|提不出){_OBJECT}(?:意见|建议|异议)(?:(?:和|或|及|、)?(?:建议|意见))?"
    rf"|无需(?:再)?修改|不需要?修改|对{_OBJECT}内容无异议|零意见|反馈意见[：:]\s*无(?=[。\s]|$)|意见[：:]\s*无(?=[。\s]|$)"
)
_AGREE: Final = re.compile(r"(?:原则|完全|均|总体|基本|表示)?(?:上)?(?:同意|赞成|认可)(?!后|的话|以后|与否)")
_NOT_SO: Final = re.compile(r"(?:如(?!下)|若|逾期|视为|视同|是否|凡)[^，。；\n]{0,12}\Z|[不有]\Z")
_EXCEPT: Final = re.compile(r"(?:其他|其它|其余|除[^，。]{0,30}外)[^，。；]{0,8}\Z")
_ASKING: Final = re.compile(
    r"公开征求|向社会|征求.{0,60}意见的(?:函|通知|公告|通告|启事)(?!收悉)|请.{0,60}(?:提出|反馈|报送|回复).{0,10}意见"
    r"|意见.{0,12}(?:反馈|报送|发送)(?:我|至)"
)
_RETURNING: Final = re.compile(
    r"收悉|复函|(?:反馈|回复|答复)如下|意见的(?:回复|反馈|答复)|我(?:局|委|办|厅|院|单位)(?:对|无|没有|原则)"
)
_TITLE: Final = re.compile(r"关于.{4,120}(?:函|意见|建议|回复|反馈|报告|情况)(?:的函|的复函|的报告)?[）)]?$")
_SALUTATION: Final = re.compile(r"^.{2,60}[：:]$")
_ABOUT_DRAFT: Final = re.compile(r"征求意见|意见建议|修改意见|反馈意见|征求.{0,20}意见|意见反馈|收悉")
_OPENING: Final = re.compile("意见|建议|如下")  # a line that ends in a colon but opens a list
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
