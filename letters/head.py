"""The formal parts of a letter: title, document number, addressees, signature, date, secrecy, urgency (GB/T 9704 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from letters.dates import DATE, date_of, is_date_line
from letters.document import Block, BlockKind, Document, Span
from letters.flat import Flat
from letters.labels import label_at
from letters.secrecy import is_mark
from letters.titles import Title, join_lines, titles_in
from letters.unit_names import is_unit, is_vague, split_units, unsealed
from registry.words import Urgency

_SIGNED = re.compile(
    rf"(?:^|[\s。！：])(?P<who>[^\s。：；！，]{{3,40}}(?:\s+[^\s。：；！，]{{3,40}}){{0,4}})\s+{DATE}(?=\s|$|[（(]|附\s*件)"
)
_NUMBER = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{1,14}\s*[〔\[【（(［]\s*\d{4}\s*[〕\]】）)］]\s*第?\s*\d{1,5}\s*号)",
)
_NUMBER_LINE = re.compile(rf"^[\s（(]*{_NUMBER.pattern}[\s）)]*(?:签\s*发\s*人\s*[：:].{{0,60}})?$")
_SALUTATION = re.compile(r"^\s*(?P<who>[^。；：:]{2,300})[：:]\s*$")
_INLINE_SALUTATION = re.compile(r"^\s*(?P<who>[^\s。；：:]{2,120})[：:]\s+(?=\S)")
_GROUP = re.compile(r"[，,](?![^（(]*[）)])")  # outside brackets
_NO_SALUTATION = re.compile(
    r"如下$|联系|电话|传真|邮箱|地址|附件|方式$|意见$|时间$|网址|主送|途径|\d{4}年|提出|通知$|公告$|事项$"
)
_COPIES = re.compile(r"^[ \t\u3000]*抄[ \t\u3000]*送[ \t\u3000]*[：:]\s*(?P<who>[^。\n]+)", re.MULTILINE)
_URGENCY_FIELD = re.compile(r"(?:紧\s*急\s*程\s*度|等\s*级)\s*[：:]\s*(?P<word>平件|普通|急件|加急|特急|特提|平急)")
_URGENCY_LINE = re.compile(
    r"^\s*[（(【]?\s*(?P<word>特急|加急|急件|特提|平急)\s*[）)】]?(?:\s*[·.]?明电)?\s*$|^\s*[（(【](?P<lead>特急|加急|急件)[）)】]"
)
_HEAD_PART = re.compile(r"[^\t \u3000]+(?:[ \u3000]{1,3}[^\t \u3000]+)*")
# A telegram (明传电报) has its urgency, its number and the sender's counter in one row: 等级：特急·明电　云发电
_TELEGRAM_ROW = re.compile(r"^\s*等\s*级\s*[：:].*〔")
_WORD = re.compile(r"\S+")
_URGENCIES = {
    "平件": Urgency.ROUTINE,
    "普通": Urgency.ROUTINE,
    "平急": Urgency.URGENT,
    "急件": Urgency.URGENT,
    "加急": Urgency.URGENT,
    "特急": Urgency.EXTRA_URGENT,
    "特提": Urgency.EXTRA_URGENT,
}
_ANNEX_HEAD = re.compile(r"^\s*附\s*件\s*(?:[\d一二三四五六七八九十]{1,3}\s*[：:]?)?\s*$")
_TITLE_ISSUERS = re.compile(r"^(?P<who>[^《》]{2,80}?)(?:关于|转发|印发|就《|就关于)")
_GENRE = re.compile(
    r"(?P<genre>函|通知|公告|通告|公示|意见|请示|报告|批复|决定|决议|通报|纪要|命令|公报|议案|复函|启事|简报)"
    r"(?:[（(][^（）()]{1,15}[）)])?\s*$",
)
# What somebody did; who it was is looked for in the words before it only.
_ACTED = re.compile(r"(?:起草|编制|制定|拟订|拟定|修订|形成|归口)[了的]《|[拟定]于[^，。]{2,20}(?:召开|举行|举办)")
_ACTING_WITHIN = 110  # characters
_ACTING = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,30}?)"
    r"(?:(?:牵头)?(?:会同[^，。]{2,60})?(?:研究|组织|负责)?(?:起草|编制|制定|拟订|拟定|修订|形成|归口)[了的]《"
    r"|(?:拟|定)于[^，。]{2,20}(?:召开|举行|举办))"
)
_ASKING = re.compile(
    r"(?:^|(?<=[，。；：\s]))(?P<who>[\u4e00-\u9fff]{3,30})就《[^》\n]{2,80}》[^。\n]{0,12}(?:征求|征集|听取)"
)
# X就《…》公开征求意见 without 关于 is a headline of the press, which shortens names; the text gives them whole.
_HEADLINE = re.compile(r"^[^《》]{2,20}(?:就|发布|公布)《")
# The fields a site shows above a paper (政府信息公开目录), on one line with it.
_CATALOGUED = re.compile(
    r"索\s*引\s*号[：:].*?\s(?:信息)?(?:标\s*题|名\s*称)[：:]\s*(?P<title>[^：:]{4,120}?)\s+(?:文\s*号|发文字号|[^\s：:]{2,6})[：:]"
)
_CATALOGUE_LIMIT = 500  # characters
_TITLE_LIMIT = 120  # characters
_SIGNATURE_LIMIT = 60  # characters of a line with signer and date
_LETTER_LIMIT = 40_000  # characters of a letter
_MOST_BLOCKS = 2_000
_SIGNATURE_ROWS = 30  # above the date of issue
_HEAD_BLOCKS = 20  # a letter's formal head lies within so many blocks


@dataclass(frozen=True, slots=True)
class Letter:
    """The blocks of a file that are the letter itself, without a draft or annex that follows in the same file."""

    flat: Flat
    title: Title | None
    edges: tuple[Block, ...]  # page headers, where secrecy marks may stand
    first: int  # index of the block after the title
    sign: int | None  # index of the block with the date of issue


def letter_of(document: Document) -> Letter:
    """Find the letter in a document: from its head to its signature and what little follows it."""
    body = _bounded(document)
    edges = tuple(block for block in document.blocks if block.kind is BlockKind.HEADER)
    sign = _signature(body)
    end = _end(body, sign)
    kept = body[:end]
    title = _title(kept, sign)
    last = max(title.blocks) if title else -1
    first = next((index for index, block in enumerate(kept) if block.n > last), len(kept))
    return Letter(Flat(kept), title, edges, first if title else 0, sign)


def _bounded(document: Document) -> list[Block]:
    """Blocks with words, as far as any letter goes: what follows beyond is a draft or hostile."""
    kept: list[Block] = []
    left = _LETTER_LIMIT
    for block in document.body:
        if left <= 0 or len(kept) >= _MOST_BLOCKS:
            break
        if block.text.strip():
            kept += _head_marks(block if len(block.text) <= left else replace(block, text=block.text[:left]))
            left -= len(block.text)
    return kept


def _head_marks(block: Block) -> list[Block]:
    """Part a row of the head that holds several marks: 密级 or 紧急程度 left, 文号 right (GB/T 9704 10.1).

    Each mark keeps its place in the row: the others are blanked, so that evidence still counts the row's characters.
    """
    if _TELEGRAM_ROW.match(block.text):
        parts = list(_WORD.finditer(block.text))
    else:
        parts = list(_HEAD_PART.finditer(block.text))
        if len(parts) <= 1 or not all(_is_head_mark(part[0]) for part in parts):
            return [block]
    whole = len(block.text)
    return [replace(block, text=" " * part.start() + part[0] + " " * (whole - part.end())) for part in parts]


def _is_head_mark(part: str) -> bool:
    return bool(_NUMBER_LINE.match(part) or _URGENCY_LINE.match(part) or is_mark(part))


def is_annex_head(text: str) -> bool:
    """Whether a line is 附件 with its number and nothing else: an annex begins below it (GB/T 9704 7.3.7)."""
    return bool(_ANNEX_HEAD.match(text))


def genre_of(title: str | None) -> str | None:
    """Give the kind of paper a title names at its end (函, 通知 …)."""
    title = join_lines([title or ""])  # 公　示
    match = _GENRE.search(title)
    if match is None or re.search(r"(?:征求|征集|听取|公开|提出)[^的]{0,12}(?:的)?意见$|》[^《》]{0,12}意见$", title):
        return None
    return "函" if match["genre"] == "复函" else match["genre"]


def issuers_of(letter: Letter) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """Who issues: the signature's units, else those the title begins with, else whom the text names as acting."""
    signed = _signers(letter)
    if signed[0]:
        return signed
    flat, title = letter.flat, letter.title
    named = _TITLE_ISSUERS.match(title.text) if title else None
    acting = _acting(flat) or _asking(letter)
    if acting and title and _HEADLINE.match(title.text):
        return acting
    if named:
        units = tuple(unit for part in named["who"].split() for unit in split_units(part) if is_unit(unit))
        if units:
            return units, tuple(_spans_of(flat, units))
    head = flat.blocks[: letter.first]
    for block in head:
        name = re.sub(r"文件$|（函）$", "", "".join(block.text.split()))
        if is_unit(name) and (title is None or block.n not in title.blocks):
            return (name,), tuple(_spans_of(flat, (block.text,)))
    return acting or ((), ())


def _acting(flat: Flat) -> tuple[tuple[str, ...], tuple[Span, ...]] | None:
    for told in _ACTED.finditer(flat.text):
        before = max(0, told.start() - _ACTING_WITHIN)
        match = _ACTING.search(flat.text, before, told.end())
        if match is None:
            continue
        who = re.split(r"为|，|要求|现|由|规定", match["who"])[-1]
        if is_unit(who) and not is_vague(who):
            return (who,), ((match.end("who") - len(who), match.end("who")),)
    return None


def _asking(letter: Letter) -> tuple[tuple[str, ...], tuple[Span, ...]] | None:
    """Who asks, as one who reports it says below the headline: 7月14日，省交通运输厅就《…》公开征求意见."""
    base = letter.flat.start_of(letter.first)
    for match in _ASKING.finditer(letter.flat.text, base):
        if is_unit(match["who"]) and not is_vague(match["who"]):
            return (match["who"],), (match.span("who"),)
    return None


def title_spans(letter: Letter) -> Iterator[Span]:
    """Give where the lines of the title stand."""
    lines = set(letter.title.blocks) if letter.title else set()
    for index, block in enumerate(letter.flat.blocks):
        if block.n in lines:
            start = letter.flat.start_of(index)
            yield start, start + len(block.text)


def issued_on(letter: Letter) -> tuple[date | None, Span | None]:
    """Date of issue from the signature, else the last date of a flattened text that follows a signer."""
    flat = letter.flat
    if letter.sign is not None and letter.sign < len(flat.blocks):
        match = re.search(DATE, flat.blocks[letter.sign].text)
        if match:
            base = flat.start_of(letter.sign)
            return date_of(match), (base + match.start(), base + match.end())
    signed = [match for match in _SIGNED.finditer(flat.text) if date_of(match)]
    if signed:
        return date_of(signed[-1]), (signed[-1].start("y"), signed[-1].end("d") + 1)
    tail = re.search(rf"{DATE}\s*(?:[（(][^（）()]{{1,12}}[）)])?\s*$", flat.text)
    return (date_of(tail), (tail.start("y"), tail.end("d") + 1)) if tail and date_of(tail) else (None, None)


def document_number(letter: Letter) -> tuple[str | None, Span | None]:
    """Give the letter's own number: a line of its own near the head, never one cited in a sentence."""
    flat = letter.flat
    for index, block in enumerate(flat.blocks[:_HEAD_BLOCKS]):
        for line in re.finditer(r"[^\n]+", block.text):
            match = _NUMBER_LINE.match(line[0])
            if match:
                base = flat.start_of(index) + line.start()
                return "".join(match["number"].split()), (base + match.start("number"), base + match.end("number"))
    return None, None


def addressees_of(letter: Letter) -> tuple[tuple[str, ...], Span | None]:
    """Units of the salutation, split, prefixes not repeated left so."""
    flat = letter.flat
    for index in range(letter.first, min(letter.first + 6, len(flat.blocks))):
        text = flat.blocks[index].text
        match = _SALUTATION.match(text) or _INLINE_SALUTATION.match(text)
        if match and not _NO_SALUTATION.search(match["who"].strip()) and label_at(text) is None:
            base = flat.start_of(index)
            return _addressed(match["who"]), (base + match.start("who"), base + match.end("who"))
        if len(text) > 80 and "。" in text:  # noqa: PLR2004 - the letter's body has begun
            break
    return _flattened_salutation(letter)


def _addressed(who: str) -> tuple[str, ...]:
    """Who is addressed; a comma parts groups, so that persons join no unit behind it (市人大代表，市教育局)."""
    groups = _GROUP.split(who)
    return tuple(dict.fromkeys(name for group in groups for name in split_units(group)))


def copies_of(letter: Letter) -> tuple[tuple[str, ...], Span | None]:
    """Units of the 抄送 line."""
    match = _COPIES.search(letter.flat.text)
    return (split_units(match["who"]), match.span("who")) if match else ((), None)


def urgency_of(letter: Letter) -> tuple[Urgency | None, Span | None]:
    """Urgency as marked at the head; `None` where the letter does not say."""
    for start, line in _head_lines(letter):
        match = _URGENCY_FIELD.search(line) or _URGENCY_LINE.match(line)
        if match:
            group = "word" if match["word"] else "lead"
            span = (start + match.start(group), start + match.end(group)) if start >= 0 else None
            return _URGENCIES[match[group]], span
    return None, None


def urgency_word(word: str) -> Urgency | None:
    """Give the urgency a word names, `None` where it names none."""
    return _URGENCIES.get("".join(word.split()))


def _head_lines(letter: Letter) -> list[tuple[int, str]]:
    lines = [(-1, line) for block in letter.edges for line in block.text.splitlines()]
    for index, block in enumerate(letter.flat.blocks[:_HEAD_BLOCKS]):
        start = letter.flat.start_of(index)
        lines.extend((start + line.start(), line[0]) for line in re.finditer(r"[^\n]{1,200}", block.text))
    return lines


def _signature(body: Sequence[Block]) -> int | None:
    """Index of the block that is the date of issue: the first date line after words that end in a sentence."""
    seen_sentence = False
    for index, block in enumerate(body):
        if seen_sentence and is_date_line(block.text):
            return index
        last = block.text.rstrip().splitlines()[-1] if block.text.strip() else ""
        signed = _SIGNED.search(last) if seen_sentence and len(last) < _SIGNATURE_LIMIT else None
        if signed and all(is_unit(part) for part in signed["who"].split()):
            return index
        seen_sentence = seen_sentence or "。" in block.text
    return None


def _end(body: Sequence[Block], sign: int | None) -> int:
    """Where the letter ends: at an annex's head or a new title after the signature."""
    if sign is None:
        return next((i for i, block in enumerate(body) if i > 0 and is_annex_head(block.text)), len(body))
    for index in range(sign + 1, len(body)):
        text = body[index].text.strip()
        if is_annex_head(text):
            return index
        if titles_in([body[index]]) and not label_at(text) and index + 1 < len(body):
            return index
        if label_at(text) and "附件" not in body[index - 1].text and not label_at(body[index - 1].text):
            return index
        if len(text) > 100:  # noqa: PLR2004 - a paragraph of another text
            return index
    return len(body)


def _title(kept: Sequence[Block], sign: int | None) -> Title | None:
    """Give the letter's title: the first that names a genre of letters, else the first of all."""
    titles = titles_in(kept[: sign if sign is not None else len(kept)])
    formal = [title for title in titles if genre_of(title.text) and re.search("关于|征求|印发|公示", title.text)]
    consulting = [title for title in titles if re.search("征求|征集", title.text)]
    chosen = next(iter(formal or consulting or titles), None)
    return chosen or _first_line_title(kept)


def _first_line_title(kept: Sequence[Block]) -> Title | None:
    """A first line without a sentence mark is a title too, and the head of a text in one line."""
    if not kept:
        return None
    line = kept[0].text.strip()
    is_plain = len(line) <= _TITLE_LIMIT and not re.search(r"[。；：:]", line)
    if is_plain and len(kept) > 1 and not is_unit(line) and not _NUMBER_LINE.match(line):
        return Title(join_lines([line]), (kept[0].n,))
    head = _CATALOGUED.search(line[:_CATALOGUE_LIMIT]) or re.match(
        r"(?P<title>[^。；：]{4,110}?(?:通知|公告|通告|公示|函))(?=\s)", line
    )
    return Title(head["title"].strip(), (kept[0].n,)) if head else None


def _signers(letter: Letter) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    flat = letter.flat
    is_dated = letter.sign is not None and letter.sign < len(flat.blocks)
    units = _around_date(flat.blocks, letter.first, letter.sign or 0) if is_dated else _in_running_text(flat)
    return tuple(dict.fromkeys(units)), tuple(_spans_of(flat, units, last=True))


def _around_date(blocks: Sequence[Block], first: int, sign: int) -> list[str]:
    """Names above the date of issue and beside it, else below it where the date stands above the name."""
    same = _SIGNED.search(blocks[sign].text)
    beside = same["who"].split() if same else []
    units = beside if all(map(is_unit, beside)) else []
    for text in reversed(_signature_rows([block.text for block in blocks[first:sign]])):
        names = _signed_units(text)
        if not names:
            break
        units = names + units
    return units or (_signed_units(blocks[sign + 1].text) if sign + 1 < len(blocks) else [])


def _signature_rows(rows: Sequence[str]) -> list[str]:
    """Give rows, those of joint signatures side by side made one: a name broken in its column goes on below it."""
    joined: list[str] = []
    for text in rows[-_SIGNATURE_ROWS:]:
        columns = text.split("\t")
        above = joined[-1].split("\t") if joined else []
        if len(columns) > 1 and len(columns) == len(above) and not all(columns[1:]):
            joined[-1] = "\t".join(map("".join, zip(above, columns, strict=True)))
        else:
            joined.append(text)
    return joined


def _in_running_text(flat: Flat) -> list[str]:
    """Names before the last date that has any, else the last line where it is one."""
    for match in reversed(list(_SIGNED.finditer(flat.text))):
        names = [name for name in _names_of_signature(match["who"]) if is_unit(name)]
        if names:
            return names
    last = flat.blocks[-1].text.split() if flat.blocks else []
    return last if is_unit("".join(last)) else []


def _signed_units(text: str) -> list[str]:
    """Names of a line that holds nothing but names of units."""
    names = _names_of_signature(text)
    return names if all(map(is_unit, names)) else []


def _names_of_signature(text: str) -> list[str]:
    return [name for name in unsealed(text).replace("：", " ").split() if name not in {"公示单位", "发文单位"}]


def _flattened_salutation(letter: Letter) -> tuple[tuple[str, ...], Span | None]:
    """Salutation of a text in one line: right after the title's words."""
    title = letter.title
    if title is None or letter.first != 1 or not letter.flat.blocks:
        return (), None
    text = letter.flat.blocks[0].text
    match = re.match(r".{4,120}?(?:通知|公告|通告|函)\s+(?P<who>[^\s。；：:]{2,120})[：:]\s", text)
    return (_addressed(match["who"]), match.span("who")) if match else ((), None)


def _spans_of(flat: Flat, words: Sequence[str], *, last: bool = False) -> list[Span]:
    spans = []
    for word in words:
        place = flat.text.rfind(word) if last else flat.text.find(word)
        if place >= 0:
            spans.append((place, place + len(word)))
    return spans
