"""What we compose, we read: a letter of ours gives back the facts it was made of."""

from datetime import date

import pytest

from letters.facts import understand
from letters.letter import Letter, compose_letter
from letters.reading import read_document
from letters.recipes import compose
from letters.samples import SAMPLES
from letters.wording import SHIPPED


def test_marks_that_share_a_row_of_the_head_are_read_one_by_one() -> None:
    letter = Letter(
        mark="云泽市教育局",
        title="关于征求《云泽市校车管理办法》意见的函",
        addressee="市公安局",
        body="请于2026年3月13日前反馈意见。",
        signature="云泽市教育局",
        dated=date(2026, 3, 4),
        number="云教函〔2026〕7号",
        urgency="加急",
    )
    facts = understand(read_document(compose_letter(letter), "letter.docx"))
    assert facts.document_number == "云教函〔2026〕7号"
    assert facts.urgency == "加急"
    assert facts.title == "关于征求《云泽市校车管理办法》意见的函"
    assert facts.addressees == ("市公安局",)
    assert facts.issued_on == date(2026, 3, 4)
    [number] = facts.evidence["document_number"]
    assert number.text == "云教函〔2026〕7号"


@pytest.mark.parametrize("kind", ["notice", "request", "report", "joint_notice", "return_note"])
def test_what_the_office_issues_is_read_back_as_what_it_says(kind: str) -> None:
    values = SAMPLES[kind]
    facts = understand(read_document(compose(kind, SHIPPED, **values)[0], "公文.docx"))
    assert facts.document_number == values["number"]
    assert facts.issuers == (values["signatures"] if kind == "joint_notice" else (values["signature"],))
    assert facts.issued_on == values["dated"]
