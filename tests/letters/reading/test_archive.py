"""Zips: every file in them by itself, names as Chinese Windows writes them, bombs and bad members told."""

import io
import zipfile

import pytest

from letters.reading import archive, members_of, opened, read_document
from registry.errors import FileEncrypted, FileTooLarge, FileTruncated


def zipped(*files: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            made.writestr(name, data)
    return packed.getvalue()


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """Put raw bytes in place of a name of the same length, as programs do that know no utf-8."""
    assert len(old) == len(new)
    return data.replace(old, new)


def test_each_file_is_its_own_and_zips_within_are_opened() -> None:
    inner = zipped(("草案.txt", b"b"))
    data = zipped(
        ("来函.txt", b"a"), ("附件/", b""), ("附件/内层.zip", inner), ("__MACOSX/x", b"c"), ("~$来函.docx", b"d")
    )
    assert [(m.name, m.data) for m in members_of(data, "材料.zip")] == [
        ("材料.zip/来函.txt", b"a"),
        ("材料.zip/附件/内层.zip/草案.txt", b"b"),
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_are_read_in_gb18030_and_in_unmarked_utf8(encoding: str) -> None:
    name = "反馈意见.docx".encode(encoding)
    data = renamed(zipped(("x" * len(name), b"a")), b"x" * len(name), name)
    assert [m.name for m in members_of(data, "a.zip")] == ["a.zip/反馈意见.docx"]


def test_a_bad_member_is_told_and_the_others_go_on() -> None:
    data = zipped(("好.txt", b"a"), ("坏.txt", b"bad bytes" * 20), ("也好.txt", b"c"))
    at = data.index(zipfile.ZipFile(io.BytesIO(data)).infolist()[1].filename.encode()) + len("坏.txt".encode())
    found = list(members_of(data[:at] + bytes(4) + data[at + 4 :], "a.zip"))
    assert [m.error is None for m in found] == [True, False, True]
    assert isinstance(found[1].error, FileTruncated)


def test_a_bomb_by_ratio_is_told_and_never_unpacked() -> None:
    (member,) = members_of(zipped(("弹.txt", bytes(50_000_000))), "a.zip")
    assert isinstance(member.error, FileTooLarge)
    assert "恶意" in member.error.happened


def test_zips_within_zips_without_end_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped(("文.txt", b"a"))
    for depth in range(6):
        data = zipped((f"{depth}.zip", data))
    (member,) = members_of(data, "a.zip")
    assert "嵌套" in str(member.error)


def test_too_many_files_stop_over_all_zips_within(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 5)
    inner = zipped(*((f"{n}.txt", b"a") for n in range(3)))
    found = list(members_of(zipped(("1.zip", inner), ("2.zip", inner)), "a.zip"))
    assert sum(member.error is None for member in found) == 3
    assert "超过5个" in str(found[-1].error)


def test_too_many_bytes_stop_over_all_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 10)
    found = list(members_of(zipped(("1", b"x" * 8), ("2", b"x" * 8), ("3", b"x")), "a.zip"))
    assert [member.error is None for member in found] == [True, False, False]


def test_a_locked_member_says_so() -> None:
    data = bytearray(zipped(("密.txt", b"a")))
    directory = data.index(b"PK\x01\x02")
    data[6] |= 1
    data[directory + 8] |= 1
    (member,) = members_of(bytes(data), "a.zip")
    assert isinstance(member.error, FileEncrypted)


def test_a_zip_of_which_no_file_can_be_had_says_why_and_not_that_it_holds_several() -> None:
    locked = bytearray(zipped(("甲.txt", b"a"), ("乙.txt", b"b")))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(sign)
        while at >= 0:
            locked[at + flags] |= 1
            at = locked.find(sign, at + 1)
    [kept] = opened([("密.zip", bytes(locked))])
    assert (kept.name, kept.data, kept.error) == ("密.zip", bytes(locked), None)
    with pytest.raises(FileEncrypted, match=r"密\.zip”：压缩包已加密"):
        read_document(kept.data, kept.name)


def test_the_bounds_of_one_zip_hold_for_all_files_opened_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    files = [(f"{n}.zip", zipped(("1.txt", b"a"), ("2.txt", b"b"))) for n in range(3)]
    assert [member.error is None for member in opened(files)] == [True, True, True, False, True]


def test_a_zip_cut_short_is_one_bad_member() -> None:
    (member,) = members_of(zipped(("1", b"x" * 800))[:40], "a.zip")
    assert (member.name, type(member.error)) == ("a.zip", FileTruncated)
