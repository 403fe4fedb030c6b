"""Many returns to one: stable names, clusters, the matrix, and the combined draft."""

from __future__ import annotations

import io
import json
import zipfile

import docx
import openpyxl

from letters.matrix import HEADINGS
from letters.merge_files import COMBINED, MATRIX_DOCX, MATRIX_XLSX, PROBLEMS, merge_files
from letters.merging import merge
from letters.returns import read_return
from registry.words import Relation
from tests.letters.sample import DRAFT, LINES, UNITS, letter
from tests.letters.wordfiles import plain, read_back

EDITED = plain(*(line.replace("200座", "260座") for line in LINES))
FILES = [
    ("云泽市公安局.docx", letter("一、建议将第3项“200座”修改为“300座”。", "二、建议进一步明确资金来源。")),
    ("云泽市财政局.docx", EDITED),
    ("云泽市教育局.docx", letter("我局无意见。", unit="云泽市教育局")),
    ("坏文件.docx", DRAFT[:300]),
]


def test_two_figures_for_one_target_are_a_conflict_and_equal_ones_the_same() -> None:
    returns = [read_return(DRAFT, data, name, UNITS) for name, data in FILES]
    (cluster,) = [c for c in merge(DRAFT, returns).clusters if c.clause == "二/（二）/3"]
    assert cluster.relation is Relation.CONFLICT
    again = letter("建议将第3项“200座”改为“300座”。", unit="市人社局")
    returns = [returns[0], read_return(DRAFT, again, "市人社局.docx", UNITS)]
    (cluster,) = [c for c in merge(DRAFT, returns).clusters if c.clause == "二/（二）/3"]
    assert cluster.relation is Relation.SAME


def test_two_ways_of_asking_after_which_the_draft_reads_alike_are_one_wish() -> None:
    line = next(line for line in LINES if "200座" in line)
    phrase = line[line.index("200座") - 4 : line.index("200座") + 4]
    one = read_return(DRAFT, letter(f"将“{phrase}”修改为“{phrase.replace('200', '260')}”。"), "甲.docx", UNITS)
    other = read_return(DRAFT, EDITED, "云泽市财政局.docx", UNITS)
    (cluster,) = merge(DRAFT, [one, other]).clusters
    assert cluster.relation is Relation.SAME
    added = letter("在第3项“200座”后增加“以上”。", unit="市人社局")
    reworded = letter("将第3项“200座”改为“200座以上”。")
    returns = [read_return(DRAFT, data, f"{n}.docx", UNITS) for n, data in enumerate((added, reworded))]
    (cluster,) = merge(DRAFT, returns).clusters
    assert cluster.relation is Relation.SAME


def test_changes_of_different_words_of_one_clause_stand_side_by_side() -> None:
    one = read_return(DRAFT, letter("建议将第3项“200座”改为“300座”。"), "甲.docx", UNITS)
    other = read_return(DRAFT, letter("建议删除第3项“和电子站牌”。", unit="市人社局"), "乙.docx", UNITS)
    (cluster,) = merge(DRAFT, [one, other]).clusters
    assert cluster.relation is Relation.COMPATIBLE


def test_one_phrase_reworded_in_two_ways_is_a_conflict_though_other_characters_change() -> None:
    one = read_return(DRAFT, letter("标题中“夜间公共交通”改为“夜间公共交通服务”。"), "甲.docx", UNITS)
    other = read_return(DRAFT, letter("标题中“夜间公共交通”改为“夜间公交”。", unit="市人社局"), "乙.docx", UNITS)
    (cluster,) = merge(DRAFT, [one, other]).clusters
    assert (cluster.at, cluster.relation) == ("标题", Relation.CONFLICT)


def test_a_return_that_comes_later_renames_no_opinion() -> None:
    returns = [read_return(DRAFT, data, name, UNITS) for name, data in FILES]
    before = {named.id for named in merge(DRAFT, returns[:1]).opinions}
    after = {named.id for named in merge(DRAFT, returns).opinions}
    assert before < after
    assert merge(DRAFT, returns).combined == merge(DRAFT, returns[::-1]).combined


def test_one_bad_file_is_set_aside_and_the_merge_goes_on() -> None:
    made = merge_files(("方案.docx", DRAFT), FILES, UNITS)
    summary = json.loads(json.dumps(made.summary))
    assert summary["opinions"] == 3
    assert [item["file"] for item in summary["set_aside"]] == ["坏文件.docx"]
    assert "坏文件.docx" in made.files[PROBLEMS].decode()
    assert summary["no_comment"] == ["云泽市教育局"]


def test_files_in_a_zip_are_merged_as_if_they_lay_beside_it() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        for name, data in FILES:
            made.writestr(name, data)
    loose = merge_files(("方案.docx", DRAFT), FILES, UNITS).summary
    zipped = merge_files(("方案.docx", DRAFT), [("各单位反馈.zip", packed.getvalue())], UNITS).summary
    assert loose["opinions"] == zipped["opinions"] != 0
    assert loose["no_comment"] == zipped["no_comment"]


def test_the_combined_draft_of_files_keeps_the_laws() -> None:
    combined = merge_files(("方案.docx", DRAFT), FILES, UNITS).files[COMBINED]
    assert read_back(combined, ()) == list(LINES)
    assert "300座" in "".join(read_back(combined, {"云泽市公安局"}))
    assert read_back(combined, {"云泽市财政局"}) == [line.replace("200座", "260座") for line in LINES]


def test_a_draft_that_is_no_word_text_is_turned_into_one() -> None:
    text = "\n".join(LINES).encode()
    made = merge_files(("方案.txt", text), FILES[:2], UNITS)
    assert read_back(made.files[COMBINED], ()) == list(LINES)
    assert made.summary["opinions"] == 3


def test_the_matrix_names_every_opinion_with_its_source_as_strings_only() -> None:
    evil = letter("建议将第3项“200座”改为“=1+1座”。")
    made = merge_files(("方案.docx", DRAFT), [*FILES, ("=甲.docx", evil)], UNITS)
    sheet = openpyxl.load_workbook(io.BytesIO(made.files[MATRIX_XLSX])).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][: len(HEADINGS)] == HEADINGS
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.freeze_panes == "A2"
    assert len(sheet.data_validations.dataValidation) == 1
    paper = docx.Document(io.BytesIO(made.files[MATRIX_DOCX]))
    assert len(paper.tables[0].rows) == len(rows)
    assert paper.sections[0].page_width is not None
    assert paper.sections[0].page_height is not None
    assert paper.sections[0].page_width > paper.sections[0].page_height
    assert any("无意见的单位" in p.text and "云泽市教育局" in p.text for p in paper.paragraphs)
