"""The outline of a draft: every numbered item with its path, its words and its duties (GB/T 9704 7.3.3)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from letters.document import Block, BlockKind, Document, Finding
from letters.duties import (
    blanket_duties_in,
    duties_in,
    role_of_heading,
    says_first_is_lead,
    with_first_as_lead,
)
from letters.flattened import with_tables
from letters.labels import Label, LabelKind
from letters.pieces import Piece, pieces_of
from letters.titles import Title, titles_in
from letters.unit_names import units_listed
from registry.routing import Duty
from registry.words import Role


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered item of a draft. `text` is all its own words after the label, up to the next numbered item."""

    id: int  # from 1, in reading order
    path: str  # 三/（一）/1, 第二章/第五条/（一）, 二/表/3
    label: str  # as printed
    level: int  # from 1, the outermost
    heading: str | None  # its heading, which also begins `text`
    text: str  # paragraphs joined by line feeds
    block: int  # where it begins
    duties: tuple[Duty, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give the clause in the shape of `huiban outline --json`."""
        return {
            "id": self.id,
            "path": self.path,
            "label": self.label,
            "level": self.level,
            "heading": self.heading,
            "text": self.text,
            "block": self.block,
            "duties": [duty.as_json() for duty in self.duties],
        }


@dataclass(frozen=True, slots=True)
class BlanketDuty:
    """A duty laid on all clauses of `scope` (a path, "" for the whole draft)."""

    role: Role
    units: tuple[str, ...]
    scope: str

    def as_json(self) -> dict[str, object]:
        """Give the blanket duty in the shape of `huiban outline --json`."""
        return {"role": self.role.value, "units": list(self.units), "scope": self.scope}


@dataclass(frozen=True, slots=True)
class Outline:
    """A draft's title, the pattern of its numbers, and its clauses."""

    title: str | None
    style: str
    clauses: tuple[Clause, ...]
    blanket: tuple[BlanketDuty, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """Distinct units of all duties, as written, in order."""
        named = [unit for clause in self.clauses for duty in clause.duties for unit in duty.units]
        named += [unit for duty in self.blanket for unit in duty.units]
        return tuple(dict.fromkeys(named))

    def as_json(self) -> dict[str, object]:
        """Give the outline in the shape of `huiban outline --json`."""
        return {
            "title": self.title,
            "style": self.style,
            "clauses": [clause.as_json() for clause in self.clauses],
            "units": list(self.units),
            "blanket_duties": [duty.as_json() for duty in self.blanket],
            "findings": [finding.as_json() for finding in self.findings],
        }


@dataclass(slots=True)
class _Item:
    """A numbered item while its words are being gathered."""

    path: str
    label: str
    step: str
    kind: LabelKind | None  # `None` for a row of a table
    level: int
    block: int
    words: list[str]
    row_duties: tuple[Duty, ...] = ()
    parent: _Item | None = None
    children: int = 0
    used: Counter[str] = field(default_factory=Counter)


_STATUS = re.compile(r"\s*[（(〔【](?:\d{4}年?)?(?:征求意见|送审|讨论|审议|报批|修订)?[^（）()]{0,6}[稿案][）)〕】]$")
_RUN_IN_HEADING = re.compile(r"(?P<heading>[^。，；：\n]{2,30})。(?=\S)")
_TITLED_ARTICLE = re.compile(r"[【（(\[](?P<heading>[^】）)\]]{2,20})[】）)\]]")
_HEADING_LIMIT = 60  # characters of a heading alone on its line
_TASK_HEADING_LIMIT = 36  # of one under 1.: longer lines are the task itself
_SENTENCE_END = re.compile(r"[。；;！？!?]")
_NUMBER_COLUMN = re.compile(r"^(?:序\s*号|编\s*号|序|号)$")
_TASK_COLUMN = re.compile(r"任务|措施|事项|举措|工作内容|责任|牵头|配合|协办|主办|分工|条款")
_MEASURES = 3  # at least so many columns of a table are looked at for a heading row


def outline(document: Document) -> Outline:
    """Read the numbered items of a draft with their paths, words and duties.

    Rows of a task table are clauses too (`二/表/3`). An annex's items stand under its name
    (`附件2/一`). Numbering faults and the like are `letters.proofread`'s; `findings` here is empty.
    """
    document = with_tables(document)
    pieces = pieces_of(document)
    builder = _Builder(_ranks(pieces))
    for piece in pieces:
        builder.add(piece)
    title = draft_title(document, pieces)
    clauses = builder.clauses()
    return Outline(
        title=_STATUS.sub("", title.text) if title else None,
        style=_style(pieces),
        clauses=clauses,
        blanket=builder.blanket(),
    )


def draft_title(document: Document, pieces: list[Piece]) -> Title | None:
    """Give the title nearest before the first numbered item: a plan after its notice, not the notice."""
    first = next((piece.block for piece in pieces if piece.label), None)
    if first is None:
        titles = titles_in(document.body)
        return titles[0] if titles else None
    before = titles_in([block for block in document.body if block.n < first])
    return before[-1] if before else _run_on_title(document, first)


def _run_on_title(document: Document, first: int) -> Title | None:
    """Title at the head of a text flattened to one line: its first words up to a space."""
    head = next((block for block in document.body if block.n <= first and block.text.strip()), None)
    if head is None:
        return None
    words = head.text.split()
    titles = titles_in([replace(head, text=words[0], kind=BlockKind.PARAGRAPH)])
    return titles[0] if titles else None


class _Builder:
    """Hangs pieces under each other by the rank of their labels."""

    def __init__(self, ranks: dict[LabelKind, int]) -> None:
        self._ranks = ranks
        self._root = _Item("", "", "", None, 0, 0, [])
        self._annex = self._root
        self._stack: list[_Item] = []
        self._items: list[_Item] = []

    def add(self, piece: Piece) -> None:
        if piece.annex:
            self._begin_annex(piece.annex)
        elif piece.table is not None:
            self._add_table(piece)
        elif piece.label is not None:
            self._begin(piece, piece.label)
        elif self._stack:
            self._stack[-1].words.append(piece.text)
        else:
            self._annex.words.append(piece.text)

    def clauses(self) -> tuple[Clause, ...]:
        first_leads = False
        made: list[Clause] = []
        for number, item in enumerate(self._items, start=1):
            text = "\n".join(item.words)
            duties = item.row_duties or duties_in(text)
            if first_leads:
                duties = with_first_as_lead(duties)
            first_leads = first_leads or says_first_is_lead(text)
            heading = _heading(item, text)
            made.append(
                Clause(number, item.path, item.label, item.level, heading, text, item.block, duties),
            )
        return tuple(made)

    def blanket(self) -> tuple[BlanketDuty, ...]:
        return tuple(
            BlanketDuty(duty.role, duty.units, item.path)
            for item in (self._root, *self._items)
            for duty in blanket_duties_in("\n".join(item.words))
        )

    def _begin(self, piece: Piece, label: Label) -> None:
        rank = self._ranks[label.kind]
        while self._stack and (self._stack[-1].kind is None or self._ranks[self._stack[-1].kind] >= rank):
            self._stack.pop()
        parent = self._stack[-1] if self._stack else self._annex
        item = self._hang(parent, label.step, label.text, piece.block)
        item.kind = label.kind
        item.words.append(piece.text)
        self._stack.append(item)

    def _begin_annex(self, name: str) -> None:
        self._stack = []
        if not self._items:
            return  # the paper is itself an annex: its name adds nothing
        step = "".join(name.split())
        self._annex = _Item(_numbered(self._root, step), name, step, None, 1, 0, [])

    def _hang(self, parent: _Item, step: str, label: str, block: int) -> _Item:
        parent.children += 1
        path = _numbered(parent, step)
        item = _Item(path, label, step, None, parent.level + 1, block, [], parent=parent)
        self._items.append(item)
        return item

    def _add_table(self, piece: Piece) -> None:
        block = piece.table
        parent = self._stack[-1] if self._stack else self._annex
        shape = _task_table(block) if block else None
        if block is None or shape is None:
            parent.words.append(piece.text)
            return
        table = _Item(_numbered(parent, "表"), "", "表", None, parent.level, block.n, [])
        number = ""
        for count, row in enumerate(block.rows[shape.head + 1 :], start=1):
            cells = [" ".join(cell.split()) for cell in row]
            if not any(cells) or len(set(filter(None, cells))) == 1:
                continue  # an empty row, or a merged one that names a group of rows
            number = (cells[shape.number] if shape.number is not None else str(count)) or number
            item = self._hang(table, number.rstrip(".．、") or str(count), number, block.n)
            item.words.append("\t".join(cells))
            item.row_duties = tuple(
                Duty(role, units)
                for role, column in shape.roles
                if column < len(cells) and (units := units_listed(cells[column].replace(" ", "、")))
            )


@dataclass(frozen=True, slots=True)
class _TaskTable:
    """Where a task table keeps what."""

    head: int  # index of the heading row
    number: int | None  # column of the numbers
    roles: tuple[tuple[Role, int], ...]  # columns that name units


def _task_table(block: Block) -> _TaskTable | None:
    """Columns of a table that lists tasks or duties, or `None` for any other table (indicators, a form)."""
    for head, row in enumerate(block.rows[:_MEASURES]):
        cells = ["".join(cell.split()) for cell in row]
        distinct = list(dict.fromkeys(cells))
        tasks = [cell for cell in distinct if _TASK_COLUMN.search(cell)]
        if len(distinct) <= 1 or not tasks:
            continue
        number = next((n for n, cell in enumerate(cells) if _NUMBER_COLUMN.match(cell)), None)
        roles = tuple((role, n) for n, cell in enumerate(cells) if (role := role_of_heading(cell)))
        if roles or number is not None:
            return _TaskTable(head, number, roles)
    return None


def _numbered(parent: _Item, step: str) -> str:
    """Path of a step under its parent; a step used before there gets #2, #3."""
    parent.used[step] += 1
    count = parent.used[step]
    step = step if count == 1 else f"{step}#{count}"
    return f"{parent.path}/{step}" if parent.path else step


def _ranks(pieces: list[Piece]) -> dict[LabelKind, int]:
    """Rank of each kind of number; articles go under 一、 where a draft keeps its articles in such parts."""
    ranks = {kind: kind.value * 2 for kind in LabelKind}
    kinds = [piece.label.kind for piece in pieces if piece.label]
    if LabelKind.ARTICLE in kinds and LabelKind.CHAPTER not in kinds:
        before = kinds[: kinds.index(LabelKind.ARTICLE)]
        if before.count(LabelKind.CHINESE) == 1 and before[-1] is LabelKind.CHINESE:
            ranks[LabelKind.ARTICLE] = ranks[LabelKind.CHINESE] + 1
    return ranks


def _style(pieces: list[Piece]) -> str:
    """Name the kinds of numbers in use, outermost first: 章节条, 一（一）1; those of annexes not counted."""
    kinds: set[LabelKind] = set()
    for piece in pieces:
        if piece.annex and kinds:
            break
        if piece.label:
            kinds.add(piece.label.kind)
    return "".join(kind.style for kind in sorted(kinds))


def _heading(item: _Item, text: str) -> str | None:
    """Heading of an item: its line alone, or its first short sentence before more words."""
    if item.kind is None:
        return None
    first = text.split("\n", 1)[0].strip()
    if item.kind is LabelKind.ARTICLE:
        titled = _TITLED_ARTICLE.match(first)
        return titled["heading"] if titled else None
    run_in = _RUN_IN_HEADING.match(first)
    if run_in and len(first) > run_in.end():
        return run_in["heading"]
    bare = first.rstrip("。：:")
    has_more = item.children > 0 or "\n" in text or item.kind <= LabelKind.CHINESE
    limit = _HEADING_LIMIT if item.kind <= LabelKind.CHINESE_BRACKET else _TASK_HEADING_LIMIT
    if bare and has_more and len(bare) <= limit and not _SENTENCE_END.search(bare):
        return bare
    return None
