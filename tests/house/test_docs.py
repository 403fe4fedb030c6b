"""The house keeps its papers in order: what exists is documented, what is locked is what is asked for."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import typer
from packaging.requirements import Requirement
from packaging.version import Version
from typer.core import TyperGroup

from desk.cli import app
from flows.settings import Settings
from letters.bundle import PaperKind
from letters.handling import Handling
from registry.document_numbers import NumberState
from registry.lifecycle import PaperState, RequestState
from registry.messages import IncomingState, OutgoingState
from registry.words import Disposition, How, Kind, Relation, Role, Secrecy, Stance, Urgency

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text("utf-8")
MANUAL = (ROOT / "docs" / "manual.md").read_text("utf-8")
STATES = (PaperState, RequestState, OutgoingState, IncomingState, NumberState)
WORDS = (*STATES, PaperKind, Handling, Secrecy, Urgency, Role, Stance, Kind, How, Relation, Disposition)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def command_names(group: TyperGroup, before: str = "") -> list[str]:
    names = []
    for name, command in group.commands.items():
        full = f"{before}{name}"
        names += command_names(command, f"{full} ") if isinstance(command, TyperGroup) else [full]
    return names


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.splitlines()


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_every_state_stands_in_the_glossary(words: type) -> None:
    missing = [member.value for member in words if f"`{member.value}`" not in GLOSSARY or member.label not in GLOSSARY]
    assert missing == []


def test_every_setting_stands_in_the_glossary() -> None:
    assert [name for name in Settings.model_fields if f"`{name}`" not in GLOSSARY] == []


def test_every_command_stands_in_the_manual() -> None:
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    assert [name for name in command_names(group) if f"huiban {name}" not in MANUAL] == []


def test_every_decision_page_has_its_number_once() -> None:
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_file_is_in_step_with_the_project(lock: str) -> None:
    pinned: dict[str, list[Version]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE):
        pinned.setdefault(_name(name), []).append(Version(version))
    wanted = list(PROJECT["project"]["dependencies"])
    if "dev" in lock:
        wanted += PROJECT["dependency-groups"]["dev"] + PROJECT["project"]["optional-dependencies"]["ocr"]
    for line in wanted:
        requirement = Requirement(line)
        found = pinned.get(_name(requirement.name), [])
        assert found, f"{requirement.name} is not locked: run make lock"
        assert all(requirement.specifier.contains(version) for version in found), f"{line}: run make lock"


def test_both_lock_files_agree() -> None:
    run, dev = ((ROOT / name).read_text("utf-8") for name in ("requirements.lock", "requirements-dev.lock"))
    pins = re.findall(r"^[A-Za-z0-9._-]+==[^\s;\\]+", run, re.MULTILINE)
    assert [pin for pin in pins if pin not in dev] == []


def test_no_file_names_a_machine() -> None:
    home = re.compile(r"/(?:home|root|Users)/\w")
    texts = [name for name in tracked() if name.endswith((".py", ".md", ".toml", ".sh", ".lock", ".j2", "Makefile"))]
    named = [name for name in texts if home.search((ROOT / name).read_text("utf-8"))]
    assert named in ([], ["tests/house/test_docs.py"])


def test_no_module_outgrows_its_outline() -> None:
    lengths = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in tracked() if name.endswith(".py")}
    assert {name: length for name, length in lengths.items() if length > 450 and "migrations" not in name} == {}


def test_only_permissive_licences_are_installed() -> None:
    listed = (ROOT / "docs" / "licences.md").read_text("utf-8")
    pins = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    missing = [pin for pin in pins if f"| {_name(pin)} |" not in listed]
    assert missing == [], "run: python -m benchmarks.licences > docs/licences.md"
    copyleft = re.compile(r"\b(A?GPL|GPL(v[23])?)\b|Affero", re.IGNORECASE)
    assert [line for line in listed.splitlines() if line.startswith("| ") and copyleft.search(line)] == []


def _name(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
