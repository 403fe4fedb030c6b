"""What a letter wants done, told from what it asks and whom it addresses."""

import pytest

from letters.document import Document
from letters.facts import Facts, understand
from letters.handling import Handling, Request, government_of, handling_of, ours, request_of
from letters.reading import read_document

HEAD = "河岭省商务厅关于{}的{}\n{}：\n"
TAIL = "\n河岭省商务厅\n2026年3月2日\n"
OFFICE = "河阳市人民政府办公室"
TO_US = Facts(addressees=("各市人民政府",))


def letter(body: str, about: str = "加强夜市管理", genre: str = "通知", to: str = "各市人民政府") -> Document:
    return read_document((HEAD.format(about, genre, to) + body + TAIL).encode(), "文.txt")


def read(document: Document) -> tuple[Facts, Request]:
    facts = understand(document)
    return facts, request_of(document, facts)


def handled(document: Document, office: str = OFFICE) -> Handling:
    return handling_of(*read(document), office)


ASKING = letter("现将办法送你们，请于3月9日前将意见反馈我厅。", "征求《河岭省夜市管理办法》意见", "函")


def test_a_request_for_comments_to_governments_is_the_governments() -> None:
    assert handled(ASKING) is Handling.GOVERNMENT


def test_a_request_for_comments_to_an_organ_is_its_own() -> None:
    assert handled(ASKING, "河阳市商务局") is Handling.COMMENTS
    asked = letter("请于3月9日前将意见反馈我厅。", "征求《夜市管理办法》意见", "函", "河阳市人民政府办公室")
    assert handled(asked) is Handling.COMMENTS


@pytest.mark.parametrize(
    ("body", "words", "limit"),
    [
        ("办法已经印发。请结合实际认真贯彻执行。", "请结合实际认真贯彻执行", None),
        ("请于4月10日前将落实情况报送我厅。", "请于4月10日前将落实情况报送我厅", "4月10日前"),
        ("请高度重视，抓好落实。有关情况请于4月底前报送。", "请高度重视，抓好落实", "4月底前"),
        ("为加强管理，经研究，现印发给你们，请认真组织实施。", "请认真组织实施", None),
        ("各地区、各部门要加强巡查。", "各地区、各部门要加强巡查", None),
    ],
)
def test_a_paper_that_asks_for_something_else_is_handed_on_with_its_words(
    body: str, words: str, limit: str | None
) -> None:
    document = letter(body)
    _, request = read(document)
    assert handled(document) is Handling.ACTION
    assert request.words == words
    assert (request.deadline.text if request.deadline else None) == limit


@pytest.mark.parametrize(
    "body",
    [
        "按照省政府要求，为提供便利，我厅研究制定了办法。",
        "现将检查情况通报如下。去年全省夜市增加三成。",
        "如有疑问请与我厅联系办理。",
        "特此通报，请知悉。",
    ],
)
def test_a_paper_that_asks_for_nothing_is_read(body: str) -> None:
    assert handled(letter(body, "夜市检查情况", "通报")) is Handling.READING


def test_what_the_issued_plan_asks_is_not_the_letters_request() -> None:
    plan = "河岭省夜市管理办法\n第一条 各经营者应当遵守本办法，须于每年6月底前填报。\n"
    body = read_document((letter("现予公布。").text + "\n" + plan).encode(), "文.txt")
    assert read(body)[1] == Request()


@pytest.mark.parametrize(
    ("office", "government", "us"),
    [
        ("河阳市人民政府办公室", "市政府", "我市"),
        ("河岭省人民政府办公厅", "省政府", "我省"),
        ("朔原自治区人民政府办公厅", "自治区政府", "我区"),
        ("青原盟行政公署办公室", "盟行署", "我盟"),
        ("河阳市东林区人民政府", "区政府", "我区"),
        ("白水自治县人民政府办公室", "自治县政府", "我县"),
    ],
)
def test_a_general_office_speaks_of_its_government_and_place(office: str, government: str, us: str) -> None:
    assert (government_of(office), ours(office, Handling.GOVERNMENT, TO_US)) == (government, us)


@pytest.mark.parametrize(
    ("office", "us"),
    [
        ("河阳市商务局", "我局"),
        ("河阳市发展和改革委员会", "我委"),
        ("河阳市人民政府外事办公室", "我办"),
        ("河阳市图书馆", "我单位"),
    ],
)
def test_another_office_speaks_of_itself(office: str, us: str) -> None:
    assert (government_of(office), ours(office, Handling.COMMENTS, TO_US)) == ("", us)


def test_a_notice_to_the_public_asks_nobody_in_particular() -> None:
    assert ours(OFFICE, Handling.COMMENTS, Facts()) == ""


def test_a_plan_by_itself_asks_for_nothing() -> None:
    plan = "河阳市夜市管理方案\n一、任务\n各部门要抓好落实，请于每年6月底前报送情况。\n"
    assert read(read_document(plan.encode(), "文.txt"))[1] == Request()


def test_a_very_long_request_is_cut_and_says_so() -> None:
    _, request = read(letter(f"请办理{'夜市' * 200}。"))
    assert request.words.endswith("……")
    assert len(request.words) < 200
