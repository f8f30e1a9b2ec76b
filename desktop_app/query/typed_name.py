"""The row that a person means who types the beginning of a vessel's name."""

from typing import TYPE_CHECKING

import numpy as np

from desktop_app.query.name_folding import fold
from desktop_app.query.results import RowNumbers

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine


def next_named(engine: "QueryEngine", rows: RowNumbers, start: int, typed: str) -> int | None:
    """The next place among row numbers whose vessel's name, or what stands for it, begins so.

    Args:
        engine: of the case.
        rows: row numbers of voyages in the order of the table.
        start: place of the row with the focus. One letter, also when typed again, leads to another row; a
            longer beginning stays where it fits.
        typed: in any case and way of writing.
    """
    wanted = fold(typed)
    if len(set(wanted)) == 1:
        wanted, start = wanted[0], start + 1
    if not wanted or not len(rows):
        return None
    columns = engine.columns()
    names = {vessel.id: fold(vessel.name) for vessel in engine.store.record.vessels}
    # One more at the end, where rows without a name lead.
    named = np.array([*(names.get(ident, "").startswith(wanted) for ident in columns.vessel_ids), False])
    labelled = np.array([*(fold(label).startswith(wanted) for label in columns.label.values), False])
    fits = np.where(columns.vessel >= 0, named.take(columns.vessel), labelled.take(columns.label.codes))
    found = np.flatnonzero(fits.take(columns.rows.places_of(np.asarray(rows))))
    if not found.size:
        return None
    after = int(np.searchsorted(found, start))
    return int(found[after % found.size])
