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

from docx.shared import Length

from letters.composing import draft_reply, explanation, reminder_letter, second_letter, solicitation_letter
from letters.composing_notes import outcome_notice, return_note
from letters.composing_official import joint_notice, meeting_minutes, meeting_notice, report_upward, request_upward
from letters.seal_picture import Seal, Signed, Stamp
from letters.wording import Wordings
from registry.errors import TemplateFault

# The template a kind of letter takes its words from, and what composes it.
COMPOSERS: Final[Mapping[str, Callable[..., bytes]]] = {
    "solicitation": solicitation_letter,
    "solicitation_again": second_letter,
    "reminder": reminder_letter,
    "reply": draft_reply,
    "explanation": explanation,
    "return_note": return_note,
    "outcome_notice": outcome_notice,
    "notice": meeting_notice,
    "request": request_upward,
    "report": report_upward,
    "joint_notice": joint_notice,
    "minutes": meeting_minutes,
}
_SEAL: Final = {"diameter_mm", "picture_sha256"}
_STAMP: Final = {"width", "height", "picture_sha256"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a letter was made from. `values` are plain JSON; `program` is the version that made it."""

    kind: str
    values: Mapping[str, Any]
    template: str
    program: str

    def as_bytes(self) -> bytes:
        """Give the recipe as JSON, always the same bytes for the same recipe."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode(errors="ignore")

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


def compose_again(recipe: Recipe, picture: Callable[[str], bytes] | None = None) -> bytes:
    """Make a letter once more from its recipe; `picture` gives the picture of a seal by its SHA-256.

    Raises:
        TemplateFault: the values do not fit this version's composer, or a seal's picture is not to be had.
    """
    from pydantic import ConfigDict, ValidationError, validate_call  # noqa: PLC0415  100 ms, for this alone

    fitted = validate_call(config=ConfigDict(arbitrary_types_allowed=True))(COMPOSERS[recipe.kind])
    try:
        return fitted(**_with_seals(recipe.values, picture), wordings=Wordings(kept={recipe.kind: recipe.template}))
    except ValidationError as fault:
        raise TemplateFault(
            f"制作记录与本版程序不合（由{recipe.program}版制作），无法重做",
            kept="已发的函件原样保留",
            todo="请直接使用留存的文件",
        ) from fault


@cache
def _program() -> str:
    return version("huiban")


def _with_seals(values: Mapping[str, Any], picture: Callable[[str], bytes] | None) -> dict[str, Any]:
    """Put seals and stamps back into the values, each with its picture."""

    def kept(sha256: str) -> bytes:
        if sha256 and picture is None:
            raise TemplateFault("印章图片没有留存，无法重做", kept="已发的函件原样保留", todo="请直接使用留存的文件")
        return picture(sha256) if sha256 and picture else b""

    def whole(value: Any) -> Any:
        if isinstance(value, list):
            return [whole(item) for item in value]
        if not isinstance(value, dict):
            return value
        if set(value) == _SEAL:
            return Seal(value["diameter_mm"], kept(value["picture_sha256"]))
        if set(value) == _STAMP:
            return Stamp(Length(value["width"]), Length(value["height"]), kept(value["picture_sha256"]))
        return {name: whole(inner) for name, inner in value.items()}

    return {name: whole(value) for name, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, Seal):
        return {"diameter_mm": value.diameter_mm, "picture_sha256": value.sha256}
    if isinstance(value, Stamp):
        return {"width": int(value.width), "height": int(value.height), "picture_sha256": value.sha256}
    if isinstance(value, Signed):
        return {"title": value.title, "stamp": _plain(value.stamp)}
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(type(value).__name__)
