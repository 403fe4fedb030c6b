"""Reading: the bytes of a file, whatever its format, to a `Document` of numbered blocks."""

from letters.reading.archive import Member, members_of, opened
from letters.reading.document import MOST_BYTES, only_file, read_document
from letters.reading.formats import Format, format_of, word_text
from letters.reading.scan import unsure_places

__all__ = [
    "MOST_BYTES",
    "Format",
    "Member",
    "format_of",
    "members_of",
    "only_file",
    "opened",
    "read_document",
    "unsure_places",
    "word_text",
]
