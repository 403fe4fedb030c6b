"""The words of letters and mails: texts under templates/words, which an office may replace one by one.

Staff edit these texts, so they are a small language: values, `if`, `for` and the filters below, nothing that calls,
imports or repeats without end. A line is a paragraph; a line that begins 一、 is set in 黑体, one that begins （一） in
楷体 (`letters.letter`).
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, Undefined, UndefinedError, meta, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from letters.clause_names import clause_name
from letters.mark_signs import GUARD, guarded
from letters.numerals import to_chinese
from registry.errors import TemplateFault
from registry.faults import why_not

_LONGEST: Final = 200_000  # characters, of a template and of what it gives
_MOST_BYTES: Final = 4 * _LONGEST  # a character has at most four
_DEEPEST: Final = 2  # loops within loops
_NAME: Final = re.compile(r"[a-z_]{1,40}")
_QUOTED: Final = re.compile(r"'([^']+)'")
_BLANK_LINES: Final = re.compile(r"\n\s*\n\s*\n+")
_MANY_CLAUSES: Final = 12
_MANY_UNITS: Final = 20
_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.For,
    nodes.If,
    nodes.Filter,
    nodes.Getattr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Add,
    nodes.Sub,
)
# What Jinja says, and how it is said here; {} is what it quotes first.
_SYNTAX: Final = {
    "Unexpected end of template": "没有写完：有 {{% if %}} 或 {{% for %}} 缺少对应的 {{% endif %}} 或 {{% endfor %}}",
    "Encountered unknown tag": "有不认识的标记“{}”",
    "No filter named": "没有名为“{}”的写法（| 后面的词）",
    "No test named": "没有名为“{}”的判断",
    "unexpected char": "{{{{ }}}} 或 {{% %}} 里有不能用的字符“{}”",
    "Expected an expression": "{{{{ }}}} 或 {{% %}} 里缺少值或条件",
    "Missing end of comment": "{{# 开头的批注没有以 #}} 结束",
    "Missing end of raw": "{{% raw %}} 缺少对应的 {{% endraw %}}",
    "expected token": "{{{{ }}}} 或 {{% %}} 没有写完整，缺少“{}”",
    "unexpected": "{{{{ }}}} 或 {{% %}} 里的写法不完整，不应在此出现“{}”",
}
_TOKENS: Final = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "end of template": "全文末尾",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
}
# What may not be written, as its writer would call it; the rest has no name a clerk would know.
_FORBIDDEN: Final[Mapping[type[nodes.Node], str]] = {
    nodes.Assign: "{% set %}",
    nodes.AssignBlock: "{% set %}",
    nodes.Block: "{% block %}",
    nodes.Call: "名称后面加圆括号的写法",
    nodes.CallBlock: "{% call %}",
    nodes.Dict: "花括号里列出多个值",
    nodes.Extends: "{% extends %}",
    nodes.FilterBlock: "{% filter %}",
    nodes.FromImport: "{% from %}",
    nodes.Getitem: "方括号取值",
    nodes.Import: "{% import %}",
    nodes.Include: "{% include %}",
    nodes.List: "方括号里列出多个值",
    nodes.Macro: "{% macro %}",
    nodes.Test: "is 判断",
    nodes.Tuple: "用逗号列出多个值",
    nodes.With: "{% with %}",
}
_TODO: Final = "请改正该模板，或删去办公目录 templates 中的同名文件恢复默认文字"
LABELS: Final[Mapping[str, str]] = {
    "solicitation": "征求意见函",
    "solicitation_again": "再次征求意见函",
    "reminder": "催办函",
    "reply": "复函",
    "explanation": "采纳情况说明",
    "return_note": "退文告知",
    "outcome_notice": "采纳情况反馈",
    "notice": "协调会议通知",
    "request": "分歧意见请示",
    "report": "征求意见情况报告",
    "joint_notice": "联合印发通知",
    "minutes": "协调会议纪要",
    "solicitation_mail": "征求意见邮件",
    "solicitation_again_mail": "再次征求意见邮件",
    "reminder_mail": "催办邮件",
    "report_mail": "逾期报告邮件",
    "correction_mail": "更正请求邮件",
    "outcome_mail": "采纳情况反馈邮件",
    "reply_mail": "复函邮件",
    "proposal": "拟办意见（征求意见）",
    "proposal_government": "拟办意见（主送政府）",
    "proposal_action": "拟办意见（转办）",
    "proposal_reading": "拟办意见（阅知）",
}
"""What each template is called, by its name."""


@dataclass(frozen=True, slots=True)
class Wordings:
    """Where the words come from: texts kept with a letter, else the office's own in `folder`, else the shipped ones."""

    folder: Path | None = None
    kept: Mapping[str, str] = field(default_factory=dict)

    def source(self, name: str) -> str:
        """Give the text of template `name` as it is written.

        Raises:
            TemplateFault: no such template, or one that cannot be read.
        """
        if name in self.kept:
            return self.kept[name]
        own = self.own(name)
        return _read(name, own) if own else _shipped_text(name)

    def own(self, name: str) -> Path | None:
        """Give the office's own text of `name`; `None` where it goes by the shipped one."""
        _check_name(name)
        path = self.folder / f"{name}.txt.j2" if self.folder else None
        return path if path is not None and path.is_file() else None


SHIPPED: Final = Wordings()


def shipped(name: str) -> Traversable:
    """Give the shipped text of template `name`.

    Raises:
        TemplateFault: no such template.
    """
    _check_name(name)
    place = files("templates") / "words" / f"{name}.txt.j2"
    if not place.is_file():
        raise _fault(name, 0, "没有这个模板")
    return place


@cache
def _shipped_text(name: str) -> str:
    return _read(name, shipped(name))


def words(name: str, /, *, wordings: Wordings = SHIPPED, **values: object) -> str:
    """Give the text of template `name`, filled in, as mails and slips show it; see `marked_words`."""
    return marked_words(name, wordings=wordings, **values).replace(GUARD, "")


def marked_words(name: str, /, *, wordings: Wordings = SHIPPED, **values: object) -> str:
    """Give the text of template `name`, filled in; blank lines run together are one.

    Where a value's own words begin like a light mark, a sign keeps them from being one (`letters.marks`).

    Args:
        name: the template's name without its ending, such as `solicitation_mail`.
        wordings: where the text comes from.
        values: what the template names.

    Raises:
        TemplateFault: no such template, one that is wrong, lacks a value or has no end; names template, line, value.
    """
    template = _compiled(name, wordings.source(name))
    pieces: list[str] = []
    length = 0
    try:
        for piece in template.generate(**values):
            pieces.append(piece)
            length += len(piece)
            if length > _LONGEST:
                raise _fault(name, 0, f"生成的文字超过{_LONGEST // 1000}千字")
    except UndefinedError as fault:
        missing = (_QUOTED.findall(str(fault)) or ["?"])[-1]
        raise _fault(name, _line(fault), f"缺少“{missing}”的值") from fault
    except SecurityError as fault:
        raise _fault(name, _line(fault), "取了不能取的值（点号后面的名称）") from fault
    except (TypeError, ValueError, AttributeError, ArithmeticError) as fault:
        why = str(fault) if not str(fault).isascii() else "此处的值不能这样写，如把列表、数或“是否”当文字用"
        raise _fault(name, _line(fault), f"值的类型不合（{why}）") from fault
    return _BLANK_LINES.sub("\n\n", "".join(pieces)).strip()


def names_in(name: str, source: str) -> dict[str, int]:
    """Give the values a text asks for, each with the line that names it first.

    Raises:
        TemplateFault: the text is no template, or may not be one.
    """
    _compiled(name, source)
    tree = _ENVIRONMENT.parse(source)
    asked = meta.find_undeclared_variables(tree)
    places = ((node.name, node.lineno) for node in tree.find_all(nodes.Name) if node.name in asked)
    first: dict[str, int] = {}
    for asked_name, line in places:
        first[asked_name] = min(line, first.get(asked_name, line))
    return first


def decoded(name: str, data: bytes) -> str:
    """Give the text that bytes of a template hold.

    Raises:
        TemplateFault: not UTF-8, or too long.
    """
    if len(data) > _MOST_BYTES:
        raise _fault(name, 0, f"超过{_LONGEST // 1000}千字")
    try:
        source = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise _fault(name, 0, "不是 UTF-8 编码的文字（用记事本写的，请另存为并选编码 UTF-8）") from fault
    if len(source) > _LONGEST:
        raise _fault(name, 0, f"超过{_LONGEST // 1000}千字")
    if not source.strip():
        raise _fault(name, 0, "是空的")
    return source.replace("\r\n", "\n")


def _read(name: str, place: Path | Traversable) -> str:
    try:
        with place.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as fault:
        raise _fault(name, 0, f"无法读取（{why_not(fault)}）") from fault
    return decoded(name, data)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise _fault(name, 0, "没有这个模板")


@lru_cache(maxsize=64)
def _compiled(name: str, source: str) -> Template:
    try:
        tree = _ENVIRONMENT.parse(source)
        _check(name, tree, 0)
        return _ENVIRONMENT.from_string(tree)
    except TemplateSyntaxError as fault:
        raise _fault(name, fault.lineno, _in_chinese(fault.message or "")) from fault
    except RecursionError as fault:
        raise _fault(name, 0, "层次过深") from fault
    except ValueError as fault:  # a number of thousands of digits
        raise _fault(name, 0, "有过大的数") from fault


def _check(name: str, node: nodes.Node, loops: int) -> None:
    """Refuse everything that could call, import, or repeat without end."""
    inner = loops + isinstance(node, nodes.For)
    if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.For) and node.recursive):
        of_signs = f"“{node.operator}”运算" if isinstance(node, nodes.BinExpr) else ""
        written = of_signs or _FORBIDDEN.get(type(node), "此写法")
        raise _fault(name, node.lineno, f"不支持{written}；模板里只用值、if、for 和 |")
    if inner > _DEEPEST:
        raise _fault(name, node.lineno, f"循环不得超过{_DEEPEST}层")
    for child in node.iter_child_nodes():
        _check(name, child, inner)


def _in_chinese(message: str) -> str:
    """Say what Jinja found wrong so that a clerk can mend it."""
    quoted = _QUOTED.findall(message)
    for sign, said in _SYNTAX.items():
        if sign in message:
            first = quoted[0] if quoted else ""
            return said.format(_TOKENS.get(first, first))
    return f"语法有误（{message}）"


def _line(fault: BaseException) -> int:
    """Give the template's line a fault was raised from; Jinja puts it into the traceback."""
    lines = [frame.lineno for frame in traceback.extract_tb(fault.__traceback__) if frame.filename == "<template>"]
    return (lines[-1] if lines else 0) or 0


def _fault(name: str, line: int, why: str) -> TemplateFault:
    where = f"第{line}行" if line else ""
    return TemplateFault(
        f"文字模板“{LABELS.get(name, name)}”{where}{why}", kept="未生成文件，已有数据未改动", todo=_TODO
    )


# Filters


def _join(items: Sequence[object], separator: str = "、") -> str:
    """Join words, within bounds."""
    texts = [str(item) for item in items]
    if sum(map(len, texts)) + len(texts) * len(separator) > _LONGEST:
        raise ValueError("过长")
    return separator.join(texts)


def by(due: str) -> str:
    """Say until when: 于3月13日前, but 收到后5个工作日内 as it stands; 尽快 where no day is set."""
    if not due:
        return "尽快"
    return due if due.endswith("内") else f"于{due.removesuffix('前')}前"


def book(title: str) -> str:
    """Put a title between 《》; those within become 〈〉 (GB/T 15834)."""
    bare = title.strip()
    if bare.startswith("《") and bare.find("》") == len(bare) - 1:
        bare = bare[1:-1]
    return f"《{bare.replace('《', '〈').replace('》', '〉')}》"


def _clause_list(paths: Sequence[str]) -> str:
    """Name clauses; of very many the first ones and how many they are. The reply form holds them all."""
    named = "；".join(clause_name(path) for path in paths[:_MANY_CLAUSES])
    return f"{named}等{len(paths)}项" if len(paths) > _MANY_CLAUSES else named


def _units(names: Sequence[str]) -> str:
    """Name units; of very many the first ones and how many they are. The route holds them all."""
    named = "、".join(names[:_MANY_UNITS])
    return f"{named}等{len(names)}个单位" if len(names) > _MANY_UNITS else named


def _stop(text: str) -> str:
    """End a sentence with one full stop."""
    text = text.strip()
    return text if text.endswith(("。", "！", "？", "；")) else f"{text.rstrip('，、,;.')}。"


def _cell(text: str) -> str:
    """Put words into one cell of a table: on one line, without the sign that parts cells."""
    return " ".join(text.split()).replace("|", "｜")


def _guarded(value: object) -> object:
    """Let words and numbers through; a list, a 是否 or a thing of the program itself says nothing on paper."""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, Undefined) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        raise TypeError("“是否”不能直接填入，请用 {% if %} 按情况写")
    if isinstance(value, list | tuple):
        raise TypeError("列表不能直接填入，请加 |units、|join 或用 {% for %} 逐项写")
    raise TypeError("这不是可以填入的文字或数")


def _environment() -> ImmutableSandboxedEnvironment:
    # Plain text for paper and mail, never HTML.
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        autoescape=False,
        finalize=_guarded,
    )
    filters: dict[str, Callable[..., Any]] = {
        "cell": _cell,
        "join": _join,
        "length": len,
        "book": book,
        "by": by,
        "clause": clause_name,
        "clause_list": _clause_list,
        "units": _units,
        "stop": _stop,
        "numeral": to_chinese,
    }
    environment.filters, environment.tests = filters, {}
    environment.globals.clear()
    return environment


_ENVIRONMENT: Final = _environment()
