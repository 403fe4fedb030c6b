"""What a unit said of one version of a draft, brought forward to a later one.

Words that still stand keep their opinions, at their new place and under the id they had. Where the words were changed
the opinion is kept as it was said, marked as overtaken, until the unit has answered on the later version.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from letters.anchoring import path_at
from letters.folding import Spot
from letters.merging import Named, name_opinions
from letters.opinions import Opinion, Return
from letters.passage import Passage, steps_to


def lies_in(path: str | None, clauses: Collection[str]) -> bool:
    """Whether a clause is one of these or stands under one of them."""
    return path is not None and any(step in clauses for step in steps_to(path))


def carried(one: Return, way: Passage) -> Return:
    """Bring a return forward to a later version of the draft. Its opinions hold their own changes from then on."""
    opinions = tuple(moved(_kept(named, one), way) for named in name_opinions([one]))
    return replace(one, opinions=opinions, changes=())


def with_answer(
    before: Sequence[Return], answer: Sequence[Return], asked: Collection[str], adopted: Collection[str] = ()
) -> tuple[Return, ...]:
    """Join what a unit said of earlier versions of the draft with its answer on a later one.

    The answer takes the place of what the unit said of the same version, of the clauses it was asked about again, of
    those it speaks of now, and of words that were changed since. All else it said stands; so does what the office
    adopted: an answer on a draft that was written with it does not take it back.

    Args:
        before: the files of its earlier return, brought forward to the present draft.
        answer: the files of its answer, likewise.
        asked: paths of the clauses it was asked about.
        adopted: ids of the opinions that the office has taken over, in whole or in part.

    """
    version = max((one.version for one in answer), default=1)
    spoken = {opinion.clause for one in answer for opinion in one.opinions} - {None}
    kept: list[Return] = []
    for one in before:
        if one.version < version:
            standing = tuple(
                opinion
                for opinion in one.opinions
                if (opinion.overtaken and opinion.id in adopted)
                or not (opinion.overtaken or opinion.clause in spoken or lies_in(opinion.clause, asked))
            )
            kept += [replace(one, opinions=standing)] if standing else []
        elif one.version > version:
            kept.append(one)
    return (*kept, *answer)


def _kept(named: Named, one: Return) -> Opinion:
    """Give an opinion under its own name; the first time, with the version it was said of and the date it came."""
    opinion = named.opinion
    if opinion.id:
        return opinion
    dated = tuple(replace(change, date=change.date or one.date) for change in opinion.changes)
    return replace(opinion, id=named.id, place=f"第{one.version}稿，{opinion.place}", changes=dated)


def moved(opinion: Opinion, way: Passage) -> Opinion:
    """Bring one opinion forward: to its words where they stand, else as it was said, overtaken."""
    if opinion.overtaken:
        return _overtaken(opinion, way)
    placed = _at_its_words(opinion, way) if opinion.line >= 0 else _on_its_clause(opinion, way)
    return placed or _overtaken(opinion, way)


def _overtaken(opinion: Opinion, way: Passage) -> Opinion:
    place = opinion.place if opinion.overtaken else f"{opinion.place}（所涉文字已改）"
    return replace(
        opinion,
        place=place,
        clause=way.paths.get(opinion.clause or ""),
        candidates=(),
        changes=(),
        line=way.line(opinion.line),
        start=0,
        end=0,
        overtaken=True,
    )


def _at_its_words(opinion: Opinion, way: Passage) -> Opinion | None:
    """Place an opinion whose words are known; nothing where one of them was touched."""
    spot, changes = way.spot(opinion.line, opinion.start, opinion.end), way.changes(opinion.changes)
    if spot is None or changes is None:
        return None
    line, start, end = spot
    return replace(
        opinion,
        clause=_clause_now(opinion, way, Spot(line, start, end)),
        line=line,
        start=start,
        end=end,
        changes=changes,
    )


def _clause_now(opinion: Opinion, way: Passage, spot: Spot) -> str | None:
    """Give the clause of words that stand: that in which they stand now, where they stood in the opinion's own."""
    if opinion.clause is None:
        return None
    here = path_at(way.new, spot)
    stood = path_at(way.old, Spot(opinion.line, opinion.start, opinion.end))
    return here if stood == opinion.clause else way.paths.get(opinion.clause) or here


def _on_its_clause(opinion: Opinion, way: Passage) -> Opinion | None:
    """Place an opinion on a whole clause, on none, or on one of several; nothing where any of these was touched."""
    about = (opinion.clause,) if opinion.clause else opinion.candidates
    if opinion.changes or any(path in way.touched_within or path not in way.paths for path in about):
        return None
    clause = way.paths[opinion.clause] if opinion.clause else None
    return replace(opinion, clause=clause, candidates=tuple(way.paths[path] for path in opinion.candidates))
