"""What a mail's writer wrote, without the mail that is quoted under it: our own words must not answer for a unit."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"^[ \t]*(?:"
    r"[-—_=]{2,}[ ]*(?:原始邮件|原邮件|回复的原邮件|转发的邮件|转发邮件信息|Original Message|Forwarded message).*"
    r"|On .{4,200} wrote[:：]\s*"
    r"|(?:在|于)?[ ]?\d{4}[-年/].{4,120}(?:写道|wrote)[:：]\s*"
    r"|(?:发件人|From)[ \t]*[:：].+"
    r")$",
    re.IGNORECASE,
)


def without_quoted(text: str) -> str:
    """Give a mail body up to the first mark of a quoted mail, and without lines quoted by `>`."""
    kept: list[str] = []
    for line in text.splitlines():
        if _MARK.match(line):
            break
        if not line.lstrip().startswith((">", "＞")):
            kept.append(line)
    return "\n".join(kept).strip()
