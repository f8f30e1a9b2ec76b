"""What the card beside a clicked thing says: who, when, how it is known, and a line or two more."""

from collections.abc import Iterable
from typing import Final

from desktop_app.domain.movement import Tracker
from desktop_app.domain.place import PortRole
from desktop_app.exporters import wording
from desktop_app.exporters.things import vessel_words
from desktop_app.exporters.voyage_words import (
    KIND_WORDS,
    RIDING_WORDS,
    how_known_words,
    port_name,
    voyage_title,
)
from desktop_app.mapview.protocol import NO_CARD, CardShown
from desktop_app.query.ais_events import KEY_KIND, found_event
from desktop_app.query.engine import QueryEngine
from desktop_app.query.reference_layers import feature_of
from desktop_app.storage.case_store import CaseStore

_ROLES: Final = {
    PortRole.LOADING: "Loading port",
    PortRole.DISCHARGE: "Discharge port",
    PortRole.RAIL: "Rail head",
    PortRole.OTHER: "Port",
}
_SUMMARY_LETTERS: Final = 110
_PROPERTIES: Final = 4


def card_of(engine: QueryEngine, key: str) -> CardShown:
    """The card of a feature of the map, under the engine's assumptions; none for what has no card."""
    store = engine.store
    kind, _, ident = key.partition(":")
    if kind == "voyage":
        return _shown(key, _voyage(engine, ident))
    if kind == KEY_KIND:
        return _shown(key, _event(engine, ident))
    maker = {
        "sighting": _sighting,
        "track": _track,
        "port": _port,
        "station": _station,
        "rail": _rail,
        "feature": _feature,
        "area": _area,
    }.get(kind)
    return _shown(key, maker(store, ident) if maker is not None else None)


_Told = tuple[str, Iterable[str]]


def _shown(key: str, found: _Told | None) -> CardShown:
    if found is None:
        return NO_CARD
    title, lines = found
    return CardShown(key, title, tuple(line for line in lines if line), details=True)


def _voyage(engine: QueryEngine, ident: str) -> _Told | None:
    from desktop_app.exporters.list_rows import volume_words  # noqa: PLC0415 - with the first click

    store = engine.store
    voyage = store.voyage(ident)
    if voyage is None:
        return None
    ends = [port_name(store.record, port) for port in (voyage.from_port_id, voyage.to_port_id)]
    ends[1] = ends[1] or voyage.to_place
    way = " → ".join(end or "not documented" for end in ends) if any(ends) else ""
    known = how_known_words(voyage.how_known)
    return voyage_title(store.record, voyage) or KIND_WORDS[voyage.kind], (
        wording.time_span(voyage.when),
        f"Known from: {known}" if known else "",
        way,
        _tracker(voyage.tracker),
        volume_words(engine, voyage),
    )


def _event(engine: QueryEngine, ident: str) -> _Told | None:
    from desktop_app.exporters.ais_event_card import (  # noqa: PLC0415 - with the first click
        event_name,
        event_sentence,
        event_time,
    )

    event = found_event(engine, ident)
    if event is None:
        return None
    store, name = engine.store, event_name(event)
    ships = (vessel for vessel in (event.vessel_id, event.other_id) if vessel)
    return " and ".join(vessel_words(store, vessel) for vessel in ships), (
        f"{name[0].upper()}{name[1:]}",
        f"{event_time(event)} UTC",
        _short(event_sentence(event, store)),
    )


def _area(store: CaseStore, ident: str) -> _Told | None:
    area = next((row for row in store.record.watch_areas if row.id == ident), None)
    return None if area is None else (_short(area.name), ("Watched area: ships inside count as in port",))


def _sighting(store: CaseStore, ident: str) -> _Told | None:
    sighting = store.sighting(ident)
    if sighting is None:
        return None
    known = how_known_words(sighting.how_known)
    return vessel_words(store, sighting.vessel_id), (
        wording.time_span(sighting.when),
        f"Known from: {known}" if known else "",
        _short(sighting.place),
        " · ".join(filter(None, (_tracker(sighting.tracker), RIDING_WORDS[sighting.riding]))),
    )


def _track(store: CaseStore, ident: str) -> _Told | None:
    track = next((row for row in store.record.tracks if row.id == ident), None)
    if track is None:
        return None
    return vessel_words(store, track.vessel_id), (
        f"AIS track, {wording.number(track.fixes)} fixes, {wording.time_span(track.when)}",
        _short(track.summary),
    )


def _port(store: CaseStore, ident: str) -> _Told | None:
    port = next((row for row in store.record.ports if row.id == ident), None)
    if port is None:
        return None
    role = _ROLES[port.role] if port.kind.value == "port" else port.kind.value.capitalize()
    accuracy = port.position_accuracy_m
    return port.names.en, (role, f"Placed to about {wording.number(accuracy)} m" if accuracy else "")


def _station(store: CaseStore, ident: str) -> _Told | None:
    station = next((row for row in store.record.stations if row.id == ident), None)
    if station is None:
        return None
    accuracy = "" if station.accuracy_km is None else f"Placed to about {station.accuracy_km:g} km"
    return station.names.en, ("Railway " + station.kind.value, accuracy)


def _rail(store: CaseStore, ident: str) -> _Told | None:
    line = next((row for row in store.record.rail_lines if row.id == ident), None)
    return None if line is None else (line.names.en, ("Railway line",))


def _feature(store: CaseStore, ident: str) -> _Told | None:
    feature = feature_of(store, ident)
    if feature is None:
        return None
    told = [f"{name}: {text}" for name, text in feature.properties if text and text != feature.title]
    more = len(told) - _PROPERTIES
    return _short(feature.words), (
        f"Reference layer {_short(feature.layer.name)}",
        *(_short(line) for line in told[:_PROPERTIES]),
        f"and {more} more" if more > 0 else "",
    )


def _tracker(tracker: Tracker) -> str:
    return "" if tracker is Tracker.UNKNOWN else f"Tracker {tracker.value}"


def _short(text: str) -> str:
    """The first words of a text."""
    if len(text) <= _SUMMARY_LETTERS:
        return text
    return f"{text[:_SUMMARY_LETTERS].rsplit(' ', 1)[0]}…"
