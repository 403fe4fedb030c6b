"""征求意见 and 催办: one letter a unit, nothing lost, nothing doubled."""

from collections.abc import Callable

import pytest

from flows.report import FEW
from flows.work import (
    drafting,
    keeping,
    mailing,
    reminding,
    soliciting,
    status,
)
from letters.clause_names import clause_list
from letters.reading import read_document
from letters.reading.mail import parse_mail
from post.smtp import Delivery
from registry import papers
from registry.errors import MailRefused, MailUnavailable, NotPermitted, RenderingUnavailable
from registry.lifecycle import RequestState
from registry.messages import OutgoingState
from tests.flows.conftest import Desk
from tests.flows.steps import outgoing

Solicited = Callable[[], str]
EDUCATION, POLICE, FINANCE, FARMS = "云泽市教育局", "云泽市公安局", "云泽市财政局", "云泽市农业农村局"


def test_each_unit_gets_one_letter_however_often_the_stage_runs(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    round_ = soliciting.open_consultation(desk.office, number)
    assert drafting.compose_letters(desk.office, round_) == 0
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
    drafting.compose_letters(desk.office, round_)

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
    drafting.compose_letters(desk.office, soliciting.open_consultation(desk.office, number))
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
    drafting.compose_letters(desk.office, soliciting.open_consultation(desk.office, number))
    with pytest.raises(MailUnavailable, match="huiban up"):
        mailing.send_outbox(desk.office)
    assert {row.state for row in outgoing(desk, "letter")} == {OutgoingState.QUEUED}


def test_an_internal_paper_goes_only_to_listed_mailboxes(desk: Desk) -> None:
    desk.import_units(EDUCATION, POLICE)
    number = desk.endorsed()
    with desk.office.store.transaction() as session:
        papers.find(session, number).secrecy = "内部"
    round_ = soliciting.open_consultation(desk.office, number)
    drafting.compose_letters(desk.office, round_)
    assert outgoing(desk, "letter") == []
    assert all("线下送达" in row.note for row in desk.requests(number).values())


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


def test_a_unit_that_left_the_directory_is_still_urged_and_still_heard(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    desk.import_units(POLICE, FINANCE, FARMS)
    desk.at("2026-03-10T10:00")
    assert EDUCATION in {row[0] for row in reminding.remind(desk.office).rows}
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "经研究，无意见。")
    desk.collect()
    assert desk.requests(number)[EDUCATION].state == RequestState.NO_COMMENT
    keeping.extend(desk.office, number, POLICE, "3月14日下班前", "研究", "顾明澈")


def test_after_the_deadline_a_units_leader_gets_the_letter_itself(desk: Desk, with_mail: Solicited) -> None:
    with_mail()
    desk.at("2026-03-16T10:00")
    reminding.remind(desk.office)
    raw = desk.office.blobs.read(outgoing(desk, "reminder")[0].raw_sha256)
    assert [part.name for part in parse_mail(raw).attachments] == ["催办函（2026-0001）.docx"]


def test_a_waived_or_hand_delivered_unit_gets_no_mail_any_more(desk: Desk, with_mail: Solicited) -> None:
    number = desk.endorsed()
    desk.at("2026-03-06T09:00")
    drafting.compose_letters(desk.office, soliciting.open_consultation(desk.office, number))
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
    drafting.compose_letters(desk.office, round_, hold=True)
    assert mailing.send_outbox(desk.office).said == "没有待发邮件"
    assert not mailing.has_waiting_mail(desk.office)
    drafting.compose_letters(desk.office, round_)
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


def test_a_later_deadline_has_a_ladder_of_its_own(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    desk.at("2026-03-10T10:00")
    reminding.remind(desk.office)
    keeping.extend(desk.office, number, EDUCATION, "3月15日前", "需上会研究", "顾明澈")
    desk.at("2026-03-12T10:00")
    assert "延期1·T-1" in {row[2] for row in reminding.remind(desk.office).rows if row[0] == EDUCATION}


def test_a_matter_that_is_closed_is_changed_no_more(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    keeping.void(desk.office, number, "来文撤回")
    with pytest.raises(NotPermitted, match="不能再改动"):
        keeping.waive(desk.office, number, EDUCATION, "误列")


def test_delivering_or_waiving_twice_changes_nothing(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    with pytest.raises(NotPermitted, match="此前已送达"):
        soliciting.deliver(desk.office, number, EDUCATION, "OA")
    keeping.waive(desk.office, number, EDUCATION, "误列")
    with pytest.raises(NotPermitted, match="误列"):
        keeping.waive(desk.office, number, EDUCATION, "另一个理由")


def no_pdf(_letter: bytes) -> bytes:
    raise RenderingUnavailable("LibreOffice 60秒内未完成转换")


def endorsed_at_nine(desk: Desk) -> int:
    desk.import_units(EDUCATION, POLICE)
    number = desk.endorsed()
    desk.at("2026-03-06T09:00")
    return soliciting.open_consultation(desk.office, number)


def enclosed(desk: Desk) -> set[str]:
    (mail, *_) = [desk.office.blobs.read(row.raw_sha256) for row in outgoing(desk, "letter")]
    return {part.name for part in read_document(mail, "函.eml").attached}


def test_an_office_may_send_its_letters_as_pdf(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.setting(letter_format="pdf")
    monkeypatch.setattr(drafting, "to_pdf", lambda _letter: b"%PDF-1.7 letter")
    drafting.compose_letters(desk.office, endorsed_at_nine(desk))
    assert "征求意见函.pdf" in enclosed(desk)
    assert "征求意见函.docx" not in enclosed(desk)


def test_a_letter_whose_pdf_fails_goes_as_docx_and_is_flagged(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.setting(letter_format="pdf")
    monkeypatch.setattr(drafting, "to_pdf", no_pdf)
    drafting.compose_letters(desk.office, endorsed_at_nine(desk))
    assert "征求意见函.docx" in enclosed(desk)
    notes = {row.note for row in desk.requests("2026-0001").values()}
    assert notes == {"未能生成PDF（LibreOffice 60秒内未完成转换），以docx发出"}


def test_an_office_that_sends_pdf_alone_stops_where_none_can_be_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.setting(letter_format="pdf", docx_without_pdf=False)
    monkeypatch.setattr(drafting, "to_pdf", no_pdf)
    round_ = endorsed_at_nine(desk)
    with pytest.raises(RenderingUnavailable, match="征求意见函未能生成PDF"):
        drafting.compose_letters(desk.office, round_)
    assert outgoing(desk, "letter") == []
    monkeypatch.setattr(drafting, "to_pdf", lambda _letter: b"%PDF-1.7 letter")
    assert drafting.compose_letters(desk.office, round_) == 2  # mended: the run goes on


def test_progress_is_told_batch_by_batch(desk: Desk) -> None:
    told: list[tuple[int, int]] = []
    drafting.compose_letters(desk.office, endorsed_at_nine(desk), progress=lambda *now: told.append(now))
    assert told == [(2, 2)]


def test_a_screen_shows_few_clauses_of_a_unit_and_the_record_all(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    clauses = desk.requests(number)[POLICE].clauses
    assert len(clauses) > FEW + 1
    for told in (status.status(desk.office, number), soliciting.dispatched(desk.office, 1)):
        [whole], [short] = ([row[1] for row in rows if row[0] == POLICE] for rows in (told.rows, told.short))
        assert whole == clause_list(clauses)
        assert short == clause_list(clauses, FEW) != whole
