"""Old office files written by hand: an OLE container, and an xls workbook in it."""

import struct

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_CHAIN = _SECTOR // 4  # sectors one sector of the table of sectors tells of


def ole(name: str, stream: bytes) -> bytes:
    """Write an OLE file with one stream; short streams are filled up with zeros."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    sectors = len(stream) // _SECTOR
    chain = [_FAT, _END, *range(3, 2 + sectors), _END]
    assert len(chain) <= _CHAIN
    table = struct.pack(f"<{_CHAIN}I", *chain, *[_FREE] * (_CHAIN - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    entries = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, 2, len(stream)) + 2 * _entry("", 0, 0, 0)
    return header + table + entries + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    words = name.encode("utf-16-le")
    head = words.ljust(64, b"\0") + struct.pack("<HBB", len(words) + 2 if name else 0, kind, 1)
    return head + struct.pack("<III", _FREE, _FREE, child) + bytes(36) + struct.pack("<IQ", start, size)


def xls(sheet: str, rows: list[list[str | float]]) -> bytes:
    """Write an Excel 97 workbook with one sheet of words and numbers."""
    globals_head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    name = sheet.encode("utf-16-le")
    size_of_bound = 4 + 8 + len(name)
    place = len(globals_head) + size_of_bound + 4
    bound = _record(0x85, struct.pack("<IHBB", place, 0, len(sheet), 1) + name)
    cells = b""
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                words = value.encode("utf-16-le")
                cells += _record(0x204, struct.pack("<HHHHB", r, c, 0, len(value), 1) + words)
            else:
                cells += _record(0x203, struct.pack("<HHHd", r, c, 0, value))
    end = _record(0x0A, b"")
    body = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + end
    return ole("Workbook", globals_head + bound + end + body)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data
