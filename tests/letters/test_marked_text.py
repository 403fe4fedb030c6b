"""A text that was read is set anew word for word: its tables, its numbers, nothing taken for a mark."""

from letters import marks, page
from letters.document import Block, BlockKind, Document, Source
from letters.mark_signs import GUARD
from letters.marked_text import marked_text
from letters.reading import read_document
from letters.strokes import Row


def document(*blocks: tuple[str, str, tuple[tuple[str, ...], ...]]) -> Document:
    made = [
        Block(n, BlockKind.TABLE if rows else BlockKind.PARAGRAPH, text, label, rows=rows)
        for n, (label, text, rows) in enumerate(blocks)
    ]
    return Document(Source.DOCX, tuple(made))


def test_numbers_that_word_makes_are_written_out() -> None:
    assert marked_text(document(("一、", "总体要求", ())), "方案") == "一、总体要求"


def test_a_table_becomes_rows_of_cells_whatever_stands_in_them() -> None:
    table = document(("", "序号\t单位", (("序号", "单位"), ("1", "甲|乙\n丙"))))
    assert marked_text(table, "方案") == "| 序号 | 单位 |\n| 1 | 甲｜乙 丙 |"


def test_words_that_begin_like_a_mark_are_no_mark() -> None:
    words = ["> 不是落款", "---", "| 不是表格"]
    text = marked_text(document(*(("", line, ()) for line in words)), "方案")
    rows = [row.text.strip(GUARD) for row in marks.blocks(text) if isinstance(row, Row)]
    assert rows == words


def test_the_texts_own_title_is_left_to_the_paper_it_becomes_part_of() -> None:
    word = page.blank()
    for line in ("云泽市数据工作方案", "（征求意见稿）", "一、总体要求", "坚持稳妥有序。"):
        word.add_paragraph(line)
    read = read_document(page.packed(word), "稿.docx")
    assert marked_text(read, "云泽市数据工作方案（征求意见稿）") == "一、总体要求\n坚持稳妥有序。"
    assert marked_text(read, "另一件").startswith("云泽市数据工作方案")
