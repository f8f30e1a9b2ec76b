"""What stands beside the ledgers in the volumes panel, table and figure, and is in none of their sums."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.assumption import Assumptions
from desktop_app.exporters.wording import barrels, number
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.observability_results import Observability
from desktop_app.query.payments_query import payments
from desktop_app.query.payments_results import Payments, Prices
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.feedback import Feedback

if TYPE_CHECKING:  # numpy, which the first picture has not
    from desktop_app.exporters.corrected import CorrectedPort
    from desktop_app.query.ais_volumes import AisVolumes


class Beside(NamedTuple):
    """What one filter lets pass of it.

    Attributes:
        assumptions: that the volumes rest on.
        watched: days with a usable look at the ports of the filter, None where nobody asked.
        payments: under its dates and words, None where nobody asked.
        prices: of a barrel, by these payments; None where there are none.
        corrected: calls and barrels by port and month with what nobody could see; None where nobody asked.
        by_ais: voyages that AIS alone shows laden to North Korea; None where nobody asked, or AIS has not
            been looked through yet.
        flags: by id of a claim that cannot be meant as printed, the words that say so.
    """

    assumptions: Assumptions
    watched: Observability | None = None
    payments: Payments | None = None
    prices: Prices | None = None
    corrected: "tuple[CorrectedPort, ...] | None" = None
    by_ais: "AisVolumes | None" = None
    flags: Mapping[str, str] = MappingProxyType({})


def volumes_beside(
    engine: QueryEngine, filter_: Filter, question: Question, feedback: Feedback | None = None
) -> Beside:
    """Ask for it; for what is corrected only where the question wants it."""
    from desktop_app.analysis.checks.conflicts import flags_of  # noqa: PLC0415 - not for the first picture

    # numpy takes 0.1 s to import, which the window does not wait for.
    from desktop_app.query.implied_price import implied_prices  # noqa: PLC0415 - same
    from desktop_app.query.observability_query import observability  # noqa: PLC0415 - same

    found = payments(engine, filter_)
    return Beside(
        assumptions=engine.assumptions,
        watched=observability(engine, filter_, feedback),
        payments=found,
        prices=implied_prices(engine, filter_, feedback) if found.months or found.longer else None,
        corrected=_corrected(engine, filter_, feedback) if question.corrected else None,
        flags=flags_of(engine.store),
    )


def beside_by_ais(
    engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None
) -> "AisVolumes | None":
    """What AIS alone shows, if the case was looked through for voyages already: nobody waits for it."""
    if not engine.has_events((EventKind.VISIT, EventKind.VOYAGE)):
        return None
    from desktop_app.query.ais_volumes import ais_volumes  # noqa: PLC0415 - not for the first picture

    return ais_volumes(engine, filter_, feedback)


def by_ais_sentence(found: "AisVolumes") -> str:
    """How many voyages and barrels by the assumed load, and what that leaves out; empty for none."""
    if not found.voyages:
        return ""
    voyages = "1 laden voyage" if found.voyages == 1 else f"{number(found.voyages)} laden voyages"
    told = f"Found by AIS, in no sum: {voyages} to North Korea without a documented counterpart"
    told += f", {number(found.accepted)} accepted" if found.accepted else ""
    if found.barrels is not None:
        told += f"; {barrels(*found.barrels)} by the assumed load"
    if found.without_capacity:
        told += f"; {number(found.without_capacity)} of ships whose capacity is not documented"
    return f"{told}."


def _corrected(
    engine: QueryEngine, filter_: Filter, feedback: Feedback | None
) -> "tuple[CorrectedPort, ...]":
    from desktop_app.exporters.corrected import corrected_months  # noqa: PLC0415 - as above

    return corrected_months(engine, filter_, feedback)
