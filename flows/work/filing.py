"""Filing: a matter's papers are in the registry by hash, and in the office's folder by name, to be opened."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from flows.office import Office
from flows.work.files import write_whole
from letters.recipes import Recipe
from post.safety import safe_name
from registry import papers
from registry.papers import Paper, PaperFile


def file_paper(
    office: Office,
    session: Session,
    paper: Paper,
    role: str,
    name: str,
    data: bytes,
    at: datetime,
    recipe: Recipe | None = None,
) -> str:
    """Keep a paper of a matter, with how it was made, and lay it out for people; give its SHA-256.

    The registry's copy is the truth; the one in the folder is for opening and printing, and is written anew each time.

    Raises:
        StoreUnavailable: the disk is full or not writable.
    """
    sha256 = office.blobs.keep(data)
    made = office.blobs.keep(recipe.as_bytes()) if recipe else None
    papers.keep_file(session, paper, role, name, sha256, at, made)
    path = folder_of(office, paper.number) / safe_name(role) / safe_name(name)
    write_whole(path, data)
    return sha256


def rename_paper(office: Office, session: Session, paper: Paper, file: PaperFile, name: str) -> None:
    """Give a paper of a matter another name, in the register and in the folder.

    Raises:
        StoreUnavailable: the disk is full or not writable.
    """
    folder = folder_of(office, paper.number) / safe_name(file.role)
    write_whole(folder / safe_name(name), office.blobs.read(file.sha256))
    (folder / safe_name(file.name)).unlink(missing_ok=True)
    file.name = name
    session.add(file)


def folder_of(office: Office, number: str) -> Path:
    """Give the folder in which a matter's papers lie."""
    return office.settings.folder / "文件" / safe_name(number)


def where(office: Office, number: str, *roles: str) -> str:
    """Say where papers of these roles lie, as the end of a report's sentence."""
    return f"；{'、'.join(roles)}见 {folder_of(office, number)}"
