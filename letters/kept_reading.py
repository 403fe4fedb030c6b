"""What was read of a return, kept as it was read: merging opens no file again, and no upgrade renames an opinion.

docs/decisions/0010-what-was-read-is-kept.md says why.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING

from letters.opinions import Return
from registry.errors import FileTruncated

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class KeptReading:
    """The files of one return as they were read, and the SHA-256 of the draft their places count in."""

    draft: str
    halves: tuple[Return, ...]

    @classmethod
    def of(cls, data: bytes) -> KeptReading:
        """Read one that was kept.

        Raises:
            FileTruncated: not one that this version can read; the return's files are still there.
        """
        try:
            return _form().validate_json(data)
        except ValueError as fault:
            raise FileTruncated("反馈件的读取记录已损坏", kept="反馈件原样保留", todo="将按原件重新读取") from fault

    def as_bytes(self) -> bytes:
        """Give it as JSON, the same bytes for the same reading; half a character is left out."""
        return json.dumps(asdict(self), ensure_ascii=False).encode(errors="ignore")


@cache
def _form() -> TypeAdapter[KeptReading]:
    from pydantic import TypeAdapter  # noqa: PLC0415  100 ms, for those who merge

    return TypeAdapter(KeptReading)
