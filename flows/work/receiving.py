"""收文: sign for a paper, register it, first check (条例第24条)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from flows.office import Office
from flows.report import Report
from flows.work.archiving import free_name
from flows.work.arriving import Arrived, Piece, arrive
from flows.work.filing import file_paper
from letters.bundle import PaperKind
from letters.clause_names import clause_name
from letters.document import Finding
from letters.first_check import PAST_DUE
from letters.promised import Handed, missing_attachments
from letters.proofread import proofread
from letters.reading import only_file, unsure_places
from registry import journal, papers
from registry.deadlines import DueMoment, Phrase, Rule, due_moment, parse_phrase
from registry.errors import FileRefused, NotPermitted, PhraseUnclear, SecretPaper
from registry.lifecycle import PaperState
from registry.papers import Paper
from registry.words import Secrecy, Urgency

_RULE = "条例第24条"
LETTER, DRAFT, ATTACHMENT = "来文", "征求意见稿", "附件"
HELD_IN = "draft_held_in"  # among a paper's facts: the SHA-256 of the file that holds letter and draft together


def receive(office: Office, files: Sequence[tuple[str, bytes]], actor: str = "收发员") -> Report:
    """Register what arrived: one letter with its draft and attachments, and what a first check finds.

    A zip or a mail is opened: its files are the paper's. A paper of 秘密 and above is entered in the register only;
    none of its bytes is kept.

    Raises:
        FileRefused: a file that cannot be read; nothing is registered.
        DuplicatePaper: it stands in the register already.
        SecretPaper: the entry is made, the file refused.
    """
    arrived = arrive(office, files)
    letter, draft, holder = arrived.letter, arrived.draft, arrived.holder
    now = office.now()
    if arrived.secrecy.is_secret:
        raise _enter_only(office, letter, arrived.secrecy, now, actor)
    paper = _paper(letter, now, arrived.secrecy, letter.urgency or Urgency.ROUTINE)
    set_due(paper, _due(letter, now, office))
    paper.findings = [finding.as_json() for finding in _first_check(arrived, paper)]
    named: dict[str, Piece] = {}
    for piece in arrived.pieces:
        named[free_name(piece.name, named)] = piece
    # The bytes lie safely on disk before the register speaks of them.
    kept = [(_role(piece, arrived), name, piece, office.blobs.keep(piece.data)) for name, piece in named.items()]
    paper.letter_sha256 = next(sha for _, _, piece, sha in kept if piece is letter)
    paper.draft_sha256 = next((sha for _, _, piece, sha in kept if piece is draft), None)
    paper.facts |= {HELD_IN: next((sha for _, _, piece, sha in kept if piece is holder), None)}
    with office.store.transaction() as session:
        papers.register(session, paper, office.numbering)
        for role, name, piece, _ in kept:
            file_paper(office, session, paper, role, name, piece.data, now)
        journal.note(session, now, actor, "登记", paper.number, 题名=paper.title, 文件=[sha for *_, sha in kept])
    return _told(paper)


def supply(office: Office, number: str, name: str, data: bytes, actor: str = "收发员") -> Report:
    """Take in the draft of a registered paper as a file of its own, until the units are asked.

    The same file twice is taken once.

    Raises:
        FileRefused: it cannot be read, or it holds a letter or a slip beside the draft.
        SecretPaper: it is 秘密 or above; nothing of it is kept.
        NotPermitted: the paper has another draft, or its way is past this.
    """
    piece = draft_piece(office, name, data)
    now = office.now()
    sha256 = office.blobs.keep(piece.data)
    with office.store.transaction() as session:
        paper = papers.find(session, number)
        if paper.draft_sha256 == sha256:
            return Report("补交征求意见稿", f"{number}的征求意见稿此前已收存，未作改动", number=number)
        if paper.draft_sha256 is not None:
            raise NotPermitted(f"收文{number}已有征求意见稿，不能另换", todo="如确需更换，请作废后重新登记")
        if paper.state not in {PaperState.REGISTERED, PaperState.PROPOSED, PaperState.ENDORSED}:
            raise NotPermitted(f"收文{number}现为“{PaperState(paper.state).label}”，不能再补交征求意见稿")
        marks = [Secrecy(paper.secrecy), piece.facts.secrecy or Secrecy.ORDINARY]
        paper.secrecy = max(marks, key=list(Secrecy).index)
        paper.draft_sha256 = file_paper(office, session, paper, DRAFT, piece.name, piece.data, now)
        said = f"已收存{number}的征求意见稿；{_compared(office, paper, piece)}"
        session.add(paper)
        journal.note(session, now, actor, "补交征求意见稿", number, 文件=sha256)
    return Report("补交征求意见稿", said, number=number)


def draft_piece(office: Office, name: str, data: bytes) -> Piece:
    """Read a file that is to be sent to units as the draft; a zip with one file in it is handed in as that file.

    Raises:
        FileRefused: it cannot be read, there are several in a zip, or it holds a letter or a slip beside the draft.
        SecretPaper: it is 秘密 or above; nothing of it is kept.
    """
    name, data = only_file(data, name)
    piece = Piece(name, data, office.read(data, name), office.calendar)
    if Secrecy(piece.facts.secrecy or Secrecy.ORDINARY).is_secret:
        raise SecretPaper(
            f"文件标有{piece.facts.secrecy}，不能收存", kept="文件内容未保存", todo="请按涉密渠道线下办理"
        )
    if not piece.may_be_sent:
        raise FileRefused("文件中除征求意见稿外还有来函或收文阅办单", todo="请把征求意见稿单独存成一个文件后重新补交")
    return piece


def _compared(office: Office, paper: Paper, piece: Piece) -> str:
    """Say whether the clauses the proposal went by are those of the draft handed in."""
    held = paper.facts.get(HELD_IN)
    if held is None:
        return "请据此拟办" if paper.state == PaperState.REGISTERED else "此前的拟办未见该稿，请核对征求意见的单位"
    before = Piece("来文", b"", office.read(office.blobs.read(held), "来文"), office.calendar).outline
    if [clause.path for clause in before.clauses] == [clause.path for clause in piece.outline.clauses]:
        return "条款与来文中的一致"
    return "条款与来文中的不一致，请核对征求意见的单位和条款"


def _role(piece: Piece, arrived: Arrived) -> str:
    if piece is arrived.letter:
        return LETTER
    return DRAFT if piece is arrived.draft else ATTACHMENT


def _paper(letter: Piece, now: datetime, secrecy: Secrecy, urgency: Urgency) -> Paper:
    facts = letter.facts
    return Paper(
        number="", year=0, sequence=0,  # given by `papers.register`
        title=facts.title or letter.name,
        subject=facts.subject,
        issuers=list(facts.issuers),
        issuer_key="、".join(facts.issuers),
        document_number=facts.document_number,
        secrecy=secrecy,
        urgency=urgency,
        issued_on=facts.issued_on,
        received_at=now,
        facts=facts.as_json() | {"papers": [kind.value for kind in letter.papers], "urgency": letter.urgency},
    )  # fmt: skip


def _asked_by(letter: Piece) -> Phrase | None:
    """Give the time limit a letter sets: for comments, else for what it wants done."""
    return letter.facts.deadline or letter.request.deadline


def _due(letter: Piece, now: datetime, office: Office) -> DueMoment:
    """Fix when the issuer wants its answer; the usual seven working days where it does not say (国办函〔2009〕15号)."""
    default = Phrase(
        f"{office.settings.default_working_days}个工作日内", Rule.WORKDAYS, office.settings.default_working_days
    )
    counts_day = office.settings.before_counts_day
    asked = _asked_by(letter)
    if asked is not None:
        try:
            phrase = parse_phrase(asked.text, letter.facts.issued_on or now.date())
            return due_moment(phrase, now, office.calendar, counts_day=counts_day)
        except PhraseUnclear:
            pass  # told by the first check
    return due_moment(default, now, office.calendar, counts_day=counts_day)


def set_due(paper: Paper, due: DueMoment) -> None:
    """Write down when the issuer wants its answer, and how that was worked out."""
    paper.due_at, paper.due_phrase, paper.due_rule = due.at, due.phrase, due.rule
    paper.due_calendar, paper.due_provisional, paper.due_why = due.calendar, due.provisional, due.why


def _first_check(arrived: Arrived, paper: Paper) -> list[Finding]:
    """初审: what a faulty paper would go back for, and what the draft itself has wrong."""
    letter, draft = arrived.letter, arrived.draft or arrived.holder
    found = [*_doubts(arrived, paper), *letter.facts.findings, *arrived.unread, *_attachments(arrived)]
    if draft is not None:
        found += proofread(draft.draft, draft.outline, letter.facts.subject)
    for piece in arrived.pieces:
        found += [replace(place, where=f"{piece.name}{place.where}") for place in unsure_places(piece.document)]
    return found


def _doubts(arrived: Arrived, paper: Paper) -> Iterator[Finding]:
    """Tell what the letter leaves open, and by which time limit the office goes meanwhile."""
    facts, asked = arrived.letter.facts, _asked_by(arrived.letter)
    is_late = bool(paper.due_at and paper.due_at < paper.received_at)
    doubts = [
        (
            not facts.is_solicitation,
            "genre",
            "来文未见征求意见的表述，请核对是否应按其他程序办理",
            _RULE,
            "请核对来文要求：要求办理的转办，只须知悉的送阅",
        ),
        (not facts.issuers, "issuer", "未识别出来文单位，请补录", _RULE, "请查看来文落款，必要时向来文单位核实"),
        (
            asked is None,
            "date",
            f"来文未写明反馈期限，暂按{paper.due_phrase}办理",
            "国办函〔2009〕15号",
            "请向来文单位问明期限",
        ),
        (
            asked is not None and paper.due_phrase != asked.text,
            "date",
            "来文期限无法推算，请核对",
            "历法",
            f"暂按{paper.due_phrase}办理，请与来文单位核实期限",
        ),
        (is_late, "date", "来文要求的期限已过，请与来文单位联系", PAST_DUE, "请与来文单位商请延期"),
        (
            facts.is_solicitation and not (arrived.draft or arrived.holder),
            "attachment",
            "未收到征求意见稿，无法拟定征求意见范围",
            _RULE,
            "请向来文单位索取征求意见稿，用 huiban supply 补交",
        ),
    ]
    yield from (Finding(kind, "来文", *told) for is_so, kind, *told in doubts if is_so)


def _attachments(arrived: Arrived) -> Iterator[Finding]:
    """Tell attachments that did not come, and a draft that came in one file with the letter."""
    letter = arrived.letter
    others = [Handed(piece.name, piece.document) for piece in arrived.pieces if piece is not letter]
    yield from missing_attachments(letter.facts.attachments, letter.document, others)
    if arrived.draft is None and arrived.holder is not None:
        yield Finding(
            "attachment",
            arrived.holder.name,
            "征求意见稿与来函在同一文件中，其中可能有领导批示，不能发给各单位",
            _RULE,
            "请把征求意见稿单独存成一个文件，用 huiban supply 补交后再征求意见",
        )


def _enter_only(office: Office, letter: Piece, secrecy: Secrecy, now: datetime, actor: str) -> SecretPaper:
    """Register the entry of a secret paper without its title or bytes; give the refusal to raise."""
    paper = Paper(
        number="", year=0, sequence=0, state=PaperState.ENTRY_ONLY, title="（涉密文件，不录题名）", secrecy=secrecy,
        issuers=list(letter.facts.issuers), issuer_key="、".join(letter.facts.issuers),
        document_number=letter.facts.document_number, received_at=now,
    )  # fmt: skip
    with office.store.transaction() as session:
        papers.register(session, paper, office.numbering)
        journal.note(session, now, actor, "登记涉密文件（仅登记）", paper.number)
    return SecretPaper(
        f"来文为{secrecy}件，本系统不收存其内容",
        kept=f"仅登记收文编号{paper.number}，文件内容未保存",
        todo="请按涉密文件管理规定线下办理，并从本机彻底清除该文件",
    )


def _told(paper: Paper) -> Report:
    due = f"{paper.due_at:%Y-%m-%d %H:%M}" if paper.due_at else "—"
    rows = [
        ("收文编号", paper.number), ("来文单位", paper.issuer_key or "—"), ("文号", paper.document_number or "便函"),
        ("文件标题", paper.title), ("密级", paper.secrecy), ("紧急程度", paper.urgency),
        ("来文期限", f"{paper.due_phrase}（{due}）"),
    ]  # fmt: skip
    found = [PaperKind(kind).label for kind in paper.facts.get("papers", [])]
    rows += [("件内文件", "、".join(found))] if len(found) > 1 else []
    rows += [("初审发现", f"{clause_name(finding['where'])}：{finding['message']}") for finding in paper.findings]
    return Report(
        "收文登记",
        f"已登记为{paper.number}，初审发现{len(paper.findings)}处",
        ("项目", "内容"),
        tuple(rows),
        paper.number,
    )
