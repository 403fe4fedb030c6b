"""A paper as PDF and as a picture, by the LibreOffice installed on the machine.

The papers name the fonts of the standard. Where those are missing, templates/fonts/fonts.conf names stand-ins of the
same widths, for this program alone: no setting of the machine is touched.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import pypdfium2 as pdfium

from registry.errors import FileRefused, FileTooLarge, RenderingUnavailable

_PROGRAMS: Final = ("soffice", "libreoffice")
_LARGEST: Final = 50_000_000  # bytes
_WIDEST: Final = 4_000  # pixels


def to_pdf(data: bytes, *, timeout: float = 90) -> bytes:
    """Render a docx as PDF; `timeout` in seconds.

    LibreOffice runs with a profile of its own that is thrown away, so that two may run at once and none is asked
    anything. Macros, links and the network stay unused: the profile is fresh and the document is only converted.

    Raises:
        FileRefused: LibreOffice cannot make a PDF of it.
        FileTooLarge: beyond 50 MB.
        RenderingUnavailable: no LibreOffice, or it does not end in time.
    """
    if len(data) > _LARGEST:
        raise FileTooLarge(f"文件超过{_LARGEST // 1_000_000}MB，无法生成版式文件")
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise RenderingUnavailable("未安装 LibreOffice，无法生成版式文件", todo="请安装 libreoffice-writer 后重试")
    with (
        tempfile.TemporaryDirectory(prefix="huiban-render-", ignore_cleanup_errors=True) as folder,
        as_file(files("templates") / "fonts" / "fonts.conf") as fonts,
    ):
        place = Path(folder)
        (place / "paper.docx").write_bytes(data)
        _convert(program, place, fonts, timeout)
        made = place / "paper.pdf"
        if not made.is_file():
            raise FileRefused("LibreOffice 未能打开该文件，没有生成版式文件", todo="请核对文件是否完好")
        return made.read_bytes()


def _convert(program: str, place: Path, fonts: Path, timeout: float) -> None:
    """Run the conversion in a process group of its own and leave none of it behind."""
    profile = (place / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]
    process = subprocess.Popen(  # noqa: S603  our own arguments; the document's name is fixed
        [*command, "--outdir", str(place), str(place / "paper.docx")],
        env=os.environ | {"FONTCONFIG_FILE": str(fonts), "HOME": str(place)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired as fault:
        raise RenderingUnavailable(f"LibreOffice {timeout:.0f}秒内未完成转换", todo="请稍后重试") from fault
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def to_png(pdf: bytes, page: int = 1, *, width: int = 1240) -> bytes:
    """Draw one page of a PDF, counted from 1, `width` pixels wide, as PNG.

    Raises:
        FileRefused: not a PDF, or no such page.
    """
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as fault:
        raise FileRefused("版式文件已损坏，无法显示") from fault
    with document:
        if not 1 <= page <= len(document):
            raise FileRefused(f"文件共{len(document)}页，没有第{page}页")
        leaf = document[page - 1]
        drawn = leaf.render(scale=min(width, _WIDEST) / leaf.get_width()).to_pil()
        target = io.BytesIO()
        drawn.convert("P", palette=1, colors=64).save(target, "PNG", optimize=True)
        return target.getvalue()
