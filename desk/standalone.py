"""The standalone commands' work: files in, the contracts' JSON out. Notes go to standard error."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from desk.output import note
from desk.trouble import keep_trace
from flows.work.files import read_file
from letters.bundle import draft_of, held_draft
from letters.calendar_sheet import CalendarSheet, read_calendar
from letters.directory_sheet import read_directory
from letters.document import Document
from letters.facts import Facts, Reading, understand
from letters.merge_files import merge_files
from letters.outline import outline
from letters.proofread import proofread
from letters.reading import Format, Member, format_of, members_of, opened, read_document, unsure_places
from letters.returns import read_return
from letters.routes import route_letter
from letters.ruler import Kind, measure
from registry.calendar import SHANGHAI, Calendar, OfficeHours
from registry.deadlines import DueMoment, Phrase, Rule, due_moment, inner_due, parse_phrase
from registry.errors import FileRefused, HuibanError, PhraseUnclear
from registry.faults import why_not
from registry.phrases import is_from_issue

# What an office has that sets nothing else.
_DEFAULT_WORKING_DAYS = 7
_DEFAULT_MERGING_HOURS = 4
_MOST_NESTED = 4  # mails and zips within each other


def read_facts(path: Path) -> list[dict[str, Any]]:
    """Give the entries of one file for `huiban read`: its own, and one for each file within it.

    A zip is told by its files alone; a mail's own words come first, then its attachments. A file that cannot be used
    says why in `error`.
    """
    try:
        data = read_file(path)
    except FileRefused as fault:
        return [_refused({"file": path.name, "sha256": None}, fault)]
    return list(_entries(data, path.name, 0))


def _entries(data: bytes, name: str, depth: int) -> Iterator[dict[str, Any]]:
    """Entries of a file, and of the files in it or attached to it."""
    members = _members(data, name) if depth < _MOST_NESTED else None
    if members is None:
        entry, document = _entry(data, name)
        yield entry
        for file in document.attached if document else ():
            yield from _entries(file.data, f"{name}/{file.name}", depth + 1)
        return
    for member in members:
        if member.error is None:
            yield from _entries(member.data, member.name, depth + 1)
        else:
            yield _refused({"file": member.name, "sha256": None}, member.error)


def _members(data: bytes, name: str) -> Iterator[Member] | None:
    """Give the files of a zip; `None` for what is no zip, or none that opens: its entry will say why."""
    try:
        return members_of(data, name) if format_of(data) is Format.ZIP else None
    except FileRefused:
        return None


def _entry(data: bytes, name: str) -> tuple[dict[str, Any], Document | None]:
    about: dict[str, Any] = {"file": name, "sha256": hashlib.sha256(data).hexdigest()}
    try:
        document = read_document(data, name, progress=partial(_tell_page, name))
        reading = Reading(document)
        papers = [{"kind": part.kind.value, **facts.as_json()} for part, facts in reading.papers]
        understood = replace(reading.facts, findings=(*reading.facts.findings, *unsure_places(document)))
    except FileRefused as fault:
        return _refused(about, fault), None
    except Exception as fault:  # noqa: BLE001  what nobody foresaw in one file: told and kept, and the others go on
        return _refused(about, _unforeseen(fault)), None
    told = {"source": document.source.value, "pages": document.pages, "error": None}
    return {**about, **told, **understood.as_json(), "papers": papers}, document


def _unforeseen(fault: Exception) -> FileRefused:
    kind, place = type(fault).__name__, keep_trace(fault)
    return FileRefused(
        f"程序内部出错（{kind}），未能读取", kept="其余文件照常读取", todo=f"详情已记入 {place}，请交技术人员"
    )


def _tell_page(name: str, page: int, pages: int) -> None:
    note(f"… {name}：识别扫描页 {page}/{pages}")


def _refused(about: dict[str, Any], fault: FileRefused) -> dict[str, Any]:
    note(f"✗ {about['file']}：{fault}")
    return {**about, "source": None, "pages": None, "error": str(fault), **_NO_FACTS}


_NO_FACTS = {**Facts().as_json(), "papers": []}


def read_outline(path: Path) -> dict[str, Any]:
    """Give `huiban outline`'s answer, the proofreader's findings included.

    Of a bundle it is the draft's, which is held against its name in the letter above it.

    Raises:
        FileRefused: the draft cannot be read.
    """
    whole = read_document(read_file(path), path.name, progress=partial(_tell_page, path.name))
    document = draft_of(whole)
    subject = understand(whole).subject if document is not whole else None  # its name in the letter above it
    read = outline(document)
    answer: dict[str, Any] = read.as_json()
    known = {(finding["kind"], finding["where"], finding["message"]) for finding in answer["findings"]}
    more = [finding.as_json() for finding in proofread(document, read, subject)]
    answer["findings"] += [row for row in more if (row["kind"], row["where"], row["message"]) not in known]
    return answer


def propose_route(letter: Path, draft: Path | None, units: Path, office: str) -> dict[str, Any]:
    """Give `huiban route`'s answer: who leads, who is asked with which clauses, and both deadlines.

    Without a draft of its own the letter's file may hold it.

    Raises:
        FileRefused, DirectoryFault: letter, draft or directory cannot be used.
    """
    arrived = read_document(read_file(letter), letter.name)
    facts = understand(arrived)
    consulted = draft_of(read_document(read_file(draft), draft.name)) if draft else held_draft(arrived)
    clauses = outline(consulted) if consulted else None
    directory = read_directory(read_file(units), units.name)
    route = route_letter(facts, clauses, directory, office)
    calendar = Calendar()
    outer, warnings = _outer(facts, calendar)
    opened = _written(facts, calendar)
    inner = inner_due(outer, timedelta(hours=_DEFAULT_MERGING_HOURS), calendar, opened=opened)
    answer = route.as_json()
    answer["outer_deadline"] = {"text": outer.phrase, "at": outer.at.isoformat(), "reason": outer.why}
    answer["inner_deadline"] = {"at": inner.at.isoformat(), "reason": inner.reason}
    if directory.find(office) is None:
        warnings.append(f"单位名录中没有“{office}”，层级按名称推断，请核对")
    answer["warnings"] = [*route.warnings, *warnings, *inner.warnings]
    return answer


def _written(facts: Facts, calendar: Calendar) -> datetime:
    """Count from the letter's own date; from now where it has none."""
    if facts.issued_on is None:
        return datetime.now(SHANGHAI)
    return calendar.at(facts.issued_on, calendar.hours.start)


def _outer(facts: Facts, calendar: Calendar) -> tuple[DueMoment, list[str]]:
    warnings = [] if facts.issued_on else ["来文没有写明日期，期限自今日起推算"]
    phrase = Phrase(f"{_DEFAULT_WORKING_DAYS}个工作日内", Rule.WORKDAYS, _DEFAULT_WORKING_DAYS)
    if facts.deadline is None:
        warnings.append(f"来文没有写明期限，按{phrase.text}推算（国办函〔2009〕15号）")
    else:
        try:
            phrase = parse_phrase(facts.deadline.text, facts.issued_on)
        except PhraseUnclear as fault:
            warnings.append(str(fault))
    if phrase.on is None and facts.issued_on and not (phrase.counted and is_from_issue(phrase.counted)):
        warnings.append("来文期限自收到之日起算，此处暂按成文日期推算，收文后请复核")
    return due_moment(phrase, _written(facts, calendar), calendar), warnings


def count_due(words: str, start: str, hours: str, days: Path | None = None) -> dict[str, Any]:
    """Give `huiban due`'s answer. `days` is a sheet of the office's own rest days and make-up days.

    Raises:
        FileRefused: the sheet cannot be read.
        PhraseUnclear: the words or the start fix no moment.
        SettingFault: office hours that cannot be.
    """
    try:
        received = datetime.fromisoformat(start)
    except ValueError as fault:
        raise PhraseUnclear(
            f"起算时间“{start}”无法识别", kept="", todo="请写成 2024-01-25 或 2024-01-25T10:30"
        ) from fault
    received = received.replace(tzinfo=SHANGHAI) if received.tzinfo is None else received
    sheet = read_calendar(read_file(days), days.name) if days else CalendarSheet()
    calendar = Calendar(hours=OfficeHours.parse(hours), exceptions=sheet.days, announced=sheet.announced)
    phrase = parse_phrase(words, received.astimezone(SHANGHAI).date())
    due = due_moment(phrase, received, calendar)
    return {
        "text": words,
        "rule": phrase.rule.value,
        "count": phrase.count,
        "at": due.at.isoformat(),
        "is_working_day": calendar.is_working_day(due.day),
        "last_working_moment": calendar.last_working_moment(due.at).isoformat(),
        "provisional": due.provisional,
        "why": due.why,
    }


def read_returns(draft: Path, files: Sequence[Path]) -> list[dict[str, Any]]:
    """Give `huiban returns`' answer, one entry a file, those of zips too.

    Raises:
        FileRefused: the draft cannot be read.
    """
    against = read_file(draft)
    return [_return_entry(against, member) for path in files for member in _opened(path)]


def _opened(path: Path) -> list[Member]:
    """Give a file, or the files of a zip."""
    try:
        return list(opened([(path.name, read_file(path))]))
    except FileRefused as fault:
        return [Member(path.name, error=fault)]


def _return_entry(draft: bytes, file: Member) -> dict[str, Any]:
    try:
        if file.error is not None:
            raise file.error
        entry = read_return(draft, file.data, file.name, recognise=True).as_json()
    except FileRefused as fault:
        if _is_the_draft(draft, fault):
            raise
        entry = {"file": file.name, "error": str(fault), "unit": None, "stance": "unusable", "sealed": None}
        entry |= {"usable": False, "opinions": []}
    if entry["error"]:
        note(f"✗ {file.name}：{entry['error']}")
    return entry


def _is_the_draft(draft: bytes, fault: HuibanError) -> bool:
    """Tell whether it is the draft itself that cannot be read: then there is nothing to hold returns against."""
    try:
        read_document(draft, "征求意见稿")
    except FileRefused as other:
        return other.happened == fault.happened
    return False


def merge_into(draft: Path, files: Sequence[Path], out: Path) -> dict[str, Any]:
    """Write the merged papers into a folder and give `huiban merge-files`' answer.

    Raises:
        FileRefused: the draft cannot be read, or the folder cannot be written.
    """
    given, unreadable = [], []
    for path in files:
        try:
            given.append((path.name, read_file(path)))
        except FileRefused as fault:
            unreadable.append({"file": path.name, "reason": str(fault)})
            note(f"✗ {path.name}：{fault}")
    merged = merge_files((draft.name, read_file(draft)), given)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in merged.files.items():
            target = out / name
            written = target.with_name(f".{name}.new")
            written.write_bytes(data)
            written.replace(target)
    except OSError as fault:
        raise FileRefused(f"输出目录“{out}”无法写入（{why_not(fault)}）", todo="请换一个目录") from fault
    summary: dict[str, Any] = dict(merged.summary)
    summary["files"] = [str(out / name) for name in merged.files]
    summary["set_aside"] = [*summary["set_aside"], *unreadable]
    return summary


def measure_file(path: Path, kind: str | None) -> dict[str, Any]:
    """Give `huiban measure`'s entry of one file; one that cannot be used says why in `error`."""
    try:
        measured = measure(read_file(path), Kind(kind) if kind else None)
    except FileRefused as fault:
        note(f"✗ {path.name}：{fault}")
        return {"file": path.name, "error": str(fault), "said": "", **_NOTHING_MEASURED, "kind": kind}
    return {"file": path.name, "error": None, "said": measured.said, **measured.as_json()}


_NOTHING_MEASURED: dict[str, Any] = {"why": "", "pages": None, "fails": 0, "findings": [], "right": [], "notes": []}
