"""A PDF that draws itself again and again is refused; papers with forms of an ordinary kind are read."""

import zlib

import pytest

from benchmarks.papers import pdf_of
from letters.reading import read_document
from letters.reading.pdf_guard import _may_draw_itself, refuse_endless
from registry.errors import FileTooLarge


def pdf_drawing(forms: list[str], *, name: str = "/Form") -> bytes:
    """Write a PDF whose page draws form 1; each form's content is given, and knows the next one as /N."""
    page = b"BT /F1 16 Tf 84 700 Td (notice of consultation) Tj ET /N Do"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 99 0 R>>".replace(
            b"99 0 R", b"<</Font<</F1 5 0 R>>/XObject<</N 6 0 R>>>>"
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, content in enumerate(forms):
        following = 7 + number if number + 1 < len(forms) else 6 + number
        objects.append(
            f"<</Type/XObject/Subtype{name}/BBox[0 0 9 9]/Resources<</XObject<</N {following} 0 R>>>>"
            f"/Length {len(content)}>>stream\n{content}\nendstream".encode()
        )
    body = b"%PDF-1.5\n"
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (
        body, len(objects) + 1, table, len(objects) + 1, len(body),
    )  # fmt: skip


def test_forms_that_each_draw_the_next_one_twice_are_refused() -> None:
    with pytest.raises(FileTooLarge, match="层层引用"):
        read_document(pdf_drawing(["/N Do /N Do"] * 40), "来文.pdf")


def test_a_name_written_so_that_it_hides_is_looked_into() -> None:
    assert _may_draw_itself(pdf_drawing(["0 0 m"], name="/F#6Frm"))


def test_a_form_drawn_once_is_an_ordinary_paper() -> None:
    assert "notice" in read_document(pdf_drawing(["0 0 m"]), "来文.pdf").text


def test_a_plain_pdf_is_not_opened_twice() -> None:
    assert not _may_draw_itself(pdf_of([[(84, 700, 16, "关于征求意见的函")]]))


@pytest.mark.parametrize(
    ("packed", "may"),
    [(b"<</Type/Page>>", False), (b"<</Subtype/Form>>", True)],
)
def test_objects_packed_in_a_stream_are_looked_into(packed: bytes, *, may: bool) -> None:
    squeezed = zlib.compress(packed)
    data = b"%%PDF-1.5\n9 0 obj<</Type/ObjStm/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
        len(squeezed), squeezed,
    )  # fmt: skip
    assert _may_draw_itself(data) is may


def test_a_stream_that_cannot_be_looked_into_counts_as_able_to_draw() -> None:
    assert _may_draw_itself(b"%PDF-1.5\n9 0 obj<</Type/ObjStm/Filter/LZWDecode>>stream\n\x80\x0b\nendstream")


def test_what_is_no_pdf_at_all_is_left_to_the_reader() -> None:
    refuse_endless(b"%PDF-1.4 /Form nothing")
