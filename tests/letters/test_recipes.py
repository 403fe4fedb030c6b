"""A letter is made again byte for byte from its kind, its values and the template it was made with."""

from pathlib import Path

import pytest

from letters.recipes import COMPOSERS, Recipe, compose, compose_again
from letters.samples import SAMPLES
from letters.wording import SHIPPED, Wordings
from registry.errors import TemplateFault


@pytest.mark.parametrize("kind", COMPOSERS)
def test_a_letter_is_made_again_byte_for_byte(kind: str) -> None:
    data, recipe = compose(kind, SHIPPED, **SAMPLES[kind])
    assert compose_again(Recipe.of(recipe.as_bytes())) == data


def test_a_later_change_of_the_template_does_not_change_the_letter(tmp_path: Path) -> None:
    own = tmp_path / "reminder.txt.j2"
    own.write_text("请尽快反馈{{ subject|book }}的意见。", "utf-8")
    data, recipe = compose("reminder", Wordings(tmp_path), **SAMPLES["reminder"])
    own.write_text("另一种写法。", "utf-8")
    assert compose_again(recipe) == data


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b'{"kind": "nothing", "values": {}, "template": "", "program": ""}']
)
def test_a_damaged_record_is_told(data: bytes) -> None:
    with pytest.raises(TemplateFault):
        Recipe.of(data)


def test_values_of_another_version_are_told() -> None:
    with pytest.raises(TemplateFault, match="与本版程序不合"):
        compose_again(Recipe("reminder", {"addressee": ["x"]}, "文字", "0.0.9"))


def test_half_a_character_is_left_out_of_the_letter_and_of_its_record() -> None:
    letter, recipe = compose("solicitation", SHIPPED, **{**SAMPLES["solicitation"], "contact": "李\ud800明"})
    assert compose_again(Recipe.of(recipe.as_bytes())) == letter
