"""One door to the ruler: a file's bytes in, what it measured out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from letters.reading.formats import Format, format_of, refuse
from letters.reading.legacy import CONVERTED, as_docx
from letters.render import to_pdf
from letters.ruler import (
    rules_ink_close,
    rules_ink_head,
    rules_ink_page,
    rules_ink_sign,
    rules_ink_text,
    rules_word_close,
    rules_word_head,
    rules_word_page,
    rules_word_text,
)
from letters.ruler.case import InkCase, WordCase
from letters.ruler.ink import InkPaper
from letters.ruler.ink_reader import read_ink
from letters.ruler.kinds import is_paper, kind_of_ink, kind_of_word
from letters.ruler.report import Measured, gathered
from letters.ruler.sources import told_once
from letters.ruler.standard import Kind, Measure, Measures
from letters.ruler.word_reader import read_word
from registry.errors import FileRefused, FileTooLarge, FileUnknown, RenderingUnavailable

MOST_BYTES: Final = 100 * 1024 * 1024
_FILE, _PAGES = "docx", "pdf"  # sources
_RENDERING: Final = 60.0  # seconds for one file

WordRule = Callable[[WordCase], Measures]
InkRule = Callable[[InkCase], Measures]

WORD_RULES: Final[Sequence[WordRule]] = (
    rules_word_page.paper_size,
    rules_word_page.margins,
    rules_word_page.rows_of_page,
    rules_word_page.characters_of_row,
    rules_word_page.black,
    rules_word_head.mark,
    rules_word_head.copy_number,
    rules_word_head.secrecy,
    rules_word_head.urgency,
    rules_word_head.order_of_head,
    rules_word_head.document_number,
    rules_word_head.number_place,
    rules_word_head.signer,
    rules_word_text.title,
    rules_word_text.addressees,
    rules_word_text.half_width_marks,
    rules_word_text.text,
    rules_word_text.levels,
    rules_word_text.no_empty_page,
    rules_word_close.attachment_list,
    rules_word_close.signature_and_date,
    rules_word_close.date_form,
    rules_word_close.notes,
    rules_word_close.remark,
    rules_word_close.annexes,
    rules_word_close.copies,
    rules_word_close.printed,
    rules_word_close.record_rules,
    rules_word_close.page_number,
)
INK_RULES: Final[Sequence[InkRule]] = (
    rules_ink_page.paper_size,
    rules_ink_page.text_area,
    rules_ink_page.tables,
    rules_ink_page.rows_and_characters,
    rules_ink_page.black,
    rules_ink_page.text_look,
    rules_ink_page.pages_measured,
    rules_ink_head.mark,
    rules_ink_head.left_of_head,
    rules_ink_head.number,
    rules_ink_text.title,
    rules_ink_text.addressees,
    rules_ink_text.first_page,
    rules_ink_text.indents,
    rules_ink_sign.signature,
    rules_ink_sign.seal,
    rules_ink_sign.stamp,
    rules_ink_close.annexes,
    rules_ink_close.copies,
    rules_ink_close.record,
    rules_ink_page.page_number,
)
# What one format asks and the others do not.
WORD_RULES_OF: Final[dict[Kind, Sequence[WordRule]]] = {
    Kind.LETTER: (rules_word_head.rules_of_letter,),
    Kind.GENERAL: (),
    Kind.MINUTES: (rules_word_text.attendance,),
    Kind.COMMAND: (),
}
INK_RULES_OF: Final[dict[Kind, Sequence[InkRule]]] = {
    Kind.LETTER: (rules_ink_head.letter_rules,),
    Kind.GENERAL: (rules_ink_head.head_rule,),
    Kind.MINUTES: (),
    Kind.COMMAND: (rules_ink_head.command_text,),
}


def measure(data: bytes, kind: Kind | None = None, *, ink: bool = True) -> Measured:
    """Measure a paper against GB/T 9704-2012: a docx by its XML and, rendered, by its ink; a PDF by its ink.

    Args:
        data: docx, PDF, or an older Word file that LibreOffice turns into docx.
        kind: the format it is to be held against; told from the paper where it is not given.
        ink: render a docx too, where LibreOffice is.

    Raises:
        FileRefused: one of its kinds: damaged, encrypted, a scan, no paper, another format.
    """
    if len(data) > MOST_BYTES:
        raise FileTooLarge(f"文件超过{MOST_BYTES // 1024 // 1024}MB，无法核对", kept="", todo="请拆分后再核对")
    found = format_of(data)
    if found is Format.PDF:
        return _of_pdf(data, kind)
    if found in CONVERTED:
        return _of_word(as_docx(data, found), kind, ink=ink, note=f"由{found.value}转换而来，版面可能略有出入")
    if found is not Format.DOCX:
        raise FileUnknown(
            f"{found.value}不能核对版面", kept="文件未作改动", todo="请用 docx、PDF 或旧版 Word 文档"
        ) from refuse(found)
    return _of_word(data, kind, ink=ink)


def _of_pdf(data: bytes, kind: Kind | None) -> Measured:
    paper = read_ink(data)
    case = InkCase(paper)
    case = InkCase(paper, kind) if kind else InkCase(paper, kind_of_ink(case)[0])
    why = "按指定" if kind else kind_of_ink(case)[1]
    _refuse_no_paper(is_paper(case.parts) or kind is not None)
    return _told(case.kind, why, len(paper.leaves) + paper.more, _of_ink(case), ())


def _of_word(data: bytes, kind: Kind | None, *, ink: bool, note: str = "") -> Measured:
    case = WordCase(read_word(data))
    _refuse_no_paper(is_paper(case.parts) or kind is not None)
    found, why = (kind, "按指定") if kind else kind_of_word(case)
    pages, drawn, drawn_note = _rendered(data) if ink else (None, None, "")
    if drawn is not None and kind is None and found is None:
        found, why = kind_of_ink(InkCase(drawn))
    case = replace(case, kind=found, pages=pages or case.paper.pages)
    measures = [replace(one, source=_FILE) for one in _run(WORD_RULES, WORD_RULES_OF, case, found)]
    if drawn is not None:
        measures += _of_ink(InkCase(drawn, found, case.area))
    return _told(found, why, case.pages, measures, tuple(words for words in (note, drawn_note) if words))


def _rendered(data: bytes) -> tuple[int | None, InkPaper | None, str]:
    """Render a docx; where that cannot be, say so: what its XML tells stands all the same."""
    try:
        drawn = read_ink(to_pdf(data, timeout=_RENDERING), rendered=True)
    except RenderingUnavailable as fault:
        return None, None, f"未量版面，只核对了文件内的设置：{fault.happened}"
    except FileRefused as fault:
        return None, None, f"未量版面，只核对了文件内的设置：{fault.happened}"
    return len(drawn.leaves) + drawn.more, drawn, ""


def _of_ink(case: InkCase) -> list[Measure]:
    return [replace(one, source=_PAGES) for one in _run(INK_RULES, INK_RULES_OF, case, case.kind)]


_Case = TypeVar("_Case")


def _run(
    rules: Sequence[Callable[[_Case], Measures]],
    more: dict[Kind, Sequence[Callable[[_Case], Measures]]],
    case: _Case,
    kind: Kind | None,
) -> Measures:
    for rule in (*rules, *(more[kind] if kind else ())):
        yield from rule(case)


def _refuse_no_paper(looks_like_one: bool) -> None:  # noqa: FBT001
    if not looks_like_one:
        raise FileUnknown(
            "未见公文要素（版头、标题、主送机关、成文日期），不像公文，未核对",
            kept="文件未作改动",
            todo="如确是公文，请用 --kind 指明格式",
        )


def _told(kind: Kind | None, why: str, pages: int | None, measures: list[Measure], notes: tuple[str, ...]) -> Measured:
    held = list(gathered(measures))
    wrong = [one for one in held if not one.right]
    return Measured(
        kind,
        why,
        pages,
        tuple(told_once((one for one in wrong if one.source == _FILE), (one for one in wrong if one.source == _PAGES))),
        tuple(one for one in held if one.right),
        notes,
    )
