"""How a consultation went, counted once for every paper that tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from letters.composing import Tally
from registry.lifecycle import RequestState
from registry.solicitations import Request
from registry.words import Disposition


def state_told(request: Request, holders: Collection[str]) -> RequestState:
    """Say how a unit answered; one silent or waived on a later draft, whose earlier opinions still stand, answered."""
    state = RequestState(request.state)
    is_quiet = state in {RequestState.DEEMED, RequestState.WAIVED}
    return RequestState.ANSWERED if is_quiet and request.unit in holders else state


def deemed_units(requests: Sequence[Request], holders: Collection[str]) -> list[str]:
    """Name the units that count as having no comment because they kept silent."""
    return [row.unit for row in requests if state_told(row, holders) is RequestState.DEEMED]


def tally_of(requests: Sequence[Request], dispositions: Iterable[str], holders: Collection[str]) -> Tally:
    """Count opinions by what became of them, and name units by how they answered.

    Args:
        requests: of one paper, in the order units were asked.
        dispositions: one an opinion.
        holders: the units whose opinions these are.

    """
    counts = Counter(dispositions)
    by_state = {
        state: tuple(row.unit for row in requests if state_told(row, holders) == state) for state in RequestState
    }
    return Tally(
        total=counts.total(),
        accepted=counts[Disposition.ACCEPTED],
        partly=counts[Disposition.PARTLY],
        declined=counts[Disposition.DECLINED],
        explained=counts[Disposition.EXPLAINED],
        answered=by_state[RequestState.ANSWERED],
        no_comment=by_state[RequestState.NO_COMMENT],
        deemed=by_state[RequestState.DEEMED],
        silent=tuple(row.unit for row in requests if not RequestState(row.state).is_settled),
        waived=by_state[RequestState.WAIVED],
    )
