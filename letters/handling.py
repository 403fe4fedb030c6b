"""What an incoming letter wants done: comments, action, or no more than to be read; and how the office calls itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from letters.bundle import PaperKind, parts_of
from letters.document import Document
from letters.facts import Facts
from registry.phrases import Phrase, find_phrases
from registry.unit_words import is_governments
from registry.words import Word


class Handling(Word):
    """How a letter is handled. Each has its own wording of the 拟办意见."""

    GOVERNMENT = "proposal_government", "主送政府征求意见"
    COMMENTS = "proposal", "征求意见"
    ACTION = "proposal_action", "转办"
    READING = "proposal_reading", "阅知"


@dataclass(frozen=True, slots=True)
class Request:
    """What a letter that asks for no comments asks for: the sentence as it stands, and its time limit."""

    words: str = ""  # empty: nothing is asked
    deadline: Phrase | None = None


_SENTENCE = re.compile(r"[^。；！？\n]+")
_ASKS = re.compile(
    r"(?:请|望|务必|务请|希望|各[^，。；\n]{1,20}?(?:要|应|须|需))[^。；\n]{0,60}?"
    r"(?:贯彻|执行|落实|遵照|遵守|办理|实施|抓好|抓紧|做好|报送|上报|报我|报至|反馈|提供|填报|填写|参加|参会|出席|派员|支持|配合|协助|"
    r"研究|提出|核实|核查|整改|自查|排查|函复|答复|回复|批示|批准|审批|审核|推荐|组织|转发|传达|学习|加强|完成|确认|商请|予以)"
)
# What is said at the end of every letter asks for nothing: 请知悉, 如有问题请与…联系.
_COURTESY = re.compile(
    r"请(?:予以?)?(?:知悉|知照|查收|查阅|参阅|参考|审阅|周知|谅解)|(?:如有|若有|如遇)[^，。；]{0,20}(?:问题|疑问|变动)"
)
_BEFORE = re.compile(r"前|内|截止|为止|下班")
_MOST_WORDS = 160
_GOVERNMENT = re.compile(
    r"^.*?(?P<end>自治区|自治州|自治县|特别行政区|省|市|盟|州|县|旗|区|镇|乡)(?P<organ>人民政府|行政公署|政府)"
)
_OWN = re.compile(r"(?P<end>局|厅|委|办|院|署|部|中心|集团|公司|学院|大学)$")
_GOVERNMENT_OFFICE = re.compile(r"(?:人民政府|行政公署|政府)(?:办公室|办公厅|秘书处)?$")


def request_of(document: Document, facts: Facts) -> Request:
    """Give what the letter asks to be done: the first sentence that asks, of the letter itself, not of what it issues.

    Where that sentence sets no time limit the first later one that asks and does gives it. A plan by itself asks nobody
    for anything now.
    """
    parts = parts_of(document)
    if all(part.kind in {PaperKind.DRAFT, PaperKind.ANNEX} for part in parts):
        return Request()
    letter = next((part.document for part in parts if part.kind is PaperKind.COVERING), document)
    sentences = [sentence[0].strip() for sentence in _SENTENCE.finditer(letter.text)]
    asked = [_request(sentence) for sentence in sentences if not _COURTESY.search(sentence)]
    asked = [words for words in asked if words]
    limits = (
        found.phrase
        for sentence in asked
        for found in find_phrases(sentence, facts.issued_on)
        if _BEFORE.search(found.phrase.text)
    )
    return Request(asked[0], next(limits, None)) if asked else Request()


def _request(sentence: str) -> str:
    """Give a sentence from the clause on that asks; empty where none does."""
    match = _ASKS.search(sentence)
    if match is None:
        return ""
    words = sentence[sentence.rfind("，", 0, match.start()) + 1 :]
    return words if len(words) <= _MOST_WORDS else f"{words[:_MOST_WORDS]}……"


def handling_of(facts: Facts, request: Request, office: str) -> Handling:
    """Choose how a letter is handled, from what it asks and whom it addresses.

    A request for comments goes to the government where the office is its general office and the letter addresses
    governments; a paper that asks for nothing is read.
    """
    if facts.is_solicitation:
        return Handling.GOVERNMENT if government_of(office) and _to_government(facts) else Handling.COMMENTS
    return Handling.ACTION if request.words else Handling.READING


def government_of(office: str) -> str:
    """Give how a government's general office calls its government, as 市政府 or 盟行署; empty for another office."""
    match = _GOVERNMENT.match(office)
    if match is None or not _GOVERNMENT_OFFICE.search(office):
        return ""
    return f"{match['end']}{'行署' if match['organ'] == '行政公署' else '政府'}"


def ours(office: str, handling: Handling, facts: Facts) -> str:
    """Give how an office speaks of who is asked: 我市 where its government is, else 我局, 我办, 我单位.

    Empty where nobody in particular is addressed, as by a notice to the public.
    """
    if not facts.addressees:
        return ""
    if handling is Handling.GOVERNMENT:
        return f"我{government_of(office).removesuffix('政府').removesuffix('行署')[-1]}"
    named = _OWN.search(office.replace("委员会", "委").replace("办公室", "办").replace("办公厅", "办"))
    return f"我{named['end']}" if named else "我单位"


def _to_government(facts: Facts) -> bool:
    return any(is_governments(name) or name.endswith(("人民政府", "行政公署", "政府")) for name in facts.addressees)
