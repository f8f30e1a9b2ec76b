"""What a page says of its vessel, port, voyage or month: labelled facts with their sources."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from desktop_app.domain.place import Port
from desktop_app.domain.vessel import Vessel
from desktop_app.exporters import wording
from desktop_app.exporters.card import Row, plain
from desktop_app.exporters.cards import card_for
from desktop_app.exporters.place_cards import name_rows, role_words
from desktop_app.exporters.things import thing
from desktop_app.exporters.vessel_cards import particulars
from desktop_app.exporters.watch_sections import watched_rows
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.fleet_ships import ships_of
from desktop_app.query.pages.results import PageKind, PageThing
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

# Sections of a voyage's card that a page has room for; the whole card stands in the case.
_OF_VOYAGES: Final = ("", "Cargo, as documented", "Calls and positions")
_VOLUME: Final = "Volume, estimated"
# Facts of one page at most, so that the map keeps its room; the first ones tell most.
MOST_FACTS: Final = 12


class Fact(NamedTuple):
    """One labelled fact.

    Attributes:
        source_ids: what it rests on; empty for what follows from other rows of the page.
    """

    label: str
    words: str
    source_ids: tuple[str, ...] = ()


def page_name(thing_: PageThing) -> str:
    """What the page's thing is called in a title: a month by its name, else as it is."""
    kind, _, ident = thing_.key.partition(":")
    if kind == PageKind.MONTH and thing_.first_day is not None:
        return wording.month(thing_.first_day)
    return thing_.name or ident


def page_facts(
    engine: QueryEngine, key: str, filter_: Filter, feedback: Feedback | None = None
) -> tuple[Fact, ...]:
    """The facts of a thing by its key, the most telling first; none for what is not documented.

    Args:
        engine: of the case.
        key: of a `PageThing`.
        filter_: of its page.
        feedback: calls it off.
    """
    kind, _, ident = key.partition(":")
    return tuple(_MAKERS[PageKind(kind)](engine, ident, filter_, feedback))[:MOST_FACTS]


def _of_vessel(engine: QueryEngine, ident: str, _: Filter, __: Feedback | None) -> Iterable[Fact]:
    store = engine.store
    vessel = thing(store, Vessel, f"vessel:{ident}")
    if vessel is None:
        return
    own = vessel.citation.source_ids
    ships = {ship.id: ship for ship in store.cached("ships of pages", lambda: ships_of(store).ships)}
    ship = ships[ident]
    for row in particulars(vessel):
        yield Fact(row.label, plain(row.value), own)
        if row.label == "IMO number" and ship.flagged is not None:
            yield Fact("Flag", ship.flagged.flag, ship.flagged.citation.source_ids)
    for listing in ship.listings:
        since = f" since {wording.day(listing.listed_on)}" if listing.listed_on else ""
        until = f", ended {wording.day(listing.delisted_on)}" if listing.delisted_on else ""
        yield Fact("Listed by", f"{listing.authority}{since}{until}", listing.citation.source_ids)


def _of_port(engine: QueryEngine, ident: str, _: Filter, __: Feedback | None) -> Iterable[Fact]:
    port = thing(engine.store, Port, f"port:{ident}")
    if port is None:
        return
    own = port.citation.source_ids
    yield Fact("Role", role_words(port), own)
    yield from _facts(name_rows(port.names), own)
    yield Fact("UN/LOCODE", port.locode or "none documented", own)
    if port.position is not None:
        lon, lat = port.position
        exact = f", ±{wording.number(port.position_accuracy_m)} m" if port.position_accuracy_m else ""
        yield Fact("Position", f"{lat:.3f}° N {lon:.3f}° E{exact}", own)


def _of_voyage(engine: QueryEngine, ident: str, _: Filter, feedback: Feedback | None) -> Iterable[Fact]:
    card = card_for(engine.store, f"voyage:{ident}", feedback, engine=engine)
    if card is None:
        return
    own = tuple(reason.source.id for reason in card.reasons)
    for section in card.sections:
        if section.heading in _OF_VOYAGES:
            yield from _facts(section.rows, own)
        elif section.heading == _VOLUME:
            yield from _facts(section.rows[:1], own)


def _of_month(engine: QueryEngine, _: str, filter_: Filter, feedback: Feedback | None) -> Iterable[Fact]:
    store, dates = engine.store, filter_.dates
    first, last = dates.first_day, dates.last_day
    if first is None or last is None:
        return
    notified = [
        Fact(f"Notified by {row.exporter}", wording.notified_value(row), row.citation.source_ids)
        for row in engine.ledgers(filter_, feedback).notified
        if first <= row.when.first_day and row.when.last_day <= last
    ]
    yield from notified or [Fact("Notified to the UN", "no figure published for this month alone")]
    cited = _sources_of_looks(store)
    watched = [Fact(row.label, plain(row.value), cited) for row in watched_rows(store, first, last)]
    yield from watched or [Fact("Usable image", "not stated for any port")]


def _sources_of_looks(store: CaseStore) -> tuple[str, ...]:
    rows = store.record.observations
    return tuple(dict.fromkeys(ident for row in rows for ident in row.citation.source_ids))


def _facts(rows: Iterable[Row], own: tuple[str, ...]) -> Iterable[Fact]:
    return (Fact(row.label, plain(row.value), row.sources or own) for row in rows)


_MAKERS: Final[Mapping[PageKind, Callable[[QueryEngine, str, Filter, Feedback | None], Iterable[Fact]]]] = {
    PageKind.VESSEL: _of_vessel,
    PageKind.PORT: _of_port,
    PageKind.VOYAGE: _of_voyage,
    PageKind.MONTH: _of_month,
}
