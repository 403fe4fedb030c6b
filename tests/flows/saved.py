"""An office saved at one point of the procedure, so that the many tests that begin there need not walk to it."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlmodel import select

from flows.office import Office
from registry.journal import JournalLine
from registry.papers import Paper
from tests.conftest import administer

_SAVED: dict[str, "_Saved"] = {}
_FOLDERS = ("blobs", "文件", "mail-room")


@dataclass(frozen=True)
class _Saved:
    folder: Path
    database: str
    number: str


def is_untouched(office: Office) -> bool:
    """Whether nothing but the directory has been entered: then one office is like another."""
    with office.store.reading() as session:
        return not session.exec(select(Paper)).first() and len(session.exec(select(JournalLine)).all()) == 1


def save(key: str, office: Office, number: str) -> None:
    """Save the office as it is now."""
    kept = tempfile.TemporaryDirectory(prefix="huiban-saved-", ignore_cleanup_errors=True)
    atexit.register(kept.cleanup)
    folder = Path(kept.name)
    for name in _FOLDERS:
        if (office.settings.folder / name).is_dir():
            shutil.copytree(office.settings.folder / name, folder / name)
    office.store.engine.dispose()
    url = office.settings.url
    if url.startswith("sqlite"):
        database = str(folder / "office.db")
        shutil.copy(str(make_url(url).database), database)
    else:
        database = f"saved_{folder.name[-8:].replace('-', '_')}".lower()
        administer(url, f"CREATE DATABASE {database} TEMPLATE {make_url(url).database}")
    _SAVED[key] = _Saved(folder, database, number)


def is_saved(key: str) -> bool:
    """Whether an office was saved under a key."""
    return key in _SAVED


def restore(key: str, office: Office) -> str:
    """Bring the office to what was saved under a key; give the paper's number. The mail room must be closed."""
    saved = _SAVED[key]
    for name in _FOLDERS:
        if (saved.folder / name).is_dir():
            shutil.copytree(saved.folder / name, office.settings.folder / name, dirs_exist_ok=True)
    office.store.engine.dispose()
    url = office.settings.url
    if url.startswith("sqlite"):
        for old in Path(str(make_url(url).database)).parent.glob("office.db*"):
            old.unlink()
        shutil.copy(saved.database, str(make_url(url).database))
    else:
        name = make_url(url).database
        administer(url, f"DROP DATABASE {name} WITH (FORCE)", f"CREATE DATABASE {name} TEMPLATE {saved.database}")
    return saved.number
