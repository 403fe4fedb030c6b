"""署名, 成文日期 and seals: GB/T 9704 7.3.5, and pictures that are no seals."""

import io
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from docx.shared import Mm
from PIL import Image, ImageDraw

from letters import page
from letters.headline import width
from letters.seal_picture import Seal, Stamp, read_seal, read_stamp
from letters.signing import Signing, signature, stamped
from letters.strokes import Row, Side
from registry.errors import FileRefused, FileTooLarge, SettingFault

DAY = date(2026, 3, 9)
NAMES = ("云江市商务局", "云江市公安局", "云江市市场监督管理局", "云江市财政局", "云江市教育局")


def drawn(width: int, height: int, kind: str = "PNG") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(target, kind)
    return target.getvalue()


def round_seal() -> bytes:
    picture = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((2, 2, 297, 297), outline=(255, 0, 0, 255), width=14)
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


SEAL = read_seal(round_seal())


def chars(length: Any) -> float:
    return float(round((length or 0) / page.CHARACTER, 2))


def signed(*names: str, seals: tuple[Seal, ...] = ()) -> list[Row]:
    return signature(Signing(names=names, dated=DAY, seals=seals))


def test_a_sealed_date_stands_four_characters_from_the_right_under_the_name_centred_on_it() -> None:
    rows = signed("云江市商务局", seals=(SEAL,))
    name, day = rows[-2:]
    assert (day.text, day.side, chars(day.right)) == ("2026年3月9日", Side.RIGHT, 4)
    assert name.side is Side.CENTER
    middle = (28 + chars(name.left) - chars(name.right)) / 2
    assert middle == pytest.approx(28 - 4 - width(day.text) / 2, abs=0.02)


def test_a_name_longer_than_the_room_moves_the_date_and_stays_within_the_text_area() -> None:
    *_, name, day = signed("云江市人民政府驻朔京市联络处综合办公室", seals=(SEAL,))
    middle = (28 + chars(name.left) - chars(name.right)) / 2
    assert middle + width(name.text) / 2 <= 28.01
    assert chars(day.right) > 4


def test_the_seal_is_centred_over_name_and_date_and_begins_within_a_row_of_the_text() -> None:
    rows = signed("云江市商务局", seals=(SEAL,))
    (seal,) = rows[-2].pictures
    top = seal.top + page.ROW * (len(rows) - 2)  # from the text's end
    middle = (28 + chars(rows[-2].left) - chars(rows[-2].right)) / 2
    assert seal.left + seal.width / 2 == pytest.approx(Mm(156) - page.CHARACTER * (28 - middle), abs=Mm(0.6))
    assert 0 < top < page.ROW
    between = page.ROW * (len(rows) - 1)  # from the text to the middle of name and date
    under = between - (top + seal.height / 2)
    assert Mm(0) < under < Mm(8)


@pytest.mark.parametrize("diameter", [38, 42, 45, 50, 60])
def test_seals_of_every_size_begin_within_a_row_of_the_text(diameter: float) -> None:
    rows = signed("云江市商务局", seals=(read_seal(round_seal(), diameter),))
    (seal,) = rows[-2].pictures
    assert seal.width == Mm(diameter)
    assert 0 < seal.top + page.ROW * (len(rows) - 2) < page.ROW


def test_a_seal_stamped_by_hand_has_the_same_room_and_no_picture() -> None:
    by_hand, printed = signed("云江市商务局", seals=(Seal(),)), signed("云江市商务局", seals=(SEAL,))
    assert len(by_hand) == len(printed)
    assert not any(row.pictures for row in by_hand)


def test_joint_seals_stand_three_a_row_neither_touching_nor_leaving_the_text_area() -> None:
    rows = signed(*NAMES, seals=(SEAL,) * 5)
    at = 0.0
    seals = []
    for row in rows:
        seals += [(seal.left, at + seal.top, seal.width) for seal in row.pictures]
        at += row.pitch or page.ROW
    assert len(seals) == 5
    first, second = seals[:3], seals[3:]
    for band in (first, second):
        assert all(left + wide < following for (left, _, wide), (following, _, _) in pairwise(band))
        assert min(left for left, _, _ in band) >= 0
        assert max(left + wide for left, _, wide in band) <= Mm(156)
    assert max(top + wide for _, top, wide in first) < min(top for _, top, _ in second)


def test_the_last_joint_seal_covers_name_and_date() -> None:
    rows = signed(*NAMES[:3], seals=(SEAL,) * 3)
    assert [row.text for row in rows if row.text] == [
        "\t云江市商务局\t云江市公安局\t云江市市场",
        "\t\t\t监督管理局",
        "\t\t\t2026年3月9日",
    ]


def test_a_signers_stamp_stands_four_from_the_right_with_the_title_two_left_of_it() -> None:
    stamp = read_stamp(drawn(500, 200))
    rows = stamped((("市长", stamp),), DAY)
    assert [row.text for row in rows[:2]] == ["", ""]
    title = next(row for row in rows if row.text == "市长")
    (picture,) = title.pictures
    assert picture.left + picture.width == pytest.approx(Mm(156) - 4 * page.CHARACTER, abs=Mm(0.1))
    assert chars(title.right) == pytest.approx(4 + picture.width / page.CHARACTER + 2, abs=0.02)
    assert picture.top + picture.height / 2 == pytest.approx(page.ROW / 2, abs=Mm(0.1))
    assert (rows[-2].text, rows[-1].text, chars(rows[-1].right)) == ("", "2026年3月9日", 4)


def test_a_stamp_by_hand_leaves_its_room() -> None:
    assert not any(row.pictures for row in stamped((("市长", Stamp()), ("局长", Stamp())), DAY))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "不是可用的 PNG 或 JPEG"),
        (b"GIF89a" + bytes(100), "不是可用的 PNG 或 JPEG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "不是可用的 PNG 或 JPEG"),
        (drawn(300, 300, "BMP"), "不是可用的 PNG 或 JPEG"),
        (drawn(300, 300)[:-200], "不是可用的 PNG 或 JPEG"),
        (drawn(400, 300), "不是方形（400×300）"),
        (drawn(60, 60), "过小"),
    ],
    ids=["empty", "gif", "half", "bmp", "cut", "oblong", "small"],
)
def test_what_is_no_seal_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(FileRefused, match=told):
        read_seal(data)


@pytest.mark.parametrize("diameter", [0, -1, 29, 61, float("inf"), float("nan")])
def test_a_diameter_no_seal_has_is_refused(diameter: float) -> None:
    with pytest.raises(SettingFault, match="印章直径"):
        Seal(diameter)


def test_a_seal_too_large_is_refused() -> None:
    with pytest.raises(FileTooLarge, match="不超过4MB"):
        read_seal(bytes(5 * 1024 * 1024))
    with pytest.raises(FileTooLarge, match="每边不超过6000点"):
        read_seal(drawn(6001, 6001))


def test_a_jpeg_seal_will_do() -> None:
    assert read_seal(drawn(300, 310, "JPEG")).sha256
