"""What a paper leaves unsaid and its form lets one presume: told as a finding each time, never silently."""

from __future__ import annotations

import re
from collections.abc import Iterator

from letters.document import Finding, Span
from letters.unit_names import is_unit

_CLOSING = re.compile(r"特此(?:函)?(?P<word>函告|函达|函复|函询|函商|致函|通知|通告|公告|公示|通报|报告|批复)")
_TO_THE_PUBLIC = re.compile(r"(?:面?向社会(?:公众)?(?:公开)?|公开)(?:征求|征集)")
_WE = re.compile(r"我们")
_OUR_OFFICE = re.compile(r"[我本][市省县区]?[局厅委办部院会处署行司]")
_PUBLISHED = re.compile(r"《(?P<name>[^《》]{6,80})》")
# Endings that end a name and seldom stand within the name of a text (办 of 管理办法 does).
_MAKER = re.compile(
    r"^(?P<who>[\u4e00-\u9fff]{4,28}?(?:人民政府|委员会|办公[室厅]|中心|公司|集团|银行|医院|大学|学院|协会|[局厅]))"
    r"(?!城区|[镇村区的人])(?=.{2})"
)


def presumed_genre(text: str) -> str | None:
    """Give the kind of a paper that bears no title.

    By its closing words (特此函告, 特此公告); else, where it asks the public for comments, a 通知, which is what makes
    a matter known to all whom it concerns (条例第8条). What does neither has no kind.
    """
    closing = _CLOSING.search(text)
    if closing:
        return "函" if "函" in closing["word"] else closing["word"]
    return "通知" if _TO_THE_PUBLIC.search(text) else None


def presumed_issuer(text: str) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """Give whose name opens what a paper publishes, where nobody signs and a 我们 speaks; else nothing.

    A 我局 or 本办 speaks for an office that the name need not be of: then nothing is presumed.
    """
    if not _WE.search(text) or _OUR_OFFICE.search(text):
        return (), ()
    for published in _PUBLISHED.finditer(text):
        maker = _MAKER.match(published["name"])
        if maker and is_unit(maker["who"]):
            start = published.start("name")
            return (maker["who"],), ((start, start + len(maker["who"])),)
    return (), ()


def told(genre: str | None, issuers: tuple[str, ...]) -> Iterator[Finding]:
    """Tell what was presumed, for a person to look at."""
    if genre:
        yield Finding(
            "genre", "来文", f"来文没有标题，文种按行文推定为“{genre}”", "条例第8条", "请核对文种，不符的在登记时更正"
        )
    for name in issuers:
        yield Finding(
            "issuer", "来文", f"未见发文机关署名，按所发文件的名称推定为“{name}”", "条例第9条", "请与来文单位确认署名"
        )
