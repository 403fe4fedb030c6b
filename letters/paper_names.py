"""How names of papers are compared: loosely, for a title, a list of attachments and a file seldom agree in signs."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

_ENDING = re.compile(r"\.[A-Za-z]{2,5}$")
_STATUS = re.compile(
    r"[（(〔【\[]?(?:公开)?(?:修订|修改)?(?:征求意见|送审|讨论|审议|修订|报批|代拟|草案)(?:草案)?(?:征求意见)?"
    r"(?:第?[\d一二三四五六七八九十]{0,2}次?[稿案文])?[）)〕】\]]?"
)
_NUMBER = re.compile(r"^(?:附\s*件\s*)?(?:[\d一二三四五六七八九十]{1,3}(?=\D))?[.．、:：)）\s]*")
_MARKS = re.compile(r"[^\w]|_")
# A paper beside the draft goes by its kind: 意见反馈表 and 征求意见反馈表（样表） are one form.
_KINDS = (
    ("form", re.compile(r"反馈表|意见表|汇总表|回执|反馈单|意见单")),
    ("notes", re.compile(r"起草说明|编制说明|修订说明|的说明|说明$|解读")),
    ("comparison", re.compile(r"对照")),
)
# Names of papers about the draft, or of parts of it, that share most of its words.
_OF_THE_DRAFT = re.compile(
    r"说明|反馈表|意见表|名单|清单|对照|征求意见表|回执|目录|附表|图|格式|模板|材料|公示|解读|依据|内容|部分"
)
_LEAST = 4  # signs of a name that may lie within another's
_LEAST_TITLE = 8  # signs of a title that can be told from another's by a slip
_ALIKE = 0.9  # of the signs two names of one paper share
_NEARLY_ALIKE = 0.82  # of the signs two spellings of one title share; less is another paper
LONGEST_NAME = 160
"""Signs of a name that are compared."""


def plain_name(name: str) -> str:
    """Give a name's own signs: no number, no ending, no 《》, no （征求意见稿）."""
    words = _ENDING.sub("", unicodedata.normalize("NFKC", name).strip())
    return _MARKS.sub("", _STATUS.sub("", _NUMBER.sub("", words, count=1)))


def names_a_paper(name: str) -> bool:
    """Whether words name a paper at all, be it only by what it is: 附件：征求意见稿."""
    return bool(plain_name(name) or _STATUS.search(name))


def is_same_paper(one: str, other: str) -> bool:
    """Whether two names may be one paper's: papers beside a draft by their kind, others by their words."""
    kind, others_kind = _kind(one), _kind(other)
    if kind or others_kind:
        return kind == others_kind
    a, b = sorted((plain_name(one)[:LONGEST_NAME], plain_name(other)[:LONGEST_NAME]), key=len)
    if len(a) < _LEAST:
        return a == b != ""
    return a in b or _are_alike(a, b, _ALIKE)


def is_slip_for(name: str, subject: str) -> bool:
    """Whether a name is most likely the subject's, written otherwise by a slip; a longer or shorter name is none."""
    if _OF_THE_DRAFT.search(name):
        return False
    a, b = plain_name(subject)[:LONGEST_NAME], plain_name(name)[:LONGEST_NAME]
    if len(a) < _LEAST_TITLE or a.endswith(b) or b.endswith(a):
        return False
    return _are_alike(a, b, _NEARLY_ALIKE)


def _are_alike(a: str, b: str, least: float) -> bool:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least


def _kind(name: str) -> str:
    return next((kind for kind, words in _KINDS if words.search(_ENDING.sub("", name.strip()))), "")
