"""汇总 and 办结: nothing closed while something is open."""

from collections.abc import Callable

import pytest

from desk.demo import answers
from flows.work import (
    archiving,
    concluding,
    deciding,
    keeping,
    mailing,
    merging,
    reminding,
    returning,
)
from letters import page
from registry import papers
from registry.errors import NotPermitted, RenderingUnavailable
from registry.lifecycle import PaperState, RequestState
from registry.words import Disposition
from tests.flows.conftest import Desk
from tests.flows.steps import conclude, form_of, outgoing, quoted, settle_all

Solicited = Callable[[], str]
EDUCATION, POLICE, FINANCE, FARMS = "云泽市教育局", "云泽市公安局", "云泽市财政局", "云泽市农业农村局"


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


def test_a_waived_unit_no_longer_holds_the_matter(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    keeping.waive(desk.office, number, "市教育局", "职能已划转")
    assert desk.requests(number)[EDUCATION].state == RequestState.WAIVED
    with pytest.raises(NotPermitted, match="理由"):
        keeping.waive(desk.office, number, "市公安局", "")


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


def test_a_return_marked_secret_is_neither_read_nor_merged(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    document = page.blank()
    for line in ("秘密★5年", f"{EDUCATION}关于征求意见的复函", "建议将第9项修改为“加快推进”。"):
        document.add_paragraph(line)
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "", [("复函.docx", page.packed(document))])
    assert "涉密渠道" in next(row for row in desk.collect() if row[0].startswith("jiaoyu"))[3]
    assert desk.requests(number)[EDUCATION].state == RequestState.SENT
    assert deciding.list_opinions(desk.office, number).rows == ()


def test_an_office_may_keep_its_letters_as_pdf_a_too(
    desk: Desk, with_mail: Solicited, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = with_mail()
    settle_all(desk, number)
    merging.merge(desk.office, number)
    desk.setting(archive_pdf=True)

    monkeypatch.setattr(archiving, "to_pdf", lambda _data, for_archive: b"%PDF-1.7 for good" if for_archive else b"")
    conclude(desk, number)
    names = {piece.name for piece in archiving.archive(desk.office, number)[0]}
    assert "01-定稿/复函（代拟稿）.pdf" in names
    assert not any(name.startswith("02-") and name.endswith(".pdf") for name in names)


def test_the_archive_names_each_mail_sent_in_the_offices_words(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    settle_all(desk, number)
    merging.merge(desk.office, number)
    conclude(desk, number)
    sent = [piece.name for piece in archiving.archive(desk.office, number)[0] if "/发-" in piece.name]
    assert sent
    assert not [name for name in sent if any("a" <= letter <= "z" for letter in name.removesuffix(".eml"))]


def test_what_could_not_be_made_pdf_a_is_named_in_the_archive(
    desk: Desk, with_mail: Solicited, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = with_mail()
    settle_all(desk, number)
    merging.merge(desk.office, number)
    desk.setting(archive_pdf=True)

    def unavailable(_data: bytes, *, for_archive: bool) -> bytes:
        raise RenderingUnavailable("未安装 LibreOffice")

    monkeypatch.setattr(archiving, "to_pdf", unavailable)
    conclude(desk, number)
    names = {piece.name for piece in archiving.archive(desk.office, number)[0]}
    assert "未生成PDF的文件.txt" in names
