"""How visited places are called: a port by its link, another by its name and where that comes from."""

from desktop_app.analysis.places import PlaceKind, VisitPlace
from desktop_app.exporters.card import Link, Words
from desktop_app.exporters.things import place_link
from desktop_app.query.ais_events import FoundEvent
from desktop_app.storage.case_store import CaseStore


def visited_name(place: VisitPlace) -> str:
    """The name alone."""
    return place.name or "a place without a name"


def visited_words(place: VisitPlace, store: CaseStore) -> Words:
    """The name as a link where the case has the place, else with where it comes from."""
    if place.kind is PlaceKind.REFERENCE:
        return f"{visited_name(place)} (World Port Index, not in the case)"
    if place.kind is PlaceKind.AREA:
        return Link(visited_name(place), f"area:{place.id}")
    return place_link(store, place.id) or visited_name(place)


def point_name(event: FoundEvent) -> str:
    """The berth, terminal or anchorage of a visit; empty where none is named."""
    point = int(event.columns.facts["point"][event.row])
    return event.detector.places.point_names[point] if point >= 0 else ""
