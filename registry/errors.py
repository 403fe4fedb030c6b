"""The tree of errors staff may meet. Each says in Chinese what happened, what was kept, and what to do.

::

    HuibanError
    ├── FileRefused            a file that cannot be used
    │   ├── FileMissing        not there, or a folder
    │   ├── FileEmpty          no bytes
    │   ├── FileTruncated      a format that ends too soon or is damaged
    │   ├── FileEncrypted      asks for a password
    │   ├── FileUnknown        a format not read (yet)
    │   └── FileTooLarge       beyond the bounds of `letters.reading`
    ├── SecretPaper            秘密 and above: only the entry is registered
    ├── DirectoryFault         a directory sheet with missing or duplicate names
    ├── SheetFault             a matrix filled in by staff with wrong cells
    ├── PhraseUnclear          words that fix no deadline, or a date that cannot be
    ├── UnknownPaper           no such register number
    ├── UnknownUnit            no such unit in the directory
    ├── DuplicatePaper         the same 文号 from the same issuer, registered before
    ├── NotPermitted           a move that `registry.lifecycle` does not allow now
    ├── StoreUnavailable       a database that is locked, unreachable or newer than the code
    ├── JournalBroken          the journal's chain of hashes does not hold
    ├── MailRefused            a mail server that refuses login or configuration
    ├── MailUnavailable        a mail server that cannot be reached now
    ├── TemplateFault          a template that is wrong or lacks a value
    ├── SettingFault           an office setting that cannot be used
    ├── EngineUnavailable      the Prefect server does not start or answer
    └── RenderingUnavailable   LibreOffice is missing or does not end in time
"""

from __future__ import annotations


class HuibanError(Exception):
    """Something staff must know: what happened, what was kept, what to do. Each in Chinese, without a full stop."""

    def __init__(self, happened: str, *, kept: str = "未改动任何已有数据", todo: str = "") -> None:
        self.happened = happened
        self.kept = kept
        self.todo = todo
        super().__init__(happened)

    def __str__(self) -> str:
        return "".join(f"{part}。" for part in (self.happened, self.kept, self.todo) if part)


class FileRefused(HuibanError):
    """A file that cannot be used."""


class FileMissing(FileRefused):
    """The file is not there, or is a folder."""


class FileEmpty(FileRefused):
    """The file has no bytes, or no text."""


class FileTruncated(FileRefused):
    """The file ends too soon or is damaged."""


class FileEncrypted(FileRefused):
    """The file asks for a password."""


class FileUnknown(FileRefused):
    """The file's format is not read (yet)."""


class FileTooLarge(FileRefused):
    """The file, or what it unpacks to, is beyond bounds."""


class SecretPaper(HuibanError):
    """秘密 and above never touch e-mail, previews or this machine's exports."""


class DirectoryFault(HuibanError):
    """A directory sheet that cannot be used; `rows` holds one Chinese line for each fault."""

    def __init__(self, happened: str, rows: tuple[str, ...] = (), *, todo: str = "请按提示改好表格后重新导入") -> None:
        self.rows = rows
        super().__init__(happened, kept="原有单位名录未改动", todo=todo)


class SheetFault(HuibanError):
    """A matrix filled in by staff in which a cell is wrong; nothing of it is taken over."""

    def __init__(self, happened: str) -> None:
        super().__init__(happened, kept="处理意见未改动", todo="请按提示改好后重新导入")


class PhraseUnclear(HuibanError):
    """Words that fix no deadline, or a date that cannot be."""


class UnknownPaper(HuibanError):
    """No such register number."""


class UnknownUnit(HuibanError):
    """No such unit in the directory."""


class DuplicatePaper(HuibanError):
    """The same document number from the same issuer was registered before (第24条 初审)."""


class NotPermitted(HuibanError):
    """A move that the table in `registry.lifecycle` does not allow now."""


class StoreUnavailable(HuibanError):
    """The database is locked, unreachable or newer than the code."""


class JournalBroken(HuibanError):
    """The journal's chain of hashes does not hold."""


class MailRefused(HuibanError):
    """The mail server refuses the login or our configuration; sending pauses until a person mends it."""


class MailUnavailable(HuibanError):
    """The mail server cannot be reached now; trying again later may work."""


class TemplateFault(HuibanError):
    """A template that is wrong or lacks a value."""


class SettingFault(HuibanError):
    """An office setting that cannot be used."""


class EngineUnavailable(HuibanError):
    """The Prefect server does not start or answer."""


class RenderingUnavailable(HuibanError):
    """LibreOffice is missing or does not end in time; the Word paper itself is whole."""
