"""One opinion said as an official sentence, each kind in its own way: an addition never reads as a replacement.

`lines` are the draft's, where an opinion's place is counted. What the draft says is quoted as far as it is needed to
find the place: the changed words with those around them up to the next stop, not a whole task for one number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from letters.changes import Shape
from letters.differences import likeness, word_changes
from letters.labels import label_at
from letters.opinions import Opinion
from registry.words import How, Kind

_STOPS: Final = "，。；：！？\n\v"
_ENDS: Final = "。；，;,."
_WHOLE: Final = 30  # characters of words that are quoted whole
_SHORT: Final = 10  # characters of words that need those around them to be found
_PHRASE: Final = 60  # characters between two stops that are still quoted whole
_AROUND: Final = 10  # characters quoted on either side where stops are far apart
_MOST_PIECES: Final = 4  # changes in one text that are told one by one
_REWRITTEN: Final = 0.7  # share of a text in its changed pieces above which it is quoted whole
_UNLIKE: Final = 0.3  # likeness below which words are about a text, not in its place
_HEAD, _TAIL = 30, 15  # characters of a long text that name it
_PAUSES: Final = "，。；：、"
_LEAST_NAMED: Final = 6  # characters of its beginning and its end at least
_OURSELVES: Final = re.compile(
    r"(?:我们?(?:局|委|办|厅|院|部|校|公司|中心|单位|部门|街道|镇|乡|社|联|会|队|站|所|处|科)"
    r"|本(?:单位|部门|局|委(?!托)|厅|校|公司|中心))"
)
_ADDRESSED: Final = re.compile(r"[你贵](?:局|委|办|厅|院|部|单位|部门|中心|公司)")
_WISHES: Final = re.compile(
    r"进一步|明确|增加|补充|新增|完善|细化|修改|删除|删去|调整|统一|核实|核对|优化|加强|将|把|对|在|就|由|适当|尽快|研究"
    r"|考虑|斟酌|按|参照|合并|规范|精简|突出|强化|取消|减少|提高|降低|落实|列出|说明|做好|建立|结合|与|不|可|宜|根据"
)
_ALSO: Final = re.compile(
    r"^(?:另外?|此外|同时|还有?)[，,]?(?=建议|请|提请|希望)"
)  # joins it to what the unit said before
_OPINES: Final = re.compile(r"同意|认为|觉得|无法|难以|拒绝|不便|困难")  # what a unit thinks, not what is to be done
_SURE_ACT: Final = re.compile(r"增加|补充|删除|调整|不作为|不再|列|改为|作为|纳入|由|变更|明确|承担|牵头|配合")


def say_wish(opinion: Opinion, lines: Sequence[str], unit: str = "") -> str:
    """Say an opinion as one sentence 建议…, without a full stop. `unit` stands for its own 我局 and 本单位."""
    if opinion.kind is Kind.INSERT and opinion.proposed:
        place, added = _place(opinion, lines), _flat(opinion.proposed)
        if opinion.changes:
            return f"建议{place or '此处'}增加{_quoted(added)}"
        return f"建议{place}增加：{_in_third_person(added, unit).strip(_ENDS)}"
    if opinion.kind is Kind.DELETE:
        return f"建议删除{_struck(opinion, lines)}"
    if _is_rewording(opinion):
        told = [_piece(old, new) for old, new in _pieces(opinion, lines)]
        return f"建议{'，'.join(told)}"
    if opinion.kind is Kind.REPLACE and opinion.proposed:
        about = f"对{_quoted(_named(opinion.original))}的有关表述" if opinion.original else ""
        return f"建议{about}修改为：{_flat(opinion.proposed).strip(_ENDS)}"
    return _advice(opinion, unit)


def say_settled(opinion: Opinion, text: str, lines: Sequence[str]) -> str:
    """Say what became of an opinion partly accepted: the text as it now stands, not as the unit had it."""
    text = _flat(text)
    old = opinion.original
    if old and (likeness(old, text) >= _UNLIKE or max(len(old), len(text)) <= _WHOLE):
        return say_wish(replace(opinion, kind=Kind.REPLACE, proposed=text, how=How.FORM), lines)
    return f"建议将有关内容修改为{_quoted(text)}"


def cell_words(opinion: Opinion, lines: Sequence[str]) -> str:
    """Say an opinion beside the words it is about: 修改为：…, 删除, 在“…”后增加：…, 建议：…; its own words are kept."""
    if opinion.kind is Kind.DELETE:
        return "删除"
    if opinion.proposed is None:
        return opinion.kind.label
    if opinion.kind is Kind.INSERT:
        return f"{_place(opinion, lines)}增加：{opinion.proposed}"
    if _is_rewording(opinion):
        return _reworded(opinion, lines)
    if opinion.kind is Kind.REPLACE:
        return f"建议修改为：{opinion.proposed}"
    return opinion.proposed if opinion.proposed.startswith("建议") else f"建议：{opinion.proposed}"


def _reworded(opinion: Opinion, lines: Sequence[str]) -> str:
    """Say a rewording beside the words it is for: all of it, or only the changed words of a long text."""
    whole = [(_flat(opinion.original or ""), _flat(opinion.proposed or ""))]
    pieces = _pieces(opinion, lines) if len(whole[0][0]) > _WHOLE else whole
    return f"修改为：{opinion.proposed}" if pieces == whole else "；".join(_piece(old, new) for old, new in pieces)


def office_reason(reason: str | None) -> str:
    """Give a reason an office can make its own; one in which a unit speaks of itself or to us is left out."""
    words = _flat(reason or "")
    return "" if _OURSELVES.search(words) or _ADDRESSED.search(words) else words


def _is_rewording(opinion: Opinion) -> bool:
    """Whether `proposed` stands in the place of `original`: sure where a change was made of it or the two are alike."""
    if not opinion.original or opinion.proposed is None or opinion.kind not in {Kind.REPLACE, Kind.DUTY}:
        return False
    if opinion.changes or likeness(opinion.original, opinion.proposed) >= _UNLIKE:
        return True
    # Words of a margin comment or long words: what is asked is said of them, not for them.
    return opinion.kind is Kind.REPLACE and opinion.how is not How.COMMENT and len(opinion.original) <= _WHOLE


def _pieces(opinion: Opinion, lines: Sequence[str]) -> list[tuple[str, str]]:
    """Give old and new words of each change, with the words around it up to the next stops."""
    old, new = _flat(opinion.original or ""), _flat(opinion.proposed or "")
    if len(old) <= _WHOLE:
        line, start, end = _line(opinion, lines)
        if len(old) < _SHORT and line[start:end] == old:
            low, high = _phrase(line, start, end)
            return [(line[low:high], line[low:start] + new + line[end:high])]
        return [(old, new)]
    grown: list[tuple[int, int, str]] = []
    for start, end, words in word_changes(old, new):
        low, high = _phrase(old, start, end)
        if grown and low <= grown[-1][1]:
            first, last, before = grown[-1]
            # The piece before ends in words of the draft that this change lies in.
            kept = before[: len(before) - (last - start)] if start <= last else before + old[last:start]
            grown[-1] = (first, max(high, last), kept + words + old[end : max(high, last)])
        else:
            grown.append((low, high, old[low:start] + words + old[end:high]))
    told = sum(high - low for low, high, _ in grown)
    if not grown or len(grown) > _MOST_PIECES or told > _REWRITTEN * len(old):
        return [(old, new)]
    return [(old[low:high], words) for low, high, words in grown]


def _phrase(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a place to the stops around it, but not over the line's printed number; of nothing to the words before."""
    low = max((text.rfind(stop, 0, start) for stop in _STOPS), default=-1) + 1
    high = min((at for stop in _STOPS if (at := text.find(stop, end)) >= 0), default=len(text))
    if low == high and low:
        low = max(text.rfind(stop, 0, low - 1) for stop in _STOPS) + 1
    label = label_at(text)
    if label is not None and low < label.end <= start:
        low = label.end
    if high - low > _PHRASE + (end - start):
        return max(low, start - _AROUND), min(high, end + _AROUND)
    return low, high


def _piece(old: str, new: str) -> str:
    if not new:
        return f"删除{_quoted(old)}"
    if old[-1:] in _ENDS and new[-1:] == old[-1:]:
        old, new = old[:-1], new[:-1]
    return f"将{_quoted(old)}修改为{_quoted(new)}"


def _struck(opinion: Opinion, lines: Sequence[str]) -> str:
    """Name what is struck: the words, with those around them where they stand twice; a long text by its ends."""
    old = _flat(opinion.original or "")
    line, start, end = _line(opinion, lines)
    if not old:
        named = line[start:end] if opinion.clause is None else ""
        return f"{_quoted(named)}一行" if named.strip() else "该项内容"
    if line[start:end] == old and line.count(old) > 1:
        low, high = _phrase(line, start, end)
        if line[low:high] != old:
            return f"{_quoted(line[low:high])}中的{_quoted(old)}"
    return _quoted(_named(old))


def _place(opinion: Opinion, lines: Sequence[str]) -> str:
    """Say where words are added: 在“…”后, with the draft's words right before; empty where only a clause is known."""
    change = next(iter(opinion.changes), None)
    if change is None or change.shape is Shape.LINE_OUT or change.line >= len(lines):
        return f"在{_quoted(_named(opinion.original))}处" if opinion.original else ""
    if change.line < 0:
        return "在文首"
    line = lines[change.line]
    if change.shape is Shape.LINES_IN:
        return f"在{_quoted(_named(line))}一段后" if line.strip() else ""
    before = line[: change.start].rstrip(_STOPS)
    low, _ = _phrase(before, len(before), len(before))
    if before[low:].strip():
        return f"在{_quoted(line[low : change.start].strip())}后"
    _, high = _phrase(line, change.start, min(change.start + 1, len(line)))
    return f"在{_quoted(line[change.start : high])}前" if line[change.start : high].strip() else ""


def _advice(opinion: Opinion, unit: str) -> str:
    """Say advice in its own words, with the words it was made at; a question or a remark is given to be looked into."""
    words = _in_third_person(_flat(opinion.proposed or opinion.kind.label), unit).strip(_ENDS)
    words = _ALSO.sub("", words)
    about = ""
    if opinion.original and opinion.original not in (opinion.proposed or ""):
        about = f"关于{_quoted(_named(opinion.original))}，"
    if "建议" in words[:_SHORT]:
        return f"{about}{words}"
    if opinion.kind is Kind.DUTY and not _SURE_ACT.search(words):
        return f"{about}建议将责任分工明确为{_quoted(words)}"
    is_change_of_duty = opinion.kind is Kind.DUTY and not _OPINES.search(words)
    if (is_change_of_duty or _WISHES.match(words)) and not words.endswith(("？", "?")):
        return f"{about}建议{words}"
    return f"{about}建议研究以下意见：{words}"


def _in_third_person(words: str, unit: str) -> str:
    """Name the unit where it speaks of itself: the reply speaks for the office."""
    return _OURSELVES.sub(unit or "有关单位", words)


def _line(opinion: Opinion, lines: Sequence[str]) -> tuple[str, int, int]:
    if 0 <= opinion.line < len(lines):
        return lines[opinion.line], opinion.start, opinion.end
    return "", 0, 0


def _named(text: str | None) -> str:
    """Name a long text by its first and last words, cut where they pause."""
    words = _flat(text or "")
    if len(words) <= _PHRASE:
        return words
    head, tail = words[:_HEAD], words[-_TAIL:]
    ends = max(head.rfind(pause) for pause in _PAUSES)
    begins = min((at for pause in _PAUSES if (at := tail.find(pause)) >= 0), default=-1)
    head = head[:ends] if ends >= _LEAST_NAMED else head
    tail = tail[begins + 1 :] if 0 <= begins <= len(tail) - _LEAST_NAMED else tail
    return f"{head}……{tail}"


def _flat(text: str) -> str:
    return "".join(row.strip() for row in text.splitlines())


def _quoted(text: str) -> str:
    """Quote words; quotations within become ‘’ (GB/T 15834 4.8.3.3)."""
    return f"“{text.strip().replace('“', '‘').replace('”', '’')}”"
