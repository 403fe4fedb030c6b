"""The forms that docs/letters.md shows beside the letters: made-up samples, and their rules measured in the ink."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

import pdfplumber

from desk.demo import region
from letters.cover import Cover, Listed, package_cover
from letters.forms import FormClause, ReplyForm, write_form
from letters.matrix import matrix_docx
from letters.matrix_rows import Decision
from letters.merging import merge
from letters.outline import outline
from letters.overprint import Offset, overprinted
from letters.reading import read_document
from letters.returns import read_return
from letters.slip import Slip, SlipEndorsement, handling_slip
from registry.words import Disposition

_OFFICE: Final = "云泽市人民政府办公室"
_SUBJECT: Final = "公共数据资源开发利用三年行动方案（征求意见稿）"
_MM: Final = 72 / 25.4
_SHORTEST: Final = 3.0  # mm of a rule that counts
_ALIKE: Final = 0.6  # mm
_SLIP: Final = Slip(
    office=_OFFICE,
    number="2026-0001",
    secrecy="普通",
    urgency="加急",
    issuers="朔原自治区数据局",
    document_number="朔数函〔2026〕17号",
    received=date(2026, 3, 5),
    title=f"关于征求《{_SUBJECT}》意见的函",
    proposal="请云泽市数据局牵头，会同有关部门、单位研究提出意见，于3月11日17时30分前将代拟复函报秘书五科。",
    endorsements=(
        SlipEndorsement("沈砚秋", "副市长", "同意。", date(2026, 3, 5)),
        SlipEndorsement("李二", "秘书长", "拟同意。", date(2026, 3, 5)),
    ),
)


def shown() -> Mapping[str, bytes]:
    """Give an example of each form by what it is called."""
    clause = outline(read_document(region.draft_plan(), region.DRAFT_NAME)).clauses[4]
    form = ReplyForm(
        office=_OFFICE,
        unit="云泽市教育局",
        title=_SUBJECT,
        clauses=(FormClause(clause.id, clause.path, clause.label, clause.text),),
        token="K3QZ7W",  # noqa: S106  a made-up sign of a request
        register_number="2026-0001",
        due="2026年3月13日17时30分前",
        send_to="office@yunze.example",
    )
    cover = Cover(
        office=_OFFICE,
        number="2026-0001",
        title=_SLIP.title,
        issuers=_SLIP.issuers,
        document_number=_SLIP.document_number,
        secrecy="普通",
        begun=date(2026, 3, 5),
        ended=date(2026, 3, 14),
        papers=[Listed("01-定稿/复函（代拟稿）.docx", 9_600), Listed("02-征求意见稿/征求意见稿.docx", 41_000)],
    )
    return {
        "意见反馈表": write_form(form),
        "收文阅办单": handling_slip(_SLIP),
        "套打": overprinted(_SLIP, Offset()).docx,
        "意见汇总表": _matrix(),
        "案卷封面": package_cover(cover),
    }


def _matrix() -> bytes:
    draft = region.draft_plan()
    said = {
        "云泽市教育局": "建议删除第9项中的“优先开放交通出行、气象水文、医疗卫生、教育资源等民生数据”，理由：已有规定。",
        "云泽市公安局": "建议将第9项中的“优先开放”修改为“依法开放”。",
    }
    returns = [read_return(draft, words.encode(), f"{unit}.txt", (unit,)) for unit, words in said.items()]
    merged = merge(draft, returns)
    decisions = {item.id: Decision(Disposition.DECLINED, "与上级部署要求不一致", "") for item in merged.opinions[:1]}
    return matrix_docx(merged, _SUBJECT, decisions, ["云泽市财政局"])


def measured(pdf: bytes) -> Iterator[str]:
    """Give a form's page, and where its rules and words stand on the first page: rows of a table in Markdown."""
    with pdfplumber.open(io.BytesIO(pdf)) as paper:
        page = paper.pages[0]
        yield f"| 纸张 | {page.width / _MM:.1f} × {page.height / _MM:.1f} |"
        words = [char for char in page.chars if char["text"].strip()]
        box = (
            min(char["x0"] for char in words),
            min(char["top"] for char in words),
            page.width - max(char["x1"] for char in words),
            page.height - max(char["bottom"] for char in words),
        )
        yield f"| 文字距左、上、右、下边 | {'、'.join(f'{side / _MM:.1f}' for side in box)} |"
        across = _places(edge["x0"] for edge in page.edges if edge["orientation"] == "v" and _is_long(edge))
        down = _places(edge["top"] for edge in page.edges if edge["orientation"] == "h" and _is_long(edge))
        if across and down:
            yield f"| 竖线距左边 | {'、'.join(f'{place:.1f}' for place in across)} |"
            yield f"| 横线距上边 | {'、'.join(f'{place:.1f}' for place in down)} |"


def _is_long(edge: dict[str, float]) -> bool:
    return max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) / _MM >= _SHORTEST


def _places(points: Iterator[float]) -> list[float]:
    """Give the places of rules in mm, each once: a rule is drawn in pieces, a cell at a time."""
    found: list[float] = []
    for place in sorted(point / _MM for point in points):
        if not found or place - found[-1] > _ALIKE:
            found.append(place)
    return found
