"""Which element each row of a paper is, told alike for rows of a Word file and lines of ink (GB/T 9704 clause 7).

The rows come in reading order. A row is told by its words first, then by its size, colour and place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from letters.headline import width
from letters.ruler.parts import Part, Said
from letters.ruler.patterns import (
    ANNEX,
    ATTACHMENTS,
    ATTENDANCE,
    BARE_NUMBER,
    COPIES,
    COPY_NUMBER,
    DATE,
    LEVEL,
    NUMBER,
    PAGE_NUMBER,
    PRINTED_DATE,
    SECRECY,
    SIGNER,
    TITLE_END,
    URGENCY,
)
from letters.unit_names import is_unit

_ENDS: Final = "。；：！？，、;:,!?"
_LIST_MARKS: Final = re.compile("[、，,；;]")
_BEHIND_NAME: Final = re.compile("(?:文件|专题会议纪要|会议纪要|办公会议纪要|纪要|令|函)$")
_MARK_SIZE, _TITLE_SIZE = 25.5, 17.5  # points: marks are larger than any title, titles than the text
_SIGNATURE_WIDEST: Final = 24.0
_JOINT_MOST: Final = 20  # agencies that sign one paper
_TITLE_MOST, _ADDRESSEE_MOST = 8, 40  # rows
_TITLE_WIDEST: Final = 60.0  # characters of a title set in the size of the text
_PART_OF_ROW: Final = 24.0  # characters: a row of text that runs on is wider
_OVER_ADDRESSEES: Final = 4  # rows a title takes whatever it looks like
_SIGNERS_WIDEST: Final = 16.0  # characters of names in one row
_NAME: Final = re.compile("^[\u4e00-\u9fff·]{2,}$")


def recognised(rows: Sequence[Said]) -> tuple[Part, ...]:
    """Tell each row's element."""
    parts = [Part.OTHER] * len(rows)
    inner = []
    for place, said in enumerate(rows):
        if said.edge and PAGE_NUMBER.match(said.text):
            parts[place] = Part.PAGE_NUMBER
        else:
            inner.append(place)
    start = _head(rows, inner, parts)
    end = _record(rows, inner, parts, start)
    annex = next((at for at in range(start, end) if _is_annex(rows[inner[at]])), end)
    _annexes(rows, inner[annex:end], parts)
    _text(rows, inner[start:annex], parts)
    return tuple(parts)


def _head(rows: Sequence[Said], inner: Sequence[int], parts: list[Part]) -> int:
    """Tell what stands over the title, and the title; give where the text begins among `inner`."""
    at, is_signed = 0, False
    while at < len(inner):
        said = rows[inner[at]]
        found = _of_head(said)
        if is_signed and found in {None, Part.OTHER} and is_signers_name(said.text) and not said.centred:
            found = Part.SIGNER
        if found is None:
            break
        parts[inner[at]] = found
        is_signed = is_signed or found is Part.SIGNER
        at += 1
    begun, at = at, _title_ends([rows[place] for place in inner[at : at + _TITLE_MOST]]) + at
    for place in inner[begun:at]:
        parts[place] = Part.TITLE
    while begun < at < len(inner) and _is_under_title(rows[inner[at]]):
        at += 1
    return at


def is_signers_name(text: str) -> bool:
    """Whether words that follow 签发人 are more names: Chinese characters alone, no title and no office."""
    return bool(_NAME.match(text)) and width(text) <= _SIGNERS_WIDEST and not _reads_as_title(text)


def _title_ends(rows: Sequence[Said]) -> int:
    """Count the rows of a title, told alike whatever it looks like.

    What reads as a title is one; else what is large or centred; else what stands between head and addressees.
    """
    by_words = _title_by_words(rows)
    at = by_words
    while at < len(rows) and _is_title(rows[at], rows[0], begun=at > 0) and (not by_words or rows[at].centred):
        at += 1
    return at or _title_over_addressees(rows)


def _title_by_words(rows: Sequence[Said]) -> int:
    """Count the rows that together read as a title: 关于, and at their end a kind of paper."""
    joined, found = "", 0
    for count, said in enumerate(rows, 1):
        if _ends_title(said) or (count > 1 and abs(said.size - rows[0].size) > 1):
            break
        joined += said.text
        runs_on = count > 1 and width(said.text) > _PART_OF_ROW and not said.centred and said.size < _TITLE_SIZE
        if runs_on or width(joined) > 2 * _TITLE_WIDEST:
            break
        if "关于" in joined and TITLE_END.search(joined):
            found = count
    return found


def _title_over_addressees(rows: Sequence[Said]) -> int:
    """Count the rows between the head and the row that addresses somebody."""
    for count, said in enumerate(rows[: _OVER_ADDRESSEES + 1]):
        if said.text.endswith(("：", ":")) and not LEVEL.match(said.text):
            return count
        if _ends_title(said) or _is_list_of_units(said.text) or width(said.text) > _TITLE_WIDEST:
            return 0
    return 0


def _ends_title(said: Said) -> bool:
    """Whether a row can be of no title, however it looks."""
    text = said.text
    return (
        not text
        or said.in_table
        or text.endswith(("：", ":", "。", "；"))
        or bool(LEVEL.match(text) or ANNEX.match(text) or DATE.match(text.strip("（）()")))
    )


def _is_list_of_units(text: str) -> bool:
    pieces = [piece for piece in _LIST_MARKS.split(text.strip(_ENDS)) if piece]
    return bool(pieces) and all(map(is_unit, pieces))


def _is_under_title(said: Said) -> bool:
    """Whether a row belongs to the title without being of it: （征求意见稿）, a date in brackets, a byline."""
    return said.centred and not said.in_table and not said.text.endswith(("：", ":", "。"))


def _of_head(said: Said) -> Part | None:
    """Tell a row over the title; `None` where the head ends."""
    text = said.text
    for part, pattern in (
        (Part.SECRECY, SECRECY),
        (Part.URGENCY, URGENCY),
        (Part.NUMBER, NUMBER),
        (Part.NUMBER, BARE_NUMBER),
        (Part.SIGNER, SIGNER),
    ):
        if pattern.match(text):
            return part
    if COPY_NUMBER.match(text) and not said.centred:
        return Part.COPY_NUMBER
    is_large_red = said.red and said.size > _TITLE_SIZE and "关于" not in text
    if is_large_red or (said.size >= _MARK_SIZE and _names_an_office(text)):
        return Part.MARK
    if text in {"文件", "函"} or (said.edge and not text):
        return Part.MARK if said.size > _TITLE_SIZE else Part.OTHER
    return Part.OTHER if said.edge or not text else None


def _names_an_office(text: str) -> bool:
    """Whether large words that are not red can be a mark: an office's name, with 文件 or 纪要 behind it or not."""
    return not _reads_as_title(text) and any(is_unit(_BEHIND_NAME.sub("", name)) for name in text.split())


def _reads_as_title(text: str) -> bool:
    return "关于" in text or (bool(TITLE_END.search(text)) and not text.endswith(("纪要", "函", "令")))


def _is_title(said: Said, first: Said, *, begun: bool) -> bool:
    """Whether a row is of the title: larger than text, or centred before anything else is."""
    if _ends_title(said) or (begun and abs(said.size - first.size) > 1):
        return False
    return said.centred or (said.size >= _TITLE_SIZE and not said.red)


def _record(rows: Sequence[Said], inner: Sequence[int], parts: list[Part], start: int) -> int:
    """Tell 版记 from the end upward; give where it begins among `inner`."""
    begins = len(inner)
    for at in range(len(inner) - 1, max(start, len(inner) - _RECORD_MOST) - 1, -1):
        said = rows[inner[at]]
        if COPIES.match(said.text):
            begins = at
        elif PRINTED_DATE.search(said.text) and not said.text.endswith("。"):
            begins = at
            left = rows[inner[at - 1]] if at > start else None
            if left and PRINTED_DATE.fullmatch(said.text) is not None and _is_printer(left):
                begins = at - 1
    held = Part.COPIES
    for at in range(begins, len(inner)):
        said = rows[inner[at]]
        if COPIES.match(said.text):
            held = Part.COPIES
        elif PRINTED_DATE.search(said.text) or (
            at + 1 < len(inner) and PRINTED_DATE.fullmatch(rows[inner[at + 1]].text)
        ):
            held = Part.PRINTED
        parts[inner[at]] = held
    return begins


def _goes_on(said: Said, below: Said) -> bool:
    """Whether a name goes on in the row below: side by side, or a long one whose rows begin at one place (7.3.5.2)."""
    if said.row == below.row:
        return True
    if said.left is None or below.left is None or said.left <= _INDENT:
        return False
    return abs(said.left - below.left) < _ALIKE


_INDENT: Final = 2.5  # characters: the first row of a paragraph of text begins before this
_ALIKE: Final = 0.5
_RECORD_MOST: Final = 300  # rows at the end that may be 版记


def _is_printer(said: Said) -> bool:
    return width(said.text) <= _SIGNATURE_WIDEST and not said.text.endswith(tuple(_ENDS)) and not DATE.match(said.text)


def _is_annex(said: Said) -> bool:
    return bool(ANNEX.match(said.text)) and not said.centred


def _annexes(rows: Sequence[Said], places: Sequence[int], parts: list[Part]) -> None:
    """Tell the attachments that stand in the file itself."""
    in_title = False
    for place in places:
        said = rows[place]
        if _is_annex(said):
            parts[place], in_title = Part.ANNEX, True
        elif in_title and (said.centred or said.size > _TITLE_SIZE) and not said.in_table:
            parts[place] = Part.ANNEX_TITLE
        else:
            parts[place], in_title = Part.TABLE if said.in_table else Part.ANNEX_BODY, False


def _text(rows: Sequence[Said], places: Sequence[int], parts: list[Part]) -> None:
    """Tell what stands between the title and the attachments."""
    for place in places:
        parts[place] = Part.TABLE if rows[place].in_table else Part.BODY
    begins = _addressees(rows, places, parts)
    date = next((at for at in range(len(places) - 1, begins - 1, -1) if _is_date(rows, places, at)), None)
    ends = len(places) if date is None else _signed(rows, places, parts, date)
    for at in range(begins, ends):
        if ATTACHMENTS.match(rows[places[at]].text):
            for place in places[at:ends]:
                parts[place] = Part.ATTACHMENTS
            break
    _attendance(rows, places, parts)


def _attendance(rows: Sequence[Said], places: Sequence[int], parts: list[Part]) -> None:
    """Tell who attended: rows with such a label, and the names that follow one in rows of their own."""
    named = False
    for place in places:
        if parts[place] is not Part.BODY:
            named = False
            continue
        text = rows[place].text
        named = bool(ATTENDANCE.match(text)) or (
            named and not LEVEL.match(text) and not any(mark in text for mark in "。；：")
        )
        if named:
            parts[place] = Part.ATTENDANCE


def _addressees(rows: Sequence[Said], places: Sequence[int], parts: list[Part]) -> int:
    """Tell the addressees; give where the text begins.

    Those without a colon at their end are units and nothing else.
    """
    for at, place in enumerate(places[:_ADDRESSEE_MOST]):
        text = rows[place].text
        if (
            text.endswith(("：", ":"))
            and not LEVEL.match(text)
            and not ATTENDANCE.match(text)
            and not ATTACHMENTS.match(text)
        ):
            if any(mark in "".join(rows[before].text for before in places[:at]) for mark in "。；"):
                return 0
            for before in places[: at + 1]:
                parts[before] = Part.ADDRESSEE
            return at + 1
        if "。" in text or LEVEL.match(text) or rows[place].in_table:
            break
    if not places or rows[places[0]].in_table or not _is_list_of_units(rows[places[0]].text):
        return 0
    parts[places[0]] = Part.ADDRESSEE
    return 1


def _is_date(rows: Sequence[Said], places: Sequence[int], at: int) -> bool:
    said = rows[places[at]]
    return bool(DATE.match(said.text)) and not said.in_table and at > 0


def _signed(rows: Sequence[Said], places: Sequence[int], parts: list[Part], date: int) -> int:
    """Tell signature, date and what follows; give where the text ends among `places`."""
    parts[places[date]] = Part.DATE
    begins = date
    while begins > 0 and date - begins < _JOINT_MOST:
        said = rows[places[begins - 1]]
        is_first = begins == date
        if (
            not said.text
            or said.widest > _SIGNATURE_WIDEST
            or said.text.endswith(tuple(_ENDS))
            or said.in_table
            or LEVEL.match(said.text)
            or ATTACHMENTS.match(said.text)
            or not (said.rightward or is_first or _goes_on(said, rows[places[begins]]))
            or (not said.rightward and said.text.endswith(("》", "）", "表")))
        ):
            break
        begins -= 1
        parts[places[begins]] = Part.SIGNATURE
    remark = False
    for place in places[date + 1 :]:
        text = rows[place].text
        remark = remark or text.startswith(("（", "("))
        parts[place] = Part.REMARK if remark else Part.OTHER
    return begins
