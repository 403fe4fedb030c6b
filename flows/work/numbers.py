"""The office's own document numbers: shown, taken for letters written elsewhere, voided with a reason."""

from __future__ import annotations

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from registry import document_numbers as book
from registry import journal, papers
from registry.document_numbers import GivenNumber, NumberState
from registry.errors import NotPermitted, SettingFault
from registry.numbering import AGENCY

# Their numbers are used when the mail leaves and voided with the paper; all others by hand.
SENT_BY_THE_CHAIN = frozenset({"征求意见函", "复函", "采纳情况反馈"})
_COLUMNS = ("发文字号", "状态", "用途", "收文", "日期", "经办", "说明")


def number_for(office: Office, session: Session, paper_id: int | None, purpose: str, actor: str) -> str:
    """Give the number of a paper's letters of one purpose, reserved the first time; empty where the office gives none.

    A second run finds the number it has: a letter written again keeps it.
    """
    if not office.settings.agency:
        return ""
    alive = (row for row in book.of_paper(session, paper_id, purpose) if row.state != NumberState.VOID)
    known = next(alive, None)
    row = known or book.reserve(session, office.settings.agency, office.now(), purpose, actor, paper_id)
    return row.written


def number_for_next(
    office: Office, session: Session, paper_id: int | None, purpose: str, actor: str, agency: str = ""
) -> str:
    """Give the number of a paper's next document of one purpose; empty where the office gives none.

    One that is still under way keeps its number; after one that has gone out comes another.

    Raises:
        SettingFault: not a 机关代字.
        NotPermitted: one under way bears the number of another agency.
    """
    if not agency and not office.settings.agency:
        return ""
    agency = _agency(office, agency)
    waiting = [row for row in book.of_paper(session, paper_id, purpose) if row.state == NumberState.RESERVED]
    other = next((row for row in waiting if row.agency != agency), None)
    if other is not None:
        raise NotPermitted(
            f"该件的{purpose}已占用{other.written}，不能再占用“{agency}”的字号",
            todo=f"请沿用原机关代字；改用新代字的，先运行 huiban numbers void {other.written} --reason 理由",
        )
    row = waiting[0] if waiting else book.reserve(session, agency, office.now(), purpose, actor, paper_id)
    return row.written


def note_used(session: Session, paper_id: int | None, purpose: str) -> None:
    """Note that a paper's letter of one purpose has gone out."""
    for row in book.of_paper(session, paper_id, purpose):
        book.use(session, row)


def void_reserved(session: Session, paper_id: int | None, reason: str) -> list[str]:
    """Void the numbers of a paper whose letters never went out; give them."""
    reserved = [row for row in book.of_paper(session, paper_id) if row.state == NumberState.RESERVED]
    for row in reserved:
        book.void(session, row, reason)
    return [row.written for row in reserved]


def list_numbers(office: Office, year: int | None = None) -> Report:
    """Show the book of numbers; a gap in it would be told."""
    with office.store.reading() as session:
        rows = book.book(session, year)
        missing = book.gaps(session)
        of_paper = {key: papers.get(session, key).number for key in {row.paper_id for row in rows} if key is not None}
    nothing = "还没有编过发文字号" if year is None else f"{year}年没有编过发文字号"
    said = f"共{len(rows)}个发文字号" if rows else nothing
    if missing:
        said += f"；缺号：{'、'.join(missing)}，请查明"
    return Report("发文字号簿", said, _COLUMNS, tuple(_row(row, of_paper.get(row.paper_id or 0, "")) for row in rows))


def take_number(office: Office, purpose: str, agency: str = "", actor: str = "管理员") -> Report:
    """Reserve a number for a letter written outside this system.

    Raises:
        SettingFault: no 机关代字 given or set.
        NotPermitted: no purpose said.
    """
    agency = _agency(office, agency)
    if not purpose.strip():
        raise NotPermitted("取号须写明用途", todo="例如 huiban numbers take 关于报送材料的函")
    with office.store.transaction() as session:
        row = book.reserve(session, agency, office.now(), purpose.strip(), actor)
        journal.note(session, office.now(), actor, "取号", 发文字号=row.written, 用途=row.purpose)
    return Report("取号", f"已为“{row.purpose}”占用{row.written}；发出后请运行 huiban numbers use {row.written}")


def use_number(office: Office, written: str, actor: str = "管理员") -> Report:
    """Note that the letter of a number has gone out.

    Raises:
        NotPermitted: never given, or void.
    """
    with office.store.transaction() as session:
        row = book.find(session, written)
        if row.state == NumberState.VOID:
            raise NotPermitted(f"{row.written}已作废，不能再用", todo="请另取新号")
        book.use(session, row)
        journal.note(session, office.now(), actor, "用号", 发文字号=row.written)
    return Report("用号", f"{row.written}已记为发出")


def void_number(office: Office, written: str, reason: str, actor: str = "管理员") -> Report:
    """Void a number whose letter never went out.

    Raises:
        NotPermitted: never given, used already, bound to a letter that is under way, or no reason.
    """
    with office.store.transaction() as session:
        row = book.find(session, written)
        if row.paper_id is not None and row.state == NumberState.RESERVED and row.purpose in SENT_BY_THE_CHAIN:
            number = papers.get(session, row.paper_id).number
            raise NotPermitted(
                f"{row.written}是收文{number}的{row.purpose}所用，不能单独作废",
                todo=f"如该件不再办理，请运行 huiban void {number} --reason 理由，字号随之作废留号",
            )
        book.void(session, row, reason)
        journal.note(session, office.now(), actor, "字号作废", 发文字号=row.written, 理由=row.reason)
    return Report("字号作废", f"{row.written}已作废，留号不再使用")


def start_numbers(office: Office, first: int, reason: str, agency: str = "", actor: str = "管理员") -> Report:
    """Let this year's numbers begin where the office's own book stands.

    Raises:
        NotPermitted, SettingFault: as `registry.document_numbers.start`; no 机关代字.
    """
    agency, year = _agency(office, agency), office.now().year
    with office.store.transaction() as session:
        book.start(session, agency, year, first, reason)
        journal.note(session, office.now(), actor, "字号起始", 机关代字=agency, 年份=year, 起始=first, 理由=reason)
    return Report("字号起始", f"{agency}〔{year}〕从{first}号起编；此前各号：{reason.strip()}")


def _agency(office: Office, agency: str) -> str:
    agency = "".join((agency or office.settings.agency).split())
    if not AGENCY.fullmatch(agency):
        raise SettingFault(
            "没有可用的机关代字" if not agency else f"“{agency}”不能作机关代字",
            todo="请在 office.toml 填写 agency，或用 --agency 写明，如“云政办函”",
        )
    return agency


def _row(row: GivenNumber, paper: str) -> tuple[str, ...]:
    state = NumberState(row.state).label
    return (row.written, state, row.purpose, paper, f"{row.at:%Y-%m-%d}", row.actor, row.reason)
