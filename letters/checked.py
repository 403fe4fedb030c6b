"""What every paper's elements go through before they are set: one line, no doubled punctuation, within bounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from letters.rare_signs import nowhere
from registry.errors import TemplateFault

TITLE_LONGEST: Final = 120  # characters: six rows of 2号
NAMES_LONGEST: Final = 5_000  # characters of addressees or copies
ATTACHMENTS_MOST: Final = 99
SIGNERS_MOST: Final = 12


def flat(text: str) -> str:
    """Fold white space: an element of one line."""
    return " ".join(text.split())


def attachment_name(text: str) -> str:
    """Give an attachment's name: no 《》 around it, no punctuation after it (7.3.4)."""
    name = flat(text).rstrip("。；;，,、")
    whole = name.startswith("《") and name.find("》") == len(name) - 1
    return name[1:-1] if whole else name


def refuse_missing(what: str, elements: Iterable[tuple[str, str]]) -> None:
    """Refuse a paper that lacks an element every such paper has; `elements` are names and texts.

    Raises:
        TemplateFault: names the element.
    """
    for told, text in elements:
        if not text.strip():
            raise TemplateFault(f"{what}缺少{told}", kept=f"未生成{what}", todo=f"请补充{told}后重试")


def refuse_long(what: str, sizes: Iterable[tuple[str, int, int]]) -> None:
    """Refuse a paper with an element longer than it can hold; `sizes` are names, lengths and bounds.

    Raises:
        TemplateFault: names element, length and bound.
    """
    for told, size, most in sizes:
        if size > most:
            raise TemplateFault(
                f"{what}的{told}过长（{size}，不超过{most}）", kept=f"未生成{what}", todo=f"请精简{told}后重试"
            )


def refuse_nowhere(what: str, elements: Iterable[tuple[str, str]]) -> None:
    """Refuse signs no font holds in a name or a title; in running text they show as 〓.

    Raises:
        TemplateFault: names element and sign.
    """
    for told, text in elements:
        lost = nowhere(text)
        if lost:
            raise TemplateFault(
                f"{what}的{told}中有字体无法显示的字符（U+{ord(lost[0]):04X}）",
                kept=f"未生成{what}",
                todo="请改用标准汉字，造字请换成国家标准编码的字",
            )
