"""Finding a place by any of its names or codes, in the record and in the gazetteer."""

import bisect
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from desktop_app.domain.gazetteer import NamedPlace, PlaceKind
from desktop_app.domain.place import LonLat, Names
from desktop_app.query.name_folding import fold, is_one_typo_away
from desktop_app.storage.content import Content

LIMIT: Final = 12
_TYPO_LENGTH: Final = 4  # shorter words are one letter away from too much
_INSIDE_LENGTH: Final = 3  # shorter parts stand inside half of all names
_SAME_PLACE_KM: Final = 15.0  # a port and the town it is named after
_KM_PER_DEGREE: Final = 111.2
_SPACED_LOCODE: Final = re.compile("([a-z]{2}) ([a-z2-9]{3})")

# Of equally good matches, what the record is about and what a map shows larger comes first.
_RECORD_ORDER: Final = {"port": 0, "terminal": 1, "station": 2}
_KIND_ORDER: Final = {
    PlaceKind.COUNTRY: 3,
    PlaceKind.PLACE: 4,
    PlaceKind.SEA: 5,
    PlaceKind.PORT: 6,
    PlaceKind.REGION: 7,
    PlaceKind.AIRPORT: 8,
}


class Match(IntEnum):
    """How well a name fits what was typed; smaller is better."""

    WHOLE = 0
    PREFIX = 1
    WORD = 2
    INSIDE = 3
    TYPO = 4


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """One answer.

    Attributes:
        key: session key of a feature of the record ("port:rajin"); empty for the gazetteer.
        kind: "port", "terminal" or "station" of the record, or a `PlaceKind` of the gazetteer.
        matched: the name or code that fits where it is none of `names`; else empty.
        code: UN/LOCODE, or IATA and ICAO code; empty where there is none.
        position: None for a feature of the record without one.
    """

    key: str
    kind: str
    names: Names
    matched: str
    country: str
    code: str
    population: int
    position: LonLat | None


@dataclass(frozen=True, slots=True)
class _Entry:
    place: FoundPlace
    rank: tuple[int, int]
    keys: tuple[tuple[str, str, bool], ...]  # folded, as written, one of the shown names


class PlaceSearch:
    """An index over one record and the gazetteer; made once, asked with every key typed.

    All keys lie in one text, a line each, so that a search is a few passes of `str.find` over 0.4 MB.
    """

    def __init__(self, record: Content, places: Sequence[NamedPlace]) -> None:
        self._entries = [*_record_entries(record, places), *map(_gazetteer_entry, places)]
        lines = [(key, number) for number, entry in enumerate(self._entries) for key, _, _ in entry.keys]
        self._keys = [key for key, _ in lines]
        self._owners = [number for _, number in lines]
        self._text = "".join(f"\n{key}" for key in self._keys) + "\n"
        self._starts = list(itertools.accumulate((len(key) + 1 for key in self._keys), initial=0))

    def find(self, text: str, limit: int = LIMIT) -> list[FoundPlace]:
        """The best answers, best first: whole names and codes, beginnings, words, parts, one typo."""
        typed = fold(text)
        if not typed:
            return []
        found = self._scan(typed)
        if spaced := _SPACED_LOCODE.fullmatch(typed):
            found |= self._scan("".join(spaced.groups()))
        if not found and len(typed) >= _TYPO_LENGTH:
            found = self._typos(typed)
        best = sorted(found.items(), key=lambda item: self._order(item[0], *item[1]))
        return [self._answer(number, key) for number, (_, key) in best[:limit]]

    def _lines(self, part: str) -> Iterator[int]:
        """Numbers of the keys that hold `part`; a line break in it stands for the beginning of a key."""
        at = self._text.find(part)
        while at >= 0:
            line = bisect.bisect_right(self._starts, at) - 1
            yield line
            at = self._text.find(part, self._starts[line + 1])

    def _scan(self, typed: str) -> dict[int, tuple[Match, str]]:
        """By entry, how well its best key fits, and the key."""
        found: dict[int, tuple[Match, str]] = {}
        parts = [typed] if len(typed) >= _INSIDE_LENGTH else [f"\n{typed}", f" {typed}"][: len(typed)]
        for line in itertools.chain.from_iterable(map(self._lines, parts)):
            key, number = self._keys[line], self._owners[line]
            if key.startswith(typed):
                match = Match.WHOLE if len(key) == len(typed) else Match.PREFIX
            else:
                match = Match.WORD if f" {typed}" in key else Match.INSIDE
            if number not in found or match < found[number][0]:
                found[number] = match, key
        return found

    def _typos(self, typed: str) -> dict[int, tuple[Match, str]]:
        """Keys one typo away: one half of what was typed is right, at its place or a letter beside it."""
        half = len(typed) // 2
        found: dict[int, tuple[Match, str]] = {}
        for line in itertools.chain(self._lines(f"\n{typed[:half]}"), self._lines(typed[half:])):
            key, number = self._keys[line], self._owners[line]
            if number not in found and len(key) >= len(typed) - 1 and is_one_typo_away(typed, key):
                found[number] = Match.TYPO, key
        return found

    def _order(self, number: int, match: Match, key: str) -> tuple[object, ...]:
        entry = self._entries[number]
        is_other = not any(shown for folded, _, shown in entry.keys if folded == key)
        if is_other and len(key) < _TYPO_LENGTH and key.isascii():
            match = Match.INSIDE  # many places are called Jin in some language
        # Half a name is more likely the one that is shown than one of many others.
        guess = is_other and match is not Match.WHOLE
        return match, guess, not entry.place.key, is_other, *entry.rank, len(key), entry.place.names.en

    def _answer(self, number: int, key: str) -> FoundPlace:
        entry = self._entries[number]
        written, shown = next((name, shown) for folded, name, shown in entry.keys if folded == key)
        place = entry.place
        if shown:
            return place
        return FoundPlace(
            place.key,
            place.kind,
            place.names,
            written,
            place.country,
            place.code,
            place.population,
            place.position,
        )


def _record_entries(record: Content, places: Iterable[NamedPlace]) -> Iterator[_Entry]:
    towns: dict[str, list[NamedPlace]] = {}
    for place in places:
        if place.kind is PlaceKind.PLACE:
            towns.setdefault(fold(place.names.en), []).append(place)
    for port in record.ports:
        kind = "terminal" if port.parent_id else "port"
        found = FoundPlace(
            f"port:{port.id}", kind, port.names, "", port.country, port.locode, 0, port.position
        )
        yield _entry(found, (port.locode,) if port.locode else (), _town_names(found, towns))
    for station in record.stations:
        found = FoundPlace(f"station:{station.id}", "station", station.names, "", "", "", 0, station.position)
        yield _entry(found, (), _town_names(found, towns))


def _town_names(found: FoundPlace, towns: dict[str, list[NamedPlace]]) -> tuple[str, ...]:
    """Every name of the town that a port or a station is called after: Najin for Rajin."""
    town = fold(found.names.en.removesuffix(" station"))
    near = [place for place in towns.get(town, ()) if _is_near(place.position, found.position)]
    return tuple(name for place in near for name in (*_shown(place.names), *place.other))


def _is_near(one: LonLat, other: LonLat | None) -> bool:
    if other is None:
        return False
    along = (one[0] - other[0]) * math.cos(math.radians(one[1]))
    return math.hypot(along, one[1] - other[1]) * _KM_PER_DEGREE < _SAME_PLACE_KM


def _gazetteer_entry(place: NamedPlace) -> _Entry:
    code = " ".join(place.codes)
    found = FoundPlace("", place.kind, place.names, "", place.country, code, place.population, place.position)
    return _entry(found, place.codes, place.other)


def _entry(place: FoundPlace, codes: Iterable[str], other: Iterable[str]) -> _Entry:
    keys: dict[str, tuple[str, bool]] = {}
    for name in _shown(place.names):
        keys.setdefault(fold(name), (name, True))
    for code in codes:
        keys.setdefault(fold(code), (code, True))
    for name in other:
        keys.setdefault(fold(name), (name, False))
    order = _RECORD_ORDER[place.kind] if place.key else _KIND_ORDER[PlaceKind(place.kind)]
    # Typed in one word: Haishenwai for Hai-Shen-Wai.
    for key, written in list(keys.items()):
        keys.setdefault(key.replace(" ", ""), written)
    rows = tuple((key, name, shown) for key, (name, shown) in keys.items() if key)
    return _Entry(place, (order, -place.population), rows)


def _shown(names: Names) -> Iterator[str]:
    return filter(None, (names.en, names.ru, names.ko))
