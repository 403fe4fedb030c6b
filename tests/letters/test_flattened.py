"""A table whose rules were lost is read as a table again."""

from letters.flattened import with_tables
from letters.outline import outline
from letters.reading import read_document
from registry.words import Role

HEADING = ["序号", "工作事项", "主要内容", "牵头单位", "配合单位"]
PLAN = ["夜市管理方案", "一、总体要求", "管好夜市。", "附件", "任务分工表", *HEADING]
FIRST = ["1", "划定区域", "划定夜市的区域和时间。", "市商务局", "市公安局、市城管局"]
AGAIN = ["公布区域的范围，并设置标志。", "市商务局", "/"]
SECOND = ["2", "保障用电", "改造夜市的供电线路。", "市供电公司", "市住建局"]


def read(*lines: str) -> dict[str, dict[Role, tuple[str, ...]]]:
    draft = outline(read_document("\n".join(lines).encode(), "方案.txt"))
    return {clause.path: {duty.role: duty.units for duty in clause.duties} for clause in draft.clauses}


def test_cells_on_lines_of_their_own_become_rows_with_their_duties() -> None:
    assert read(*PLAN, *FIRST, *SECOND) == {
        "一": {},
        "附件/表/1": {Role.LEAD: ("市商务局",), Role.SUPPORT: ("市公安局", "市城管局")},
        "附件/表/2": {Role.LEAD: ("市供电公司",), Role.SUPPORT: ("市住建局",)},
    }


def test_a_row_that_continues_a_task_repeats_neither_number_nor_task() -> None:
    found = read(*PLAN, *FIRST, *AGAIN, *SECOND)
    assert found["附件/表/1#2"] == {Role.LEAD: ("市商务局",)}
    assert found["附件/表/2"][Role.LEAD] == ("市供电公司",)


def test_names_of_groups_between_the_rows_are_no_cells() -> None:
    found = read(*PLAN, "一、秩序方面（共1项）", *FIRST, "二、环境方面", "三、保障方面（共1项）", *SECOND)
    assert list(found) == ["一", "附件/表/1", "附件/表/2"]


def test_a_cell_of_several_lines_belongs_to_the_column_of_words() -> None:
    longer = [*FIRST[:3], "每晚八点开市。", *FIRST[3:]]
    assert read(*PLAN, *longer, *SECOND)["附件/表/1"][Role.LEAD] == ("市商务局",)


def test_where_an_empty_cell_left_no_line_nothing_is_guessed() -> None:
    document = read_document("\n".join([*PLAN, *FIRST[:-1], *SECOND[:-1]]).encode(), "方案.txt")
    assert with_tables(document) is document


def test_numbered_lines_without_a_heading_row_are_no_table() -> None:
    document = read_document("方案\n1\n划定区域\n2\n保障用电".encode(), "方案.txt")
    assert with_tables(document) is document
