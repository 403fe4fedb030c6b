"""再次征求意见: a later draft goes to the units it concerns; what the others said is carried forward."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from flows.office import Office
from flows.work.archiving import free_name
from flows.work.arriving import Piece
from flows.work.drafting import COMPARED, LETTER
from flows.work.filing import file_paper, rename_paper
from flows.work.numbers import number_for_next
from flows.work.proposing import due_words, inner_deadline, route_of
from flows.work.receiving import DRAFT, draft_piece, set_due
from flows.work.versions import brought_forward, clauses_now, halves_of, text_of
from letters.concerned import Again, Asked, asked_again
from letters.copies import is_copy
from letters.draft import open_draft
from letters.halves import joined_return
from letters.kept_reading import KeptReading
from letters.merging import name_opinions
from letters.opinions import Opinion, Return
from letters.package import Package
from letters.passage import Passage
from letters.place_names import place_name
from letters.redline import redline
from letters.revisions import copy_of
from letters.unsigned import authors_in
from post.tokens import new_token
from registry import journal, messages, opinions, papers, solicitations, units
from registry.deadlines import due_moment, parse_phrase
from registry.errors import NotPermitted
from registry.lifecycle import PaperState, RequestState
from registry.papers import Paper
from registry.solicitations import Request, Solicitation
from registry.words import Secrecy

_OF_A_VERSION = ("汇总表", "合并稿", "问题文件", "修改稿")  # papers that are written anew for the later draft
_MOST_NAMED = 3


@dataclass(frozen=True)
class Wanted:
    """What a person says of a second round: its deadline, who else is asked, and that the draft is meant so."""

    until: str = ""
    also: tuple[str, ...] = ()
    anyway: bool = False  # a text that has little in common with the one before
    issuer_until: str = ""  # when the issuer wants its answer now, where it has changed its mind


@dataclass(frozen=True)
class _Plan:
    """A second round, worked out before the register is touched."""

    basis: tuple[object, ...]
    draft: str  # SHA-256
    secrecy: Secrecy
    compared: bytes
    again: list[Again]
    carried: dict[int, tuple[Return, ...]]  # files of each standing return, by its number


def ask_again(office: Office, number: str, name: str, data: bytes, wanted: Wanted, actor: str = "承办人") -> int:
    """Take in a later draft and open its round; give the round's key. The same file a second time finds it open.

    Units whose duties or opinions lie in touched clauses are asked again; their requests follow the earlier ones. What
    the units said stays in force where its words still stand; the rest waits, as it was said, for their answers.

    Raises:
        FileRefused, SecretPaper: as `receiving.supply`.
        NotPermitted: nothing was asked yet, the text is the same or another paper's, it tells who wrote in it, nobody
            is concerned, or no deadline is left.
        PhraseUnclear: words that fix no moment.
        UnknownUnit: a unit to be asked that the directory does not have.
    """
    piece = draft_piece(office, name, data)
    _refuse_signed(piece.data)
    sha256 = office.blobs.keep(piece.data)
    while True:
        with office.store.reading() as session:
            paper = papers.find(session, number)
            open_round = solicitations.latest(session, paper.id)
            if open_round is not None and open_round.draft_version > 1 and open_round.draft_sha256 == sha256:
                _refuse_more(session, open_round, wanted)
                _refuse_other_date(office, open_round, wanted)
                return open_round.id or 0
            plan = _plan(office, session, paper, piece, sha256, wanted)
        with office.store.transaction() as session:
            paper = papers.find(session, number)
            if _basis(session, paper) == plan.basis:
                return _open(office, session, paper, piece, plan, wanted, actor)


def _refuse_signed(data: bytes) -> None:
    """Refuse a text with comments or tracked changes: units would read what others said, and who said it."""
    authors = authors_in(data)
    if authors:
        told = "、".join(authors[:_MOST_NAMED]) + ("等" if len(authors) > _MOST_NAMED else "")
        raise NotPermitted(
            f"该稿带有修订痕迹或批注（{told}），不能发给各单位",
            kept="未发函，原征求意见情况未作改动",
            todo="请接受或拒绝全部修订、删除全部批注，另存后重新提交",
        )


def _refuse_more(session: Session, round_: Solicitation, wanted: Wanted) -> None:
    """Refuse to name more units for a round that is open: its letters are written for those it was opened with."""
    known = {row.unit_id for row in solicitations.requests(session, round_)}
    more = [unit.name for unit in (units.find(session, name) for name in wanted.also) if unit.id not in known]
    if more:
        raise NotPermitted(
            f"第{round_.draft_version}稿已再次征求意见，未另加{'、'.join(more)}",
            kept="已发出的函件未作改动",
            todo="需要增加的单位请另行征求意见",
        )


def _refuse_other_date(office: Office, round_: Solicitation, wanted: Wanted) -> None:
    """Refuse another deadline for a round that is open: its letters tell the one it was opened with."""
    if not wanted.until.strip():
        return
    due = due_moment(parse_phrase(wanted.until, round_.opened_at.date()), round_.opened_at, office.calendar)
    if due.at != round_.due_at:
        raise NotPermitted(
            f"第{round_.draft_version}稿已再次征求意见，期限为{round_.due_at:%Y-%m-%d %H:%M}，未改为“{wanted.until}”",
            kept="已发出的函件未作改动",
            todo="需要延期的，请用 huiban extend 逐家办理",
        )


def _basis(session: Session, paper: Paper) -> tuple[object, ...]:
    """Give what a plan stands on."""
    standing = tuple((row.id, row.reading_sha256) for _, row in opinions.standing(session, paper.id))
    states = tuple((row.id, row.state) for row in solicitations.in_force(session, paper.id))
    return (paper.state, text_of(paper), standing, states)


def _plan(office: Office, session: Session, paper: Paper, piece: Piece, sha256: str, wanted: Wanted) -> _Plan:
    if paper.state not in {PaperState.SOLICITING, PaperState.MERGED}:
        raise NotPermitted(
            f"收文{paper.number}现为“{PaperState(paper.state).label}”，不能再次征求意见",
            todo="征求意见之后、办结之前才能就修改后的稿子再次征求意见",
        )
    way = Passage(open_draft(office.blobs.read(text_of(paper))), open_draft(office.blobs.read(sha256)))
    _refuse_odd(paper, way, wanted)
    standing = opinions.standing(session, paper.id)
    halves = {row.id or 0: halves_of(office, session, request, row) for request, row in standing}
    said: dict[int, list[Opinion]] = defaultdict(list)  # by unit: what it said may stand on any of its requests
    for request, row in standing:
        said[request.unit_id] += joined_return(halves[row.id or 0]).opinions
    directory = units.directory(session)
    lead = paper.lead if directory.find(paper.lead) else None
    before, now = (route_of(office, paper, draft, directory, lead) for draft in (text_of(paper), sha256))
    asked = [
        Asked(
            name,
            clauses_now(office, session, row),
            tuple(said[row.unit_id]),
            is_sent=row.state != RequestState.COMPOSED,
            is_answered=RequestState(row.state).is_settled,
        )
        for name, row in _in_force(session, paper).items()
        if row.state != RequestState.WAIVED
    ]
    again = _with_others(session, asked_again(way, asked, before, now), wanted.also)
    if not again:
        raise NotPermitted(
            f"修改没有涉及任何单位的职责或意见，无须再次征求意见（{paper.number}）",
            kept="原征求意见情况未作改动",
            todo="确需征求的，用 --also 写明单位",
        )
    dated = {
        row.id or 0: [replace(half, date=f"{row.received_at:%Y-%m-%dT%H:%M:%SZ}") for half in halves[row.id or 0]]
        for _, row in standing
    }
    carried = {
        key: tuple(brought_forward(office, half, text_of(paper), sha256) for half in files)
        for key, files in dated.items()
    }
    compared = redline(way, office.settings.name, f"{office.now():%Y-%m-%dT%H:%M:%SZ}")
    marks = [Secrecy(paper.secrecy), Secrecy(piece.facts.secrecy or Secrecy.ORDINARY)]
    secrecy = max(marks, key=list(Secrecy).index)
    return _Plan(_basis(session, paper), sha256, secrecy, compared, again, carried)


def _in_force(session: Session, paper: Paper) -> dict[str, Request]:
    """Give each unit's request in force by the name it bears now: one may have been renamed since it was asked."""
    asked = solicitations.in_force(session, paper.id)
    return {units.of_request(session, row.unit_id).name: row for row in asked}


def _refuse_odd(paper: Paper, way: Passage, wanted: Wanted) -> None:
    """Refuse a text nobody needs to be asked about, and one that is most likely another paper's."""
    if way.is_same:
        raise NotPermitted(
            f"该稿与{paper.number}第{paper.draft_version}稿文字相同，未再次征求意见", kept="原征求意见情况未作改动"
        )
    if not wanted.anyway and not is_copy(way.old, copy_of(Package.open(way.new.data))):
        raise NotPermitted(
            f"该稿与{paper.number}第{paper.draft_version}稿大部分不同，可能不是同一文件",
            kept="未发函，原征求意见情况未作改动",
            todo="核对无误的，请加 --anyway",
        )


def _with_others(session: Session, again: list[Again], also: Sequence[str]) -> list[Again]:
    known = {one.unit for one in again}
    others = [units.find(session, unit).name for unit in also]
    return [*again, *(Again(unit, (), "承办人指定") for unit in dict.fromkeys(others) if unit not in known)]


def _open(office: Office, session: Session, paper: Paper, piece: Piece, plan: _Plan, wanted: Wanted, actor: str) -> int:
    """Write the round down: the text, the requests that follow the earlier ones, what is carried forward."""
    now = office.now()
    if wanted.issuer_until.strip():
        _move_issuers(office, session, paper, wanted.issuer_until, now, actor)
    due_at, due_reason = _due(office, paper, wanted, now)
    _keep_papers(office, session, paper)
    taken = {file.name for file in papers.files(session, paper, DRAFT)}
    paper.secrecy = plan.secrecy
    paper.draft_version += 1
    paper.draft_sha256 = file_paper(office, session, paper, DRAFT, free_name(piece.name, taken), piece.data, now)
    versions = f"第{paper.draft_version - 1}稿至第{paper.draft_version}稿"
    file_paper(office, session, paper, COMPARED, f"{COMPARED}（{versions}）.docx", plan.compared, now)
    round_ = Solicitation(
        paper_id=paper.id or 0,
        draft_version=paper.draft_version,
        draft_sha256=plan.draft,
        opened_at=now,
        due_at=due_at,
        due_reason=due_reason,
        due_calendar=office.calendar.version,
        silence_is_consent=office.settings.silence_is_consent,
        document_number=number_for_next(office, session, paper.id, LETTER, actor),
        urgency=paper.urgency,
    )
    if paper.state == PaperState.MERGED:
        paper.move(PaperState.SOLICITING)
    session.add(round_)
    session.add(paper)
    session.flush()
    before = _in_force(session, paper)
    for one in plan.again:
        _follow(session, round_, one, before.get(one.unit), now)
    _carry(office, session, plan, {before[one.unit].unit_id for one in plan.again if one.unit in before})
    told = {"稿次": paper.draft_version, "单位": [one.unit for one in plan.again], "文件": plan.draft}
    journal.note(session, now, actor, "再次征求意见", paper.number, **told)
    return round_.id or 0


def _move_issuers(office: Office, session: Session, paper: Paper, words: str, now: datetime, actor: str) -> None:
    """Write down that the issuer wants its answer at another time, as with a draft it sends after the first one's.

    The inner deadline is worked out from it anew.
    """
    counts_day = office.settings.before_counts_day
    due = due_moment(parse_phrase(words, now.date()), now, office.calendar, counts_day=counts_day)
    if due.at <= now:
        raise NotPermitted(f"“{words}”已过，不能作为来文单位改定的期限")
    before = due_words(paper.due_at, paper.due_phrase) if paper.due_at else "未定"
    set_due(paper, due)
    inner = inner_deadline(office, paper, now)
    paper.inner_due_at, paper.inner_due_reason = inner.at, inner.reason
    journal.note(session, now, actor, "来文期限改定", paper.number, 原=before, 现=due.at.isoformat())


def _due(office: Office, paper: Paper, wanted: Wanted, now: datetime) -> tuple[datetime, str]:
    """Give the moment by which units are to answer: as a person says, else the paper's inner deadline."""
    if wanted.until.strip():
        due = due_moment(parse_phrase(wanted.until, now.date()), now, office.calendar)
        if due.at <= now:
            raise NotPermitted(f"“{wanted.until}”已过，不能作为再次征求意见的期限")
        if paper.due_at is not None and due.at > paper.due_at:
            raise NotPermitted(
                f"再次征求意见的期限晚于来文要求的{due_words(paper.due_at, paper.due_phrase)}",
                todo="请先与来文单位商定；已商定的，用 --issuer-until 写明改定的报送时间",
            )
        return due.at, due.why
    if paper.inner_due_at is None or paper.inner_due_at <= now:
        raise NotPermitted(
            f"收文{paper.number}的内部期限已过，请写明再次征求意见的期限", todo="请用 --until，如 --until 3个工作日内"
        )
    return paper.inner_due_at, paper.inner_due_reason


def _keep_papers(office: Office, session: Session, paper: Paper) -> None:
    """Keep what was written on the earlier draft under a name of its own."""
    for role in _OF_A_VERSION:
        for file in papers.files(session, paper, role):
            if not file.name.startswith("第"):
                rename_paper(office, session, paper, file, f"第{paper.draft_version}稿·{file.name}")


def _follow(session: Session, round_: Solicitation, one: Again, before: Request | None, now: datetime) -> None:
    """Ask a unit again; whatever still waits to be sent about the earlier draft is taken back."""
    unit = units.find(session, one.unit) if before is None else None
    due_at, due_reason = _due_of(session, round_, before)
    request = Request(
        solicitation_id=round_.id or 0,
        unit_id=before.unit_id if before else (unit.id or 0 if unit else 0),
        unit=one.unit,
        token=new_token(),
        clauses=list(one.clauses),
        reason=one.reason,
        due_at=due_at,
        due_reason=due_reason,
    )
    session.add(request)
    session.flush()
    if before is not None:
        before.followed_by_id = request.id
        session.add(before)
        messages.withdraw_all(session, before.id, now)


def _due_of(session: Session, round_: Solicitation, before: Request | None) -> tuple[datetime, str]:
    """Give the round's deadline, or the later one a unit was granted for the answer it still owes."""
    if before is None or RequestState(before.state).is_settled or before.due_at <= round_.due_at:
        return round_.due_at, round_.due_reason
    paper = solicitations.paper_of(session, before)
    asked = solicitations.of_unit(session, paper.id, before.unit_id)
    granted = {one.due_to for row in asked for one in solicitations.extensions(session, row.id)}
    return (before.due_at, before.due_reason) if before.due_at in granted else (round_.due_at, round_.due_reason)


def _carry(office: Office, session: Session, plan: _Plan, again: Collection[int]) -> None:
    """Let what stands of every return count in the later draft; 无意见 of a unit asked again waits for its answer."""
    draft = open_draft(office.blobs.read(plan.draft))
    for key, halves in plan.carried.items():
        row = opinions.get_return(session, key)
        request = solicitations.get_request(session, row.request_id)
        said = {named.id: named.opinion for named in name_opinions([joined_return(halves)])}
        if request.unit_id in again and not said:
            row.superseded = True
        row.reading_sha256 = office.blobs.keep(KeptReading(plan.draft, halves).as_bytes())
        session.add(row)
        for known in opinions.of_return(session, key):
            now = said.get(known.key)
            if now is not None:
                known.clause, known.named = now.clause, place_name(draft, now)
                known.original, known.place, known.overtaken = now.original, now.place, now.overtaken
                session.add(known)
