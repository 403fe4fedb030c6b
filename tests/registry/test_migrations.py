"""A database of an earlier version is brought up with what it holds."""

from sqlalchemy import text

from registry import document_numbers as book
from registry.solicitations import Solicitation
from registry.store import Store
from tests.registry.test_store import NOW, register


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
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    store.migrate()
    with store.transaction() as session:
        (row,) = book.book(session)
        assert (row.written, row.state, row.purpose, row.at) == ("云政办函〔2026〕7号", "used", "征求意见函", NOW)
        assert book.reserve(session, "云政办函", NOW, "复函", "承办人").written == "云政办函〔2026〕8号"
