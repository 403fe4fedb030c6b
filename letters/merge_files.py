"""Merging files without an office: a draft and what came back, to the four papers of `huiban merge-files`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from letters.matrix import matrix_docx, matrix_xlsx, problem_note, title_of
from letters.merging import merge
from letters.opinions import Return
from letters.reading import Member, opened
from letters.returns import read_return
from registry.words import Stance

MATRIX_DOCX: Final = "汇总表.docx"
MATRIX_XLSX: Final = "汇总表.xlsx"
COMBINED: Final = "合并稿.docx"
PROBLEMS: Final = "问题文件.md"


@dataclass(frozen=True, slots=True)
class MergedFiles:
    """The papers to write, by name, and the summary in the shape of `huiban merge-files --json`."""

    files: Mapping[str, bytes]
    summary: Mapping[str, object]


def merge_files(draft: tuple[str, bytes], files: Sequence[tuple[str, bytes]], units: Sequence[str] = ()) -> MergedFiles:
    """Merge files (name, bytes), those of zips too, into the papers. One that cannot be used is set aside, with why.

    Raises:
        FileRefused: the draft cannot be read.
    """
    name, data = draft
    merged = merge(data, [_read(data, member, units) for member in opened(files)])
    title = title_of(merged.draft, name)
    papers = {
        MATRIX_DOCX: matrix_docx(merged, title),
        MATRIX_XLSX: matrix_xlsx(merged, title),
        COMBINED: merged.combined,
        PROBLEMS: problem_note(merged.set_aside).encode(),
    }
    summary = {
        "opinions": len(merged.opinions),
        "clusters": [cluster.as_json() for cluster in merged.clusters],
        "set_aside": [{"file": item.file, "reason": item.reason} for item in merged.set_aside],
        "no_comment": list(merged.no_comment),
        "files": list(papers),
    }
    return MergedFiles(papers, summary)


def _read(draft: bytes, file: Member, units: Sequence[str]) -> Return:
    if file.error is not None:
        return Return(file.name, None, Stance.UNUSABLE, None, usable=False, error=file.error.happened)
    return read_return(draft, file.data, file.name, units, recognise=True)
