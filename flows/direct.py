"""The stages without the engine: the same work in the same order, for the desk while `huiban up` is not running.

What a person waits for must not need a server that takes ten seconds to start (docs/decisions/0004).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from flows.office import Office
from flows.report import Report
from flows.work import (
    archiving,
    asking_again,
    collecting,
    concluding,
    coordinating,
    deciding,
    drafting,
    endorsing,
    issuing,
    keeping,
    mailing,
    merging,
    outcomes,
    pen,
    proposing,
    receiving,
    reminding,
    returning,
    revising,
    sending_back,
    soliciting,
    status,
)
from flows.work.coordinating import Meeting
from flows.work.files import name_of, read_file, read_files
from flows.work.writing import Wanted, upward
from registry.words import Disposition

_MANY_LETTERS = 20  # fewer take less time than reading about them


def receive(files: Sequence[Path]) -> Report:
    """收文."""
    return receiving.receive(Office.from_settings(), read_files(files))


def supply(number: str, draft: Path) -> Report:
    """补交征求意见稿."""
    return receiving.supply(Office.from_settings(), number, name_of(draft), read_file(draft))


def return_note(number: str, faults: Sequence[int] = (), reason: str = "") -> Report:
    """退文告知."""
    return sending_back.return_paper(Office.from_settings(), number, faults, reason)


def propose(number: str, lead: str | None = None, add: Sequence[str] = (), drop: Sequence[str] = ()) -> Report:
    """拟办."""
    return proposing.propose(Office.from_settings(), number, lead, add=add, drop=drop)


def endorse(number: str, leader: str, words: str = "同意。", title: str = "") -> Report:
    """批示."""
    return endorsing.endorse(Office.from_settings(), number, leader, title, words)


def solicit(number: str, hold: bool = False, anyway: bool = False) -> Report:
    """征求意见."""
    office = Office.from_settings()
    round_ = soliciting.open_consultation(office, number, anyway=anyway)
    drafting.compose_letters(office, round_, hold=hold, progress=_tell_drafted)
    if not hold:
        mailing.send_outbox(office)
    return soliciting.dispatched(office, round_)


def solicit_again(
    number: str,
    draft: Path,
    until: str = "",
    also: Sequence[str] = (),
    hold: bool = False,
    anyway: bool = False,
    issuer_until: str = "",
) -> Report:
    """再次征求意见."""
    office = Office.from_settings()
    wanted = asking_again.Wanted(until, tuple(also), anyway, issuer_until)
    round_ = asking_again.ask_again(office, number, name_of(draft), read_file(draft), wanted)
    drafting.compose_letters(office, round_, hold=hold, progress=_tell_drafted)
    if not hold:
        mailing.send_outbox(office)
    return soliciting.dispatched(office, round_)


def _tell_drafted(done: int, total: int) -> None:
    if total > _MANY_LETTERS:
        sys.stderr.write(f"… 拟函 {done}/{total}\n")


def dispatch() -> Report:
    """发信."""
    return mailing.send_outbox(Office.from_settings())


def remind(dry_run: bool = False) -> Report:
    """催办."""
    office = Office.from_settings()
    report = reminding.remind(office, dry_run=dry_run)
    if not dry_run:
        mailing.send_outbox(office)
    return report


def collect() -> Report:
    """反馈."""
    office = Office.from_settings()
    report = collecting.collect(office)
    mailing.send_outbox(office)
    return report


def hand_in(number: str, unit: str, files: Sequence[Path] = (), words: str = "") -> Report:
    """登记反馈."""
    return returning.hand_in(Office.from_settings(), number, unit, read_files(files), words).told(unit)


def claim(mail: int, number: str, unit: str, version: int | None = None) -> Report:
    """认领来信."""
    office = Office.from_settings()
    report = pen.claim(office, mail, number, unit, version)
    mailing.send_outbox(office)
    return report


def dismiss(mail: int, reason: str) -> Report:
    """搁置来信."""
    return pen.dismiss(Office.from_settings(), mail, reason)


def merge(number: str) -> Report:
    """汇总."""
    return merging.merge(Office.from_settings(), number)


def decide(
    number: str, decision: Disposition, decided_by: str, keys: Sequence[str] = (), reason: str = "", text: str = ""
) -> Report:
    """处理意见."""
    return deciding.decide(Office.from_settings(), number, keys, decision, reason, decided_by, text=text)


def decide_by_sheet(number: str, sheet: Path, decided_by: str) -> Report:
    """按汇总表处理意见."""
    return deciding.decide_by_sheet(Office.from_settings(), number, name_of(sheet), read_file(sheet), decided_by)


def revise(number: str) -> Report:
    """修改稿."""
    return revising.revise(Office.from_settings(), number)


def raise_dispute(number: str, key: str) -> Report:
    """立为分歧."""
    return coordinating.raise_dispute(Office.from_settings(), number, key)


def call_meeting(
    number: str,
    time: str,
    place: str = "",
    attend: Sequence[str] = (),
    copies: Sequence[str] = (),
    agency: str = "",
) -> Report:
    """会议通知."""
    wanted = Wanted(copies=tuple(copies), agency=agency)
    return coordinating.call_meeting(Office.from_settings(), number, Meeting(time, place), wanted, tuple(attend))


def write_minutes(
    number: str,
    time: str,
    host: str,
    settled: Sequence[str],
    attended: Sequence[str],
    place: str = "",
    excused: Sequence[str] = (),
    observed: Sequence[str] = (),
    copies: Sequence[str] = (),
    issue: str = "",
) -> Report:
    """会议纪要."""
    said = (tuple(settled), tuple(attended), tuple(excused), tuple(observed), tuple(copies))
    return coordinating.write_minutes(Office.from_settings(), number, Meeting(time, place, host), *said, issue)


def ask_above(
    number: str,
    to: str,
    signers: Sequence[str],
    leanings: Sequence[str] = (),
    copies: Sequence[str] = (),
    agency: str = "",
    stamp_title: str = "",
    stamp: Path | None = None,
) -> Report:
    """请示."""
    wanted = upward(to, signers, copies, agency, stamp_title, stamp)
    return coordinating.ask_above(Office.from_settings(), number, wanted, tuple(leanings))


def report_above(
    number: str,
    to: str,
    signers: Sequence[str],
    copies: Sequence[str] = (),
    agency: str = "",
    stamp_title: str = "",
    stamp: Path | None = None,
) -> Report:
    """报告."""
    wanted = upward(to, signers, copies, agency, stamp_title, stamp)
    return issuing.report_above(Office.from_settings(), number, wanted)


def issue_jointly(
    number: str,
    text: Path,
    to: str,
    partners: Sequence[str],
    approved_by: str = "",
    copies: Sequence[str] = (),
    agency: str = "",
) -> Report:
    """联合通知."""
    wanted = Wanted(addressee=to, copies=tuple(copies), agency=agency)
    named, data = name_of(text), read_file(text)
    return issuing.issue_jointly(Office.from_settings(), number, named, data, wanted, tuple(partners), approved_by)


def conclude(number: str, reply_sent: str = "") -> Report:
    """办结."""
    office = Office.from_settings()
    concluding.settle(office, number)
    concluding.reply(office, number, reply_sent)
    mailing.send_outbox(office)
    return concluding.close(office, number)


def tell_outcomes(number: str, units: Sequence[str] = ()) -> Report:
    """采纳情况反馈."""
    office = Office.from_settings()
    report = outcomes.tell_outcomes(office, number, units)
    mailing.send_outbox(office)
    archiving.archive(office, number)
    return report


def extend(number: str, unit: str, to: str, reason: str, agreed_by: str) -> Report:
    """延期."""
    return keeping.extend(Office.from_settings(), number, unit, to, reason, agreed_by)


def deliver(number: str, unit: str, by: str) -> Report:
    """送达登记."""
    return soliciting.deliver(Office.from_settings(), number, unit, by)


def waive(number: str, unit: str, reason: str) -> Report:
    """免予反馈."""
    return keeping.waive(Office.from_settings(), number, unit, reason)


def void(number: str, reason: str) -> Report:
    """作废."""
    return keeping.void(Office.from_settings(), number, reason)


def import_units(sheet: Path) -> Report:
    """导入单位名录."""
    return keeping.import_units(Office.from_settings(), sheet.name, read_file(sheet))


def ledger(number: str | None = None) -> Report:
    """台账."""
    office = Office.from_settings()
    return status.status(office, number) if number else status.write_ledger(office)
