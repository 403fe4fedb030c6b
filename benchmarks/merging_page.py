"""Write docs/merging.md: a made-up round from what units sent to the revised draft, with pictures. Needs LibreOffice.

Run it after a change of reading, merging or the matrix: `python -m benchmarks.merging_page`.
"""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
from PIL import Image

from benchmarks.letters_page import small
from desk.demo import answers, region
from letters.carrying import carried
from letters.clause_names import clause_list, clause_name
from letters.concerned import Asked, asked_again
from letters.directory_sheet import read_directory
from letters.draft import open_draft
from letters.facts import understand
from letters.matrix import matrix_docx
from letters.matrix_rows import Decision
from letters.merging import Merged, merge
from letters.opinions import Return
from letters.outline import outline
from letters.package import Package, W, parse
from letters.passage import Passage
from letters.place_names import place_name
from letters.reading import read_document
from letters.render import to_pdf, to_png
from letters.returns import read_return
from letters.revised import revised_draft
from letters.routes import route_letter
from letters.wish_words import say_wish
from registry.routing import Route
from registry.words import Disposition

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures" / "merging"
SUBJECT = "公共数据资源开发利用三年行动方案（征求意见稿）"
OFFICE = region.OFFICE
_ACCEPTED, _DECLINED = Decision(Disposition.ACCEPTED), Decision(Disposition.DECLINED, "与上级部署要求不一致")

_WIDE, _WHITE = 900, 40  # pixels
_INK = 250  # darker than this
_HEAD = """# What comes back, merged: a worked round

A made-up round on the draft of the demonstration. Each unit answers in its own way; what was read of each return, how
the opinions stand to each other, the matrix, the combined draft and the revised draft are what the program makes of it.
`python -m benchmarks.merging_page` writes this page.

The rules are in the modules named: returns (`letters/returns.py`, `prose.py`, `copies.py`, `forms.py`), places
(`anchoring.py`, `places.py`, `wish_places.py`), merging (`merging.py`), the
combined draft and its laws (`combined.py`), the matrix
(`matrix_rows.py`, `matrix.py`, `matrix_sheet.py`), the revised draft (`revised.py`).
"""


def letter_of(unit: str, *words: str) -> bytes:
    """Write a unit's letter in prose."""
    document = docx.Document()
    for line in (f"{unit}关于反馈意见的函", f"{OFFICE}：", *words, "特此函复。", unit, "2026年3月10日"):
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def returns(draft: bytes) -> list[tuple[str, Return]]:
    """Give what each unit sent, in words, and what was read of it."""
    on = region.WRITTEN_ON
    sent: Sequence[tuple[str, str, str, bytes]] = (
        (
            "云泽市教育局",
            "a letter in prose, two wishes",
            "函.docx",
            letter_of(
                "云泽市教育局",
                "一、建议将第9项中的“优先开放”修改为“依法有序开放”，理由：民生数据多含个人信息。",
                "二、建议删除第7项中的“在5个工作日内”。",
            ),
        ),
        (
            "云泽市公安局",
            "two lines in a mail",
            "来信.txt",
            "建议将第9项中的“优先开放”修改为“依法有序开放”。另建议进一步明确第6项的责任分工。".encode(),
        ),
        (
            "云泽市财政局",
            "the draft with tracked changes",
            "修改稿.docx",
            answers.tracked_copy(draft, "财政局", on, (6,)),
        ),
        (
            "云泽市水利局",
            "the draft with margin comments",
            "批注稿.docx",
            answers.commented_copy(draft, "水利局", on, (7,)),
        ),
        ("云泽市商务局", "the draft edited without tracking", "修改.docx", answers.edited_copy(draft, (8,))),
        (
            "云泽市统计局",
            "a mail that would strike what another rewrites",
            "来信.txt",
            "建议删除第9项中的“优先开放”。".encode(),
        ),
        ("云泽市林草局", "无意见", "来信.txt", "经研究，我局无意见。".encode()),
        ("云泽市文旅局", "a file that cannot be read", "意见.docx", answers.broken_file(draft)),
    )
    return [(how, read_return(draft, data, f"{unit}{name}", (unit,))) for unit, how, name, data in sent]


def main() -> None:
    """Merge the round and write the page."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    draft = region.draft_plan()
    read = returns(draft)
    merged = merge(draft, [one for _, one in read])
    contested = {key for cluster in merged.clusters for pair in cluster.conflict for key in pair}
    decisions = {item.id: _DECLINED if item.id in contested else _ACCEPTED for item in merged.opinions}
    revised = revised_draft(merged, decisions, OFFICE, "2026-03-12T10:00:00Z")
    written = [_HEAD, *what_was_read(read, merged), *how_they_stand(merged)]
    written += ["\n## 汇总表\n", shown("汇总表", matrix_docx(merged, SUBJECT, decisions, ["云泽市体育局"]))]
    written += [
        "\n## 合并稿\n",
        "Each unit's change under its own name; what is no change stands beside its place.\n",
        shown("合并稿", merged.combined, page=2),
        *written_in(merged.combined),
        "\n## 修改稿（花脸稿）\n",
        f"{len(revised.applied)} opinions made so, {len(revised.by_hand)} left to a person beside their place.\n",
        shown("修改稿", revised.redline, page=2),
        *written_in(revised.redline),
    ]
    written += second_round(draft, revised.clean, read)
    written += ["\n## Set aside\n", "| file | reason |", "| --- | --- |"]
    written += [f"| {item.file} | {item.reason} |" for item in merged.set_aside]
    (ROOT / "docs" / "merging.md").write_text("\n".join(written) + "\n", "utf-8")


def what_was_read(read: Sequence[tuple[str, Return]], merged: Merged) -> Iterator[str]:
    """Give a row an opinion, unit by unit."""
    yield "## What was read\n"
    yield "| unit | how it answered | stance | place | kind | said in the office's words | confidence |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for how, one in read:
        head = f"| {one.unit} | {how} | {one.stance.label} |"
        for opinion in one.opinions:
            place = place_name(merged.draft, opinion)
            said = say_wish(opinion, merged.draft.lines, one.unit or "").replace("|", "｜")
            yield f"{head} {place} | {opinion.kind.label} | {said} | {opinion.confidence:.2f} |"
            head = "| | | |"
        if not one.opinions:
            yield f"{head} | | {one.error or ''} | |"


def how_they_stand(merged: Merged) -> Iterator[str]:
    """Give a row a clause: how the opinions on it stand to each other."""
    units = {item.id: item.unit for item in merged.opinions}
    yield "\n## How they stand to each other\n"
    yield "| clause | opinions | relation | same | conflict |"
    yield "| --- | --- | --- | --- | --- |"
    for cluster in merged.clusters:
        place = clause_name(cluster.at) or "综合或待定"
        same, conflict = (
            "；".join(f"{units[one]}—{units[other]}" for one, other in pairs)
            for pairs in (cluster.same, cluster.conflict)
        )
        yield f"| {place} | {len(cluster.opinions)} | {cluster.relation.label} | {same} | {conflict} |"


def second_round(draft: bytes, later: bytes, read: Sequence[tuple[str, Return]]) -> Iterator[str]:
    """Tell who is asked about the revised draft and why, and what becomes of what each unit said."""
    way = Passage(open_draft(draft), open_draft(later))
    before, now = (route_on(text) for text in (draft, later))
    duties = {row.unit: row.clauses for row in before.addressees}
    said = {one.unit or "": one.opinions for _, one in read}
    asked = [Asked(unit, tuple(duties.get(unit, ())), said.get(unit, ())) for unit in {**duties, **said}]
    again = asked_again(way, asked, before, now)
    yield "\n## The second round\n"
    yield f"The revised draft touches {'、'.join(map(clause_name, sorted(way.touched)))}."
    yield f"Of {len(asked)} units {len(again)} are asked about it, each about the touched clauses that concern it;"
    yield "the others' answers stand (`asking_again.py`, `carrying.py`, docs/decisions/0018).\n"
    yield "| asked again | about | why |"
    yield "| --- | --- | --- |"
    for one in again:
        yield f"| {one.unit} | {clause_list(one.clauses)} | {one.reason} |"
    yield "\n| unit | said of | what it said | in the second round |"
    yield "| --- | --- | --- | --- |"
    for _, one in read:
        for was, becomes in zip(one.opinions, carried(one, way).opinions, strict=True):
            words = say_wish(was, way.old.lines, one.unit or "").replace("|", "｜")
            fate = "overtaken: kept, waits for the answer" if becomes.overtaken else "carried"
            yield f"| {one.unit} | {place_name(way.old, was)} | {words} | {fate} |"


def route_on(draft: bytes) -> Route:
    """Give whom the rules would ask about a draft."""
    facts = understand(read_document(region.incoming_letter(), region.LETTER_NAME))
    units = read_directory(region.units_csv(), "units.csv")
    return route_letter(facts, outline(read_document(draft, region.DRAFT_NAME)), units, OFFICE)


def written_in(data: bytes) -> Iterator[str]:
    """Give a row an author and what stands in the file under the name: words put in, words struck, comments."""
    package = Package.open(data)
    yield "\n| by | what | words |"
    yield "| --- | --- | --- |"
    for element in package.body().iter(f"{W}ins", f"{W}del"):
        words = "".join(element.itertext())
        if words:
            yield f"| {element.get(f'{W}author')} | {'put in' if element.tag == f'{W}ins' else 'struck'} | {words} |"
    for comment in parse(package.parts["word/comments.xml"]):
        yield f"| {comment.get(f'{W}author')} | comment | {' '.join(comment.itertext())} |"


def shown(name: str, data: bytes, *, page: int = 1) -> str:
    """Draw a page as LibreOffice shows it, its empty foot cut off; give the link."""
    drawn = to_png(to_pdf(data), page, width=2 * _WIDE)
    image = Image.open(io.BytesIO(drawn))
    ink = image.convert("L").point(lambda value: 255 if value < _INK else 0).getbbox()
    cut = image.crop((0, 0, image.width, min((ink or image.getbbox())[3] + _WHITE, image.height)))
    target = io.BytesIO()
    cut.save(target, "PNG")
    picture = PICTURES / f"{name}.png"
    picture.write_bytes(small(target.getvalue(), _WIDE))
    return f"![{name}]({picture.relative_to(ROOT / 'docs').as_posix()})"


if __name__ == "__main__":
    main()
