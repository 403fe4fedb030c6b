"""Ink on a rendered page, in mm from its upper left corner."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """A row of ink: its edges, whether all of it is red, and where red ink stands in it from left to right."""

    top: float
    bottom: float
    left: float
    right: float
    red: bool
    red_columns: tuple[tuple[float, float], ...]


def bands(pdf: bytes, number: int) -> list[Band]:
    import numpy as np  # noqa: PLC0415  only where rendering is possible
    import pypdfium2  # noqa: PLC0415

    scale = 4
    unit = 25.4 / 72 / scale

    def spans(marks: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> list[tuple[int, int]]:
        edges = np.flatnonzero(np.diff(np.concatenate(([0], marks.astype(int), [0]))))
        return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]

    with pypdfium2.PdfDocument(pdf) as document:
        drawn = document[number - 1].render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3].astype(int)
    dark = drawn.min(axis=2) < 128
    found = []
    for top, bottom in spans(dark.any(axis=1)):
        band, rows = dark[top:bottom], drawn[top:bottom]
        columns = np.flatnonzero(band.any(axis=0))
        red = band & (rows[:, :, 0] > 128) & (rows[:, :, 1] < 100)
        found.append(
            Band(
                top * unit,
                bottom * unit,
                columns[0] * unit,
                (columns[-1] + 1) * unit,
                bool(rows[band][:, 0].min() > 128),
                tuple((left * unit, right * unit) for left, right in spans(red.any(axis=0))),
            )
        )
    return found
