"""报告 and 联合印发: how a consultation went is reported upward; what came of it may be issued by several agencies."""

from __future__ import annotations

from typing import Final

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.coordinating import open_disputes
from flows.work.tallying import tally_of
from flows.work.writing import Paperwork, Wanted, open_matter, signed_by, write_paper, written
from letters.marked_text import marked_text
from letters.seal_picture import Seal
from letters.secrecy import secrecy_of
from registry import opinions, solicitations, units
from registry.errors import NotPermitted, SecretPaper
from registry.lifecycle import PaperState
from registry.papers import Paper

REPORT: Final = Paperwork("报告", "report")
JOINT: Final = Paperwork("联合通知", "joint_notice")
_REPORTED: Final = (PaperState.MERGED, PaperState.CONCLUDED)


def report_above(office: Office, number: str, wanted: Wanted, actor: str = "承办人") -> Report:
    """Write 报告: whom the office asked, who answered, what became of the opinions, what is still disputed.

    Units that kept silent stand apart from those that answered 无意见.

    Raises:
        NotPermitted: an opinion is undecided, or the paper is in another state.
    """
    with office.store.transaction() as session:
        paper = open_matter(session, number, *_REPORTED)
        decisions = _decided(session, paper)
        asked = solicitations.in_force(session, paper.id)
        holders = {row.unit for row in opinions.opinions_of(session, paper.id)}
        open_ones = [row for row in opinions.disputes(session, paper.id) if not row.outcome]
        given = write_paper(
            office,
            session,
            paper,
            REPORT,
            wanted,
            actor,
            mark=office.mark,
            signers=wanted.signers,
            addressee=wanted.addressee,
            **tally_of(asked, decisions, holders),
            disputes=open_disputes(open_ones),
            signature=office.settings.name,
            seal=office.seal,
            stamp=signed_by(office, wanted),
        )
    return written(office, number, REPORT, given)


def issue_jointly(
    office: Office,
    number: str,
    name: str,
    data: bytes,
    wanted: Wanted,
    partners: tuple[str, ...],
    approved_by: str = "",
    actor: str = "承办人",
) -> Report:
    """Write 通知 by which the office and its partners issue a text that was consulted on, bound as the attachment.

    Args:
        office: the host; its name, mark and seal come first.
        number: register number.
        name: the text's file name.
        data: the text, in any format that can be read.
        wanted: to whom, with which 机关代字.
        partners: the other agencies in order, by their full or short names.
        approved_by: who approved that it be issued.
        actor: who does it, for the journal.

    Raises:
        NotPermitted: no partner or addressee, one named twice, or no paper that was consulted on.
        UnknownUnit: a partner the directory does not have.
        FileRefused: the text cannot be read.
        SecretPaper: the text is 秘密 or above; nothing of it is kept.
    """
    document = office.read(data, name)
    mark = secrecy_of(document)
    if mark is not None and mark.is_secret:
        raise SecretPaper(
            f"定稿“{name}”标有“{mark}”，不得通过本系统印发", kept="文件内容未保存", todo="请按涉密渠道线下办理"
        )
    with office.store.transaction() as session:
        paper = open_matter(session, number, *_REPORTED)
        agencies = _agencies(office, session, partners)
        given = write_paper(
            office,
            session,
            paper,
            JOINT,
            wanted,
            actor,
            marks=agencies,
            addressee=wanted.addressee,
            approved_by=approved_by,
            text=marked_text(document, paper.called),
            signatures=agencies,
            seals=_seals(office, len(agencies)),
        )
    return written(office, number, JOINT, given, f"，由{'、'.join(agencies)}联合印发，请送各单位会签")


def _decided(session: Session, paper: Paper) -> list[str]:
    """Give what became of each opinion on a paper."""
    decided = opinions.decisions(session, paper.id)
    undecided = len(opinions.opinions_of(session, paper.id)) - len(decided)
    if undecided:
        raise NotPermitted(
            f"收文{paper.number}还有{undecided}条意见没有处理意见",
            todo=f"请用 huiban decide {paper.number} 处理后再报告",
        )
    return [row.decision for row in decided.values()]


def _agencies(office: Office, session: Session, partners: tuple[str, ...]) -> tuple[str, ...]:
    named = [office.mark, *(units.find(session, partner).name for partner in partners)]
    if len(named) == 1:
        raise NotPermitted("没有写明联合行文的单位", todo="请用 --with 单位 填写，可多次")
    if len(set(named)) < len(named):
        raise NotPermitted("联合行文的单位有重复", todo="请核对 --with 所列单位，主办单位不必再列")
    return tuple(named)


def _seals(office: Office, count: int) -> tuple[Seal, ...]:
    """Give the host's seal and room for each partner's: their pictures are theirs to put."""
    if office.seal is None:
        return ()
    return (office.seal, *(Seal(office.settings.seal_diameter) for _ in range(count - 1)))
