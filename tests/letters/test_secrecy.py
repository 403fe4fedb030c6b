"""Secrecy marks as offices write them; a mark missed would send a secret paper by mail."""

import pytest

from letters.document import Block, BlockKind, Document, Layout, Source
from letters.facts import understand
from letters.secrecy import secrecy_of
from registry.words import Secrecy

BODY = (
    "关于征求《方案》意见的函",
    "云泽市人民政府：",
    "现征求意见，请于3月10日前反馈。",
    "朔原区发展改革委",
    "2026年3月4日",
)
P, T, H = BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.HEADER


def paper(*lines: str | tuple[BlockKind, str]) -> Document:
    told = [(P, line) if isinstance(line, str) else line for line in lines]
    return Document(Source.DOCX, tuple(Block(n, kind, text, layout=Layout()) for n, (kind, text) in enumerate(told)))


@pytest.mark.parametrize(
    "mark",
    [
        "秘密★1年",
        "秘 密",
        "秘　密★１年",
        "秘    密 ★ 长期",
        "（秘密）",
        "【秘密】",
        "密级：秘 密",
        "密级 秘密",
        "密级\t秘密",
        "密 级：（秘密）",
        "密级和保密期限：秘密★5年",
        "秘密★10年        000123号",
        "000123\t秘密★10年",
        "秘密  000123号",
        "秘密▲1年",
        "秘密☆",
        "秘密*1年",
        "秘密  保密期限：10年",
        "秘密 10年",
        "秘密件",
        "秘密文件",
        "秘密级★3年",
        "秘密★1年　　　　　　特急",
        "特急 秘密",
        "秘密★1年　　　　云政办函〔2026〕3号",
        "密级：秘密 关于征求方案意见的函",
        "注意：本件属国家秘密，请妥善保管",
        "本件为秘密文件",
        "关于征求《方案》意见的函（秘密）",
        "祕密★1年",
        "秘\u200b密★1年",
        "密级：秘密\t紧急程度：特急",
    ],
)
@pytest.mark.parametrize("where", ["head", "header", "table", "text box"])
def test_a_mark_is_seen_however_it_is_written(mark: str, where: str) -> None:
    kind = {"head": P, "header": H, "table": T, "text box": BlockKind.TEXTBOX}[where]
    assert secrecy_of(paper((kind, mark), *BODY)) is Secrecy.SECRET
    assert secrecy_of(paper(*BODY, (kind, mark))) is Secrecy.SECRET
    assert understand(paper((kind, mark), *BODY)).secrecy is Secrecy.SECRET


@pytest.mark.parametrize("mark", ["机 密 ★ 5年", "機密★1年", "机密", "机密★1年　　　　　　特急"])
def test_the_class_is_told_apart(mark: str) -> None:
    assert secrecy_of(paper(mark, *BODY)) is Secrecy.CONFIDENTIAL


def test_of_several_marks_the_highest_counts() -> None:
    assert secrecy_of(paper("内部", "秘密★1年", *BODY, "绝密★长期")) is Secrecy.TOP
    assert secrecy_of(paper("密级：普通", *BODY)) is Secrecy.ORDINARY
    assert secrecy_of(paper("密级：普通", *BODY, "秘密★1年")) is Secrecy.SECRET


def test_a_starred_mark_far_behind_the_first_page_is_seen() -> None:
    lines = [f"{n}.推进各项重点工作落地见效，明确责任分工和完成时限。" for n in range(300)]
    assert secrecy_of(paper(*BODY, *lines, "秘密★1年")) is Secrecy.SECRET
    assert secrecy_of(paper(*BODY, *lines, (T, "附件\t机密★2年"))) is Secrecy.CONFIDENTIAL


def test_a_mark_after_a_long_list_on_the_first_page_is_seen() -> None:
    assert secrecy_of(paper(*(f"编号{n}" for n in range(40)), "秘 密", *BODY)) is Secrecy.SECRET


@pytest.mark.parametrize(
    "line",
    [
        "涉及商业秘密和工作秘密的，请依法处理。",
        "依据《中华人民共和国保守国家秘密法》制定本办法。",
        "国家秘密不得上网。",
        "秘密级事项的保密期限不超过十年。",
        "机密级、秘密级计算机应当分别管理。",
        "商业秘密",
        "保守国家秘密",
        "本方案不涉及国家秘密。",
        "如本件属国家秘密，请按规定办理。",
        "标注“秘密★1年”字样的，由机要室保管。",
        "密级：秘密、机密、绝密",
        "密级：□普通 □秘密",
        "密级（秘密、机密、绝密）由承办单位确定。",
        "此次调研不得泄露秘密。",
        "机密性、完整性和可用性",
        "内部审计",
        "秘密侦查措施",
        "本办法所称秘密，是指不为公众所知悉的信息。",
        "本文件属于国家秘密的，不得上网。",
    ],
)
def test_words_about_secrets_are_no_mark(line: str) -> None:
    assert secrecy_of(paper(line, *BODY)) is None
    assert secrecy_of(paper(*BODY, line)) is None


def test_a_mark_is_told_with_its_place() -> None:
    facts = understand(paper("秘　密★１年      云政办函〔2026〕3号", *BODY))
    [place] = facts.evidence["secrecy"]
    assert (place.block, place.start, place.end, place.text) == (0, 0, 3, "秘　密")
    assert facts.document_number == "云政办函〔2026〕3号"


def test_hostile_rows_cost_no_time() -> None:
    for row in ("0" * 400, "特急 " * 100, "秘 " * 200, "（" * 400, "密级" * 200, "123号" * 100 + "x"):
        assert secrecy_of(paper(*[row] * 500)) is None
