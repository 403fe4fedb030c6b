"""再次征求意见: a later draft goes to the units it concerns; what the others said still counts."""

import io
from contextlib import ExitStack

import docx
import pytest

from desk.demo import answers, region
from flows.work import asking_again, deciding, drafting, mailing, merging, returning, soliciting, status
from flows.work.asking_again import Wanted
from flows.work.filing import folder_of
from flows.work.tallying import tally_of
from letters.clause_names import clause_name
from letters.draft import open_draft, plain_docx
from letters.reading import read_document
from letters.reading.mail import parse_mail
from registry import journal, opinions, papers, solicitations
from registry.errors import NotPermitted
from registry.lifecycle import PaperState, RequestState
from registry.words import Disposition
from tests.flows.conftest import Desk
from tests.flows.steps import EDUCATION, FARMS, FINANCE, POLICE, Solicited, outgoing, quoted

NAME = "征求意见稿（修改稿）.docx"


def clause_of(desk: Desk, number: str, unit: str) -> str:
    """Give a clause that concerns this unit and none of the others asked."""
    others = {path for name, row in desk.requests(number).items() if name != unit for path in row.clauses}
    return next(path for path in desk.requests(number)[unit].clauses if path not in others)


def draft_with(path: str, old: str, new: str) -> bytes:
    """Give the draft with words of one clause changed, as a person would in Word."""
    draft = open_draft(region.draft_plan())
    line = draft.starts[draft.by_path[path]].line
    document = docx.Document(io.BytesIO(region.draft_plan()))
    paragraph = next(one for one in document.paragraphs if one.text == draft.lines[line])
    paragraph.runs[0].text = paragraph.text.replace(old, new)
    for run in paragraph.runs[1:]:
        run.text = ""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def again(desk: Desk, number: str, data: bytes, **wanted: object) -> dict[str, str]:
    """Ask again and send the letters; give the units asked with their reasons."""
    round_ = asking_again.ask_again(desk.office, number, NAME, data, Wanted(**wanted))  # type: ignore[arg-type]
    drafting.compose_letters(desk.office, round_)
    mailing.send_outbox(desk.office)
    with desk.office.store.reading() as session:
        rows = solicitations.requests(session, solicitations.get(session, round_))
        return {row.unit: row.reason for row in rows}


def opinion_rows(desk: Desk) -> dict[tuple[str, str], opinions.OpinionRow]:
    with desk.office.store.reading() as session:
        rows = opinions.opinions_of(session, 1)
        session.expunge_all()
    return {(row.unit, row.proposed or ""): row for row in rows}


@pytest.fixture
def answered(desk: Desk, room: ExitStack) -> str:
    """Bring a paper to where two units have given opinions, one has none, and one is silent."""

    def walk() -> str:
        number = desk.solicited(room)
        for unit, new in ((EDUCATION, "教育另行规定"), (POLICE, "公安另行规定")):
            words = quoted(desk, clause_of(desk, number, unit))
            returning.hand_in(desk.office, number, unit, [], f"建议将“{words}”修改为“{new}”。")
        returning.hand_in(desk.office, number, FINANCE, [], "经研究，无意见。")
        return number

    number = desk.saved("answered", walk, room)
    desk.at("2026-03-06T09:00")
    return number


def touching(desk: Desk, number: str, unit: str) -> bytes:
    """Give a later draft that changes a clause of this unit alone, the very words it wanted changed."""
    path = clause_of(desk, number, unit)
    return draft_with(path, quoted(desk, path), "由各部门商定")


def test_only_units_whose_duties_or_opinions_were_touched_are_asked_again(desk: Desk, answered: str) -> None:
    asked = again(desk, answered, touching(desk, answered, EDUCATION))
    assert asked == {EDUCATION: "职责涉及修改的条款；所提意见涉及修改的条款"}
    states = {unit: row.state for unit, row in desk.requests(answered).items()}
    assert states[EDUCATION] == RequestState.SENT
    assert states[POLICE] == RequestState.ANSWERED
    assert states[FINANCE] == RequestState.NO_COMMENT
    assert desk.requests(answered)[EDUCATION].clauses == [clause_of(desk, answered, EDUCATION)]


def test_an_opinion_on_what_stands_is_carried_forward_with_what_was_decided_on_it(desk: Desk, answered: str) -> None:
    key = opinion_rows(desk)[POLICE, "公安另行规定"].key
    merging.merge(desk.office, answered)
    deciding.decide(desk.office, answered, [key], Disposition.DECLINED, "已有规定", "李明")
    again(desk, answered, touching(desk, answered, EDUCATION))
    carried = opinion_rows(desk)[POLICE, "公安另行规定"]
    assert (carried.key, carried.overtaken) == (key, False)
    [row] = [row for row in deciding.list_opinions(desk.office, answered).rows if row[0] == key]
    assert row[6:] == ("不采纳", "已有规定")
    assert "意见" in merging.merge(desk.office, answered).said


def test_an_opinion_on_words_that_were_changed_waits_until_its_unit_has_answered(desk: Desk, answered: str) -> None:
    again(desk, answered, touching(desk, answered, EDUCATION))
    assert opinion_rows(desk)[EDUCATION, "教育另行规定"].overtaken
    returning.hand_in(desk.office, answered, EDUCATION, [], "经研究，无意见。")
    assert (EDUCATION, "教育另行规定") not in opinion_rows(desk)
    assert desk.requests(answered)[EDUCATION].state == RequestState.NO_COMMENT


def test_what_was_adopted_and_written_into_the_later_draft_is_not_taken_back_by_an_answer_on_it(
    desk: Desk, answered: str
) -> None:
    keys = {unit: row.key for (unit, _), row in opinion_rows(desk).items()}
    merging.merge(desk.office, answered)
    deciding.decide(desk.office, answered, [keys[EDUCATION]], Disposition.ACCEPTED, "", "李明")
    again(desk, answered, touching(desk, answered, EDUCATION))
    returning.hand_in(desk.office, answered, EDUCATION, [], "经研究，无意见。")
    kept = opinion_rows(desk)[EDUCATION, "教育另行规定"]
    assert (kept.key, kept.overtaken) == (keys[EDUCATION], True)
    [row] = [row for row in deciding.list_opinions(desk.office, answered).rows if row[0] == kept.key]
    assert row[6] == "采纳"
    merging.merge(desk.office, answered)
    with desk.office.store.reading() as session:
        matter = papers.find(session, answered)
        files = {row.name: row.sha256 for row in papers.files(session, matter, "汇总表")}
    matrix = read_document(desk.office.blobs.read(files["汇总表.docx"]), "汇总表.docx").text
    assert "教育另行规定" in matrix


def test_what_a_unit_said_elsewhere_stands_beside_its_new_answer(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    first, second = desk.requests(number)[EDUCATION].clauses[:2]
    returning.hand_in(
        desk.office, number, EDUCATION, [],
        f"建议将“{quoted(desk, first)}”修改为“甲方案”。建议将“{quoted(desk, second)}”修改为“乙方案”。",
    )  # fmt: skip
    again(desk, number, draft_with(first, quoted(desk, first), "由各部门商定"))
    outcome = returning.hand_in(desk.office, number, EDUCATION, [], "经研究，无意见。")
    assert "此前1条意见沿用" in outcome.said
    assert [proposed for _, proposed in opinion_rows(desk)] == ["乙方案"]
    assert desk.requests(number)[EDUCATION].state == RequestState.ANSWERED
    merged = merging.merge(desk.office, number)
    assert "1条意见" in merged.said
    assert "0家无意见" in merged.said


def test_a_unit_that_only_had_no_comment_is_asked_anew(desk: Desk, answered: str) -> None:
    again(desk, answered, touching(desk, answered, FINANCE))
    assert desk.requests(answered)[FINANCE].state == RequestState.SENT
    assert "0家无意见" in merging.merge(desk.office, answered).said


def test_asked_twice_with_the_same_file_nobody_is_asked_twice(desk: Desk, answered: str) -> None:
    data = touching(desk, answered, EDUCATION)
    again(desk, answered, data)
    sent = len(outgoing(desk, "letter"))
    assert again(desk, answered, data)
    assert len(outgoing(desk, "letter")) == sent
    assert papers_version(desk, answered) == 2


def test_asked_twice_with_another_deadline_the_one_in_the_letters_stands_and_is_told(desk: Desk, answered: str) -> None:
    data = touching(desk, answered, EDUCATION)
    again(desk, answered, data, until="3个工作日内")
    due = desk.requests(answered)[EDUCATION].due_at
    assert again(desk, answered, data, until="3个工作日内")
    with pytest.raises(NotPermitted, match="未改为“2个工作日内”"):
        again(desk, answered, data, until="2个工作日内")
    assert desk.requests(answered)[EDUCATION].due_at == due


def papers_version(desk: Desk, number: str) -> int:
    with desk.office.store.reading() as session:
        return papers.find(session, number).draft_version


def test_the_letter_says_it_is_the_second_and_encloses_draft_and_comparison(desk: Desk, answered: str) -> None:
    again(desk, answered, touching(desk, answered, EDUCATION))
    letter = read_document(desk.office.blobs.read(desk.requests(answered)[EDUCATION].letter_sha256), "函.docx").text
    assert "再次征求" in letter
    assert "第2稿" in letter
    raw = desk.office.blobs.read(outgoing(desk, "letter")[-1].raw_sha256)
    names = [part.name for part in parse_mail(raw).attachments]
    assert any("修改对照稿" in name for name in names)
    assert NAME in names


def test_the_same_text_under_another_name_asks_nobody(desk: Desk, answered: str) -> None:
    with pytest.raises(NotPermitted, match="文字相同"):
        again(desk, answered, region.draft_plan())


def test_another_paper_is_refused_unless_a_person_says_so(desk: Desk, answered: str) -> None:
    other = plain_docx(
        ["云泽市市容管理办法", *(f"第{n}条　市容管理第{n}项规定另行制定，各单位执行。" for n in "一二三四五六")]
    )
    with pytest.raises(NotPermitted, match="可能不是同一文件"):
        again(desk, answered, other)
    assert papers_version(desk, answered) == 1


def test_a_change_that_concerns_nobody_asks_only_whom_a_person_names(desk: Desk, answered: str) -> None:
    document = docx.Document(io.BytesIO(region.draft_plan()))
    document.paragraphs[0].runs[0].text = "关于" + document.paragraphs[0].runs[0].text
    target = io.BytesIO()
    document.save(target)
    with pytest.raises(NotPermitted, match="没有涉及任何单位"):
        again(desk, answered, target.getvalue())
    assert again(desk, answered, target.getvalue(), also=("云泽市财政局",)) == {FINANCE: "承办人指定"}


def test_letters_about_the_earlier_draft_that_were_not_sent_are_taken_back(desk: Desk, room: object) -> None:
    number = desk.endorsed()
    desk.at("2026-03-06T09:00")
    drafting.compose_letters(desk.office, soliciting.open_consultation(desk.office, number), hold=True)
    asked = again(desk, number, draft_with("三/（一）/1", quoted(desk, "三/（一）/1"), "由各部门商定"))
    assert set(asked) == set(desk.requests(number))
    states = [row.state for row in outgoing(desk, "letter")]
    assert states.count("withdrawn") == states.count("delivered") + states.count("refused") > 0


def test_a_form_of_the_first_round_that_comes_late_is_about_the_first_draft(desk: Desk, answered: str) -> None:
    form = answers.filled_form(desk.office.blobs.read(desk.requests(answered)[FARMS].form_sha256), rows=1)
    again(desk, answered, touching(desk, answered, FARMS))
    returning.hand_in(desk.office, answered, FARMS, [("意见反馈表.docx", form)], "")
    with desk.office.store.reading() as session:
        assert {row.draft_version for row in opinions.opinions_of(session, 1) if row.unit == FARMS} == {1}


def test_words_in_the_thread_of_the_first_letter_are_given_to_a_person(desk: Desk, answered: str) -> None:
    tag = desk.tag(answered, EDUCATION)
    again(desk, answered, touching(desk, answered, EDUCATION))
    desk.mail("jiaoyu", f"回复 {tag}", "经研究，无意见。")
    row = desk.collect()[-1]
    assert "请核对所说是哪一稿" in row[3]
    assert desk.requests(answered)[EDUCATION].state == RequestState.SENT


def test_a_copy_of_the_second_draft_in_the_thread_of_the_first_letter_answers_the_second(
    desk: Desk, answered: str
) -> None:
    data = touching(desk, answered, EDUCATION)
    tag = desk.tag(answered, EDUCATION)
    again(desk, answered, data)
    copy = docx.Document(io.BytesIO(data))
    paragraph = next(one for one in copy.paragraphs if "由各部门商定" in one.text)
    paragraph.runs[0].text = paragraph.text.replace("由各部门商定", "由教育部门商定")
    target = io.BytesIO()
    copy.save(target)
    desk.mail("jiaoyu", f"回复 {tag}", "请见附件。", [("征求意见稿.docx", target.getvalue())])
    desk.collect()
    assert desk.requests(answered)[EDUCATION].state == RequestState.ANSWERED
    row = opinion_rows(desk)[EDUCATION, "教育"]
    assert (row.draft_version, row.overtaken) == (2, False)


def test_an_older_copy_is_read_on_its_version_and_placed_in_the_present_one(desk: Desk, answered: str) -> None:
    path, other = clause_of(desk, answered, EDUCATION), clause_of(desk, answered, POLICE)
    again(desk, answered, touching(desk, answered, EDUCATION))
    stale = draft_with(other, quoted(desk, other), "按旧稿另议")
    outcome = returning.hand_in(desk.office, answered, EDUCATION, [("征求意见稿.docx", stale)], "")
    assert "所改为第1稿，请核对" in outcome.said
    [row] = [row for (unit, _), row in opinion_rows(desk).items() if unit == EDUCATION]
    assert (row.draft_version, row.clause, row.overtaken) == (1, other, False)
    assert path != other


def test_the_papers_of_the_first_draft_are_kept_under_their_own_names(desk: Desk, answered: str) -> None:
    merging.merge(desk.office, answered)
    again(desk, answered, touching(desk, answered, EDUCATION))
    folder = folder_of(desk.office, answered) / "汇总表"
    assert {path.name[:4] for path in folder.iterdir()} == {"第1稿·"}  # none that could be taken for the second's
    merging.merge(desk.office, answered)
    with desk.office.store.reading() as session:
        names = {file.name for file in papers.files(session, papers.find(session, answered))}
    assert {"第1稿·汇总表.docx", "汇总表.docx", "修改对照稿（第1稿至第2稿）.docx", region.DRAFT_NAME, NAME} <= names


def test_a_merged_matter_is_open_again_and_reminders_go_by_the_new_deadline(desk: Desk, answered: str) -> None:
    returning.hand_in(desk.office, answered, FARMS, [], "无意见。")
    merging.merge(desk.office, answered)
    again(desk, answered, touching(desk, answered, EDUCATION), until="3个工作日内")
    with desk.office.store.reading() as session:
        assert papers.find(session, answered).state == PaperState.SOLICITING
        [awaited] = solicitations.awaited(session)
        assert awaited.unit == EDUCATION
        assert awaited.due_at == solicitations.get_round(session, awaited).due_at
    assert "已发出1" in status.status(desk.office, answered).said


def test_a_unit_silent_about_the_later_draft_whose_opinion_stands_is_not_told_to_have_none(
    desk: Desk, answered: str
) -> None:
    other = clause_of(desk, answered, POLICE)
    again(desk, answered, draft_with(other, "。", "，并加强监督。"))
    with desk.office.store.transaction() as session:
        [request] = [row for row in solicitations.in_force(session, 1) if row.unit == POLICE]
        request.state = RequestState.DEEMED
        session.add(request)
        told = tally_of([request], ["accepted"], {POLICE})
    assert (told["answered"], told["deemed"]) == ((POLICE,), ())
    returned = request.model_copy(update={"state": RequestState.WAIVED})
    assert tally_of([returned], ["accepted"], {POLICE})["answered"] == (POLICE,)
    assert tally_of([returned], [], set())["waived"] == (POLICE,)
    merging.merge(desk.office, answered)
    with desk.office.store.reading() as session:
        sheet = next(row for row in papers.files(session, papers.find(session, answered)) if row.name == "汇总表.docx")
    assert "视为无意见" not in read_document(desk.office.blobs.read(sheet.sha256), "汇总表.docx").text


def test_the_table_of_units_says_which_draft_each_was_asked_about(desk: Desk, answered: str) -> None:
    assert "稿次" not in status.status(desk.office, answered).columns
    again(desk, answered, touching(desk, answered, EDUCATION))
    told = status.status(desk.office, answered)
    assert told.columns[1] == "稿次"
    assert {row[0]: row[1] for row in told.rows} == {
        EDUCATION: "第2稿",
        POLICE: "第1稿",
        FINANCE: "第1稿",
        FARMS: "第1稿",
    }
    [round_] = [row.id for row in rounds(desk) if row.draft_version == 2]
    assert "就第2稿再次征求1个单位意见" in soliciting.dispatched(desk.office, round_ or 0).said
    assert "其余3个单位沿用" in soliciting.dispatched(desk.office, round_ or 0).said


def rounds(desk: Desk) -> list[solicitations.Solicitation]:
    with desk.office.store.reading() as session:
        rows = solicitations.rounds(session, 1)
        session.expunge_all()
    return rows


def test_a_title_and_a_table_keep_their_names_when_opinions_are_carried(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    first, second = desk.requests(number)[EDUCATION].clauses[:2]
    said = f"标题中“开发利用”改为“开发应用”。建议将“{quoted(desk, second)}”修改为“乙方案”。"
    returning.hand_in(desk.office, number, EDUCATION, [], said)
    title, clause = (row[1] for row in deciding.list_opinions(desk.office, number).rows)
    assert (title, clause) == ("标题", clause_name(second))
    again(desk, number, draft_with(first, quoted(desk, first), "由各部门商定"))
    assert [row[1] for row in deciding.list_opinions(desk.office, number).rows] == [title, clause]


def test_a_deadline_later_than_the_issuers_is_refused(desk: Desk, answered: str) -> None:
    with pytest.raises(NotPermitted, match="晚于来文要求"):
        again(desk, answered, touching(desk, answered, EDUCATION), until="60个工作日内")
    assert papers_version(desk, answered) == 1


def test_a_second_draft_after_the_issuers_deadline_is_asked_about_by_the_new_one(desk: Desk, answered: str) -> None:
    desk.at("2026-03-17T09:00")
    with pytest.raises(NotPermitted) as refused:
        again(desk, answered, touching(desk, answered, EDUCATION), until="3个工作日内")
    assert "--issuer-until" in refused.value.todo
    again(desk, answered, touching(desk, answered, EDUCATION), issuer_until="3月31日前")
    with desk.office.store.reading() as session:
        paper = papers.find(session, answered)
        moved = [line for line in journal.lines(session, answered) if line.action == "来文期限改定"]
    assert paper.due_at is not None
    assert f"{paper.due_at:%m-%d}" == "03-31"
    due = desk.requests(answered)[EDUCATION].due_at
    assert (due, len(moved)) == (paper.inner_due_at, 1)
    assert desk.office.now() < due < paper.due_at


def test_what_was_kept_of_a_reading_may_be_lost(desk: Desk, answered: str) -> None:
    again(desk, answered, touching(desk, answered, EDUCATION))
    before = opinion_rows(desk)
    with desk.office.store.transaction() as session:
        for _, row in opinions.standing(session, 1):
            row.reading_sha256 = None
            session.add(row)
    assert f"{len(before)}条意见" in merging.merge(desk.office, answered).said
