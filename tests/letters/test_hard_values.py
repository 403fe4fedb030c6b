"""Whatever a value is, a paper is laid out rightly or refused clearly: never broken, never obeying the words in it."""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from letters.package import Package
from letters.recipes import compose
from letters.samples import SAMPLES
from letters.seal_picture import Seal
from letters.wording import SHIPPED
from registry.errors import SettingFault, TemplateFault
from tests.letters.test_hard_papers import UNIT_60

CHANGES: dict[str, Callable[[str], str]] = {
    "nothing": lambda _: "",
    "blanks nobody sees": lambda _: " \u3000\u200b ",
    "emoji": lambda text: f"{text}🎉👨‍👩‍👧",
    "right to left": lambda text: f"\u202eעברית{text}",
    "rare characters": lambda text: f"𠮷𫖯㒓{text}",
    "control signs": lambda text: f"\x00\x0b\x1f{text}",
    "half a character": lambda text: f"{text}\ud83d",
    "XML": lambda text: f"</w:t><w:br/>&amp;<!--{text}",
    "Jinja": lambda text: f"{{{{ 7*7 }}}}{{% for x in y %}}{text}",
    "light marks": lambda text: f"| 甲 | 乙 |\n---\n> {text}",
    "60 characters": lambda _: UNIT_60,
    "2,000 characters": lambda text: text + "长" * 2_000,
}


def changed(value: Any, change: Callable[[str], str]) -> Any:
    """Change every string in a value."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(changed(inner, change) for inner in value)
    if is_dataclass(value) and not isinstance(value, type | Seal):
        told = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: changed(inner, change) for name, inner in told.items()})
    return value


def one_by_one(kind: str, change: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    """Give a kind's example with each of its values changed by itself, then all at once."""
    values = dict(SAMPLES[kind])
    for name, value in values.items():
        yield {**values, name: changed(value, change)}
    yield {name: changed(value, change) for name, value in values.items()}


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("name", CHANGES)
def test_every_value_is_set_or_refused_in_chinese(kind: str, name: str) -> None:
    refused: list[str] = []
    for values in one_by_one(kind, CHANGES[name]):
        try:
            data, _ = compose(kind, SHIPPED, **values)
        except (TemplateFault, SettingFault) as refusal:
            refused.append(refusal.happened)
            continue
        body = "".join(Package.open(data).body().itertext())
        assert "\ud83d" not in body
        if name == "Jinja":
            assert "49{%" not in body
    assert not any(told.isascii() for told in refused)
