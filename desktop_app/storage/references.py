"""Which columns name rows of which tables, as declared."""

import functools
from typing import Final

from desktop_app.storage.tables.all_tables import BY_NAME, TABLES
from desktop_app.storage.tables.declare import EVIDENCE, Column, Table

_EVIDENCE: Final = (EVIDENCE,)


def columns_of(table: Table) -> tuple[Column, ...]:
    """The declared columns, evidence among them."""
    return (*table.columns, *(_EVIDENCE if table.cited else ()))


@functools.cache
def references_from(table: str) -> tuple[tuple[str, str], ...]:
    """Columns of a table that name a row, and the table that the row is in."""
    return tuple(
        (column.name, column.references) for column in columns_of(BY_NAME[table]) if column.references
    )


@functools.cache
def references_to(table: str) -> tuple[tuple[str, str], ...]:
    """Tables and columns that may name a row of this table."""
    return tuple(
        (other.name, column)
        for other in TABLES
        for column, target in references_from(other.name)
        if target == table
    )
