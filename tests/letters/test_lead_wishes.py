"""Who is to lead a task: refusals, other names, and which of them contradict each other."""

import pytest

from letters.lead_wishes import LeadWish, contradict, lead_wish


@pytest.mark.parametrize(
    ("words", "refuses", "named"),
    [
        ("我局不作为第7项的牵头单位，改由市公安局牵头", True, "市公安局"),
        ("建议我委不再牵头此项工作", True, ""),
        ("建议不将我局列为牵头单位", True, ""),
        ("我局不宜承担牵头职责，建议由市发展改革委负责牵头", True, "市发展改革委"),
        ("牵头单位调整为市商务局", False, "市商务局"),
        ("建议由市科技局牵头，我局配合", False, "市科技局"),
        ("该项任务由我局牵头", False, ""),
        ("建议我局不作为责任单位", False, ""),
        ("建议进一步明确牵头单位", False, ""),
        ("建议增加市财政局为配合单位", False, ""),
    ],
)
def test_what_is_said_of_the_lead(words: str, refuses: bool, named: str) -> None:  # noqa: FBT001  a table of cases
    assert lead_wish(words) == LeadWish(refuses, named)


def test_two_that_refuse_to_lead_contradict_each_other() -> None:
    assert contradict(LeadWish(refuses=True, named="市公安局"), LeadWish(refuses=True, named="市教育局"))


def test_two_leads_for_one_task_contradict_each_other_unless_they_are_one() -> None:
    assert contradict(LeadWish(refuses=False, named="市公安局"), LeadWish(refuses=False, named="市教育局"))
    assert not contradict(LeadWish(refuses=True, named="云泽市公安局"), LeadWish(refuses=False, named="市公安局"))


def test_one_that_refuses_beside_one_that_says_nothing_of_the_lead_stands() -> None:
    assert not contradict(LeadWish(refuses=True, named=""), LeadWish(refuses=False, named=""))
