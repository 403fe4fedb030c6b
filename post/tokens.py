"""Tokens: what ties an answer to its request. Unguessable, speakable, without signs that look like others."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no I L O 0 1
_LENGTH = 12  # 31^12: nobody guesses one, and a wrong sign never makes another's
_GROUP = 4
_TAG = re.compile(r"\[\s*YJ-(?P<number>[^\[\]]{1,60}?)-(?P<token>[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})\s*\]")
# Groups may overlap: in `2026-0001-K7Q2-M9XP-T4WD` the number's digits look like groups too.
_BARE = re.compile(r"(?<![A-Z0-9])(?=([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})(?![A-Z0-9]))")
_ADDRESS = re.compile(r"\+(?P<token>[A-Za-z0-9]{4}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4})@")
_LONGEST = 4000  # characters of a subject looked at
_MOST_TOKENS = 20  # of one subject that are compared with the known ones
# Brackets and dashes that writing programs put in the place of ours.
_SIGNS = str.maketrans({"【": "[", "】": "]"} | dict.fromkeys("‐‑‒–—―−", "-"))


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag found in a subject: the register number it names and its token."""

    number: str
    token: str


def new_token() -> str:
    """Give a fresh token, as `K7Q2-M9XP-T4WD`."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
    return "-".join(signs[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def subject_tag(number: str, token: str) -> str:
    """Give the tag that stands in a subject, as `[YJ-2026-0001-K7Q2-M9XP-T4WD]`."""
    return f"[YJ-{number}-{token}]"


def find_tags(text: str) -> list[Tag]:
    """Find the tags of a text, after full-width signs are made plain."""
    plain = _plain(text)
    return [Tag(match["number"], match["token"]) for match in _TAG.finditer(plain)]


def token_of_address(address: str) -> str | None:
    """Give the token of a plus-address, or `None`."""
    match = _ADDRESS.search(address)
    return match["token"].upper() if match else None


def near_misses(text: str, known: Iterable[str]) -> list[str]:
    """Give the known tokens that something in the text differs from by one sign: a hint, never an acceptance."""
    said = set(_BARE.findall(_plain(text))[:_MOST_TOKENS])
    return [token for token in known if any(_differ_by_one(one, token) for one in said)]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:_LONGEST]).translate(_SIGNS).upper()


def _differ_by_one(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
