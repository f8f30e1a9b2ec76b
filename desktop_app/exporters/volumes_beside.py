"""What stands beside the ledgers in the volumes panel, table and figure, and is in none of their sums."""

from typing import Final, NamedTuple

from desktop_app.domain.assumption import Assumptions
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.observability_results import Observability
from desktop_app.query.payments_query import payments
from desktop_app.query.payments_results import Payments, Prices
from desktop_app.runtime.feedback import Feedback


class Beside(NamedTuple):
    """What one filter lets pass of it.

    Attributes:
        assumptions: that the volumes rest on.
        watched: days with a usable look at the ports of the filter, None where nobody asked.
        payments: under its dates and words, None where nobody asked.
        prices: of a barrel, by these payments; None where there are none.
    """

    assumptions: Assumptions
    watched: Observability | None = None
    payments: Payments | None = None
    prices: Prices | None = None


NOTHING_BESIDE: Final = Beside(Assumptions())


def volumes_beside(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Beside:
    """Ask for it."""
    # numpy takes 0.1 s to import, which the window does not wait for.
    from desktop_app.query.implied_price import implied_prices  # noqa: PLC0415 - same
    from desktop_app.query.observability_query import observability  # noqa: PLC0415 - same

    found = payments(engine, filter_)
    return Beside(
        assumptions=engine.assumptions,
        watched=observability(engine, filter_, feedback),
        payments=found,
        prices=implied_prices(engine, filter_, feedback) if found.months or found.longer else None,
    )
