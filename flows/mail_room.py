"""The embedded mail room of an office that has set no mail servers: for trying huiban, and for the demo."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.office import MAIL_ROOM_FILE, Office
from post.local import MailRoom
from registry import units


@contextmanager
def mail_room(
    office: Office, bouncing: frozenset[str] = frozenset(), also: frozenset[str] = frozenset()
) -> Iterator[MailRoom]:
    """Open the embedded mail room with a mailbox for the office and for each unit; write down where it listens.

    `bouncing` addresses are taken in and answered by a bounce, as a provider does with a closed mailbox; `also` are
    further mailboxes, as the issuer's.
    """
    note = office.settings.folder / MAIL_ROOM_FILE
    password = _password(note)
    with office.store.reading() as session:
        addresses = {unit.email for unit in units.directory(session).units if unit.email}
    own = {*also, office.settings.address, office.settings.leader_address, *office.settings.internal_addresses}
    users = dict.fromkeys(sorted(filter(None, addresses | own)), password)
    with MailRoom(office.settings.folder / "mail-room", users, bouncing=bouncing) as room:
        _write(note, {"smtp": room.ports.smtp, "imap": room.ports.imap, "password": password})
        yield room


def _password(note: Path) -> str:
    """Give the password of the mail room's users; made once, kept readable by the office's owner alone."""
    try:
        return str(json.loads(note.read_text("utf-8"))["password"])
    except (OSError, ValueError, KeyError):
        return secrets.token_urlsafe(18)


def _write(note: Path, values: dict[str, object]) -> None:
    draft = note.with_suffix(".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(values, file)
    draft.replace(note)
