"""Merging files without an office: a draft and what came back, to the four papers of `huiban merge-files`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from letters.matrix import matrix_docx, matrix_xlsx, problem_note, title_of
from letters.merging import merge
from letters.returns import read_return

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
    """Merge files (name, bytes) into the papers. A file that cannot be used is set aside and the merge goes on.

    Raises:
        FileRefused: the draft cannot be read.
    """
    name, data = draft
    merged = merge(data, [read_return(data, content, file, units, recognise=True) for file, content in files])
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
