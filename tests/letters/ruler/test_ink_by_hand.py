"""Rules on ink, held against pages put together by hand: no LibreOffice, no fonts, exact places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from letters.headline import width
from letters.ruler import Kind, rules_ink_close, rules_ink_head, rules_ink_page, rules_ink_sign, rules_ink_text
from letters.ruler.case import InkCase
from letters.ruler.ink import Glyph, InkPaper, Leaf, Line, Patch, Rule
from letters.ruler.kinds import kind_of_ink
from letters.ruler.standard import CHARACTER, ROW, Area, Measure, Measures

BASE = 45.2  # the baseline of a page's first row


def line(text: str, left: float, baseline: float, size: float = 16, *, red: bool = False) -> Line:
    """Set words from a place on, each character as wide as its size asks on the 28-character row."""
    glyphs = []
    font = "FZXBSJW--GB1-0" if size > 20 else "FangSong_GB2312"
    for char in text:
        wide = width(char) * size / 16 * CHARACTER
        top = baseline - 0.8 * size * 25.4 / 72
        glyphs.append(Glyph(char, left, left + wide, top, baseline + 0.4, baseline, size, font, red))
        left += wide
    return Line(tuple(glyphs))


def ended(text: str, right: float, baseline: float, size: float = 16) -> Line:
    """Set words that end at a place."""
    return line(text, right - width(text) * size / 16 * CHARACTER, baseline, size)


def centred(text: str, baseline: float, size: float = 22, *, red: bool = False) -> Line:
    return line(text, 106 - width(text) * size / 32 * CHARACTER, baseline, size, red=red)


def at(row: int) -> float:
    """Give the baseline of a page's row, counted from 0."""
    return BASE + row * ROW


def page(*lines: Line, rules: tuple[Rule, ...] = (), patches: tuple[Patch, ...] = (), number: int = 1) -> Leaf:
    return Leaf(number, 210, 297, tuple(sorted(lines, key=lambda one: one.baseline)), rules, patches)


def case(*leaves: Leaf, kind: Kind | None = Kind.GENERAL) -> InkCase:
    return InkCase(InkPaper(leaves), kind)


def wrong(measures: Measures) -> list[Measure]:
    return [one for one in measures if not one.right]


TEXT = (
    centred("关于检查的通知", at(5)),
    line("各有关单位：", 28, at(7)),
    line("请认真检查。", 28 + 2 * CHARACTER, at(8)),
)
NAME, DAY = "云江市人民政府办公室", "2026年3月6日"
UNSEALED = (
    ended(NAME, 184 - 2 * CHARACTER, at(10)),
    line(DAY, 184 - 12 * CHARACTER + 2 * CHARACTER, at(11)),
)
DATE_MIDDLE = 184 - 4 * CHARACTER - width(DAY) * CHARACTER / 2
SEALED = (
    line(NAME, DATE_MIDDLE - width(NAME) * CHARACTER / 2, at(10)),
    ended(DAY, 184 - 4 * CHARACTER, at(11)),
)
SEAL = Patch(DATE_MIDDLE - 21, DATE_MIDDLE + 21, at(11) - 34, at(11) + 8)


@pytest.mark.parametrize("closing", [UNSEALED, SEALED])
def test_signature_and_date_are_right_with_a_seal_and_without(closing: tuple[Line, ...]) -> None:
    assert wrong(rules_ink_sign.signature(case(page(*TEXT, *closing)))) == []


def test_a_long_name_in_several_rows_is_one_signature() -> None:
    start = 184 - 23 * CHARACTER
    rows = (
        line("云江市人民政府发展改革和经济信息化委员会", start, at(10)),
        line("人民政府发展改革和经济信息化委员会办公室啊", start, at(11)),
        line(DAY, start + 2 * CHARACTER, at(12)),
    )
    assert wrong(rules_ink_sign.signature(case(page(*TEXT, *rows)))) == []


@pytest.mark.parametrize(("last", "is_right"), [("、", True), ("局", False)])
def test_a_mark_may_hang_out_behind_the_copies_and_a_word_may_not(last: str, *, is_right: bool) -> None:
    small = 14 / 16 * CHARACTER
    words = line("抄送：云江市教育局、", 28 + small, at(20), 14)
    full = line("云" * 26 + last, 184 - 27 * small, at(21), 14)
    told = wrong(rules_ink_close.copies(case(page(*TEXT, words, full))))
    assert is_right == (not [one for one in told if "右空" in one.message])


def test_a_date_that_is_not_two_characters_right_of_the_signature_is_told() -> None:
    moved = (UNSEALED[0], ended(DAY, 184 - 2 * CHARACTER, at(11)))
    told = wrong(rules_ink_sign.signature(case(page(*TEXT, *moved))))
    assert [one.clause for one in told] == ["7.3.5.2"]
    assert "日期首字比署名首字右移4字" in told[0].message


def test_a_seal_over_name_and_date_is_right() -> None:
    sealed = case(page(*TEXT, *SEALED, patches=(SEAL,)))
    assert wrong(rules_ink_sign.seal(sealed)) == []
    assert wrong(rules_ink_sign.signature(sealed)) == []


@pytest.mark.parametrize(
    ("seal", "said"),
    [
        (replace(SEAL, left=SEAL.left - 60, right=SEAL.right - 60), "未压住署名和成文日期"),
        (replace(SEAL, top=SEAL.top + 60, bottom=SEAL.bottom + 60), "未压住署名和成文日期"),
    ],
)
def test_a_seal_beside_name_and_date_is_told(seal: Patch, said: str) -> None:
    told = wrong(rules_ink_sign.seal(case(page(*TEXT, *SEALED, patches=(seal,)))))
    assert {one.clause for one in told} == {"7.3.5.1"}
    assert told[0].measured == said


@pytest.mark.parametrize(("aside", "told"), [(0, 0), (60, 1)])
def test_a_joint_papers_only_seal_lies_over_its_own_name(aside: float, told: int) -> None:
    names = (line("云江市商务局", 40, at(12)), line("云江市公安局", 110, at(12)))
    day = line(DAY, 112, at(13))
    middle = names[0].centre + aside / 2
    print_ = Patch(middle - 21, middle + 21, at(12) - 30, at(12) + 12)
    found = wrong(rules_ink_sign.seal(case(page(*TEXT, *names, day, patches=(print_,)))))
    assert len([one for one in found if "未压住署名" in one.message]) == told


def test_a_seal_far_under_the_text_is_told() -> None:
    low = (line(NAME, DATE_MIDDLE - width(NAME) * CHARACTER / 2, at(17)), ended(DAY, 184 - 4 * CHARACTER, at(18)))
    seal = replace(SEAL, top=at(18) - 34, bottom=at(18) + 8)
    told = wrong(rules_ink_sign.seal(case(page(*TEXT, *low, patches=(seal,)))))
    assert [(one.clause, one.unit) for one in told] == [("7.3.5.1", "行")]
    assert "顶端距正文" in told[0].message


def test_a_signature_without_text_on_its_page_is_hinted_at() -> None:
    alone = case(page(*TEXT), page(*SEALED, number=2))
    told = wrong(rules_ink_sign.signature(alone))
    assert [(one.clause, one.strength.fails) for one in told] == [("7.3.5.5", False)]


MARK = centred("云江市商务局文件", 85.2, 48, red=True)
NUMBER = centred("云商发〔2026〕5号", 114.0, 16)
RED_RULE = Rule(28, 184, 118.6, 119.1, red=True)


def test_a_head_in_the_general_format_is_right() -> None:
    head = case(page(MARK, NUMBER, *TEXT[1:], rules=(RED_RULE,)))
    assert wrong(rules_ink_head.mark(head)) == []
    assert wrong(rules_ink_head.number(head)) == []
    assert wrong(rules_ink_head.head_rule(head)) == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (replace(RED_RULE, right=174), "长度应为156 mm，实为146 mm"),
        (replace(RED_RULE, top=122, bottom=122.5), "与发文字号的距离应为4 mm"),
        (replace(RED_RULE, red=False), "未见版头分隔线"),
    ],
)
def test_a_wrong_red_rule_is_told(rule: Rule, said: str) -> None:
    told = wrong(rules_ink_head.head_rule(case(page(MARK, NUMBER, *TEXT[1:], rules=(rule,)))))
    assert {one.clause for one in told} == {"7.2.7"}
    assert said in told[0].message


def test_a_number_close_under_the_mark_is_told() -> None:
    told = wrong(rules_ink_head.number(case(page(MARK, centred("云商发〔2026〕5号", 98, 16), rules=(RED_RULE,)))))
    assert [(one.clause, one.required) for one in told] == [("7.2.5", "2行")]


def test_a_mark_too_high_is_told_with_its_place() -> None:
    high = centred("云江市商务局文件", 50.0, 48, red=True)
    told = wrong(rules_ink_head.mark(case(page(high, NUMBER))))
    assert [(one.clause, one.required, one.unit) for one in told] == [("7.2.4", 72, "mm")]


@pytest.mark.parametrize(
    ("number", "shown", "clauses"),
    [
        (1, ended("—1—", 184 - CHARACTER, 270.8, 14), set()),
        (2, line("—2—", 28 + CHARACTER, 270.8, 14), set()),
        (2, ended("—2—", 184 - CHARACTER, 270.8, 14), {"7.5"}),
        (1, ended("—1—", 184 - CHARACTER, 280, 14), {"7.5"}),
        (1, ended("—3—", 184 - CHARACTER, 270.8, 14), {"7.5"}),
    ],
)
def test_page_numbers_stand_at_the_outer_edge_seven_millimetres_under_the_text(
    number: int, shown: Line, clauses: set[str]
) -> None:
    others = {1: ended("—1—", 184 - CHARACTER, 270.8, 14), 2: line("—2—", 28 + CHARACTER, 270.8, 14)}
    pages = [page(*TEXT, one, number=at) for at, one in (others | {number: shown}).items()]
    told = [one for one in wrong(rules_ink_page.page_number(case(*pages))) if one.strength.fails]
    assert {one.clause for one in told} == clauses


RECORD = (
    line("抄送：市委办公室。", 28 + 14 / 16 * CHARACTER, 248, 14),
    line("云江市商务局办公室", 28 + 14 / 16 * CHARACTER, 258, 14),
    ended("2026年3月6日印发", 184 - 14 / 16 * CHARACTER, 258, 14),
)
RECORD_RULES = (
    Rule(28, 184, 241.0, 241.35, red=False),
    Rule(28, 184, 251.0, 251.25, red=False),
    Rule(28, 184, 261.8, 262.15, red=False),
)


def test_the_record_at_the_foot_is_right() -> None:
    end = case(page(MARK, *TEXT), page(*TEXT[2:], *RECORD, rules=RECORD_RULES, number=2))
    assert wrong(rules_ink_close.record(end)) == []
    assert wrong(rules_ink_close.copies(end)) == []


def test_a_record_that_does_not_end_at_the_text_areas_edge_is_told() -> None:
    rules = (*RECORD_RULES[:2], replace(RECORD_RULES[2], top=255.0, bottom=255.35))
    end = case(page(MARK, *TEXT), page(*TEXT[2:], *RECORD, rules=rules, number=2))
    told = wrong(rules_ink_close.record(end))
    assert [(one.clause, one.required) for one in told] == [("7.4.1", 262)]


def test_a_letter_has_no_rules_about_its_copies() -> None:
    told = wrong(rules_ink_close.record(case(page(*TEXT, RECORD[0], rules=RECORD_RULES[:1]), kind=Kind.LETTER)))
    assert [(one.clause, one.measured) for one in told] == [("10.1", "1条")]


def test_rows_too_far_apart_are_counted() -> None:
    rows = [line("检查" * 14, 28, 40 + place * 11.5) for place in range(12)]
    told = wrong(rules_ink_page.rows_and_characters(case(page(centred("关于检查的通知", 30), *rows))))
    assert [(one.clause, one.measured, one.required) for one in told] == [("5.2.3", "19行", "22行")]


def test_what_stands_outside_the_text_area_is_told() -> None:
    wide = case(page(*TEXT, line("检查" * 15, 22, at(9))))
    assert {one.clause for one in wrong(rules_ink_page.text_area(wide))} == {"5.2.1"}


def test_a_mark_hung_outside_a_full_row_is_no_fault() -> None:
    hung = case(page(*TEXT, line(f"{'检查' * 14}，", 28, at(9)), line("并报告。", 28, at(10))))
    assert wrong(rules_ink_page.text_area(hung)) == []


def test_a_first_page_without_text_is_told() -> None:
    told = wrong(rules_ink_text.first_page(case(page(MARK, NUMBER, *TEXT[:2]))))
    assert [one.clause for one in told] == ["7.3.3"]


def test_an_attachment_that_does_not_begin_a_page_is_told() -> None:
    bound = case(page(*TEXT, *UNSEALED, line("附件1", 28, at(14)), centred("检查表", at(16))))
    assert [one.clause for one in wrong(rules_ink_close.annexes(bound))] == ["7.3.7"]


@pytest.mark.parametrize(
    ("colour", "is_round", "said"), [("红色", True, []), ("黑色", True, ["实为黑色"]), ("其他颜色", False, None)]
)
def test_a_seal_is_told_by_shape_and_size_and_must_be_red(
    colour: str, said: list[str] | None, *, is_round: bool
) -> None:
    sealed = case(page(*TEXT, *SEALED, patches=(replace(SEAL, colour=colour, is_round=is_round),)))
    measures = list(rules_ink_sign.seal(sealed))
    if said is None:
        assert measures == []  # a square logo is no seal
    else:
        assert [one.message[-len("实为黑色") :] for one in wrong(iter(measures))] == said


def test_a_round_logo_in_another_colour_that_covers_no_signature_is_no_seal() -> None:
    logo = Patch(30, 70, 40, 80, colour="其他颜色")
    assert list(rules_ink_sign.seal(case(page(*TEXT, *UNSEALED, patches=(logo,))))) == []


STAMP_RIGHT = 184 - 4 * CHARACTER
STAMP = Patch(STAMP_RIGHT - 30, STAMP_RIGHT, at(11) - 7, at(11) + 3, is_round=False)
STAMPED = (ended("市长", STAMP_RIGHT - 30 - 2 * CHARACTER, at(11)), ended(DAY, STAMP_RIGHT, at(13)))


def test_a_signers_stamp_at_its_place_is_right() -> None:
    stamped = case(page(*TEXT, *STAMPED, patches=(STAMP,)))
    measures = list(rules_ink_sign.stamp(stamped))
    assert wrong(iter(measures)) == []
    assert len(measures) == 7
    assert list(rules_ink_sign.signature(stamped)) == []


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        (replace(STAMP, left=STAMP.left + 12, right=STAMP.right + 12), ["签名章右空应为4字", "与签名章的距离应为2字"]),
        (replace(STAMP, top=STAMP.top - 5, bottom=STAMP.bottom - 5), ["上下错开"]),
        (replace(STAMP, colour="黑色"), ["签名章颜色应为红色，实为黑色"]),
    ],
)
def test_a_signers_stamp_elsewhere_is_told(stamp: Patch, said: list[str]) -> None:
    told = wrong(rules_ink_sign.stamp(case(page(*TEXT, *STAMPED, patches=(stamp,)))))
    assert {one.clause for one in told} == {"7.3.5.3"}
    assert len(told) == len(said)
    assert all(words in one.message for words, one in zip(said, told, strict=True))


COMMAND = (
    centred("云江市人民政府令", 70.5, 48, red=True),
    centred("第7号", 104, 16),
    line("《云江市夜市管理办法》已经通过，现予公布。", 28 + 2 * CHARACTER, 135),
)


def test_a_command_is_told_by_its_mark_and_measured() -> None:
    command = case(page(*COMMAND), kind=None)
    kind, why = kind_of_ink(command)
    assert (kind, why) == (Kind.COMMAND, "发文机关标志以“令”结尾")
    command = replace(command, kind=kind)
    measures = [*rules_ink_head.mark(command), *rules_ink_head.number(command), *rules_ink_head.command_text(command)]
    assert [one.clause for one in measures if not one.right] == []
    assert {one.clause for one in measures if "2行" in str(one.required)} == {"10.2"}


def test_a_command_set_like_a_notice_is_told() -> None:
    low = centred("云江市人民政府令", 88, 48, red=True)
    command = case(page(low, *COMMAND[1:]), kind=Kind.COMMAND)
    told = wrong(rules_ink_head.mark(command))
    assert [(one.clause, one.required) for one in told] == [("10.2", 57)]


NUMBERED = {1: ended("—1—", 184 - CHARACTER, 270.8, 14), 2: line("—2—", 28 + CHARACTER, 270.8, 14)}


@pytest.mark.parametrize(
    ("kind", "shown", "said"),
    [
        (Kind.GENERAL, (1, 2), []),
        (Kind.GENERAL, (), [("第1页", True), ("第2页", True)]),
        (Kind.MINUTES, (1,), [("第2页", True)]),
        (Kind.LETTER, (2,), []),
        (Kind.LETTER, (), [("第2页", False)]),
        (Kind.LETTER, (1, 2), [("第1页", True)]),
        (None, (), []),
    ],
)
def test_numbers_are_missed_by_the_kind_of_paper(
    kind: Kind | None, shown: tuple[int, ...], said: list[tuple[str, bool]]
) -> None:
    pages = [page(*TEXT, *([NUMBERED[at]] if at in shown else []), number=at) for at in (1, 2)]
    told = wrong(rules_ink_page.page_number(case(*pages, kind=kind)))
    assert [(one.where, one.strength.fails) for one in told] == said


def test_a_blank_page_and_the_record_after_it_bear_no_number() -> None:
    pages = (page(*TEXT, NUMBERED[1]), page(number=2), page(*RECORD, rules=RECORD_RULES, number=3))
    papers = case(*pages)
    assert wrong(rules_ink_page.page_number(papers)) == []
    assert [one.measured for one in wrong(rules_ink_close.record(papers))] == ["奇数面，前有空白页"]


def test_a_record_on_an_odd_last_face_is_right() -> None:
    assert wrong(rules_ink_close.record(case(page(*TEXT, *RECORD, rules=RECORD_RULES)))) == []


def test_a_record_over_two_faces_has_its_thick_rules_at_its_ends() -> None:
    names = line("抄送：市委办公室，", 28 + 14 / 16 * CHARACTER, 48, 14)
    more = line("市政协办公室。", 28 + 4 * 14 / 16 * CHARACTER, 248, 14)
    first = page(names, rules=(replace(RECORD_RULES[0], top=41.0, bottom=41.35),), number=2)
    last = page(more, *RECORD[1:], rules=RECORD_RULES[1:], number=3)
    assert wrong(rules_ink_close.record(case(page(*TEXT), first, last))) == []


def test_a_red_rule_under_many_marks_is_found_below_the_pages_middle() -> None:
    low = (centred("云商发〔2026〕5号", 184.0, 16), Rule(28, 184, 188.6, 189.1, red=True))
    head = case(page(MARK, low[0], rules=(low[1],)))
    assert wrong(rules_ink_head.head_rule(head)) == []


def test_signers_that_wrap_begin_under_the_first_name() -> None:
    place = 184 - 8 * CHARACTER
    head = (MARK, line("签发人：王小一", place - 4 * CHARACTER, 110), line("云商发〔2026〕5号", 28 + CHARACTER, 120))
    for moved, faults in ((0, 0), (12, 1)):
        names = case(page(*head, line("赵小四", place + moved, 120), centred("关于检查的通知", 150)))
        told = [one.clause for one in wrong(rules_ink_head.number(names)) if "回行姓名" in one.message]
        assert told == ["7.2.6"] * faults


def test_places_are_held_against_the_text_area_as_the_file_sets_it() -> None:
    area = Area(left=32, right=178, top=25, end=271)
    moved = InkCase(
        InkPaper((page(centred("关于检查的通知", at(5)), line("各有关单位：", 32, at(7))),)), Kind.GENERAL, area
    )
    assert [one for one in wrong(rules_ink_text.addressees(moved)) if "左边缘" in one.message] == []
