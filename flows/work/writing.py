"""拟文: the papers a matter needs beside its letters. Each is numbered, composed, filed and noted in one way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.files import read_file
from flows.work.filing import file_paper, where
from flows.work.numbers import number_for_next
from letters.recipes import compose
from letters.seal_picture import Signed, Stamp, read_stamp
from registry import journal, papers, units
from registry.errors import NotPermitted
from registry.lifecycle import PaperState
from registry.papers import Paper

_PLACED = re.compile(r"\s*(\d{1,4})\s*[=＝:：]\s*(.*\S)\s*", re.DOTALL)  # 1=会议同意保留
_COMMA = "，"
_SEVERAL = re.compile(r"[、，,；;\n]")


@dataclass(frozen=True, slots=True)
class Paperwork:
    """A kind of paper: what it is called, and the template whose words it has."""

    role: str
    kind: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person says of a paper to be written: whom it goes to, who signs, who gets copies.

    Args:
        agency: 机关代字 of its number; empty takes the office's own.
        signers: 签发人, for papers to a higher authority.
        copies: 抄送, a string a unit.
        stamp_title: the signer's title where 签名章 stands in place of name and seal.
        stamp: the stamp's picture; empty leaves the room to sign.

    """

    addressee: str = ""
    agency: str = ""
    signers: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    stamp_title: str = ""
    stamp: bytes = b""


def upward(
    to: str, signers: Sequence[str], copies: Sequence[str], agency: str, stamp_title: str, stamp: Path | None
) -> Wanted:
    """Gather what a paper to a higher authority needs.

    Raises:
        NotPermitted: no signer (7.2.6), or not one addressee (条例第15条).
        FileRefused: the stamp's picture cannot be read.
    """
    if not any(name.strip() for name in signers):
        raise NotPermitted("上行文须标注签发人", todo="请用 --signer 姓名 填写（GB/T 9704 7.2.6）")
    if not to.strip() or _SEVERAL.search(to):
        raise NotPermitted(
            "上行文只写一个主送机关", todo="请用 --to 写明一个上级机关，其余用 --copy 抄送（条例第15条）"
        )
    return Wanted(to.strip(), agency, tuple(signers), tuple(copies), stamp_title, read_file(stamp) if stamp else b"")


def open_matter(session: Session, number: str, *states: PaperState) -> Paper:
    """Find a paper that is in one of these states.

    Raises:
        UnknownPaper: no such paper.
        NotPermitted: it is in another state.
    """
    paper = papers.find(session, number)
    if paper.state not in states:
        known = "、".join(f"“{state.label}”" for state in states)
        raise NotPermitted(
            f"收文{number}现为“{PaperState(paper.state).label}”，不能拟写", todo=f"收文为{known}时才能拟写"
        )
    return paper


def write_paper(
    office: Office,
    session: Session,
    paper: Paper,
    paperwork: Paperwork,
    wanted: Wanted,
    actor: str,
    *,
    number: str | None = None,
    told_apart: str = "",
    **values: Any,
) -> str:
    """Compose one numbered paper of a matter and file it; give the number it bears, empty where it has none.

    A paper still under way is written anew under its number; one that has gone out is followed by another. A paper
    that brings its own `number`, or has none, is told apart by it, by `told_apart` or by its date.

    Raises:
        TemplateFault, SettingFault: the paper cannot be composed from these values; no number is taken.
    """
    if number is None:
        number = number_for_next(office, session, paper.id, paperwork.role, actor, wanted.agency)
    now, subject = office.now(), paper.called
    data, recipe = compose(
        paperwork.kind,
        office.wordings,
        number=number,
        subject=subject,
        dated=now.date(),
        copies=_COMMA.join(wanted.copies),
        printer=office.settings.name,
        names=units.names_within(session, subject),
        **values,
    )
    name = f"{paperwork.role}（{number or told_apart or now.date().isoformat()}）.docx"
    file_paper(office, session, paper, paperwork.role, name, data, now, recipe)
    journal.note(session, now, actor, f"拟写{paperwork.role}", paper.number, 文件=name)
    return number


def written(office: Office, paper_number: str, paperwork: Paperwork, number: str, more: str = "") -> Report:
    """Tell that a paper was written, and what a person does with it next."""
    said = f"已拟写{paperwork.role}" + (f"（{number}）" if number else "") + more
    todo = f"；核签、用印后发出，发出后运行 huiban numbers use {number}" if number else "；核签后印发"
    return Report(
        f"拟写{paperwork.role}", said + todo + where(office, paper_number, paperwork.role), (), (), paper_number
    )


def signed_by(office: Office, wanted: Wanted) -> Signed | None:
    """Give the signer's stamp a person asked for; its picture is kept, so that the paper can be made again.

    Raises:
        NotPermitted: a picture without the signer's title.
        FileRefused, FileTooLarge: no picture of a stamp.
    """
    if not wanted.stamp_title.strip():
        if wanted.stamp:
            raise NotPermitted("加盖签名章须写明签发人职务", todo="请用 --stamp-title 填写，如“市长”")
        return None
    if not wanted.stamp:
        return Signed(wanted.stamp_title.strip(), Stamp())
    stamp = read_stamp(wanted.stamp)
    office.blobs.keep(wanted.stamp)
    return Signed(wanted.stamp_title.strip(), stamp)


def by_place(said: tuple[str, ...], count: int, what: str) -> dict[int, str]:
    """Read what a person says of numbered entries: `1=会议同意保留`.

    Raises:
        NotPermitted: not of this form, no such entry, or one said twice.
    """
    told: dict[int, str] = {}
    for text in said:
        match = _PLACED.fullmatch(text)
        if match is None:
            raise NotPermitted(f"“{text}”没有写明是哪一处{what}", todo="请写成“序号=内容”，如 1=同意保留")
        place = int(match[1])
        if not 1 <= place <= count:
            raise NotPermitted(f"{what}共{count}处，没有第{place}处", todo="序号见 huiban disputes")
        if place in told:
            raise NotPermitted(f"第{place}处{what}写了两次", todo="请合并成一条")
        told[place] = " ".join(match[2].split())
    return told
