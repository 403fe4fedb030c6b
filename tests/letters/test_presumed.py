"""What an odd paper leaves unsaid is presumed by its form and told, or stays unsaid."""

import pytest

from letters.facts import Facts, understand
from letters.reading import read_document

ASKS = "河阳市数据局起草了《河阳市数据条例（征求意见稿）》，现向社会公开征求意见，请于2026年3月20日前反馈。"


def read(*lines: str) -> Facts:
    return understand(read_document("\n".join(lines).encode(), "来文.txt"))


def told(facts: Facts, kind: str) -> list[str]:
    return [finding.message for finding in facts.findings if finding.kind == kind]


def test_an_untitled_paper_that_asks_the_public_is_presumed_a_notice_and_says_so() -> None:
    facts = read(ASKS, "　　可通过电子邮件提出意见：a@b.example。", "河阳市数据局", "2026年3月1日")
    assert facts.title is None
    assert facts.genre == "通知"
    assert told(facts, "genre") == ["来文没有标题，文种按行文推定为“通知”"]


@pytest.mark.parametrize(("closing", "genre"), [("特此函告。", "函"), ("特此公告。", "公告"), ("特此通知。", "通知")])
def test_closing_words_name_the_kind_of_an_untitled_paper(closing: str, genre: str) -> None:
    assert read(ASKS, f"　　{closing}", "河阳市数据局", "2026年3月1日").genre == genre


def test_a_titled_paper_without_a_kind_has_none() -> None:
    facts = read("《河阳市数据条例》征求意见", ASKS, "河阳市数据局", "2026年3月1日")
    assert facts.genre is None
    assert not told(facts, "genre")


def test_who_publishes_unsigned_is_presumed_by_the_name_of_what_is_published() -> None:
    facts = read(
        "《河阳云图数据服务中心积分规则》发布", "我们诚邀各位提出意见。", "请于2026年3月20日前反馈至a@b.example。"
    )
    assert facts.issuers == ("河阳云图数据服务中心",)
    assert told(facts, "issuer") == ["未见发文机关署名，按所发文件的名称推定为“河阳云图数据服务中心”"]
    assert facts.evidence["issuers"][0].text == "河阳云图数据服务中心"


@pytest.mark.parametrize(
    "lines",
    [
        ("《河阳市政务服务中心管理办法》征求意见", "我局起草了本办法，请于2026年3月20日前反馈。"),
        ("《河阳市城市管理办法》征求意见", "我们起草了本办法，请于2026年3月20日前反馈。"),
        ("《河阳市中心城区停车规则》征求意见", "我们起草了本规则，请于2026年3月20日前反馈。"),
    ],
)
def test_an_office_that_speaks_without_its_name_is_not_guessed(lines: tuple[str, ...]) -> None:
    assert read(*lines).issuers == ()


def test_an_excerpt_nobody_signs_or_dates_is_of_no_kind() -> None:
    assert read(ASKS, "　　可通过电子邮件提出意见：a@b.example。").genre is None
