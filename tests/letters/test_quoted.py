"""Our own words, quoted under an answer, never answer for a unit."""

import pytest

from letters.quoted import without_quoted

OWN = "我局无意见。\n\n柳溪市教育局"
OURS = "请于1月26日前反馈。逾期未反馈的，视为无意见。"


@pytest.mark.parametrize(
    "mark",
    [
        "------------------ 原始邮件 ------------------",
        "---- 回复的原邮件 ----",
        "-----邮件原件-----",
        "-------- 转发邮件信息 --------",
        "-----Original Message-----",
        "---------- Forwarded message ---------",
        "发件人: 柳溪市政府办公室 <office@liuxi.example>",
        "**发件人：**柳溪市政府办公室",
        "From: office@liuxi.example",
        "在 2026-01-05 10:00:00，“办公室” <office@liuxi.example> 写道：",
        "在 星期一, 2026年1月5日 10:00:00 办公室 写道：",
        "办公室 <office@liuxi.example> 于2026年1月5日周一 10:00写道：",
        "2026年1月5日 10:00，办公室 <office@liuxi.example> 写道：",
        "At 2026-01-05 10:00:00, office@liuxi.example wrote:",
        "On Mon, Jan 5, 2026 at 10:00 AM 办公室 <office@liuxi.example> wrote:",
        "On Mon, Jan 5, 2026 at 10:00 AM 办公室\n<office@liuxi.example> wrote:",
        "办公室 <office@liuxi.example> 于2026年1月5日周一\n10:00写道：",
    ],
)
def test_what_stands_under_the_mark_of_another_mail_is_not_the_units_word(mark: str) -> None:
    assert without_quoted(f"{OWN}\n\n{mark}\n{OURS}\n") == OWN


def test_the_writers_line_right_above_the_mark_is_kept() -> None:
    assert without_quoted(f"我局无意见。\n2026年1月5日 10:00，办公室写道：\n{OURS}") == "我局无意见。"
    assert (
        without_quoted(f"已于2026年1月5日研究。\n2026年1月5日 10:00，办公室写道：\n{OURS}") == "已于2026年1月5日研究。"
    )


def test_lines_quoted_by_signs_are_left_out_wherever_they_stand() -> None:
    assert without_quoted(f"> {OURS}\n＞{OURS}\n  > {OURS}\n我局无意见。") == "我局无意见。"


def test_an_answer_written_below_the_quoted_mail_is_kept() -> None:
    said = "On Mon, Jan 5, 2026 at 10:00 AM 办公室 <office@liuxi.example> wrote:"
    assert without_quoted(f"{said}\n\n> {OURS}\n> 附件\n\n我局无意见。") == "我局无意见。"


def test_answers_between_quoted_lines_are_kept_in_order() -> None:
    text = "2026年1月5日，办公室写道：\n> 一、目标\n建议改为“稳步提升”。\n> 二、任务\n无意见。"
    assert without_quoted(text) == "建议改为“稳步提升”。\n无意见。"


def test_a_mail_of_quoted_words_alone_says_nothing() -> None:
    assert without_quoted(f"---- 回复的原邮件 ----\n{OURS}") == ""
    assert without_quoted("") == ""


@pytest.mark.parametrize(
    "line",
    [
        "经2026年1月5日局长办公会研究，提出以下意见：",
        "在“强化保障”部分，建议增加以下内容：",
        "建议将“发件人信息”改为“来文单位信息”。",
        "—— 以下为修改意见 ——",
    ],
)
def test_words_of_the_units_own_are_no_mark(line: str) -> None:
    assert without_quoted(f"{line}\n一、删去第三条。") == f"{line}\n一、删去第三条。"


def test_a_hostile_mail_of_endless_dates_costs_no_time() -> None:
    lines = ["2026年" * 2000, *["在 " + "2026年" * 90] * 3000, "写道：" * 2000]
    assert without_quoted("\n".join(lines)).startswith("2026年")


SENT = (
    "柳溪市教育局：\n\n现就《柳溪市公共数据授权运营办法》征求你单位意见，函件、征求意见稿和意见反馈表见附件。\n"
    "反馈时限：请于1月26日17时30分前反馈，无意见也请书面反馈。\n联系电话：0471-0000000\n"
)


def test_our_own_lines_quoted_without_a_mark_are_not_the_units_words() -> None:
    kept = without_quoted(f"收到，正在研究。\n\n{SENT}", [SENT])
    assert kept.splitlines()[0] == "收到，正在研究。"
    assert "意见反馈表" not in kept
    assert "无意见" not in kept


def test_our_own_lines_are_known_though_spaces_and_line_breaks_changed() -> None:
    broken = SENT.replace("，函件、", "，函件、\n").replace("也请书面", "也请\n书面").replace("反馈时限", " 反馈 时限")
    assert "无意见" not in without_quoted(f"收到。\n{broken}", [SENT])
    assert "征求" not in without_quoted(broken, [SENT])


@pytest.mark.parametrize(
    "own", ["无意见。", "无意见也请书面", "你单位意见，函件、征求意见稿", "同意。联系电话：0471-0000001"]
)
def test_the_units_words_are_kept_though_ours_hold_them_too(own: str) -> None:
    assert without_quoted(own, [SENT]) == own


def test_a_line_of_ours_with_a_word_of_the_units_is_the_units() -> None:
    line = "反馈时限：请于1月26日17时30分前反馈，无意见也请书面反馈。我局无意见。"
    assert without_quoted(line, [SENT]) == line
