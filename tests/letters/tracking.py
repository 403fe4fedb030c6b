"""An oracle for tracked changes that shares no code with the product: settles a file in its XML as Word does.

ISO/IEC 29500-1 17.13.5: what is inserted goes when rejected, what is deleted when accepted. A paragraph whose mark goes
runs on into the next one, and what comes of both has the properties of the second.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Collection
from typing import Any

from lxml import etree

from tests.letters.wordfiles import W

_HOLDERS = [f"{W}{name}" for name in ("body", "tbl", "tr", "tc", "sdt", "sdtContent")]
_CHARACTERS = {f"{W}tab": "\t", f"{W}br": "\v", f"{W}cr": "\v", f"{W}noBreakHyphen": "-"}
_COMMENTING = [f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root_of(data: bytes) -> Any:
    return etree.fromstring(parts_of(data)["word/document.xml"])


def settle(root: Any, accept: Collection[str] | None) -> Any:
    """Give a tree with the changes of these authors accepted (`None`: of all) and all others rejected."""
    root = copy.deepcopy(root)

    def stays(sign: Any) -> bool:
        accepted = accept is None or sign.get(f"{W}author") in accept
        return accepted == (sign.tag == f"{W}ins")

    for sign in list(root.iter(f"{W}ins", f"{W}del")):
        _settle_sign(sign, stays=stays(sign))
    for old, new in (("delText", "t"), ("delInstrText", "instrText")):
        for text in root.iter(f"{W}{old}"):
            text.tag = f"{W}{new}"
    for paragraph in list(root.iter(f"{W}p")):
        _settle_mark(paragraph, stays)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    return root


def _settle_sign(sign: Any, *, stays: bool) -> None:
    """Settle a sign around runs or on a row; that of a paragraph mark waits until its words are settled."""
    holder = sign.getparent()
    if holder is None or holder.tag == f"{W}rPr":
        return
    if holder.tag != f"{W}trPr":
        for child in list(sign) if stays else ():
            sign.addprevious(child)
        holder.remove(sign)
    elif stays:
        holder.remove(sign)
        _drop_if_empty(holder)
    else:
        row = holder.getparent()
        row.getparent().remove(row)


def _settle_mark(paragraph: Any, stays: Any) -> None:
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    if properties is None:
        return
    signs = [sign for sign in properties if sign.tag in {f"{W}ins", f"{W}del"}]
    goes = any(not stays(sign) for sign in signs)
    for sign in signs:
        properties.remove(sign)
    if signs:
        _drop_if_empty(properties)
        if paragraph.find(f"{W}pPr") is not None:
            _drop_if_empty(paragraph.find(f"{W}pPr"))
    if not goes:
        return
    following = paragraph.getnext()
    if following is None or following.tag != f"{W}p":
        if paragraph.find(f".//{W}r") is not None:
            return  # words of another unit have nowhere to go: their paragraph stays
        assert following is not None, "a container left without its last paragraph"
        paragraph.getparent().remove(paragraph)
        return
    at = 0 if following.find(f"{W}pPr") is None else 1
    for child in reversed([child for child in paragraph if child.tag != f"{W}pPr"]):
        following.insert(at, child)
    paragraph.getparent().remove(paragraph)


def _drop_if_empty(element: Any) -> None:
    if not len(element) and not element.attrib:
        element.getparent().remove(element)


def canonical(root: Any) -> bytes:
    """Give a tree's canonical XML, neighbouring runs of one look joined and comments left out."""
    root = copy.deepcopy(root)
    for element in list(root.iter(*_COMMENTING)):
        run = element.getparent()
        run.remove(element)
        if run.tag == f"{W}r" and not len(run):
            run.getparent().remove(run)
    for run in list(root.iter(f"{W}r")):
        before = run.getprevious()
        if before is not None and before.tag == f"{W}r" and _look(before) == _look(run):
            for child in [child for child in run if child.tag != f"{W}rPr"]:
                before.append(child)
            run.getparent().remove(run)
    for text in list(root.iter(f"{W}t")):
        before = text.getprevious()
        if before is not None and before.tag == f"{W}t":
            before.text = (before.text or "") + (text.text or "")
            text.getparent().remove(text)
        else:
            text.attrib.clear()  # xml:space says nothing of the words
    for run in list(root.iter(f"{W}r")):
        if all(child.tag == f"{W}rPr" for child in run):
            run.getparent().remove(run)
    written: bytes = etree.tostring(root, method="c14n", exclusive=True)
    return written


def _look(run: Any) -> bytes:
    properties = run.find(f"{W}rPr")
    return b"" if properties is None else bytes(etree.tostring(properties, method="c14n", exclusive=True))


def lines_of(root: Any) -> list[str]:
    """Give the words of each paragraph of the running text; pictures, notes and what a field is made of say none."""
    found: list[str] = []

    def walk(element: Any) -> None:
        for child in element:
            if child.tag == f"{W}p":
                runs = [run for run in child.iter(f"{W}r") if not any(a.tag == f"{W}txbxContent" for a in _above(run))]
                found.append("".join(_words(piece) for run in runs for piece in run))
            elif child.tag in _HOLDERS:
                walk(child)

    walk(root)
    return found


def _above(element: Any) -> list[Any]:
    return list(element.iterancestors())


def _words(piece: Any) -> str:
    if piece.tag in {f"{W}t", f"{W}delText"}:
        return piece.text or ""
    return "" if piece.get(f"{W}type") == "page" else _CHARACTERS.get(piece.tag, "")
