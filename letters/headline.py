"""Rows of a title: words kept whole, rows of a trapezoid or diamond (GB/T 9704 7.3.1)."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache, lru_cache
from itertools import accumulate
from typing import Final

_ROW: Final = 20  # characters of 2号 that 156 mm hold with ease
_NEVER: Final = 10_000
_REMEMBERED: Final = 256  # titles: all letters of a round bear one
_IN_WORD, _IN_BOOK, _UNKNOWN, _BETWEEN_WORDS, _AFTER_MARK = 120, 80, 30, 8, 2
_NO_START: Final = "、，。；：？！》〉）”’〕】的等"
_NO_END: Final = "《〈（“‘〔【"
# Words titles are made of. A title's own names are not here: a row may end within those, if it must.
_WORD: Final = re.compile(
    "进一步|高质量|标准化|征求意见稿|送审稿|办公室|办公厅|委员会|自治区|三年|关于|征求|印发|转发|开展|加强|推进|加快|促进|"
    "支持|做好|组织|修改|修订|反馈|报送|提供|申请|商请|办理|答复|催办|意见|建议|实施|方案|行动|计划|规划|办法|规定|细则|"
    "条例|通知|通报|报告|请示|批复|工作|管理|服务|发展|建设|改革|创新|保护|利用|治理|监督|监管|安全|质量|标准|体系|能力|"
    "机制|制度|政策|措施|若干|指导|草案|试行|暂行|经济|社会|产业|企业|市场|数据|公共|资源|信息|数字|科技|教育|文化|旅游|"
    "卫生|健康|医疗|生态|环境|农业|农村|乡村|振兴|城市|城镇|交通|运输|能源|工业|人民|政府|有关|部门|单位|情况|事项|问题|"
    "项目|资金|登记|年度|全面|重点|任务|责任|分工|评估|考核|活动|会议|人才|就业|养老|消费|基础|设施|平台|应用|推广|复函|的函"
)
_LATIN: Final = re.compile(r"[0-9A-Za-z０-９.%—-]+[年月日]?|[一二三四五六七八九十百]+[年月日]?")
_BOOK: Final = re.compile(r"《[^》]*》")
_BRACKETS: Final = re.compile(r"（[^（）]{1,12}）|〔[^〔〕]{1,12}〕")


def width(text: str) -> float:
    """Width of words in characters; letters and digits of ASCII are half a character wide."""
    return sum(map(_width_of, text))


@lru_cache(maxsize=8192)
def _width_of(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


@lru_cache(maxsize=_REMEMBERED)
def title_rows(title: str, most: int = _ROW) -> tuple[str, ...]:
    """Break a title into as few rows as hold it, of at most `most` characters, where it reads best.

    Rows grow, shrink, or grow then shrink; no row ends within a known word, a number, or a 《》 that fits a row.
    """
    if width(title) <= most:
        return (title,)
    costs = _break_costs(title, most)
    fewest = math.ceil(width(title) / most)
    return min(
        (_cheapest(title, costs, count, most) for count in (fewest, fewest + 1)),
        key=lambda found: found[0],
    )[1]


def _break_costs(title: str, most: int) -> list[int]:
    """Give what a row's end before each character costs."""
    costs = [_UNKNOWN] * (len(title) + 1)
    for found in _WORD.finditer(title):
        for place in (found.start(), found.end()):
            costs[place] = min(costs[place], _BETWEEN_WORDS)
    for place in range(1, len(title)):
        if title[place - 1] in "》、，）” " or title[place] == "《":
            costs[place] = _AFTER_MARK
    for pattern, cost in ((_WORD, _IN_WORD), (_LATIN, _IN_WORD), (_BRACKETS, _IN_WORD), (_BOOK, _IN_BOOK)):
        for found in pattern.finditer(title):
            if width(found[0]) <= most:
                _forbid(costs, found, cost)
    for place in range(1, len(title)):
        if title[place] in _NO_START or title[place - 1] in _NO_END:
            costs[place] = _NEVER
    return costs


def _forbid(costs: list[int], found: re.Match[str], cost: int) -> None:
    for place in range(found.start() + 1, found.end()):
        costs[place] = max(costs[place], cost)


def _cheapest(title: str, costs: list[int], count: int, most: int) -> tuple[float, tuple[str, ...]]:
    """Give the best way to `count` rows, and its cost: ends, unlike lengths, and a price for every row."""
    even = width(title) / count
    upto = (0.0, *accumulate(map(_width_of, title)))

    @cache
    def rest(start: int, left: int, before: float, peak: float) -> tuple[float, tuple[str, ...]]:
        # `peak` bounds a row once rows have begun to shrink.
        best: tuple[float, tuple[str, ...]] = (math.inf, ())
        ends = [len(title)] if left == 1 else range(start + 1, len(title) - left + 2)
        for end in ends:
            long = upto[end] - upto[start]
            if long > peak:
                break
            cost = (long - even) ** 2 + (costs[end] if end < len(title) else 0) + (2 if long == before else 0)
            if left > 1:
                tail, rows = rest(end, left - 1, long, long if long < before else peak)
                cost += tail
            else:
                rows = ()
            if cost < best[0]:
                best = (cost, (title[start:end], *rows))
        return best

    cost, rows = rest(0, count, 0, most)
    return (cost + _BETWEEN_WORDS * count, rows)
