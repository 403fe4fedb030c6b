"""The fonts official papers name, and what stands in for those a machine does not have when papers are rendered."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Final

from letters import page

# Each font by the names fonts of that face go by.
FACES: Final[Mapping[str, tuple[str, ...]]] = {
    page.XIAOBIAOSONG: (page.XIAOBIAOSONG, "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    page.FANGSONG: (page.FANGSONG, "FangSong_GB2312", "仿宋", "FangSong"),
    page.KAITI: (page.KAITI, "KaiTi_GB2312", "楷体", "KaiTi"),
    page.HEITI: (page.HEITI, "SimHei"),
    page.SONGTI: (page.SONGTI, "SimSun"),
    page.LATIN: (page.LATIN,),
}
_PATIENCE: Final = 20  # seconds; the first look at a machine's fonts builds a cache


@cache
def found(font: str) -> str:
    """Give the family that renders `font` on this machine, by templates/fonts/fonts.conf; empty where none can tell."""
    program = shutil.which("fc-match")
    if program is None:
        return ""
    with as_file(files("templates") / "fonts" / "fonts.conf") as rules:
        try:
            told = subprocess.run(  # noqa: S603  the program found on the machine, our own arguments
                [program, "--format=%{family}", font],
                env=os.environ | {"FONTCONFIG_FILE": str(rules)},
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
    return told.stdout.decode("utf-8", "replace").strip()


def is_itself(font: str, family: str) -> bool:
    """Whether a family is the font asked for, under one of its names, and no stand-in."""
    return any(name.strip() in FACES[font] for name in family.split(","))
