"""发文字号: the book of numbers given. A number is given once, at signing, and stays in the book, used or void."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from registry.columns import LARGEST_KEY, Moment, one_of
from registry.errors import NotPermitted
from registry.numbering import LARGEST, document_number, parts_of_number
from registry.words import Word


class NumberState(Word):
    """What became of a number given."""

    RESERVED = "reserved", "已占用"
    USED = "used", "已发出"
    VOID = "void", "作废留号"


class GivenNumber(SQLModel, table=True):
    """One number of a series (机关代字, year). It is never given again; a void keeps it with the reason."""

    __tablename__ = "given_number"
    __table_args__ = (
        UniqueConstraint("agency", "year", "number", name="given_number_once"),
        CheckConstraint("number > 0", name="given_number_is_positive"),
        CheckConstraint("state <> 'void' OR reason <> ''", name="given_number_void_has_reason"),
        one_of("state", NumberState, "given_number"),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency: str
    year: int
    number: int
    state: str = NumberState.RESERVED
    purpose: str  # 征求意见函, 复函, or what a person says
    paper_id: int | None = Field(default=None, foreign_key="paper.id", index=True)
    at: datetime = Field(sa_type=Moment)
    actor: str
    reason: str = ""

    @property
    def written(self) -> str:
        """The number as letters print it."""
        return document_number(self.agency, self.year, self.number)


class NumberStart(SQLModel, table=True):
    """Where a year's series begins in this book, where the numbers before were given elsewhere."""

    __tablename__ = "number_start"

    agency: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    first: int
    reason: str


def reserve(
    session: Session, agency: str, now: datetime, purpose: str, actor: str, paper_id: int | None = None
) -> GivenNumber:
    """Give the next number of the year's series. Writers come one at a time, so no number is given twice or skipped.

    Raises:
        NotPermitted: the series has come to its end.
    """
    last = _last(session, agency, now.year)
    if last >= LARGEST:
        raise NotPermitted(f"{agency}〔{now.year}〕已编到{last}号，不能再编", todo="请核对字号簿，或换用其他机关代字")
    row = GivenNumber(
        agency=agency, year=now.year, number=last + 1, purpose=purpose, paper_id=paper_id, at=now, actor=actor
    )
    session.add(row)
    session.flush()
    return row


def of_paper(session: Session, paper_id: int | None, purpose: str | None = None) -> list[GivenNumber]:
    """Give the numbers of a paper's letters in the order they were given; of one purpose where it is named."""
    query = select(GivenNumber).where(GivenNumber.paper_id == paper_id).order_by(col(GivenNumber.id))
    return list(session.exec(query if purpose is None else query.where(GivenNumber.purpose == purpose)))


def find(session: Session, written: str) -> GivenNumber:
    """Find a number by how it is printed.

    Raises:
        NotPermitted: not the form of a number, or never given.
    """
    agency, year, number = parts_of_number(written)
    row = session.exec(
        select(GivenNumber).where(GivenNumber.agency == agency, GivenNumber.year == year, GivenNumber.number == number)
    ).first()
    if row is None:
        raise NotPermitted(f"发文字号簿中没有“{written}”", todo="可运行 huiban numbers list 查看")
    return row


def use(session: Session, row: GivenNumber) -> None:
    """Note that the letter of this number has gone out."""
    if row.state == NumberState.RESERVED:
        row.state = NumberState.USED
        session.add(row)


def void(session: Session, row: GivenNumber, reason: str) -> None:
    """Void a number whose letter never went out; it stays in the book.

    Raises:
        NotPermitted: no reason, void already, or the letter has gone out.
    """
    if not reason.strip():
        raise NotPermitted(f"{row.written}作废须写明理由", todo="请用 --reason 理由 填写")
    if row.state == NumberState.USED:
        raise NotPermitted(
            f"{row.written}已用于发出的函件，不能作废", todo="如需撤销该函，请另行发函说明", kept="字号簿未改动"
        )
    if row.state == NumberState.VOID:
        raise NotPermitted(f"{row.written}此前已作废（{row.reason}）", kept="字号簿未改动")
    row.state, row.reason = NumberState.VOID, reason.strip()
    session.add(row)


def start(session: Session, agency: str, year: int, first: int, reason: str) -> None:
    """Let a year's series begin at a number, because those before were given elsewhere.

    Raises:
        NotPermitted: no number a series has, no reason, or numbers of this series have been given here already.
    """
    if not 1 <= first <= LARGEST:
        raise NotPermitted(f"起始号须为1至{LARGEST}的整数", kept="字号簿未改动", todo="请核对后重写")
    if not reason.strip():
        raise NotPermitted("改起始号须写明此前各号的去处", kept="字号簿未改动", todo="请用 --reason 理由 填写")
    if _last_given(session, agency, year):
        raise NotPermitted(
            f"{agency}〔{year}〕已在本系统编过号，不能再改起始号", kept="字号簿未改动", todo="如有空号请逐号作废留存"
        )
    known = session.get(NumberStart, (agency, year)) or NumberStart(agency=agency, year=year, first=first, reason="")
    known.first, known.reason = first, reason.strip()
    session.add(known)


def book(session: Session, year: int | None = None) -> list[GivenNumber]:
    """Give the book, series by series; of one year where it is named."""
    if year is not None and abs(year) > LARGEST_KEY:
        return []
    query = select(GivenNumber).order_by(
        col(GivenNumber.agency), col(GivenNumber.year).desc(), col(GivenNumber.number).desc()
    )
    return list(session.exec(query if year is None else query.where(GivenNumber.year == year)))


def gaps(session: Session) -> list[str]:
    """Give the numbers that are missing between a series' first and last: there must be none."""
    given: dict[tuple[str, int], set[int]] = {}
    for row in book(session):
        given.setdefault((row.agency, row.year), set()).add(row.number)
    missing = []
    for (agency, year), numbers in sorted(given.items()):
        first = _first(session, agency, year)
        missing += [document_number(agency, year, n) for n in range(first, max(numbers)) if n not in numbers]
    return missing


def _last(session: Session, agency: str, year: int) -> int:
    return _last_given(session, agency, year) or _first(session, agency, year) - 1


def _last_given(session: Session, agency: str, year: int) -> int:
    query = select(GivenNumber.number).where(GivenNumber.agency == agency, GivenNumber.year == year)
    return session.exec(query.order_by(col(GivenNumber.number).desc())).first() or 0


def _first(session: Session, agency: str, year: int) -> int:
    began = session.get(NumberStart, (agency, year))
    return began.first if began else 1
