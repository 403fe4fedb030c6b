"""反馈: every mail taken once, matched surely or left to a person."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from desk.demo import answers, region
from flows.work import (
    collecting,
    deciding,
    merging,
    pen,
    reminding,
    returning,
    versions,
)
from letters.reading import recognition
from letters.reading.mail import Mail
from registry import leases, messages, opinions
from registry.calendar import SHANGHAI
from registry.lifecycle import RequestState
from tests.flows.conftest import Desk
from tests.flows.steps import form_of, outgoing
from tests.letters.reading.scanfiles import packed

Solicited = Callable[[], str]
EDUCATION, POLICE, FINANCE, FARMS = "云泽市教育局", "云泽市公安局", "云泽市财政局", "云泽市农业农村局"


def test_a_form_filled_in_comes_back_exactly(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    filled = answers.filled_form(form_of(desk, number, EDUCATION), rows=2)
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "请查收附件。", [("意见反馈表.docx", filled)])
    desk.collect()
    request = desk.requests(number)[EDUCATION]
    assert request.state == RequestState.ANSWERED
    with desk.office.store.reading() as session:
        rows = opinions.opinions_of(session, 1)
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
    pen.claim(desk.office, int(row[0]), number, EDUCATION)
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


class Recogniser:
    """Finds a line of words on a page that is not white, as rapidocr gives it, and counts the pages it was shown."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.shown = 0

    def __call__(self, pixels: NDArray[np.uint8]) -> SimpleNamespace:
        self.shown += 1
        if pixels.min() == pixels.max():
            return SimpleNamespace(boxes=None, txts=None, scores=None)
        box = np.array([[[100, 200], [900, 200], [900, 240], [100, 240]]], np.float32)
        return SimpleNamespace(boxes=box, txts=(self.words,), scores=(0.98,))


@pytest.mark.parametrize("by_mail", [True, False])
def test_the_words_of_a_scan_are_recognised_once(
    desk: Desk, with_mail: Solicited, monkeypatch: pytest.MonkeyPatch, *, by_mail: bool
) -> None:
    number = with_mail()
    recogniser = Recogniser("经研究，我局无修改意见。")
    monkeypatch.setattr(recognition, "_engine", lambda: recogniser)
    desk.setting(read_scans=True)
    written, blank = Image.new("RGB", (1240, 1754), "white"), Image.new("RGB", (1240, 1754), "white")
    written.paste((20, 20, 20), (100, 200, 900, 240))
    files = [("盖章件.png", packed(written)), ("第二页.png", packed(blank)), ("附页.pdf", packed(written, form="PDF"))]
    if by_mail:
        desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "", files)
        desk.collect()
    else:
        returning.hand_in(desk.office, number, EDUCATION, files, "")
    assert desk.requests(number)[EDUCATION].state == RequestState.NO_COMMENT
    assert recogniser.shown == len(files)


def test_two_runs_at_once_do_the_work_once(desk: Desk, with_mail: Solicited) -> None:
    with_mail()
    with desk.office.lease("collect") as hold:
        assert hold.taken
        assert "正在进行" in collecting.collect(desk.office).said
    assert collecting.collect(desk.office).said != ""


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


def test_a_killed_process_holds_no_lease(desk: Desk, with_mail: Solicited) -> None:
    import socket  # noqa: PLC0415

    with_mail()
    with desk.office.store.transaction() as session:
        dead = f"{socket.gethostname()}:999999999:x"
        leases.take(session, "collect", dead, datetime.now(SHANGHAI), timedelta(minutes=10))
    assert "正在进行" not in collecting.collect(desk.office).said


def test_what_was_read_is_kept_and_merging_opens_no_file_again(
    desk: Desk, with_mail: Solicited, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = with_mail()
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "建议删除第9项。")
    desk.collect()
    before = [row[0] for row in deciding.list_opinions(desk.office, number).rows]

    def refuse(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(versions, "read_return", refuse)
    assert "汇总1条意见" in merging.merge(desk.office, number).said
    assert [row[0] for row in deciding.list_opinions(desk.office, number).rows] == before


def test_a_return_from_before_readings_were_kept_is_read_again(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "建议删除第9项。")
    desk.collect()
    with desk.office.store.transaction() as session:
        [row] = opinions.returns_of(session, desk.requests(number)[EDUCATION].id)
        row.reading_sha256 = None
        session.add(row)
    assert "汇总1条意见" in merging.merge(desk.office, number).said


def test_what_arrives_while_papers_are_made_is_in_them(
    desk: Desk, with_mail: Solicited, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = with_mail()
    returning.hand_in(desk.office, number, EDUCATION, [], "建议删除第9项。")
    make, late = merging.matrix_docx, [POLICE]

    def made_late(*values: object, **named: object) -> bytes:
        if late:
            returning.hand_in(desk.office, number, late.pop(), [], "建议删除第10项。")
        return make(*values, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(merging, "matrix_docx", made_late)
    assert "汇总2条意见" in merging.merge(desk.office, number).said
