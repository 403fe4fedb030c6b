"""A later version of a draft: what was touched, and what a unit said brought forward to it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from letters.carrying import carried, lies_in, with_answer
from letters.changes import Change, Shape, apply
from letters.draft import Draft, open_draft, plain_docx
from letters.labels import label_at
from letters.merging import merge, name_opinions
from letters.opinions import Return
from letters.passage import Passage
from letters.returns import read_return
from registry.words import Stance

TITLE = "云泽市数字乡村建设行动计划"
LINES = [
    TITLE,
    "一、总体要求",
    "到2027年，全市行政村网络覆盖率达到100%，农产品网上销售额达到20亿元。",
    "二、重点任务",
    "（一）建设村级服务站。每个行政村设立一处服务站，由市农业农村局牵头负责。",
    "（二）培训乡村人才。每年培训5000人次，由市人力资源局负责。",
    "（三）完善物流网络。三年内建成县乡村三级物流体系，由市商务局负责。",
    "三、保障措施",
    "市财政局安排专项资金，加强监督检查。",
]


def draft_of(*lines: str) -> Draft:
    return open_draft(plain_docx(list(lines)))


def way(*lines: str) -> Passage:
    return Passage(draft_of(*LINES), draft_of(*lines))


def changed(n: int, line: str) -> list[str]:
    return [*LINES[:n], line, *LINES[n + 1 :]]


def said(words: str, unit: str = "云泽市商务局") -> Return:
    return replace(read_return(draft_of(*LINES).data, words.encode(), "意见.txt", (unit,)), unit=unit)


def test_a_changed_word_touches_its_clause_and_no_other() -> None:
    passage = way(*changed(5, LINES[5].replace("5000", "6000")))
    assert passage.touched == passage.touched_before == {"二/（二）"}


def test_a_clause_that_was_only_renumbered_is_untouched_and_goes_with_its_words() -> None:
    added = "（二）推广智慧农业。建设十个示范基地，由市科技局负责。"
    passage = way(
        *LINES[:5], added, LINES[5].replace("（二）", "（三）"), LINES[6].replace("（三）", "（四）"), *LINES[7:]
    )
    assert passage.touched == {"二/（二）"}
    assert passage.touched_before == frozenset()
    assert (passage.paths["二/（二）"], passage.paths["二/（三）"]) == ("二/（三）", "二/（四）")


def test_a_clause_that_was_struck_is_touched_and_stands_nowhere() -> None:
    passage = way(*LINES[:5], LINES[6].replace("（三）", "（二）"), *LINES[7:])
    assert passage.touched_before == {"二/（二）"}
    assert "二/（二）" not in passage.paths


def test_an_added_paragraph_touches_the_clause_it_stands_in() -> None:
    assert way(*LINES[:5], "服务站每周开放不少于五天。", *LINES[5:]).touched == {"二/（一）"}


def test_words_in_the_place_of_a_number_touch_the_line() -> None:
    passage = way(*changed(1, "2030年总体要求"))
    assert passage.spot(1, 0, 3) is None
    assert passage.spot(1, 2, 4) == (1, 5, 7)


def test_an_empty_line_touches_nothing() -> None:
    passage = way(*LINES[:3], "", *LINES[3:])
    assert passage.is_same
    assert not passage.touched


def test_an_opinion_on_words_that_stand_keeps_its_change_at_the_new_place() -> None:
    passage = way(*LINES[:3], "各县区制定实施方案。", *changed(6, LINES[6].replace("完善物流", "全面完善物流"))[3:])
    [opinion] = carried(said("建议将“县乡村三级物流体系”修改为“县乡村三级寄递物流体系”。"), passage).opinions
    assert not opinion.overtaken
    assert opinion.clause == "二/（三）"
    assert passage.new.lines[opinion.line][opinion.start : opinion.end] == opinion.original == "县乡村三级物流体系"
    assert "县乡村三级寄递物流体系" in "".join(apply(passage.new.lines, opinion.changes))


def test_an_opinion_on_words_that_were_changed_is_kept_as_it_was_said() -> None:
    before = said("建议将“5000人次”修改为“8000人次”。")
    [opinion] = carried(before, way(*changed(5, LINES[5].replace("5000", "6000")))).opinions
    assert opinion.overtaken
    assert (opinion.clause, opinion.original, opinion.proposed) == ("二/（二）", "5000人次", "8000人次")
    assert not opinion.changes
    assert opinion.place.startswith("第1稿")


def test_an_opinion_keeps_its_id_through_every_version() -> None:
    before = said("建议将“5000人次”修改为“8000人次”。建议删除“加强监督检查”。")
    ids = [named.id for named in name_opinions([before])]
    once = carried(before, way(*changed(5, LINES[5].replace("5000", "6000"))))
    twice = carried(once, Passage(draft_of(*changed(5, LINES[5].replace("5000", "6000"))), draft_of(*LINES)))
    assert [one.id for one in once.opinions] == [one.id for one in twice.opinions] == ids
    assert [named.id for named in merge(plain_docx(LINES), [twice]).opinions] == sorted(
        ids, key=[one.id for one in twice.opinions].index
    )


def test_an_insertion_where_the_later_draft_inserted_too_is_overtaken() -> None:
    spot = LINES[8].index("，")
    add = (Change(Shape.TEXT, 8, spot, spot, "并鼓励社会资本参与"),)
    passage = way(*changed(8, LINES[8].replace("，", "并列入预算，", 1)))
    assert passage.changes(add) is None


def test_a_wish_on_a_whole_clause_is_overtaken_by_a_change_under_it() -> None:
    one = said("第二部分（二）建议进一步研究其可行性。")
    assert one.opinions[0].clause == "二/（二）"
    assert carried(one, way(*changed(5, LINES[5].replace("5000", "6000")))).opinions[0].overtaken
    assert not carried(one, way(*changed(6, LINES[6].replace("三年", "五年")))).opinions[0].overtaken


def test_opinions_on_words_that_were_changed_neither_contradict_nor_double_any_other() -> None:
    lead = [
        said("第二部分（三），建议我局不作为牵头单位，由市交通局牵头。"),
        said("第二部分（三），建议我局不作为牵头单位，由市商务局牵头。", "云泽市交通局"),
        said("建议删除“三年内”。", "云泽市财政局"),
        said("建议删除“三年内”。", "云泽市数据局"),
    ]
    way_on = way(*changed(6, "（三）完善物流网络。五年内建成县乡村三级物流体系，由市商务局牵头。"))
    assert any(cluster.conflict for cluster in merge(plain_docx(LINES), lead).clusters)
    now = merge(way_on.new.data, [carried(one, way_on) for one in lead])
    assert all(item.opinion.overtaken for item in now.opinions)
    assert not any(cluster.conflict or cluster.same for cluster in now.clusters)


def test_words_that_now_stand_in_a_new_clause_are_placed_in_it() -> None:
    tail = "各县区落实服务站的场地和人员保障。"
    before = draft_of(*LINES[:5], tail, *LINES[5:])
    after = draft_of(*LINES[:5], "（二）强化要素供给。", tail, *LINES[5:])
    one = replace(read_return(before.data, "建议删除“和人员”。".encode(), "意见.txt"), unit="云泽市商务局")
    assert one.opinions[0].clause == "二/（一）"
    [now] = carried(one, Passage(before, after)).opinions
    assert (now.overtaken, now.clause, now.line) == (False, "二/（二）", 6)


def test_a_clause_put_in_behind_one_whose_end_now_lies_in_another_is_overtaken() -> None:
    tail = "各县区落实服务站的场地和人员保障。"
    before, after = draft_of(*LINES[:5], tail, *LINES[5:]), draft_of(*LINES[:5], "（二）强化供给。", tail, *LINES[5:])
    behind = (Change(Shape.LINES_IN, 5, new="（二）发展电商。"),)
    assert Passage(before, after).changes(behind) is None
    assert Passage(before, before).changes(behind) == behind


def answer(words: str, version: int) -> Return:
    return replace(said(words), version=version)


def test_an_answer_replaces_what_was_said_of_the_clauses_asked_about_and_no_more() -> None:
    before = answer("建议将“5000人次”修改为“8000人次”。建议删除“，加强监督检查”。", 1)
    later = answer("经研究，无意见。", 2)
    [kept, now] = with_answer([before], [later], {"二"})
    assert [one.original for one in kept.opinions] == ["，加强监督检查"]
    assert now.stance is Stance.NO_COMMENT


def test_an_answer_replaces_what_was_said_of_a_clause_it_speaks_of_again() -> None:
    before = answer("建议将“5000人次”修改为“8000人次”。", 1)
    later = answer("建议将“5000人次”修改为“7000人次”。", 2)
    assert with_answer([before], [later], set()) == (later,)


def test_a_second_answer_on_the_same_version_replaces_the_first() -> None:
    older, first, second = answer("建议删除“，加强监督检查”。", 1), answer("无意见。", 2), answer("同意，无意见。", 2)
    assert with_answer([older, first], [second], {"二"}) == (older, second)


def test_a_clause_lies_in_itself_and_in_what_it_stands_under() -> None:
    assert lies_in("二/（二）/1", {"二/（二）"})
    assert not lies_in("二/（二）", {"二/（二）/1"})
    assert not lies_in("二/（二十）", {"二/（二）"})
    assert not lies_in(None, {"二"})


def unnumbered(line: str) -> str:
    label = label_at(line)
    return line[label.end :] if label else line


@given(st.sets(st.integers(1, len(LINES) - 1), max_size=3), st.integers(1, len(LINES) - 1), st.data())
def test_whatever_was_done_to_a_draft_what_stands_reads_as_it_did(
    cut: set[int], edited: int, data: st.DataObject
) -> None:
    words = LINES[edited]
    at = data.draw(st.integers(0, len(words)))
    lines = changed(edited, words[:at] + data.draw(st.sampled_from(["", "2030年", "并加强监督"])) + words[at + 2 :])
    passage = way(*(line for n, line in enumerate(lines) if n not in cut))
    for n, line in enumerate(LINES):
        start = data.draw(st.integers(0, len(line) - 1))
        end = data.draw(st.integers(start + 1, len(line)))
        spot = passage.spot(n, start, end)
        if spot is not None:
            now, was = passage.new.lines[spot[0]][spot[1] : spot[2]], line[start:end]
            assert now == was or (start == 0 and unnumbered(now) == unnumbered(was) != "")
