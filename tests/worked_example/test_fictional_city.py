"""The fictional twin of the worked example: the demonstration's letter, draft and directory, always there."""

from datetime import date

import pytest

from desk.demo import region
from letters.directory_sheet import read_directory
from letters.document import Finding
from letters.facts import Facts, understand
from letters.outline import Outline, outline
from letters.proofread import proofread
from letters.reading import read_document
from registry.routing import Route, Task, route


@pytest.fixture(scope="module")
def facts() -> Facts:
    return understand(read_document(region.incoming_letter(), region.LETTER_NAME))


@pytest.fixture(scope="module")
def draft() -> Outline:
    return outline(read_document(region.draft_plan(), region.DRAFT_NAME))


@pytest.fixture(scope="module")
def proposed(facts: Facts, draft: Outline) -> Route:
    tasks = [Task(clause.path, clause.duties) for clause in draft.clauses]
    return route(tasks, read_directory(region.units_csv(), "units.csv"), region.OFFICE, facts.issuers)


def test_the_letter_is_read_as_a_solicitation_due_on_a_sunday(facts: Facts) -> None:
    assert facts.is_solicitation
    assert facts.genre == "函"
    assert facts.issuers == (region.ISSUER,)
    assert facts.document_number is None
    assert facts.issued_on == region.WRITTEN_ON
    assert facts.deadline is not None
    assert facts.deadline.on == date(2026, 3, 15)
    assert facts.subject == "朔原自治区公共数据资源开发利用三年行动方案（2026-2028年）"
    assert facts.addressees == ("各盟行政公署", "市人民政府", "自治区各有关单位")
    assert facts.reply_required
    assert facts.seal_required
    assert facts.electronic_copy_required
    assert not facts.silence_is_consent
    assert facts.contacts == ("闻道",)
    assert facts.channels == ("email", "fax")


def test_the_draft_has_thirty_tasks(draft: Outline) -> None:
    assert draft.style == "一（一）1"
    assert [c.label for c in draft.clauses if c.label.endswith(".")] == [f"{n}." for n in range(1, 31)]


def test_thirteen_addressees_each_with_its_clauses(proposed: Route) -> None:
    assert [addressee.unit for addressee in proposed.addressees] == [
        region.GROUP,
        "云泽市发展和改革委员会",
        "云泽市教育局",
        "云泽市科学技术局",
        "云泽市工业和信息化局",
        "云泽市公安局",
        "云泽市财政局",
        "云泽市人力资源和社会保障局",
        "云泽市交通运输局",
        "云泽市农业农村局",
        "云泽市卫生健康委员会",
        "云泽市市场监督管理局",
        "云泽市行政审批服务局",
    ]
    assert all(addressee.clauses and addressee.reason for addressee in proposed.addressees)
    assert proposed.addressees[0].as_written == ("各盟行政公署", "市人民政府")
    assert proposed.addressees[-1].as_written == ("政务服务局", "自治区政务服务局")


def test_the_issuers_counterpart_leads_and_is_left_out(proposed: Route) -> None:
    assert proposed.lead is not None
    assert proposed.lead.unit == region.LEAD
    assert [named.unit for named in proposed.left_out] == [region.LEAD]
    assert proposed.unknown == ()
    assert proposed.warnings == ()


def test_the_planted_faults_are_found_and_no_others(facts: Facts, draft: Outline) -> None:
    found: tuple[Finding, ...] = proofread(read_document(region.draft_plan(), region.DRAFT_NAME), draft, facts.subject)
    assert [(finding.kind, finding.where) for finding in found] == [
        ("numbering", "四/（十二）"),
        ("figure", "三/（一）/2"),
        ("title", "来文"),
    ]
    assert "800项" in found[1].message
    assert "8000项" in found[1].message
