"""Draw the README's pictures from a demonstration that was kept: `python -m benchmarks.pictures demo-office`."""

import io
import os
import sys
from pathlib import Path

from docx.shared import Mm, Pt
from PIL import Image, ImageChops

from flows.office import Office
from flows.work.status import status
from letters import page
from letters.render import to_pdf, to_png
from letters.tables import column_widths

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
_SHOWN = ("单位", "期限", "状态", "意见", "盖章", "催办", "备注")
_WIDTHS = (62, 36, 26, 12, 12, 32, 45)


def round_table(folder: Path) -> bytes:
    """Set the table of units as a page and give it as PNG."""
    os.environ["HUIBAN_FOLDER"] = str(folder)
    report = status(Office.from_settings(), "2026-0001")
    document = page.blank(landscape=True)
    page.text_row(document, report.said, first=0, size=Pt(12))
    table = document.add_table(rows=0, cols=len(_SHOWN), style="Table Grid")
    table.autofit = False
    columns = [report.columns.index(name) for name in _SHOWN]
    for number, row in enumerate([report.columns, *report.rows]):
        cells = table.add_row().cells
        for cell, column in zip(cells, columns, strict=True):
            paragraph = cell.paragraphs[0]
            page.row_pitch(paragraph, Pt(15))
            page.write(paragraph, row[column], size=Pt(10), font=page.HEITI if number == 0 else page.FANGSONG)
    column_widths(table, [Mm(width) for width in _WIDTHS])
    return cropped(to_png(to_pdf(page.packed(document)), width=1400))


def cropped(picture: bytes) -> bytes:
    """Cut the page's empty margins off."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox() or (0, 0, *image.size)
    target = io.BytesIO()
    image.crop((box[0] - 20, box[1] - 20, box[2] + 20, box[3] + 20)).save(target, "PNG", optimize=True)
    return target.getvalue()


def main() -> None:
    picture = round_table(Path(sys.argv[1]))
    (PICTURES / "round.png").write_bytes(picture)
    print(PICTURES / "round.png", len(picture))


if __name__ == "__main__":
    main()
