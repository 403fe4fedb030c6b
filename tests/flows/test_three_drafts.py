"""A second and a third draft: who is asked, which answer counts, and what must never go out with them."""

import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from sqlmodel import Session

from desk.demo import answers, region
from flows.work import asking_again, deciding, drafting, keeping, merging, returning
from flows.work.asking_again import Wanted
from letters.reading import read_document
from letters.reading.mail import parse_mail
from registry import journal, opinions, papers, solicitations
from registry.errors import NotPermitted, SecretPaper
from registry.lifecycle import PaperState, RequestState
from registry.words import Disposition, Secrecy
from tests.flows.conftest import Desk
from tests.flows.steps import EDUCATION, FARMS, FINANCE, Solicited, conclude, outgoing, settle_all
from tests.flows.test_asking_again import NAME, again, opinion_rows

SCHOOLS, OPENED, AWARDS = "三/（五）/16", "三/（三）/9", "三/（三）/11"  # the first two are education's


def edited(*changes: tuple[str, str], data: bytes | None = None) -> bytes:
    """Give the draft with words changed wherever they stand."""
    document = docx.Document(io.BytesIO(data or region.draft_plan()))
    for paragraph in document.paragraphs:
        words = paragraph.text
        for old, new in changes:
            words = words.replace(old, new)
        if words != paragraph.text:
            write(paragraph, words)
    return saved(document)


def with_another_before(task: int, data: bytes) -> bytes:
    """Give the draft with a task put in before this one, and all tasks from it on renumbered."""
    document = docx.Document(io.BytesIO(data))
    for paragraph in document.paragraphs:
        number = re.match(r"(\d+)\. ", paragraph.text)
        if number and int(number[1]) >= task:
            if int(number[1]) == task:
                write(
                    paragraph.insert_paragraph_before("", paragraph.style), "16. 推进统计数据应用，按月发布统计资料。"
                )
            write(paragraph, f"{int(number[1]) + 1}{paragraph.text[len(number[1]) :]}")
    return saved(document)


def write(paragraph: "docx.text.paragraph.Paragraph", words: str) -> None:
    for run in paragraph.runs[1:]:
        run.text = ""
    if paragraph.runs:
        paragraph.runs[0].text = words
    else:
        paragraph.add_run(words)


def saved(document: "docx.document.Document") -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def said(desk: Desk, number: str, unit: str, words: str) -> str:
    return returning.hand_in(desk.office, number, unit, [], words).said


ON_SCHOOLS = "建议将“提供学情分析服务”修改为“提供学情分析”。"
ON_OPENED = "建议将“教育资源”修改为“教育”。"


def test_an_answer_counts_for_the_clauses_it_was_asked_about_whatever_their_number_is_now(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    said(desk, number, EDUCATION, ON_SCHOOLS + ON_OPENED)
    second = edited(("1200所学校", "1500所学校"))
    assert EDUCATION in again(desk, number, second)
    assert desk.requests(number)[EDUCATION].clauses == [SCHOOLS]
    assert EDUCATION not in again(desk, number, with_another_before(16, second), also=(FINANCE,))
    said(desk, number, EDUCATION, "经研究，无意见。")
    assert [wish for _, wish in opinion_rows(desk)] == ["教育"]


def test_a_unit_that_was_asked_about_a_clause_is_asked_again_whatever_its_number_is_now(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    said(desk, number, EDUCATION, "无意见。")
    second = with_another_before(16, region.draft_plan())
    assert EDUCATION not in again(desk, number, second, also=(FINANCE,))
    asked = again(desk, number, edited(("按月发布统计", "按季发布统计"), data=second), also=(FINANCE,))
    assert EDUCATION not in asked


def test_a_unit_that_has_not_answered_is_asked_about_all_it_was_asked_about(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    assert set(desk.requests(number)[EDUCATION].clauses) == {SCHOOLS, OPENED}
    again(desk, number, edited(("1200所学校", "1500所学校")))
    assert set(desk.requests(number)[EDUCATION].clauses) == {SCHOOLS, OPENED}


def test_what_a_unit_said_of_the_first_draft_is_known_of_while_it_owes_an_answer_on_the_second(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    said(desk, number, EDUCATION, "建议将“优秀作品30个”修改为“优秀作品40个”。")
    second = edited(("1200所学校", "1500所学校"))
    again(desk, number, second)
    asked = again(desk, number, edited(("优秀作品30个", "优秀作品50个"), data=second), also=(FINANCE,))
    assert "所提意见涉及修改的条款" in asked[EDUCATION]


def test_a_unit_that_spoke_of_the_title_is_asked_when_the_title_is_changed(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    said(desk, number, EDUCATION, "建议将标题中“三年行动方案”修改为“三年行动计划”。")
    asked = again(desk, number, edited(("三年行动方案（2026-2028）", "行动规划（2026-2028）")), also=(FINANCE,))
    assert EDUCATION in asked


def test_a_copy_of_the_first_draft_that_comes_after_the_answer_on_the_second_changes_nothing(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    said(desk, number, EDUCATION, ON_SCHOOLS)
    again(desk, number, edited(("1200所学校", "1500所学校")))
    said(desk, number, EDUCATION, "经研究，无意见。")
    stale = edited(("提供学情分析服务", "提供学情分析"))
    outcome = returning.hand_in(desk.office, number, EDUCATION, [("征求意见稿.docx", stale)], "")
    assert "来件存档" in outcome.said
    assert not opinion_rows(desk)
    assert desk.requests(number)[EDUCATION].state == RequestState.NO_COMMENT


def test_a_form_of_the_first_round_is_late_also_where_the_answer_on_the_second_waits_for_the_third(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    form = answers.filled_form(desk.office.blobs.read(desk.requests(number)[EDUCATION].form_sha256), rows=1)
    tag = desk.tag(number, EDUCATION)
    second = edited(("1200所学校", "1500所学校"))
    again(desk, number, second)
    said(desk, number, EDUCATION, "经研究，无意见。")
    again(desk, number, edited(("1500所学校", "1600所学校"), data=second))
    desk.mail("jiaoyu", f"回复 {tag}", "请见附件。", [("意见反馈表.docx", form)])
    assert "来件存档" in desk.collect()[-1][3]
    assert not opinion_rows(desk)


def test_what_two_files_of_a_return_say_alike_is_carried_in_both(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    words = ON_SCHOOLS.encode()
    returning.hand_in(
        desk.office, number, EDUCATION, [("一.txt", words), ("二.txt", (ON_OPENED + ON_SCHOOLS).encode())], ""
    )
    again(desk, number, edited(("提供学情分析服务", "开展学情分析")))
    with desk.office.store.reading() as session:
        kept = {row.key: row.overtaken for row in opinions.opinions_of(session, 1)}
        merged = merging.merged_returns(desk.office, session, papers.find(session, number))
    assert {item.id: item.opinion.overtaken for item in merged.opinions} == kept


def signed_by_a_unit(data: bytes) -> bytes:
    document = docx.Document(io.BytesIO(data))
    paragraph = document.paragraphs[12]
    document.add_comment(paragraph.runs, text="我局建议删去", author=EDUCATION)
    return saved(document)


@pytest.mark.parametrize("spoil", [signed_by_a_unit])
def test_a_text_that_tells_who_wrote_in_it_goes_to_nobody(
    desk: Desk, with_mail: Solicited, spoil: Callable[[bytes], bytes]
) -> None:
    number = with_mail()
    letters = len(outgoing(desk, "letter"))
    with pytest.raises(NotPermitted, match=f"批注（{EDUCATION}）"):
        again(desk, number, spoil(edited(("1200所学校", "1500所学校"))))
    assert len(outgoing(desk, "letter")) == letters


def test_nothing_is_kept_of_a_secret_second_draft(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    document = docx.Document(io.BytesIO(edited(("1200所学校", "1500所学校"))))
    document.paragraphs[0].insert_paragraph_before("秘密★1年")
    before = {path for path in desk.office.settings.folder.rglob("*") if path.is_file()}
    with pytest.raises(SecretPaper):
        again(desk, number, saved(document))
    assert {path for path in desk.office.settings.folder.rglob("*") if path.is_file()} == before


def test_a_second_draft_for_internal_use_makes_the_paper_so(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    document = docx.Document(io.BytesIO(edited(("1200所学校", "1500所学校"))))
    document.paragraphs[0].insert_paragraph_before("内部资料　注意保存")
    again(desk, number, saved(document))
    with desk.office.store.reading() as session:
        assert papers.find(session, number).secrecy == Secrecy.INTERNAL
    assert desk.requests(number)[EDUCATION].state == RequestState.COMPOSED
    assert "须线下送达" in desk.requests(number)[EDUCATION].note


def test_a_unit_that_took_another_name_has_one_request(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    said(desk, number, EDUCATION, "无意见。")
    renamed = "云泽市教育体育局"
    rows = [row.replace(f"{EDUCATION},", f"{renamed},{EDUCATION}、", 1) for row in desk.units.splitlines()]
    keeping.import_units(desk.office, "units.csv", "\n".join(rows).encode())
    assert renamed in again(desk, number, edited(("1200所学校", "1500所学校")), also=(renamed,))
    with desk.office.store.reading() as session:
        asked = solicitations.in_force(session, 1)
        assert len({row.unit_id for row in asked}) == len(asked)
        assert [row.unit for row in asked if "教育" in row.unit] == [renamed]


def test_no_letter_goes_to_the_mailbox_of_a_unit_that_left_the_directory(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    rows = [row for row in desk.units.splitlines() if not row.startswith(EDUCATION)]
    keeping.import_units(desk.office, "units.csv", "\n".join(rows).encode())
    sent = len(outgoing(desk, "letter"))
    assert EDUCATION in again(desk, number, edited(("1200所学校", "1500所学校")))
    assert len(outgoing(desk, "letter")) == sent
    assert "名录中已没有该单位" in desk.requests(number)[EDUCATION].note


def test_another_unit_is_not_added_silently_to_a_round_that_is_open(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    second = edited(("1200所学校", "1500所学校"))
    again(desk, number, second)
    with pytest.raises(NotPermitted, match="未另加"):
        again(desk, number, second, also=(FARMS,))


class Killed(BaseException):
    """The process is gone: nothing in it may catch this."""


def test_killed_at_whatever_write_a_second_round_asks_everybody_once(
    desk: Desk, with_mail: Solicited, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = with_mail()
    said(desk, number, EDUCATION, ON_SCHOOLS + ON_OPENED)
    second = edited(("1200所学校", "1500所学校"), ("年度考核", "年度综合考核"), ("现有资金", "现有财政资金"))
    flush, left = Session.flush, [0]

    def killed(self: Session, *given: object) -> None:
        left[0] -= 1
        if not left[0]:
            raise Killed
        flush(self, *given)

    monkeypatch.setattr(Session, "flush", killed)
    asked: dict[str, str] = {}
    for write in range(1, 400, 5):
        left[0] = write
        try:
            asked = again(desk, number, second)
            break
        except Killed:
            continue
    monkeypatch.undo()
    assert {EDUCATION, FINANCE} <= set(asked)
    letters = [row for row in outgoing(desk, "letter") if "再次征求意见" in row.subject]
    assert sorted(row.request_id for row in letters) == sorted(desk.requests(number)[unit].id or 0 for unit in asked)
    assert {wish: row.overtaken for (_, wish), row in opinion_rows(desk).items()} == {
        "提供学情分析": False,
        "教育": False,
    }
    with desk.office.store.reading() as session:
        assert papers.find(session, number).draft_version == 2
        assert len(papers.files(session, papers.find(session, number), "征求意见稿")) == 2
        journal.verify(session)


def test_no_letter_is_written_for_a_paper_that_was_voided_meanwhile(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    round_ = asking_again.ask_again(desk.office, number, NAME, edited(("1200所学校", "1500所学校")), Wanted())
    keeping.void(desk.office, number, "来文单位撤回")
    drafting.compose_letters(desk.office, round_)
    assert not [row for row in outgoing(desk, "letter") if row.state == "queued"]


def test_a_dispute_stands_at_the_clause_its_words_stand_in_now(desk: Desk, disputed: str) -> None:
    with desk.office.store.reading() as session:
        [before] = opinions.disputes(session, 1)
    again(desk, disputed, with_another_before(1, region.draft_plan()), also=(FARMS,))
    merging.merge(desk.office, disputed)
    with desk.office.store.reading() as session:
        [now] = opinions.disputes(session, 1)
        merged = merging.merged_returns(desk.office, session, papers.find(session, disputed))
    [contested] = [one for one in merged.clusters if one.conflict]
    assert (now.key, now.clause) == (before.key, contested.at)
    assert now.clause != before.clause


def test_a_round_with_three_drafts_is_concluded_and_all_of_it_archived(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    said(desk, number, EDUCATION, ON_SCHOOLS + ON_OPENED)
    second = edited(("1200所学校", "1500所学校"))
    again(desk, number, second)
    said(desk, number, EDUCATION, "建议将“1500所学校”修改为“1600所学校”。")
    again(desk, number, edited(("1500所学校", "1800所学校"), data=second))
    settle_all(desk, number)
    merging.merge(desk.office, number)
    deciding.decide(desk.office, number, [], Disposition.DECLINED, "已有规定", "李明")
    conclude(desk, number)
    with desk.office.store.reading() as session:
        paper = papers.find(session, number)
        assert paper.state == PaperState.CONCLUDED
        told = {row.key for row in opinions.opinions_of(session, paper.id)}
        asked = solicitations.every_request(session, paper.id)
        archived = {file.name for file in papers.files(session, paper)}
        journal.verify(session)
    assert len(told) == 1
    letters = {f"征求意见函（{told}{EDUCATION}）.docx" for told in ("", "第2稿，", "第3稿，")}
    assert letters <= archived
    assert len([row for row in asked if row.unit == EDUCATION]) == 3
    names = {path.name for path in desk.office.settings.folder.rglob("*") if path.is_file()}
    assert not [name for name in archived if not any(name in one for one in names)]


def test_a_draft_in_a_zip_goes_out_as_the_file_it_is_and_tells_nobodys_name(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    second = edited(("1200所学校", "1500所学校"))

    def packed(data: bytes) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as made:
            made.writestr("材料/第二稿.docx", data)
        return target.getvalue()

    with pytest.raises(NotPermitted, match=f"批注（{EDUCATION}）"):
        asking_again.ask_again(desk.office, number, "稿.zip", packed(signed_by_a_unit(second)), Wanted())
    drafting.compose_letters(
        desk.office, asking_again.ask_again(desk.office, number, "稿.zip", packed(second), Wanted())
    )
    raw = desk.office.blobs.read(outgoing(desk, "letter")[-1].raw_sha256)
    assert ("第二稿.docx", second) in [(part.name, part.data) for part in parse_mail(raw).attachments]


def test_a_later_deadline_that_a_unit_was_granted_is_its_deadline_for_the_second_draft_too(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    keeping.extend(desk.office, number, EDUCATION, "3月14日下班前", "须报局党组会", "李明")
    granted = desk.requests(number)[EDUCATION].due_at
    second = edited(("1200所学校", "1500所学校"))
    again(desk, number, second, also=(FINANCE,))
    again(desk, number, edited(("1500所学校", "1800所学校"), data=second))
    asked = desk.requests(number)
    assert asked[EDUCATION].due_at == granted > asked[FINANCE].due_at
    letter = read_document(desk.office.blobs.read(asked[EDUCATION].letter_sha256), "函.docx").text
    assert "3月14日" in letter


def test_a_form_of_the_first_round_and_a_copy_of_the_second_draft_in_one_mail_answer_the_second(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    tag = desk.tag(number, EDUCATION)
    form = answers.filled_form(desk.office.blobs.read(desk.requests(number)[EDUCATION].form_sha256), rows=1)
    second = edited(("1200所学校", "1500所学校"))
    again(desk, number, second)
    copy = edited(("提供学情分析服务", "提供学情分析"), data=second)
    desk.mail("jiaoyu", f"回复 {tag}", "", [("意见反馈表.docx", form), ("征求意见稿.docx", copy)])
    assert desk.collect()[-1][3] == "2条意见；其中有的所改为第1稿，请核对"
    assert desk.requests(number)[EDUCATION].state == RequestState.ANSWERED
    assert {row.clause for row in opinion_rows(desk).values()} == {OPENED, SCHOOLS}
