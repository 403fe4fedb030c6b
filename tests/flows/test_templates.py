"""The office's own wording: changed only after a check, nothing typed is lost, letters can be made again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.work import templates
from registry.errors import StoreUnavailable, TemplateFault
from tests.flows.conftest import Desk

Solicited = Callable[[], str]
GOOD = "请尽快反馈{{ subject|book }}的意见，时限{{ due_text }}。"
BAD = "请尽快反馈{{ subject|book }}的意见。\n{{ danwei }}"


def own(desk: Desk) -> Path:
    return desk.office.settings.folder / "templates" / "reminder.txt.j2"


def test_a_good_text_is_used_from_then_on(desk: Desk) -> None:
    templates.edit_template(desk.office, "催办函", GOOD.encode())
    assert desk.office.wordings.source("reminder") == GOOD
    row = next(row for row in templates.list_templates(desk.office).rows if row[0] == "reminder")
    assert row[3:] == ("本单位", "可用")


def test_a_bad_text_is_refused_kept_beside_and_the_last_good_one_stays(desk: Desk) -> None:
    templates.edit_template(desk.office, "reminder", GOOD.encode())
    with pytest.raises(TemplateFault, match="第2行用了这里没有的值“danwei”") as refused:
        templates.edit_template(desk.office, "reminder", BAD.encode())
    assert own(desk).read_text("utf-8") == GOOD
    kept = own(desk).with_name("reminder.未通过.txt")
    assert kept.read_text("utf-8") == BAD
    assert str(kept) in refused.value.kept


def test_a_text_of_another_encoding_is_refused_and_kept_as_it_is(desk: Desk) -> None:
    with pytest.raises(TemplateFault, match="UTF-8"):
        templates.edit_template(desk.office, "reminder", GOOD.encode("gb18030"))
    assert own(desk).with_name("reminder.未通过.txt").read_bytes() == GOOD.encode("gb18030")


def test_an_empty_text_is_refused_by_the_templates_chinese_name(desk: Desk) -> None:
    with pytest.raises(TemplateFault, match="文字模板“催办函”是空的"):
        templates.edit_template(desk.office, "催办函", b" \n")


def test_the_text_before_is_kept_and_can_be_put_back(desk: Desk) -> None:
    templates.edit_template(desk.office, "reminder", GOOD.encode())
    templates.edit_template(desk.office, "reminder", ("一、" + GOOD).encode())
    ((_, earlier),) = templates.earlier_templates(desk.office, "reminder").rows
    assert " " not in Path(earlier).name  # typed as it is shown
    templates.edit_template(desk.office, "reminder", Path(earlier).read_bytes())
    assert own(desk).read_text("utf-8") == GOOD


def test_going_back_to_the_shipped_text_keeps_the_offices_own(desk: Desk) -> None:
    templates.edit_template(desk.office, "reminder", GOOD.encode())
    templates.reset_template(desk.office, "reminder")
    assert not own(desk).exists()
    assert len(templates.earlier_templates(desk.office, "reminder").rows) == 1


def test_a_preview_of_a_mail_is_its_words(desk: Desk) -> None:
    assert "云泽市教育局" in templates.preview_template(desk.office, "征求意见邮件").said


@pytest.mark.office
@pytest.mark.usefixtures("soffice")
def test_a_preview_of_a_letter_is_a_paper_and_its_picture(desk: Desk) -> None:
    told = templates.preview_template(desk.office, "reminder")
    assert [row[0] for row in told.rows] == ["reminder.docx", "reminder.png"]
    folder = own(desk).parent / "预览"
    assert (folder / "reminder.png").read_bytes().startswith(b"\x89PNG")


def test_every_letter_sent_is_made_again_after_the_template_has_changed(desk: Desk, with_mail: Solicited) -> None:
    number = with_mail()
    templates.edit_template(desk.office, "solicitation", "请研究{{ subject|book }}。".encode())
    told = templates.remake_letters(desk.office, number)
    assert [row[:3] for row in told.rows] == [("征求意见函", row[1], "一致") for row in told.rows]
    assert len(told.rows) == len(desk.requests(number))


def test_texts_put_in_at_one_moment_are_all_kept(desk: Desk) -> None:
    texts = [f"{n}{GOOD}" for n in "甲乙丙丁"]
    for text in texts:
        templates.edit_template(desk.office, "reminder", text.encode())
    rows = templates.earlier_templates(desk.office, "reminder").rows
    assert {Path(path).read_text("utf-8") for _, path in rows} | {own(desk).read_text("utf-8")} == set(texts)


def test_texts_put_in_by_several_at_once_are_all_kept(desk: Desk) -> None:
    texts = [f"{n}{GOOD}" for n in range(6)]
    with ThreadPoolExecutor(len(texts)) as people:
        list(people.map(lambda text: templates.edit_template(desk.office, "reminder", text.encode()), texts))
    rows = templates.earlier_templates(desk.office, "reminder").rows
    assert {Path(path).read_text("utf-8") for _, path in rows} | {own(desk).read_text("utf-8")} == set(texts)


def test_a_folder_in_a_templates_place_is_told_in_chinese(desk: Desk) -> None:
    own(desk).mkdir(parents=True)
    with pytest.raises(StoreUnavailable, match="同名的是文件夹"):
        templates.edit_template(desk.office, "reminder", GOOD.encode())
    assert [path for path in own(desk).parent.iterdir() if path.suffix == ".new"] == []
