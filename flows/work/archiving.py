"""归档: the pieces in order, with a manifest of hashes, in a folder and as one package."""

from __future__ import annotations

import io
import json
import os
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlmodel import Session

from flows.office import Office
from letters.cover import Cover, Listed, package_cover
from letters.render import to_pdf
from post.safety import safe_name
from registry import journal, messages, opinions, papers, solicitations
from registry.errors import FileRefused, RenderingUnavailable
from registry.papers import Paper

# The order of pieces in a file.
_ORDER = (
    ("复函", "01-定稿"),
    ("采纳情况说明", "01-定稿"),
    ("采纳情况反馈", "01-定稿/采纳情况反馈"),
    ("修改稿", "01-定稿/修改稿"),
    ("征求意见稿", "02-征求意见稿"),
    ("修改对照稿", "02-征求意见稿/修改对照稿"),
    ("收文阅办单", "03-收文阅办单"),
    ("来文", "04-来文及附件"),
    ("附件", "04-来文及附件"),
    ("退文告知", "04-来文及附件/退文告知"),
    ("征求意见函", "04-来文及附件/征求意见函"),
    ("意见反馈表", "04-来文及附件/意见反馈表"),
    ("会议通知", "06-汇总/分歧协调/会议通知"),
    ("会议纪要", "06-汇总/分歧协调/会议纪要"),
    ("请示", "06-汇总/分歧协调/请示"),
    ("报告", "01-定稿/报告"),
    ("联合通知", "01-定稿/联合通知"),
    ("汇总表", "06-汇总"),
    ("合并稿", "06-汇总"),
    ("问题文件", "06-汇总"),
)
_FOR_GOOD = ("01-", "03-", "04-来文及附件/征求意见函/", "06-")  # places whose Word papers are kept as PDF/A too
COVER = "00-案卷封面.docx"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the package's bytes depend on its pieces alone


@dataclass(frozen=True)
class Piece:
    """One piece of an archive."""

    name: str  # its path inside the archive
    sha256: str
    size: int


# What the office mails, named as a clerk names it.
_MAILS: Final = {
    "letter": "征求意见函",
    "reminder": "催办",
    "correction": "更正通知",
    "report": "情况报告",
    "reply": "复函",
    "outcome": "采纳情况反馈",
}


def archive(office: Office, number: str) -> tuple[list[Piece], Path]:
    """Write a concluded paper's archive: a folder, its manifest, and the package; give pieces and folder.

    Written beside and moved into place, so that a crash leaves the earlier archive or none, never half of one.
    """
    with office.store.reading() as session:
        paper = papers.find(session, number)
        contents = dict(_contents(office, session, paper))
    contents[COVER] = _cover(office, paper, contents)
    home = office.settings.folder / "归档"
    home.mkdir(parents=True, exist_ok=True)
    folder, draft = home / safe_name(number), Path(tempfile.mkdtemp(prefix=".new-", dir=home))
    draft.chmod(0o755)
    pieces = []
    for name in sorted(contents):
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents[name])
        pieces.append(Piece(name, office.blobs.keep(contents[name]), len(contents[name])))
    manifest = {
        "收文编号": number,
        "文件标题": paper.title,
        "办结时间": paper.concluded_at.isoformat() if paper.concluded_at else None,
        "文件": [{"名称": piece.name, "sha256": piece.sha256, "字节": piece.size} for piece in pieces],
    }
    listed = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    (draft / "manifest.json").write_bytes(listed)
    shutil.rmtree(folder, ignore_errors=True)
    draft.replace(folder)
    _pack(home / f"{safe_name(number)}.zip", {**contents, "manifest.json": listed})
    return pieces, folder


def _cover(office: Office, paper: Paper, contents: dict[str, bytes]) -> bytes:
    return package_cover(
        Cover(
            office=office.settings.name,
            number=paper.number,
            title=paper.title,
            issuers="、".join(paper.issuers),
            document_number=paper.document_number or "便函",
            secrecy=paper.secrecy,
            begun=paper.received_at.date(),
            ended=paper.concluded_at.date() if paper.concluded_at else None,
            papers=[Listed(name, len(contents[name])) for name in sorted(contents)],
        )
    )


def _contents(office: Office, session: Session, paper: Paper) -> dict[str, bytes]:
    """Gather the pieces by their path in the archive."""
    places = dict(_ORDER)
    contents: dict[str, bytes] = {}
    for file in papers.files(session, paper):
        contents[f"{places.get(file.role, '10-其他')}/{safe_name(file.name)}"] = office.blobs.read(file.sha256)
    requests = solicitations.every_request(session, paper.id)
    turns = Counter[int]()
    for request in requests:
        for row in opinions.returns_of(session, request.id):
            turns[request.unit_id] += 1
            turn = turns[request.unit_id]
            late = f"第{turn}次" if turn > 1 else ""
            for kept in row.files:
                name = f"05-反馈/{safe_name(request.unit)}{late}/{safe_name(kept['name'])}"
                contents[free_name(name, contents)] = office.blobs.read(kept["sha256"])
    for sent in messages.of_paper(session, paper.id):
        contents[f"08-邮件/发-{sent.id:05d}-{_MAILS.get(sent.kind, '其他')}.eml"] = office.blobs.read(sent.raw_sha256)
    for mail in messages.answering(session, {row.id for row in requests if row.id is not None}):
        if not mail.raw_sha256.startswith("oversize:"):
            contents[f"08-邮件/收-{mail.id:05d}.eml"] = office.blobs.read(mail.raw_sha256)
    contents["07-催办记录.txt"] = _reminders(session, requests)
    contents["09-办理日志.txt"] = _journal(session, paper.number)
    if office.settings.archive_pdf:
        contents |= _as_pdf_a(contents)
    return contents


def _as_pdf_a(contents: dict[str, bytes]) -> dict[str, bytes]:
    """Give the papers an archive keeps to be read in decades as PDF/A beside them; what cannot be made is named."""
    made: dict[str, bytes] = {}
    missing: list[str] = []
    for name in sorted(contents):
        if not name.endswith(".docx") or not name.startswith(_FOR_GOOD):
            continue
        try:
            made[f"{name.removesuffix('.docx')}.pdf"] = to_pdf(contents[name], for_archive=True)
        except (RenderingUnavailable, FileRefused) as fault:
            missing.append(f"{name}：{fault.happened}")
    if missing:
        made["未生成PDF的文件.txt"] = ("\n".join(missing) + "\n").encode()
    return {name: data for name, data in made.items() if name not in contents}


def free_name(name: str, taken: Container[str]) -> str:
    """Give a name that is not taken: a second 附件.docx becomes 附件（2）.docx, never the first one's end."""
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, dot + suffix) if dot else (name, "")
    turn = 1
    while name in taken:
        turn += 1
        name = f"{stem}（{turn}）{suffix}"
    return name


def _reminders(session: Session, requests: list[solicitations.Request]) -> bytes:
    lines = ["单位\t梯次\t时间"]
    for request in requests:
        lines += [
            f"{request.unit}\t{row.rung}\t{row.at:%Y-%m-%d %H:%M}"
            for row in solicitations.reminders(session, request.id)
        ]
    return ("\n".join(lines) + "\n").encode()


def _journal(session: Session, number: str) -> bytes:
    lines = [
        f"{line.id}\t{line.at:%Y-%m-%d %H:%M:%S}\t{line.actor}\t{line.action}\t"
        f"{json.dumps(line.detail, ensure_ascii=False, sort_keys=True)}\t{line.hash}"
        for line in journal.lines(session, number)
    ]
    return ("\n".join(lines) + "\n").encode()


def _pack(path: Path, contents: dict[str, bytes]) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(contents):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, contents[name])
    draft = path.with_suffix(".new")
    with draft.open("wb") as file:
        file.write(target.getvalue())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
