"""What a mail's writer wrote, without the mail that is quoted under it: our own words must not answer for a unit."""

from __future__ import annotations

import re
from collections.abc import Collection

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
_SHORTEST = 8  # characters of a line that is known for ours: 市教育局： or 无意见。 may be anybody's
_TELLING = 20  # characters of a part of one of our lines that nobody writes by chance


def without_quoted(text: str, ours: Collection[str] = ()) -> str:
    """Give what a mail's writer wrote: no quoted mail, whether a program marked it or not.

    Left out are all below the first mark of a quoted mail, lines quoted by `>`, and lines of our own. Where the words
    under such a mark are quoted by `>`, what stands below them is the writer's own and is kept.

    Args:
        text: the mail's body.
        ours: full texts of the mails we sent; some programs quote them without any mark. Spaces do not count, and a
            long line may have been broken anew.
    """
    return _without_ours(_unmarked(text), ours)


def _without_ours(text: str, ours: Collection[str]) -> str:
    """Leave out lines of ours: whole ones, parts too long for chance, and what goes on from a line left out."""
    whole = {_folded(line) for sent in ours for line in sent.splitlines()}
    sent = "\n".join(_folded(one) for one in ours)
    if not sent:
        return text
    kept: list[str] = []
    before = ""  # the line of ours just above, where the last one was ours
    for line in text.splitlines():
        words = _folded(line)
        if not words:
            kept.append(line)
            continue
        goes_on = bool(before) and before + words in sent
        is_part = goes_on or (len(words) >= _TELLING and words in sent)
        if len(words) >= _SHORTEST and (words in whole or is_part):
            before = before + words if goes_on else words
            continue
        before = ""
        kept.append(line)
    return "\n".join(kept).strip()


def _folded(text: str) -> str:
    return "".join(text.split())


def _unmarked(text: str) -> str:
    """Give a body up to the first mark of a quoted mail, and without lines quoted by `>`."""
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
