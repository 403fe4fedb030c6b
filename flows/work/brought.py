"""What a mail, or a hand-over at the counter, brings: its files, those of zips too, and which of them are forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session

from letters.forms import read_form
from letters.reading import opened
from post.safety import Admitted, admit
from registry import solicitations
from registry.errors import FileRefused, NotPermitted
from registry.solicitations import Request

_MOST_NAMED = 5
File = tuple[str, bytes]  # its name, its bytes


@dataclass(frozen=True)
class Brought:
    """Files in their order, and those in zips that cannot be had, by name with the reason in Chinese."""

    files: tuple[File, ...]
    tokens: tuple[str, ...]  # of each file, empty for one that is no form of an office
    refused: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> list[str]:
        """The tokens of the forms."""
        return [token for token in self.tokens if token]

    def without(self, tokens: Collection[str]) -> Brought:
        """Leave out the forms with these tokens."""
        kept = [(file, token) for file, token in zip(self.files, self.tokens, strict=True) if token not in tokens]
        return Brought(tuple(file for file, _ in kept), tuple(token for _, token in kept), self.refused)

    def bounded(self) -> Admitted:
        """Give what one mail may bring, and what not. Forms are taken first: what they say is the answer."""
        order = sorted(range(len(self.files)), key=lambda n: not self.tokens[n])
        admitted = admit(self.files[n] for n in order)
        return Admitted(admitted.kept, (*self.refused, *admitted.refused))


def brought(files: Iterable[File]) -> Brought:
    """Open the zips among files and look which of them are forms."""
    members = list(opened(files))
    kept = tuple((member.name, member.data) for member in members if member.error is None)
    refused = tuple((member.name, member.error.happened) for member in members if member.error is not None)
    return Brought(kept, tuple(form_token(data) for _, data in kept), refused)


def share_of(
    session: Session, request: Request, held: Brought, answered: Collection[int] = ()
) -> tuple[Brought, list[str]]:
    """Give what of it is one unit's, and the other units whose forms came beside this unit's own.

    Args:
        session: to look up whose forms they are.
        request: what the unit was asked.
        held: what came.
        answered: requests that were answered out of the same mail before.

    Raises:
        NotPermitted: there are forms of several units, and none of this one.
    """
    paper = solicitations.paper_of(session, request)
    own = {one.token for one in solicitations.of_unit(session, paper.id, request.unit_id)}
    asked = {row.token: row for row in solicitations.asked(session)}
    foreign = [asked[token] for token in held.told if token in asked and token not in own]
    if own.intersection(held.told):
        left = dict.fromkeys(row.unit for row in foreign if row.id not in answered)
        return held.without({token for token in held.told if token not in own}), list(left)
    if len({row.unit_id for row in foreign}) > 1:
        raise NotPermitted(
            f"来件中是{names_of([row.unit for row in foreign])}的反馈表，没有{request.unit}的",
            kept="未登记，来件原样保留",
            todo="请按反馈表所属的单位逐家登记",
        )
    return held, []


def others_form(session: Session, request: Request, share: Brought) -> str:
    """Say that what a person takes for a unit's answer is on a form made for another: the name may be a slip."""
    paper = solicitations.paper_of(session, request)
    asked = {row.token: row for row in solicitations.asked(session)}
    made_for = [asked[token] for token in share.told if token in asked]
    others = [row.unit for row in made_for if row.unit_id != request.unit_id]
    if not others or len(others) < len(made_for):
        return ""
    return (
        f"；所附反馈表是发给{names_of(others)}的，已按{request.unit}的反馈登记，"
        f"单位写错的请用 huiban hand-in {paper.number} 另行登记各单位的反馈"
    )


def names_of(units: Iterable[str]) -> str:
    """Name units, the first few where they are many."""
    several = list(dict.fromkeys(units))
    return "、".join(several[:_MOST_NAMED]) + (f"等{len(several)}家" if len(several) > _MOST_NAMED else "")


def form_token(data: bytes) -> str:
    """Give the token of one of our forms; empty where a file is none, or was typed anew."""
    try:
        form = read_form(data)
    except FileRefused:
        return ""
    return (form.token if form else None) or ""
