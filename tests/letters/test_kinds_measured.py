"""Shapes of papers under the ruler: seals, joint issues, full heads, many pages, bound attachments."""

from typing import Any

import pytest

from letters.ruler import measure
from letters.seal_picture import read_seal
from tests.letters.test_joint_letters import BOUND
from tests.letters.test_joint_letters import made as letter
from tests.letters.test_official import THREE
from tests.letters.test_official import made as official
from tests.letters.test_signing import round_seal

SEAL = read_seal(round_seal())
LONG = "\n".join(f"第{n}项工作请认真研究落实，统筹推进各项任务，确保按期完成，及时报告进展。" for n in range(70))
SHAPES: dict[str, Any] = {
    "sealed": lambda: official(seals=(SEAL,)),
    "joint, sealed": lambda: official(marks=THREE, seals=(SEAL,) * 3),
    "joint, unsealed": lambda: official(marks=THREE),
    "head of three rows, seven pages": lambda: official(
        body=LONG, copy_number="000012", secrecy="机密★1年", urgency="特急", seals=(SEAL,)
    ),
    "joint letter, sealed": lambda: letter(seal=SEAL, co_signers=("云江市公安局",)),
    "letter of seven pages": lambda: letter(body=LONG, seal=SEAL),
    "letter with bound attachments": lambda: letter(
        attachments=("夜市管理办法", "任务表"), bound=BOUND, copies="市委办公室"
    ),
}


@pytest.mark.office
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_keeps_the_standard(soffice: str, shape: str) -> None:
    measured = measure(SHAPES[shape]())
    assert [f"{one.clause} {one.where}：{one.message}" for one in measured.findings if one.strength.fails] == []
    assert len(measured.right) > 40
