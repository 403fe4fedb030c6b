"""What one mail address is, for the directory's sheet, the office's settings and every letter that leaves."""

from __future__ import annotations

import re

from registry.errors import SettingFault

# One address as offices write them; lists, names and line breaks are other fields' business.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_LONGEST_ADDRESS = 254


def is_address(text: str) -> bool:
    """Whether a text is exactly one plain mail address, no list and no name around it."""
    user = text.rpartition("@")[0]
    is_one = bool(_ADDRESS.fullmatch(text)) and len(text) <= _LONGEST_ADDRESS
    return is_one and ".." not in text and not user.startswith(".") and not user.endswith(".")


def checked_address(address: str) -> str:
    """Give the address back where it is exactly one.

    Raises:
        SettingFault: not one plain mail address; `a@x;b@y` would silently become another.
    """
    address = address.strip()
    if not is_address(address):
        raise SettingFault(f"“{address[:60]}”不是一个有效的邮箱地址", todo="请在单位名录中改正，每个单位填一个邮箱")
    return address
