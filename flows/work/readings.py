"""Files that came in, read once for all who ask: marks of secrecy, then opinions."""

from __future__ import annotations

from flows.office import Office
from letters.document import Document
from registry.errors import FileRefused


class Readings:
    """Files as the office reads them, each once however often it is asked for: a scan takes seconds a page."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._read: dict[tuple[bytes, str], Document | FileRefused] = {}

    def __call__(self, data: bytes, name: str) -> Document:
        """Give a file as it was read.

        Raises:
            FileRefused: it cannot be read.
        """
        if (data, name) not in self._read:
            try:
                self._read[data, name] = self._office.read(data, name)
            except FileRefused as refused:
                self._read[data, name] = refused
        found = self._read[data, name]
        if isinstance(found, FileRefused):
            raise found
        return found
