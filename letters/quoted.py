"""What a mail's writer wrote, without the mail that is quoted under it: our own words must not answer for a unit."""

from __future__ import annotations

import re

# A line that says: from here on stands the other mail.
_RULE = re.compile(
    r"^[ \t*]*(?:"
    r"[-—_=]{2,}[ ]*(?:原始邮件|原邮件|邮件原件|回复的(?:原)?邮件|转发的邮件|转发邮件信息"
    r"|Original Message|Forwarded message).*"
    r"|(?:发件人|寄件者|From)[*]*[ \t]*[:：].+"
    r")$",
    re.IGNORECASE,
)
# A line that names who wrote the words under it, and when: 某某 <a@b> 于2026年1月5日 10:00写道：
_SAYING = re.compile(
    r"^(?:.{0,120}\d{4}[-年/.].{2,120}(?:写道|wrote)|(?:在|于|At|On)\s.{4,160}(?:写道|wrote))[:：]\s*$", re.IGNORECASE
)
# How a saying begins that a mail program broke into lines; a sentence of the writer's own ends before it.
_BEGINNING = re.compile(r"^(?:在|于|At|On)\s|于\s?\d{4}[-年/.]", re.IGNORECASE)
_QUOTED = (">", "＞")
_LONGEST = 400  # characters of a line that says who wrote; longer ones are somebody's own words
_MOST_LINES = 3  # that such a saying is broken into


def without_quoted(text: str) -> str:
    """Give a mail body up to the first mark of a quoted mail, and without lines quoted by `>`.

    Where the words under such a mark are quoted by `>`, what stands below them is the writer's own and is kept.
    """
    kept: list[str] = []
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        line = lines[at]
        if (length := _saying(lines, at)) or _RULE.match(line[:_LONGEST]):
            if not length or not _is_quoted_by_signs(lines[at + length :]):
                break
            at += length
            continue
        if not line.lstrip().startswith(_QUOTED):
            kept.append(line)
        at += 1
    return "\n".join(kept).strip()


def _saying(lines: list[str], at: int) -> int:
    """Count the lines at a place that say who wrote what follows; mail programs break long ones. 0: none do."""
    said = ""
    for count, line in enumerate(lines[at : at + _MOST_LINES], start=1):
        if not line.strip() or len(said) + len(line) > _LONGEST:
            return 0
        said = f"{said} {line.strip()}".strip()
        if said.endswith((":", "：")):
            return count if _SAYING.match(said) else 0
        if said.endswith(("。", "；", "！", "？")) or not _BEGINNING.search(said):
            return 0
    return 0


def _is_quoted_by_signs(lines: list[str]) -> bool:
    first = next((line for line in lines if line.strip()), "")
    return first.lstrip().startswith(_QUOTED)
