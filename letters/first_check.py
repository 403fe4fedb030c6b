"""初审 of an incoming letter: what is missing, what cannot be, what does not fit together (条例第24条)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from letters.copyreading import copyread
from letters.document import Document, Finding
from letters.paper_names import is_slip_for
from registry.calendar import Calendar

if TYPE_CHECKING:
    from letters.facts import Facts

REST_DAY = "期限宜为工作日"
PAST_DUE = "期限在收文之后"
"""Rules that a well written deadline may break: the office's concern, not the issuer's."""
_LETTER = "来文"
_RULE = "条例第24条"


def first_check(facts: Facts, document: Document, impossible: str, calendar: Calendar) -> Iterator[Finding]:
    """List what a careful secretary would tell the issuer before the paper goes on.

    `impossible` are words that set a deadline no calendar has; `calendar` knows the office's rest days.
    """
    places = ((f"第{index}段", block.text) for index, block in enumerate(document.body, 1))
    yield from copyread(places, frozenset(), facts.issued_on)
    if facts.is_solicitation:
        yield from _missing(facts, has_impossible=bool(impossible))
        yield from _deadline(facts, impossible, calendar)
        yield from _names(facts)


def _missing(facts: Facts, *, has_impossible: bool) -> Iterator[Finding]:
    missing = [
        ("issuer", not facts.issuers, "未见发文机关署名", "请来文单位确认署名"),
        ("date", facts.issued_on is None, "未见成文日期", "收文日期起算，请与来文单位核实"),
        (
            "deadline",
            facts.deadline is None and not has_impossible,
            "未写明反馈期限，可按默认时限办理",
            "按默认时限，或商来文单位",
        ),
        ("channel", not facts.channels, "未写明反馈方式和联系渠道", "请向来文单位问明报送方式"),
    ]
    for kind, is_missing, message, todo in missing:
        if is_missing:
            yield Finding(kind, _LETTER, message, _RULE, todo)


def _deadline(facts: Facts, impossible: str, calendar: Calendar) -> Iterator[Finding]:
    if impossible:
        yield Finding(
            "date",
            _LETTER,
            f"来文期限“{impossible}”不是存在的日期或时间，请与来文单位核实",
            "历法",
            "请与来文单位核实期限",
        )
    due = facts.deadline.on if facts.deadline else None
    if due is None:
        return
    if facts.issued_on and due < facts.issued_on:
        yield Finding(
            "date",
            _LETTER,
            f"反馈期限{due:%Y-%m-%d}早于成文日期{facts.issued_on:%Y-%m-%d}",
            "期限在成文之后",
            "请与来文单位核实期限和成文日期",
        )
    elif not calendar.is_working_day(due):
        yield Finding(
            "date",
            _LETTER,
            f"反馈期限{due:%Y-%m-%d}为休息日",
            REST_DAY,
            "请于此前最后一个工作日报出，或商来文单位顺延",
        )


def _names(facts: Facts) -> Iterator[Finding]:
    """The draft's name in the title and in the list of attachments is one name."""
    for attachment in facts.attachments:
        if is_slip_for(attachment, facts.subject or ""):
            yield Finding(
                "title",
                _LETTER,
                f"文件名称前后不一致：标题作“{facts.subject}”，附件作“{attachment}”",
                "名称前后一致",
                "请与来文单位核实文件的全称",
            )
