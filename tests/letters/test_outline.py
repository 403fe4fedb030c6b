"""Outlines of made-up drafts: numbers, paths, tables, annexes."""

from letters.document import Block, BlockKind, Document, Source
from letters.outline import outline
from registry.words import Role


def draft(*lines: str) -> Document:
    blocks = tuple(Block(n, BlockKind.PARAGRAPH, line) for n, line in enumerate(lines))
    return Document(Source.TXT, blocks)


def paths(*lines: str) -> list[str]:
    return [clause.path for clause in outline(draft(*lines)).clauses]


def test_a_plan_is_cut_at_its_three_levels_of_numbers() -> None:
    found = outline(
        draft(
            "河阳市数据工作方案",
            "为做好工作，制定本方案。",
            "一、总体要求",
            "坚持统筹。",
            "（一）夯实底座",
            "1.建目录。",
        )
    )
    assert found.title == "河阳市数据工作方案"
    assert found.style == "一（一）1"
    assert [c.path for c in found.clauses] == ["一", "一/（一）", "一/（一）/1"]
    assert [c.level for c in found.clauses] == [1, 2, 3]
    assert found.clauses[0].heading == "总体要求"
    assert found.clauses[0].text == "总体要求\n坚持统筹。"


def test_half_width_brackets_and_full_width_dots_are_the_same_numbers() -> None:
    assert paths("一、任务", "(一) 摸清底数", "1．普查", "２、登记") == [
        "一",
        "一/（一）",
        "一/（一）/1",
        "一/（一）/2",
    ]


def test_chapters_sections_and_articles_nest() -> None:
    assert paths(
        "第一章　总　则", "第一条　为了规范，制定本办法。", "（一）甲；", "（二）乙。", "第二章 附则", "第二条 施行。"
    ) == [
        "第一章",
        "第一章/第一条",
        "第一章/第一条/（一）",
        "第一章/第一条/（二）",
        "第二章",
        "第二章/第二条",
    ]


def test_words_that_only_look_like_numbers_are_no_clauses() -> None:
    assert (
        paths(
            "第三条规定的情形除外。", "一、二、三产业融合发展。", "三、四季度完成。", "（一）项所列材料", "2026年建成。"
        )
        == []
    )


def test_a_number_repeated_under_one_parent_gets_a_mark() -> None:
    assert paths("四、目标", "五、措施", "（一）甲", "五、步骤", "（一）乙") == [
        "四",
        "五",
        "五/（一）",
        "五#2",
        "五#2/（一）",
    ]


def test_arabic_numbers_that_run_on_across_headings_stay_as_printed() -> None:
    assert paths("三、任务", "（一）甲", "1.子", "2.丑", "（二）乙", "3.寅")[-1] == "三/（二）/3"


def test_a_wrong_ordinal_keeps_its_printed_form() -> None:
    assert "四/（十四二）" in paths("四、保障", "（二十三）领导", "（十四二）经费")


def test_a_heading_glued_to_the_paragraph_before_it_is_found() -> None:
    assert paths("一、目标", "到2028年基本建成。二、主要任务", "（一）甲") == ["一", "二", "二/（一）"]


def test_a_text_flattened_to_one_line_is_cut_where_its_numbers_run_on() -> None:
    line = "河阳市收费方案 一、依据：根据规定制定。二、范围：（一）新建住宅；（二）改建住宅。三、标准：每户10元。"
    assert paths(line) == ["一", "二", "二/（一）", "二/（二）", "三"]


def test_a_run_in_heading_is_told_from_its_text() -> None:
    clause = outline(draft("一、任务", "1.强化统筹。各部门要加强协同。")).clauses[1]
    assert clause.heading == "强化统筹"
    assert clause.text == "强化统筹。各部门要加强协同。"


def test_numbers_that_word_makes_count_as_printed() -> None:
    document = Document(
        Source.DOCX,
        (
            Block(0, BlockKind.PARAGRAPH, "总体要求", label="一、"),
            Block(1, BlockKind.PARAGRAPH, "夯实底座", label="（一）"),
            Block(2, BlockKind.PARAGRAPH, "项目符号", label="•"),
        ),
    )
    assert [c.path for c in outline(document).clauses] == ["一", "一/（一）"]


def test_rows_of_a_task_table_are_clauses_with_their_units() -> None:
    rows = (
        ("序号", "任务", "牵头单位", "配合单位"),
        ("1", "建目录", "市数据局", "市财政局、市科技局"),
        ("2", "建平台", "市工信局", "无"),
        ("2", "管平台", "市数据局", "/"),
    )
    table = Block(1, BlockKind.TABLE, "\n".join("\t".join(row) for row in rows), rows=rows)
    found = outline(Document(Source.DOCX, (Block(0, BlockKind.PARAGRAPH, "二、任务分工"), table)))
    assert [c.path for c in found.clauses] == ["二", "二/表/1", "二/表/2", "二/表/2#2"]
    assert found.clauses[1].duties[0].role is Role.LEAD
    assert found.clauses[1].duties[1].units == ("市财政局", "市科技局")
    assert [d.role for d in found.clauses[2].duties] == [Role.LEAD]


def test_a_table_of_figures_is_no_task_table() -> None:
    rows = (("指标", "单位", "2028年"), ("目录数", "项", "300"))
    table = Block(1, BlockKind.TABLE, "指标\t单位\t2028年\n目录数\t项\t300", rows=rows)
    found = outline(Document(Source.DOCX, (Block(0, BlockKind.PARAGRAPH, "二、目标"), table)))
    assert [c.path for c in found.clauses] == ["二"]
    assert "目录数" in found.clauses[0].text


def test_items_of_an_annex_stand_under_its_name() -> None:
    assert paths("一、任务", "附件1", "分工说明", "一、甲") == ["一", "附件1/一"]


def test_the_list_of_attachments_is_no_list_of_clauses() -> None:
    assert paths("一、任务", "附件：1.分工表", "2.指标表", "河阳市人民政府") == ["一"]


def test_a_table_of_contents_is_left_out() -> None:
    assert paths("目　录", "第一章 总则", "第二章 附则", "第一章 总则", "第一条 甲。", "第二章 附则") == [
        "第一章",
        "第一章/第一条",
        "第二章",
    ]


def test_the_title_is_the_plans_and_not_the_notices() -> None:
    found = outline(
        draft(
            "河阳市人民政府关于印发",
            "数据工作方案的通知",
            "各区人民政府：",
            "现印发给你们。",
            "2026年3月1日",
            "河阳市",
            "数据工作方案",
            "（征求意见稿）",
            "一、甲",
        )
    )
    assert found.title == "河阳市数据工作方案"


def test_a_title_broken_inside_its_last_word_is_whole() -> None:
    assert (
        outline(draft("河阳市公共数据三年行动方", "案（2026-2028年）", "一、甲")).title
        == "河阳市公共数据三年行动方案（2026-2028年）"
    )


def test_a_duty_on_everything_below_is_blanket_and_on_no_clause() -> None:
    found = outline(
        draft("一、任务", "以下各项任务均需各县区人民政府、市直各部门落实。", "（一）甲（市数据局牵头，市财政局配合）")
    )
    assert found.clauses[0].duties == ()
    assert found.blanket[0].scope == "一"
    assert found.blanket[0].units == ("各县区人民政府", "市直各部门")
    assert found.units == ("市数据局", "市财政局", "各县区人民政府", "市直各部门")


def test_the_first_of_a_list_leads_where_a_note_says_so_for_all_after_it() -> None:
    found = outline(
        draft("1.甲。（财务局、科技局负责，排在第一位的部门为牵头部门，下同）", "2.乙。（教育局、科技局负责）")
    )
    assert [d.role for d in found.clauses[1].duties] == [Role.LEAD, Role.RESPONSIBLE]


def test_the_year_of_a_revision_in_the_status_is_no_part_of_a_title() -> None:
    found = outline(draft("河阳市执法人员管理规定", "（2026年修订征求意见稿）", "第一条 为了规范，制定本规定。"))
    assert found.title == "河阳市执法人员管理规定"
