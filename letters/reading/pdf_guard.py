"""A PDF whose parts draw each other again and again is refused before it is opened in this process.

A page may draw a form, the form another; twenty forms that each draw the next one twice draw a million. pdfium follows
them all inside one call that nothing can interrupt. So a file that could do such a thing is first opened in a process
of its own, with bounds on memory and time; most files cannot, and are not delayed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from importlib.resources import as_file, files
from typing import Final

from registry.errors import FileTooLarge

_SECONDS: Final = 30
# What can draw something else (forms, glyphs, tiles), and names written so that they hide.
_DRAWS: Final = re.compile(rb"/Form\b|/FormType|/Type3|/PatternType|/[A-Za-z]{0,20}#[0-9A-Fa-f]{2}")
_PACKED: Final = re.compile(rb"/ObjStm")
_STREAM: Final = re.compile(rb"stream\r?\n")
_DICTIONARY: Final = 2_000  # bytes in which a stream begins after its name
_MOST_UNPACKED: Final = 32 * 1024 * 1024


def refuse_endless(data: bytes) -> None:
    """Refuse a PDF that takes more to open than any paper does.

    Raises:
        FileTooLarge: it ran beyond the bounds.
    """
    if not _may_draw_itself(data):
        return
    with as_file(files("letters.reading") / "pdf_probe.py") as script:
        try:
            ended = subprocess.run(  # noqa: S603  our own script
                [sys.executable, "-I", str(script), str(_SECONDS)],
                input=data,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            ended = -1
    if ended:
        raise FileTooLarge("PDF 内部层层引用，展开后过大，无法读取", kept="", todo="请对方重新打印成PDF后报送")


def _may_draw_itself(data: bytes) -> bool:
    """Whether anything in the file can draw something else. What cannot be looked into counts as able to."""
    if _DRAWS.search(data):
        return True
    left = _MOST_UNPACKED
    for packed in _object_streams(data):
        if packed is None or len(packed) > left or _DRAWS.search(packed):
            return True
        left -= len(packed)
    return False


def _object_streams(data: bytes) -> Iterator[bytes | None]:
    """Give the object streams unpacked, `None` for one that will not be."""
    for named in _PACKED.finditer(data):
        begins = _STREAM.search(data, named.end(), named.end() + _DICTIONARY)
        if begins is None:
            yield None
            continue
        try:
            yield zlib.decompressobj().decompress(data[begins.end() :], _MOST_UNPACKED + 1)
        except zlib.error:
            yield None
