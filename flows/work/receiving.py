"""收文: sign for a paper, register it, first check (条例第24条)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flows.office import Office
from flows.report import Report
from flows.work.archiving import free_name
from flows.work.filing import file_paper
from letters.document import Document, Finding, Source
from letters.facts import Facts, understand
from letters.outline import Outline, outline
from letters.proofread import proofread
from letters.reading import read_document
from registry import journal, papers
from registry.deadlines import DueMoment, Phrase, Rule, due_moment, parse_phrase
from registry.errors import FileRefused, PhraseUnclear, SecretPaper
from registry.lifecycle import PaperState
from registry.papers import Paper
from registry.words import Secrecy, Urgency

LETTER, DRAFT, ATTACHMENT = "来文", "征求意见稿", "附件"


@dataclass(frozen=True)
class Piece:
    """One file of what arrived, read."""

    name: str
    data: bytes
    document: Document
    facts: Facts
    outline: Outline
    is_cover: bool = False


def receive(office: Office, files: Sequence[tuple[str, bytes]], actor: str = "收发员") -> Report:
    """Register what arrived: one letter with its draft and attachments, and what a first check finds.

    A paper of 秘密 and above is entered in the register only; none of its bytes is kept.

    Raises:
        FileRefused: a file that cannot be read; nothing is registered.
        DuplicatePaper: it stands in the register already.
        SecretPaper: the entry is made, the file refused.
    """
    pieces = [piece for name, data in files for piece in _pieces(name, data)]
    letter = _letter(pieces)
    draft = _draft(pieces, letter)
    now = office.now()
    secrecy = _secrecy(pieces)
    if secrecy.is_secret:
        raise _enter_only(office, letter, secrecy, now, actor)
    paper = _paper(letter, now, secrecy, Urgency(letter.facts.urgency or Urgency.ROUTINE))
    _set_due(paper, _due(letter.facts, now, office))
    paper.findings = [finding.as_json() for finding in _first_check(letter, draft, paper)]
    named: dict[str, Piece] = {}
    for piece in pieces:
        named[free_name(piece.name, named)] = piece
    kept = [(_role(piece, letter, draft), name, piece.data) for name, piece in named.items()]
    # The bytes lie safely on disk before the register speaks of them.
    shas = [(role, office.blobs.keep(data)) for role, _, data in kept]
    paper.letter_sha256 = next(sha for role, sha in shas if role == LETTER)
    paper.draft_sha256 = next((sha for role, sha in shas if role == DRAFT), None)
    with office.store.transaction() as session:
        papers.register(session, paper, office.numbering)
        for role, name, data in kept:
            file_paper(office, session, paper, role, name, data, now)
        journal.note(session, now, actor, "登记", paper.number, 题名=paper.title, 文件=[sha for _, sha in shas])
    return _told(paper)


def _pieces(name: str, data: bytes) -> list[Piece]:
    """Read one file; a mail gives its attachments, and itself as the cover: no paper, but it may carry a 密级."""
    document = read_document(data, name)
    cover = Piece(name, data, document, understand(document), outline(document))
    if document.source is Source.EML and document.attached:
        inner = [piece for part in document.attached for piece in _pieces(part.name, part.data)]
        return [*inner, replace(cover, is_cover=True)]
    return [cover]


def _letter(pieces: Sequence[Piece]) -> Piece:
    """Find the letter: the piece that asks for comments, else the first one that is addressed or dated."""
    if not pieces:
        raise FileRefused("没有收到可登记的文件", kept="未登记", todo="请附上来文后重试")
    inside = [piece for piece in pieces if not piece.is_cover]
    asking = [piece for piece in inside if piece.facts.is_solicitation]
    addressed = [piece for piece in inside if piece.facts.addressees or piece.facts.issued_on]
    return (asking or addressed or inside or list(pieces))[0]


def _draft(pieces: Sequence[Piece], letter: Piece) -> Piece | None:
    """Find the draft: of the other pieces the one with most clauses; the duties in it are what routing needs."""
    others = [piece for piece in pieces if piece is not letter and not piece.is_cover]
    return max(others, key=lambda piece: len(piece.outline.clauses), default=None)


def _role(piece: Piece, letter: Piece, draft: Piece | None) -> str:
    if piece is letter:
        return LETTER
    return DRAFT if piece is draft else ATTACHMENT


def _secrecy(pieces: Sequence[Piece]) -> Secrecy:
    """Give the highest 密级 of all pieces: one secret attachment makes the paper secret."""
    order = list(Secrecy)
    marks = [Secrecy(piece.facts.secrecy) for piece in pieces if piece.facts.secrecy]
    return max(marks, key=order.index, default=Secrecy.ORDINARY)


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
        facts=facts.as_json(),
    )  # fmt: skip


def _due(facts: Facts, now: datetime, office: Office) -> DueMoment:
    """Fix when the issuer wants its answer; the usual seven working days where it does not say (国办函〔2009〕15号)."""
    default = Phrase(
        f"{office.settings.default_working_days}个工作日内", Rule.WORKDAYS, office.settings.default_working_days
    )
    counts_day = office.settings.before_counts_day
    if facts.deadline is not None:
        try:
            phrase = parse_phrase(facts.deadline.text, facts.issued_on or now.date())
            return due_moment(phrase, now, office.calendar, counts_day=counts_day)
        except PhraseUnclear:
            pass  # told by the first check
    return due_moment(default, now, office.calendar, counts_day=counts_day)


def _set_due(paper: Paper, due: DueMoment) -> None:
    paper.due_at, paper.due_phrase, paper.due_rule = due.at, due.phrase, due.rule
    paper.due_calendar, paper.due_provisional, paper.due_why = due.calendar, due.provisional, due.why


def _first_check(letter: Piece, draft: Piece | None, paper: Paper) -> list[Finding]:
    """初审: what a faulty paper would go back for, and what the draft itself has wrong."""
    facts = letter.facts
    missing = [
        (not facts.is_solicitation, "genre", "来文未见征求意见的表述，请核对是否应按其他程序办理"),
        (not facts.issuers, "issuer", "未识别出来文单位，请补录"),
        (facts.deadline is None, "date", f"来文未写明反馈期限，暂按{paper.due_phrase}办理"),
        (facts.deadline is not None and paper.due_phrase != facts.deadline.text, "date", "来文期限无法推算，请核对"),
        (bool(paper.due_at and paper.due_at < paper.received_at), "date", "来文要求的期限已过，请与来文单位联系"),
        (draft is None, "attachment", "未收到征求意见稿，无法拟定征求意见范围"),
    ]
    found = [Finding(kind, "来文", message) for is_missing, kind, message in missing if is_missing]
    found += facts.findings
    if draft is not None:
        found += proofread(draft.document, draft.outline, facts.subject)
    return found


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
    rows += [("初审发现", f"{finding['where']}：{finding['message']}") for finding in paper.findings]
    return Report(
        "收文登记",
        f"已登记为{paper.number}，初审发现{len(paper.findings)}处",
        ("项目", "内容"),
        tuple(rows),
        paper.number,
    )
