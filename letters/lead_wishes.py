"""What an opinion on a duty says of who is to lead: who refuses, and who is named instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_LEAD: Final = "(?:牵头|主办|主责|第一责任)"
_OURSELVES: Final = "[我本](?:局|委|办|厅|部|院|行|市|县|区|乡|镇|街道|单位|公司|中心|处|署)"
_REFUSES: Final = re.compile(
    rf"不(?:再|宜|应|予|便|适合|需|必|能)?(?:由{_OURSELVES})?(?:作为|列为|列入|列|承担|担任|负责|是)?[^，。；]{{0,12}}{_LEAD}"
    rf"|不(?:再|宜|应)?[将把][^，。；]{{0,16}}{_LEAD}|(?:移出|去掉|删除|取消)[^，。；]{{0,10}}{_LEAD}"
)
_NAMED: Final = re.compile(
    rf"(?<!不)(?<!宜)(?:由|改由|交由|调整由|明确由|[将把])(?P<by>[^，。；、由将把]{{2,20}}?)(?:负责|担任|作为|列为|为)?{_LEAD}"
    rf"|{_LEAD}(?:责任)?(?:单位|部门)?(?:调整|修改|变更|明确|改|确定)为“?(?P<to>[^，。；、“”]{{2,20}})"
)


@dataclass(frozen=True, slots=True)
class LeadWish:
    """Whether a unit refuses to lead, and whom it names as the lead; empty where it names nobody or itself."""

    refuses: bool
    named: str


def lead_wish(words: str) -> LeadWish:
    """Read what an opinion's words say of the lead."""
    named = next((match["by"] or match["to"] for match in _NAMED.finditer(words)), "")
    return LeadWish(bool(_REFUSES.search(words)), "" if re.fullmatch(_OURSELVES, named) else named.strip("“”"))


def contradict(one: LeadWish, other: LeadWish) -> bool:
    """Whether two units' wishes about one task cannot both be met: both refuse to lead it, or they name two leads."""
    if one.refuses and other.refuses:
        return True
    return bool(one.named and other.named) and not (one.named.endswith(other.named) or other.named.endswith(one.named))
