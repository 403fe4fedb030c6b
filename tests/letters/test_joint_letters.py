"""Letters of several agencies, with bound attachments or a seal: the letter format (10.1) keeps its rules."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from letters.bound import Bound
from letters.headline import title_rows
from letters.letter import Letter, compose_letter
from letters.package import W
from letters.render import to_pdf
from letters.seal_picture import Seal, read_seal
from registry.errors import SettingFault, TemplateFault
from tests.letters.opened import opened, pictures, sections, texts
from tests.letters.test_official import made as official
from tests.letters.test_signing import round_seal

LETTER = Letter(
    mark="云江市商务局",
    number="云商函〔2026〕17号",
    title="关于征求《云岭省夜市管理办法（征求意见稿）》意见的函",
    addressee="市财政局",
    body="现函告如下。\n请研究。\n特此函达。",
    signature="云江市商务局",
    dated=date(2026, 3, 9),
)
BOUND = (
    Bound("《夜市管理办法》", "第一条 为了规范夜市。"),
    Bound("任务表", "| 序号 | 任务 |\n| 1 | 摸排 |", is_wide=True),
)


def made(**values: Any) -> bytes:
    return compose_letter(replace(LETTER, **values))


def test_a_joint_letter_bears_the_hosts_mark_alone_and_all_signatures() -> None:
    data = made(co_signers=("云江市公安局", "云江市教育局"))
    header = opened(data).sections[0].first_page_header
    assert [p.text for p in header.paragraphs if p.text] == ["云江市商务局"]
    rows = texts(data)
    place = rows.index("云江市商务局")
    assert rows[place : place + 4] == ["云江市商务局", "云江市公安局", "云江市教育局", "2026年3月9日"]


def test_the_hosts_seal_covers_its_own_name_and_its_partners_have_room_for_theirs() -> None:
    partners = ("云江市公安局", "云江市教育局")
    by_hand, printed = made(co_signers=partners, seal=Seal()), made(co_signers=partners, seal=read_seal(round_seal()))
    assert (len(pictures(by_hand)), len(pictures(printed))) == (0, 1)
    assert texts(by_hand) == texts(printed)


def test_a_seals_picture_lies_in_the_file_once() -> None:
    import io  # noqa: PLC0415  beside its use
    import zipfile  # noqa: PLC0415

    seal = read_seal(round_seal())
    data = official(marks=("云江市商务局", "云江市公安局"), seals=(seal, seal))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sum(name.startswith("word/media/") for name in archive.namelist()) == 1


def test_bound_attachments_follow_the_letter_and_its_copies_stand_after_them() -> None:
    data = made(attachments=("夜市管理办法", "任务表"), bound=BOUND, copies="市委办公室")
    rows = texts(data)
    assert rows.index("附件1") < rows.index("附件2") < rows.index("抄送：市委办公室。")
    first, *others = sections(data)
    assert first.find(f"{W}titlePg") is not None
    assert not any(section.find(f"{W}titlePg") is not None for section in others)


def test_thirty_bound_attachments_are_numbered_as_they_are_listed() -> None:
    names = tuple(f"第{n}张表" for n in range(1, 31))
    data = made(attachments=names, bound=tuple(Bound(name, "文字。") for name in names))
    labels = [text for text in texts(data) if text.startswith("附件") and "：" not in text]
    assert labels == [f"附件{n}" for n in range(1, 31)]


def test_a_name_of_the_directory_stays_whole_in_a_title() -> None:
    name = "河湖长制办"
    title = "关于商请云江市人民政府河湖长制办研究夜市管理工作安排意见的函"
    for most in range(10, 18):
        rows = title_rows(title, most, frozenset({name}))
        assert any(name in row for row in rows)
    written = next(text for text in texts(made(title=title, names=(name,))) if text.startswith("关于商请"))
    assert name in written


@pytest.mark.parametrize(
    "values",
    [
        {"signature": "长" * 60},
        {"addressee": "、".join(f"云江市第{n}工作协调推进委员会办公室" for n in range(40))},
        {"attachments": tuple(f"第{n}张表" for n in range(30))},
        {"body": "现函告𠮷田等事项😀\ue000。\n特此函达。"},
        {"seal": Seal()},
    ],
    ids=["long name", "forty addressees", "thirty attachments", "rare characters", "seal by hand"],
)
def test_unusual_values_are_set(values: dict[str, Any]) -> None:
    assert texts(made(**values))


@pytest.mark.parametrize(
    ("values", "fault", "told"),
    [
        ({"mark": "长" * 60}, SettingFault, "规范化简称"),
        ({"signature": "云江\ue000局"}, TemplateFault, "字体无法显示的字符"),
        ({"co_signers": ("某局",) * 12}, TemplateFault, "联合发文单位过长"),
    ],
)
def test_what_a_letter_cannot_hold_is_refused(values: dict[str, Any], fault: type[Exception], told: str) -> None:
    with pytest.raises(fault) as refused:
        made(**values)
    assert told in str(refused.value)


@pytest.mark.office
def test_page_numbers_run_on_through_attachments_and_each_begins_a_page(soffice: str) -> None:
    import pypdfium2  # noqa: PLC0415  only where rendering is possible

    data = made(attachments=("夜市管理办法", "任务表"), bound=BOUND, copies="市委办公室")
    with pypdfium2.PdfDocument(to_pdf(data)) as pdf:
        pages = [leaf.get_textpage().get_text_range().replace(" ", "").replace("\r\n", "\n") for leaf in pdf]
        wide = [leaf.get_width() > leaf.get_height() for leaf in pdf]
    first = next(n for n, words in enumerate(pages) if words.startswith("附件1"))
    second = next(n for n, words in enumerate(pages) if "附件2" in words and "摸排" in words)
    assert second == first + 1
    assert wide[second]
    assert f"—{first + 1}—" in pages[first]
    assert str(second + 1) in pages[second]
    assert "抄送" in pages[-1]


@pytest.mark.office
def test_no_sign_of_a_letter_is_an_empty_box(soffice: str) -> None:
    import io  # noqa: PLC0415  beside its use

    import pdfplumber  # noqa: PLC0415  slow to import

    with pdfplumber.open(io.BytesIO(to_pdf(made(body="现函告𠮷田、朱镕基等事项\ue000。\n特此函达。")))) as pdf:
        told = "".join(char["text"] for leaf in pdf.pages for char in leaf.chars)
    for sign in "𠮷镕〓":
        assert sign in told
