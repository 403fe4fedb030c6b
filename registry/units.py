"""Units 单位: the directory as tables, and its queries."""

# SQLModel reads annotations when a table is made, so there is no `from __future__ import annotations` in table modules.
from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, SQLModel, col, delete, select

from registry.directory import Directory, Unit
from registry.errors import UnknownUnit
from registry.words import Level


class UnitRow(SQLModel, table=True):
    """A unit. Units that leave the directory are kept, inactive: old requests still name them."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("name <> ''", name="unit_has_name"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    level: str | None = None
    parent: str = ""
    kind: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    channel: str = ""
    position: int = 0  # the directory's order, which is the order of addressees
    active: bool = True


class UnitName(SQLModel, table=True):
    """Every name of a unit, full or short. One name belongs to one unit: the primary key says so."""

    __tablename__ = "unit_name"

    name: str = Field(primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    position: int = 0


class UnitGroup(SQLModel, table=True):
    """分组 of a unit."""

    __tablename__ = "unit_group"

    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    name: str = Field(primary_key=True)
    position: int = 0


class UnitCounterpart(SQLModel, table=True):
    """对应: a unit above whose work this unit does at its level."""

    __tablename__ = "unit_counterpart"

    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    name: str = Field(primary_key=True)
    position: int = 0


def import_directory(session: Session, directory: Directory) -> tuple[int, int, int]:
    """Make the tables hold exactly this directory; give the counts of units added, changed and set inactive.

    A unit is known by its full name. One that is missing from the directory is kept but inactive.
    """
    known = {row.name: row for row in session.exec(select(UnitRow))}
    before = {unit.name: unit for unit in _units(session)}
    for table in (UnitName, UnitGroup, UnitCounterpart):
        session.exec(delete(table))
    added = changed = 0
    rows: list[UnitRow] = []
    for position, unit in enumerate(directory.units):
        # A unit that takes another name and keeps the old one as a short name is the same unit.
        row = next((known.pop(name) for name in unit.names if name in known), None)
        if row is None:
            row, added = UnitRow(name=unit.name), added + 1
        elif before.get(unit.name) != unit:
            changed += 1
        _fill(row, unit, position)
        session.add(row)
        rows.append(row)
    session.flush()  # a new row has its id only now: once for all, as each is a journey to the database
    for row, unit in zip(rows, directory.units, strict=True):
        _name(session, row, unit)
    gone = [row for row in known.values() if row.active]
    for row in gone:
        row.active = False
        session.add(row)
    session.flush()
    return added, changed, len(gone)


def _fill(row: UnitRow, unit: Unit, position: int) -> None:
    row.name = unit.name
    row.level = str(unit.level) if unit.level else None
    row.parent, row.kind, row.channel = unit.parent, unit.kind, unit.channel
    row.contact, row.phone, row.email = unit.contact, unit.phone, unit.email
    row.position, row.active = position, True


def _name(session: Session, row: UnitRow, unit: Unit) -> None:
    if row.id is None:  # pragma: no cover  flushed rows have an id
        raise AssertionError
    for position, name in enumerate(unit.names):
        session.add(UnitName(name=name, unit_id=row.id, position=position))
    for position, name in enumerate(dict.fromkeys(unit.groups)):
        session.add(UnitGroup(unit_id=row.id, name=name, position=position))
    for position, name in enumerate(dict.fromkeys(unit.counterparts)):
        session.add(UnitCounterpart(unit_id=row.id, name=name, position=position))


def directory(session: Session) -> Directory:
    """Give the active units as the rules know them, in the directory's order."""
    return Directory.of(_units(session))


def find(session: Session, name: str) -> UnitRow:
    """Find an active unit by its full or short name.

    Raises:
        UnknownUnit: none goes by that name.
    """
    row = session.exec(
        select(UnitRow).join(UnitName, col(UnitName.unit_id) == col(UnitRow.id)).where(UnitName.name == name)
    ).first()
    if row is None:
        raise UnknownUnit(f"单位名录中没有“{name}”", todo="请用 huiban units list 核对全称或简称")
    return row


def names_within(session: Session, text: str) -> tuple[str, ...]:
    """Give the names of units that stand in a text, the longest first: a title breaks within none of them."""
    found = [name for name in session.exec(select(UnitName.name)) if name in text]
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def of_request(session: Session, unit_id: int) -> UnitRow:
    """Give the unit a request was made for, also where it has left the directory since."""
    return session.get_one(UnitRow, unit_id)


def addresses(session: Session) -> dict[int, str]:
    """Give the mailbox of every unit ever known: an old request may still be answered from it."""
    query = select(col(UnitRow.id), col(UnitRow.email)).where(UnitRow.email != "")
    return {unit_id: email for unit_id, email in session.exec(query) if unit_id is not None}


def _units(session: Session) -> list[Unit]:
    names = _lists(session, UnitName)
    groups = _lists(session, UnitGroup)
    counterparts = _lists(session, UnitCounterpart)
    rows = session.exec(select(UnitRow).where(UnitRow.active).order_by(col(UnitRow.position)))
    return [
        Unit(
            name=row.name,
            aliases=tuple(names.get(row.id, ())[1:]),
            level=Level(row.level) if row.level else None,
            parent=row.parent,
            kind=row.kind,
            counterparts=tuple(counterparts.get(row.id, ())),
            groups=tuple(groups.get(row.id, ())),
            contact=row.contact,
            phone=row.phone,
            email=row.email,
            channel=row.channel,
        )
        for row in rows
    ]


def _lists(
    session: Session, table: type[UnitName] | type[UnitGroup] | type[UnitCounterpart]
) -> dict[int | None, list[str]]:
    """Collect the names a table holds for each unit, in order."""
    lists: dict[int | None, list[str]] = {}
    query = select(col(table.unit_id), col(table.name)).order_by(col(table.position))
    for unit_id, name in session.exec(query):
        lists.setdefault(unit_id, []).append(name)
    return lists
