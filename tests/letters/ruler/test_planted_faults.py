"""Each fault planted in a good letter is found by its clause, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from letters.letter import compose_letter
from letters.ruler import measure
from tests.letters.ruler.papers import FANGSONG, LETTER, LONG, SETTINGS, STYLES, Edit, edited


@dataclass(frozen=True)
class Fault:
    """What is made wrong, the clause against it, and words the ruler must say."""

    clause: str
    says: str
    edits: tuple[Edit, ...]
    without_urgency: bool = False


MARK = "云江市商务局"
TITLE = "关于征求《"
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
EVEN = '<w:ind w:left="315" w:right="0"'
ODD = '<w:ind w:left="0" w:right="315"'  # words that tell the footer of odd pages
TWO_PAGES = f"{LONG}。\n特此函达。"
FAULTS = {
    "纸张不是A4": Fault("5.1", "高度应为297 mm", (Edit('w:h="16838"', 'w:h="15840"'),)),
    "天头过小": Fault("5.2.1", "天头", (Edit('w:top="2098"', 'w:top="1440"'),)),
    "订口过大": Fault(
        "5.2.1", "订口", (Edit('w:right="1474"', 'w:right="1261"'), Edit('w:left="1587"', 'w:left="1800"'))
    ),
    "每页不足22行": Fault("5.2.3", "每页行数应为22行，实为21行", (Edit('w:line="579"', 'w:line="600"', part=STYLES),)),
    "每行不足28字": Fault("5.2.3", "每行字数应为28字，实为27字", (Edit('w:val="-5"', 'w:val="0"', part=STYLES),)),
    "正文用宋体": Fault("5.2.2", "正文字体应为仿宋，实为宋体", (Edit(FANGSONG, 'w:eastAsia="宋体"', "为规范夜市"),)),
    "正文用4号": Fault("5.2.2", "实为4号（14磅）", (Edit('w:sz w:val="32"', 'w:sz w:val="28"', "为规范夜市"),)),
    "主题字体盖过仿宋": Fault(
        "5.2.2", "主题字体盖过", (Edit(FANGSONG, f'{FANGSONG} w:eastAsiaTheme="minorEastAsia"', "为规范夜市"),)
    ),
    "正文用红字": Fault("5.2.4", "实为#FF0000", (Edit("<w:sz ", '<w:color w:val="FF0000"/><w:sz ', "特此函达"),)),
    "标志加文件二字": Fault("10.1", "不加“文件”二字", (Edit(f"{MARK}</w:t>", f"{MARK}文件</w:t>", MARK, MARK),)),
    "标志不是红色": Fault(
        "10.1", "颜色应为红色", (Edit('w:color w:val="FF0000"', 'w:color w:val="000000"', MARK, MARK),)
    ),
    "标志未居中": Fault("10.1", "对齐应为居中", (Edit('w:jc w:val="center"', 'w:jc w:val="left"', MARK, MARK),)),
    "文号用方括号": Fault("7.2.5", "六角括号", (Edit("〔2026〕", "[2026]", "云商函"),)),
    "文号加第字": Fault("7.2.5", "不加“第”字", (Edit("〕17号", "〕第17号", "云商函"),)),
    "文号编虚位": Fault("7.2.5", "不编虚位", (Edit("〕17号", "〕017号", "云商函"),)),
    "文号年份简写": Fault("7.2.5", "年份应标全称", (Edit("〔2026〕", "〔26〕", "云商函"),)),
    "文号居左": Fault(
        "10.1", "居右顶格", (Edit('w:jc w:val="right"', 'w:jc w:val="left"', "云商函"),), without_urgency=True
    ),
    "紧急程度用仿宋": Fault("7.2.3", "字体应为黑体", (Edit('w:eastAsia="黑体"', FANGSONG, "加急"),)),
    "标题用黑体": Fault("7.3.1", "字体应为小标宋", (Edit('w:eastAsia="方正小标宋简体"', 'w:eastAsia="黑体"', TITLE),)),
    "标题用3号": Fault("7.3.1", "字号应为2号", (Edit('w:sz w:val="44"', 'w:sz w:val="32"', TITLE),)),
    "标题居左": Fault("7.3.1", "对齐应为居中", (Edit('w:jc w:val="center"', 'w:jc w:val="left"', TITLE),)),
    "标题加粗": Fault("7.3.1", "不加粗", (Edit("<w:sz ", "<w:b/><w:sz ", TITLE),)),
    "标题拆开词": Fault("7.3.1", "词意完整", (Edit(BREAK, "", TITLE), Edit("管理办法", f"管{BREAK}理办法", TITLE))),
    "标题沙漏形": Fault(
        "7.3.1",
        "沙漏形",
        (
            Edit(BREAK, "", TITLE),
            Edit("《云岭省夜市", f"《云岭省{BREAK}夜市{BREAK}", TITLE),
        ),
    ),
    "主送后用半角冒号": Fault("7.3.2", "末尾标点应为“：”，实为“:”", (Edit("市公安局：", "市公安局:", "市公安局"),)),
    "主送缩进": Fault("7.3.2", "左空应为0字，实为2字", (Edit("市财政局、", "　　市财政局、", "市财政局"),)),
    "段首不缩进": Fault("7.3.3", "首行缩进应为2字，实为0字", (Edit("w:firstLine=", "w:noLine=", "为规范夜市"),)),
    "一级标题用仿宋": Fault("7.3.3", "字体应为黑体", (Edit('w:eastAsia="黑体"', FANGSONG, "一、总体"),)),
    "二级标题用黑体": Fault(
        "7.3.3", "字体应为楷体", (Edit('w:eastAsia="楷体_GB2312"', 'w:eastAsia="黑体"', "（一）明确"),)
    ),
    "层次标题加粗": Fault("7.3.3", "不加粗", (Edit("<w:sz ", "<w:b/><w:sz ", "一、总体"),)),
    "序号后用顿号": Fault("7.3.3", "序号应为1.，实为“1、意见", (Edit("1.意见", "1、意见", "1.意见"),)),
    "层次跳级": Fault(
        "7.3.3",
        "层次应为逐层",
        (Edit("（一）明确", "（1）明确", "（一）明确"), Edit("楷体_GB2312", "仿宋_GB2312", "（1）明确")),
    ),
    "附件用半角冒号": Fault("7.3.4", "全角冒号", (Edit("附件：", "附件:", "附件："),)),
    "附件名后加句号": Fault("7.3.4", "名称后标点应为无，实为“。”", (Edit("意见反馈表", "意见反馈表。", "2.<"),)),
    "附件序号用顿号": Fault("7.3.4", "阿拉伯数字加“.”", (Edit("2.", "2、", "2.<"),)),
    "日期编虚位": Fault("7.3.5.4", "不编虚位", (Edit("3月6日", "03月06日", "2026年3月6日"),)),
    "日期用汉字": Fault(
        "7.3.5.4",
        "用阿拉伯数字",
        (Edit("2026年3月6日", "二〇二六年三月六日", "2026年3月6日"),),
    ),
    "署名未空二字": Fault("7.3.5.2", "署名右空0.0字", (Edit('w:right="630"', 'w:right="0"', "云江市人民政府办公室"),)),
    "附注用半角括号": Fault(
        "7.3.6", "括号应为（…）", (Edit("（联系人", "(联系人", "联系人"), Edit("4567）", "4567)", "联系人"))
    ),
    "抄送缺句号": Fault("7.4.2", "“。”止", (Edit("市政协办公室。", "市政协办公室", "抄送"),)),
    "抄送用3号": Fault("7.4.2", "字号应为4号", (Edit('w:sz w:val="28"', 'w:sz w:val="32"', "抄送"),)),
    "抄送加线": Fault(
        "10.1", "分隔线应为无", (Edit("<w:ind ", '<w:pBdr><w:top w:val="single" w:sz="8"/></w:pBdr><w:ind ', "抄送"),)
    ),
    "页码用新罗马体": Fault(
        "7.5", "页码字体应为宋体", (Edit('w:ascii="宋体"', 'w:ascii="Times New Roman"', " PAGE ", ODD, count=-1),)
    ),
    "页码没有一字线": Fault("7.5", "左右各放一条一字线", (Edit("— ", "", "— ", ODD), Edit(" —", "", " —", ODD))),
    "单页码居中": Fault("7.5", "居右空一字", (Edit('"right"', '"center"', "— ", ODD),)),
    "单双页码不分": Fault("7.5", "单页码居右、双页码居左", (Edit("<w:evenAndOddHeaders/>", "", part=SETTINGS),)),
    "信函首页显示页码": Fault("10.1", "（首页）应为不显示", (Edit("<w:titlePg/>", ""),)),
    "首条双线上细下粗": Fault(
        "10.1", "粗细应为上粗下细", (Edit("thickThinSmallGap", "thinThickSmallGap", MARK, MARK),)
    ),
    "末条双线不是红色": Fault(
        "10.1", "末条红色双线颜色", (Edit('w:color="FF0000"', 'w:color="000000"', "thinThick", "thinThick"),)
    ),
    "首条双线短了": Fault("10.1", "首条红色双线长度应为170 mm", (Edit('w:left="-397"', 'w:left="0"', MARK, MARK),)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found_by_its_clause_and_nothing_else_is(name: str) -> None:
    fault = FAULTS[name]
    letter = replace(LETTER, urgency="" if fault.without_urgency else LETTER.urgency)
    measured = measure(edited(compose_letter(letter), *fault.edits), ink=False)
    against = [finding for finding in measured.findings if finding.strength.fails]
    assert {finding.clause for finding in against} == {fault.clause}, [finding.message for finding in against]
    assert any(fault.says in finding.message for finding in against), [finding.message for finding in against]


# Places on the page, which only its ink shows. Each is measured on paper, and so costs a rendering.
MISPLACED = {
    "标志偏低": Fault("10.1", "上边缘至上页边应为30 mm", (Edit('w:header="1586"', 'w:header="1886"'),)),
    "首条双线离标志过远": Fault(
        "10.1", "与发文机关标志的距离应为4 mm", (Edit('w:space="4"', 'w:space="20"', MARK, MARK),)
    ),
    "文号离双线过远": Fault("10.1", "与红色双线的距离应为4.94 mm", (Edit('w:line="86"', 'w:line="400"', part=MARK),)),
    "末条双线偏高": Fault(
        "10.1", "至下页边应为20 mm", (Edit('w:line="40"', 'w:after="300" w:line="40"', "thinThick", "thinThick"),)
    ),
    "标题前少空一行": Fault("10.1", "标题上方空应为2行", (Edit("<w:p></w:p>", ""),)),
    "主送前不空行": Fault("7.3.2", "在标题之下空应为1行", (Edit("<w:p></w:p><w:p><w:r>", "<w:p><w:r>"),)),
    "页码偏低": Fault(
        "7.5",
        "一字线距版心下边缘应为7 mm",
        (Edit('w:line="314"', 'w:line="20"', part=ODD), Edit('w:line="314"', 'w:line="20"', part=EVEN)),
    ),
}


@pytest.mark.office
@pytest.mark.parametrize("name", MISPLACED)
def test_what_stands_at_a_wrong_place_is_found_on_paper(soffice: str, name: str) -> None:
    fault = MISPLACED[name]
    measured = measure(edited(compose_letter(replace(LETTER, body=TWO_PAGES)), *fault.edits))
    against = [finding for finding in measured.findings if finding.strength.fails]
    assert {finding.clause for finding in against} == {fault.clause}, [finding.message for finding in against]
    assert any(fault.says in finding.message for finding in against), [finding.message for finding in against]
