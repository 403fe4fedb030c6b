"""Returns of many files, in zips and beyond bounds: each file counts for its own unit, and none is lost unsaid."""

import pytest

from desk.demo import answers
from flows.work import deciding, mailing, pen, returning
from post import safety
from registry.errors import NotPermitted, SecretPaper
from registry.lifecycle import RequestState
from tests.flows.conftest import Desk
from tests.flows.steps import EDUCATION, FARMS, FINANCE, POLICE, Solicited, a_zip, form_of, outgoing
from tests.flows.test_odd_returns import filled, holders, share_mailbox, states


def forms(desk: Desk, number: str, *units: str) -> list[tuple[str, bytes]]:
    return [(f"{unit}/意见反馈表.docx", filled(desk, number, unit)) for unit in units]


def test_forms_of_several_units_in_one_zip_are_parted_as_attachments_are(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    share_mailbox(desk, EDUCATION, POLICE)
    desk.mail("jiaoyu", "反馈", "两家一并报上。", [("反馈.zip", a_zip(*forms(desk, number, EDUCATION, POLICE)))])
    assert desk.collect()[-1][2:] == (f"{EDUCATION}、{POLICE}", "1条意见（2家）")
    assert sorted(holders(desk, number)) == sorted([EDUCATION, POLICE])


def test_a_bad_file_in_a_zip_is_told_and_the_others_are_the_return(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    [form] = forms(desk, number, EDUCATION)
    inside = a_zip(form, ("说明.docx", answers.broken_file(form_of(desk, number, EDUCATION))), ("损.zip", b"PK\3\4"))
    outcome = returning.hand_in(desk.office, number, EDUCATION, [("反馈.zip", inside)], "")
    assert outcome.said.startswith("1条意见")
    assert {row["file"] for row in outcome.problems} == {"反馈.zip/说明.docx", "反馈.zip/损.zip"}
    assert [row[0] for row in outcome.told(EDUCATION).rows] == [row["file"] for row in outcome.problems]


def test_a_mark_of_secrecy_is_seen_within_a_zip_too(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    inside = a_zip(*forms(desk, number, EDUCATION), ("附.txt", "秘密★1年\n某某局关于报送材料的函".encode()))
    with pytest.raises(SecretPaper, match=r"反馈\.zip/附\.txt"):
        returning.hand_in(desk.office, number, EDUCATION, [("反馈.zip", inside)], "")


def test_a_unit_whose_form_came_behind_all_that_one_mail_may_bring_gets_its_own(
    desk: Desk, with_mail: Solicited, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = with_mail()
    desk.mail("jiaoyu", "各家反馈", "见附件。", forms(desk, number, EDUCATION, POLICE, FINANCE))
    monkeypatch.setattr(safety, "MOST_FILES", 2)
    assert "共3家" in desk.collect()[-1][3]
    mail = int(pen.list_pen(desk.office).rows[0][0])
    told = pen.claim(desk.office, mail, number, FINANCE).said
    assert f"信中还有{EDUCATION}、{POLICE}的反馈表，仍待认领" in told
    assert holders(desk, number) == [FINANCE]


def test_forms_of_several_other_units_never_count_for_one(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    with pytest.raises(NotPermitted, match=f"没有{FARMS}的"):
        returning.hand_in(desk.office, number, FARMS, forms(desk, number, EDUCATION, POLICE), "")
    three = forms(desk, number, EDUCATION, POLICE, FINANCE)
    assert f"还有{POLICE}、{FINANCE}的反馈表，请另行登记" in (
        returning.hand_in(desk.office, number, EDUCATION, three, "").said
    )
    assert holders(desk, number) == [EDUCATION]


def test_where_a_mail_brings_too_many_files_the_form_is_taken_and_the_rest_is_told(
    desk: Desk, with_mail: Solicited, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = with_mail()
    annexes = [(f"说明{n}.txt", "有关情况说明。".encode()) for n in range(3)]
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "", [*annexes, *forms(desk, number, EDUCATION)])
    monkeypatch.setattr(safety, "MOST_FILES", 2)
    assert "另有2个文件未能收取" in desk.collect()[-1][3]
    assert states(desk, number)[EDUCATION] == RequestState.ANSWERED
    assert len(deciding.list_opinions(desk.office, number).rows) == 1


def note_to(desk: Desk) -> str:
    """Give the identifier of our last note that asks to put files right."""
    mailing.send_outbox(desk.office)
    return outgoing(desk, "correction")[-1].message_id


def reply(desk: Desk, to: str, files: list[tuple[str, bytes]]) -> tuple[str, ...]:
    """Let a unit answer one of our mails and give what became of it."""
    desk.mail("jiaoyu", "回复", "更正件见附件。", files, in_reply_to=to)
    return desk.collect()[-1]


def test_files_our_note_says_need_not_be_sent_again_stand_beside_those_put_right(
    desk: Desk, with_mail: Solicited
) -> None:
    number = with_mail()
    form = filled(desk, number, EDUCATION)
    broken = answers.broken_file(form_of(desk, number, EDUCATION))
    files = [("意见反馈表.docx", form), ("补充.docx", broken), ("再补充.docx", broken)]
    desk.mail("jiaoyu", f"回复 {desk.tag(number, EDUCATION)}", "", files)
    assert desk.collect()[-1][3] == "1条意见；另有2个文件无法使用"
    mended = "建议将“提供学情分析服务”修改为“提供学情分析”。".encode()
    first = note_to(desk)
    assert reply(desk, first, [("补充.txt", mended), ("再补充.docx", broken)])[3].startswith(
        "更新反馈：2条意见；另有1个"
    )
    assert reply(desk, note_to(desk), [("意见反馈表（改）.docx", form)])[3] == "更新反馈：2条意见"
    assert len(deciding.list_opinions(desk.office, number).rows) == 2
    assert "1条意见" in reply(desk, outgoing(desk, "letter")[0].message_id, [("补充.txt", mended)])[3]
    assert len(deciding.list_opinions(desk.office, number).rows) == 1  # an answer to the letter replaces the one before


def test_each_unit_whose_form_in_a_mail_cannot_be_used_is_told(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    share_mailbox(desk, EDUCATION, POLICE)
    empty = [(f"{unit}.docx", form_of(desk, number, unit)) for unit in (EDUCATION, POLICE)]
    desk.mail("jiaoyu", "反馈", "", empty)
    desk.collect()
    told = {row.request_id for row in outgoing(desk, "correction")}
    assert told == {desk.requests(number)[unit].id for unit in (EDUCATION, POLICE)}
