"""拟函: one letter and one reply form for each unit of a round, composed outside the register's transactions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from flows.office import Office
from flows.work.filing import file_paper
from flows.work.mailing import Attachment, queue_mail
from flows.work.proposing import due_words
from letters.forms import FormClause, ReplyForm, write_form
from letters.outline import Outline, outline
from letters.recipes import Recipe, compose
from letters.render import to_pdf
from post.tokens import subject_tag
from registry import journal, messages, papers, solicitations, units
from registry.errors import FileRefused, FileTooLarge, RenderingUnavailable, SecretPaper, SettingFault
from registry.lifecycle import PaperState
from registry.papers import Paper
from registry.solicitations import Request, Solicitation

LETTER, FORM, COMPARED = "征求意见函", "意见反馈表", "修改对照稿"
_BATCH = 20  # letters written down in one transaction: a crash loses at most this much work, and nothing else

Progress = Callable[[int, int], None]  # told the letters composed and the letters to compose


@dataclass(frozen=True)
class Consultation:
    """A round as the letters need it."""

    paper: Paper
    solicitation: Solicitation
    letter: bytes
    draft: bytes | None
    draft_name: str
    compared: tuple[str, bytes] | None  # what a later version changes, by name
    clauses: Outline | None
    names: tuple[str, ...]  # of units, that stay whole in the title
    asked_before: frozenset[int]  # requests that follow one about an earlier version


@dataclass(frozen=True)
class Made:
    """A request's papers, composed and not yet written down."""

    request_id: int
    letter: bytes
    recipe: Recipe
    form: bytes
    pdf: bytes | None = None  # where the office sends PDF
    trouble: str = ""  # why there is no PDF


def compose_letters(
    office: Office, solicitation_id: int, *, hold: bool = False, progress: Progress | None = None
) -> int:
    """Compose the letter and the reply form of every request that has none, and queue the mails; give their count.

    With `hold` the mails wait until the stage is run without it.

    A batch is composed while the register is free for others; then its letters, forms, mails and outbox rows come
    about in one transaction, for requests that still have none: composed twice is impossible.

    Raises:
        RenderingUnavailable: the office sends letters as PDF alone, and none can be made.
    """
    consultation = _consultation(office, solicitation_id)
    with office.store.reading() as session:
        waiting = [row for row in solicitations.requests(session, consultation.solicitation) if not row.letter_sha256]
        session.expunge_all()
    for start in range(0, len(waiting), _BATCH):
        batch = [_made(office, consultation, request) for request in waiting[start : start + _BATCH]]
        with office.store.transaction() as session:
            if papers.get(session, consultation.paper.id or 0).state == PaperState.VOID:
                return start  # voided while the letters were composed
            for made in batch:
                request = solicitations.get_request(session, made.request_id)
                if not request.letter_sha256 and request.followed_by_id is None:
                    _write_down(office, session, consultation, request, made, hold=hold)
        if progress:
            progress(min(start + _BATCH, len(waiting)), len(waiting))
    if not hold:
        with office.store.transaction() as session:
            messages.release(session, consultation.paper.id)
    return len(waiting)


def _consultation(office: Office, solicitation_id: int) -> Consultation:
    with office.store.reading() as session:
        round_ = solicitations.get(session, solicitation_id)
        paper = papers.get(session, round_.paper_id)
        drafts = papers.files(session, paper, "征求意见稿")
        draft_file = next((file for file in drafts if file.sha256 == round_.draft_sha256), None)
        compared_file = papers.files(session, paper, COMPARED)[-1:] if round_.draft_version > 1 else []
        names = units.names_within(session, paper.called)
        asked = solicitations.every_request(session, paper.id)
        session.expunge_all()
    draft = office.blobs.read(draft_file.sha256) if draft_file else None
    return Consultation(
        paper=paper,
        solicitation=round_,
        letter=office.blobs.read(paper.letter_sha256 or ""),
        draft=draft,
        draft_name=draft_file.name if draft_file else "",
        compared=next(((file.name, office.blobs.read(file.sha256)) for file in compared_file), None),
        clauses=outline(office.read(draft, draft_file.name)) if draft and draft_file else None,
        names=names,
        asked_before=frozenset(row.followed_by_id for row in asked if row.followed_by_id is not None),
    )


def _made(office: Office, round_: Consultation, request: Request) -> Made:
    """Compose one request's papers; nothing is written down."""
    paper = round_.paper
    subject = paper.called
    due_text = due_words(request.due_at, "")
    form = write_form(
        ReplyForm(
            office=office.settings.name,
            unit=request.unit,
            title=subject,
            clauses=_form_clauses(round_.clauses, request.clauses),
            token=request.token,
            register_number=paper.number,
            version=round_.solicitation.draft_version,
            due=due_text,
            send_to=office.settings.address,
        )
    )
    letter, recipe = _letter(office, round_, request, due_text)
    pdf, trouble = _as_pdf(office, letter)
    return Made(request.id or 0, letter, recipe, form, pdf, trouble)


def _letter(office: Office, round_: Consultation, request: Request, due_text: str) -> tuple[bytes, Recipe]:
    """Compose the letter: the first one, or that about a later version of the draft."""
    paper, version = round_.paper, round_.solicitation.draft_version
    subject = paper.called
    enclosed = [subject] if round_.draft is not None else []
    common = {
        "mark": office.mark,
        "number": round_.solicitation.document_number,
        "urgency": "" if paper.urgency == "平件" else paper.urgency,
        "secrecy": "" if paper.secrecy == "普通" else paper.secrecy,
        "addressee": request.unit,
        "subject": subject,
        "clauses": tuple(request.clauses),
        "due_text": due_text,
        "silence_is_consent": round_.solicitation.silence_is_consent,
        "email": office.settings.address,
        "contact": office.settings.contact,
        "phone": office.settings.phone,
        "signature": office.settings.name,
        "dated": office.now().date(),
        "seal": office.seal,
        "names": round_.names,
    }
    if version > 1:
        enclosed = [f"{subject}（第{version}稿）", COMPARED]
        return compose(
            "solicitation_again",
            office.wordings,
            **common,
            draft_version=version,
            asked_before=request.id in round_.asked_before,
            attachments=(*enclosed, FORM),
        )
    return compose(
        "solicitation",
        office.wordings,
        **common,
        origin="、".join(paper.issuers),
        origin_number=paper.document_number or "",
        lead=paper.lead,
        attachments=(*enclosed, FORM),
    )


def _as_pdf(office: Office, letter: bytes) -> tuple[bytes | None, str]:
    """Give the letter as PDF where the office sends PDF, else nothing; where none can be made, why.

    Raises:
        RenderingUnavailable: none can be made, and the office does not let the docx go alone.
    """
    if office.settings.letter_format == "docx":
        return None, ""
    try:
        return to_pdf(letter), ""
    except (RenderingUnavailable, FileRefused) as fault:
        if not office.settings.docx_without_pdf:
            raise RenderingUnavailable(
                f"征求意见函未能生成PDF（{fault.happened}）",
                kept="已拟好的函件和编号原样保留，未发出的没有发出",
                todo="请运行 huiban doctor 检查 LibreOffice；或在 office.toml 设 docx_without_pdf = true，只发docx",
            ) from fault
        return None, fault.happened


def _write_down(
    office: Office, session: Session, round_: Consultation, request: Request, made: Made, *, hold: bool
) -> None:
    paper, now = round_.paper, office.now()
    version = round_.solicitation.draft_version
    told = f"第{version}稿，{request.unit}" if version > 1 else request.unit
    name = f"{LETTER}（{told}）"
    request.letter_sha256 = file_paper(office, session, paper, LETTER, f"{name}.docx", made.letter, now, made.recipe)
    request.form_sha256 = file_paper(office, session, paper, FORM, f"{FORM}（{told}）.docx", made.form, now)
    if made.pdf is not None:
        file_paper(office, session, paper, LETTER, f"{name}.pdf", made.pdf, now)
    if made.trouble:
        request.note = f"未能生成PDF（{made.trouble}），以docx发出"
        journal.note(session, now, "拟函", "未生成PDF", paper.number, 单位=request.unit, 原因=made.trouble)
    session.add(request)
    try:
        _queue(office, session, round_, request, _enclosed(office, request, made), hold=hold)
    except (SecretPaper, SettingFault, FileTooLarge) as refusal:
        request.note = f"{refusal.happened}，须线下送达"
        session.add(request)


def _enclosed(office: Office, request: Request, made: Made) -> list[Attachment]:
    """Give what the mail encloses: the letter in the office's formats, and the form, which is filled in as docx."""
    letters: list[Attachment] = []
    if made.pdf is not None:
        letters.append((f"{LETTER}.pdf", made.pdf))
    if made.pdf is None or office.settings.letter_format == "both":
        letters.append((f"{LETTER}.docx", made.letter))
    return [*letters, (f"{FORM}（{request.unit}）.docx", made.form)]


def _form_clauses(clauses: Outline | None, paths: list[str]) -> tuple[FormClause, ...]:
    """Give the clauses a unit's duties lie in; the form has empty rows for all others."""
    if clauses is None:
        return ()
    chosen = [clause for clause in clauses.clauses if clause.path in set(paths)]
    return tuple(FormClause(clause.id, clause.path, clause.label, clause.text) for clause in chosen)


def _queue(
    office: Office,
    session: Session,
    round_: Consultation,
    request: Request,
    attachments: list[Attachment],
    *,
    hold: bool,
) -> None:
    """Queue the mail with letter, form, draft and the issuer's own letter; units without a mailbox get paper."""
    unit = units.of_request(session, request.unit_id)
    if not unit.active:
        request.note = "名录中已没有该单位，请核对后线下送达"
        return
    if not unit.email:
        request.note = "名录中没有邮箱，须线下送达"
        return
    if round_.draft is not None:
        attachments = [*attachments, (round_.draft_name, round_.draft)]
    if round_.compared is not None:
        attachments = [*attachments, round_.compared]
    paper = round_.paper
    subject = paper.called
    version = round_.solicitation.draft_version
    again = {"draft_version": version, "asked_before": request.id in round_.asked_before} if version > 1 else {}
    text = office.words(
        "solicitation_again_mail" if again else "solicitation_mail",
        unit=request.unit,
        subject=subject,
        due_text=due_words(request.due_at, ""),
        clauses=list(request.clauses),
        **again,
    )
    queue_mail(
        office,
        session,
        key=f"letter:{request.id}",
        kind="letter",
        paper=paper,
        request=request,
        address=unit.email,
        subject=f"{subject_tag(paper.number, request.token)} {'再次征求意见' if again else '征求意见'}：{subject}",
        text=text,
        attachments=attachments,
        hold=hold,
    )
