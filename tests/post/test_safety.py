"""Names from outside are made harmless; 密级 decides which mailbox a paper may reach."""

import pytest

from post.safety import LARGEST_FILE, MOST_FILES, admit, may_send, safe_name
from registry.errors import SecretPaper

LISTED = ("schools@liuxi.example",)


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("意见反馈表.docx", "意见反馈表.docx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\temp\\回函.doc", "C__temp_回函.doc"),
        ("回函\u202excod.exe", "回函xcod.exe"),
        ("回\r\n函\x00\u2028.docx", "回函.docx"),
        ("  .docx", "docx"),
        ("", "文件"),
        ("...", "文件"),
        ("CON.txt", "文件CON.txt"),
        ("con.tar.gz", "文件con.tar.gz"),
        ("\ud800函.docx", "函.docx"),
        ("1.总体要求与主要目标的修改意见", "1.总体要求与主要目标的修改意见"),
    ],
)
def test_a_name_from_outside_becomes_fit_for_any_disk(given: str, safe: str) -> None:
    assert safe_name(given) == safe


@pytest.mark.parametrize("name", ["意" * 500 + ".docx", "𠮷" * 500, "a" * 5000 + ".pdf", "." * 9000, "意.见" * 300])
def test_a_long_name_is_cut_to_what_a_disk_takes_and_keeps_its_suffix(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= 120
    assert len(safe.encode()) <= 200
    assert not name.endswith((".docx", ".pdf")) or safe.endswith(name[-4:])


def test_a_safe_name_stays_as_it_is() -> None:
    for name in ("回函.docx", "意" * 500 + ".docx", "../x", "con"):
        assert safe_name(safe_name(name)) == safe_name(name)


def test_secret_papers_go_to_no_mailbox() -> None:
    for secrecy in ("秘密", "机密", "绝密"):
        with pytest.raises(SecretPaper, match="线下办理"):
            may_send(secrecy, LISTED[0], LISTED)


def test_internal_papers_go_only_to_listed_mailboxes() -> None:
    may_send("内部", "Schools@Liuxi.example", LISTED)
    with pytest.raises(SecretPaper, match=r"未登记的邮箱 someone@else\.example"):
        may_send("内部", "someone@else.example", LISTED)


def test_ordinary_papers_go_to_any_mailbox() -> None:
    may_send("普通", "someone@else.example", ())


def test_a_secrecy_nobody_knows_goes_nowhere() -> None:
    with pytest.raises(SecretPaper, match="不认识"):
        may_send("商密", LISTED[0], LISTED)


def test_attachments_within_bounds_are_all_taken() -> None:
    files = [("a.docx", b"1"), ("b.pdf", b"2")]
    assert admit(files).kept == tuple(files)
    assert admit(files).refused == ()


def test_a_file_too_large_is_set_aside_and_the_others_are_taken() -> None:
    admitted = admit([("big.zip", bytes(LARGEST_FILE + 1)), ("a.docx", b"1")])
    assert [name for name, _ in admitted.kept] == ["a.docx"]
    assert admitted.refused == (("big.zip", "附件超过30MB"),)


def test_files_too_large_together_or_too_many_are_set_aside() -> None:
    half = bytes(LARGEST_FILE - 1)
    assert admit([("1.pdf", half), ("2.pdf", half), ("3.txt", b"x")]).refused == (("2.pdf", "附件合计超过36MB"),)
    many = admit((f"{n}.txt", b"x") for n in range(MOST_FILES + 2))
    assert len(many.kept) == MOST_FILES
    assert [name for name, _ in many.refused] == ["50.txt", "51.txt"]
