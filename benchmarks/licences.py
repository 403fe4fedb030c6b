"""Print the licence of everything the product runs on, as docs/licences.md keeps it."""

import re
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

from packaging.requirements import Requirement

# Where the metadata says nothing, offers a choice, or is for another Python or system than this: what the package's own
# LICENSE file gives, and the one taken.
READ = {
    "async-timeout": "Apache-2.0",
    "colorama": "BSD-3-Clause",
    "pywin32": "PSF-2.0",
    "tzdata": "Apache-2.0",
    "whenever": "MIT",
    "win32-setctime": "MIT",
    "imapclient": "BSD-3-Clause (its COPYING file)",
    "antlr4-python3-runtime": "BSD-3-Clause",
    "flatbuffers": "Apache-2.0",
    "omegaconf": "BSD-3-Clause",
    "opencv-python-headless": "Apache-2.0",
    "rapidocr": "Apache-2.0",
    "shapely": "BSD-3-Clause (its wheel carries the GEOS library, LGPL-2.1)",
    "tqdm": "MPL-2.0 AND MIT (files of its own kept as they are)",
    "text-unidecode": "Artistic License (one of the two it offers)",
}
ROOT = Path(__file__).resolve().parents[1]
INTRODUCTION = """# Licences of what the product runs on

Permissive licences only. Made by `python -m benchmarks.licences > docs/licences.md`; a test holds it to the lock file.

| package | licence |
| --- | --- |"""

EXTRA = ("rapidocr", "onnxruntime")
OPTIONAL = """
## What the extra `ocr` adds

Installed only by who asks for it (`pip install 'huiban[ocr]'`), to read scans.

| package | licence |
| --- | --- |"""


def licence_of(name: str) -> str | None:
    """Give the licence a package declares, `None` where it is not for this platform."""
    try:
        data = metadata(name)
    except PackageNotFoundError:
        return READ.get(name)
    declared = READ.get(name) or data.get("License-Expression")
    if not declared:
        classes = [row for row in data.get_all("Classifier", []) if row.startswith("License ::")]
        declared = (
            "; ".join(row.rsplit(" :: ", 1)[-1] for row in classes) or (data.get("License") or "?").splitlines()[0]
        )
    return declared[:100]


def main() -> None:
    print(INTRODUCTION)
    pins = re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    locked = {plain(pin) for pin in pins}
    table(locked)
    print(OPTIONAL)
    table(needed_by(*EXTRA) - locked)


def table(names: set[str]) -> None:
    """Print a row a package."""
    for name in sorted(names):
        licence = licence_of(name)
        if licence:
            print(f"| {name} | {licence} |")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def needed_by(*names: str) -> set[str]:
    """Give packages and all that they ask for on this platform."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = plain(waiting.pop())
        if name in found:
            continue
        found.add(name)
        asked = (Requirement(words) for words in requires(name) or [])
        waiting += [need.name for need in asked if not need.marker or need.marker.evaluate({"extra": ""})]
    return found


if __name__ == "__main__":
    main()
