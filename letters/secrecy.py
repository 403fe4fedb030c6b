"""密级 as papers are really marked: every document that may leave or be shown is asked here first.

The standard mark is 秘密★1年 at the top left of the first page (GB/T 9704 7.2.2). Offices also write it with spaces in
the word, another star, brackets, in a header, a table, after the title, or as a sentence. A mark missed is worse than a
mark too many; but 商业秘密, 保守国家秘密法 and 秘密级 in a sentence are no marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from letters.document import Block, BlockKind, Document, Span
from registry.words import Secrecy

_FIRST_PAGE_BLOCKS: Final = 60  # where a format tells no pages; a page of GB/T 9704 holds 22 lines of 28 characters
_FIRST_PAGE_TEXT: Final = 2_000  # characters
_LONGEST_LINE: Final = 400  # characters of a line that is looked at
_LONGEST_TERM: Final = 8  # characters after the star
_MOST_LINES: Final = 5_000  # beyond the first page
# Other forms of the same characters; the width of signs is folded by NFKC.
_SAME: Final = str.maketrans("機絕級祕國屬内", "机绝级秘国属内")
_S: Final = r"\s{0,6}"
_WORD: Final = rf"(?P<word>绝{_S}密|机{_S}密|秘{_S}密)"
_ANY: Final = rf"(?P<word>绝{_S}密|机{_S}密|秘{_S}密|内{_S}部)"
_STAR: Final = r"(?:[★☆▲△✩✭✮✯⭐※]|\*(?=\s*[\d一二三五十长]))"
_OPEN: Final = r"[(【\[〔]"
_CLOSE: Final = r"[)】\]〕]"
_CLASSES: Final = rf"(?P<word>普{_S}通|公{_S}开|内{_S}部|秘{_S}密|机{_S}密|绝{_S}密)"
_LABEL: Final = rf"密{_S}级(?:(?:和|及|与|、|/)保密期限)?"
# What may stand on the mark's line beside it: copy number, urgency, document number, term, signer (GB/T 9704 7.2).
_THINGS_BESIDE: Final = (
    rf"(?:\s|{_OPEN}|{_CLOSE}|\d{{3,8}}(?:号)?|(?:份|编){_S}号[::]?{_S}(?:第)?\d{{0,8}}号?|No\.?{_S}\d{{1,8}}"
    rf"|特{_S}急|加{_S}急|平{_S}急|急{_S}件|平{_S}件|紧急程度[::]?"
    rf"|保密期限[::]?|[\d一二三四五六七八九十]{{1,3}}{_S}(?:年|个?月|日|天)|长期"
    r"|[\u4e00-\u9fff]{1,14}[\[〔(]\d{4}[\]〕)]\d{1,5}号|签发人[::]\s{0,3}\S{0,20}"
    r"|(?:注意|妥善|严格)(?:保管|保存|保密)|(?:请勿|不得|严禁|禁止)(?:外传|外泄|扩散|翻印|复制|转发))*"
)


def _beside(name: str) -> str:
    """Give the pattern of what stands beside a mark, taken whole and never given back: else digits try every split.

    A lookahead and a reference to it, because `*+` matches wrongly in Python before 3.11.3.
    """
    return f"(?=(?P<{name}>{_THINGS_BESIDE}))(?P={name})"


# 秘密★1年 in any row, at its beginning or after a space or bracket; within a sentence it stands in quotation marks.
_STARRED: Final = re.compile(rf"(?<![^\s(【\[〔::]){_ANY}级?{_S}{_STAR}")
# 密级：秘密, but not 密级：秘密、机密、绝密, which offers a choice; 密级 秘密 only where nothing goes on from it.
_FIELD: Final = re.compile(rf"{_LABEL}{_S}[::]{_S}{_OPEN}?{_S}{_CLASSES}(?!{_S}[、/或|□])")
_SPACED_FIELD: Final = re.compile(rf"{_LABEL}\s{_S}{_OPEN}?{_S}{_CLASSES}(?:级|件|文件)?(?![\u4e00-\u9fff、/|□])")
_ALONE: Final = re.compile(rf"^{_beside('before')}{_ANY}级?(?:文件|资料|件)?\*?{_beside('after')}$")
_BRACKETED: Final = re.compile(
    rf"(?:^\s*{_OPEN}{_S}{_WORD}级?(?:文?件)?{_S}{_CLOSE}|{_OPEN}{_S}(?P<last>绝{_S}密|机{_S}密|秘{_S}密)级?(?:文?件)?{_S}{_CLOSE}\s*$)"
)
_STATED: Final = re.compile(
    rf"(?<![如若凡果])(?:本|此){_S}(?:件|文件|文|来文|来函|函|通知|方案|材料|资料|稿|邮件|附件)(?:内容)?"
    rf"(?:属于?|系|为|是|涉及|定为){_S}(?:国家)?{_WORD}(?!的(?!文件|件|材料)|时)"
)
# A word of a mark with nothing but blanks in it, in any form of its signs: no other line needs a closer look.
_MAY_BE_MARKED: Final = re.compile(
    r"[绝絶絕机機秘祕内內普公][^\u3001-\u303f\u3400-\u9fff\w]{0,12}[密部通开開]|[\u2e80-\u2fdf\uf900-\ufaff]"
)
_ANYWHERE: Final = (_STARRED,)
_FIRST_PAGE: Final = (_FIELD, _SPACED_FIELD, _STARRED, _ALONE, _BRACKETED, _STATED)


@dataclass(frozen=True, slots=True)
class SecrecyMark:
    """A mark and where it stands: characters `start` to `end` of a block."""

    secrecy: Secrecy
    block: Block
    span: Span


def secrecy_of(document: Document) -> Secrecy | None:
    """Give the secrecy any document is marked with: a paper, an attachment, a return, a covering mail.

    `None` where nothing is said. Where marks differ, a secret one counts before any other, and the highest of them.
    """
    mark = secrecy_mark(document)
    return mark.secrecy if mark else None


def is_mark(text: str) -> bool:
    """Whether a part of a row is a secrecy mark by itself, a starred term behind it or not."""
    plain = _plain(text[:_LONGEST_LINE])[0].strip()
    starred = _STARRED.match(plain)
    return bool(_ALONE.match(plain) or (starred and len(plain) - starred.end() <= _LONGEST_TERM))


def secrecy_mark(document: Document) -> SecrecyMark | None:
    """Give the mark that counts, with its place; see `secrecy_of`."""
    marks = list(_marks(document))
    secret = [mark for mark in marks if mark.secrecy.is_secret]
    return max(secret, key=lambda mark: list(Secrecy).index(mark.secrecy), default=next(iter(marks), None))


def _marks(document: Document) -> Iterator[SecrecyMark]:
    left = _FIRST_PAGE_TEXT
    lines = 0
    body = 0
    for block in document.blocks:
        is_edge = block.kind in {BlockKind.HEADER, BlockKind.FOOTER}
        is_first_page = is_edge or (block.page == 1 if block.page else left > 0 and body < _FIRST_PAGE_BLOCKS)
        for line in re.finditer(r"[^\n]+", block.text):
            lines += 1
            if lines > _MOST_LINES and not is_first_page:
                return
            for secrecy, span in _of_line(line[0], is_first_page=is_first_page and (is_edge or left > 0)):
                yield SecrecyMark(secrecy, block, (line.start() + span[0], line.start() + span[1]))
            left -= 0 if is_edge else len(line[0])
        body += not is_edge


def _of_line(line: str, *, is_first_page: bool) -> Iterator[tuple[Secrecy, Span]]:
    if not _MAY_BE_MARKED.search(line[:_LONGEST_LINE]):
        return
    plain, places = _plain(line[:_LONGEST_LINE])
    patterns = _FIRST_PAGE if is_first_page else _ANYWHERE
    cells = [plain] if "\t" not in plain else [plain, *plain.split("\t")]
    base = 0
    for number, cell in enumerate(cells):
        for pattern in patterns:
            match = pattern.search(cell)
            if match:
                group = "word" if match["word"] else "last"
                word = "".join(match[group].split())
                start, end = base + match.start(group), base + match.end(group) - 1
                yield Secrecy("普通" if word == "公开" else word), (places[start], places[end] + 1)
        base += len(cell) + 1 if number else 0


def _plain(text: str) -> tuple[str, list[int]]:
    """Fold a line's widths and forms, sign by sign, so that every place in it can still be told."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for folded in unicodedata.normalize("NFKC", sign).translate(_SAME):
            if unicodedata.category(folded) != "Cf":  # signs nobody sees
                signs.append(folded)
                places.append(place)
    return "".join(signs), places
