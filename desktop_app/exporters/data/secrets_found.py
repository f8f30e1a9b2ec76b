"""Collects what may stand nowhere in a redacted export, and what stands in its place."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from desktop_app.exporters.data.cells import number_text
from desktop_app.exporters.data.pseudonyms import Pseudonyms
from desktop_app.exporters.data.redaction import Whom
from desktop_app.exporters.data.redaction_plan import Plan
from desktop_app.exporters.data.scrubbing import REMOVED, day_forms, folded
from desktop_app.exporters.data.tables import ID, Cell, DataTable, Names, Row
from desktop_app.exporters.wording import number


class Secrets(NamedTuple):
    """What is to go.

    Attributes:
        words: as they are written → what stands in their place.
        vessels, companies: folded names → ids by which pseudonyms are made.
    """

    words: dict[str, str]
    vessels: dict[str, str]
    companies: dict[str, str]


def secrets_of(
    plan: Plan, names: Pseudonyms, tables: Iterable[DataTable], gone: Iterable[tuple[DataTable, Row]]
) -> Secrets:
    """Everything that the rows tell and the export may not.

    Args:
        plan: what goes.
        names: makes pseudonyms.
        tables: every table with the rows to be exported, and the tables of names with all of their rows.
        gone: rows of the table of sources that are left out.
    """
    found = Secrets({}, {}, {})
    gone = tuple(gone)
    gone_ids = {row[0] for _, row in gone}
    for table in tables:
        _names(plan, found, table)
        places = [
            place for place, column in enumerate(table.columns) if (table.name, column.name) in plan.secret
        ]
        months = {place for place in places if (table.name, table.columns[place].name) in plan.named}
        for row in table.rows if places else ():
            for place in places:
                found.words.update((text, REMOVED) for text in _forms(row[place], month=place in months))
    for table, row in gone:
        for name in (ID, "title", "url", "note"):
            found.words.update((text, REMOVED) for text in _forms(row[table.place(name)], month=False))
        publisher = table.place("publisher")
        if all(row[publisher] != one[publisher] for one in table.rows if one[0] not in gone_ids):
            found.words.update((text, REMOVED) for text in _forms(row[publisher], month=False))
    # A name that is replaced is not removed as well.
    for kind, known in (("vessel", found.vessels), ("company", found.companies)):
        for folded_name, ident in known.items():
            found.words[folded_name] = names.name(kind, ident)
    return found


def _names(plan: Plan, found: Secrets, table: DataTable) -> None:
    """Whom the names in a table mean."""
    columns = list(enumerate(table.columns))
    for of, whom, wanted, ids in (
        (found.vessels, Whom.VESSELS, {Names.VESSEL, Names.VESSEL_ID}, Names.VESSEL_ID),
        (found.companies, Whom.COMPANIES, {Names.COMPANY, Names.COMPANY_ID}, Names.COMPANY_ID),
    ):
        if whom not in plan.pseudonyms:
            continue
        places = [place for place, column in columns if column.names in wanted]
        keys = [place for place, column in columns if column.names is ids]
        # Of two companies in a row, payer and payee, each name is its own.
        of_row = keys[0] if len(keys) == 1 else None
        for row in table.rows if places else ():
            for place in places:
                for text in _texts(row[place]):
                    ident = (
                        row[of_row] if of_row is not None and table.columns[place].names in wanted else None
                    )
                    _know(of, text, ident if isinstance(ident, str) else "")


def _know(found: dict[str, str], text: str, ident: str) -> None:
    """Note whom a name means; the first one that says it counts."""
    key = folded(text)
    if key and (key not in found or (ident and found[key] == key)):
        found[key] = ident or key


def _texts(cell: Cell) -> Iterator[str]:
    if isinstance(cell, str):
        yield cell
    elif isinstance(cell, tuple):
        yield from (one for one in cell if isinstance(one, str))


def _forms(cell: Cell, *, month: bool) -> Iterator[str]:
    """A value as it may stand in a text."""
    match cell:
        case None | bool():
            return
        case int() | float():
            yield number_text(float(cell))
            yield number(cell)
        case datetime():
            yield from day_forms(cell.date(), month=month)
        case date():
            yield from day_forms(cell, month=month)
        case _:
            yield from _texts(cell)
