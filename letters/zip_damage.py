"""What Python raises of a zip that is damaged; each way of packing has an error of its own."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from typing import Final

ZIP_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,  # a way of packing that Python does not know
    OSError,  # bzip2 says so
    ValueError,
)
