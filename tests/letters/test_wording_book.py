"""Templates staff may edit: every value documented, a bad text refused with its line and reason before it is used."""

from importlib.resources import files

import pytest

from letters.recipes import COMPOSERS
from letters.samples import SAMPLES
from letters.wording import SHIPPED
from letters.wording_book import BOOK, check, entry_of
from registry.errors import TemplateFault


def test_every_shipped_template_stands_in_the_book() -> None:
    shipped = {entry.name.removesuffix(".txt.j2") for entry in (files("templates") / "words").iterdir()}
    assert shipped == set(BOOK)


@pytest.mark.parametrize("name", BOOK)
def test_every_shipped_template_would_do(name: str) -> None:
    check(name, SHIPPED.source(name))


def test_every_kind_of_letter_has_an_example() -> None:
    assert set(SAMPLES) == set(COMPOSERS)


def test_a_template_is_found_by_its_chinese_name_too() -> None:
    assert entry_of("催办函") is BOOK["reminder"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("第一行\n{{ danwei }}", "第2行用了这里没有的值“danwei”"),
        ("{% if is_overdue %}逾期", "第1行没有写完：有 {% if %} 或 {% for %} 缺少对应的"),
        ("{{ subject|upper }}", "没有名为“upper”的写法"),
        ("一\n二\n{% set x = 1 %}", "第3行不支持{% set %}；模板里只用值、if、for 和 |"),
        ("{{ subject * 9 }}", "第1行不支持“*”运算"),
        ("{{ subject.upper() }}", "第1行不支持名称后面加圆括号的写法"),
        ("{{ -1 }}", "第1行不支持此写法"),
        ("{% if not is_overdue %}{{ due_text.missing }}{% endif %}没有", "缺少“missing”的值"),
        ("{% if is_overdue %}逾期{% endif %}", "没有生成任何文字"),
        ("{{ subject", "不应在此出现“}}”"),
        ("{{ subject due_text }}", "没有写完整，缺少“}}”"),
    ],
)
def test_a_text_that_would_fail_later_is_refused_now(text: str, told: str) -> None:
    with pytest.raises(TemplateFault) as refused:
        check("reminder", text)
    assert told in refused.value.happened


def test_an_unknown_template_is_told_with_those_there_are() -> None:
    with pytest.raises(TemplateFault, match="没有名为“no_such”的模板") as refused:
        entry_of("no_such")
    assert "征求意见函、催办函、复函" in refused.value.todo
