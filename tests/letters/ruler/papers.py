"""Good letters to be measured, and the small edits that make them wrong. All places and people are made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from letters.letter import Letter, compose_letter
from letters.package import Package

BODY = "word/document.xml"
STYLES = "word/styles.xml"
SETTINGS = "word/settings.xml"

LETTER = Letter(
    mark="云江市商务局",
    number="云商函〔2026〕17号",
    urgency="加急",
    title="关于征求《云岭省夜市管理办法（征求意见稿）》意见的函",
    addressee="市财政局、市公安局",
    body="为规范夜市经营，现就有关事项函告如下。\n"
    "一、总体要求\n（一）明确时限。请按时反馈书面意见。\n1.意见须写明理由。\n（1）涉及资金的，附测算依据。\n二、其他事项\n特此函达。",
    signature="云江市人民政府办公室",
    dated=date(2026, 3, 6),
    attachments=("夜市管理办法（征求意见稿）", "意见反馈表"),
    contact="联系人：李明，电话：0999-1234567",
    copies="市委办公室，市政协办公室",
)
LONG = "各单位要加强组织领导确保任务落实到位并按照职责分工认真抓好各项工作的贯彻执行" * 14

# A look as our letters write it.
FANGSONG = 'w:eastAsia="仿宋_GB2312"'


@dataclass(frozen=True)
class Edit:
    """One property rewritten, `old` to `new`: in the paragraph that holds `near`, or in all of the part.

    `part` is a part's name, or words that tell a header or footer.
    """

    old: str
    new: str
    near: str = ""
    part: str = BODY
    count: int = 1


def edited(data: bytes, *edits: Edit) -> bytes:
    """Give a docx with properties rewritten; an edit that finds nothing is a fault of the test."""
    parts: Mapping[str, bytes] = Package.open(data).parts
    changed = {name: part.decode() for name, part in parts.items() if name.endswith(".xml")}
    for edit in edits:
        name = edit.part if edit.part in changed else next(name for name in changed if edit.part in changed[name])
        changed[name] = _rewritten(changed[name], edit)
    return Package.open(data).with_parts({name: text.encode() for name, text in changed.items()})


def _rewritten(text: str, edit: Edit) -> str:
    start, end = 0, len(text)
    if edit.near:
        at = text.index(edit.near)
        start, end = text.rindex("<w:p>", 0, at), text.index("</w:p>", at) + len("</w:p>")
    held = text[start:end]
    assert edit.old in held, f"{edit.old} is not in {held[:400]}"
    return text[:start] + held.replace(edit.old, edit.new, edit.count) + text[end:]


def good() -> bytes:
    """Give the letter the faults are planted in."""
    return compose_letter(LETTER)
