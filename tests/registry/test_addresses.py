"""One plain mail address, and nothing a mail program would read as more."""

import pytest

from registry.addresses import checked_address
from registry.errors import SettingFault


@pytest.mark.parametrize("address", ["a@x.example", " a@x.example ", "A.b+c_d-e@x-y.z.example", "a@localhost"])
def test_one_plain_address_is_taken(address: str) -> None:
    assert checked_address(address) == address.strip()


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@", "@x", "a@x;b@y", "a@x,b@y", "a@x b@y", "局长 <a@x>", "<a@x>", "a@x\r\nBcc: b@y", "a＠x", "局长@x",
     "a..b@x", ".a@x", "a.@x", "a@x..y", "a@-x", "a@x-", "a@@x", '"a b"@x', f"{'a' * 65}@x", f"a@{'x' * 300}"],
)  # fmt: skip
def test_anything_but_one_address_is_refused(address: str) -> None:
    with pytest.raises(SettingFault, match="不是一个有效的邮箱地址"):
        checked_address(address)
