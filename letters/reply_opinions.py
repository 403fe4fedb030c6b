"""What the office makes its own in a reply: opinions accepted, and those partly accepted as they now stand."""

from __future__ import annotations

from collections.abc import Mapping

from letters.composing import ReplyOpinion
from letters.matrix_rows import Decision
from letters.merging import Merged, Named, firsts_of_same
from letters.place_names import place_path
from letters.wish_words import office_reason, say_settled, say_wish
from registry.words import Disposition


def reply_opinions(merged: Merged, decisions: Mapping[str, Decision]) -> tuple[ReplyOpinion, ...]:
    """Give a reply's opinions in the order of the draft; what several units ask alike is one.

    An opinion partly accepted is said in the text as it now stands; without such a text it is left to 采纳情况说明. One
    whose words a later draft has changed is of no use to the issuer and left to it too.
    """
    firsts = firsts_of_same(merged)
    said: dict[tuple[str, str], ReplyOpinion] = {}
    for item in merged.opinions:
        decision = decisions.get(item.id)
        if item.opinion.overtaken or decision is None or not (text := _said(merged, item, decision)):
            continue
        is_whole = decision.disposition is Disposition.ACCEPTED
        clause = place_path(merged.draft, item.opinion)
        key = ("same", firsts[item.id]) if is_whole else (clause, text)
        reason = office_reason(item.opinion.reason) if is_whole else ""
        known = said.get(key)
        if known is None:
            said[key] = ReplyOpinion(clause, text, reason)
        elif not known.reason:
            said[key] = ReplyOpinion(known.clause, known.text, reason)
    return tuple(said.values())


def _said(merged: Merged, item: Named, decision: Decision) -> str:
    if decision.disposition is Disposition.ACCEPTED:
        return say_wish(item.opinion, merged.draft.lines, item.unit)
    if decision.disposition is Disposition.PARTLY and decision.text:
        return say_settled(item.opinion, decision.text, merged.draft.lines)
    return ""
