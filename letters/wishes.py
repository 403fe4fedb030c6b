"""What a letter asks for: comments or not, on what, by when, in what form, and what silence means."""

from __future__ import annotations

import re
from datetime import date

from letters.document import Span
from letters.titles import is_normative
from registry.phrases import Found, read_deadlines

_ASKS_IN_TITLE = re.compile(r"征\s*求|征\s*集|公开.{0,6}意见|听取.{0,12}意见")
_OTHER_IN_TITLE = re.compile(r"印发|听证|召开|转发|表彰|批复|报告$|请示$|贯彻|执行|招聘|中标|成交|任免|放假|培训|会议")
# A request is made now and of the reader; 已征求, 广泛征求意见的基础上 and 应当征求 tell of others.
_ASKS = re.compile(
    r"(?:现|请|拟|特|望|欢迎|邀请|可以?|均可|向|面向|公开)[^。；\n]{0,60}?"
    r"(?:征求.{0,30}?(?:意见|建议)|征集.{0,16}?(?:意见|建议)|(?:提出|提供|反馈|反映|函复|研提).{0,16}?(?:意见|建议))"
    r"|(?:如有|若有|有)[^。；\n]{0,12}(?:意见|建议|异议)[^。；\n]{0,60}?(?:请|可)[^。；\n]{0,60}?(?:反馈|反映|提出|联系|函复|告知|书面)"
    r"|请[^。；\n]{0,80}?(?:意见|建议)[^。；\n]{0,40}?(?:反馈|报送|报|函复|回复|发送|寄)"
    r"|征求(?:意见|社会各界意见|社会公众意见|你们?(?:单位|局|委|厅)?(?:的)?意见|贵.{1,4}意见)[，。；]"
    r"|(?:意见|建议)(?:征集|反馈|征求)?的?(?:主要|具体)?(?:截止|期限|时间|方式|途径)",
)
_TOLD = re.compile(r"(?:已|曾|前期|经|经过|充分|广泛|应当?|须|要|进一步|在)[^，。；]{0,6}(?:公开)?(?:征求|征集|听取)")
# 来函收悉，经研究，我局无意见: the answer to a letter that asked, not a letter that asks.
_ANSWERS = re.compile(r"(?:来函|来文|函件|》|〔\d{4}〕\d{1,5}号[）)]?)[^。；]{0,12}?(?:收悉|收到|已收|已悉)")
_ANSWER_IN_TITLE = re.compile(r"(?:复函|回函|的答复|的反馈|回复|采纳情况|反馈情况)")
_BOOK = re.compile(r"[《》]")
_LETTER_ON = re.compile(
    r"^(?:[^《〈]{2,40})?关于[^《〈]{0,12}(?:征求|征集)[^《〈]{0,10}[《〈](?P<draft>.+)[》〉][^《》〈〉]*(?:意见|建议)(?:建议)?的(?:函|通知|公告|通告)$"
)
_DRAFT_BEFORE = re.compile(
    r"(?:起草|编制|制定|拟订|拟定|形成|修订|研究|拟制|征求|就|对|将|印发|印送|送上|送去|现送|转去|转来)了?(?:对)?[^《。]{0,24}$"
)
_NAMED_DRAFT = re.compile(r"(?:征求意见|公开征求意见|送审|讨论|草案)稿?")
_FORM = re.compile(r"(?:表|单|回执|函)[》〉]$")  # 《征求意见表》 is to be filled in
_WRITTEN = re.compile(r"(?:起草|编制|拟订|拟定|拟制|研究制定|草拟|编写)了?$")
_WITHOUT_MARKS = re.compile(r"关于(?:公开)?征求(?:对)?(?P<subject>[^《》]{4,60}?)(?:的)?(?:修改)?意见(?:建议)?(?:的|$)")
_REPLY = re.compile(
    r"(?:无(?:修改|不同|反馈)?意见|没有意见)(?:和建议|建议|或建议)?(?:的|者|，|,)?(?:单位)?[，,]?(?:也|亦|同样|均|请|需|须|应)[^。；]{0,24}?"
    r"(?:反馈|函复|回复|复函|书面|报送|说明|告知)|(?:有无|是否有)(?:修改)?意见[^。；]{0,6}(?:均|都)|无论(?:有无|有没有|是否有)[^。；]{0,8}意见|"
    r"实行零(?:报告|反馈)|零反馈|(?:反馈|回复|报送|注明)[“\"](?:无|没有)(?:修改|不同)?意见[”\"]|"
    r"(?:未|没有|不)(?:能)?提出?(?:修改)?意见的[^。；]{0,12}(?:反馈|回复|函复|书面|说明)",
)
_SILENCE = re.compile(
    r"(?:未|不|没有)(?:能)?(?:按时|按期|及时|在[^。，]{2,12}内|予以?)?(?:书面)?(?:反馈|回复|报送|函复|回函|答复|提出)[^。；]{0,24}?"
    r"(?:视为|视同|视作|默认为?|按|即为)[^。；]{0,6}?(?:无(?:修改|不同|异议)?意?见?|没有意见|同意|无异议)|"
    r"逾期(?:[未不](?:报|复|回|答|反馈|回复|报送|函复|提出)(?:意见)?(?:的|者)?[，,]?)?(?:即|将|均|一律)?(?:视为|视同|视作|按)"
    r"(?:无(?:修改|不同)?意见|没有意见|同意|无异议)",
)
_SEAL = re.compile(
    r"加盖[^。；，]{0,10}(?:公章|印章|章)(?!的?(?:委派|介绍|授权|证明|推荐|报名))|(?<!签批)盖(?:单位|本单位|行政)?(?:公章|印章|章)|签字盖章|签章"
)
_ELECTRONIC = re.compile(
    r"(?:电子版|电子文档|电子稿|电子文本|可编辑|[Ww][Oo][Rr][Dd]\s*版)[^。；\n]{0,40}?(?:发|报|送|反馈|传|提供|一并)|"
    r"(?:发|报送?|送|反馈|传|提供|包括|含|附|连同|及|和)[^。；\n]{0,16}?(?:电子版|电子文档|电子稿|电子文本|可编辑|[Ww][Oo][Rr][Dd]\s*版)",
)
_NEAR = re.compile(
    r"反馈|报送|报我|函复|回复|复函|书面|提出意见|意见建议|修改意见|截止|截至|征求意见|公示时间|公示期|公示期限|送至|发至|反映|发送|返回|提出|报(?:市|省|县|区|州|我|本|至)"
)
_FAR = re.compile(
    r"施行|执行|生效|印发|实施|年底|建成|完成|达到|报名|查阅|投入|会议|召开|有效期|工程|出台|工作日内(?:制定|受理|作出)"
)
_RANGE_GOES_ON = re.compile(r"\s*(?:至|到|[—－–~～-]{1,3})\s*\d")  # the first day of a window
_OPENING = 200  # characters in which a letter says what it answers
_BEFORE, _AFTER = 26, 46  # characters of context on either side


def is_solicitation(title: str | None, text: str) -> bool:
    """Whether a letter asks for comments on something, by its title, else by what its text asks."""
    words = re.sub(r"[（(]?征\s*求\s*意\s*见\s*稿[）)]?", "", _outside_books(title or ""))
    if _ANSWER_IN_TITLE.search(words) or _ANSWERS.search(text[:_OPENING]):
        return False
    if _ASKS_IN_TITLE.search(words):
        return True
    # 关于转发《关于征求…意见的函》的通知 asks for what the letter it forwards asks.
    forwards = (
        "转发" in words
        and title
        and any(_LETTER_ON.match(title[start + 1 : end - 1]) for start, end in books_in(title))
    )
    if title and not forwards and (_OTHER_IN_TITLE.search(words) or is_normative(words)):
        return False
    return any(not _TOLD.search(match[0]) for match in _ASKS.finditer(text))


def subject_of(title: str | None, text: str) -> tuple[str | None, Span | None]:
    """Give the draft consulted on: what 《》 holds in the title, else the draft the text says was written."""
    for source in filter(None, (title, text)):
        books = books_in(source)
        marked = [book for book in books if source is title or _names_draft(source, book)]
        marked = marked or [book for book in books if _WRITTEN.search(source[max(0, book[0] - 8) : book[0]])]
        if marked:
            name = _draft_of(source[marked[0][0] + 1 : marked[0][1] - 1])
            place = "".join(text.split()).find("".join(name.split()))
            return "".join(name.split("\n")).strip(), _unspaced_span(text, name) if place >= 0 else None
    plain = _WITHOUT_MARKS.search(title or "")
    return (plain["subject"], None) if plain else (None, None)


def _draft_of(name: str) -> str:
    """Give the draft a letter named in 《》 asks about (转来《关于征求〈办法〉意见的函》), else the name itself."""
    flat = "".join(name.split())
    letter = _LETTER_ON.match(flat)
    return letter["draft"] if letter else name


def books_in(text: str) -> list[Span]:
    """Spans of all outermost 《…》, marks included; an opening without its close gives none."""
    found: list[Span] = []
    opened: list[int] = []
    for match in _BOOK.finditer(text):
        if match[0] == "《":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            while found and found[-1][0] > start:
                found.pop()  # it lies within this one
            found.append((start, match.end()))
    return found


def deadline_of(text: str, written_on: date | None) -> tuple[Found | None, Span | None]:
    """Choose the deadline for comments among all deadline phrases of a letter by the words around each.

    Also says where the letter asks for comments by a time that cannot be: 请于2月30日前反馈.
    """
    read = read_deadlines(text, written_on)
    scored = [(_score(text, (phrase.start, phrase.end)), phrase.start, phrase) for phrase in read.found]
    best = max(scored, key=lambda row: row[:2], default=None)
    impossible = next((span for span in read.impossible if _score(text, span) > 0), None)
    return best[2] if best and best[0] > 0 else None, impossible


def reply_required(text: str) -> Span | None:
    """Where the letter says that no comment must be answered too."""
    return _span(_REPLY, text)


def silence_is_consent(text: str) -> Span | None:
    """Where the letter says that silence counts as no comment."""
    return _span(_SILENCE, text)


def seal_required(text: str) -> Span | None:
    """Where the letter asks for a seal on the answer."""
    return _span(_SEAL, text)


def electronic_copy_required(text: str) -> Span | None:
    """Where the letter asks for an electronic copy beside the paper."""
    return _span(_ELECTRONIC, text)


def _span(pattern: re.Pattern[str], text: str) -> Span | None:
    match = pattern.search(text)
    return match.span() if match else None


def _score(text: str, span: Span) -> int:
    if _RANGE_GOES_ON.match(text, span[1]):
        return 0
    before = text[max(0, span[0] - _BEFORE) : span[0]]
    after = text[span[1] : span[1] + _AFTER]
    # Words of another sentence do not count.
    before = re.split(r"[。；！？]", before)[-1]
    after = re.split(r"[。；！？]", after)[0]
    near = len(set(_NEAR.findall(before))) + len(set(_NEAR.findall(after)))
    far = len(set(_FAR.findall(before[-14:]))) + len(set(_FAR.findall(after[:20])))
    asked = bool(re.search(r"(?:请|务|须|应)[^，。]{0,10}于?$", before))
    others = bool(
        re.search(r"(?:要求|规定|明确)[^，。；]{0,8}$", before)
    )  # 省厅要求4月5日前反馈: what was asked of the writer
    stated = bool(re.search(r"(?:截止|截至|时间|日期|期限)[^，。]{0,6}$", before))
    return near * 2 + (2 if asked else 0) + (3 if stated else 0) - far * 3 - others


def _names_draft(text: str, book: Span) -> bool:
    name = text[slice(*book)]
    follows = text[book[1] : book[1] + 14]
    if _LETTER_ON.match("".join(name[1:-1].split())):
        return True
    if _FORM.search(name):
        return False
    is_draft = _NAMED_DRAFT.search(name) or _NAMED_DRAFT.search(follows)
    return bool(is_draft and _DRAFT_BEFORE.search(text[max(0, book[0] - 40) : book[0]]))


def _outside_books(title: str) -> str:
    kept = title
    for start, end in reversed(books_in(title)):
        kept = kept[:start] + kept[end:]
    return kept


def _unspaced_span(text: str, name: str) -> Span | None:
    pattern = r"\s*".join(map(re.escape, "".join(name.split())))
    match = re.search(pattern, text) if len(name) < 200 else None  # noqa: PLR2004 - no title is longer
    return match.span() if match else None
