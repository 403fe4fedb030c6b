"""Files written by hand for the readers."""

from collections.abc import Callable

import pytest

from benchmarks.papers import pdf_of


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    return pdf_of
