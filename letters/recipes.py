"""How a letter was made: kind, values, the text of its template. From these it is made again, byte for byte.

docs/decisions/0014-letters-made-again.md says what is kept and why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Any, Final

from letters.composing import draft_reply, explanation, reminder_letter, solicitation_letter
from letters.wording import Wordings
from registry.errors import TemplateFault

# The template a kind of letter takes its words from, and what composes it.
COMPOSERS: Final[Mapping[str, Callable[..., bytes]]] = {
    "solicitation": solicitation_letter,
    "reminder": reminder_letter,
    "reply": draft_reply,
    "explanation": explanation,
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a letter was made from. `values` are plain JSON; `program` is the version that made it."""

    kind: str
    values: Mapping[str, Any]
    template: str
    program: str

    def as_bytes(self) -> bytes:
        """Give the recipe as JSON, always the same bytes for the same recipe."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()

    @classmethod
    def of(cls, data: bytes) -> Recipe:
        """Read a recipe that was kept.

        Raises:
            TemplateFault: no recipe of a kind known here.
        """
        try:
            told = json.loads(data)
            recipe = cls(told["kind"], told["values"], told["template"], told["program"])
        except (ValueError, KeyError, TypeError) as fault:
            raise TemplateFault(
                "制作记录已损坏，无法重做", kept="已发的函件原样保留", todo="请直接使用留存的文件"
            ) from fault
        if recipe.kind not in COMPOSERS:
            raise TemplateFault(f"不认识的函件种类“{recipe.kind}”", kept="已发的函件原样保留", todo="请升级会办程序")
        return recipe


def compose(kind: str, wordings: Wordings, /, **values: Any) -> tuple[bytes, Recipe]:
    """Compose a letter of a kind and say how it was made.

    Raises:
        TemplateFault, SettingFault: as the kind's composer.
    """
    template = wordings.source(kind)
    data = COMPOSERS[kind](**values, wordings=Wordings(kept={kind: template}))
    plain = json.loads(json.dumps(values, default=_plain, ensure_ascii=False))
    return data, Recipe(kind, plain, template, _program())


def compose_again(recipe: Recipe) -> bytes:
    """Make a letter once more from its recipe.

    Raises:
        TemplateFault: the values do not fit this version's composer.
    """
    from pydantic import ConfigDict, ValidationError, validate_call  # noqa: PLC0415  100 ms, for this alone

    fitted = validate_call(config=ConfigDict(arbitrary_types_allowed=True))(COMPOSERS[recipe.kind])
    try:
        return fitted(**recipe.values, wordings=Wordings(kept={recipe.kind: recipe.template}))
    except ValidationError as fault:
        raise TemplateFault(
            f"制作记录与本版程序不合（由{recipe.program}版制作），无法重做",
            kept="已发的函件原样保留",
            todo="请直接使用留存的文件",
        ) from fault


@cache
def _program() -> str:
    return version("huiban")


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(type(value).__name__)
