"""Files from outside, and reports that hold words from outside."""

import os
from pathlib import Path

import pytest

from flows.report import Report
from flows.work import files
from registry.errors import FileEmpty, FileMissing, FileTooLarge


def test_only_a_file_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    for path in (Path("/dev/zero"), pipe, tmp_path, tmp_path / "没有", Path("a\x00b")):
        with pytest.raises(FileMissing):
            files.read_file(path)
    (tmp_path / "空").touch()
    with pytest.raises(FileEmpty):
        files.read_file(tmp_path / "空")


def test_no_more_is_read_than_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_LARGEST", 10)
    (tmp_path / "a").write_bytes(b"x" * 11)
    with pytest.raises(FileTooLarge):
        files.read_file(tmp_path / "a")
    (tmp_path / "a").write_bytes(b"x" * 10)
    assert files.read_file(tmp_path / "a") == b"x" * 10


def test_a_name_in_an_old_charset_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "测试.docx".encode("gb18030")))
    path.write_bytes(b"x")
    assert files.read_files([path]) == [("测试.docx", b"x")]
    with pytest.raises(FileMissing) as told:
        files.read_file(path.with_suffix(".x"))
    str(told.value).encode()


@pytest.mark.parametrize(
    "words", ["![x](http://a/b.png)", "[x](http://a)", "<img src=x>", "<http://a>", "http://a.b", "www.a.b"]
)
def test_no_word_from_outside_becomes_a_picture_or_a_link(words: str) -> None:
    from markdown_it import MarkdownIt  # noqa: PLC0415

    report = Report(words, f"{words}\n# 二", ("列",), ((f"{words}|\n二",),))
    shown = MarkdownIt("gfm-like", {"linkify": False}).render(report.markdown())
    assert "<a" not in shown
    assert "<img" not in shown
    assert shown.count("<h") == 1
