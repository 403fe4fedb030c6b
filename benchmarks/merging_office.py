"""Print what merging takes of copies that LibreOffice wrote: `python -m benchmarks.merging_office`, two minutes."""

import sys

from benchmarks.merging import office_ratio

if __name__ == "__main__":
    sys.stdout.write(f"{office_ratio().row()}\n")
