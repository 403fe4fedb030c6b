"""Long names, many addressees, many attachments: on the page too they keep the standard."""

from typing import Any

import pytest

from letters.recipes import compose
from letters.ruler import measure
from letters.samples import SAMPLES
from letters.seal_picture import Seal
from letters.wording import SHIPPED

UNIT_60 = f"云泽市{'人民政府发展改革和经济信息化委员会' * 3}综合信息中心"
UNITS_40 = [f"云泽市第{n}开发区管理委员会发展改革局" for n in range(40)]
TITLE_5 = (
    "公共数据资源开发利用与数字经济高质量发展暨营商环境优化提升三年行动方案及其配套实施细则任务分工表责任清单考核办法"
    "评估指标体系（征求意见稿）"
)
HARD: dict[str, tuple[str, dict[str, Any]]] = {
    "signed by 60 characters": ("solicitation", {"signature": UNIT_60}),
    "sealed by 60 characters": ("reply", {"signature": UNIT_60, "seal": Seal()}),
    "to a name of 60 characters": ("return_note", {"addressee": UNIT_60}),
    "a letter to 40": ("reminder", {"addressee": "、".join(UNITS_40)}),
    "a title of five rows": ("solicitation", {"subject": TITLE_5}),
    "30 attachments": (
        "solicitation",
        {"attachments": tuple(f"第{n}个附件公共数据资源开发利用的任务分工表和责任清单" for n in range(30))},
    ),
    "a notice to 40": ("notice", {"addressees": tuple(UNITS_40)}),
    "copies to 40": ("notice", {"copies": "，".join(UNITS_40)}),
    "seven signers": ("request", {"signers": tuple(f"王{n}" for n in "一二三四五六七")}),
    "a report signed by 60 characters": ("report", {"signature": UNIT_60}),
    "a joint notice with a long title": ("joint_notice", {"subject": TITLE_5}),
    "minutes of 40 units": ("minutes", {"attended": tuple(f"{unit}王一、李二" for unit in UNITS_40)}),
}


def test_the_names_are_as_long_as_they_say() -> None:
    assert len(UNIT_60) == 60


@pytest.mark.office
@pytest.mark.parametrize("shape", HARD)
def test_hard_papers_keep_the_standard_on_the_page(soffice: str, shape: str) -> None:
    kind, values = HARD[shape]
    data, _ = compose(kind, SHIPPED, **{**SAMPLES[kind], **values})
    assert [f"{one.clause} {one.where}：{one.message}" for one in measure(data).findings if one.strength.fails] == []
