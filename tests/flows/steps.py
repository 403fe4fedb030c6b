"""Steps that several stories share."""

import io
import zipfile
from collections.abc import Callable

from desk.demo import region
from flows.work import (
    concluding,
    mailing,
    returning,
)
from letters.outline import outline
from letters.reading import read_document
from registry import messages
from registry.lifecycle import RequestState
from tests.flows.conftest import Desk

Solicited = Callable[[], str]
EDUCATION, POLICE, FINANCE, FARMS = "云泽市教育局", "云泽市公安局", "云泽市财政局", "云泽市农业农村局"


def outgoing(desk: Desk, kind: str) -> list[messages.Outgoing]:
    with desk.office.store.reading() as session:
        rows = [row for row in messages.of_paper(session, 1) if row.kind == kind]
        session.expunge_all()
    return rows


def form_of(desk: Desk, number: str, unit: str) -> bytes:
    return desk.office.blobs.read(desk.requests(number)[unit].form_sha256)


def settle_all(desk: Desk, number: str, but: tuple[str, ...] = ()) -> None:
    """Let every unit but some say that it has no comment, at the counter."""
    for unit, request in desk.requests(number).items():
        if unit not in but and not RequestState(request.state).is_settled:
            returning.hand_in(desk.office, number, unit, [], f"{unit}：经研究，无意见。")


def conclude(desk: Desk, number: str) -> None:
    concluding.settle(desk.office, number)
    concluding.reply(desk.office, number)
    mailing.send_outbox(desk.office)
    concluding.close(desk.office, number)


def quoted(desk: Desk, path: str) -> str:
    """Give words of a clause that stand in the draft once."""
    draft = outline(read_document(region.draft_plan(), "draft.docx"))
    text = next(clause.text for clause in draft.clauses if clause.path == path)
    return text.split("，")[1]


def a_zip(*files: tuple[str, bytes]) -> bytes:
    """Pack files (name, bytes)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files:
            archive.writestr(name, data)
    return packed.getvalue()
