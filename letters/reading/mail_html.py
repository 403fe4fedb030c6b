"""The words of an HTML mail: blocks as lines, scripts and styles dropped, nothing fetched."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from letters.reading.storable import storable

_BREAKS = {"p", "div", "br", "tr", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "ul", "ol"}
_DROPPED = {"script", "style", "head", "title", "noscript", "template"}
_CELLS = {"td", "th"}
_MOST = 4_000_000  # characters of HTML that are read


def html_as_text(html: str) -> str:
    """Give the words of HTML, one line a block, cells parted by tabs."""
    if not html.strip():
        return ""
    parser = etree.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(html[:_MOST].encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return re.sub(r"<[^>]{0,500}>", "", html)
    if root is None:
        return ""
    parts: list[str] = []
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, done = stack.pop()
        if done:
            parts.append(_after(element))
            parts.append(_flat(element.tail))
            continue
        stack.append((element, True))
        if not isinstance(element.tag, str) or element.tag in _DROPPED:
            continue
        parts.append("\n" if element.tag in _BREAKS else "")
        parts.append(_flat(element.text))
        stack.extend((child, False) for child in reversed(element))
    return _tidy("".join(parts))


def _after(element: Any) -> str:
    if element.tag in _CELLS:
        return "\t"
    return "\n" if element.tag in _BREAKS and element.tag != "br" else ""


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")


def _tidy(text: str) -> str:
    lines = [line.replace("\u00a0", " ").strip() for line in text.split("\n")]
    return storable(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())
