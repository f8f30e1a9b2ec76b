"""What the details panel says of one thing, by its key."""

from collections.abc import Callable, Mapping
from typing import Final

from desktop_app.exporters.card import Card
from desktop_app.exporters.event_cards import event_card, observation_card, payment_card, rule_card
from desktop_app.exporters.ledger_cards import claim_card, month_card, notified_card
from desktop_app.exporters.movement_cards import sighting_card, voyage_card
from desktop_app.exporters.place_cards import port_card
from desktop_app.exporters.rail_cards import rail_card, station_card
from desktop_app.storage.case_store import CaseStore

_MAKERS: Final[Mapping[str, Callable[[CaseStore, str], Card | None]]] = {
    "voyage": voyage_card,
    "sighting": sighting_card,
    "port": port_card,
    "station": station_card,
    "rail": rail_card,
    "month": month_card,
    "claim": claim_card,
    "notified": notified_card,
    "payment": payment_card,
    "event": event_card,
    "observation": observation_card,
    "rule": rule_card,
}


def card_for(store: CaseStore, key: str) -> Card | None:
    """The card of a key ("voyage:…", "port:…", "month:2024-03", …), or None if there is no such thing."""
    kind, _, ident = key.partition(":")
    maker = _MAKERS.get(kind)
    return maker(store, ident) if maker is not None else None
