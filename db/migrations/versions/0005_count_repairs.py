"""Count repairs"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ROWS_A_STATEMENT = 2_000

# the column of each table that holds the repairs of an article, or the row of one
_REPAIRS = ("articles", "id", "repairs")
_ROWS = (("article_versions", "id", "earlier"), ("staged", "record_id", "article"))


def upgrade() -> None:
    _change(lambda names: dict.fromkeys(names, 1))


def downgrade() -> None:
    _change(list)


def _change(changed: Callable[[Any], Any]) -> None:
    """Changes the repairs of articles, and of the rows kept of them."""
    _rewrite(*_REPAIRS, changed)
    for place in _ROWS:
        _rewrite(*place, lambda row: {**row, "repairs": changed(row["repairs"])})


def _rewrite(table_name: str, key_name: str, name: str, changed: Callable[[Any], Any]) -> None:
    """Puts `changed` of each value that is not null in its place, in the order of the keys."""
    table = sa.table(table_name, sa.column(key_name), sa.column(name, sa.JSON()))
    key, column = table.c[key_name], table.c[name]
    written = sa.update(table).where(key == sa.bindparam("key")).values({name: sa.bindparam("new")})
    after: list[sa.ColumnElement[bool]] = []
    while rows := op.get_bind().execute(_page(key, column, after)).all():
        op.get_bind().execute(written, [{"key": row[0], "new": changed(row[1])} for row in rows])
        after = [key > rows[-1][0]]


def _page(
    key: sa.ColumnElement[Any], column: sa.ColumnElement[Any], after: list[sa.ColumnElement[bool]]
) -> sa.Select[tuple[Any, Any]]:
    return sa.select(key, column).where(column.is_not(None), *after).order_by(key).limit(_ROWS_A_STATEMENT)
