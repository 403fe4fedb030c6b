"""One file that holds a whole matter is read as the papers it is made of."""

from dataclasses import replace

import pytest

from letters import head
from letters.bundle import PaperKind, draft_of, is_bundle, parts_of
from letters.document import Block, BlockKind, Document
from letters.facts import Reading, understand
from letters.outline import outline
from letters.reading import read_document
from registry.words import Secrecy, Urgency

LETTER = """河阳市市场监督管理局
关于征求《河岭省夜市管理实施方案
（2026—2028年）》意见的函
各县区人民政府，市财政局、商务局：
按照市政府拟办意见，由我局牵头征求意见。请于3月6日下班前书面反馈，无意见也请反馈。
联系人：何平 13800000001
河阳市市场监督管理局
2026年3月4日
"""
SLIP = """河阳市人民政府办公室收文阅办单
密级：普通
紧急程度： 加急
来文单位\t省商务厅、省公安厅\t文号\t便函
文件标题\t（加急）关于征求《河岭省夜市管理实施方案（2026—2028年）》意见的函
领导批示
拟办意见\t省商务厅来函征求我市意见，要求于2026年3月9日前反馈。
办结说明
"""
FORWARDED = """E. 000117
河岭省商务厅
关于征求《河岭省夜市管理实施方案（2026—2028年）》意见的函
各市人民政府：
现将方案送你们，请研究后于3月9日前将意见反馈我厅。
河岭省商务厅 河岭省公安厅
2026年3月2日
"""
DRAFT = """河岭省夜市管理实施方案
（2026—2028年）
（征求意见稿）
为管理夜市，广泛征求群众意见，制定本方案。
一、总体要求
每年6月底前向社会公开征求意见。
二、主要任务
（一）划定区域。（牵头单位：市商务局）
"""
ANNEX = """附件1
夜市区域一览表
（略）
"""


def bundle(*papers: str) -> Document:
    return read_document("".join(papers).encode(), "全套.txt")


def kinds(document: Document) -> list[str]:
    return [part.kind.value for part in parts_of(document)]


def test_letter_slip_forwarded_letter_and_draft_are_told_apart() -> None:
    document = bundle(LETTER, SLIP, FORWARDED, DRAFT, ANNEX)
    assert kinds(document) == ["covering_letter", "slip", "forwarded_letter", "draft", "annex"]
    assert sum(len(part.document.blocks) for part in parts_of(document)) == len(document.body)


def test_each_paper_has_its_own_facts() -> None:
    covering, slip, forwarded, draft = (facts for _, facts in Reading(bundle(LETTER, SLIP, FORWARDED, DRAFT)).papers)
    assert [facts.deadline.text if facts.deadline else None for facts in (covering, slip, forwarded, draft)] == [
        "3月6日下班前",
        "2026年3月9日前",
        "3月9日前",
        None,
    ]
    assert covering.issuers == ("河阳市市场监督管理局",)
    assert (slip.issuers, slip.urgency, slip.document_number) == (("省商务厅", "省公安厅"), Urgency.URGENT, None)
    assert slip.subject == "河岭省夜市管理实施方案（2026—2028年）"
    assert forwarded.issuers == ("河岭省商务厅", "河岭省公安厅")
    assert draft.title == "河岭省夜市管理实施方案（2026—2028年）（征求意见稿）"
    assert not draft.is_solicitation


def test_a_draft_proves_only_its_title_and_its_secrecy() -> None:
    *_, (_, draft) = Reading(bundle(LETTER, DRAFT + "联系人：何平，电话 0970-8800001，请于5月1日前反馈意见。\n")).papers
    assert draft.evidence.keys() == {"title"}


def test_the_file_and_its_papers_are_told_by_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Document] = []
    letter_of = head.letter_of

    def counted(document: Document) -> head.Letter:
        read.append(document)
        return letter_of(document)

    monkeypatch.setattr(head, "letter_of", counted)
    for papers in ((LETTER,), (LETTER, SLIP, FORWARDED, DRAFT)):
        reading = Reading(bundle(*papers))
        assert reading.facts.title == reading.papers[0][1].title
        assert len(read) == len(papers)
        read.clear()


def test_a_mark_on_any_paper_counts_for_the_file_and_not_for_the_others() -> None:
    reading = Reading(bundle(LETTER, SLIP.replace("密级：普通", "密级：机密"), FORWARDED, DRAFT))
    assert reading.facts.secrecy is Secrecy.CONFIDENTIAL
    assert "secrecy" not in reading.facts.evidence
    assert reading.papers[0][1].secrecy is None


def test_the_files_facts_are_those_of_its_first_letter() -> None:
    facts = understand(bundle(LETTER, SLIP, FORWARDED, DRAFT))
    assert facts.title == "河阳市市场监督管理局关于征求《河岭省夜市管理实施方案（2026—2028年）》意见的函"
    assert facts.contacts == ("何平",)


def test_evidence_counts_the_blocks_of_the_whole_file() -> None:
    document = bundle(LETTER, SLIP, FORWARDED, DRAFT)
    for _, facts in Reading(document).papers:
        for pieces in facts.evidence.values():
            for piece in pieces:
                assert document.blocks[piece.block].text[piece.start : piece.end] == piece.text


def test_a_letter_alone_is_one_paper_and_its_list_of_attachments_no_annex() -> None:
    listed = LETTER.replace("联系人", "附件：\n1.征求意见稿\n2.反馈表\n联系人")
    assert kinds(bundle(listed)) == ["covering_letter"]


def test_a_draft_alone_is_a_draft_and_asks_nobody() -> None:
    document = bundle(DRAFT)
    assert kinds(document) == ["draft"]
    assert not understand(document).is_solicitation


def test_a_note_to_one_office_needs_no_title() -> None:
    note = (
        "市司法局：\n现将《河阳市地名办法（征求意见稿）》送你局，请于3月9日前反馈意见。\n河阳市民政局\n2026年3月2日\n"
    )
    assert kinds(bundle(note, "河阳市地名办法\n（征求意见稿）\n第一条 为管理地名，制定本办法。\n")) == [
        PaperKind.COVERING,
        PaperKind.DRAFT,
    ]


def test_the_draft_of_a_bundle_is_its_own_text_with_its_annexes() -> None:
    document = draft_of(bundle(LETTER, SLIP, FORWARDED, DRAFT, ANNEX))
    assert document.text.split("\n") == (DRAFT + ANNEX).strip().split("\n")
    assert [clause.path for clause in outline(document).clauses] == ["一", "二", "二/（一）"]


def test_a_draft_may_be_the_letters_first_annex_and_the_form_for_answers_is_none_of_it() -> None:
    form = "附件2\n意见反馈表\n序号\t意见\n"
    document = bundle(LETTER, f"附件1\n{DRAFT}", form)
    assert is_bundle(document)
    assert draft_of(document).text.split("\n") == f"附件1\n{DRAFT}".strip().split("\n")


def test_a_letter_or_a_draft_by_itself_is_no_bundle_and_is_given_back_whole() -> None:
    for paper in (LETTER, DRAFT, DRAFT + ANNEX):
        document = bundle(paper)
        assert not is_bundle(document)
        assert draft_of(document) == document


def test_a_notice_with_the_plan_it_issues_is_one_draft() -> None:
    notice = (
        "河阳市人民政府关于印发《河阳市夜市管理办法》的通知\n各县区人民政府：\n"
        "现印发给你们，请认真贯彻执行。\n河阳市人民政府\n2026年3月4日\n"
    )
    document = bundle(notice, "河阳市夜市管理办法\n第一条 为管理夜市，制定本办法。\n")
    assert kinds(document) == [PaperKind.COVERING, PaperKind.DRAFT]
    assert not is_bundle(document)
    assert draft_of(document) == document


def test_what_holds_a_slip_is_a_bundle_whatever_else_it_holds() -> None:
    assert is_bundle(bundle(SLIP, DRAFT))
    assert is_bundle(bundle(SLIP))


def test_a_notice_to_the_public_greets_nobody_and_still_ends_at_its_signature() -> None:
    notice = (
        "关于公开征求《河岭省夜市管理实施方案（2026—2028年）》意见的公告\n"
        "现将方案公布，请于2026年4月9日前提出意见。\n河岭省商务厅\n2026年3月2日\n"
    )
    document = bundle(notice, DRAFT)
    assert kinds(document) == ["covering_letter", "draft"]
    assert understand(document).issuers == ("河岭省商务厅",)


def _with_header(document: Document, words: str, page: int | None) -> Document:
    """Give a file its pages, a new one with each paper, and a header on one of them, or on all."""
    pages = {block.n: number for number, part in enumerate(parts_of(document), 1) for block in part.document.blocks}
    blocks = tuple(replace(block, n=block.n + 1, page=pages[block.n]) for block in document.body)
    return replace(document, blocks=(Block(0, BlockKind.HEADER, words, page=page), *blocks))


def test_a_mark_in_the_header_of_a_page_is_its_papers() -> None:
    covering, slip, forwarded, _ = Reading(_with_header(bundle(LETTER, SLIP, FORWARDED, DRAFT), "特急", page=3)).papers
    assert (covering[1].urgency, slip[1].urgency, forwarded[1].urgency) == (None, Urgency.URGENT, Urgency.EXTRA_URGENT)
    assert [part.document.blocks[0].kind for part, _ in (covering, forwarded)] == ["paragraph", "header"]


def test_a_header_that_runs_through_the_file_is_every_papers() -> None:
    document = _with_header(bundle(LETTER, SLIP, FORWARDED, DRAFT), "特急", page=None)
    assert understand(document).urgency is Urgency.EXTRA_URGENT
    assert Reading(document).papers[2][1].urgency is Urgency.EXTRA_URGENT
    assert BlockKind.HEADER not in {block.kind for block in draft_of(document).blocks}
