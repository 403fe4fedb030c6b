"""稿次: a draft's versions. What a unit sent is read against the one it wrote on, and brought to the present one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from sqlmodel import Session

from flows.office import Office
from flows.work.readings import Readings
from letters.carrying import carried, with_answer
from letters.concerned import kept_clauses
from letters.draft import open_draft
from letters.kept_reading import KeptReading
from letters.opinions import Return
from letters.passage import Passage
from letters.returns import read_return
from letters.versions import copied_version
from registry import opinions, solicitations, units
from registry.errors import FileRefused
from registry.papers import Paper
from registry.solicitations import Request
from registry.words import Stance


def text_of(paper: Paper) -> str:
    """Give the SHA-256 of the draft asked about now; of the letter where it holds the draft."""
    return paper.draft_sha256 or paper.letter_sha256 or ""


def texts_of(session: Session, paper: Paper) -> dict[int, str]:
    """Give the SHA-256 of every version that was asked about, by its number."""
    asked = {row.draft_version: row.draft_sha256 for row in solicitations.rounds(session, paper.id)}
    return asked | {paper.draft_version: text_of(paper)}


def read_files(
    office: Office,
    session: Session,
    paper: Paper,
    request: Request,
    files: Iterable[dict[str, str]],
    readings: Readings,
) -> KeptReading:
    """Read kept files as one unit's return: each against the version it was written on, placed in the present one.

    A copy of a draft was written on that version, an office's form on the one it went out with, all else on the one the
    request asked about.
    """
    texts = texts_of(session, paper)
    asked = solicitations.get_round(session, request).draft_version
    known = units.directory(session).find(request.unit)
    names = known.names if known else (request.unit,)
    tokens = _versions_of_tokens(session, paper)
    drafts = {version: office.blobs.read(sha256) for version, sha256 in texts.items()}

    def read(data: bytes, name: str, *, recognise: bool = False) -> Return:
        version = _copied(data, drafts) or asked
        one = read_return(drafts[version], data, name, names, recognise=recognise, read=readings)
        written_on = tokens.get(one.token or "", version)
        if written_on != version:
            one = read_return(drafts[written_on], data, name, names, recognise=recognise, read=readings)
        return replace(one, version=written_on) if one.token in {None, *tokens} else _stray(session, one)

    kept = [(office.blobs.read(file["sha256"]), file["name"]) for file in files]
    halves = [read(*file) for file in kept]
    if office.settings.read_scans and not any(half.usable for half in halves):
        # Seconds a page: only where nothing that was written speaks.
        halves = [
            read(*file, recognise=True) if half.scanned else half for file, half in zip(kept, halves, strict=True)
        ]
    now = text_of(paper)
    return KeptReading(
        now,
        tuple(brought_forward(office, replace(half, unit=request.unit), texts[half.version], now) for half in halves),
    )


def halves_of(office: Office, session: Session, request: Request, row: opinions.Return) -> tuple[Return, ...]:
    """Give the files of a recorded return as they were read, at their places in the present draft.

    They are read again where what was kept is lost, with what stands of the return they carry on from.

    Raises:
        StoreUnavailable: a kept file is gone.
    """
    paper = solicitations.paper_of(session, request)
    kept = _kept(office, row)
    if kept is not None:
        return tuple(brought_forward(office, half, kept.draft, text_of(paper)) for half in kept.halves)
    read = read_files(office, session, paper, request, row.files, Readings(office)).halves
    if row.carries_id is None:
        return read
    before = opinions.get_return(session, row.carries_id)
    earlier = solicitations.get_request(session, before.request_id)
    asked = clauses_now(office, session, request)
    adopted = opinions.adopted(session, paper.id)
    return with_answer(halves_of(office, session, earlier, before), read, asked, adopted)


def clauses_now(office: Office, session: Session, request: Request) -> tuple[str, ...]:
    """Give the clauses a request asked about, those that stand, as the present draft names them."""
    written_on, now = (
        solicitations.get_round(session, request).draft_sha256,
        text_of(solicitations.paper_of(session, request)),
    )
    if written_on == now:
        return tuple(request.clauses)
    return kept_clauses(_way(office.blobs.read(written_on), office.blobs.read(now)), request.clauses)


def version_of(halves: Sequence[Return]) -> int:
    """Give the version of the draft an answer is on; 0 for one that says nothing usable."""
    return max((half.version for half in halves if half.usable), default=0)


def brought_forward(office: Office, one: Return, written_on: str, now: str) -> Return:
    """Bring what was read against one version (SHA-256) to another."""
    if written_on == now:
        return one
    return carried(one, _way(office.blobs.read(written_on), office.blobs.read(now)))


def _kept(office: Office, row: opinions.Return) -> KeptReading | None:
    if not row.reading_sha256:
        return None
    try:
        return KeptReading.of(office.blobs.read(row.reading_sha256))
    except FileRefused:
        return None


def _copied(data: bytes, drafts: Mapping[int, bytes]) -> int | None:
    if len(drafts) == 1:
        return None  # nothing to choose from
    return copied_version(data, {version: open_draft(draft) for version, draft in drafts.items()})


def _versions_of_tokens(session: Session, paper: Paper) -> dict[str, int]:
    """Give the draft version each form of a paper went out with, by its token, whichever unit it was made for."""
    versions = {row.id: row.draft_version for row in solicitations.rounds(session, paper.id)}
    return {one.token: versions[one.solicitation_id] for one in solicitations.every_request(session, paper.id)}


def _stray(session: Session, one: Return) -> Return:
    """Set aside a form that was made for another matter: its clauses are those of another draft."""
    made_for = next((row for row in solicitations.asked(session) if row.token == one.token), None)
    if made_for is None:
        why = "反馈表中的标识不是本办公室发出的，请使用随函所附的反馈表重新报送"
    else:
        number = solicitations.paper_of(session, made_for).number
        why = f"该反馈表是征求收文{number}意见时发给{made_for.unit}的，不是本件的，请核对是否误报"
    return replace(one, stance=Stance.OTHER_DOCUMENT, usable=False, opinions=(), error=why)


@lru_cache(maxsize=4)
def _way(before: bytes, now: bytes) -> Passage:
    return Passage(open_draft(before), open_draft(now))


def answered_version(office: Office, session: Session, request: Request, files: Sequence[bytes]) -> int | None:
    """Say which version of the draft these files are a copy of; `None` where there is one version or no telling."""
    texts = texts_of(session, solicitations.paper_of(session, request))
    drafts = {version: office.blobs.read(sha256) for version, sha256 in texts.items()}
    found = {_copied(data, drafts) for data in files} - {None}
    return found.pop() if len(found) == 1 else None
