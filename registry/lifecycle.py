"""The states of a paper and of a unit's request, and the one table of permitted moves."""

from __future__ import annotations

from registry.errors import NotPermitted
from registry.words import Word


class PaperState(Word):
    """Where a paper stands on its way 收文 → 拟办 → 征求意见 → 反馈."""

    REGISTERED = "registered", "已登记"
    ENTRY_ONLY = "entry_only", "仅登记（涉密）"
    PROPOSED = "proposed", "已拟办"
    ENDORSED = "endorsed", "已批办"
    SOLICITING = "soliciting", "征求意见中"
    MERGED = "merged", "已汇总"
    CONCLUDED = "concluded", "已办结"
    VOID = "void", "已作废"


class RequestState(Word):
    """Where one unit's request stands. 无意见, 未反馈 and 视为无意见 are three different states."""

    COMPOSED = "composed", "待发出"
    SENT = "sent", "已发出"
    UNDELIVERED = "undelivered", "退信未送达"
    SILENT = "silent", "未反馈"
    ANSWERED = "answered", "已反馈"
    NO_COMMENT = "no_comment", "无意见"
    UNUSABLE = "unusable", "反馈件待更正"
    DEEMED = "deemed", "视为无意见"
    WAIVED = "waived", "免予反馈"

    @property
    def is_settled(self) -> bool:
        """Whether the matter may be concluded as far as this unit goes."""
        return self in {RequestState.ANSWERED, RequestState.NO_COMMENT, RequestState.DEEMED, RequestState.WAIVED}

    @property
    def is_open(self) -> bool:
        """Whether an answer is still awaited, so that reminders go out."""
        return self in {RequestState.SENT, RequestState.SILENT, RequestState.UNUSABLE}


_P, _R = PaperState, RequestState

PAPER_MOVES: dict[PaperState, frozenset[PaperState]] = {
    _P.REGISTERED: frozenset({_P.PROPOSED, _P.VOID}),
    _P.ENTRY_ONLY: frozenset({_P.CONCLUDED, _P.VOID}),  # handled on paper; only its end is recorded
    _P.PROPOSED: frozenset({_P.ENDORSED, _P.VOID}),
    _P.ENDORSED: frozenset({_P.SOLICITING, _P.VOID}),
    _P.SOLICITING: frozenset({_P.MERGED, _P.VOID}),
    _P.MERGED: frozenset({_P.SOLICITING, _P.CONCLUDED, _P.VOID}),  # a late return reopens the merge
    _P.CONCLUDED: frozenset(),
    _P.VOID: frozenset(),
}

_AWAITED = frozenset({_R.ANSWERED, _R.NO_COMMENT, _R.UNUSABLE, _R.WAIVED})
REQUEST_MOVES: dict[RequestState, frozenset[RequestState]] = {
    _R.COMPOSED: frozenset({_R.SENT, _R.UNDELIVERED, _R.WAIVED}),
    _R.SENT: _AWAITED | {_R.SILENT, _R.UNDELIVERED},
    _R.UNDELIVERED: _AWAITED | {_R.SENT},  # never deemed: silence counts only where delivery was not refused
    _R.SILENT: _AWAITED | {_R.DEEMED, _R.UNDELIVERED, _R.SENT},  # an extension makes it awaited again
    _R.UNUSABLE: _AWAITED | {_R.SILENT},
    _R.ANSWERED: frozenset({_R.ANSWERED, _R.NO_COMMENT, _R.UNUSABLE}),  # a later return supersedes
    _R.NO_COMMENT: frozenset({_R.ANSWERED, _R.NO_COMMENT, _R.UNUSABLE}),
    _R.DEEMED: frozenset({_R.ANSWERED, _R.NO_COMMENT, _R.UNDELIVERED}),  # a late answer is better than none
    _R.WAIVED: frozenset({_R.ANSWERED, _R.NO_COMMENT}),
}


def check_paper_move(number: str, now: PaperState, to: PaperState) -> None:
    """Refuse a move the table does not hold.

    Raises:
        NotPermitted: with the paper's state in Chinese.
    """
    if to not in PAPER_MOVES[now]:
        raise NotPermitted(
            f"收文{number}现为“{now.label}”，不能转为“{to.label}”",
            todo=f"可运行 huiban status {number} 查看该件办理情况",
        )


def check_request_move(unit: str, now: RequestState, to: RequestState) -> None:
    """Refuse a move of a unit's request that the table does not hold.

    Raises:
        NotPermitted: with the request's state in Chinese.
    """
    if to not in REQUEST_MOVES[now]:
        raise NotPermitted(f"{unit}的征求意见现为“{now.label}”，不能转为“{to.label}”")
