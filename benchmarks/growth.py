"""Growth of the reading rules: each on a text and on four times that text. Linear work gives 1."""

import time
from collections.abc import Callable

from benchmarks.directory import big_directory, mentions_of
from benchmarks.ratio import Ratio, best
from letters.duties import duties_in
from letters.outline import outline
from letters.particulars import particulars_of
from letters.proofread import proofread
from letters.reading import read_document
from registry.phrases import find_phrases
from registry.resolving import Resolver

_TIMES = 4
_LIMIT = 1.5
_ROUNDS = 3
_SHORT = 20_000  # characters of the smaller text: long enough to be told from the clock's steps
# Words that a rule begins on and seldom ends: each repeated is what a rule that looks far ahead grows on.
_PHRASES = ("自收到", "3月", "1 ", "即日起至", "1日至", "一", "请于3月15日前反馈意见。", "2024")
_DUTIES = ("（）", "责任单位：", "市财政局、", "除", "应", "以下均由", "（市财政局负责）", "（")
_PARTICULARS = ("姓名\t电话\n韦刚\t0999-66883001\n", "姓名\t电话\t", "报送交寄", "报送交寄（", "联系人：")
_CHARACTERS = 2_000_000
_CLAUSE = (
    "（{n}）健全公共数据资源体系。推动数据资源汇聚共享，到2026年开放数据集达到{n}个，形成可复制的经验，"
    "具体办法见第{n}项。市数据局会同市科技局制定办法。（责任单位：市财政局、市教育局；完成时限：2026年6月底前）"
)


def growth_ratios() -> list[Ratio]:
    """Measure every rule on words made to tire it, and a whole draft of many clauses against ten seconds."""
    rules: tuple[tuple[str, Callable[[str], object], tuple[str, ...]], ...] = (
        ("deadlines", find_phrases, _PHRASES),
        ("duties", duties_in, _DUTIES),
        ("particulars", particulars_of, _PARTICULARS),
    )
    return [
        *(growth(f"{name} in {piece!r}", rule, piece) for name, rule, pieces in rules for piece in pieces),
        directory_growth(),
        Ratio(
            f"read + outline + proofread of {_CHARACTERS // 1_000_000} million characters / ten seconds",
            best(read_through(many_clauses()), 1, time.process_time),
            10.0,
            1.0,
        ),
    ]


def growth(name: str, rule: Callable[[str], object], piece: str) -> Ratio:
    """Compare a rule on four times a text with four times the rule on the text."""
    few = piece * (_SHORT // len(piece))
    return Ratio(
        f"{name}: {_TIMES} × the text / {_TIMES} × once (linear is 1)",
        best(lambda: rule(few * _TIMES), _ROUNDS, time.process_time, again=True),
        _TIMES * best(lambda: rule(few), _ROUNDS, time.process_time, again=True),
        _LIMIT,
    )


def directory_growth() -> Ratio:
    """Compare finding names in a directory with finding as many in one ten times as large."""
    return Ratio(
        "names in a directory of 5,000 units / of 500 (size unfelt is 1)",
        best(names_in(5_000), _ROUNDS, time.process_time),
        best(names_in(500), _ROUNDS, time.process_time),
        5.0,  # the larger one has more places that a trade may stand for
    )


def names_in(size: int) -> Callable[[], object]:
    """Give the work of finding 300 names in a directory of so many units, each time by a resolver that knows none."""
    directory = big_directory(size)
    mentions = mentions_of(directory, 300)
    fresh = [Resolver(directory, directory.units[0].name) for _ in range(_ROUNDS)]
    return lambda: list(map(fresh.pop().find, mentions))


def many_clauses() -> bytes:
    """Write a draft beyond any that is sent."""
    return many_clauses_of(_CHARACTERS)


def many_clauses_of(characters: int) -> bytes:
    """Write a draft of numbered tasks, each with its figures, references and units, as plain text."""
    clauses, length = ["云泽市公共数据资源开发利用三年行动方案"], 0
    while length < characters:
        clauses.append(_CLAUSE.format(n=len(clauses)))
        length += len(clauses[-1])
    return "\n".join(clauses).encode()


def read_through(data: bytes) -> Callable[[], object]:
    """Give the work of reading a draft, outlining it and looking for its faults."""

    def work() -> object:
        document = read_document(data, "draft.txt")
        return proofread(document, outline(document))

    return work
