"""How a consultation went, counted once for every paper that tells it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from letters.composing import Tally
from registry.lifecycle import RequestState
from registry.solicitations import Request
from registry.words import Disposition


def tally_of(requests: Sequence[Request], dispositions: Iterable[str]) -> Tally:
    """Count opinions by what became of them, and name units by how they answered.

    Args:
        requests: of one round, in the order of its addressees.
        dispositions: one an opinion.

    """
    counts = Counter(dispositions)
    by_state = {state: tuple(row.unit for row in requests if row.state == state) for state in RequestState}
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
