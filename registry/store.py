"""The store: one engine, and the unit of work in which alone anything is committed (docs/decisions/0003)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from registry.errors import SettingFault, StoreUnavailable

MIGRATIONS = Path(__file__).parent / "migrations"
_REACH = 10  # seconds that PostgreSQL's answer may take on its way, beside the time waited for another writer
_PATIENCE = 30  # seconds a writer waits for another
# One writer at a time, on PostgreSQL as on SQLite: numbers and the journal's chain then need no further locks.
_WRITER_LOCK = text("SELECT pg_advisory_xact_lock(20240128)")
_PATIENCE_OF = text("SELECT set_config('lock_timeout', :wait, true)")
_LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's own number, whatever language it speaks
# How addresses are written elsewhere, and the driver they mean here.
_POSTGRESQL = ("postgresql", "postgres", "postgresql+pg8000")


class Store:
    """The registry's database, SQLite (WAL) or PostgreSQL by its URL.

    Args:
        url: `sqlite:///path/to/office.db` or `postgresql://…`.
        patience: seconds to wait for another writer.

    Raises:
        SettingFault: an address of no database we keep.
    """

    def __init__(self, url: str, *, patience: float = _PATIENCE) -> None:
        address = _address(url)
        self._patience = patience
        is_sqlite = address.get_backend_name() == "sqlite"
        # pg8000's one timeout holds for every answer, so it must outlast the patience for another writer.
        arguments: dict[str, Any] = {"timeout": patience if is_sqlite else patience + _REACH}
        if "unix_sock" in address.query:
            # pg8000 would load every certificate of the machine for a socket that never leaves it: 40 ms a connection.
            arguments["ssl_context"] = False
        # Files and processes come and go; a connection for each transaction costs little and is never stale.
        self.engine: Engine = create_engine(address, connect_args=arguments, poolclass=NullPool)
        event.listen(self.engine, "handle_error", _line_cut, retval=True)
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
        versions = _versions()
        with self._connection(read_only=True) as connection:
            stamped = None
            if inspect(connection).has_table("alembic_version"):
                stamped = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if stamped is not None and stamped not in versions:
            raise StoreUnavailable(
                f"数据库版本（{stamped}）比程序新", todo="请升级会办程序后再打开；切勿用旧程序改动新数据库"
            )
        return bool(stamped == versions[0])

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a unit of work. It is committed here, at its end, or not at all.

        Raises:
            StoreUnavailable: locked, unreachable, or a constraint of the database refused the change.
        """
        with self._connection() as connection, Session(connection, expire_on_commit=False) as session:
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
                self._reached().execution_options(huiban_read_only=read_only) as connection,
                connection.begin() as work,
            ):
                if connection.dialect.name == "postgresql" and not read_only:
                    connection.execute(_PATIENCE_OF, {"wait": f"{max(self._patience, 0.001) * 1000:.0f}ms"})
                    connection.execute(_WRITER_LOCK)
                yield connection
                if read_only:
                    work.rollback()
        except DBAPIError as fault:
            raise _said(fault) from fault

    def _reached(self) -> Connection:
        try:
            return self.engine.connect()
        except OSError as fault:  # pg8000 lets some of the network's own faults through
            raise _unreachable(fault) from fault
        except (TypeError, ValueError) as fault:
            raise StoreUnavailable("数据库地址中的参数不可用", todo="请核对 database_url，去掉问号后的参数") from fault


@cache
def _versions() -> tuple[str, ...]:
    """Give the versions this code knows, its own first; the scripts are read once for a process."""
    return tuple(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as fault:  # never shown: a password may stand in it
        raise _no_address("无法识别") from fault
    if address.drivername in _POSTGRESQL:
        return address.set(drivername="postgresql+pg8000")
    if address.drivername not in {"sqlite", "sqlite+pysqlite"}:
        raise _no_address(f"指向不支持的数据库（{address.drivername[:30]}）")
    return address


def _no_address(why: str) -> SettingFault:
    return SettingFault(
        f"数据库地址{why}", todo="请将 database_url 写成 sqlite:///文件 或 postgresql://用户:密码@主机/库名"
    )


def _line_cut(context: ExceptionContext) -> BaseException | None:
    """Say what the network's own fault means; the driver lets it through as it is."""
    fault = context.original_exception
    return _unreachable(fault) if isinstance(fault, OSError) else None


def _unreachable(fault: OSError) -> StoreUnavailable:
    why = "未按时应答" if isinstance(fault, TimeoutError) else f"连接中断：{fault.strerror or type(fault).__name__}"
    return StoreUnavailable(f"数据库{why}", todo="请稍候重试；若一直如此，请检查数据库和网络")


def _said(fault: DBAPIError) -> StoreUnavailable:
    """Say in Chinese what the database's own words mean."""
    words = _words(fault)
    if isinstance(fault, IntegrityError) or "violates" in words:
        return StoreUnavailable(f"数据库约束拒绝了这次改动（{words}）", todo="请核对后重试")
    if "locked" in words or _code(fault) == _LOCK_NOT_AVAILABLE:
        return StoreUnavailable("数据库正被其他程序占用", todo="请稍候重试；若一直如此，请检查是否有程序异常占用")
    if isinstance(fault, OperationalError):
        return StoreUnavailable(f"数据库无法打开（{words}）", todo="请核对数据库地址、权限，或运行 huiban doctor")
    return StoreUnavailable(f"数据库出错（{words}）", todo="请运行 huiban doctor 检查")


def _code(fault: DBAPIError) -> str:
    told = fault.orig.args[0] if fault.orig is not None and fault.orig.args else None
    return str(told.get("C", "")) if isinstance(told, dict) else ""


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
