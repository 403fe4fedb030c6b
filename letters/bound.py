"""Attachments bound with the text (GB/T 9704 7.3.7): each on a new page, numbered and titled as 附件说明 says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from letters import elements, marks
from letters.around import numbered, numbered_wide
from letters.sheet import Block, Sheets
from letters.strokes import Side, empty, row


@dataclass(frozen=True, slots=True)
class Bound:
    """An attachment that is bound with its paper: its name as 附件说明 has it, its text with light marks."""

    name: str
    text: str
    is_wide: bool = False  # on a page turned on its side


def attachment_sheets(
    attachments: Sequence[Bound], names: Sequence[str], record: Sequence[Block], unit_names: Sequence[str] = ()
) -> list[Sheets]:
    """Set the attachments, a section each, and the paper's record 版记 on the last page (7.3.7, 7.4).

    Args:
        attachments: those bound with the text.
        names: all of 附件说明; an attachment bears the number it has there, none where it is the only one.
        record: 版记, put at the foot of the last page; a page on its side takes none, so it gets one of its own.
        unit_names: names that stay whole in a title.

    Raises:
        TemplateFault: a text that cannot be set.
    """
    places = {name: str(number) if len(names) > 1 else "" for number, name in enumerate(names, start=1)}
    made: list[Sheets] = []
    for bound in attachments:
        label = row(f"附件{places.get(bound.name, '')}", elements.HEITI, side=Side.LEFT)
        text = marks.blocks(bound.text, is_wide=bound.is_wide)
        blocks: list[Block] = [label, *empty(), *elements.title(bound.name, unit_names), *text]
        around = numbered_wide() if bound.is_wide else numbered()
        made.append(Sheets(blocks, around, is_wide=bound.is_wide))
    if not record:
        return made
    if made and not made[-1].is_wide:
        made[-1] = Sheets([*made[-1].blocks, *record], made[-1].around)
    else:
        # A floating table needs a row of its own page before it, or it is drawn on the page before.
        made.append(Sheets([*empty(), *record], numbered()))
    return made
