"""The worked example of procedure.md, on the real letter where it stands beside the project."""

from datetime import date
from pathlib import Path

import pytest

from letters.facts import understand
from letters.outline import outline
from letters.reading import read_document
from registry.directory import Directory
from registry.routing import Route, Task, route

pytestmark = pytest.mark.seeds

ASKED = {
    "各旗市区人民政府",
    "呼伦贝尔市教育局",
    "呼伦贝尔市科学技术局",
    "呼伦贝尔市工业和信息化局",
    "呼伦贝尔市统计局",
    "呼伦贝尔市财政局",
    "呼伦贝尔市人力资源和社会保障局",
    "呼伦贝尔市商务局",
    "呼伦贝尔市人民政府国有资产监督管理委员会",
    "呼伦贝尔市金融工作办公室",
}


@pytest.fixture(scope="module")
def papers(seeds: Path) -> tuple[bytes, bytes]:
    """Cut the regional letter and its draft out of the file they were pasted into."""
    text = next(seeds.glob("000*")).read_text(encoding="utf-8")
    start = text.index("内蒙古自治区市场监督管理局\n\nᠨ")
    cut = text.index("\n（征求意见稿）\n")
    cut = text.rindex("\n\n", 0, cut - 1) + 1
    return text[start:cut].encode(), text[cut:].encode()


@pytest.fixture(scope="module")
def proposed(papers: tuple[bytes, bytes], real_city: Directory) -> Route:
    facts = understand(read_document(papers[0], "来文.txt"))
    draft = outline(read_document(papers[1], "征求意见稿.txt"))
    tasks = [Task(clause.path, clause.duties) for clause in draft.clauses]
    return route(tasks, real_city, "呼伦贝尔市人民政府办公室", facts.issuers)


def test_the_addressees_are_the_ten_of_the_bureaus_own_letter(proposed: Route) -> None:
    assert {addressee.unit for addressee in proposed.addressees} == ASKED
    assert not proposed.unknown


def test_every_addressee_comes_with_the_clauses_that_justify_it(proposed: Route) -> None:
    by_unit = {addressee.unit: addressee for addressee in proposed.addressees}
    assert by_unit["各旗市区人民政府"].clauses == ("三/（十）/28",)
    assert by_unit["呼伦贝尔市统计局"].clauses == ("三/（四）/10", "三/（四）/11")
    assert by_unit["呼伦贝尔市金融工作办公室"].as_written == ("金融监管局",)
    assert all(addressee.clauses and addressee.reason for addressee in proposed.addressees)


def test_the_bureau_leads_and_is_left_out(proposed: Route) -> None:
    assert proposed.lead is not None
    assert proposed.lead.unit == "呼伦贝尔市市场监督管理局"
    assert [named.unit for named in proposed.left_out] == ["呼伦贝尔市市场监督管理局"]


def test_the_bureau_itself_as_the_office_gives_the_same_ten(papers: tuple[bytes, bytes], real_city: Directory) -> None:
    draft = outline(read_document(papers[1], "征求意见稿.txt"))
    tasks = [Task(clause.path, clause.duties) for clause in draft.clauses]
    own = route(tasks, real_city, "呼伦贝尔市市场监督管理局", ["内蒙古自治区市场监督管理局"])
    assert {addressee.unit for addressee in own.addressees} == ASKED


def test_the_letters_facts_are_read(papers: tuple[bytes, bytes]) -> None:
    facts = understand(read_document(papers[0], "来文.txt"))
    assert facts.is_solicitation
    assert facts.document_number is None
    assert facts.issued_on == date(2024, 1, 24)
    assert facts.deadline is not None
    assert facts.deadline.on == date(2024, 1, 28)
    assert facts.addressees == ("各盟行政公署", "市人民政府", "自治区各有关单位")


def test_all_thirty_six_tasks_are_found(papers: tuple[bytes, bytes]) -> None:
    draft = outline(read_document(papers[1], "征求意见稿.txt"))
    numbers = [clause.label for clause in draft.clauses if clause.label.endswith(".")]
    assert numbers == [f"{n}." for n in range(1, 37)]
