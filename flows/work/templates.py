"""The office's own wording: shown, changed after a check, previewed, taken back; letters made again as they were."""

from __future__ import annotations

import hashlib
from pathlib import Path

from sqlmodel import Session

from flows.office import Office
from flows.report import Report
from flows.work.files import read_own_file, write_whole
from letters.recipes import Recipe, compose, compose_again
from letters.render import to_pdf, to_png
from letters.samples import SAMPLES
from letters.wording import SHIPPED, decoded, words
from letters.wording_book import BOOK, VALUES, Entry, check, entry_of
from post.safety import safe_name
from registry import journal, papers
from registry.errors import (
    FileRefused,
    HuibanError,
    NotPermitted,
    RenderingUnavailable,
    TemplateFault,
)

_EARLIER, _PREVIEWS, _REFUSED = "旧版", "预览", "未通过"


def list_templates(office: Office) -> Report:
    """Show every template, whose wording it goes by, and whether it would do."""
    rows = []
    for entry in BOOK.values():
        own = office.wordings.own(entry.name)
        rows.append((entry.name, entry.label, entry.where, "本单位" if own else "默认", _verdict(office, entry)))
    return Report("文字模板", f"共{len(rows)}个模板", ("模板", "名称", "用在", "文字", "核对"), tuple(rows))


def show_template(office: Office, name: str) -> tuple[str, Report]:
    """Give a template's text and the values it may name.

    Raises:
        TemplateFault: no such template.
    """
    entry = entry_of(name)
    rows = tuple((value, VALUES[value][0], _shown(entry.example[value])) for value in entry.values)
    said = f"{entry.label}可用的值；写法见 docs/manual.md"
    return office.wordings.source(entry.name), Report(entry.name, said, ("值", "含义", "举例"), rows)


def check_template(name: str, data: bytes) -> Report:
    """Say whether a text would do as template `name`; nothing is changed.

    Raises:
        TemplateFault: why it would not, and in which line.
    """
    entry = entry_of(name)
    check(entry.name, decoded(entry.name, data))
    return Report("核对模板", f"可以用作“{entry.label}”")


def edit_template(office: Office, name: str, data: bytes, actor: str = "管理员") -> Report:
    """Put a text in a template's place, if it would do; the one before is kept. What is refused is kept beside it.

    Raises:
        TemplateFault: what is wrong with it, and in which line; the last good one stays.
        StoreUnavailable: the folder cannot be written.
    """
    entry = entry_of(name)
    folder = _folder(office)
    try:
        source = decoded(entry.name, data)
        check(entry.name, source)
    except TemplateFault as fault:
        refused = folder / f"{entry.name}.{_REFUSED}.txt"
        write_whole(refused, data)
        raise TemplateFault(
            fault.happened,
            kept=f"原模板未改动；所写的文字存为 {refused}",
            todo=f"请改正后运行 huiban templates edit {entry.name} {refused}",
        ) from fault
    with office.store.transaction() as session:  # one writer at a time: what another has just written is kept too
        before = _own_text(office, entry)
        if before == source.encode():
            return Report("修改模板", f"“{entry.label}”与现行文字相同，未作改动")
        _keep_earlier(office, entry, before)
        write_whole(folder / f"{entry.name}.txt.j2", source.encode())
        _note(office, session, "修改模板", entry, source, actor)
    return Report("修改模板", f"“{entry.label}”已改用新文字；可运行 huiban templates preview {entry.name} 查看")


def reset_template(office: Office, name: str, actor: str = "管理员") -> Report:
    """Go back to the shipped text; the office's own is kept among the earlier ones.

    Raises:
        TemplateFault: no such template.
    """
    entry = entry_of(name)
    with office.store.transaction() as session:
        before, own = _own_text(office, entry), office.wordings.own(entry.name)
        if before is None or own is None:
            return Report("恢复默认", f"“{entry.label}”用的就是默认文字")
        _keep_earlier(office, entry, before)
        own.unlink(missing_ok=True)
        _note(office, session, "恢复默认模板", entry, SHIPPED.source(entry.name), actor)
    return Report("恢复默认", f"“{entry.label}”已恢复默认文字；本单位的文字存入{_EARLIER}")


def earlier_templates(office: Office, name: str) -> Report:
    """List a template's earlier texts, the newest first; each may be put back with `edit`.

    Raises:
        TemplateFault: no such template.
    """
    entry = entry_of(name)
    rows = tuple((path.stem, str(path)) for path in sorted(_earlier(office, entry).glob("*.txt"), reverse=True))
    said = f"“{entry.label}”有{len(rows)}个旧版" + (f"；取回：huiban templates edit {entry.name} 文件" if rows else "")
    return Report("旧版模板", said, ("存入时间", "文件"), rows)


def preview_template(office: Office, name: str) -> Report:
    """Make an example of what a template gives: a letter as docx and picture, a mail or a slip's words as text.

    Raises:
        TemplateFault: the template is wrong.
    """
    entry = entry_of(name)
    folder = _folder(office) / _PREVIEWS
    if entry.name not in SAMPLES:
        text = words(entry.name, wordings=office.wordings, **entry.example)
        write_whole(folder / f"{entry.name}.txt", text.encode())
        return Report("预览", f"{folder / f'{entry.name}.txt'}\n\n{text}")
    data, _ = compose(entry.name, office.wordings, **SAMPLES[entry.name])
    write_whole(folder / f"{entry.name}.docx", data)
    rows = [(f"{entry.name}.docx", "")]
    try:
        write_whole(folder / f"{entry.name}.png", to_png(to_pdf(data)))
        rows.append((f"{entry.name}.png", "第1页"))
    except (RenderingUnavailable, FileRefused) as fault:
        rows.append((f"{entry.name}.png", f"未能生成：{fault.happened}"))
    return Report("预览", f"“{entry.label}”示例在 {folder}", ("文件", "说明"), tuple(rows))


def remake_letters(office: Office, number: str) -> Report:
    """Make every letter of a paper again from what it was made of, and hold it against the one that was sent.

    Raises:
        UnknownPaper: no such paper.
        NotPermitted: none of its letters has a record.
    """
    with office.store.reading() as session:
        kept = [
            (row.role, row.name, row.sha256, row.recipe_sha256)
            for row in papers.files(session, papers.find(session, number))
            if row.recipe_sha256
        ]
    if not kept:
        raise NotPermitted(f"收文{number}没有带制作记录的函件", todo="征求意见、复函之后才有")
    rows = tuple((role, name, *_remade(office, sha256, recipe or "")) for role, name, sha256, recipe in kept)
    same = sum(row[2] == "一致" for row in rows)
    return Report(
        "重做函件", f"{len(rows)}件中{same}件与留存的逐字节一致", ("类别", "文件", "结果", "模板", "程序"), rows
    )


def _remade(office: Office, sha256: str, recipe_sha256: str) -> tuple[str, str, str]:
    try:
        recipe = Recipe.of(office.blobs.read(recipe_sha256))
        again = compose_again(recipe, office.blobs.read)
    except HuibanError as fault:
        return fault.happened, "", ""
    template = hashlib.sha256(recipe.template.encode()).hexdigest()[:12]
    is_same = hashlib.sha256(again).hexdigest() == sha256
    return "一致" if is_same else f"不一致（由{recipe.program}版制作）", template, recipe.program


def _shown(value: object) -> str:
    """Show an example to people: 是 for True, a list's items side by side."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "；".join(_shown(item) for item in value)
    if isinstance(value, dict):
        return "，".join(f"{name}={_shown(inner)}" for name, inner in value.items())
    return str(value)


def _verdict(office: Office, entry: Entry) -> str:
    try:
        check(entry.name, office.wordings.source(entry.name))
    except TemplateFault as fault:
        return fault.happened
    return "可用"


def _folder(office: Office) -> Path:
    return office.settings.folder / "templates"


def _earlier(office: Office, entry: Entry) -> Path:
    return _folder(office) / _EARLIER / safe_name(entry.name)


def _own_text(office: Office, entry: Entry) -> bytes | None:
    """Give the office's own text as it stands, were it no template at all; `None` where it goes by the shipped one."""
    own = office.wordings.own(entry.name)
    return None if own is None else read_own_file(own)


def _keep_earlier(office: Office, entry: Entry, before: bytes | None) -> None:
    if before is None:
        return
    place = _earlier(office, entry) / f"{office.now():%Y-%m-%d-%H%M%S-%f}.txt"
    while place.exists():  # a clock that stands or was set back
        place = place.with_name(f"{place.stem}-1.txt")
    write_whole(place, before)


def _note(office: Office, session: Session, action: str, entry: Entry, source: str, actor: str) -> None:
    digest = hashlib.sha256(source.encode()).hexdigest()
    journal.note(session, office.now(), actor, action, 模板=entry.name, 哈希=digest)
