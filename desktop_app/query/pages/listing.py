"""Which pages a filter makes, in order, with what their voyages add up to."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.clauses import Filter
from desktop_app.query.columns.sums import all_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.pages import dated, named
from desktop_app.query.pages.found import Found, Places, totals_of
from desktop_app.query.pages.results import (
    MOST_PAGES,
    USUAL_ORDER,
    PageKind,
    PageList,
    PageOrder,
    PagesQuestion,
)
from desktop_app.runtime.feedback import Feedback

_FINDERS: Final[Mapping[PageKind, Callable[[QueryEngine, Filter, Feedback | None], Found]]] = {
    PageKind.VESSEL: named.vessels,
    PageKind.PORT: named.ports,
    PageKind.VOYAGE: dated.voyages,
    PageKind.MONTH: dated.months,
}


def page_list(
    engine: QueryEngine, filter_: Filter, question: PagesQuestion, feedback: Feedback | None = None
) -> PageList:
    """The pages of a filter.

    A voyage is on the page of its ship, on those of both its ports, and on those of all months that its days
    lie in; a position without a voyage is on the page of its ship and of its months.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    found = _FINDERS[question.kind](engine, filter_, feedback)
    order = _ordered(found, question.order or USUAL_ORDER[question.kind])
    passing = np.flatnonzero(engine.passing(filter_, feedback))
    return PageList(
        question.kind,
        tuple(found.thing(place) for place in order[: question.limit or MOST_PAGES].tolist()),
        len(order),
        found.empty,
        totals_of(engine, all_of, passing, feedback)[0],
    )


def _ordered(found: Found, order: PageOrder) -> Places:
    """Places in order; of equals the name decides, and what is not documented comes last."""
    first: Mapping[PageOrder, NDArray[Any]] = {
        PageOrder.NAME: found.names,
        PageOrder.DATE: found.spans.first,
        PageOrder.CALLS: -found.calls,
        PageOrder.BARRELS: -found.best_bbl,
    }
    return np.lexsort((found.names, first[order], found.names < 0))
