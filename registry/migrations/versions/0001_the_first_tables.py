"""The first tables.

It is long because it makes all of them at once; each later migration makes one change. It names every column itself,
not through the tables' classes: a database of any age must come about as it did on its day.
"""

import sqlalchemy as sa
from alembic import op

from registry.columns import Moment

revision = "0001"
down_revision = None


# The journal is append-only: the database itself refuses to change or remove a line.
_SQLITE_GUARDS = [
    f"""
    CREATE TRIGGER journal_no_{verb.lower()} BEFORE {verb} ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """
    for verb in ("UPDATE", "DELETE")
]
_POSTGRES_GUARDS = [
    """
    CREATE FUNCTION journal_guard() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION 'the journal is append-only'; END $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER journal_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_guard()
    """,
]


def upgrade() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("hash"),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "mail_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "mailbox",
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("folder"),
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("issuers", sa.JSON(), nullable=False),
        sa.Column("issuer_key", sa.String(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=True),
        sa.Column("secrecy", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("letter_sha256", sa.String(), nullable=True),
        sa.Column("draft_sha256", sa.String(), nullable=True),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("due_phrase", sa.String(), nullable=False),
        sa.Column("due_rule", sa.String(), nullable=False),
        sa.Column("due_calendar", sa.String(), nullable=False),
        sa.Column("due_provisional", sa.Boolean(), nullable=False),
        sa.Column("due_why", sa.String(), nullable=False),
        sa.Column("inner_due_at", Moment(), nullable=True),
        sa.Column("inner_due_reason", sa.String(), nullable=False),
        sa.Column("lead", sa.String(), nullable=False),
        sa.Column("proposal", sa.String(), nullable=False),
        sa.Column("route", sa.JSON(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("leaders", sa.JSON(), nullable=False),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.Column("reply_sent", sa.String(), nullable=False),
        sa.Column("conclusion", sa.String(), nullable=False),
        sa.Column("concluded_at", Moment(), nullable=True),
        sa.CheckConstraint("secrecy IN ('普通', '内部') OR letter_sha256 IS NULL", name="paper_secret_has_no_file"),
        sa.CheckConstraint("state <> 'entry_only' OR letter_sha256 IS NULL", name="paper_secret_keeps_no_file"),
        sa.CheckConstraint("state <> 'void' OR void_reason <> ''", name="paper_void_has_reason"),
        sa.CheckConstraint(
            "state IN ('registered', 'entry_only', 'proposed', 'endorsed', 'soliciting', 'merged', 'concluded', 'void')",
            name="paper_state_is_known",
        ),
        sa.CheckConstraint("secrecy IN ('普通', '内部', '秘密', '机密', '绝密')", name="paper_secrecy_is_known"),
        sa.CheckConstraint("urgency IN ('平件', '加急', '特急')", name="paper_urgency_is_known"),
        sa.CheckConstraint("state <> 'concluded' OR concluded_at IS NOT NULL", name="paper_concluded_has_moment"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("year", "sequence", name="paper_sequence_once"),
    )
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.create_index(
            "paper_document_number_once",
            ["issuer_key", "document_number"],
            unique=True,
            sqlite_where=sa.text("document_number IS NOT NULL AND state <> 'void'"),
            postgresql_where=sa.text("document_number IS NOT NULL AND state <> 'void'"),
        )
        batch_op.create_index(
            "paper_letter_once",
            ["letter_sha256"],
            unique=True,
            sqlite_where=sa.text("letter_sha256 IS NOT NULL AND state <> 'void'"),
            postgresql_where=sa.text("letter_sha256 IS NOT NULL AND state <> 'void'"),
        )

    op.create_table(
        "series",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "year"),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("parent", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("name <> ''", name="unit_has_name"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "dispute",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("clause", sa.String(), nullable=True),
        sa.Column("sides", sa.JSON(), nullable=False),
        sa.Column("pairs", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["paper.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("paper_id", "key", name="dispute_once"),
    )
    with op.batch_alter_table("dispute", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispute_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "endorsement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("leader", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("words <> ''", name="endorsement_has_words"),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["paper.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("paper_id", "leader", name="endorsement_once"),
    )
    with op.batch_alter_table("endorsement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_endorsement_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "paper_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["paper.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("paper_id", "role", "name", name="paper_file_once"),
    )
    with op.batch_alter_table("paper_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_file_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "solicitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("due_reason", sa.String(), nullable=False),
        sa.Column("due_calendar", sa.String(), nullable=False),
        sa.Column("silence_is_consent", sa.Boolean(), nullable=False),
        sa.Column("document_number", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["paper.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("paper_id", "draft_version", name="solicitation_once"),
    )
    with op.batch_alter_table("solicitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_solicitation_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "unit_counterpart",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("unit_id", "name"),
    )
    op.create_table(
        "unit_group",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("unit_id", "name"),
    )
    op.create_table(
        "unit_name",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.PrimaryKeyConstraint("name"),
    )
    with op.batch_alter_table("unit_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_name_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solicitation_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("due_reason", sa.String(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.Column("letter_sha256", sa.String(), nullable=False),
        sa.Column("form_sha256", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", name="request_sent_has_moment"),
        sa.CheckConstraint("token <> ''", name="request_has_token"),
        sa.ForeignKeyConstraint(
            ["solicitation_id"],
            ["solicitation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["unit.id"],
        ),
        sa.CheckConstraint(
            "state IN ('composed', 'sent', 'undelivered', 'silent', 'answered', 'no_comment', 'unusable', 'deemed', 'waived')",
            name="request_state_is_known",
        ),
        sa.CheckConstraint("state <> 'waived' OR note <> ''", name="request_waived_has_reason"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("solicitation_id", "unit_id", name="request_once"),
        sa.UniqueConstraint("token"),
    )
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_request_solicitation_id"), ["solicitation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_state"), ["state"], unique=False)

    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("due_from", Moment(), nullable=False),
        sa.Column("due_to", Moment(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("agreed_by", sa.String(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.CheckConstraint("agreed_by <> ''", name="extension_has_consent"),
        sa.CheckConstraint("reason <> ''", name="extension_has_reason"),
        sa.CheckConstraint("asked_at <= due_from", name="extension_asked_in_time"),
        sa.CheckConstraint("due_to > due_from", name="extension_is_later"),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extension_request_id"), ["request_id"], unique=False)

    op.create_table(
        "incoming",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("raw_sha256", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("guesses", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.CheckConstraint(
            "state IN ('stored', 'matched', 'penned', 'bounce', 'auto_reply', 'unreadable', 'dismissed')",
            name="incoming_state_is_known",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("folder", "uidvalidity", "uid", name="incoming_seen_once"),
        sa.UniqueConstraint("raw_sha256", name="incoming_once"),
    )
    with op.batch_alter_table("incoming", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incoming_state"), ["state"], unique=False)

    op.create_table(
        "outgoing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("raw_sha256", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("queued_at", Moment(), nullable=False),
        sa.Column("not_before", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.CheckConstraint("address <> ''", name="outgoing_has_address"),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["paper.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.CheckConstraint(
            "state IN ('held', 'queued', 'sending', 'delivered', 'refused', 'unknown', 'withdrawn')",
            name="outgoing_state_is_known",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key", name="outgoing_once"),
        sa.UniqueConstraint("message_id"),
    )
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outgoing_paper_id"), ["paper_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outgoing_request_id"), ["request_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outgoing_state"), ["state"], unique=False)

    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("outgoing_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["outgoing_id"],
            ["outgoing.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("request_id", "rung", name="reminder_once"),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_request_id"), ["request_id"], unique=False)

    op.create_table(
        "unit_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("incoming_id", sa.Integer(), nullable=True),
        sa.Column("received_at", Moment(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=True),
        sa.Column("usable", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incoming_id"],
            ["incoming.id"],
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["request.id"],
        ),
        sa.CheckConstraint(
            "stance IN ('opinions', 'no_comment', 'agree_with_opinions', 'other_document', 'unusable')",
            name="unit_return_stance_is_known",
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("request_id", "incoming_id", name="return_once"),
    )
    with op.batch_alter_table("unit_return", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_return_request_id"), ["request_id"], unique=False)

    op.create_table(
        "opinion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("draft_version", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("original", sa.String(), nullable=True),
        sa.Column("proposed", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["unit_return.id"],
        ),
        sa.CheckConstraint(
            "kind IN ('replace', 'delete', 'insert', 'merge', 'duty', 'general')", name="opinion_kind_is_known"
        ),
        sa.CheckConstraint(
            "how IN ('form', 'prose', 'revision', 'comment', 'edited', 'sheet', 'body')", name="opinion_how_is_known"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("return_id", "key", name="opinion_once"),
    )
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_key"), ["key"], unique=False)
        batch_op.create_index(batch_op.f("ix_opinion_return_id"), ["return_id"], unique=False)

    op.create_table(
        "disposition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opinion_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("decision <> 'partly' OR text <> ''", name="disposition_partly_has_text"),
        sa.CheckConstraint("decision = 'accepted' OR reason <> ''", name="disposition_has_reason"),
        sa.CheckConstraint("decision IN ('accepted', 'partly', 'declined', 'explained')", name="disposition_is_known"),
        sa.ForeignKeyConstraint(
            ["opinion_id"],
            ["opinion.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("disposition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposition_opinion_id"), ["opinion_id"], unique=False)

    guards = _SQLITE_GUARDS if op.get_bind().dialect.name == "sqlite" else _POSTGRES_GUARDS
    for guard in guards:
        op.execute(guard)


def downgrade() -> None:
    with op.batch_alter_table("disposition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disposition_opinion_id"))

    op.drop_table("disposition")
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_return_id"))
        batch_op.drop_index(batch_op.f("ix_opinion_key"))

    op.drop_table("opinion")
    with op.batch_alter_table("unit_return", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_return_request_id"))

    op.drop_table("unit_return")
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminder_request_id"))

    op.drop_table("reminder")
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outgoing_state"))
        batch_op.drop_index(batch_op.f("ix_outgoing_request_id"))
        batch_op.drop_index(batch_op.f("ix_outgoing_paper_id"))

    op.drop_table("outgoing")
    with op.batch_alter_table("incoming", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incoming_state"))

    op.drop_table("incoming")
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extension_request_id"))

    op.drop_table("extension")
    with op.batch_alter_table("request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_request_state"))
        batch_op.drop_index(batch_op.f("ix_request_solicitation_id"))

    op.drop_table("request")
    with op.batch_alter_table("unit_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_name_unit_id"))

    op.drop_table("unit_name")
    op.drop_table("unit_group")
    op.drop_table("unit_counterpart")
    with op.batch_alter_table("solicitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_solicitation_paper_id"))

    op.drop_table("solicitation")
    with op.batch_alter_table("paper_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_file_paper_id"))

    op.drop_table("paper_file")
    with op.batch_alter_table("endorsement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_endorsement_paper_id"))

    op.drop_table("endorsement")
    with op.batch_alter_table("dispute", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispute_paper_id"))

    op.drop_table("dispute")
    op.drop_table("unit")
    op.drop_table("series")
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index(
            "paper_letter_once",
            sqlite_where=sa.text("letter_sha256 IS NOT NULL AND state <> 'void'"),
            postgresql_where=sa.text("letter_sha256 IS NOT NULL AND state <> 'void'"),
        )
        batch_op.drop_index(
            "paper_document_number_once",
            sqlite_where=sa.text("document_number IS NOT NULL AND state <> 'void'"),
            postgresql_where=sa.text("document_number IS NOT NULL AND state <> 'void'"),
        )

    op.drop_table("paper")
    op.drop_table("mailbox")
    op.drop_table("mail_pause")
    op.drop_table("lease")
    op.drop_table("journal")
