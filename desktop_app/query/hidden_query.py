"""Which clauses hide one thing, so that a view that was asked to show it can say why it does not."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop_app.domain.time_span import TimeSpan
from desktop_app.query.clauses import Clause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.reading import read
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    from desktop_app.query.columns.rows import Rows
    from desktop_app.query.passing import Mask


class HiddenThing(NamedTuple):
    """A thing that the filter hides.

    Attributes:
        clauses: each of those that it does not pass, in the order of the filter.
        when: its own time.
    """

    clauses: tuple[Clause, ...]
    when: TimeSpan

    def widened(self) -> DateClause | None:
        """The window of dates, widened until the thing lies in it whole; None if dates do not hide it."""
        window = next((clause for clause in self.clauses if isinstance(clause, DateClause)), None)
        if window is None:
            return None
        first, last = window.first_day, window.last_day
        return DateClause(
            None if first is None else min(first, self.when.first_day),
            None if last is None else max(last, self.when.last_day),
        )


def hidden_thing(engine: QueryEngine, filter_: Filter, key: str) -> HiddenThing | None:
    """Why the filter hides the thing of a key; None if it does not, or never hides things of that kind."""
    store = engine.store
    kind, _, ident = key.partition(":")
    found = _found(store, kind, ident)
    if found is None:
        return None
    passes = _PASSES.get(kind, _context_passes)
    clauses = tuple(clause for clause in filter_.clauses if not passes(engine, Filter.of(clause), found))
    return HiddenThing(clauses, found.when) if clauses else None


def _found(store: CaseStore, kind: str, ident: str) -> Any:
    record = store.record
    rows: Iterable[Any] = ()
    match kind:
        case "voyage":
            rows = store.voyages((ident,))
        case "call":
            rows = store.calls((ident,))
        case "sighting":
            rows = store.sightings((ident,))
        case "consignment":
            rows = record.consignments
        case "payment":
            rows = record.payments
        case "event":
            rows = record.public_events
    return next((row for row in rows if row.id == ident), None)


def _is_set(store: CaseStore, table: str, ident: str, rows: "Rows", mask: "Mask") -> bool:
    import numpy as np  # noqa: PLC0415 - 0.11 s that the first picture does not wait for

    fids = [int(str(fid)) for (fid,) in read(store, f"SELECT fid FROM {table} WHERE id = ?", (ident,))]  # noqa: S608 - one of our tables
    (place,) = rows.places_of(np.array(fids, np.int64)).tolist() or (-1,)
    return place >= 0 and bool(mask[place])


def _voyage_passes(engine: QueryEngine, filter_: Filter, row: Any) -> bool:
    return _is_set(engine.store, "voyage", row.id, engine.columns().rows, engine.passing(filter_))


def _call_passes(engine: QueryEngine, filter_: Filter, row: Any) -> bool:
    return _is_set(engine.store, "port_call", row.id, engine.calls().rows, engine.passing_calls(filter_))


def _position_passes(engine: QueryEngine, filter_: Filter, row: Any) -> bool:
    mask = engine.passing_positions(filter_)
    return _is_set(engine.store, "sighting", row.id, engine.positions().rows, mask)


def _consignment_passes(engine: QueryEngine, filter_: Filter, row: Any) -> bool:
    return any(passing.id == row.id for passing in engine.passing_consignments(filter_))


def _context_passes(_: QueryEngine, filter_: Filter, row: Any) -> bool:
    """Payments and events are context: only dates hide them here."""
    window = filter_.clause(ClauseKind.DATES)
    return not isinstance(window, DateClause) or window.covers(row.when)


_PASSES: dict[str, Callable[[QueryEngine, Filter, Any], bool]] = {
    "voyage": _voyage_passes,
    "call": _call_passes,
    "sighting": _position_passes,
    "consignment": _consignment_passes,
}
