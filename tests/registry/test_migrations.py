"""A database of an earlier version is brought up with what it holds."""

from sqlalchemy import text
from sqlmodel import Session

from registry import document_numbers as book
from registry import solicitations
from registry.opinions import Dispute, disputes
from registry.solicitations import Solicitation
from registry.store import Store
from tests.registry.test_store import NOW, register


def _without_names_of_places(session: Session) -> None:
    """Take the database back to where an opinion was known by its clause alone."""
    session.execute(text("ALTER TABLE opinion DROP COLUMN named"))
    session.execute(text("ALTER TABLE dispute DROP COLUMN earlier"))


def _without_later_drafts(session: Session) -> None:
    """Take the database back to where a paper had one draft."""
    _without_names_of_places(session)
    for table, column in (
        ("solicitation", "draft_sha256"),
        ("request", "followed_by_id"),
        ("unit_return", "carries_id"),
        ("opinion", "overtaken"),
    ):
        session.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))


def test_numbers_given_before_there_was_a_book_stand_in_it(store: Store) -> None:
    with store.transaction() as session:
        session.add(
            Solicitation(
                paper_id=register(session).id,
                draft_version=1,
                opened_at=NOW,
                due_at=NOW,
                due_reason="",
                due_calendar="x",
                document_number="云政办函〔2026〕7号",
                silence_is_consent=False,
            )
        )
        session.execute(text("DROP TABLE given_number"))
        session.execute(text("DROP TABLE number_start"))
        session.execute(text("ALTER TABLE paper_file DROP COLUMN recipe_sha256"))
        session.execute(text("ALTER TABLE unit_return DROP COLUMN reading_sha256"))
        _without_later_drafts(session)
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    store.migrate()
    with store.transaction() as session:
        (row,) = book.book(session)
        assert (row.written, row.state, row.purpose, row.at) == ("云政办函〔2026〕7号", "used", "征求意见函", NOW)
        assert book.reserve(session, "云政办函", NOW, "复函", "承办人").written == "云政办函〔2026〕8号"


def test_a_round_that_was_open_knows_the_text_it_sent(store: Store) -> None:
    with store.transaction() as session:
        paper = register(session)
        paper.draft_sha256 = "d" * 64
        session.add(paper)
        session.add(Solicitation(paper_id=paper.id, opened_at=NOW, due_at=NOW, due_reason="", due_calendar="x"))
        session.flush()
        _without_later_drafts(session)
        session.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    store.migrate()
    with store.reading() as session:
        [round_] = solicitations.rounds(session, 1)
        assert round_.draft_sha256 == "d" * 64


def test_a_dispute_that_was_settled_has_no_earlier_outcome_until_it_is_settled_anew(store: Store) -> None:
    with store.transaction() as session:
        session.add(Dispute(paper_id=register(session).id or 0, key="a", outcome="会议同意保留"))
        session.flush()
        _without_names_of_places(session)
        session.execute(text("UPDATE alembic_version SET version_num = '0005'"))
    store.migrate()
    with store.transaction() as session:
        [row] = disputes(session, 1)
        assert (row.outcome, row.earlier) == ("会议同意保留", [])
        assert row.settle("会议同意删除") == "会议同意保留"
        session.add(row)
    with store.reading() as session:
        [row] = disputes(session, 1)
        assert (row.outcome, row.earlier) == ("会议同意删除", ["会议同意保留"])
