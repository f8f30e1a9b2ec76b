"""What some rows of the voyages table add up to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from desktop_app.query.columns.sums import all_of
from desktop_app.query.results import Totals

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine


def row_totals(engine: "QueryEngine", numbers: Sequence[int]) -> Totals:
    """The sum of voyages by row number; a row that is gone adds nothing."""
    columns = engine.columns()
    places = columns.rows.places_of(np.asarray(numbers, np.int64))
    return all_of(columns, engine.loads(), places[places >= 0]).totals(engine.rates())[0]
