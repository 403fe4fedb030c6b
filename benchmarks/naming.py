"""Names, deadlines and duties at size: a directory of 20,000 units, a text of two million characters."""

from benchmarks.directory import big_directory, mentions_of
from benchmarks.ratio import Ratio, best
from letters.duties import duties_in
from registry.directory import Directory
from registry.phrases import find_phrases
from registry.resolving import Resolver

_PROSE = "各地要结合实际，完善工作机制，强化要素保障，推动数据资源汇聚共享，形成可复制可推广的经验。" * 4
_PARAGRAPH = f"请于2026年3月13日17时30分前反馈。{_PROSE}市数据局会同市科技局制定办法。（责任单位：市财政局）"
_CHARACTERS = 2_000_000


def naming_ratios() -> list[Ratio]:
    """Measure against plain limits in seconds: there is no peer that does the same."""
    units = big_directory(20_000)
    mentions = mentions_of(units, 1000)
    text = _PARAGRAPH * (_CHARACTERS // len(_PARAGRAPH))
    return [
        Ratio(
            "1,000 mentions against a directory of 20,000 units / one second",
            best(lambda: resolve(mentions, units), 3),
            1.0,
            1.0,
        ),
        Ratio("deadlines of 2 million characters / ten seconds", best(lambda: find_phrases(text), 1), 10.0, 1.0),
        Ratio("duties of 2 million characters / ten seconds", best(lambda: duties_in(text), 1), 10.0, 1.0),
    ]


def resolve(mentions: list[str], units: Directory) -> None:
    """Resolve every mention as a route does, the likeliest units of the unknown ones included."""
    resolver = Resolver(units, units.units[0].name)
    for words, match in resolver.all_of(mentions):
        if not match.units:
            resolver.candidates(words)
