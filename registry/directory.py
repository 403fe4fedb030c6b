"""The directory of units: names, short names, levels, counterparts. Rules on plain values; tables are in `units`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from registry.errors import DirectoryFault
from registry.words import Level


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as the office's directory gives it."""

    name: str  # 名称
    aliases: tuple[str, ...] = ()  # 简称
    level: Level | None = None  # 层级
    parent: str = ""  # 上级
    kind: str = ""  # 类别
    counterparts: tuple[str, ...] = ()  # 对应: names of units above whose work it does here
    groups: tuple[str, ...] = ()  # 分组
    contact: str = ""  # 联系人
    phone: str = ""  # 电话
    email: str = ""  # 邮箱
    channel: str = ""  # 渠道: email, oa, paper …

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the unit goes by, its full name first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Directory:
    """All units an office knows. Names are unique; a short name belongs to one unit."""

    units: tuple[Unit, ...]

    @classmethod
    def of(cls, units: Iterable[Unit]) -> Directory:
        """Check and keep the units.

        Raises:
            DirectoryFault: a name missing, or one name for two units; each fault named by row.
        """
        kept = tuple(units)
        faults: list[str] = []
        owner: dict[str, int] = {}
        for row, unit in enumerate(kept, start=2):
            if not unit.name:
                faults.append(f"第{row}行：缺少单位名称")
            for name in dict.fromkeys(filter(None, unit.names)):
                if name in owner:
                    faults.append(f"第{row}行：名称“{name}”与第{owner[name]}行重复")
                else:
                    owner[name] = row
        if faults:
            raise DirectoryFault(f"单位名录有{len(faults)}处问题：{'；'.join(faults[:5])}", tuple(faults))
        return cls(kept)

    @cached_property
    def by_name(self) -> dict[str, Unit]:
        """Find a unit by its full or short name."""
        return {name: unit for unit in self.units for name in unit.names if name}

    def find(self, name: str) -> Unit | None:
        """Give the unit that goes by exactly this name, or `None`."""
        return self.by_name.get(name)
