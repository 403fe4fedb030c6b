"""What we compose, we read: a letter of ours gives back the facts it was made of."""

from datetime import date

from letters.facts import understand
from letters.letter import Letter, compose_letter
from letters.reading import read_document


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
