"""One file, several papers: a covering letter, the slip it came under, the letter it forwards, the draft, its annexes.

Secretariats scan and export a whole matter into one file. A paper begins at its own head: a slip at its name, an annex
at 附件 on a line by itself, a letter at the letterhead above its title, a draft at the title that follows a signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from letters import wishes
from letters.dates import is_date_line
from letters.document import Block, BlockKind, Document
from letters.head import is_annex_head
from letters.labels import label_at
from letters.titles import Title, is_normative, titles_in
from letters.unit_names import is_unit, split_units, unsealed
from registry.words import Word


class PaperKind(Word):
    """What a paper of a bundle is, as `huiban read` names it."""

    COVERING = "covering_letter", "来函"
    SLIP = "slip", "收文阅办单"
    FORWARDED = "forwarded_letter", "转来函"
    DRAFT = "draft", "征求意见稿"
    ANNEX = "annex", "附件"
    OTHER = "other", "其他"


_LETTERS = {PaperKind.COVERING, PaperKind.FORWARDED}


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of a file. Its blocks keep the numbers they have in the file."""

    kind: PaperKind
    document: Document

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles on its first page."""
        return tuple(title.text for title in titles_in(self.document.body[:_FIRST_PAGE]))


_SLIP = re.compile(
    r"(?:收文|来文|公文|文件|批办|呈批|阅办|承办|传阅|拟办)[^\s。，：:]{0,8}(?:单|笺|签|卡|表)$|^(?:呈批件|办文单|拟办单|阅办单)$"
)
_LETTER_TITLE = re.compile(
    r"(?:关于|就《|征求|征集|转发|转办)[^。]*(?:函|通知|公告|通告|公示|请示|报告|批复|复函|意见)(?:[（(].{1,12}[）)])?$"
)
_SALUTED = re.compile(r"[：:]\s*$")
_SENTENCE = re.compile(r"[。；！？]")
_FIELD = re.compile(
    r"[：:]|\t|^(?:领导|拟办|办结|批示|阅批|承办|备注|处理)[\u4e00-\u9fff]{0,4}$"
)  # a row of a slip or of a letter's particulars
# 文号, with or without a mark left of it and 签发人 right of it (GB/T 9704 7.2.5, 7.2.6).
_NUMBERED = re.compile(r"[〔\[［【]\s*\d{4}\s*[〕\]］】]\s*第?\d{1,5}\s*号(?:\s*签\s*发\s*人\s*[：:].{0,60})?$")
# Fields of a letter's own head (GB/T 9704 7.2), and of a telegram's (明传电报).
_OWN_FIELD = re.compile(
    r"^(?:份\s*号|签\s*发\s*人|密\s*级|保密期限|紧急程度|发\s*电\s*单\s*位|签\s*批\s*盖\s*章|等\s*级)[^：:]{0,6}[：:]"
)
_HEAD_LINE = 40  # Chinese characters: letterheads, numbers, marks
_HEAD_LINES = 8  # above a title
_SALUTATION_WITHIN = 3  # blocks after a title
_SALUTED_WITHIN = 8  # blocks from the head of a letter without a title
_SLIP_NAME = 40  # characters
_MOST_PARTS = 200  # papers in one file; what comes after belongs to the last
_MOST_HEADERS = 100  # of a file: one has a few
_FIRST_PAGE = 25  # blocks in which a paper's title stands


def parts_of(document: Document) -> tuple[Part, ...]:
    """Give the papers of a file in order, each with its own blocks; a file of one paper gives one.

    A paper has the headers of its pages too: 密级 and 紧急程度 may stand there. A header whose page is not known runs
    through the whole file. Footers belong to no paper.
    """
    body = [block for block in document.body if block.text.strip()]
    if not body:
        return ()
    starts = sorted(_starts(body).items())[:_MOST_PARTS]
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, PaperKind.OTHER))
    ends = [start for start, _ in starts[1:]] + [len(body)]
    found = [(kind, body[start:end]) for (start, kind), end in zip(starts, ends, strict=True)]
    headers = [block for block in document.blocks if block.kind is BlockKind.HEADER][:_MOST_HEADERS]
    return tuple(Part(kind, replace(document, blocks=_on_pages(blocks, headers))) for kind, blocks in _named(found))


def _on_pages(blocks: Sequence[Block], headers: Sequence[Block]) -> tuple[Block, ...]:
    """Give a paper's blocks with the headers of the pages they stand on, in the file's order."""
    pages = {None, *(block.page for block in blocks)}
    return tuple(sorted((*(header for header in headers if header.page in pages), *blocks), key=lambda block: block.n))


def is_bundle(document: Document) -> bool:
    """Whether a file holds what its reader alone may see: a slip, or a letter asking for comments above its draft.

    A notice with the plan it issues is one paper, whatever its parts: both are the text consulted on.
    """
    parts = parts_of(document)
    return any(part.kind is PaperKind.SLIP for part in parts) or bool(_draft_in(parts))


def held_draft(document: Document) -> Document | None:
    """Give the draft that a file holds below its letter, with the annexes after it; `None` where it holds none."""
    blocks = tuple(block for part in _draft_in(parts_of(document)) for block in part.document.body)
    return replace(document, blocks=blocks) if blocks else None


def draft_of(document: Document) -> Document:
    """Give the draft in a file handed in as one: what the file holds below a letter, else all of it."""
    return held_draft(document) or document


def _draft_in(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Find the draft below a letter that asks for comments, and its annexes.

    The letter's own annex may be the draft; the annexes after it are then the letter's too, as a form for answers is.
    """
    asking = next((place for place, part in enumerate(parts) if part.kind in _LETTERS and _asks(part)), None)
    if asking is None:
        return ()
    below = parts[asking + 1 :]
    for place, part in enumerate(below):
        if part.kind is PaperKind.DRAFT:
            own = takewhile(lambda after: after.kind is PaperKind.ANNEX, below[place + 1 :])
            return (part, *own)
    return tuple(part for part in below if part.kind is PaperKind.ANNEX and _rules(part))[:1]


def _asks(part: Part) -> bool:
    letter = next((title for title in part.titles if _LETTER_TITLE.search(title)), None)
    return wishes.is_solicitation(letter, part.document.text)


def forms_below(parts: Sequence[Part], letter: int) -> tuple[Document, ...]:
    """Give the forms to answer on below a letter: its own annexes that are no text of rules or plans."""
    own = takewhile(lambda part: part.kind in {PaperKind.ANNEX, PaperKind.DRAFT}, parts[letter + 1 :])
    return tuple(part.document for part in own if part.kind is PaperKind.ANNEX and not _rules(part))


def _rules(part: Part) -> bool:
    """Whether an annex is a text that rules or plans, told by the first title below its number."""
    return any(map(is_normative, part.titles[:1]))


def _starts(body: Sequence[Block]) -> dict[int, PaperKind]:
    """Give where papers begin, and as what: the letters are told apart afterwards."""
    found: dict[int, PaperKind] = {}
    places = {block.n: index for index, block in enumerate(body)}
    for index, block in enumerate(body):
        text = block.text.strip()
        if block.kind is not BlockKind.TABLE and len(text) <= _SLIP_NAME and _SLIP.search(text):
            found[index] = PaperKind.SLIP
        elif is_annex_head(text):
            found[index] = PaperKind.ANNEX
    titles = [(places[title.blocks[0]], places[title.blocks[-1]], title) for title in titles_in(body)]
    letters = [(first, last) for first, last, title in titles if _is_letter(body, last, title)]
    letters = letters or _untitled(body) or _to_the_public(body, titles)
    for first, _ in letters:
        found[_head_of(body, first, found)] = PaperKind.FORWARDED
    for start in _drafts(body, titles, letters, found):
        found[start] = PaperKind.DRAFT
    return found


def _untitled(body: Sequence[Block]) -> list[tuple[int, int]]:
    """Find the salutation of a letter without a title, as a note to one office is."""
    for index, block in enumerate(body[:_SALUTED_WITHIN]):
        text = block.text.strip()
        if _SALUTED.search(text) and not label_at(text) and all(map(is_unit, split_units(text[:-1]) or ("",))):
            return [(index, index)]
    return []


def _to_the_public(body: Sequence[Block], titles: Sequence[tuple[int, int, Title]]) -> list[tuple[int, int]]:
    """Find the notice a file begins with that greets nobody: its title and, further down, its signature."""
    first = next(((start, last) for start, last, title in titles if _LETTER_TITLE.search(title.text)), None)
    if first is None or first[0] > _HEAD_LINES:
        return []
    return [first] if any(_is_signature(body, index) for index in range(first[1] + 1, len(body))) else []


def _is_letter(body: Sequence[Block], last: int, title: Title) -> bool:
    """Whether a title is a letter's: it says what the letter is about and somebody is addressed below it."""
    if not _LETTER_TITLE.search(title.text):
        return False
    below = body[last + 1 : last + 1 + _SALUTATION_WITHIN]
    return any(_SALUTED.search(block.text) and not label_at(block.text.strip()) for block in below)


def _head_of(body: Sequence[Block], first: int, taken: dict[int, PaperKind]) -> int:
    """Walk up from a letter's title over its letterhead, number and marks (GB/T 9704 7.2, 10.1)."""
    start = first
    while start > 0 and first - start < _HEAD_LINES and start not in taken:
        text = body[start - 1].text.strip()
        is_long = len(re.findall(r"[\u4e00-\u9fff]", text)) > _HEAD_LINE  # a second script's line may be longer
        if body[start - 1].kind is BlockKind.TABLE or is_long or _SENTENCE.search(text):
            break
        is_field = _FIELD.search(body[start - 1].text) and not (_NUMBERED.search(text) or _OWN_FIELD.match(text))
        if is_field or is_date_line(text) or label_at(text):
            break
        start -= 1
    return start


def _drafts(
    body: Sequence[Block],
    titles: Sequence[tuple[int, int, Title]],
    letters: Sequence[tuple[int, int]],
    taken: dict[int, PaperKind],
) -> Iterator[int]:
    """Give where a draft begins: at the first other title after a letter's signature, up to the next paper."""
    heads = {first for first, _ in letters}
    for _, last in letters:
        end = min((start for start in taken if start > last), default=len(body))
        signed = next((index for index in range(last + 1, end) if _is_signature(body, index)), None)
        if signed is None:
            continue
        after = (first for first, _, _ in titles if signed < first < end and first not in heads)
        draft = next(after, None)
        if draft is not None and not _is_closing(body[draft]):
            yield draft


def _is_signature(body: Sequence[Block], index: int) -> bool:
    """Whether a date stands below the name of who signs, or beside it."""
    text = body[index].text.strip()
    if not is_date_line(text.split()[-1] if text.split() else ""):
        return False
    names = text.split()[:-1] or (body[index - 1].text.split() if index else [])
    return bool(names) and all(is_unit(unsealed(name)) for name in names)


def _is_closing(block: Block) -> bool:
    return bool(re.match(r"\s*(?:抄送|主送|联系人|[（(]此件|印发)", block.text))


def _named(found: Sequence[tuple[PaperKind, list[Block]]]) -> Iterator[tuple[PaperKind, list[Block]]]:
    """Tell the first letter, which covers the others, from those it forwards, and what no head told by its title."""
    is_first = True
    for begun, blocks in found:
        kind = _by_title(blocks) if begun is PaperKind.OTHER else begun
        if kind is PaperKind.FORWARDED and is_first:
            kind, is_first = PaperKind.COVERING, False
        yield kind, blocks


def _by_title(blocks: Sequence[Block]) -> PaperKind:
    """Tell what a paper is that nobody is addressed in: a notice to the public, or a draft by itself."""
    titles = [title.text for title in titles_in(blocks[:_FIRST_PAGE])]
    if any(_LETTER_TITLE.search(title) for title in titles) or _SALUTED.search(blocks[0].text):
        return PaperKind.FORWARDED
    return PaperKind.DRAFT if any(is_normative(title) for title in titles) else PaperKind.OTHER
