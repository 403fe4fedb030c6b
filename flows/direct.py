"""The stages without the engine: the same work in the same order, for the desk while `huiban up` is not running.

What a person waits for must not need a server that takes ten seconds to start (docs/decisions/0004).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from flows.office import Office
from flows.report import Report
from flows.work import (
    collecting,
    concluding,
    endorsing,
    keeping,
    mailing,
    merging,
    proposing,
    receiving,
    reminding,
    soliciting,
    status,
)
from flows.work.files import read_file, read_files


def receive(files: Sequence[Path]) -> Report:
    """收文."""
    return receiving.receive(Office.from_settings(), read_files(files))


def propose(number: str, lead: str | None = None, add: Sequence[str] = (), drop: Sequence[str] = ()) -> Report:
    """拟办."""
    return proposing.propose(Office.from_settings(), number, lead, add=add, drop=drop)


def endorse(number: str, leader: str, words: str, title: str = "") -> Report:
    """批示."""
    return endorsing.endorse(Office.from_settings(), number, leader, title, words)


def solicit(number: str, hold: bool = False) -> Report:
    """征求意见."""
    office = Office.from_settings()
    round_ = soliciting.open_consultation(office, number)
    soliciting.compose_letters(office, round_, hold=hold)
    if not hold:
        mailing.send_outbox(office)
    return soliciting.dispatched(office, round_)


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


def merge(number: str) -> Report:
    """汇总."""
    return merging.merge(Office.from_settings(), number)


def conclude(number: str, reply_sent: str = "") -> Report:
    """办结."""
    office = Office.from_settings()
    concluding.settle(office, number)
    concluding.reply(office, number, reply_sent)
    mailing.send_outbox(office)
    return concluding.close(office, number)


def extend(number: str, unit: str, to: str, reason: str, agreed_by: str) -> Report:
    """延期."""
    return keeping.extend(Office.from_settings(), number, unit, to, reason, agreed_by)


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


STAGES: dict[str, Callable[..., Report]] = {
    stage.__name__: stage
    for stage in (
        receive,
        propose,
        endorse,
        solicit,
        remind,
        collect,
        merge,
        conclude,
        extend,
        void,
        import_units,
        ledger,
    )
}
