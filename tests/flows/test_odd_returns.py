"""Returns that are not as they should be: none is lost, none counts for another, none stops the rest."""

import io
import zipfile

import docx
import pytest

from desk.demo import answers, region
from flows.work import deciding, merging, pen, returning
from registry import opinions, units
from registry.lifecycle import RequestState
from tests.flows.conftest import Desk
from tests.flows.steps import EDUCATION, FINANCE, POLICE, Solicited, form_of

SHARED = "jiaoyu@yunze.example"


def filled(desk: Desk, number: str, unit: str) -> bytes:
    return answers.filled_form(form_of(desk, number, unit), rows=1)


def share_mailbox(desk: Desk, *names: str) -> None:
    """Let several units have one mailbox, as bodies with one secretariat do."""
    with desk.office.store.transaction() as session:
        for name in names:
            row = units.find(session, name)
            row.email = SHARED
            session.add(row)


def states(desk: Desk, number: str) -> dict[str, str]:
    return {unit: row.state for unit, row in desk.requests(number).items()}


def holders(desk: Desk, number: str) -> list[str]:
    return [row[2] for row in deciding.list_opinions(desk.office, number).rows]


def test_two_units_with_one_mailbox_each_answer_with_their_own_form(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    share_mailbox(desk, EDUCATION, POLICE)
    forms = [("意见反馈表.docx", filled(desk, number, unit)) for unit in (EDUCATION, POLICE)]
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "两家的反馈表一并报上。", forms)
    row = desk.collect()[-1]
    assert row[2] == f"{EDUCATION}、{POLICE}"
    assert [states(desk, number)[unit] for unit in (EDUCATION, POLICE)] == [RequestState.ANSWERED] * 2
    assert sorted(holders(desk, number)) == sorted([EDUCATION, POLICE])


def test_forms_of_two_units_beside_another_file_are_parted_by_a_person(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    share_mailbox(desk, EDUCATION, POLICE)
    forms = [("意见反馈表.docx", filled(desk, number, unit)) for unit in (EDUCATION, POLICE)]
    desk.mail(
        "jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "见附件。", [*forms, ("说明.txt", "另有说明。".encode())]
    )
    assert "待认领" in desk.collect()[-1][3]
    told = pen.claim(desk.office, int(pen.list_pen(desk.office).rows[0][0]), number, EDUCATION)
    assert f"信中还有{POLICE}的反馈表，仍待认领" in told.said
    assert holders(desk, number) == [EDUCATION]
    pen.claim(desk.office, int(pen.list_pen(desk.office).rows[0][0]), number, POLICE)
    assert sorted(holders(desk, number)) == sorted([EDUCATION, POLICE])
    assert not pen.list_pen(desk.office).rows


def test_a_form_made_for_another_unit_of_the_matter_counts_where_a_person_says_so_and_is_pointed_out(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    form = [("意见反馈表.docx", filled(desk, number, EDUCATION))]
    outcome = returning.hand_in(desk.office, number, FINANCE, form, "")
    assert f"所附反馈表是发给{EDUCATION}的，已按{FINANCE}的反馈登记" in outcome.said
    assert holders(desk, number) == [FINANCE]
    assert states(desk, number)[EDUCATION] == RequestState.SENT
    assert "所附反馈表" not in returning.hand_in(desk.office, number, EDUCATION, form, "").said


@pytest.mark.parametrize("token", ["7f3kq2wm", "x" * 64])
def test_a_form_with_a_foreign_token_is_set_aside_and_asked_for_anew(
    desk: Desk, with_mail: Solicited, token: str
) -> None:
    number = with_mail()
    form = filled(desk, number, EDUCATION)
    own = desk.requests(number)[EDUCATION].token
    foreign = _with_token(form, own, token)
    outcome = returning.hand_in(desk.office, number, EDUCATION, [("意见反馈表.docx", foreign)], "")
    assert "不是本办公室发出的" in outcome.problems[0]["reason"]
    assert states(desk, number)[EDUCATION] == RequestState.UNUSABLE
    assert not holders(desk, number)


def _with_token(form: bytes, old: str, new: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            made.writestr(name, source.read(name).replace(old.encode(), new.encode()))
    return target.getvalue()


def test_one_file_sent_twice_in_one_mail_or_two_is_one_answer(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    form = filled(desk, number, EDUCATION)
    tag = desk.tag(number, EDUCATION)
    desk.mail("jiaoyu", f"回复 {tag}", "见附件。", [("意见反馈表.docx", form), ("意见反馈表（2）.docx", form)])
    desk.collect()
    first = deciding.list_opinions(desk.office, number).rows
    desk.mail("jiaoyu", f"再报 {tag}", "见附件。", [("意见反馈表.docx", form)])
    desk.collect()
    assert len(first) == 1
    assert [row[0] for row in deciding.list_opinions(desk.office, number).rows] == [row[0] for row in first]


def test_a_copy_by_an_author_no_directory_knows_is_its_senders(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    copy = docx.Document(io.BytesIO(region.draft_plan()))
    copy.core_properties.author = "查无此单位"
    paragraph = next(one for one in copy.paragraphs if "责任单位" in one.text)
    paragraph.runs[0].text = paragraph.text.replace("责任单位", "牵头单位")
    for run in paragraph.runs[1:]:
        run.text = ""
    target = io.BytesIO()
    copy.save(target)
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "见附件。", [("某局意见.docx", target.getvalue())])
    desk.collect()
    assert set(holders(desk, number)) == {EDUCATION}


def test_both_units_that_refuse_to_lead_the_same_task_are_in_dispute(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    path = desk.requests(number)[EDUCATION].clauses[0]
    item = path.rpartition("/")[2]
    for unit, other in ((EDUCATION, "市公安局"), (POLICE, "市教育局")):
        words = f"建议我局不作为第{item}项的牵头单位，改由{other}牵头。"
        returning.hand_in(desk.office, number, unit, [], words)
    assert "1处分歧" in merging.merge(desk.office, number).said
    with desk.office.store.reading() as session:
        [dispute] = opinions.disputes(session, 1)
        assert {side["unit"] for side in dispute.sides} == {EDUCATION, POLICE}
