"""A return may hold any run of signs; none of them takes longer to read than its length."""

import pytest

from letters.draft import plain_docx
from letters.long_runs import without_long_runs
from letters.returns import read_return

DRAFT = plain_docx(["云泽市数字乡村建设行动计划", "一、重点任务", "（一）建设村级服务站。由市农业农村局牵头负责。"])


def test_a_run_of_stops_and_spaces_is_cut_and_words_are_not() -> None:
    assert without_long_runs(f"甲{'，。　' * 1000}乙") == f"甲{('，。　' * 14)[:40]}乙"
    assert without_long_runs("建议" * 1000) == "建议" * 1000


# Before, each of these took minutes: the second half of the signs was looked at once for each of the first.
@pytest.mark.parametrize("run", ["，", "。", "；", "，\u3000", "。）"])
def test_a_wish_beside_a_hundred_thousand_stops_is_read(run: str) -> None:
    said = f"建议将“村级服务站”修改为“村级综合服务站”。{run * (100_000 // len(run))}"
    [opinion] = read_return(DRAFT, said.encode(), "意见.txt").opinions
    assert opinion.proposed == "村级综合服务站"
