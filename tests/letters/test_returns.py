"""Units answer in every way; each way is read, and each opinion tied to its place."""

from __future__ import annotations

import io

import openpyxl
import pytest
from PIL import Image, ImageDraw

from letters.draft import open_draft
from letters.forms import FormClause, ReplyForm, write_form
from letters.opinions import Opinion, Return
from letters.replies import body_of
from letters.returns import join_halves, read_return
from registry.words import How, Kind, Stance
from tests.letters.sample import DRAFT, LINES, UNITS, letter
from tests.letters.wordfiles import comment, on, paragraph, plain, put_in, run, table, took_out, word


def read(data: bytes, name: str = "来件.docx") -> Return:
    return read_return(DRAFT, data, name, UNITS)


def only(data: bytes, name: str = "来件.docx") -> Opinion:
    (opinion,) = read(data, name).opinions
    return opinion


def body(**changed: str) -> list[str]:
    """Give the draft's paragraphs as XML, some replaced: line_7="…"."""
    return [changed.get(f"line_{n}", paragraph(run(line))) for n, line in enumerate(LINES)]


def scan(*, seal: bool) -> bytes:
    image = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(image)
    for row in range(12):
        pen.line((80, 200 + 30 * row, 540, 200 + 30 * row), fill="black", width=6)
    pen.line((60, 120, 560, 120), fill=(220, 0, 0), width=5)
    if seal:
        pen.ellipse((380, 600, 505, 725), outline=(215, 30, 35), width=6)
        pen.regular_polygon((442, 662, 22), 5, fill=(215, 30, 35))
    target = io.BytesIO()
    image.save(target, "PDF")
    return target.getvalue()


@pytest.mark.parametrize(
    ("words", "clause", "kind", "original", "proposed"),
    [
        ("建议将第3项“200座”修改为“300座”。", "二/（二）/3", Kind.REPLACE, "200座", "300座"),
        ("建议把“10时30分”改为“24时”。", None, Kind.REPLACE, None, "24时"),
        ("第1条中的23时30分调整为24时。", "二/（一）/1", Kind.REPLACE, "23时30分", "24时"),
        ("建议删除第3项中“和电子站牌”。", "二/（二）/3", Kind.DELETE, "和电子站牌", None),
        ("将第三部分“确保任务落实”予以删除。", "三", Kind.DELETE, "确保任务落实", None),
        ("建议在“站点夜间巡查”后增加“和视频监控”。", "二/（三）/5", Kind.INSERT, "站点夜间巡查", "和视频监控"),
        ("任务2建议整条删除。", "二/（一）/2", Kind.DELETE, LINES[8][2:], None),
        ("建议将第3项与第4项合并。", "二/（二）/3", Kind.MERGE, None, "将第3项与第4项合并"),
        ("建议第4项责任单位删除市公安局。", "二/（二）/4", Kind.DUTY, None, "第4项责任单位删除市公安局"),
        ("二（三）第6项“8小时”建议修改为“10小时”。", "二/（三）/6", Kind.REPLACE, "8小时", "10小时"),
        ("“更新候车亭”部分建议补充维护责任。", "二/（二）/3", Kind.INSERT, None, "维护责任"),
    ],
)
def test_an_opinion_in_prose_finds_its_clause_and_words(
    words: str, clause: str | None, kind: Kind, original: str | None, proposed: str | None
) -> None:
    opinion = only(letter(words))
    assert (opinion.clause, opinion.kind, opinion.original, opinion.proposed) == (clause, kind, original, proposed)
    assert opinion.how is How.PROSE


def test_several_opinions_in_one_letter_each_keep_their_reason() -> None:
    answer = read(
        letter(
            "一、建议将第3项“200座”修改为“300座”，理由：需求较大。",
            "二、建议删除第4项中“和电子站牌”。",
            "理由：停车点无需电子站牌。",
            "其他无意见。",
        )
    )
    assert answer.unit == "云泽市公安局"
    assert answer.stance is Stance.OPINIONS
    assert [o.reason for o in answer.opinions] == ["需求较大", "停车点无需电子站牌"]


def test_old_and_new_words_on_lines_of_their_own_are_one_opinion() -> None:
    opinion = only(
        letter("一、第3项", "原文：全年更新候车亭200座", "修改为：两年内更新候车亭200座", "理由：财力有限。")
    )
    assert (opinion.clause, opinion.kind) == ("二/（二）/3", Kind.REPLACE)
    assert (opinion.original, opinion.proposed) == ("全年更新候车亭200座", "两年内更新候车亭200座")
    assert opinion.reason == "财力有限"


def test_marks_that_show_nothing_in_the_draft_hide_no_words_from_an_opinion() -> None:
    data = word(*(paragraph(run("\u200b".join(line))) for line in LINES))
    (opinion,) = read_return(data, letter("建议将第3项“200座”修改为“300座”。"), "来件.docx", UNITS).opinions
    assert (opinion.clause, opinion.original) == ("二/（二）/3", "\u200b".join("200座"))
    draft = open_draft(data)
    place = draft.folded.spots("全年更新候车亭200座", 1)[0]
    assert draft.lines[place.line][place.start : place.end] == "\u200b".join("全年更新候车亭200座")


def test_a_sheet_with_the_forms_headings_is_read_row_by_row() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["意见汇总"],
        ["序号", "条款", "原文", "修改意见", "理由"],
        [1, "第3项", "200座", "改为300座", "需求大"],
    ):
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    opinion = only(target.getvalue(), "云泽市财政局.xlsx")
    assert (opinion.clause, opinion.original, opinion.proposed, opinion.how) == (
        "二/（二）/3",
        "200座",
        "300座",
        How.SHEET,
    )


def test_words_that_stand_in_two_clauses_name_none_and_keep_both_as_candidates() -> None:
    opinion = only(letter("建议将“配备照明和电子站牌”修改为“配备照明”。"))
    assert opinion.clause is None
    assert opinion.candidates == ("二/（二）/3", "二/（二）/4")
    assert opinion.confidence < 0.5


def test_a_quotation_not_quite_exact_is_found_and_the_drafts_own_words_are_given() -> None:
    opinion = only(letter("“公安机关应加强站点的夜间巡查，建立应急联动机制”建议修改为“公安机关定期巡查”。"))
    assert opinion.clause == "二/（三）/5"
    assert opinion.original is not None
    assert opinion.original in LINES[13]
    assert 0.5 < opinion.confidence < 0.95


@pytest.mark.parametrize(
    "words",
    [
        "我局无意见。",
        "经研究，我局对征求意见稿无修改意见。",
        "我单位没有不同意见",
        "原则同意，无其他修改意见建议。",
        "暂无意见建议。",
        "经研究，同意该方案。",
    ],
)
def test_no_comment_in_its_usual_words(words: str) -> None:
    assert read(letter(words)).stance is Stance.NO_COMMENT
    assert read(words.encode(), "正文.txt").stance is Stance.NO_COMMENT


def test_agreeing_with_advice_is_a_stance_of_its_own() -> None:
    assert read(letter("原则同意，建议将“2026年”修改为“2027年”。")).stance is Stance.AGREE_WITH_OPINIONS


def test_if_no_comment_is_not_no_comment() -> None:
    assert read("如无意见，也请书面反馈。".encode(), "正文.txt").stance is not Stance.NO_COMMENT


def test_another_document_is_told_apart() -> None:
    other = read(plain("关于召开例会的通知", "各科室：", "定于4月1日召开例会，准时参加。", "云泽市教育局"))
    assert (other.stance, other.usable) == (Stance.OTHER_DOCUMENT, False)


def test_a_paper_that_asks_for_comments_is_no_return() -> None:
    asking = plain(
        "关于征求《云泽市停车管理办法》意见的函", "各有关单位：", "请于3月8日前将修改意见反馈我局。", "云泽市公安局"
    )
    assert read(asking).stance is Stance.OTHER_DOCUMENT


def test_two_lines_in_a_mails_body_are_a_return() -> None:
    answer = read("第3项“200座”改为“260座”。\n市工信局 李某".encode(), "正文.txt")
    assert (answer.unit, answer.opinions[0].how, answer.opinions[0].clause) == ("市工信局", How.BODY, "二/（二）/3")


def test_a_tracked_change_of_one_digit_is_one_change_of_the_number() -> None:
    line = paragraph(run("到202"), took_out("6", "刘科"), put_in("7", "刘科"), run(LINES[4][5:]))
    opinion = only(word(*body(line_4=line)), "云泽市教育局反馈.docx")
    assert (opinion.clause, opinion.original, opinion.proposed) == ("一", "2026年", "2027年")
    assert (opinion.how, opinion.author, opinion.kind) == (How.REVISION, "刘科", Kind.REPLACE)
    assert read(word(*body(line_4=line)), "云泽市教育局反馈.docx").unit == "云泽市教育局"


def test_a_whole_paragraph_put_in_or_struck_is_one_opinion() -> None:
    new = paragraph(run(LINES[8])) + paragraph(put_in("3.增设线路咨询热线。", "刘科"), mark="ins", author="刘科")
    gone = paragraph(took_out(LINES[11], "刘科"), mark="del", author="刘科")
    answer = read(word(*body(line_8=new, line_11=gone)))
    assert [(o.clause, o.kind, o.original, o.proposed) for o in answer.opinions] == [
        ("二/（一）/2", Kind.INSERT, None, "3.增设线路咨询热线。"),
        ("二/（二）/4", Kind.DELETE, LINES[11], None),
    ]


def test_a_margin_comment_hangs_on_its_words() -> None:
    line = paragraph(run(LINES[10][:14]), on(0, run(LINES[10][14:18])), run(LINES[10][18:]))
    opinion = only(word(*body(line_10=line), comments=[comment(0, "财政局王", "建议核减数量")]))
    assert (opinion.clause, opinion.how, opinion.author) == ("二/（二）/3", How.COMMENT, "财政局王")
    assert opinion.original == LINES[10][14:18]


@pytest.mark.parametrize(
    ("said", "proposed", "reason"),
    [
        ("建议改为“150座”。理由：用地不足。", "150座", "用地不足"),
        ("用地已经不足，建议改为“150座”", "150座", "用地已经不足"),
        ("改为：150座。", "150座", None),
        (
            "建议修改为150座以上。其中新区不少于50座。理由：新区人口增长快",
            "150座以上。其中新区不少于50座",
            "新区人口增长快",
        ),
    ],
)
def test_a_comment_that_names_no_words_is_of_those_it_hangs_on(said: str, proposed: str, reason: str | None) -> None:
    at = LINES[10].index("200座")
    line = paragraph(run(LINES[10][:at]), on(0, run("200座")), run(LINES[10][at + 4 :]))
    opinion = only(word(*body(line_10=line), comments=[comment(0, "财政局王", said)]))
    assert (opinion.kind, opinion.original) == (Kind.REPLACE, "200座")
    assert (opinion.proposed, opinion.reason) == (proposed, reason)
    assert [change.new for change in opinion.changes] == [proposed]


@pytest.mark.parametrize("said", ["这里没问题", "此处无问题。", "已核对无误"])
def test_a_comment_that_finds_nothing_wrong_is_no_opinion(said: str) -> None:
    line = paragraph(on(0, run(LINES[10])))
    notes = [comment(0, "财政局王", said), comment(1, "财政局王", "建议核减数量")]
    answer = read(word(*body(line_10=line, line_8=paragraph(on(1, run(LINES[8])))), comments=notes))
    assert [opinion.clause for opinion in answer.opinions] == ["二/（一）/2"]


def test_a_copy_edited_without_tracking_is_compared_with_the_draft() -> None:
    edited = [line.replace("23时30分", "24时") for line in LINES if "停车点" not in line]
    answer = read(plain(*edited), "云泽市财政局.docx")
    assert [(o.clause, o.kind, o.original, o.how) for o in answer.opinions] == [
        ("二/（一）/1", Kind.REPLACE, "23时30分", How.EDITED),
        ("二/（二）/4", Kind.DELETE, LINES[11], How.EDITED),
    ]


def test_the_draft_sent_back_untouched_says_nothing() -> None:
    answer = read(DRAFT)
    assert (answer.stance, answer.usable) == (Stance.UNUSABLE, False)
    assert answer.error


def test_a_filled_form_is_tied_to_its_clauses_for_certain() -> None:
    import docx  # noqa: PLC0415 — only this test fills a form

    clauses = (FormClause(7, "二/（二）/3", "3.", LINES[10][2:]),)
    form = docx.Document(io.BytesIO(write_form(ReplyForm("市交通局", "云泽市财政局", "方案", clauses, token="T"))))
    form.tables[0].rows[1].cells[3].text = LINES[10][2:].replace("200座", "150座")
    target = io.BytesIO()
    form.save(target)
    answer = read(target.getvalue())
    (opinion,) = answer.opinions
    assert (answer.token, answer.unit, opinion.clause, opinion.how) == ("T", "云泽市财政局", "二/（二）/3", How.FORM)
    assert opinion.confidence == 1
    assert [change.new for change in opinion.changes] == ["150座"]


def test_a_verb_of_the_drafts_own_words_is_no_instruction_of_the_unit() -> None:
    clause = "3.改善候车条件。三年新增候车亭200座，配备照明。"
    draft = plain(*(clause if line == LINES[10] else line for line in LINES))
    answer = read_return(draft, table_of(clause[2:], clause[2:].replace("200座", "260座")), "来件.docx", UNITS)
    (opinion,) = answer.opinions
    assert (opinion.clause, opinion.kind) == ("二/（二）/3", Kind.REPLACE)
    assert [change.new for change in opinion.changes] == ["260座"]
    struck = read_return(draft, table_of(clause[2:], "删除三年新增候车亭200座"), "来件.docx", UNITS).opinions
    assert [one.kind for one in struck] == [Kind.DELETE]


def table_of(original: str, proposed: str) -> bytes:
    return word(table(("条款", "原文", "修改意见"), ("3", original, proposed)))


@pytest.mark.parametrize("data", [b"", DRAFT[:400], b"\xd0\xcf\x11\xe0" * 200, b"\x00\x01\x02" * 90])
def test_a_bad_file_is_a_return_that_says_why(data: bytes) -> None:
    answer = read(data, "云泽市教育局.docx")
    assert (answer.stance, answer.usable, answer.unit) == (Stance.UNUSABLE, False, "云泽市教育局")
    assert answer.error


def test_a_sealed_scan_is_received_and_sealed_but_not_usable() -> None:
    answer = read(scan(seal=True), "云泽市教育局.pdf")
    assert (answer.sealed, answer.usable) == (True, False)
    assert read(scan(seal=False), "云泽市教育局.pdf").sealed is None


def test_a_sealed_scan_and_words_in_the_mail_are_halves_of_one_return() -> None:
    halves = [read(scan(seal=True), "云泽市教育局.pdf"), read("我局无意见。".encode(), "正文.txt")]
    for order in (halves, halves[::-1]):
        whole = join_halves(order)
        assert (whole.stance, whole.sealed, whole.usable, whole.unit) == (
            Stance.NO_COMMENT,
            True,
            True,
            "云泽市教育局",
        )


def test_a_mail_without_words_and_files_is_a_return_that_says_so() -> None:
    nothing = join_halves([])
    assert (nothing.usable, nothing.stance, nothing.opinions) == (False, Stance.UNUSABLE, ())
    assert (nothing.error or "").startswith("来信没有内容")


@pytest.mark.parametrize("dated", ["2026年3月12日", "２０２６年３月１２日", "二〇二六年三月十二日（印章）"])
def test_a_letter_ends_above_its_signature_and_date(dated: str) -> None:
    lines = ["云泽市人民政府办公室：", "建议修改第三条。", "云泽市教育局", dated]
    assert body_of(lines) == range(1, 2)


def test_a_table_that_the_draft_itself_has_is_no_form_of_a_unit() -> None:
    lines = ["关于修改目录办法的决定", "第一条　市数据局建立目录，按季度更新。", "第二条　各部门共享数据并负责质量。"]
    own = table(["条款", "原文", "修改后内容"], ["第九条", "按年度更新目录", "按季度更新目录"])
    draft = word(*(paragraph(run(line)) for line in lines), own)
    struck = paragraph(run("第二条　各部门共享数据"), took_out("并负责质量", "甲局"), run("。"))
    copy = word(*(paragraph(run(line)) for line in lines[:2]), struck, own)
    read = read_return(draft, copy, "甲局.docx", ("甲局",))
    assert [(one.kind, one.clause, one.original) for one in read.opinions] == [(Kind.DELETE, "第二条", "并负责质量")]
    assert read_return(draft, draft, "甲局.docx", ("甲局",)).stance is Stance.UNUSABLE
    filled = table(["条款", "原文", "修改意见"], ["第二条", "共享数据", "提供数据"])
    both = read_return(draft, word(own, filled), "甲局.docx", ("甲局",))
    assert [(one.clause, one.proposed) for one in both.opinions] == [("第二条", "提供数据")]


@pytest.mark.parametrize(("proposed", "more"), [("改为六年", 1), ("无意见", 0), ("", 0)])
def test_a_form_behind_a_changed_copy_hides_nothing_of_what_the_copy_says(proposed: str, more: int) -> None:
    lines = [
        "关于目录的意见",
        "第一条　市数据局建立目录，按季度更新。",
        "第二条　各部门共享数据并负责质量。",
        "第三条　有效期为五年整。",
    ]
    struck = paragraph(run("第二条　各部门共享数据"), took_out("并负责质量", "甲局"), run("。"))
    form = table(["条款", "原文", "修改意见"], ["第三条", "", proposed])
    body = [paragraph(run(line)) for line in lines]
    body[1] = paragraph(run("第一条　市数据局建立目录，按月更新。"))
    read = read_return(plain(*lines), word(*body[:2], struck, body[3], form), "甲局.docx", ("甲局",))
    assert read.stance is Stance.OPINIONS
    said = [(one.clause, one.original) for one in read.opinions if one.how is not How.FORM]
    assert {("第一条", "季度"), ("第二条", "并负责质量")} <= set(said)
    assert sum(one.how is How.FORM for one in read.opinions) == more
