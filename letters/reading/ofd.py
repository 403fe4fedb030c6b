"""OFD (GB/T 33190) to blocks: the text codes of each page by their places, as lines."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from letters.document import Document, Source
from letters.package import Package, parse
from letters.reading.lines import GAP, Line, Part, is_wide_gap
from letters.reading.paragraphs import Size, blocks_of_lines
from letters.reading.recognition import is_installed, left_unread, recognised
from letters.reading.scan import MOST_PAGES as MOST_SCANNED
from letters.reading.scan import Progress, picture_of
from letters.reading.text import MOST_LINES
from registry.errors import FileEmpty, FileEncrypted, FileRefused, FileTooLarge, FileTruncated

MOST_PAGES: Final = 600
_POINTS: Final = 72 / 25.4  # of a millimetre, OFD's unit
_A4: Final = (210.0, 297.0)  # millimetres
_LARGEST: Final = 100_000.0  # millimetres: a place beyond is a slip of the pen
_MOST_CODES: Final = 500_000
_SAME_ROW: Final = 0.4  # of the letters' size that baselines of one row may differ
_WORD_GAP: Final = 0.2  # of the letters' size between Latin words
_LATIN_WIDTHS: Final = (("ijlftrI.,:;'|!()[]-/ ", 0.3), ("mwMW@%", 0.8), ("ABCDEFGHKNOPQRSTUVXYZ", 0.65))
_ASCENT, _DESCENT = 0.88, 0.12  # of the letters' size above and below the baseline
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?|-?\.\d+|g")
_UPRIGHT: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SLANT: Final = 0.05


@dataclass(frozen=True, slots=True)
class _Code:
    """One text code: words on one baseline, in points from the page's lower left."""

    text: str
    left: float
    right: float
    base: float
    size: float
    red: bool


def read_ofd(data: bytes, *, recognise: bool = True, progress: Progress | None = None) -> Document:
    """Read an OFD file's text, and the words in pages that are pictures.

    Args:
        data: the file.
        recognise: read pages that are pictures, which takes seconds a page.
        progress: told the pages read and the pages to read, while pictures are read.

    Raises:
        FileRefused: one of its kinds: damaged, encrypted, too large, no words.
        FileUnknown: a scan, and pictures are not to be read or the extra `ocr` is not installed.
    """
    package = Package.open(data)
    if any(name.rsplit("/", 1)[-1] == "Encryptions.xml" for name in package.parts):
        raise FileEncrypted("OFD 文件已加密，无法读取", kept="", todo="请对方去掉密码后重新报送")
    text = _text_of(package)
    can_recognise = recognise and bool(text.pictured) and is_installed()
    if not text.lines and text.pictured and not can_recognise:
        raise left_unread("OFD 是扫描件", wanted=recognise)
    wanted = list(text.pictured)[:MOST_SCANNED] if can_recognise else []
    seen: set[int] = set()
    for count, number in enumerate(wanted, start=1):
        with suppress(FileTruncated, FileTooLarge):  # a picture that does not open leaves its page unread
            read = recognised(picture_of(package.parts[text.pictured[number]]), number)
            text.lines += read.lines
            text.sizes[number] = read.size
            seen.add(number)
        if progress:
            progress(count, len(wanted))
    if not text.lines:
        raise FileEmpty("OFD 中没有文字", kept="", todo="请对方重新报送")
    blocks = tuple(blocks_of_lines(text.lines, [], text.sizes))
    unread = tuple(number + 1 for number in text.pictured if number not in seen)
    return Document(Source.OFD, blocks, pages=len(text.sizes), unread_pages=unread)


@dataclass(slots=True)
class _Text:
    """What is found page by page."""

    sizes: list[Size]
    lines: list[Line]
    pictured: dict[int, str]  # pages that are pictures, with the part that holds each


def _text_of(package: Package) -> _Text:
    """Read the text codes of every page."""
    text = _Text([], [], {})
    for number, page in enumerate(_pages(package)):
        if number >= MOST_PAGES:
            raise FileTooLarge(f"OFD 超过{MOST_PAGES}页，无法读取", kept="", todo="请拆分后重新报送")
        width, height = page.size
        rows = list(_rows([code for root in page.roots for code in _codes(root, height)], number))
        if page.picture and not rows:
            text.pictured[number] = page.picture
        text.lines += rows
        text.sizes.append((width * _POINTS, height * _POINTS))
        if len(text.lines) > MOST_LINES:
            raise FileTooLarge(f"OFD 超过{MOST_LINES}行，无法读取", kept="", todo="请拆分后重新报送")
    if not text.sizes:
        raise FileEmpty("OFD 中没有页面", kept="", todo="请对方重新报送")
    return text


def ofd_has_seal(data: bytes) -> bool:
    """Say whether an OFD file carries a seal: a signature that stamps a page (GB/T 33190 18.2)."""
    try:
        package = Package.open(data)
        for body in _each(parse(_part(package, "OFD.xml")), "DocBody"):
            listed = _target(package, "OFD.xml", _words(body, "Signatures"))
            for signature in _each(parse(package.parts[listed]), "Signature") if listed else ():
                told = _target(package, listed or "", signature.get("BaseLoc"))
                if told and _first(parse(package.parts[told]), "StampAnnot") is not None:
                    return True
    except FileRefused:
        return False
    return False


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: what is drawn on it, templates first, its size in millimetres, the part of its largest picture."""

    roots: tuple[Any, ...]
    size: Size
    picture: str | None


def _pages(package: Package) -> Iterator[_Page]:
    """Pages of all documents in the file, in order; one whose part is missing is left out."""
    for body in _each(parse(_part(package, "OFD.xml")), "DocBody"):
        place = _target(package, "OFD.xml", _words(body, "DocRoot"))
        if place is None:
            raise FileTruncated("OFD 文件已损坏，无法打开", kept="", todo="请对方重新报送")
        document = parse(package.parts[place])
        usual = _size(document) or _A4
        pictures = _pictures(package, document, place)
        templates = {
            template.get("ID"): parse(package.parts[found])
            for template in _each(document, "TemplatePage")
            if (found := _target(package, place, template.get("BaseLoc")))
        }
        for listed in _each(document, "Page"):
            found = _target(package, place, listed.get("BaseLoc"))
            if found is None:
                continue
            page = parse(package.parts[found])
            used = [templates.get(template.get("TemplateID")) for template in _each(page, "Template")]
            drawn = (*(template for template in used if template is not None), page)
            yield _Page(drawn, _size(page) or usual, pictures.get(_largest_picture(page)))


def _pictures(package: Package, document: Any, place: str) -> dict[str | None, str]:
    """Parts of the pictures that a document's resources list, by their identifiers."""
    found: dict[str | None, str] = {}
    for kind in ("PublicRes", "DocumentRes"):
        for listed in _each(document, kind):
            name = _target(package, place, listed.text)
            if name is None:
                continue
            resources = parse(package.parts[name])
            beside = posixpath.join(posixpath.dirname(name), resources.get("BaseLoc", ""), "…")
            for media in _each(resources, "MultiMedia"):
                part = _target(package, beside, _words(media, "MediaFile"))
                if part:
                    found[media.get("ID")] = part
    return found


def _largest_picture(page: Any) -> str | None:
    """Identifier of the picture that covers most of a page."""
    boxes = [(_numbers(drawn.get("Boundary")), drawn.get("ResourceID")) for drawn in _each(page, "ImageObject")]
    sized = [(box[2] * box[3], resource) for box, resource in boxes if len(box) == len(_A4) * 2 and resource]
    return max(sized)[1] if sized else None


def _codes(root: Any, height: float) -> Iterator[_Code]:
    """Text codes of a page or template, `height` millimetres high; slanted ones (watermarks) are left out."""
    for count, drawn in enumerate(_each(root, "TextObject")):
        if count >= _MOST_CODES:
            raise FileTooLarge("OFD 页面内容过多，无法读取", kept="", todo="请拆分后重新报送")
        box, size = _numbers(drawn.get("Boundary")), _number(drawn.get("Size"))
        turn = _numbers(drawn.get("CTM")) or list(_UPRIGHT)
        if len(box) != len(_A4) * 2 or len(turn) != len(_UPRIGHT) or not size or drawn.get("Visible") == "false":
            continue
        a, b, c, d, e, f = turn
        if abs(b) > _SLANT * abs(a) or a <= 0:
            continue
        letters = size * math.hypot(c, d)
        red = _is_red(_first(drawn, "FillColor"))
        for code in _each(drawn, "TextCode"):
            text = (code.text or "").strip("\r\n")
            if not text.strip():
                continue
            x, y = _number(code.get("X")) or 0.0, _number(code.get("Y")) or 0.0
            left, base = box[0] + a * x + c * y + e, box[1] + b * x + d * y + f
            width = a * sum(_steps(code.get("DeltaX"), len(text) - 1, size)) + letters * _width(text[-1])
            yield _Code(
                text,
                left * _POINTS,
                (left + width) * _POINTS,
                (height - base) * _POINTS,
                letters * _POINTS,
                red,
            )


def _steps(written: str | None, count: int, size: float) -> list[float]:
    """Steps from letter to letter; `g 3 5.6` stands for three times 5.6. Those not written are one letter wide."""
    words = _NUMBER.findall(written or "")
    steps: list[float] = []
    at = 0
    while at < len(words) and len(steps) < count:
        if words[at] == "g" and at + 2 < len(words):
            times, step = _number(words[at + 1]) or 0, _number(words[at + 2]) or 0.0
            steps += [step] * min(int(max(times, 0)), count - len(steps))
            at += 3
        else:
            steps.append(_number(words[at]) or 0.0)
            at += 1
    return steps + [size] * (count - len(steps))


def _rows(codes: Sequence[_Code], page: int) -> Iterator[Line]:
    """Lines of a page: codes on one baseline, from left to right."""
    row: list[_Code] = []
    for code in sorted(codes, key=lambda code: -code.base):
        if row and abs(row[0].base - code.base) > _SAME_ROW * min(row[0].size, code.size):
            yield _line(row, page)
            row = []
        row.append(code)
    if row:
        yield _line(row, page)


def _line(row: list[_Code], page: int) -> Line:
    row.sort(key=lambda code: code.left)
    parts: list[Part] = []
    for code in row:
        last = parts[-1] if parts else None
        if last is None or is_wide_gap(code.left - last.right, code.size):
            parts.append(Part(code.text, code.left, code.right))
            continue
        is_apart = code.left - last.right > _WORD_GAP * code.size and (last.text[-1:] + code.text[:1]).isascii()
        text = f"{last.text} {code.text}" if is_apart else last.text + code.text
        parts[-1] = Part(text, last.left, max(last.right, code.right))
    size = max(code.size for code in row)
    return Line(
        page,
        GAP.join(part.text.strip() for part in parts),
        parts[0].left,
        parts[-1].right,
        row[0].base + _ASCENT * size,
        row[0].base - _DESCENT * size,
        size,
        row[0].red,
        tuple(parts) if len(parts) > 1 else (),
    )


def _width(letter: str) -> float:
    """Width of a letter to its size, as in most fonts: the font itself need not be in the file."""
    if not letter.isascii():
        return 1.0
    return next((width for letters, width in _LATIN_WIDTHS if letter in letters), 0.5)


def _is_red(colour: Any | None) -> bool:
    values = [_channel(word) for word in (colour.get("Value") or "").split()] if colour is not None else []
    if len(values) != len("RGB"):
        return False
    red, green, blue = values
    return red >= 0xC0 and green <= 0x60 and blue <= 0x60  # noqa: PLR2004 - plainly red


def _channel(word: str) -> int:
    try:
        return int(word[1:], 16) if word.startswith("#") else int(float(word))
    except (ValueError, OverflowError):
        return 0


def _size(root: Any) -> Size | None:
    """Width and height of a page in millimetres, where a part tells it."""
    box = _numbers(_words(root, "PhysicalBox"))
    return (box[2], box[3]) if len(box) == len(_A4) * 2 and box[2] > 0 and box[3] > 0 else None


def _numbers(text: str | None) -> list[float]:
    found = [_number(word) for word in (text or "").split()]
    return [number for number in found if number is not None]


def _number(word: str | None) -> float | None:
    try:
        number = float(word or "")
    except ValueError:
        return None
    return number if abs(number) <= _LARGEST else None  # neither endless nor no number at all


def _part(package: Package, name: str) -> bytes:
    if name not in package.parts:
        raise FileTruncated("OFD 文件已损坏，无法打开", kept="", todo="请对方重新报送")
    return package.parts[name]


def _target(package: Package, of: str, place: str | None) -> str | None:
    """Name of the part that a place written in part `of` means; `None` where there is none."""
    if not place:
        return None
    place = place.strip().replace("\\", "/")
    whole = place.lstrip("/") if place.startswith("/") else posixpath.join(posixpath.dirname(of), place)
    name = posixpath.normpath(whole)
    return name if name in package.parts else None


def _each(root: Any, name: str) -> Iterator[Any]:
    return iter(root.iter(f"{{*}}{name}"))


def _first(root: Any, name: str) -> Any | None:
    return next(_each(root, name), None)


def _words(root: Any, name: str) -> str | None:
    found = _first(root, name)
    return found.text if found is not None else None
