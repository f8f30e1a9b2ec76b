"""Ships that a filter leaves: what a clause asks of a ship is asked of her, else of her voyages."""

from typing import TYPE_CHECKING, Final

from desktop_app.domain.vessel import Vessel
from desktop_app.query.clauses import ChoiceClause, ClauseKind, Filter
from desktop_app.runtime.feedback import Feedback

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine

# What can be told of a ship without any voyage of hers.
_OF_SHIPS: Final = (ClauseKind.VESSEL, ClauseKind.OPERATOR, ClauseKind.LISTING, ClauseKind.MODE)


def passing_ships(engine: "QueryEngine", filter_: Filter, feedback: Feedback | None = None) -> frozenset[str]:
    """Ids of the ships that pass; the dates hide none."""
    others = filter_.without(ClauseKind.DATES)
    return engine.kept(
        ("passing ships", others),
        lambda: _passing(engine, others, feedback),
        feedback,
        assumes=others.assumes,
    )


def _passing(engine: "QueryEngine", others: Filter, feedback: Feedback | None) -> frozenset[str]:
    ships = {vessel.id for vessel in engine.store.record.vessels if _ship_passes(engine, vessel, others)}
    if others.without(*_OF_SHIPS).is_active:
        columns = engine.columns(feedback)
        codes = set(columns.vessel[engine.passing(others, feedback)].tolist()) - {-1}
        ships &= {columns.vessel_ids[code] for code in codes}
    return frozenset(ships)


def _ship_passes(engine: "QueryEngine", vessel: Vessel, others: Filter) -> bool:
    listings = {row.authority for row in engine.store.record.listings if row.vessel_id == vessel.id}
    told = {
        ClauseKind.VESSEL: {vessel.id},
        ClauseKind.OPERATOR: {vessel.owner},
        ClauseKind.LISTING: listings or {""},
        ClauseKind.MODE: {"sea"},
    }
    asked = (clause for clause in others.clauses if isinstance(clause, ChoiceClause))
    return all(told[clause.kind] & set(clause.values) for clause in asked if clause.kind in told)
