"""Papers 收文: the register, the handling slip's endorsements, and the files that belong to a paper."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint, text
from sqlmodel import Field, Session, SQLModel, col, select

from registry.columns import Moment, one_of
from registry.errors import DuplicatePaper, UnknownPaper
from registry.lifecycle import PaperState, check_paper_move
from registry.numbering import RegisterNumbering
from registry.words import Secrecy, Urgency


class Paper(SQLModel, table=True):
    """One registered paper. Its number is never reused; a void keeps it with the reason."""

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("year", "sequence", name="paper_sequence_once"),
        # The same 文号 from the same issuer twice is a duplicate.
        Index(
            "paper_document_number_once",
            "issuer_key",
            "document_number",
            unique=True,
            sqlite_where=text("document_number IS NOT NULL AND state <> 'void'"),
            postgresql_where=text("document_number IS NOT NULL AND state <> 'void'"),
        ),
        # The same file registered twice is a duplicate too, numbered or not.
        Index(
            "paper_letter_once",
            "letter_sha256",
            unique=True,
            sqlite_where=text("letter_sha256 IS NOT NULL AND state <> 'void'"),
            postgresql_where=text("letter_sha256 IS NOT NULL AND state <> 'void'"),
        ),
        one_of("state", PaperState, "paper"),
        one_of("secrecy", Secrecy, "paper"),
        one_of("urgency", Urgency, "paper"),
        CheckConstraint("state <> 'concluded' OR concluded_at IS NOT NULL", name="paper_concluded_has_moment"),
        CheckConstraint("state <> 'void' OR void_reason <> ''", name="paper_void_has_reason"),
        CheckConstraint("state <> 'entry_only' OR letter_sha256 IS NULL", name="paper_secret_keeps_no_file"),
        CheckConstraint("secrecy IN ('普通', '内部') OR letter_sha256 IS NULL", name="paper_secret_has_no_file"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    year: int
    sequence: int
    state: str = PaperState.REGISTERED
    title: str = ""
    subject: str | None = None  # the draft consulted on
    issuers: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    issuer_key: str = ""
    document_number: str | None = None
    secrecy: str = "普通"
    urgency: str = "平件"
    issued_on: date | None = None
    received_at: datetime = Field(sa_type=Moment)
    letter_sha256: str | None = None
    draft_sha256: str | None = None
    draft_version: int = 1
    facts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    findings: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    # Computed once and stored; every screen, letter and mail shows these.
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    due_phrase: str = ""
    due_rule: str = ""
    due_calendar: str = ""
    due_provisional: bool = False
    due_why: str = ""
    inner_due_at: datetime | None = Field(default=None, sa_type=Moment)
    inner_due_reason: str = ""
    # The proposal 拟办.
    lead: str = ""
    proposal: str = ""
    route: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    warnings: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    leaders: list[dict[str, str]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    void_reason: str = ""
    reply_sent: str = ""  # how the reply went to the issuer where not by mail
    conclusion: str = ""
    concluded_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def called(self) -> str:
        """What letters and mails call the matter: the text that was sent for comments, else the letter's own title."""
        return self.subject or self.title

    def move(self, to: PaperState) -> None:
        """Move the paper to another state, as the table of moves permits.

        Raises:
            NotPermitted: the table does not hold this move.
        """
        check_paper_move(self.number, PaperState(self.state), to)
        self.state = to


class PaperFile(SQLModel, table=True):
    """A file of a paper: what came, what was made. The bytes lie in the blob store under their SHA-256."""

    __tablename__ = "paper_file"
    __table_args__ = (UniqueConstraint("paper_id", "role", "name", name="paper_file_once"),)

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", index=True)
    role: str  # 来文 征求意见稿 附件 阅办单 征求意见函 意见反馈表 汇总表 合并稿 复函 归档
    name: str
    sha256: str
    at: datetime = Field(sa_type=Moment)
    recipe_sha256: str | None = None  # how it was made, where words of a template stand in it


class Endorsement(SQLModel, table=True):
    """批示: a leader's words on the slip. One leader endorses a paper once."""

    __tablename__ = "endorsement"
    __table_args__ = (
        UniqueConstraint("paper_id", "leader", name="endorsement_once"),
        CheckConstraint("words <> ''", name="endorsement_has_words"),
    )

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", index=True)
    leader: str
    title: str = ""
    words: str
    at: datetime = Field(sa_type=Moment)


class Series(SQLModel, table=True):
    """The last number given in a series of a year: the register's. 发文字号 have a book of their own."""

    __tablename__ = "series"

    name: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int = 0


def next_number(session: Session, name: str, year: int) -> int:
    """Take the next number of the register's series. Safe under concurrency: the row is locked till the end."""
    row = session.exec(select(Series).where(Series.name == name, Series.year == year).with_for_update()).first()
    row = row or Series(name=name, year=year)
    row.last += 1
    session.add(row)
    session.flush()
    return row.last


def register(session: Session, paper: Paper, numbering: RegisterNumbering) -> Paper:
    """Give a paper its register number and write it down.

    Raises:
        DuplicatePaper: the same document number from the same issuer, or the same file, stands in the register.
    """
    refuse_duplicate(session, paper)
    paper.year = paper.received_at.year
    paper.sequence = next_number(session, "register", paper.year)
    paper.number = numbering.write(paper.year, paper.sequence)
    session.add(paper)
    session.flush()
    return paper


def refuse_duplicate(session: Session, paper: Paper) -> None:
    """Say so where a paper stands in the register already."""
    alive = select(Paper).where(Paper.state != PaperState.VOID)
    if paper.document_number:
        known = session.exec(
            alive.where(Paper.document_number == paper.document_number, Paper.issuer_key == paper.issuer_key)
        ).first()
        if known:
            raise DuplicatePaper(
                f"{paper.issuer_key}的{paper.document_number}已于{known.received_at:%Y-%m-%d}登记为{known.number}",
                kept=f"未重复登记，{known.number}原样保留",
                todo=f"如确需重新登记，请先作废：huiban void {known.number} --reason …",
            )
    if paper.letter_sha256:
        known = session.exec(alive.where(Paper.letter_sha256 == paper.letter_sha256)).first()
        if known:
            raise DuplicatePaper(f"同一文件已登记为{known.number}", kept=f"未重复登记，{known.number}原样保留")


def find(session: Session, number: str) -> Paper:
    """Find a paper by its register number.

    Raises:
        UnknownPaper: the register holds no such number.
    """
    paper = session.exec(select(Paper).where(Paper.number == number)).first()
    if paper is None:
        raise UnknownPaper(f"没有收文编号为“{number}”的文件", todo="可运行 huiban status 查看全部收文")
    return paper


def get(session: Session, paper_id: int) -> Paper:
    """Give the paper with this key; it must be there."""
    paper = session.get(Paper, paper_id)
    if paper is None:
        raise UnknownPaper(f"没有内部编号为{paper_id}的文件")
    return paper


def ledger(session: Session) -> list[Paper]:
    """Give every paper, the newest first (台账)."""
    return list(session.exec(select(Paper).order_by(col(Paper.year).desc(), col(Paper.sequence).desc())))


def keep_file(
    session: Session, paper: Paper, role: str, name: str, sha256: str, at: datetime, recipe_sha256: str | None = None
) -> None:
    """Note a file of a paper; one of the same role and name is replaced (its bytes stay in the blob store)."""
    if paper.id is None:  # pragma: no cover  registered papers have an id
        raise AssertionError
    row = session.exec(
        select(PaperFile).where(PaperFile.paper_id == paper.id, PaperFile.role == role, PaperFile.name == name)
    ).first()
    row = row or PaperFile(paper_id=paper.id, role=role, name=name, sha256=sha256, at=at)
    row.sha256, row.at, row.recipe_sha256 = sha256, at, recipe_sha256
    session.add(row)


def files(session: Session, paper: Paper, role: str | None = None) -> list[PaperFile]:
    """Give the files of a paper in the order they came about; of one role where it is named."""
    query = select(PaperFile).where(PaperFile.paper_id == paper.id).order_by(col(PaperFile.id))
    return list(session.exec(query if role is None else query.where(PaperFile.role == role)))


def endorsements(session: Session, paper: Paper) -> list[Endorsement]:
    """Give a paper's endorsements in the order they were written."""
    query = select(Endorsement).where(Endorsement.paper_id == paper.id).order_by(col(Endorsement.id))
    return list(session.exec(query))
