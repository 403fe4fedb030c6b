"""征求意见, 催办 and 反馈: one letter a unit, nothing lost, nothing doubled (procedure: Silence, Returns)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from desk.demo import answers, region
from flows.work import (
    collecting,
    concluding,
    deciding,
    keeping,
    mailing,
    merging,
    pen,
    reminding,
    returning,
    soliciting,
)
from letters import page
from letters.outline import outline
from letters.reading import read_document
from letters.reading.mail import Mail, parse_mail
from post.smtp import Delivery
from registry import leases, messages, opinions, papers, solicitations
from registry.calendar import SHANGHAI
from registry.errors import MailRefused, MailUnavailable, NotPermitted
from registry.lifecycle import PaperState, RequestState
from registry.messages import OutgoingState
from registry.words import Disposition
from tests.flows.conftest import Desk

Solicited = Callable[[], str]
EDUCATION, POLICE, FINANCE, FARMS = "云泽市教育局", "云泽市公安局", "云泽市财政局", "云泽市农业农村局"


def outgoing(desk: Desk, kind: str) -> list[messages.Outgoing]:
    with desk.office.store.reading() as session:
        rows = [row for row in messages.of_paper(session, 1) if row.kind == kind]
        session.expunge_all()
    return rows


def form_of(desk: Desk, number: str, unit: str) -> bytes:
    return desk.office.blobs.read(desk.requests(number)[unit].form_sha256)


def test_each_unit_gets_one_letter_however_often_the_stage_runs(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    round_ = soliciting.open_consultation(desk.office, number)
    assert soliciting.compose_letters(desk.office, round_) == 0
    assert mailing.send_outbox(desk.office).said == "没有待发邮件"
    letters = outgoing(desk, "letter")
    assert len(letters) == 4
    assert {row.state for row in letters} == {OutgoingState.DELIVERED}
    assert {row.state for row in desk.requests(number).values()} == {RequestState.SENT}


def test_a_letter_whose_sending_broke_off_is_never_sent_again_by_itself(
    desk: Desk, with_mail: Solicited, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = desk.endorsed()
    desk.at("2026-03-06T09:00")
    round_ = soliciting.open_consultation(desk.office, number)
    soliciting.compose_letters(desk.office, round_)

    def power_cut(*_: object, before: Callable[[int], None], **__: object) -> list[Delivery]:
        before(1)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(mailing, "send", power_cut)
        with pytest.raises(KeyboardInterrupt):
            mailing.send_outbox(desk.office)
    mailing.send_outbox(desk.office)
    states = [row.state for row in outgoing(desk, "letter")]
    assert states.count(OutgoingState.UNKNOWN) == 1
    assert states.count(OutgoingState.DELIVERED) == 3


def test_a_refused_login_pauses_sending_and_keeps_every_letter(
    desk: Desk, with_mail: Solicited, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> list[Delivery]:
        raise MailRefused("邮箱拒绝登录（535）")

    number = desk.endorsed()
    desk.at("2026-03-06T09:00")
    soliciting.compose_letters(desk.office, soliciting.open_consultation(desk.office, number))
    with monkeypatch.context() as patched:
        patched.setattr(mailing, "send", refused)
        for _ in range(2):
            with pytest.raises(MailRefused, match="535"):
                mailing.send_outbox(desk.office)
    with pytest.raises(MailRefused, match="4封待发函件原样保留"):
        mailing.send_outbox(desk.office)
    assert mailing.resume_mail(desk.office)
    mailing.send_outbox(desk.office)
    assert {row.state for row in outgoing(desk, "letter")} == {OutgoingState.DELIVERED}


def test_without_a_mail_room_nothing_is_lost_and_the_way_out_is_named(desk: Desk) -> None:
    desk.import_units(EDUCATION, POLICE)
    number = desk.endorsed()
    soliciting.compose_letters(desk.office, soliciting.open_consultation(desk.office, number))
    with pytest.raises(MailUnavailable, match="huiban up"):
        mailing.send_outbox(desk.office)
    assert {row.state for row in outgoing(desk, "letter")} == {OutgoingState.QUEUED}


def test_an_internal_paper_goes_only_to_listed_mailboxes(desk: Desk) -> None:
    desk.import_units(EDUCATION, POLICE)
    number = desk.endorsed()
    with desk.office.store.transaction() as session:
        papers.find(session, number).secrecy = "内部"
    round_ = soliciting.open_consultation(desk.office, number)
    soliciting.compose_letters(desk.office, round_)
    assert outgoing(desk, "letter") == []
    assert all("线下送达" in row.note for row in desk.requests(number).values())


def test_a_form_filled_in_comes_back_exactly(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    filled = answers.filled_form(form_of(desk, number, EDUCATION), rows=2)
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "请查收附件。", [("意见反馈表.docx", filled)])
    desk.collect()
    request = desk.requests(number)[EDUCATION]
    assert request.state == RequestState.ANSWERED
    with desk.office.store.reading() as session:
        round_ = solicitations.latest(session, 1)
        rows = opinions.opinions_of(session, round_.id if round_ else None)
        assert [row.clause for row in rows] == request.clauses[:2]
        assert {row.how for row in rows} == {"form"}


def test_our_own_quoted_words_never_answer_for_a_unit(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    body = "已收悉，正在研究。\n\n-----原始邮件-----\n发件人: 市政府办\n无意见的，也请书面反馈。"
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", body)
    desk.collect()
    assert desk.requests(number)[EDUCATION].state == RequestState.SENT  # an acknowledgement, no answer


def test_collecting_twice_takes_each_mail_once(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "经研究，我局无意见。")
    assert any(row[2] == EDUCATION for row in desk.collect())
    assert desk.collect() == []
    assert desk.requests(number)[EDUCATION].state == RequestState.NO_COMMENT


def test_a_strangers_mail_with_a_units_token_waits_for_a_person(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    desk.mail("gongan", f"回复 {desk.tag(number, EDUCATION)}", "经研究，无意见。")
    assert "待认领" in next(row for row in desk.collect() if row[0].startswith("gongan"))[3]
    assert desk.requests(number)[EDUCATION].state == RequestState.SENT
    [row] = pen.list_pen(desk.office).rows
    pen.assign(desk.office, int(row[0]), number, EDUCATION)
    assert desk.requests(number)[EDUCATION].state == RequestState.NO_COMMENT
    assert pen.list_pen(desk.office).rows == ()


def test_a_bounce_is_undelivered_and_never_deemed_to_agree(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    desk.collect()
    assert desk.requests(number)[FARMS].state == RequestState.UNDELIVERED
    desk.at("2026-03-13T18:00")
    reminding.remind(desk.office)
    assert desk.requests(number)[FARMS].state == RequestState.UNDELIVERED


def test_a_broken_file_is_set_aside_with_a_friendly_note_and_a_good_one_supersedes_it(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    form = form_of(desk, number, EDUCATION)
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "", [("表.docx", answers.broken_file(form))])
    desk.collect()
    assert desk.requests(number)[EDUCATION].state == RequestState.UNUSABLE
    assert len(outgoing(desk, "correction")) == 1
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "", [("表.docx", answers.filled_form(form))])
    desk.collect()
    assert desk.requests(number)[EDUCATION].state == RequestState.ANSWERED
    with desk.office.store.reading() as session:
        returns = opinions.returns_of(session, desk.requests(number)[EDUCATION].id)
        assert [row.superseded for row in returns] == [True, False]


@pytest.mark.parametrize("scan_first", [True, False])
def test_a_sealed_scan_and_its_text_are_two_halves_whichever_comes_first(
    desk: Desk, with_mail: Solicited, *, scan_first: bool
) -> None:
    number = with_mail()
    scan = [("盖章件.pdf", answers.sealed_scan())]
    letter = [("复函.docx", answers.prose_letter(region.draft_plan(), EDUCATION, region.OFFICE, region.WRITTEN_ON))]
    for files in (scan, letter) if scan_first else (letter, scan):
        desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "", files)
        desk.collect()
    assert desk.requests(number)[EDUCATION].state == RequestState.ANSWERED
    with desk.office.store.reading() as session:
        [standing] = [
            row for row in opinions.returns_of(session, desk.requests(number)[EDUCATION].id) if not row.superseded
        ]
        assert standing.sealed is True
        assert len(standing.files) == 2


def test_reminders_go_by_the_ladder_once_a_rung_and_never_outside_office_hours(
    desk: Desk, with_mail: Solicited
) -> None:
    with_mail()
    desk.at("2026-03-10T08:00")
    assert "不是办公时间" in reminding.remind(desk.office).said
    desk.at("2026-03-10T10:00")
    assert reminding.is_anything_due(desk.office)
    assert len(reminding.remind(desk.office).rows) == 4
    assert reminding.remind(desk.office).rows == ()
    assert not reminding.is_anything_due(desk.office)
    assert len(outgoing(desk, "reminder")) == 4


def test_a_dry_run_shows_the_timeline_and_sends_nothing(desk: Desk, with_mail: Solicited) -> None:
    with_mail()
    rows = reminding.remind(desk.office, dry_run=True).rows
    assert [row[2] for row in rows if row[0] == EDUCATION][:3] == ["T-3", "T-1", "T"]
    assert outgoing(desk, "reminder") == []


def test_after_two_working_days_of_silence_the_offices_own_leader_is_told(desk: Desk, with_mail: Solicited) -> None:
    with_mail()
    desk.at("2026-03-18T10:00")
    reminding.remind(desk.office)
    assert [row.address for row in outgoing(desk, "report")] == ["ld@yunze.example"]


def test_an_extension_moves_one_units_own_deadline(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    keeping.extend(desk.office, number, "市教育局", "3月14日下班前", "需上会研究", "顾明澈")
    requests = desk.requests(number)
    assert f"{requests[EDUCATION].due_at:%m-%d %H:%M}" == "03-14 17:30"
    assert f"{requests[POLICE].due_at:%m-%d %H:%M}" == "03-13 17:30"
    desk.at("2026-03-13T18:00")
    reminding.remind(desk.office)
    assert desk.requests(number)[EDUCATION].state == RequestState.SENT
    assert desk.requests(number)[POLICE].state == RequestState.SILENT


@pytest.mark.parametrize(
    ("moment", "to", "reason", "words"),
    [
        ("2026-03-13T18:00", "3月14日下班前", "研究", "已过"),
        ("2026-03-09T10:00", "3月12日下班前", "研究", "晚于"),
        ("2026-03-09T10:00", "3月20日下班前", "研究", "来文要求"),
        ("2026-03-09T10:00", "3月14日下班前", " ", "理由"),
    ],
)
def test_an_extension_is_refused_when_late_shorter_beyond_the_issuers_or_without_reason(
    desk: Desk, with_mail: Solicited, moment: str, to: str, reason: str, words: str
) -> None:
    number = with_mail()
    desk.at(moment)
    with pytest.raises(NotPermitted, match=words):
        keeping.extend(desk.office, number, EDUCATION, to, reason, "顾明澈")


def settle_all(desk: Desk, number: str, but: tuple[str, ...] = ()) -> None:
    """Let every unit but some say that it has no comment, at the counter."""
    for unit, request in desk.requests(number).items():
        if unit not in but and not RequestState(request.state).is_settled:
            returning.hand_in(desk.office, number, unit, [], f"{unit}：经研究，无意见。")


def conclude(desk: Desk, number: str) -> None:
    concluding.settle(desk.office, number)
    concluding.reply(desk.office, number)
    mailing.send_outbox(desk.office)
    concluding.close(desk.office, number)


def test_a_matter_is_not_concluded_while_a_unit_is_open_or_an_opinion_undecided(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    filled = answers.filled_form(form_of(desk, number, EDUCATION))
    returning.hand_in(desk.office, number, EDUCATION, [("表.docx", filled)], "")
    settle_all(desk, number, but=(POLICE,))
    with pytest.raises(NotPermitted, match="云泽市公安局（已发出）"):
        conclude(desk, number)
    settle_all(desk, number)
    with pytest.raises(NotPermitted, match="1条意见没有处理意见"):
        conclude(desk, number)
    deciding.decide(desk.office, number, [], Disposition.ACCEPTED, "", "承办人")
    with pytest.raises(NotPermitted, match="尚未汇总"):
        conclude(desk, number)
    merging.merge(desk.office, number)
    conclude(desk, number)
    conclude(desk, number)  # again: nothing happens twice
    with desk.office.store.reading() as session:
        assert papers.find(session, number).state == PaperState.CONCLUDED
    assert len(outgoing(desk, "reply")) == 1


def test_silence_counts_as_consent_only_after_reminders_and_only_if_the_letter_said_so(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    settle_all(desk, number, but=(POLICE,))
    desk.at("2026-03-13T18:00")
    reminding.remind(desk.office)
    merging.merge(desk.office, number)
    with pytest.raises(NotPermitted, match="未反馈"):
        concluding.settle(desk.office, number)  # no reminder is on record
    desk.at("2026-03-16T10:00")
    reminding.remind(desk.office)
    with pytest.raises(NotPermitted, match="未反馈"):
        concluding.settle(desk.office, number)  # the reminder has not left the office
    mailing.send_outbox(desk.office)
    concluding.settle(desk.office, number)
    assert desk.requests(number)[POLICE].state == RequestState.DEEMED


def test_declining_an_opinion_needs_a_reason(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    returning.hand_in(
        desk.office, number, EDUCATION, [("表.docx", answers.filled_form(form_of(desk, number, EDUCATION)))], ""
    )
    with pytest.raises(NotPermitted, match="理由"):
        deciding.decide(desk.office, number, [], Disposition.DECLINED, " ", "承办人")
    with pytest.raises(NotPermitted, match="Ynone"):
        deciding.decide(desk.office, number, ["Ynone"], Disposition.ACCEPTED, "", "承办人")


def test_a_return_after_the_merge_reopens_it_and_adds_only_itself(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    settle_all(desk, number)
    merging.merge(desk.office, number)
    filled = answers.filled_form(form_of(desk, number, EDUCATION))
    returning.hand_in(desk.office, number, EDUCATION, [("表.docx", filled)], "")
    with desk.office.store.reading() as session:
        assert papers.find(session, number).state == PaperState.SOLICITING
    assert "汇总1条意见" in merging.merge(desk.office, number).said


def test_two_runs_at_once_do_the_work_once(desk: Desk, with_mail: Solicited) -> None:
    with_mail()
    with desk.office.lease("collect") as hold:
        assert hold.taken
        assert "正在进行" in collecting.collect(desk.office).said
    assert collecting.collect(desk.office).said != ""


def test_a_waived_unit_no_longer_holds_the_matter(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    keeping.waive(desk.office, number, "市教育局", "职能已划转")
    assert desk.requests(number)[EDUCATION].state == RequestState.WAIVED
    with pytest.raises(NotPermitted, match="理由"):
        keeping.waive(desk.office, number, "市公安局", "")


def test_a_unit_that_left_the_directory_is_still_urged_and_still_heard(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    desk.import_units(POLICE, FINANCE, FARMS)
    desk.at("2026-03-10T10:00")
    assert EDUCATION in {row[0] for row in reminding.remind(desk.office).rows}
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "经研究，无意见。")
    desk.collect()
    assert desk.requests(number)[EDUCATION].state == RequestState.NO_COMMENT
    keeping.extend(desk.office, number, POLICE, "3月14日下班前", "研究", "顾明澈")


def test_an_answer_to_a_void_matter_waits_for_a_person(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    keeping.void(desk.office, number, "来文撤回")
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "经研究，无意见。")
    assert "已作废" in next(row for row in desk.collect() if row[0].startswith("jiaoyu"))[3]
    assert desk.requests(number)[EDUCATION].state == RequestState.SENT


def test_a_wish_repeated_in_a_later_return_keeps_its_decision(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    form = form_of(desk, number, EDUCATION)
    returning.hand_in(desk.office, number, EDUCATION, [("表.docx", answers.filled_form(form, rows=1))], "")
    deciding.decide(desk.office, number, [], Disposition.ACCEPTED, "", "承办人")
    returning.hand_in(desk.office, number, EDUCATION, [("表.docx", answers.filled_form(form, rows=2))], "")
    assert [row[6] for row in deciding.list_opinions(desk.office, number).rows] == ["采纳", ""]


def test_after_the_deadline_a_units_leader_gets_the_letter_itself(desk: Desk, with_mail: Solicited) -> None:
    with_mail()
    desk.at("2026-03-16T10:00")
    reminding.remind(desk.office)
    raw = desk.office.blobs.read(outgoing(desk, "reminder")[0].raw_sha256)
    assert [part.name for part in parse_mail(raw).attachments] == ["催办函（2026-0001）.docx"]


def test_a_mail_nobody_can_process_never_stops_those_behind_it(
    desk: Desk, with_mail: Solicited, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = with_mail()
    read = collecting.parse_mail

    def poisoned(data: bytes) -> Mail:
        if b"gongan" in data[:300]:
            raise ZeroDivisionError
        return read(data)

    monkeypatch.setattr(collecting, "parse_mail", poisoned)
    desk.mail("gongan", f"回复 {desk.tag(number, POLICE)}", "经研究，无意见。")
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "经研究，无意见。")
    for _ in range(4):
        desk.collect()
    assert desk.requests(number)[EDUCATION].state == RequestState.NO_COMMENT
    assert desk.requests(number)[POLICE].state == RequestState.SENT
    with desk.office.store.reading() as session:
        assert [row.how for row in messages.unread(session)] == ["无法处理（ZeroDivisionError）"]


def test_the_same_mail_sent_again_is_put_aside(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "经研究，无意见。", message_id="<same@yunze.example>")
    desk.collect()
    desk.mail("jiaoyu", f"再发 {desk.tag(number, EDUCATION)}", "经研究，无意见。", message_id="<same@yunze.example>")
    assert "此前已收到" in next(row for row in desk.collect() if row[0].startswith("jiaoyu"))[3]


def test_a_waived_or_hand_delivered_unit_gets_no_mail_any_more(desk: Desk, with_mail: Solicited) -> None:
    number = desk.endorsed()
    desk.at("2026-03-06T09:00")
    soliciting.compose_letters(desk.office, soliciting.open_consultation(desk.office, number))
    keeping.waive(desk.office, number, EDUCATION, "误列")
    soliciting.deliver(desk.office, number, POLICE, "OA")
    mailing.send_outbox(desk.office)
    states = {row.address: row.state for row in outgoing(desk, "letter")}
    assert states["jiaoyu@yunze.example"] == OutgoingState.WITHDRAWN
    assert states["gongan@yunze.example"] == OutgoingState.WITHDRAWN
    assert states["caizheng@yunze.example"] == OutgoingState.DELIVERED


def test_letters_that_are_held_leave_only_when_the_stage_is_run_without_hold(desk: Desk, with_mail: Solicited) -> None:
    number = desk.endorsed()
    desk.at("2026-03-06T09:00")
    round_ = soliciting.open_consultation(desk.office, number)
    soliciting.compose_letters(desk.office, round_, hold=True)
    assert mailing.send_outbox(desk.office).said == "没有待发邮件"
    assert not mailing.has_waiting_mail(desk.office)
    soliciting.compose_letters(desk.office, round_)
    mailing.send_outbox(desk.office)
    assert {row.state for row in outgoing(desk, "letter")} == {OutgoingState.DELIVERED}


def test_a_void_paper_is_urged_no_more(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    keeping.void(desk.office, number, "来文撤回")
    desk.at("2026-03-10T10:00")
    assert not reminding.is_anything_due(desk.office)
    assert reminding.remind(desk.office).rows == ()


def test_an_internal_paper_is_urged_by_telephone_and_stops_no_other_reminder(desk: Desk, with_mail: Solicited) -> None:
    with_mail()
    with desk.office.store.transaction() as session:
        papers.find(session, "2026-0001").secrecy = "内部"
    desk.at("2026-03-10T10:00")
    assert len(reminding.remind(desk.office).rows) == 4
    assert outgoing(desk, "reminder") == []


def test_nobody_is_deemed_while_an_answer_may_lie_in_the_pen(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    settle_all(desk, number, but=(POLICE,))
    desk.at("2026-03-10T10:00")
    reminding.remind(desk.office)
    mailing.send_outbox(desk.office)
    desk.mail("gongan", "公安局意见", "建议删除第25项。")
    desk.collect()
    desk.at("2026-03-13T18:00")
    reminding.remind(desk.office)
    merging.merge(desk.office, number)
    with pytest.raises(NotPermitted, match="可能是云泽市公安局的反馈"):
        concluding.settle(desk.office, number)
    assert desk.requests(number)[POLICE].state == RequestState.SILENT


def test_two_opinions_that_contradict_each_other_are_not_both_accepted(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    shared = next(iter(set(desk.requests(number)[EDUCATION].clauses)))
    words = [f"经研究，建议删除“{quoted(desk, shared)}”。", f"建议将“{quoted(desk, shared)}”修改为“另行规定”。"]
    for unit, text in zip((EDUCATION, POLICE), words, strict=True):
        returning.hand_in(desk.office, number, unit, [], text)
    assert "1处分歧" in merging.merge(desk.office, number).said
    assert "2条未处理" in deciding.decide(desk.office, number, [], Disposition.ACCEPTED, "", "承办人").said
    keys = [row[0] for row in deciding.list_opinions(desk.office, number).rows]
    with pytest.raises(NotPermitted, match="相互矛盾"):
        deciding.decide(desk.office, number, keys, Disposition.ACCEPTED, "", "承办人")


def quoted(desk: Desk, path: str) -> str:
    """Give words of a clause that stand in the draft once."""
    draft = outline(read_document(region.draft_plan(), "draft.docx"))
    text = next(clause.text for clause in draft.clauses if clause.path == path)
    return text.split("，")[1]


def test_a_killed_process_holds_no_lease(desk: Desk, with_mail: Solicited) -> None:
    import socket  # noqa: PLC0415

    with_mail()
    with desk.office.store.transaction() as session:
        dead = f"{socket.gethostname()}:999999999:x"
        leases.take(session, "collect", dead, datetime.now(SHANGHAI), timedelta(minutes=10))
    assert "正在进行" not in collecting.collect(desk.office).said


def test_a_return_marked_secret_is_neither_read_nor_merged(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    document = page.blank()
    for line in ("秘密★5年", f"{EDUCATION}关于征求意见的复函", "建议将第9项修改为“加快推进”。"):
        document.add_paragraph(line)
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "", [("复函.docx", page.packed(document))])
    assert "涉密渠道" in next(row for row in desk.collect() if row[0].startswith("jiaoyu"))[3]
    assert desk.requests(number)[EDUCATION].state == RequestState.SENT
    assert deciding.list_opinions(desk.office, number).rows == ()
