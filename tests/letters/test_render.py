"""版式: clear words where LibreOffice is missing or cannot."""

import pytest

from letters.render import to_pdf
from registry.errors import FileTooLarge, RenderingUnavailable


def test_a_machine_without_libreoffice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RenderingUnavailable, match="未安装 LibreOffice"):
        to_pdf(b"PK")


def test_a_file_beyond_bounds_is_not_handed_over() -> None:
    with pytest.raises(FileTooLarge, match="超过50MB"):
        to_pdf(bytes(50_000_001))


@pytest.mark.office
def test_a_conversion_that_does_not_end_is_stopped(soffice: str) -> None:
    with pytest.raises(RenderingUnavailable, match="未完成转换"):
        to_pdf(b"text", timeout=0.01)
