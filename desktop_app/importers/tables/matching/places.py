"""Which port, terminal or station of the case a table means."""

import difflib
import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

import apsw

from desktop_app.domain.coordinates import read_position
from desktop_app.domain.gazetteer import NamedPlace, PlaceKind
from desktop_app.domain.place import LonLat
from desktop_app.domain.position import METRES_PER_DEGREE, PositionError
from desktop_app.importers.gazetteer import read_gazetteer
from desktop_app.importers.tables.matching.name_keys import name_key
from desktop_app.query.name_folding import fold
from desktop_app.runtime.resources import Resources
from desktop_app.storage.geometry import GeometryError, read_shape

# Berths, roads and anchorage of one port; Nakhodka and Vostochny, the closest pair, lie 15 km apart.
REACH_M: Final = 5_000.0
# A port and the town that it is named after, as the search takes them.
_SAME_PLACE_M: Final = 15_000.0
_CLOSE_NAMES: Final = 3
# What is left away where the name alone is not known: "Port of Vostochny", "порт Восточный", "원산항".
_FILLERS: Final = {
    "port": frozenset({"port", "of", "the", "harbour", "harbor", "anchorage", "roads", "порт", "рейд", "г"}),
    "station": frozenset({"station", "of", "the", "railway", "станция", "ст", "жд"}),
}
_ENDINGS: Final = {"port": "항", "station": "역"}


class PlaceMatch(NamedTuple):
    """What a text means.

    Attributes:
        port_id: the port, or the station; empty where none or several fit.
        terminal_id: the part of the port; empty for the whole.
        reason: why nothing is meant, as a clause for people; empty where something is.
        candidates: ids of those that fit or come close.
    """

    port_id: str
    terminal_id: str
    reason: str
    candidates: tuple[str, ...] = ()


class _Place(NamedTuple):
    """A place of the case."""

    id: str
    name: str
    port_id: str
    terminal_id: str


class PlaceMatcher:
    """Places of one kind by every name, code and position."""

    def __init__(self, what: str) -> None:
        self._what = what
        self.names: dict[str, str] = {}
        self._by_key: defaultdict[str, dict[str, _Place]] = defaultdict(dict)
        self._points: list[tuple[LonLat, _Place]] = []

    def add(self, place: _Place, names: Iterable[object], points: Iterable[object] = ()) -> None:
        """Know a place.

        Args:
            place: the place.
            names: names and codes, empty ones are passed over.
            points: geometries of its own, of its outline, of its berths.
        """
        self.names[place.id] = place.name
        for name in names:
            for key in {name_key(str(name or "")), self._bare(str(name or ""))} - {""}:
                self._by_key[key].setdefault(place.id, place)
        for blob in points:
            self._points += [(vertex, place) for vertex in _vertices(blob)]

    def match(self, text: str) -> PlaceMatch:
        """What a text means: a name in any language, a code, or coordinates within reach."""
        for key in (name_key(text), self._bare(text)):
            if key in self._by_key:
                found = self._by_key[key]
                whole = [place for place in found.values() if not place.terminal_id] or [*found.values()]
                if len(whole) == 1:
                    return PlaceMatch(whole[0].port_id, whole[0].terminal_id, "")
                names = ", ".join(place.name for place in whole)
                reason = f"“{_short(text)}” fits several {self._what}s of the case: {names}"
                return PlaceMatch("", "", reason, tuple(place.id for place in whole))
        return self._by_position(text) or self._unknown(text)

    def nearest(self, position: LonLat) -> tuple[_Place | None, float]:
        """The nearest place and how far off it is in metres."""
        best: tuple[_Place | None, float] = (None, math.inf)
        for point, place in self._points:
            off = _metres(position, point)
            if off < best[1]:
                best = place, off
        return best

    def _bare(self, text: str) -> str:
        """A name without the words that many have."""
        plain, ending = text.strip(), _ENDINGS[self._what]
        if plain.endswith(ending):
            return name_key(plain.removesuffix(ending))
        fillers = _FILLERS[self._what]
        return name_key(
            " ".join(word for word in plain.lower().replace(".", " ").split() if word not in fillers)
        )

    def _by_position(self, text: str) -> PlaceMatch | None:
        try:
            reading = read_position(text)
        except PositionError:
            return None
        if reading is None:
            return None
        place, off = self.nearest(reading.position)
        if place is not None and off <= REACH_M:
            return PlaceMatch(place.port_id, place.terminal_id, "")
        near = f"; {place.name} is {off / 1000:,.0f} km away" if place is not None else ""
        reason = f"no {self._what} of the case lies within {REACH_M / 1000:.0f} km of {_short(text)}{near}"
        return PlaceMatch("", "", reason, (place.id,) if place is not None else ())

    def _unknown(self, text: str) -> PlaceMatch:
        keys = difflib.get_close_matches(name_key(text)[:100], list(self._by_key), n=_CLOSE_NAMES)
        close = {place.id: place.name for key in keys for place in self._by_key[key].values()}
        hint = f"; close to it: {', '.join(dict.fromkeys(close.values()))}" if close else ""
        return PlaceMatch("", "", f"the case has no {self._what} “{_short(text)}”{hint}", tuple(close))


def port_matcher(connection: apsw.Connection, resources: Resources) -> PlaceMatcher:
    """Ports and terminals of the case."""
    matcher = PlaceMatcher("port")
    towns = _towns(resources)
    points: defaultdict[str, list[object]] = defaultdict(list)
    for port_id, geom in connection.execute("SELECT port_id, geom FROM berth_point ORDER BY fid"):
        points[str(port_id)].append(geom)
    sql = "SELECT ifnull(terminal_id, port_id), geom FROM port_outline ORDER BY fid"
    for place_id, geom in connection.execute(sql):
        points[str(place_id)].append(geom)
    columns = "id, name_en, name_ru, name_ko, locode, geom"
    for row_id, *names, geom in connection.execute(f"SELECT {columns} FROM port ORDER BY fid"):  # noqa: S608 - constant
        place = _Place(str(row_id), str(names[0]), str(row_id), "")
        known = (row_id, *names, *_town_names(str(names[0]), geom, towns))
        matcher.add(place, known, [geom, *points[place.id]])
    rows = connection.execute(f"SELECT port_id, {columns} FROM terminal ORDER BY fid")  # noqa: S608 - constant
    for port_id, row_id, *names, geom in rows:
        place = _Place(str(row_id), str(names[0]), str(port_id), str(row_id))
        matcher.add(place, (row_id, *names), [geom, *points[place.id]])
    return matcher


def station_matcher(connection: apsw.Connection, resources: Resources) -> PlaceMatcher:
    """Railway stations of the case."""
    matcher = PlaceMatcher("station")
    towns = _towns(resources)
    for row_id, *names, geom in connection.execute(
        "SELECT id, name_en, name_ru, name_ko, geom FROM station ORDER BY fid"
    ):
        english = str(names[0])
        place = _Place(str(row_id), english, str(row_id), "")
        known = (row_id, *names, *_town_names(english.removesuffix(" station"), geom, towns))
        matcher.add(place, known, [geom])
    return matcher


def _towns(resources: Resources) -> dict[str, list[NamedPlace]]:
    towns: defaultdict[str, list[NamedPlace]] = defaultdict(list)
    for place in read_gazetteer(resources.geodatum("gazetteer.csv")):
        if place.kind is PlaceKind.PLACE:
            towns[fold(place.names.en)].append(place)
    return towns


def _town_names(name: str, geom: object, towns: dict[str, list[NamedPlace]]) -> list[str]:
    """Every name of the town that a place is called after: Najin for Rajin."""
    here = next(iter(_vertices(geom)), None)
    near = [
        town
        for town in towns.get(fold(name), ())
        if here is not None and _metres(town.position, here) <= _SAME_PLACE_M
    ]
    return [text for town in near for text in (town.names.en, town.names.ru, town.names.ko, *town.other)]


def _vertices(blob: object) -> tuple[LonLat, ...]:
    try:
        return read_shape(blob).vertices if isinstance(blob, bytes) else ()
    except GeometryError:
        return ()


def _metres(one: LonLat, other: LonLat) -> float:
    """Along the meridian and the parallel; exact enough to tell one port from the next."""
    east = ((one[0] - other[0] + 180) % 360 - 180) * math.cos(math.radians((one[1] + other[1]) / 2))
    return math.hypot(east, one[1] - other[1]) * METRES_PER_DEGREE


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 - a line of a report
