"""What the details panel says of one thing, by its key."""

from collections.abc import Callable, Mapping
from typing import Final

from desktop_app.exporters.ais_event_card import event_card_of
from desktop_app.exporters.assumed import other_assumptions
from desktop_app.exporters.assumption_cards import scenario_card, scenario_value_card
from desktop_app.exporters.card import Card
from desktop_app.exporters.event_cards import (
    contradiction_card,
    event_card,
    factor_card,
    observation_card,
    rule_card,
)
from desktop_app.exporters.identity_cards import identity_card, listing_card
from desktop_app.exporters.import_cards import doubts_section, import_card
from desktop_app.exporters.layer_cards import feature_card, layer_card
from desktop_app.exporters.ledger_cards import claim_card, notified_card, period_card
from desktop_app.exporters.movement_cards import call_card, sighting_card, voyage_card
from desktop_app.exporters.near_rows import Nearness
from desktop_app.exporters.parameter_cards import parameter_card
from desktop_app.exporters.particulars_cards import particulars_card, scale_point_card
from desktop_app.exporters.place_cards import port_card
from desktop_app.exporters.rail_cards import rail_card, station_card
from desktop_app.exporters.source_cards import attachment_card, note_card, notes_section, source_card
from desktop_app.exporters.standing import standing_of
from desktop_app.exporters.track_cards import track_card
from desktop_app.exporters.trade_cards import company_card, consignment_card, payment_card
from desktop_app.exporters.vessel_cards import vessel_card
from desktop_app.query.ais_events import KEY_KIND
from desktop_app.query.engine import QueryEngine
from desktop_app.query.related import Related
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

_AS_EVER: Final = Nearness()
# Cards of tables that are in memory.
_MAKERS: Final[Mapping[str, Callable[[CaseStore, str], Card | None]]] = {
    "identity": identity_card,
    "particulars": particulars_card,
    "scale_point": scale_point_card,
    "listing": listing_card,
    "company": company_card,
    "rail": rail_card,
    "claim": claim_card,
    "notified": notified_card,
    "rule": rule_card,
    "factor": factor_card,
    "event": event_card,
    "observation": observation_card,
    "scenario": scenario_card,
    "scenario_value": scenario_value_card,
    "attachment": attachment_card,
    "note": note_card,
    "import": import_card,
    "layer": layer_card,
    "feature": feature_card,
}
# Cards that ask the tables.
_ASKING_MAKERS: Final[Mapping[str, Callable[[CaseStore, str, Feedback | None], Card | None]]] = {
    "call": call_card,
    "sighting": sighting_card,
    "station": station_card,
    "contradiction": contradiction_card,
    "source": source_card,
}
# Cards that tell volumes.
_RECKONING_MAKERS: Final[Mapping[str, Callable[[QueryEngine, str, Feedback | None], Card | None]]] = {
    "vessel": vessel_card,
    "port": port_card,
    "month": period_card,
    "quarter": period_card,
    "year": period_card,
    "consignment": consignment_card,
    "parameter": parameter_card,
}
# Cards that rest on the parameters of events.
_FINDING_MAKERS: Final[Mapping[str, Callable[[QueryEngine, str, Feedback | None], Card | None]]] = {
    "track": track_card,
    KEY_KIND: event_card_of,
}
# Cards that tell what is near in time.
_NEAR_MAKERS: Final[Mapping[str, Callable[[QueryEngine, str, Nearness, Feedback | None], Card | None]]] = {
    "voyage": voyage_card,
    "payment": payment_card,
}

RECKONED: Final = frozenset({*_RECKONING_MAKERS, *_NEAR_MAKERS})
"""Kinds of things whose cards rest on the assumptions."""


def card_for(
    store: CaseStore,
    key: str,
    feedback: Feedback | None = None,
    near: Nearness = _AS_EVER,
    engine: QueryEngine | None = None,
) -> Card | None:
    """The card of a key ("voyage:…", "port:…", "month:2024-03", …), or None if there is no such thing.

    Where it tells volumes under other than the published assumptions, it says so.

    Safe on any thread.

    Args:
        store: the case.
        key: "kind:id".
        feedback: stops it.
        near: what it is to tell of things near in time.
        engine: reckons volumes under its assumptions; None for the published.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    asked = engine or store.cached("engine of cards", lambda: QueryEngine(store))
    card = _card(asked, key, feedback, near)
    if card is None:
        return None
    notes = notes_section(row for row in store.record.notes if row.subject == key)
    beside = (section for section in (doubts_section(store, key), notes) if section is not None)
    sections = (*card.sections, *beside)
    kind = key.partition(":")[0]
    assumes = other_assumptions(asked.assumptions) if kind in RECKONED else ""
    return card._replace(sections=sections, standing=standing_of(store, key, feedback), assumes=assumes)


def _card(engine: QueryEngine, key: str, feedback: Feedback | None, near: Nearness) -> Card | None:
    store = engine.store
    kind, _, ident = key.partition(":")
    if kind in _NEAR_MAKERS:
        return _NEAR_MAKERS[kind](engine, ident, near, feedback)
    asked = _RECKONING_MAKERS.get(kind) or _FINDING_MAKERS.get(kind)
    if asked is not None:
        return asked(engine, ident, feedback)
    if kind in _ASKING_MAKERS:
        return _ASKING_MAKERS[kind](store, ident, feedback)
    if kind not in _MAKERS:
        return None
    card = _MAKERS[kind](store, ident)
    if card is None and kind == "identity":
        # Another name without anything beside it is told on the vessel's own card.
        vessel_id = Related(store, feedback, 1).vessel_of_alias(ident)
        return vessel_card(engine, vessel_id, feedback)
    return card
