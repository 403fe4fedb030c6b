"""How people name a clause: 三/（二）/5 is 第三部分（二）第5项, 第二章/第五条/（一） is 第五条第（一）项."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from letters.labels import LabelKind, label_at

_REPEATED: Final = re.compile(r"#(\d+)$")
_ITEMS: Final = frozenset({LabelKind.ARABIC, LabelKind.DECIMAL})
_UNDER_ITEM: Final = frozenset({LabelKind.ARABIC_BRACKET, LabelKind.CIRCLED})


def clause_name(path: str) -> str:
    """Say a clause's path as people do. Chapters are left out before an article, for articles run on through them."""
    steps = [step for step in path.split("/") if step]
    kinds = [_kind(step) for step in steps]
    if LabelKind.ARTICLE in kinds:
        first = kinds.index(LabelKind.ARTICLE)
        annex = [step for step, kind in zip(steps[:first], kinds[:first], strict=True) if kind is None]
        steps, kinds = [*annex, *steps[first:]], [*[None] * len(annex), *kinds[first:]]
    in_article = LabelKind.ARTICLE in kinds
    said: list[str] = []
    for n, (step, kind) in enumerate(zip(steps, kinds, strict=True)):
        above = kinds[n - 1] if n else None
        words = f"第{_bare(step)}部分" if kind is LabelKind.CHINESE else _step(step, kind, above, in_article=in_article)
        joint = "中" if n and steps[n - 1].startswith("附") and kind is not LabelKind.ARTICLE else ""
        said.append(joint + _said(words, step))
    return "".join(said)


def clause_list(paths: Sequence[str], most: int | None = None) -> str:
    """Say several clauses, one after the other; with `most` in short: 第三部分（一）第1项、（六）第24项等4条."""
    if most is None:
        return "、".join(map(clause_name, paths))
    named = [clause_name(path) for path in paths[:most]]
    parts = [clause_name(path.partition("/")[0]) for path in paths[:most]]
    said = [
        name.removeprefix(part) or name if n and part == parts[n - 1] and part.endswith("部分") else name
        for n, (name, part) in enumerate(zip(named, parts, strict=True))
    ]
    return "、".join(said) + (f"等{len(paths)}条" if len(paths) > most else "")


def _step(step: str, kind: LabelKind | None, above: LabelKind | None, *, in_article: bool) -> str:
    """Say one step; `above` is the kind of the step before it."""
    bare = _bare(step)
    if kind in _ITEMS:
        return f"第{bare}目" if in_article and above is LabelKind.CHINESE_BRACKET else f"第{bare}项"
    if kind in _UNDER_ITEM:
        return bare if above in _ITEMS else f"第{bare}项"
    if kind is LabelKind.CHINESE_BRACKET and in_article:
        return f"第{bare}项"
    if bare == "表":
        return "表格"
    return bare if kind is not None or not bare.isdecimal() else f"第{bare}行"


def _kind(step: str) -> LabelKind | None:
    """Tell the kind of number a step is: paths leave out the marks behind numbers."""
    bare = _bare(step)
    label = label_at(bare) or label_at(f"{bare}、") or label_at(f"{bare} 甲")
    return label.kind if label is not None and label.step == bare else None


def _bare(step: str) -> str:
    return _REPEATED.sub("", step)


def _said(words: str, step: str) -> str:
    repeated = _REPEATED.search(step)
    return f"{words}（同号第{repeated[1]}处）" if repeated else words
