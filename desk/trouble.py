"""What nobody foresaw is kept for whoever mends it, and not thrown at staff."""

from __future__ import annotations

import os
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path


def keep_trace(fault: Exception) -> Path:
    """Write the trace beside the office's data, or among temporary files, and give its place."""
    folder = Path(os.environ.get("HUIBAN_FOLDER", "huiban-office"))
    folder = folder if folder.is_dir() else Path(tempfile.gettempdir())
    path = folder / f"出错记录-{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    path.write_text("".join(traceback.format_exception(fault)), "utf-8")
    return path
