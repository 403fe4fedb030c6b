"""意见反馈表: the office's reply form, written with its clauses filled in and read back exactly.

A hidden custom XML part carries the request's token and the clause ids; each row's 条款 cell is a content control
tagged with its clause id, so rows may be moved, copied or added. A form typed anew with the same table headings is
still read, without a token.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.table import _Cell
from lxml import etree

from letters import page
from letters.clause_names import clause_name
from letters.package import Package, W, parse
from letters.tables import borders, column_widths, fill, heading_row, keep_rows_whole
from letters.wording import by
from letters.wordtext import SOFT_BREAK, Mark, paragraphs, runs_of
from registry.errors import FileRefused

NAMESPACE: Final = "urn:huiban:form:1"
_NS: Final = f"{{{NAMESPACE}}}"
_PART: Final = re.compile(r"customXml/item\d+\.xml")
# Word and LibreOffice keep a custom part only where it is described so.
_PROPS_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPS: Final = (
    '<?xml version="1.0" encoding="UTF-8"?><ds:datastoreItem ds:itemID="{8C7F1D52-6A0B-4E0E-9D0A-3B1F6E2A7C41}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
).encode()
_TAG: Final = "huiban:clause:"
HEADINGS: Final = ("序号", "条款", "原文", "修改意见", "理由")
_WIDTHS: Final = (Mm(12), Mm(22), Mm(50), Mm(44), Mm(28))
_COLUMNS: Final = {
    "number": re.compile(r"序号|编号"),
    "clause": re.compile(r"条款|章节|条目|任务|位置|条文序号|页码"),
    "original": re.compile(r"原文|原内容|原条文|原表述|征求意见稿内容|原稿"),
    "proposed": re.compile(r"修改建议|建议修改|修改内容|修改为|修改后|意见"),
    "reason": re.compile(r"理由|依据|原因|说明"),
}
_CHECKED: Final = re.compile(r"[☑☒■√✓✔●][\s]*无(?:修改)?意见|无(?:修改)?意见[\s（(]*[☑☒■√✓✔●]")
_UNIT: Final = re.compile(
    r"(?:填报|反馈|填表|回复)?单位(?:名称)?(?:[（(][^）)]*[）)])?[ \t]*[：:][ \t]*(?P<unit>[^\s：:]{2,40})"
)
_CONTACT: Final = re.compile(r"联系人[ \t]*[：:][ \t]*(?P<contact>[^\s：:]{1,20})")
_PHONE: Final = re.compile(r"(?:联系)?电话[ \t]*[：:][ \t]*(?P<phone>[\d（）() -]{5,30})")
_NOTHING: Final = re.compile(r"[无没]有?(?:修改|不同|其他|其它)*(?:意见|建议)?[。.]?|/|—+|-+")
_MOST_ROWS: Final = 2_000


@dataclass(frozen=True, slots=True)
class FormClause:
    """A clause the form shows to a unit."""

    id: int
    path: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """What a reply form is written from."""

    office: str  # who asks
    unit: str
    title: str  # of the draft, without 《》
    clauses: tuple[FormClause, ...]
    token: str = ""
    register_number: str = ""
    version: int = 1
    due: str = ""  # as the letter says it
    send_to: str = ""
    empty_rows: int = 3


@dataclass(frozen=True, slots=True)
class FormEntry:
    """One row a unit filled. `clause_id` is exact where the row is ours; `row` counts from 1."""

    row: int
    clause_id: int | None
    clause: str
    original: str
    proposed: str
    reason: str

    @property
    def words(self) -> tuple[str, ...]:
        """What the row says, however it is spaced."""
        return tuple(_tight(said) for said in (self.clause, self.original, self.proposed, self.reason))


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as it came back. `token` is `None` for one typed anew."""

    token: str | None
    register_number: str | None
    version: int | None
    unit: str | None
    no_comment: bool
    entries: tuple[FormEntry, ...]
    contact: str = ""
    phone: str = ""


# Writing


def write_form(form: ReplyForm) -> bytes:
    """Write the reply form for one unit as docx."""
    document = page.blank()
    title = document.add_paragraph()
    title.alignment = page.CENTER
    page.write(title, "意见反馈表", font=page.XIAOBIAOSONG, size=page.SIZE_2)
    page.row_pitch(title, page.TITLE_ROW)
    for text in (f"文件名称：《{form.title}》", f"单位名称：{form.unit}"):
        page.text_row(document, text, first=0)
    _choice_row(document)
    _write_table(document, form)
    page.text_row(document, "（单位盖章）", first=0, alignment=page.RIGHTWARD)
    page.text_row(document, "年　　月　　日", first=0, alignment=page.RIGHTWARD)
    page.text_row(document, "联系人：　　　　　　　　联系电话：", first=0)
    for note in _notes(form):
        page.text_row(document, note, first=0, size=page.SIZE_4)
    _attach_record(document, form)
    return page.packed(document)


def _notes(form: ReplyForm) -> list[str]:
    sending = "".join(
        part for part in (form.due and f"请{by(form.due)}", form.send_to and f"发至{form.send_to}") if part
    )
    return [
        "注：1.无意见的，请在“无意见”前的方框内打“√”，并盖章报送。",
        "2.每条意见填一行，行数不够可自行增加；请填写修改后的完整表述，并说明理由。",
        *([f"3.{sending}，{form.office}汇总。"] if sending else []),
    ]


def _choice_row(document: WordDocument) -> None:
    paragraph = document.add_paragraph()
    page.write(paragraph, "反馈意见：")
    page.write(paragraph, "□", font=page.SONGTI, latin=page.SONGTI)
    page.write(paragraph, "无意见　　")
    page.write(paragraph, "□", font=page.SONGTI, latin=page.SONGTI)
    page.write(paragraph, "有意见（填写下表）")


def _write_table(document: WordDocument, form: ReplyForm) -> None:
    table = document.add_table(rows=1, cols=len(HEADINGS))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    borders(table)
    heading_row(table, HEADINGS)
    rows = [(str(n), clause) for n, clause in enumerate(form.clauses, start=1)]
    for number, clause in rows:
        cells = table.add_row().cells
        fill(cells[0], number)
        _fill_tagged(cells[1], clause)
        fill(cells[2], clause.text)
    for _ in range(form.empty_rows):
        table.add_row()
    column_widths(table, _WIDTHS)
    keep_rows_whole(table)


def _fill_tagged(cell: _Cell, clause: FormClause) -> None:
    """Put a clause's name into a content control that carries its id and cannot be removed by accident."""
    run = fill(cell, clause_name(clause.path))
    paragraph = cell.paragraphs[0]
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:alias w:val='条款'/><w:tag w:val='{_TAG}{clause.id}'/>"
        "<w:lock w:val='sdtLocked'/></w:sdtPr><w:sdtContent/></w:sdt>"
    )
    paragraph._p.append(control)
    control[1].append(run._r)


def _attach_record(document: WordDocument, form: ReplyForm) -> None:
    """Attach the hidden record of the request as a custom XML part."""
    root: Any = etree.Element(f"{_NS}form", nsmap={"form": NAMESPACE})
    root.set("token", form.token)
    root.set("register", form.register_number)
    root.set("version", str(form.version))
    root.set("unit", form.unit)
    for clause in form.clauses:
        etree.SubElement(root, f"{_NS}clause", id=str(clause.id), path=clause.path)
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    name = PackURI("/customXml/item1.xml")
    part = Part(name, "application/xml", data, document.part.package)
    described = Part(PackURI("/customXml/itemProps1.xml"), _PROPS_TYPE, _PROPS, document.part.package)
    part.relate_to(described, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


# Reading


def read_form(data: bytes) -> FilledForm | None:
    """Read a form back, ours or one typed anew; `None` where the file is no form."""
    try:
        package = Package.open(data)
        body = package.body().find(f"{W}body")
    except FileRefused:
        return None
    return form_of(package, body)


def form_of(package: Package, body: Any) -> FilledForm | None:
    """Read a form out of an opened docx; `None` where it is no form."""
    if body is None:
        return None
    record = _record(package)
    tables = [(table, columns) for table in body.iter(f"{W}tbl") if (columns := _columns(table))]
    if record is None and not tables:
        return None
    entries: list[FormEntry] = []
    ids = _ids_by_clause(record)
    for table, columns in tables:
        entries += _entries(table, columns, len(entries), ids)
    lines = [_paragraph_text(paragraph) for paragraph, _ in paragraphs(body)]
    text = "\n".join(lines)
    said = [e for e in entries if not _NOTHING.fullmatch(e.proposed) or (e.reason and not _NOTHING.fullmatch(e.reason))]
    unit = _first(_UNIT, text, "unit") or (record.get("unit") if record is not None else None) or None
    return FilledForm(
        token=record.get("token") or None if record is not None else None,
        register_number=record.get("register") or None if record is not None else None,
        version=_int(record.get("version")) if record is not None else None,
        unit=unit,
        no_comment=not said and (bool(_CHECKED.search(text)) or len(said) < len(entries)),
        entries=tuple(said),
        contact=_first(_CONTACT, text, "contact"),
        phone=_first(_PHONE, text, "phone").strip(),
    )


def without_forms(body: Any) -> Any:
    """Take the tables of opinions out of a parsed text, and give it back."""
    for table in [table for table in body.iter(f"{W}tbl") if _columns(table)]:
        table.getparent().remove(table)
    return body


def read_rows(rows: Sequence[Sequence[str]]) -> tuple[FormEntry, ...] | None:
    """Read the rows of any table that has the form's headings (a PDF, a sheet); `None` where it has not."""
    for head, row in enumerate(rows[:10]):
        columns = _columns_of([_tight(cell) for cell in row])
        if columns:
            found = []
            for n, cells in enumerate(rows[head + 1 : _MOST_ROWS], start=1):
                entry = _entry(n, None, columns, [cell.strip() for cell in cells])
                if entry is not None and not _NOTHING.fullmatch(entry.proposed or entry.reason):
                    found.append(entry)
            return tuple(found)
    return None


def _record(package: Package) -> Any | None:
    for name in filter(_PART.fullmatch, package.parts):
        if NAMESPACE.encode() in package.parts[name]:
            root = parse(package.parts[name])
            if root.tag == f"{_NS}form":
                return root
    return None


def _columns(table: Any) -> dict[str, int]:
    first = table.find(f"{W}tr")
    return {} if first is None else _columns_of([_tight(_cell_text(cell)) for cell in _cells(first)])


def _columns_of(headings: Sequence[str]) -> dict[str, int]:
    """Say which column holds what; empty where the table is no form of opinions."""
    found: dict[str, int] = {}
    for n, heading in enumerate(headings):
        if len(heading) > 20:  # noqa: PLR2004 — a longer cell is text, no heading
            continue
        name = next((k for k, shape in _COLUMNS.items() if k not in found and shape.search(heading)), None)
        if name:
            found[name] = n
    return found if "proposed" in found and found.keys() & {"clause", "original"} else {}


def _ids_by_clause(record: Any | None) -> dict[str, int]:
    """Give the clause ids the record lists, by path and by the name the form shows.

    Some programs drop the tags of the cells but keep the record.
    """
    clauses = () if record is None else record.iter(f"{_NS}clause")
    listed = {c.get("path", ""): number for c in clauses if (number := _int(c.get("id"))) is not None}
    return {clause_name(path): number for path, number in listed.items()} | listed


def _entries(table: Any, columns: dict[str, int], before: int, ids: dict[str, int]) -> list[FormEntry]:
    found: list[FormEntry] = []
    for n, row in enumerate(table.findall(f"{W}tr")[1:_MOST_ROWS], start=1):
        tags = [tag.get(f"{W}val", "") for tag in row.iter(f"{W}tag")]
        ours = next((_int(tag.removeprefix(_TAG)) for tag in tags if tag.startswith(_TAG)), None)
        entry = _entry(before + n, ours, columns, [_cell_text(cell) for cell in _cells(row)])
        if entry is not None:
            found.append(entry if ours is not None else replace(entry, clause_id=ids.get(entry.clause)))
    return found


def _entry(row: int, clause_id: int | None, columns: dict[str, int], cells: Sequence[str]) -> FormEntry | None:
    def cell(name: str) -> str:
        n = columns.get(name, len(cells))
        return cells[n].strip() if n < len(cells) else ""

    if not cell("proposed") and not cell("reason"):
        return None
    return FormEntry(row, clause_id, cell("clause"), cell("original"), cell("proposed"), cell("reason"))


def _cells(row: Any) -> list[Any]:
    return [cell for child in row for cell in ([child] if child.tag == f"{W}tc" else child.iter(f"{W}tc"))]


def _cell_text(cell: Any) -> str:
    return "\n".join(_paragraph_text(paragraph) for paragraph in cell.iter(f"{W}p")).strip()


def _paragraph_text(paragraph: Any) -> str:
    """Give a paragraph's words as the page shows them: what was struck under tracking is left out."""
    shown = "".join(text for _, text, tracked in runs_of(paragraph) if tracked.mark in {Mark.SAME, Mark.IN})
    return shown.replace(SOFT_BREAK, "\n")


def _tight(text: str) -> str:
    return "".join(text.split())


def _first(pattern: re.Pattern[str], text: str, group: str) -> str:
    match = pattern.search(text)
    return cast("str", match[group]) if match else ""


def _int(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None
