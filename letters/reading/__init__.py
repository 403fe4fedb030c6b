"""Reading: the bytes of a file, whatever its format, to a `Document` of numbered blocks."""

from letters.reading.archive import Member, members_of
from letters.reading.document import MOST_BYTES, read_document
from letters.reading.formats import Format, format_of, word_text
from letters.reading.scan import unsure_places

__all__ = ["MOST_BYTES", "Format", "Member", "format_of", "members_of", "read_document", "unsure_places", "word_text"]
