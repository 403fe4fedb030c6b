"""How to answer a letter, as offices write it: columns of contacts, notes beside numbers, sizes beside files."""

import pytest

from letters.particulars import attachments_of, channels_of, particulars_of


def values(found: object) -> list[str]:
    return [fact.value for fact in found]  # type: ignore[attr-defined]  # a tuple of facts


def test_contacts_in_columns_are_read_row_by_row() -> None:
    heading = "联系方式：\n　　姓名　　处室　　电话　　　邮箱\n"
    rows = "　　韦 刚　　新能源处　　0999-66883001　　wg@nyj.example\n　　苏敏　　电力处　　13977700000　　无\n"
    found = particulars_of(heading + rows)
    assert values(found.contacts) == ["韦刚", "苏敏"]
    assert values(found.phones) == ["0999-66883001", "13977700000"]


def test_a_table_without_names_and_numbers_lists_no_contacts() -> None:
    assert particulars_of("姓名\t分数\n韦刚\t66883001\n").contacts == ()


def test_a_name_of_two_characters_set_wide_is_one_name() -> None:
    assert values(particulars_of("联 系 人 ： 熊 伟　联系电话：66543210").contacts) == ["熊伟"]
    assert values(particulars_of("联系人：综合处　王小明、李　丽，电话：66543210").contacts) == ["王小明", "李丽"]


def test_a_note_beside_a_number_is_no_name() -> None:
    found = particulars_of("联系人及电话：规划处 覃芳，13977712345（微信同号）；总机 8120000转6311")
    assert values(found.contacts) == ["覃芳"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("联系电话：5598-2231（内线）", "5598-2231"),
        ("联系电话：０９９９－３３９０１８８", "０９９９－３３９０１８８"),
        ("报名方式：电话报名0999-3316677；", "0999-3316677"),
        ("来电：0999-3322119；", "0999-3322119"),
    ],
)
def test_a_number_is_known_by_its_form_and_the_word_before_it(text: str, number: str) -> None:
    assert values(particulars_of(text).phones) == [number]


def test_years_parted_by_a_dash_are_no_number() -> None:
    assert particulars_of("《云泽市规划（2026-2030年）》和2026-2030两个阶段").phones == ()


def test_an_address_in_brackets_behind_who_receives_is_the_address() -> None:
    found = particulars_of("也可以将意见寄送市司法局立法科（云泽市民主路1号，邮编：661002）。")
    assert found.address is not None
    assert found.address.value == "云泽市民主路1号，邮编：661002"


def test_an_address_ends_where_another_way_begins() -> None:
    found = particulars_of("请将纸质版报送至培养办公室（行政楼B312），电子版发送至py@xx.example。")
    assert found.address is not None
    assert found.address.value == "培养办公室（行政楼B312）"


def test_the_size_of_a_file_and_its_link_are_no_part_of_its_name() -> None:
    text = "附件：1. 导则（征求意见稿）.pdf（2.3MB）  点击下载\n2. 反馈表.doc（35KB）  点击下载\n"
    assert values(attachments_of(text)) == ["导则（征求意见稿）.pdf", "反馈表.doc"]


@pytest.mark.parametrize(
    ("text", "way"),
    [("来电：0999-3322119", "phone"), ("有异议的，请以书面形式反映。传真：3377121", "paper")],
)
def test_a_way_named_is_open(text: str, way: str) -> None:
    assert way in channels_of(text, particulars_of(text))


def test_contacts_go_on_in_lines_without_labels() -> None:
    text = "联系人：省环保厅　乔森　0999-67305566\n　　　　省环科院　严冬　0999-67307788\n　　特此函告，1月5日前反馈。"
    found = particulars_of(text)
    assert values(found.contacts) == ["乔森", "严冬"]
    assert values(found.phones) == ["0999-67305566", "0999-67307788"]


def test_a_number_parted_in_the_middle_is_one_number() -> None:
    assert values(particulars_of("联系人：钟毅 电话：3312 8866").phones) == ["3312 8866"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("材料报送市监局标准化科（云泽市兴业路6号411室），", "云泽市兴业路6号411室"),
        ("将意见邮寄至云泽市绿园路12号林草局规划科，或发送电子邮件至a@b.example。", "云泽市绿园路12号林草局规划科"),
    ],
)
def test_where_papers_are_handed_in_is_an_address(text: str, address: str) -> None:
    found = particulars_of(text)
    assert found.address is not None
    assert found.address.value == address


def test_a_bracket_that_names_no_place_is_no_address() -> None:
    assert particulars_of("请将意见报送市水务局法规科（联系人见附件2的名单说明）。").address is None


def test_a_note_may_stand_between_a_label_and_its_colon() -> None:
    found = particulars_of("联系电话（工作日）：0999—3300777，传真（自动）：0999—3300778")
    assert (values(found.phones), values(found.faxes)) == (["0999—3300777"], ["0999—3300778"])


@pytest.mark.parametrize("number", ["12345", "0999-12345"])
def test_a_public_hotline_is_a_number(number: str) -> None:
    assert values(particulars_of(f"咨询电话：{number}。").phones) == [number]


def test_a_post_code_is_no_hotline() -> None:
    assert particulars_of("联系电话见门户网站，邮编：123456").phones == ()


def test_a_letter_by_post_names_its_address() -> None:
    found = particulars_of("3、信函：云泽市站前路55号，邮编661004（信封请注明“净空”）；")
    assert found.address is not None
    assert found.address.value == "云泽市站前路55号，邮编661004"
