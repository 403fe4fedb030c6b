"""Plain text to blocks: utf-8, GB18030 or utf-16, one block a line that has words."""

from __future__ import annotations

import codecs
import unicodedata

from letters.document import Block, BlockKind, Document, Source
from registry.errors import FileEmpty, FileTooLarge, FileUnknown

MOST_LINES = 200_000
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MOST_CONTROL = 0.01  # share of control characters beyond which bytes are no text
_SAMPLE = 4096


def read_text(data: bytes) -> Document:
    """Read plain text.

    Raises:
        FileEmpty: no words.
        FileUnknown: bytes in no encoding that is read.
        FileTooLarge: more lines than the bound.
    """
    return Document(Source.TXT, blocks_of(decode(data)))


def blocks_of(text: str) -> tuple[Block, ...]:
    """Cut text into blocks, one for each line with words.

    Raises:
        FileEmpty: no words.
        FileTooLarge: more lines than the bound.
    """
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise FileEmpty("文件中没有文字", kept="", todo="请对方重新报送")
    if len(lines) > MOST_LINES:
        raise FileTooLarge(f"文件超过{MOST_LINES}行，无法读取", kept="", todo="请拆分后重新报送")
    return tuple(Block(n, BlockKind.PARAGRAPH, line) for n, line in enumerate(lines))


def decode(data: bytes) -> str:
    """Decode text whose encoding is not declared: by its mark, then utf-8, then GB18030.

    Raises:
        FileUnknown: bytes in no encoding that is read, or no text at all.
    """
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
    raise FileUnknown(
        "文件的格式或文字编码无法识别", kept="文件未作改动", todo="请对方另存为 docx、PDF 或 UTF-8 文本后重新报送"
    )


def boms_of(data: bytes) -> list[str]:
    """Give the encoding that the first bytes of a text declare, if they do."""
    return [encoding for mark, encoding in _BOMS if data.startswith(mark)]


def _candidates(data: bytes) -> list[str]:
    marked = boms_of(data)
    if marked:
        return marked
    sample = data[:_SAMPLE]
    if sample.count(0) * 4 > len(sample):  # utf-16 without its mark: every other byte of Latin text is zero
        return ["utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"]
    return ["utf-8", "gb18030", "utf-16-le"]


def _is_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    control = sum(unicodedata.category(c) in {"Cc", "Cn", "Co"} and c not in "\t\r\n\f\v" for c in sample)
    return control <= len(sample) * _MOST_CONTROL
