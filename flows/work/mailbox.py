"""The mailbox's cursor: where our reading begins, and how far it has come."""

from __future__ import annotations

from sqlmodel import Session

from flows.office import Office
from post.imap import Cursor, end_of
from registry import messages

FOLDER = "INBOX"


def mark_mailbox(office: Office) -> Cursor:
    """Note where the mailbox ends before the first letter leaves: answers come after it, older mail is not ours.

    Raises:
        MailRefused, MailUnavailable: the mailbox; then no letter may leave either.
    """
    with office.store.reading() as session:
        known = cursor(session)
    if known is not None:
        return known
    end = end_of(office.imap, FOLDER)
    with office.store.transaction() as session:
        messages.move_cursor(session, FOLDER, end.uidvalidity, end.last_uid)
    return end


def cursor(session: Session) -> Cursor | None:
    """Give how far the mailbox has been read, `None` before it was marked."""
    row = messages.mailbox(session, FOLDER)
    return Cursor(row.uidvalidity, row.last_uid) if row else None
