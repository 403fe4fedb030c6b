"""Print the licence of everything the product runs on, as docs/licences.md keeps it."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

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
    "text-unidecode": "Artistic License (one of the two it offers)",
}
ROOT = Path(__file__).resolve().parents[1]
INTRODUCTION = """# Licences of what the product runs on

Permissive licences only. Made by `python -m benchmarks.licences > docs/licences.md`; a test holds it to the lock file.

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
    for name in sorted({re.sub(r"[-_.]+", "-", pin).lower() for pin in pins}):
        licence = licence_of(name)
        if licence:
            print(f"| {name} | {licence} |")


if __name__ == "__main__":
    main()
