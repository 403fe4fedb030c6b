"""Opinions in running words: 建议将第三条“A”修改为“B”，理由：…; 删除; 在…后增加; 合并; 责任单位; several in one text.

A text is cut into statements; each statement says what it wants of which words, where, and why. Quotations are set
aside first, so that verbs inside them are never taken for the letter's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from letters.asking import bare, only_reason, read_statement
from letters.labels import LabelKind, label_at
from letters.numerals import CHINESE, to_int
from letters.places import PlaceWords, own_places, under
from letters.reasons import heads_reasons, leads_to_reasons, states_why
from letters.statements import set_aside, statements
from letters.wish import Wish
from letters.word_wishes import trimmed
from registry.words import Kind

_OLD: Final = re.compile(r"[^，。；“]{0,12}(?:原文|原表述|原内容|原条文)(?:为|是)?[：:]\s*(?P<old>.+)$")
_NEW: Final = re.compile(
    r"(?:建议|拟|现)?(?:修改|改|调整)?(?:稿|后|表述|意见|内容)?(?:改?为|修改为)?[：:]\s*(?P<new>.+)$"
)
_ONE: Final = rf"第(?:[{CHINESE}]{{1,6}}|\d{{1,3}})[条项款章节]"
_LISTED: Final = re.compile(
    rf"(?:删除|删去|取消)(?:{_ONE}[、和及与]){{1,9}}{_ONE}(?:$|[，。；,])"
    rf"|(?:{_ONE}[、和及与]){{1,9}}{_ONE}(?:建议|应|整条|全部|均|都|一并|予以)*(?:删除|删去|取消)"
)
_PARTS: Final = re.compile(
    r"(?<!^)[\s。；;，,]*(?=(?:(?:建议|拟|现)?(?:修改|改|调整)(?:稿|后|意见)?(?:改?为)?|(?:修改|主要)?理由)[：:])"
)
_MOST_PARTS: Final = 9  # of one line that gives the original, the new words and the reason
_NO_NEW: Final = re.compile("[^：:]{0,6}(?:理由|原因|依据|说明)")
_COUNTED: Final = re.compile(rf"\s*([{CHINESE}]{{1,4}})、")
_PLACE: Final = (
    rf"(?:附件\s*[{CHINESE}\d]{{1,3}}|(?:第[（(]?(?:[{CHINESE}]{{1,6}}|\d{{1,3}})[）)]?[条项款章节]){{1,3}})"
)
_BOTH: Final = re.compile(
    rf"(?P<places>{_PLACE}(?:(?:[、和及与]|以及){_PLACE}){{1,9}})[^，。；]{{0,12}}?(?:均|都|皆|分别|各(?=[为有规设自])|两处|同时)"
)
_SEVERAL: Final = 2
_IF: Final = re.compile(r"(?:如果?|若|假如|倘若|要是)(?![下上实期何])[^，。；]{1,20}[，,]")
_ASKS_WHETHER: Final = re.compile(r"[？?]|是否|[能可]否|请问|还是")
_REMAINS: Final = re.compile(
    r"(?:我|本)(?:局|委|办|厅|院|部|校|中心|公司|单位|部门|街道|镇|乡|会)[^，。；]{0,4}?(?:仅|只|不|配合)(?![^。]*建议)"
)
_ONLY_NAMES: Final = re.compile(r"[^。；，]{2,40}")  # a line without a stop
_APART: Final = re.compile(r"另外?[，,]?(?=建议|请|提)|此外|最后[，,]|总体上?[，,]|综上")  # a line on something else
_NO_ITEM: Final = -1  # a line without a number of its own
_MOST: Final = 500  # statements of one text
_MOST_CHARACTERS: Final = 200_000


def wishes_in(lines: Sequence[str], *, first: int = 0) -> tuple[Wish, ...]:
    """Read every opinion of a text given as lines; `first` is the number of its first line.

    A line that only names a place lends it to the statements under it, numbered points included; a line that only
    gives a reason belongs to the opinion before it.
    """
    reader = _Reader()
    length = number = 0
    for n, line in enumerate(lines, start=first):
        length += len(line)
        if len(reader.found) >= _MOST or length > _MOST_CHARACTERS:
            break
        item, level = _item_end(line, number)
        number = number + 1 if item else number
        if item:
            reader.begin_item(level)
        elif not line.strip():
            reader.begin_item(_NO_ITEM)
        reader.read(line[item:], n, level)
    return tuple(reader.found)


@dataclass(slots=True)
class _Reader:
    """What was read so far, and what it lends to the lines under it."""

    found: list[Wish] = field(default_factory=list)
    headings: list[tuple[int, tuple[PlaceWords, ...]]] = field(default_factory=list)  # by the kind of their number
    place: tuple[PlaceWords, ...] = ()
    spoken: tuple[str, ...] = ()  # words quoted in this line of which nothing was asked yet
    old: str = ""  # of a line 原文：…
    reasons_follow: bool = False  # the line above says no more than 修改理由
    in_items: bool = False

    def begin_item(self, level: int) -> None:
        """Begin a numbered point, or what follows an empty line: it stands under the headings of outer numbers."""
        while level != _NO_ITEM and self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.place = self.headings[-1][1] if self.headings else ()
        self.in_items = self.in_items or level != _NO_ITEM

    def read(self, words: str, line: int, level: int) -> None:
        """Read one line without its number."""
        if (
            _OLD.match(words) and 1 < len(parts := _PARTS.split(words, _MOST_PARTS)) <= _MOST_PARTS
        ):  # 原文：…修改为：…理由：… in one line
            for part in parts:
                self.read(part, line, level)
            return
        if self._reason(words, is_item=level != _NO_ITEM) or self._old_or_new(words, line):
            return
        if level == _NO_ITEM and _APART.match(words.strip()):
            self.headings.clear()
            self.place = ()
        known = len(self.found)
        self.spoken = ()
        for statement in statements(words):
            self._statement(statement, line)
        self.reasons_follow = len(self.found) > known and leads_to_reasons(words)
        if len(self.found) == known:
            self._heading(words, level)
        elif level == _NO_ITEM and self.in_items:
            self.headings.clear()  # the points are over

    def _heading(self, words: str, level: int) -> None:
        """Keep the place of a line that names one and wants nothing, for the points under it."""
        places = own_places(bare(words))
        if places and (words.rstrip().endswith(("：", ":")) or _ONLY_NAMES.fullmatch(words.strip())):
            self.headings = [one for one in self.headings if level != _NO_ITEM and one[0] < level]
            self.headings.append((level, places[:1]))
            self.in_items = level != _NO_ITEM

    def _reason(self, words: str, *, is_item: bool) -> bool:
        if heads_reasons(words):
            self.reasons_follow = True
            return True
        if self.reasons_follow and self.found and words.strip() and not is_item:
            self.found[-1] = _with_reason(self.found[-1], trimmed(words))
            return True
        self.reasons_follow = False
        return False

    def _old_or_new(self, words: str, line: int) -> bool:
        if quoted := _OLD.match(words):
            self.place = under(own_places(words[: quoted.start("old")]), self.place) or self.place
            self.old = trimmed(quoted["old"]).strip("“”")
            return True
        new = _NEW.match(words) if self.old and not _NO_NEW.match(words) else None
        if new is None:
            return False
        proposed = trimmed(new["new"]).strip("“”")
        self.found.append(Wish(Kind.REPLACE, words.strip(), self.place, self.old, proposed, None, line))
        self.old = ""
        return True

    def _statement(self, statement: str, line: int) -> None:
        last = self.found[-1] if self.found and self.found[-1].line == line else None
        if last is not None and _IF.match(statement) and _is_question(last):
            self.found[-1] = _going_on(last, statement)  # 如包括，建议…: what follows from the answer
            return
        is_heading = bool(self.headings) and self.place == self.headings[-1][1]
        wish = read_statement(statement, self.place, line, is_heading=is_heading)
        if wish is not None and last is not None and _completes(last, wish):
            self.found[-1] = _going_on(last, statement)
        elif wish is not None:
            if self.old and wish.original is None and wish.kind in {Kind.REPLACE, Kind.DELETE}:
                wish = replace(wish, original=self.old, quoted=True)
            self.old = ""
            self.found += _each(self._of_words_spoken(wish, statement, last))
            self.spoken = ()
            self.place = wish.places[:1] or self.place
        elif self.found and (why := only_reason(statement)):
            self.found[-1] = _with_reason(self.found[-1], why)
        elif last is not None and not last.reason and states_why(statement):
            self.found[-1] = _with_reason(last, trimmed(statement))
        else:
            self.place = under(own_places(bare(statement)), self.place) or self.place
            self.spoken = (*self.spoken, *set_aside(statement)[1])

    def _of_words_spoken(self, wish: Wish, statement: str, last: Wish | None) -> Wish:
        """Give a bare 建议删除 the words quoted before it, not the clause they stand in: “A”范围不清。建议删除."""
        is_bare = wish.kind in {Kind.DELETE, Kind.REPLACE} and wish.original is None
        if not is_bare or own_places(bare(statement)) or wish.pointer.is_part:
            return wish
        if last is not None and last.kind is Kind.GENERAL and last.original and _is_question(last):
            self.found.pop()
            return replace(wish, original=last.original, quoted=True, reason=wish.reason or last.proposed)
        if len(self.spoken) > 1:
            return replace(wish, kind=Kind.GENERAL, original=None, proposed=trimmed(statement))
        return replace(wish, original=self.spoken[0], quoted=True) if self.spoken else wish


def _is_question(wish: Wish) -> bool:
    return wish.kind is Kind.GENERAL and bool(_ASKS_WHETHER.search(bare(wish.words)))


def _completes(last: Wish, wish: Wish) -> bool:
    """Whether a statement only says what remains of the duty just spoken of: 我局仅承担配合职责."""
    return last.kind is wish.kind is Kind.DUTY and bool(_REMAINS.match(bare(wish.words)))


def _going_on(last: Wish, statement: str) -> Wish:
    joint = "" if (last.proposed or "").endswith(("？", "?")) else "；"
    return replace(last, words=f"{last.words}{statement}", proposed=f"{last.proposed}{joint}{trimmed(statement)}")


def _each(wish: Wish) -> list[Wish]:
    """Give a wish for every clause struck, 删除第五条和第六条; note those that 第五条、第六条均…，建议统一为… is on."""
    said = bare(wish.words)
    if wish.kind is Kind.DELETE and wish.original is None and len(wish.places) > 1 and _LISTED.search(said):
        return [replace(wish, places=(place,)) for place in wish.places]
    both = _BOTH.search(said) if wish.kind is not Kind.MERGE else None
    listed = under(own_places(both["places"]), wish.places) if both else ()
    if len(listed) < _SEVERAL or listed[0].steps != wish.places[0].steps:
        return [wish]
    return [replace(wish, all_of=listed)]


def _with_reason(wish: Wish, why: str) -> Wish:
    return replace(wish, reason=f"{wish.reason}{why}" if wish.reason else why)


def _item_end(line: str, last: int) -> tuple[int, int]:
    """Say where a line's own number ends, and its kind: 二、 after 一、 is its own even before 三（一）."""
    label = label_at(line)
    if label is not None and label.kind > LabelKind.ARTICLE:  # 第五条 at the head of a line names a place
        return label.end, label.kind
    counted = _COUNTED.match(line)
    if counted and to_int(counted[1]) == last + 1:
        return counted.end(), LabelKind.CHINESE
    return 0, _NO_ITEM


def wish_of_cell(words: str) -> Wish | None:
    """Read one cell of a form: an instruction, or `None` where it simply gives the new text."""
    found = [wish for statement in statements(words) if (wish := read_statement(statement, (), 0))]
    instructions = [wish for wish in found if wish.kind is not Kind.GENERAL]
    return instructions[0] if len(instructions) == 1 else None
