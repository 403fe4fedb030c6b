"""Files that came in, read once for all who ask: marks of secrecy, then opinions."""

from __future__ import annotations

from collections.abc import Sequence

from flows.office import Office
from letters.document import Document
from letters.secrecy import secrecy_of
from registry.errors import FileRefused, SecretPaper


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


def refuse_secret(office: Office, files: Sequence[tuple[str, bytes]]) -> Readings:
    """Refuse a return that is marked 秘密 or above: it is not read, not merged, not mailed on.

    To be asked before the transaction that records it: a scan takes seconds a page. What was read is given back, for
    reading the opinions.

    Raises:
        SecretPaper: names the file.
    """
    readings = Readings(office)
    for name, data in files:
        try:
            mark = secrecy_of(readings(data, name))
        except FileRefused:
            continue  # what cannot be read is said where it is read
        if mark is not None and mark.is_secret:
            raise SecretPaper(
                f"反馈件“{name}”标有“{mark}”，不得通过本系统办理",
                kept="未读取、未登记其内容",
                todo="请按涉密渠道线下办理，并从邮箱和本机清除该件",
            )
    return readings
