"""Papers in the general format, sealed and not, by one agency and by three, are right in their file and on paper."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw

from letters.official import compose_official
from letters.ruler import Kind, measure
from letters.seal_picture import Seal, read_seal, read_stamp
from tests.letters.test_official import PAPER, THREE
from tests.letters.test_signing import drawn, round_seal

SEAL = read_seal(round_seal())
BODY = "\n".join(f"第{number}项工作请认真落实。" for number in range(22))
PAPERS = {
    "不盖章": PAPER,
    "盖章": replace(PAPER, body=BODY, seals=(SEAL,)),
    "联合行文盖章": replace(PAPER, marks=THREE, seals=(SEAL,) * 3, body="请认真落实。"),
    "五个机关联合行文": replace(PAPER, marks=(*THREE, "云江市财政局", "云江市教育局")),
    "签发人两行": replace(PAPER, signers=("王一", "李二三", "赵四")),
    "签名章": replace(PAPER, stamps=(("市长", read_stamp(drawn(300, 100))),)),
    "抄送四十个单位": replace(PAPER, copies="，".join(f"云江市第{n}工作委员会办公室" for n in range(40))),
}


def black_seal() -> Seal:
    picture = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((2, 2, 297, 297), outline=(0, 0, 0, 255), width=14)
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    return Seal(42, packed.getvalue())


@pytest.mark.office
@pytest.mark.parametrize("name", PAPERS)
def test_an_official_paper_of_ours_is_right(soffice: str, name: str) -> None:
    measured = measure(compose_official(PAPERS[name]))
    assert [one.message for one in measured.findings if one.strength.fails] == []
    assert measured.kind is Kind.GENERAL
    sealed = {one.message for one in measured.right if one.element == "印章"}
    assert bool(sealed) == bool(PAPERS[name].seals)


@pytest.mark.office
def test_a_black_seal_is_a_fault_and_no_silence(soffice: str) -> None:
    measured = measure(compose_official(replace(PAPER, body=BODY, seals=(black_seal(),))))
    assert [one.message for one in measured.findings] == ["印章颜色应为红色，实为黑色"]
