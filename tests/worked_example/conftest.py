"""The worked example of the procedure: a letter with its draft, and a directory of the city's units."""

from pathlib import Path

import pytest

from letters.directory_sheet import read_directory
from registry.directory import Directory

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def real_city() -> Directory:
    """Give a directory written for the real city of the worked example."""
    return read_directory((HERE / "hulunbuir.csv").read_bytes(), "hulunbuir.csv")
