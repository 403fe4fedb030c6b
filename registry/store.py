"""The store: one engine, and the unit of work in which alone anything is committed (docs/decisions/0003)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from registry.errors import StoreUnavailable

MIGRATIONS = Path(__file__).parent / "migrations"
_REACH = 10  # seconds to reach a PostgreSQL server
_PATIENCE = 30  # seconds a writer waits for another
# One writer at a time, on PostgreSQL as on SQLite: numbers and the journal's chain then need no further locks.
_WRITER_LOCK = text("SELECT pg_advisory_xact_lock(20240128)")


class Store:
    """The registry's database, SQLite (WAL) or PostgreSQL by its URL.

    Args:
        url: `sqlite:///path/to/office.db` or `postgresql+pg8000://…`.
        patience: seconds to wait for a locked database.
    """

    def __init__(self, url: str, *, patience: float = _PATIENCE) -> None:
        self.url = url
        is_sqlite = url.startswith("sqlite")
        arguments: dict[str, Any] = {"timeout": patience if is_sqlite else _REACH}
        if "unix_sock=" in url:
            # pg8000 would load every certificate of the machine for a socket that never leaves it: 40 ms a connection.
            arguments["ssl_context"] = False
        # Files and processes come and go; a connection for each transaction costs little and is never stale.
        self.engine: Engine = create_engine(url, connect_args=arguments, poolclass=NullPool)
        if is_sqlite:
            event.listen(self.engine, "connect", _set_up_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)

    def migrate(self) -> None:
        """Bring the database to this code's version; a new one is made.

        Raises:
            StoreUnavailable: newer than the code, locked, or not a database.
        """
        from alembic import command  # noqa: PLC0415  needed only when the database is behind
        from alembic.config import Config  # noqa: PLC0415

        if self.is_current():
            return
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self._connection() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def is_current(self) -> bool:
        """Whether the database has this code's version.

        Raises:
            StoreUnavailable: the database was written by newer code.
        """
        scripts = ScriptDirectory(str(MIGRATIONS))
        with self._connection(read_only=True) as connection:
            stamped = None
            if inspect(connection).has_table("alembic_version"):
                stamped = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if stamped is not None and stamped not in {script.revision for script in scripts.walk_revisions()}:
            raise StoreUnavailable(
                f"数据库版本（{stamped}）比程序新", todo="请升级会办程序后再打开；切勿用旧程序改动新数据库"
            )
        return bool(stamped == scripts.get_current_head())

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a unit of work. It is committed here, at its end, or not at all.

        Raises:
            StoreUnavailable: locked, unreachable, or a constraint of the database refused the change.
        """
        with self._connection() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(_WRITER_LOCK)
            with Session(connection, expire_on_commit=False) as session:
                yield session
                session.flush()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only reads; it waits for no writer."""
        with self._connection(read_only=True) as connection, Session(connection, autoflush=False) as session:
            yield session

    @contextmanager
    def _connection(self, *, read_only: bool = False) -> Iterator[Connection]:
        try:
            with (
                self.engine.connect().execution_options(huiban_read_only=read_only) as connection,
                connection.begin() as work,
            ):
                yield connection
                if read_only:
                    work.rollback()
        except DBAPIError as fault:
            raise _said(fault) from fault


def _said(fault: DBAPIError) -> StoreUnavailable:
    """Say in Chinese what the database's own words mean."""
    words = _words(fault)
    if isinstance(fault, IntegrityError) or "violates" in words:
        return StoreUnavailable(f"数据库约束拒绝了这次改动（{words}）", todo="请核对后重试")
    if "locked" in words:
        return StoreUnavailable("数据库正被其他程序占用", todo="请稍候重试；若一直如此，请检查是否有程序异常占用")
    if isinstance(fault, OperationalError):
        return StoreUnavailable(f"数据库无法打开（{words}）", todo="请核对数据库地址、权限，或运行 huiban doctor")
    return StoreUnavailable(f"数据库出错（{words}）", todo="请运行 huiban doctor 检查")


def _words(fault: DBAPIError) -> str:
    """Give the driver's own words on one line. pg8000 gives PostgreSQL's fields by letter, M the message."""
    told = fault.orig.args[0] if fault.orig is not None and fault.orig.args else fault.orig
    message = told.get("M", told) if isinstance(told, dict) else told
    return " ".join(str(message).split())[:160]


def _set_up_sqlite(connection: Any, _: object) -> None:
    # Transactions are begun by us (below): the driver would begin them too late and not for reads.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: two that both read first would otherwise meet in a deadlock.
    read_only = connection.get_execution_options().get("huiban_read_only")
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
