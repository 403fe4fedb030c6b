"""A mail file to blocks: its words, its subject as a page header, its attachments kept as files."""

from __future__ import annotations

from letters.document import Block, BlockKind, Document, Source
from letters.reading.mail import parse_mail
from letters.reading.text import MOST_LINES
from registry.errors import FileEmpty


def read_eml(data: bytes) -> Document:
    """Read a mail. Attachments are not read here: each is a file by itself in `attached`.

    Raises:
        FileRefused: one of its kinds: too large, or neither words nor attachments.
    """
    mail = parse_mail(data)
    lines = [line.rstrip() for line in mail.text.splitlines() if line.strip()][:MOST_LINES]
    if not lines and not mail.attachments:
        raise FileEmpty("邮件中没有正文和附件", kept="", todo="请对方重新发送")
    blocks = [Block(0, BlockKind.HEADER, mail.subject)] if mail.subject else []
    blocks += [Block(n, BlockKind.PARAGRAPH, line) for n, line in enumerate(lines, start=len(blocks))]
    return Document(Source.EML, tuple(blocks), attached=mail.attachments)
