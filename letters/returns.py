"""A return: one file as a unit sent it, in whatever way it chose to answer.

Three separate checks: that there is a return is *received*; `sealed`; `usable`. One bad file is a return
that says why it cannot be used, never an error. A sealed scan and an editable text are halves (`join_halves`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from letters.anchoring import by_number
from letters.changes import Change, Shape
from letters.copies import is_copy, opinions_of_copy
from letters.document import BlockKind, Document, Source
from letters.draft import Draft, open_draft
from letters.folding import folded_words
from letters.forms import FilledForm, FormEntry, form_of, read_rows, without_forms
from letters.long_runs import without_long_runs
from letters.opinions import Opinion, Return
from letters.package import Package, W
from letters.places import places_in
from letters.placing import Origin, RowPlace, opinion_of_row, opinions_of_wish
from letters.prose import wishes_in
from letters.reading import Format, format_of, read_document, word_text
from letters.reading.legacy import CONVERTED, as_docx
from letters.reading.ofd import ofd_has_seal
from letters.reading.recognition import is_installed
from letters.replies import (
    agrees_on_the_whole,
    asks_for_comments,
    asks_the_office,
    body_of,
    has_letter_shape,
    is_about_draft,
    names_another,
    only_acknowledges,
    says_agree,
    says_go_ahead,
    says_no_comment,
    unit_of,
)
from letters.revisions import copy_of
from letters.seal import docx_has_seal, has_seal, image_pixels, pdf_has_seal
from registry.errors import FileEmpty, FileRefused, FileUnknown
from registry.words import How, Kind, Stance

__all__ = ["Opinion", "Reader", "Return", "join_halves", "read_return"]

_SCAN: Final = "扫描件中的文字没有认读，请另报可编辑的电子版（docx）"
_UNCLEAR: Final = "扫描件中未能认读出意见，请另报可编辑的电子版（docx）"
_NO_FILE: Final = "来信"
_TELLING: Final = 6  # characters of a quotation that no other paper has
_SURE: Final = 0.9
_NOTHING: Final = "来信没有内容，请补报意见；无意见也请书面说明"


Reader = Callable[[bytes, str], Document]  # of a file and its name; raises FileRefused


def read_return(
    draft: bytes,
    data: bytes,
    name: str,
    units: Sequence[str] = (),
    *,
    recognise: bool = False,
    read: Reader = read_document,
) -> Return:
    """Read one file a unit sent in.

    Args:
        draft: the draft that was sent out, in any format that is read.
        data: the file's bytes.
        name: the file's name; it may tell the unit, never the format.
        units: names and short names of the units that were asked, for telling whose return it is.
        recognise: read the words of a scan too, where that is installed; it takes seconds a page.
        read: how a file is read that is more than a copy or a form; one that has read it before saves the time.

    Raises:
        FileRefused: the *draft* cannot be read. A bad return is a `Return` that says so.
    """
    return _read(open_draft(draft), data, name, units, recognise=recognise, read=read)


def join_halves(returns: Sequence[Return]) -> Return:
    """Join the files of one return: the sealed scan, the editable text, the words of the mail.

    The half with most to say speaks; it is sealed if any half is; what both say is kept once. No halves at all, as
    of a mail without words and files, are a return that cannot be used.
    """
    if not returns:
        return _unusable(_NO_FILE, (), _NOTHING)
    # What was recognised in a picture gives way to words that were written: misread ones would stand beside them.
    main = max(
        returns,
        key=lambda r: (r.usable, r.stance in _SPEAKING, not r.scanned, len(r.opinions), r.stance is Stance.NO_COMMENT),
    )
    seen: dict[tuple[object, ...], Opinion] = {}
    for half in (main, *returns):
        for opinion in half.opinions if half.usable and half.scanned == main.scanned else ():
            words = (folded_words(opinion.original or ""), folded_words(opinion.proposed or ""))
            seen.setdefault((opinion.clause, opinion.kind, *words), opinion)
    seals = [half.sealed for half in returns]
    return replace(
        main,
        file="；".join(dict.fromkeys(half.file for half in returns)),
        unit=main.unit or next((half.unit for half in returns if half.unit), None),
        sealed=True if True in seals else (False if False in seals else None),
        opinions=tuple(seen.values()),
        token=main.token or next((half.token for half in returns if half.token), None),
    )


_SPEAKING: Final = frozenset({Stance.OPINIONS, Stance.AGREE_WITH_OPINIONS})


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says before it is known to be usable."""

    stance: Stance
    opinions: tuple[Opinion, ...] = ()
    error: str | None = None


def _read(draft: Draft, data: bytes, name: str, units: Sequence[str], *, recognise: bool, read: Reader) -> Return:
    try:
        return _by_format(draft, data, name, units, recognise=recognise, read=read)
    except FileRefused as error:
        return _unusable(name, units, error.happened)


def _by_format(draft: Draft, data: bytes, name: str, units: Sequence[str], *, recognise: bool, read: Reader) -> Return:
    if package := word_text(data):
        return _read_docx(draft, package, data, name, units, read=read)
    found = format_of(data)
    if found in CONVERTED:  # an old Word file may carry tracked changes too
        return _by_format(draft, as_docx(data, found), name, units, recognise=recognise, read=read)
    if found is Format.IMAGE:
        pixels = image_pixels(data)
        sealed = None if pixels is None else has_seal(pixels) or None
        return _scan(draft, data, name, units, sealed=sealed, recognise=recognise, read=read)
    if found is Format.PDF:
        return _read_pdf(draft, data, name, units, recognise=recognise, read=read)
    document = read(data, name)
    if document.source is Source.EML:
        return _read_mail(draft, document, name, units, recognise=recognise, read=read)
    return _read_words(draft, document, name, units, sealed=found is Format.OFD and ofd_has_seal(data))


def _unusable(name: str, units: Sequence[str], why: str, *, sealed: bool | None = None) -> Return:
    return Return(name, unit_of((), name, units), Stance.UNUSABLE, sealed, usable=False, error=why)


def _scan(
    draft: Draft,
    data: bytes,
    name: str,
    units: Sequence[str],
    *,
    sealed: bool | None,
    recognise: bool,
    read: Reader,
) -> Return:
    """Take a picture of pages: its name may say 无意见; its words speak where they may be and can be recognised."""
    if says_no_comment(name):
        return Return(name, unit_of((), name, units), Stance.NO_COMMENT, sealed, usable=True, scanned=True)
    unread = replace(_unusable(name, units, _SCAN, sealed=sealed), scanned=True)
    if not (recognise and is_installed()):
        return unread
    try:
        document = read(data, name)
    except FileRefused as error:
        return replace(unread, error=error.happened)
    said = _read_words(draft, document, name, units, sealed=sealed)
    if not said.usable:
        return replace(unread, unit=said.unit, error=_UNCLEAR)
    sure = min((block.confidence for block in document.body if block.confidence is not None), default=1.0)
    less_sure = tuple(replace(one, confidence=round(one.confidence * sure, 2)) for one in said.opinions)
    return replace(said, opinions=less_sure, scanned=True)


def _read_pdf(draft: Draft, data: bytes, name: str, units: Sequence[str], *, recognise: bool, read: Reader) -> Return:
    try:
        document = read_document(data, name, recognise=False)
    except (FileUnknown, FileEmpty):
        return _scan(draft, data, name, units, sealed=pdf_has_seal(data) or None, recognise=recognise, read=read)
    return _read_words(draft, document, name, units, sealed=pdf_has_seal(data))


def _read_mail(
    draft: Draft, document: Document, name: str, units: Sequence[str], *, recognise: bool, read: Reader
) -> Return:
    """Read a mail: its own words and its attachments are halves of one return."""
    halves = [_read(draft, one.data, one.name, units, recognise=recognise, read=read) for one in document.attached]
    words = _read_words(draft, document, name, units, sealed=None if document.attached else False)
    spoken = words.stance in {*_SPEAKING, Stance.NO_COMMENT}
    whole = join_halves([words, *halves] if spoken or not halves else halves)
    return replace(whole, file=name, unit=whole.unit or words.unit)


def _read_docx(draft: Draft, package: Package, data: bytes, name: str, units: Sequence[str], *, read: Reader) -> Return:
    sealed = docx_has_seal(package)
    body = draft.kept.body_of(package)
    form = form_of(package, body)
    if form is not None:  # its words are read whole
        form = form_of(package, package.body().find(f"{W}body"))
    if form is not None and not form.token:
        form = replace(form, entries=_not_the_drafts(draft, form.entries))
    if form is not None and (form.token or form.entries or form.no_comment):
        return _beside_form(draft, package, _read_filled(draft, form, name, units, sealed=sealed))
    copy = copy_of(package, body, draft.kept)
    if is_copy(draft, copy):
        opinions, changes = opinions_of_copy(draft, copy)
        unit = unit_of((), name, units, copy.authors)
        if not opinions and not changes:
            return replace(
                _unusable(name, units, "报回的是征求意见稿原文，未见修改或批注，请补报意见"), sealed=sealed, unit=unit
            )
        return Return(name, unit, Stance.OPINIONS, sealed, usable=True, opinions=opinions, changes=changes)
    try:
        document = read(data, name)
    except FileEmpty:  # pictures in Word are not read
        return _scan(draft, data, name, units, sealed=sealed or None, recognise=False, read=read)
    return _read_words(draft, document, name, units, sealed=sealed, authors=copy.authors)


def _beside_form(draft: Draft, package: Package, filled: Return) -> Return:
    """Add what is said in a copy of the draft that the form stands in: tracked changes, comments, lines changed.

    Whole lines put in or left out without tracking are not told from what stands around a form.
    """
    copy = copy_of(package, without_forms(package.body().find(f"{W}body")))
    if not is_copy(draft, copy):
        return filled
    opinions, changes = opinions_of_copy(draft, copy)
    told = tuple(one for one in opinions if one.how is not How.EDITED or all(map(_is_told, one.changes)))
    if not told:
        return filled
    changes = tuple(filter(_is_told, changes))
    both = (*told, *filled.opinions)
    return replace(filled, stance=Stance.OPINIONS, usable=True, opinions=both, changes=changes, error=None)


def _is_told(change: Change) -> bool:
    return change.tracked or change.shape is Shape.TEXT


def _read_filled(draft: Draft, form: FilledForm, name: str, units: Sequence[str], *, sealed: bool | None) -> Return:
    opinions = tuple(_of_entry(draft, entry, How.FORM, f"意见反馈表第{entry.row}行") for entry in form.entries)
    unit = unit_of([form.unit or ""], name, units) if form.unit else unit_of((), name, units)
    token = form.token
    if opinions:
        return Return(name, form.unit or unit, Stance.OPINIONS, sealed, usable=True, opinions=opinions, token=token)
    if form.no_comment:
        return Return(name, form.unit or unit, Stance.NO_COMMENT, sealed, usable=True, token=token)
    empty = "意见反馈表未填写，也未勾选“无意见”，请补填后重新报送"
    return Return(name, form.unit or unit, Stance.UNUSABLE, sealed, usable=False, error=empty, token=token)


def _not_the_drafts(draft: Draft, entries: Sequence[FormEntry]) -> tuple[FormEntry, ...]:
    """Leave out the rows of a table that the draft itself has: what was and what is to be, in a draft that amends."""
    return tuple(entry for entry in entries if entry.words not in draft.form_rows)


def _of_entry(draft: Draft, entry: FormEntry, how: How, place: str) -> Opinion:
    """Place one row: by the clause id it carries, by the path it names, by the number it names."""
    at = _place_of(draft, entry)
    return opinion_of_row(draft, at, entry.original, entry.proposed, entry.reason, Origin(how, place))


def _place_of(draft: Draft, entry: FormEntry) -> RowPlace:
    if entry.clause_id in draft.by_id:
        return RowPlace((draft.by_id[entry.clause_id],), is_exact=True)
    path = entry.clause.strip()
    if path in draft.by_path:
        return RowPlace((draft.by_path[path],))
    places = places_in(path) or places_in(f"第{path}项")
    return RowPlace(tuple(by_number(draft, places[0].steps)) if places else (), places)


def _read_words(
    draft: Draft,
    document: Document,
    name: str,
    units: Sequence[str],
    *,
    sealed: bool | None,
    authors: Sequence[str] = (),
) -> Return:
    """Read a letter, a mail's words, or a sheet with the form's headings."""
    rows = (row for block in document.body if block.kind is not BlockKind.TABLE for row in block.text.split("\n"))
    lines = [without_long_runs(row) for row in rows]
    said = _of_tables(draft, document) or _of_letter(draft, document, lines)
    return Return(
        name,
        unit_of(lines, name, units, authors),
        said.stance,
        sealed,
        usable=said.stance not in {Stance.UNUSABLE, Stance.OTHER_DOCUMENT},
        opinions=said.opinions,
        error=said.error,
    )


def _of_tables(draft: Draft, document: Document) -> _Said | None:
    how = How.SHEET if document.source is Source.XLSX else How.FORM
    opinions: list[Opinion] = []
    seen = False
    for block in document.body:
        entries = read_rows(block.rows) if block.rows else None
        if entries is not None:
            seen = True
            theirs = _not_the_drafts(draft, entries)
            opinions += [_of_entry(draft, entry, how, f"第{block.n + 1}块表格第{entry.row}行") for entry in theirs]
    if opinions:
        return _Said(Stance.OPINIONS, tuple(opinions))
    return _Said(Stance.NO_COMMENT) if seen and says_no_comment(document.text) else None


def _of_letter(draft: Draft, document: Document, lines: Sequence[str]) -> _Said:
    plain = document.source in {Source.TXT, Source.EML} and not has_letter_shape(lines)
    how, word = (How.BODY, "邮件正文") if plain else (How.PROSE, "来函")
    body = body_of(lines)
    wishes = wishes_in(lines[body.start : body.stop], first=body.start)
    origins = [Origin(how, f"{word}第{wish.line + 1}段") for wish in wishes]
    opinions = tuple(
        one for wish, origin in zip(wishes, origins, strict=True) for one in opinions_of_wish(draft, wish, origin)
    )
    text = "\n".join(lines)
    about = is_about_draft(text, draft.outline.title)
    if why := _no_return(draft, text, opinions):
        return _Said(Stance.OTHER_DOCUMENT, error=why)
    said = "\n".join(lines[body.start : body.stop]) or text
    if opinions and (about or plain or any(o.clause or o.candidates or o.kind is not Kind.GENERAL for o in opinions)):
        agrees = agrees_on_the_whole(said)  # 我局无意见，建议…
        return _Said(Stance.AGREE_WITH_OPINIONS if agrees else Stance.OPINIONS, opinions)
    if says_no_comment(said) or ((says_agree(said) or says_go_ahead(said)) and (about or plain)):
        return _Said(Stance.NO_COMMENT)
    return _without_answer(said, about=about)


def _no_return(draft: Draft, text: str, opinions: Sequence[Opinion]) -> str:
    """Say why a paper is no return to this draft; empty where it may be one. Words of the draft prove that it is."""
    quotes_ours = any(len(o.original or "") >= _TELLING and o.confidence >= _SURE for o in opinions)
    if names_another(text, draft.outline.title) and not quotes_ours:
        return "来件所说的是另一份文件，不是本次征求意见稿，请核对是否误报"
    if asks_for_comments(text) and not any(o.original for o in opinions):
        return "来件是征求意见的文件，不是反馈意见，请核对是否误报"
    return ""


def _without_answer(said: str, *, about: bool) -> _Said:
    """Say what a letter is that neither asks for a change nor has no comment."""
    if only_acknowledges(said):
        return _Said(Stance.UNUSABLE, error="来件只说明已经收到，尚未反馈意见，请等候正式反馈")
    if asks_the_office(said):
        return _Said(Stance.UNUSABLE, error="来件询问办理事项（如延期、补发材料），没有提出意见，请先答复对方")
    if about:
        return _Said(Stance.UNUSABLE, error="来件提到征求意见，但未能读出意见，请人工查看")
    return _Said(Stance.OTHER_DOCUMENT, error="来件与本次征求意见无关，请核对是否误报")
