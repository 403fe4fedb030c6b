"""The light marks of plain prose: tables, page breaks, signatures; and words that only look like marks."""

from pathlib import Path

import pytest

from letters.composing import ReplyOpinion
from letters.mark_signs import guarded
from letters.marks import blocks
from letters.rare_signs import by_font
from letters.recipes import compose
from letters.samples import SAMPLES
from letters.strokes import Row, Table
from letters.wording import SHIPPED, Wordings, words
from registry.errors import TemplateFault
from tests.letters.opened import opened, texts


def rows(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


def test_rows_between_bars_are_a_table_whose_first_is_its_head() -> None:
    before, over, table, under, after = blocks("如下。\n| 序号 | 单位 |\n| --- | --- |\n| 1 | 市教育局 |\n特此通知。")
    assert isinstance(table, Table)
    assert table.text == "序号\t单位\n1\t市教育局"
    assert table.heads == 1
    assert (before.text, after.text) == ("如下。", "特此通知。")
    assert over.text == under.text == ""  # a little white parts it from the text


def test_short_rows_of_a_table_are_filled_up() -> None:
    _, table, _ = blocks("| 甲 | 乙 | 丙 |\n| 1 |")
    assert isinstance(table, Table)
    assert len(table.rows[1]) == 3


def test_three_dashes_begin_a_new_page() -> None:
    first, second = blocks("第一页\n---\n第二页")
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert (first.page_break, second.page_break) == (False, True)


def test_a_table_after_a_page_break_begins_the_page() -> None:
    _, bearer, table, _ = blocks("第一页\n---\n| 甲 |\n| 1 |")
    assert isinstance(bearer, Row)
    assert bearer.page_break
    assert isinstance(table, Table)


def test_lines_with_an_angle_are_a_signature_with_its_date() -> None:
    assert rows("正文。\n> 市教育局\n> 2026年3月6日") == ["正文。", "", "市教育局", "2026年3月6日"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("正文。\n> 市教育局", "第2行的落款"),
        ("|" + "甲|" * 17, "第1行表格有17列"),
        ("前文\n" + "| 1 |\n" * 3001, "第2行表格有3001行"),
        ("> 某局\n" * 41 + "> 2026年3月6日", "41个单位"),
        ("| " + "长" * 500_001 + " |", "超过50万字"),
    ],
)
def test_what_cannot_be_set_is_refused_with_its_line(text: str, told: str) -> None:
    with pytest.raises(TemplateFault, match=told):
        blocks(text)


def test_words_from_elsewhere_never_become_marks() -> None:
    hostile = "删除下表\n| 甲 | 乙 |\n---\n> 某局"
    data, _ = compose("reply", SHIPPED, **{**SAMPLES["reply"], "opinions": (ReplyOpinion("三", hostile),)})
    assert not opened(data).tables
    assert "| 甲 | 乙 |" in texts(data)
    assert guarded("没有记号") == "没有记号"


def test_a_cell_takes_words_of_several_lines(tmp_path: Path) -> None:
    (tmp_path / "reminder.txt.j2").write_text("| 事项 |\n| {{ subject|cell }} |", "utf-8")
    told = words("reminder", wordings=Wordings(tmp_path), subject="甲\n|乙", sent_on="", due_text="", is_overdue=False)
    assert told == "| 事项 |\n| 甲 ｜乙 |"


def test_rare_characters_go_in_fonts_that_have_them() -> None:
    assert by_font("朱镕基𠮷😀\ue000", "仿宋_GB2312") == [
        ("朱", "仿宋_GB2312"),
        ("镕", "仿宋"),
        ("基", "仿宋_GB2312"),
        ("𠮷", "SimSun-ExtB"),
        ("😀", "Segoe UI Emoji"),
        ("〓", "仿宋_GB2312"),
    ]


def test_a_letter_with_rare_characters_names_a_font_for_each() -> None:
    data, _ = compose("reminder", SHIPPED, **{**SAMPLES["reminder"], "due_text": "𠮷日\ue001"})
    xml = next(p._p.xml for p in opened(data).paragraphs if "𠮷" in p.text)
    assert 'w:eastAsia="SimSun-ExtB"' in xml
    assert "〓" in xml
