"""What the finder lists for a text: coordinates, places of record and gazetteer, ships."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.coordinates import EXAMPLES, format_position, read_position
from desktop_app.domain.gazetteer import PlaceKind
from desktop_app.domain.place import LonLat, Names, PortRole
from desktop_app.domain.position import PositionError, Reading, distance_text
from desktop_app.domain.vessel import Vessel
from desktop_app.query.engine import QueryEngine
from desktop_app.query.place_search import FoundPlace, PlaceSearch
from desktop_app.query.results import MOST_SELECTED
from desktop_app.query.vessel_search import find_vessels
from desktop_app.session.style import Language
from desktop_app.storage.content import Content

MOST_VESSELS: Final = 5
LEAST_LETTERS: Final = 2  # of a ship's name: one letter fits half the fleet
# The world that the base map holds: west, south, east, north.
MAP_BOX: Final = (95.0, 15.0, 180.0, 72.0)

KIND_WORDS: Final = {
    PlaceKind.PLACE: "Town",
    PlaceKind.SEA: "Waters",
    PlaceKind.COUNTRY: "Country",
    PlaceKind.REGION: "Region",
    PlaceKind.PORT: "Port",
    PlaceKind.AIRPORT: "Airport",
}
VILLAGE_BELOW: Final = 5_000  # people
# Zooms at which a thing and its surroundings fill a map of 700 px.
KIND_ZOOMS: Final = {
    PlaceKind.SEA: 7.0,
    PlaceKind.COUNTRY: 5.0,
    PlaceKind.REGION: 7.0,
    PlaceKind.PORT: 11.5,
    PlaceKind.AIRPORT: 11.5,
}
TOWN_ZOOMS: Final = ((1_000_000, 9.5), (100_000, 10.5), (0, 11.0))
PRECISION_ZOOMS: Final = ((100.0, 13.0), (500.0, 12.0), (3_000.0, 10.0), (30_000.0, 8.0))  # metres
COARSE_ZOOM: Final = 6.0


@dataclass(frozen=True, slots=True)
class Target:
    """What choosing a line does: select features of the record, or show a position with a pin.

    Attributes:
        keys: session keys to select.
        is_on_map: there is something to fit the map to.
        position, zoom: where the pin goes, None for features.
    """

    keys: tuple[str, ...] = ()
    is_on_map: bool = True
    position: LonLat | None = None
    zoom: float = 0.0


@dataclass(frozen=True, slots=True)
class FinderRow:
    """One line of the list.

    Attributes:
        glyph: the mark before it: a kind, a port's role, "vessel", "coordinates", "note" or "heading".
        name: in the language of the map.
        other: the name that fits what was typed, where it is another.
        facts: kind, country, code.
        target: what choosing it does; None for a heading or a sentence.
    """

    glyph: str
    name: str
    other: str = ""
    facts: str = ""
    target: Target | None = None


def finder_rows(
    text: str,
    search: PlaceSearch,
    record: Content,
    engine: QueryEngine,
    language: Language,
    near: LonLat | None,
) -> list[FinderRow]:
    """The lines for `text`, best first; one sentence where nothing is found.

    Args:
        text: what is typed.
        search: the index of places.
        record: for the roles of ports and the ships.
        engine: counts the ships' rows.
        language: of the names.
        near: middle of the map; completes a short Plus Code.
    """
    if not text.strip():
        return []
    try:
        reading = read_position(text, near)
    except PositionError as error:
        return [FinderRow("note", str(error))]
    if reading is not None:
        return [_coordinates_row(reading)]
    roles = {f"port:{port.id}": port.role for port in record.ports}
    rows = [_place_row(found, language, roles) for found in search.find(text)]
    ships = list(_vessel_rows(text, record, engine)) if len(text.strip()) >= LEAST_LETTERS else []
    if ships:
        rows += [FinderRow("heading", "Ships"), *ships]
    return rows or [
        FinderRow("note", f"Nothing is called “{text.strip()}”."),
        FinderRow(
            "note", f"Names in any language are found, IMO numbers, UN/LOCODEs, and coordinates:\n{EXAMPLES}"
        ),
    ]


def _coordinates_row(reading: Reading) -> FinderRow:
    text = format_position(reading.lon, reading.lat, "dms", reading.precision_m)
    facts = f"read as {reading.how} · ±{distance_text(reading.precision_m)}"
    west, south, east, north = MAP_BOX
    if not (west <= reading.lon <= east and south <= reading.lat <= north):
        return FinderRow("note", f"{text} lies outside the map, which ends at 95°E, 180°, 15°N and 72°N.")
    zoom = next((zoom for limit, zoom in PRECISION_ZOOMS if reading.precision_m <= limit), COARSE_ZOOM)
    return FinderRow("coordinates", text, "", facts, Target(position=reading.position, zoom=zoom))


def _place_row(found: FoundPlace, language: Language, roles: dict[str, PortRole]) -> FinderRow:
    name = name_in(found.names, language)
    other = "" if found.matched in name else found.matched
    if found.key:
        glyph = roles[found.key].value if found.key in roles else "station"
        words = {"port": "Port of the record", "terminal": "Terminal", "station": "Station"}[found.kind]
        target = Target((found.key,), is_on_map=found.position is not None)
        return FinderRow(glyph, name, other, _facts(words, found), target)
    kind = PlaceKind(found.kind)
    words = "Village" if kind is PlaceKind.PLACE and found.population < VILLAGE_BELOW else KIND_WORDS[kind]
    target = Target(position=found.position, zoom=_zoom(kind, found))
    return FinderRow(kind, name, other, _facts(words, found), target)


def name_in(names: Names, language: Language) -> str:
    """The name in a language, the Latin one where there is none."""
    return {Language.RUSSIAN: names.ru, Language.KOREAN: names.ko}.get(language, "") or names.en


def _facts(words: str, found: FoundPlace) -> str:
    return " · ".join(filter(None, (words, found.country, found.code)))


def _zoom(kind: PlaceKind, found: FoundPlace) -> float:
    if kind in KIND_ZOOMS:
        return KIND_ZOOMS[kind]
    return next(zoom for least, zoom in TOWN_ZOOMS if found.population >= least)


def _vessel_rows(text: str, record: Content, engine: QueryEngine) -> Iterator[FinderRow]:
    for vessel in find_vessels(record.vessels, text, MOST_VESSELS):
        rows, first_ids = engine.rows_of_vessel(vessel.id, MOST_SELECTED)
        # A ship without a row has a card all the same.
        keys = tuple(f"voyage:{ident}" for ident in first_ids) or (f"vessel:{vessel.id}",)
        count = "no row in this case" if not rows else "1 row" if rows == 1 else f"{rows:,} rows"
        number = f"IMO {vessel.imo_number}" if vessel.imo_number else "IMO not documented"
        target = Target(keys, is_on_map=bool(first_ids))
        yield FinderRow("vessel", vessel.name, _alias(vessel, text), f"{number} · {count}", target)


def _alias(vessel: Vessel, text: str) -> str:
    wanted = text.strip().casefold()
    if wanted in vessel.name.casefold():
        return ""
    return next((alias for alias in vessel.aliases if wanted in alias.casefold()), "")
