"""Pictures of seals and of signers' stamps: given by the office, looked at before use, never made up."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass, field
from typing import Final

from docx.shared import Length, Mm

from registry.errors import FileRefused, FileTooLarge, SettingFault

SEAL: Final = (
    42.0  # mm; 国发〔1999〕25号: 4.2 cm for counties, 4.5 for cities, 5 for provinces, 6 for the State Council
)
STAMP_HEIGHT: Final = Mm(18)
_STAMP_WIDTH: Final = Mm(45)
_SMALLEST, _LARGEST = 30.0, 60.0  # mm
_MOST_BYTES: Final = 4 * 1024 * 1024
_MOST_PIXELS: Final = 6_000  # a side
_FEWEST_PIXELS: Final = 100
_SQUARE: Final = 1.1  # the longer side over the shorter
_STAMP_LONGEST: Final = 6.0
_KINDS: Final = {"PNG", "JPEG"}
_TODO: Final = "请换成背景透明的 PNG 或 JPEG 印章图片"


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal on paper: its diameter, and its picture where it is not stamped by hand.

    Raises:
        SettingFault: no diameter a seal has.
    """

    diameter_mm: float = SEAL
    picture: bytes = field(default=b"", repr=False)

    def __post_init__(self) -> None:
        if not _SMALLEST <= self.diameter_mm <= _LARGEST:  # NaN is in no range
            raise SettingFault(
                f"印章直径{self.diameter_mm:g}毫米不可用",
                todo=f"请填{_SMALLEST:.0f}至{_LARGEST:.0f}毫米，以印章实物为准",
            )

    @property
    def diameter(self) -> Length:
        """Across, on paper."""
        return Mm(self.diameter_mm)

    @property
    def sha256(self) -> str:
        """The picture's hash; empty where there is none."""
        return hashlib.sha256(self.picture).hexdigest() if self.picture else ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A signer's stamp 签名章: its size, and its picture where it is not stamped by hand."""

    width: Length = _STAMP_WIDTH
    height: Length = STAMP_HEIGHT
    picture: bytes = field(default=b"", repr=False)

    @property
    def sha256(self) -> str:
        """The picture's hash; empty where there is none."""
        return hashlib.sha256(self.picture).hexdigest() if self.picture else ""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signs a paper with a stamp in place of name and seal (GB/T 9704 7.3.5.3): title and stamp."""

    title: str
    stamp: Stamp


def read_seal(data: bytes, diameter_mm: float = SEAL) -> Seal:
    """Take in the picture of a round seal.

    Raises:
        FileRefused: no PNG or JPEG, damaged, too small, or not about square.
        FileTooLarge: beyond 4 MB or 6000 pixels a side.
    """
    across, down = _size(data, "印章")
    if max(across, down) > min(across, down) * _SQUARE:
        raise FileRefused(f"印章图片不是方形（{across}×{down}），印章会变形", todo="请裁去四周空白，使宽高相等")
    return Seal(diameter_mm, data)


def read_stamp(data: bytes, height: Length = STAMP_HEIGHT) -> Stamp:
    """Take in the picture of a signer's stamp; its width follows from its shape.

    Raises:
        FileRefused, FileTooLarge: as `read_seal`; a stamp is wider than tall.
    """
    across, down = _size(data, "签名章")
    if not 1 <= across / down <= _STAMP_LONGEST:
        raise FileRefused(f"签名章图片的形状不合（{across}×{down}）", todo="签名章应为横排，请裁去四周空白")
    return Stamp(Length(round(height * across / down)), height, data)


def _size(data: bytes, what: str) -> tuple[int, int]:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  50 ms, for those who have a seal's picture

    if len(data) > _MOST_BYTES:
        raise FileTooLarge(f"{what}图片有{len(data) / 1024 / 1024:.1f}MB，不超过4MB", todo=_TODO)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # bounded below
            with Image.open(io.BytesIO(data), formats=tuple(_KINDS)) as picture:
                across, down = picture.size
                if max(across, down) > _MOST_PIXELS:
                    raise FileTooLarge(f"{what}图片过大（{across}×{down}），每边不超过{_MOST_PIXELS}点", todo=_TODO)
                picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise FileRefused(f"{what}文件不是可用的 PNG 或 JPEG 图片", todo=_TODO) from fault
    if min(across, down) < _FEWEST_PIXELS:
        raise FileRefused(f"{what}图片过小（{across}×{down}），印出来模糊", todo=f"每边至少{_FEWEST_PIXELS}点")
    return across, down
