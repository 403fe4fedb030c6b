"""Paragraphs a copy has as the draft has them, byte for byte: told by their bytes, they are not parsed once more.

Programs write a paragraph that nobody touched as they wrote it before, so most of a copy is known from the draft. Only
what stands in the plain frame that programs write is told so, and never in tables, which may be a form: whatever is
odd is left to the parser. The part without these paragraphs is well-formed exactly where the whole is, as long as they
stand in the body itself, under the draft's names: the parser says whether they do.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from letters.package import MOST_XML_BYTES, Package, W, parse
from letters.wordtext import paragraphs, plain_texts
from registry.errors import FileRefused

_BEGIN: Final = re.compile(rb"<w:p(?: [^<>]*[^/<>])?>")  # and not of one that is empty, as Word writes it
_END: Final = b"</w:p>"
_OTHER: Final = -1  # the number of what is not kept
_MOST: Final = 50_000  # paragraphs that are looked up; a copy with more is left to the parser
_TABLE: Final = re.compile(rb"</?w:t(?:bl|r|c)\b")
_RUN: Final = f"kept{secrets.token_hex(8)}"  # the attribute that says which paragraphs stood here: not to be forged
_FENCE: Final = f"fence{secrets.token_hex(8)}"  # an element, as little to be forged
_HEAD: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml(?![^<>?]*encoding\s*=\s*["'](?!(?i:utf-8)["']))[^<>?]*\?>)?\s*<w:document\s(?P<names>[^<>]*)>"""
)
_NAME: Final = re.compile(rb"""xmlns(?::\w+)?=(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True, slots=True)
class KeptParagraphs:
    """The draft's paragraphs of plain words, by how they are written."""

    _names: frozenset[bytes]  # what the draft declares its prefixes to mean
    _numbers: Mapping[bytes, int]  # of paragraphs by their bytes up to their end
    _texts: tuple[str, ...]
    _meanings: Mapping[str | None, str]  # of the same names, as the parser tells them

    @classmethod
    def of(cls, part: bytes) -> KeptParagraphs:
        """Gather the paragraphs of a draft's word/document.xml; none where it is not written as programs do."""
        names = _declared(part)
        if names is None:
            return NOTHING_KEPT
        plain = _plain([piece for piece in dict.fromkeys(part.split(_END)) if _BEGIN.match(piece)], names)
        if not plain:
            return NOTHING_KEPT
        meanings = _fenced((), names).nsmap
        return cls(names, {piece: n for n, piece in enumerate(plain)}, tuple(plain.values()), meanings)

    def body_of(self, package: Package) -> Any | None:
        """Give the w:body of a copy without those kept; whole where one stands deeper or a name has another meaning.

        Raises:
            FileRefused: as `Package.body` says.
        """
        lean = self.without(package.text)
        body = parse(lean).find(f"{W}body")
        if (runs := lean.count(_RUN.encode())) and not self._are_told(body, runs):
            return package.body().find(f"{W}body")
        return body

    def without(self, part: bytes) -> bytes:
        """Give the word/document.xml of a copy with one empty, numbered paragraph for each run of those kept.

        It is never longer than the part is.
        """
        if not self._numbers or len(part) > MOST_XML_BYTES:
            return part
        names = _declared(part)
        if names is None or not names >= self._names:
            return part
        pieces = part.split(_END, _MOST + 1)
        if len(pieces) > _MOST + 1:
            return part
        numbers = [self._numbers.get(piece, _OTHER) for piece in pieces]
        tables = [n for n, number in enumerate(numbers) if number == _OTHER and _TABLE.search(pieces[n])]
        if tables:
            numbers[tables[0] : tables[-1] + 1] = [_OTHER] * (tables[-1] + 1 - tables[0])
        return min(_END.join(_numbered(pieces, numbers)), part, key=len)

    def _are_told(self, body: Any | None, runs: int) -> bool:
        """Whether that many runs stand in the body itself, and the draft's names mean there what they do here."""
        if body is None or sum(child.get(_RUN) is not None for child in body) != runs:
            return False
        return bool(body.nsmap.items() >= self._meanings.items())

    def texts_of(self, paragraph: Any) -> Sequence[str] | None:
        """Give the texts of the paragraphs that a numbered one stands for; `None` for any other."""
        run = paragraph.get(_RUN)
        if run is None:
            return None
        first, _, last = run.partition("-")
        return self._texts[int(first) : int(last) + 1]


NOTHING_KEPT: Final = KeptParagraphs(frozenset(), {}, (), {})


def _declared(part: bytes) -> frozenset[bytes] | None:
    """Give what prefixes are declared to mean; `None` where bytes may mean something else than they say.

    That is under another encoding, and in comments, character data and instructions.
    """
    head = _HEAD.match(part)
    if head is None or (b"!" in part and b"<!" in part):  # one sign is found faster than two
        return None
    if part.find(b"?", head.end()) >= 0 and part.find(b"<?", head.end()) >= 0:
        return None
    return frozenset(_NAME.findall(head["names"]))


def _numbered(pieces: Sequence[bytes], numbers: Sequence[int]) -> Iterator[bytes]:
    """Give what is not kept as it is, and one paragraph for each run of those that follow one another in the draft."""
    first = last = _OTHER
    for piece, number in zip(pieces, numbers, strict=True):
        if last != _OTHER and number != last + 1:
            yield b'<w:p %s="%d-%d">' % (_RUN.encode(), first, last)
            last = _OTHER
        if number == _OTHER:
            yield piece
        elif last == _OTHER:
            first = last = number
        else:
            last = number


def _plain(pieces: Sequence[bytes], names: frozenset[bytes]) -> dict[bytes, str]:
    """Give the text of each paragraph that stands by itself and holds nothing but words.

    All are parsed at once, each fenced off from the next; where one does not stand by itself, it is found by halves.
    """
    try:
        root = _fenced(pieces, names)
    except FileRefused:
        root = ()
    if [child.tag for child in root] == [f"{W}p", _FENCE] * len(pieces):
        texts = plain_texts(root, paragraphs(root))
        return {piece: text for piece, text in zip(pieces, texts.values(), strict=True) if text is not None}
    half = len(pieces) // 2
    return _plain(pieces[:half], names) | _plain(pieces[half:], names) if half else {}


def _fenced(pieces: Sequence[bytes], names: frozenset[bytes]) -> Any:
    """Parse paragraphs under the draft's names, a fence behind each."""
    written = b"".join([b"%s%s<%s/>" % (piece, _END, _FENCE.encode()) for piece in pieces])
    return parse(b"<w:document %s>%s</w:document>" % (b" ".join(sorted(names)), written))
