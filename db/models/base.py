"""What every table has in common."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import MetaData, Table
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass

# The index of texts of any length on PostgreSQL, whose B-tree takes no row over 2,704 bytes; unlike a hash index it
# serves >= and < as well.
LONG_TEXTS: Final = "spgist"


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    # every constraint has a name, so that a migration can drop it on either dialect
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
        }
    )


def table_of(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)  # what a mapped class has; the type allows any selectable
    return table


def values_of(row: Base) -> dict[str, Any]:
    """A row's columns by name, but for a number the database gives."""
    table = row.__table__
    numbers = {column.name for column in table.primary_key if column.type.python_type is int}
    return {column.name: getattr(row, column.name) for column in table.columns if column.name not in numbers}
