"""Titles: which lines of a paper are its title, joined where the title runs over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from letters.dates import is_date_line, is_month_line
from letters.document import Block, BlockKind
from letters.labels import label_at
from letters.secrecy import is_mark
from letters.unit_names import is_unit

_GENRES = (
    "公示|启事|条例|规定|办法|细则|规则|决定|决议|公告|通告|意见|通知|通报|报告|请示|批复|函|纪要|公报|命令|议案|"
    "方案|规划|计划|要点|纲要|措施|标准|规范|指南|清单|目录|制度|章程|预案|指引|导则|分工|体系|表|单|书|稿|文件|准则|政策|建议|倡议|说明"
)
_ENDS_TITLE = re.compile(rf"(?:{_GENRES}|》)(?:[（(〔【][^（）()]{{1,20}}[）)〕】]|征求意见稿|送审稿|草案|讨论稿)*$")
_BRACKETED = re.compile(r"^[（(〔【][^（）()]{1,24}[）)〕】]$")
_NOT_TITLE = re.compile(
    r"[。；！？]|[：:]$|^附\s*件|[〔［\[【]\s*\d{4}\s*[〕］\]】]|^目\s*录$|^第\d+号$|"
    r"^联\s*系|电话|邮箱|^—|^抄送|^主送|印发$(?<!关于印发)|^[（(【]?(?:特急|加急|急件|特提|平急|平件)[）)】]?$",
)
_NORMATIVE = re.compile(
    r"(?:条例|规定|规则|办法|细则|方案|规划|计划|要点|纲要|措施|标准|规范|指南|指引|导则|章程|预案|清单|目录|(?:若干|指导|实施|工作)意见|分工表|体系)"
    r"(?:[（(][^（）()]{1,24}[）)])*$"
)
_BEGINS_UNIT = re.compile(r"(?!关于)[\u4e00-\u9fff]")
_LETTERHEAD = re.compile(r"(?:文件|令)$")
_LINE_LIMIT = 80  # characters
_TITLE_LIMIT = 160
_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Title:
    """A title as one line, and the blocks it stands in."""

    text: str
    blocks: tuple[int, ...]


def titles_in(blocks: Sequence[Block]) -> list[Title]:
    """Every stretch of lines that reads as a title, in order: short, without sentence marks, ending in a genre word."""
    found: list[Title] = []
    run: list[Block] = []
    for block in (*blocks, None):
        if block is not None and _is_title_line(block):
            run.append(block)
            continue
        found.extend(_of_run(run))
        run = []
    return found


def is_normative(title: str) -> bool:
    """Whether a title is that of a text that rules or plans, as 办法, 方案, 规划, 若干意见, rather than of a letter."""
    return bool(_NORMATIVE.search(title))


def join_lines(lines: Sequence[str]) -> str:
    """Join the lines of one title: breaks and stray spaces fall away, a space between two issuers stays."""
    joined = ""
    for word in " ".join(lines).split():
        issuers = is_unit(joined.rsplit(" ", maxsplit=1)[-1]) and "关于" not in joined and _BEGINS_UNIT.match(word)
        latin = joined[-1:].isascii() and joined[-1:].isalnum() and word[:1].isascii() and word[:1].isalnum()
        joined += f" {word}" if issuers or latin else word
    return joined


def _is_title_line(block: Block) -> bool:
    text = block.text.strip()
    if block.kind in {BlockKind.TABLE, BlockKind.HEADER, BlockKind.FOOTER} or not text:
        return False
    if "\n" in text and block.layout.alignment != "center":  # lines of a title broken by hand are centred
        return False
    if len(text) > _LINE_LIMIT or _NOT_TITLE.search(text) or block.label or label_at(text):
        return False
    is_dated = is_date_line(text) or is_month_line(text)
    return bool(re.search(r"[\u4e00-\u9fff]", text)) and not is_dated and not is_mark(text)


def _of_run(run: list[Block]) -> list[Title]:
    """Titles of consecutive title-like lines: each ends at a genre word and reaches back to what begins it."""
    found: list[Title] = []
    start = 0
    for place, block in enumerate(run):
        # A genre word may be broken over two lines: …行动方 / 案.
        before = run[place - 1].text.strip() if place > start else ""
        if not _ENDS_TITLE.search(before + block.text.strip()) or _BRACKETED.match(block.text.strip()):
            continue
        end = place + 1
        while end < len(run) and _BRACKETED.match(run[end].text.strip()):
            end += 1
        if end < len(run) and _continues(run, place):
            continue
        first = _first_line(run, place, start)
        text = join_lines([line.text for line in run[first:end]])
        if len(text) <= _TITLE_LIMIT:
            found.append(Title(text, tuple(line.n for line in run[first:end])))
        start = end
    return found


def _continues(run: list[Block], place: int) -> bool:
    """Whether the title goes on in the next line: 关于征求《…》 / 意见的函."""
    here, following = run[place].text.strip(), run[place + 1].text.strip()
    opened = here.count("《") > here.count("》")
    return (
        opened
        or bool(
            re.match(
                r"(?:意见)?的(?:函|通知|公告|通告|意见)|(?:修改|修订|反馈)?意见(?:建议)?的|等[\d一二两三四五六七八九十多]+[项个件部]",
                following,
            )
        )
        or here.endswith("印发")
    )


def _first_line(run: list[Block], place: int, start: int) -> int:
    """Walk back from a title's last line to its first, stopping at letterheads and signatures."""
    first = place
    while first > start and place - first < _MOST_LINES:
        line = run[first - 1].text.strip()
        if _LETTERHEAD.search(line) or run[first - 1].layout.red or _BRACKETED.match(line):
            break
        whole = all(is_unit(part) for part in line.split())
        joined = run[first].text.strip()
        # 关于征求…学校 / 招生方案意见的通知: what begins with 关于 is a title's first line, however it ends.
        if whole and not joined.startswith("关于") and not line.startswith("关于"):
            break
        if "关于" in joined and not joined.startswith("关于"):
            break
        first -= 1
    return first
