"""A scan of a return speaks where nothing written does, less surely, and gives way to written words."""

from functools import cache

import pytest

from letters.opinions import Return
from letters.returns import join_halves, read_return
from registry.words import Kind, Stance
from tests.letters.reading.scanfiles import packed, page
from tests.letters.sample import DRAFT, UNITS, letter

WISH = "建议将第3项“200座”修改为“300座”。"


@cache
def scanned() -> Return:
    words = [
        (170, 120, 22, "关于反馈意见的函"),
        (84, 170, 16, "云泽市人民政府办公室："),
        (116, 200, 16, f"经研究，{WISH}"),
        (330, 300, 16, "云泽市教育局"),
        (330, 330, 16, "2026年3月10日"),
    ]
    drawn = page(words, seal=(400, 310)).crop((0, 0, 1240, 900))
    return read_return(DRAFT, packed(drawn), "云泽市教育局.png", UNITS, recognise=True)


@pytest.mark.usefixtures("ocr")
def test_a_scan_is_read_sealed_and_less_sure_than_words() -> None:
    read = scanned()
    assert (read.usable, read.sealed, read.scanned, read.unit) == (True, True, True, "云泽市教育局")
    [opinion] = read.opinions
    assert (opinion.kind, opinion.clause, opinion.original, opinion.proposed) == (
        Kind.REPLACE, "二/（二）/3", "200座", "300座",
    )  # fmt: skip
    assert opinion.confidence < 1


@pytest.mark.usefixtures("ocr")
def test_written_words_speak_and_the_scan_only_seals_them() -> None:
    text = read_return(DRAFT, letter(WISH.replace("300", "350")), "意见.docx", UNITS)
    for halves in ([scanned(), text], [text, scanned()]):
        whole = join_halves(halves)
        assert (whole.sealed, whole.scanned) == (True, False)
        assert [one.proposed for one in whole.opinions] == ["350座"]


@pytest.mark.usefixtures("ocr")
def test_a_scan_without_an_opinion_asks_for_an_editable_copy() -> None:
    drawn = page([(84, 120, 16, "会议签到表"), (84, 160, 16, "张三　李四　王五")])
    read = read_return(DRAFT, packed(drawn.crop((0, 0, 1240, 500))), "扫描.png", UNITS, recognise=True)
    assert (read.usable, read.stance, read.scanned) == (False, Stance.UNUSABLE, True)
    assert "请另报可编辑的电子版" in (read.error or "")
