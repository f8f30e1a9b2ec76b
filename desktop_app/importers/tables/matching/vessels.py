"""Which vessel of the case a table means: by IMO number, then by MMSI, then by name."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import apsw

from desktop_app.domain.vessel import is_valid_imo
from desktop_app.importers.tables.matching.name_keys import loose_key, name_key

_FIRST, _LAST = date.min, date.max


class ShipWords(NamedTuple):
    """What a row says of its ship, digits of numbers only; empty where it says nothing."""

    imo: str
    mmsi: str
    name: str
    call_sign: str = ""
    flag: str = ""

    @property
    def shown(self) -> str:
        """A few words for people, and the key of a choice among candidates."""
        return self.name or (f"IMO {self.imo}" if self.imo else f"MMSI {self.mmsi}" if self.mmsi else "")


class ShipMatch(NamedTuple):
    """The vessel that is meant.

    Attributes:
        vessel_id: empty where none is named or several fit.
        how: "chosen", "IMO number", "MMSI", "name", or "new" for a vessel that the case does not know; empty
            where nothing is named.
        candidates: ids of those that fit where several do.
    """

    vessel_id: str
    how: str
    candidates: tuple[str, ...] = ()


class _Held(NamedTuple):
    """Who holds an MMSI, and between which days."""

    vessel_id: str
    first: date
    last: date


class VesselMatcher:
    """Every vessel of the case by its numbers and names, former ones among them."""

    def __init__(self, connection: apsw.Connection, chosen: Sequence[tuple[str, str]] = ()) -> None:
        """Read them.

        Args:
            connection: the case.
            chosen: name or number that the file gives → vessel, where a person decided.
        """
        self._chosen = dict(chosen)
        self.names: dict[str, str] = {}
        self._imo_of: dict[str, str] = {}
        self._by_imo: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._by_mmsi: defaultdict[str, list[_Held]] = defaultdict(list)
        self._by_name: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._by_sound: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for vessel_id, name, imo in connection.execute(
            "SELECT id, name, ifnull(imo_number, '') FROM vessel ORDER BY fid"
        ):
            self._add(str(vessel_id), str(name), str(imo))
        rows = connection.execute(
            "SELECT vessel_id, ifnull(name, ''), ifnull(imo_number, ''), ifnull(mmsi, ''), first_day, "
            "last_day FROM vessel_identity ORDER BY fid"
        )
        for vessel_id, name, imo, mmsi, first, last in rows:
            self._name(str(vessel_id), str(name))
            if is_valid_imo(str(imo)):
                self._by_imo[str(imo)][str(vessel_id)] = None
            if mmsi:
                days = (_day(first, _FIRST), _day(last, _LAST))
                self._by_mmsi[str(mmsi)].append(_Held(str(vessel_id), *days))

    def match(self, words: ShipWords, day: date | None = None) -> ShipMatch:
        """The vessel that a row means.

        Args:
            words: what the row says.
            day: of the row, on which an MMSI must be in force; None for any.
        """
        for said in (words.name, words.imo, words.mmsi):
            if said and said in self._chosen:
                return ShipMatch(self._chosen[said], "chosen")
        has_imo = is_valid_imo(words.imo)
        if has_imo and words.imo in self._by_imo:
            return self._of(self._by_imo[words.imo], "IMO number", words)
        if words.mmsi in self._by_mmsi:
            held = [one for one in self._by_mmsi[words.mmsi] if day is None or one.first <= day <= one.last]
            fitting = self._without_other_imo(dict.fromkeys(one.vessel_id for one in held), words.imo)
            if fitting:
                return self._of(fitting, "MMSI", words)
        if words.name:
            fitting = self._without_other_imo(self._named(words.name), words.imo)
            if fitting:
                return self._of(fitting, "name", words)
        if not (words.name or has_imo or words.mmsi):
            return ShipMatch("", "")
        return ShipMatch(new_vessel_id(words), "new")

    def learn(self, vessel_id: str, words: ShipWords) -> None:
        """Know a vessel from now on that the case is about to get."""
        self._add(vessel_id, words.name or words.shown, words.imo if is_valid_imo(words.imo) else "")
        if words.mmsi:
            self._by_mmsi[words.mmsi].append(_Held(vessel_id, _FIRST, _LAST))

    def _named(self, name: str) -> dict[str, None]:
        return self._by_name.get(name_key(name)) or self._by_sound.get(loose_key(name)) or {}

    def _of(self, found: Iterable[str], how: str, words: ShipWords) -> ShipMatch:
        """The one that was found; of several that with the row's name."""
        ids = tuple(found)
        if len(ids) > 1 and words.name:
            named = self._named(words.name)
            ids = tuple(one for one in ids if one in named) or ids
        return ShipMatch(ids[0], how) if len(ids) == 1 else ShipMatch("", how, ids)

    def _without_other_imo(self, found: Iterable[str], imo: str) -> dict[str, None]:
        """Those that do not go by another IMO number than the row's."""
        if not is_valid_imo(imo):
            return dict.fromkeys(found)
        return {one: None for one in found if self._imo_of.get(one, "") in {"", imo}}

    def _add(self, vessel_id: str, name: str, imo: str) -> None:
        self.names[vessel_id] = name
        self._imo_of[vessel_id] = imo
        if imo:
            self._by_imo[imo][vessel_id] = None
        self._name(vessel_id, name)

    def _name(self, vessel_id: str, name: str) -> None:
        key = name_key(name)
        if key:
            self._by_name[key][vessel_id] = None
            self._by_sound[loose_key(name)][vessel_id] = None


def new_vessel_id(words: ShipWords) -> str:
    """The id of a vessel that is made from a row: the same in every copy of the case."""
    if is_valid_imo(words.imo):
        return f"vessel-imo-{words.imo}"
    if words.mmsi.isascii() and words.mmsi.isdigit():
        return f"vessel-mmsi-{words.mmsi}"
    key = name_key(words.name) or words.shown
    return f"vessel-{hashlib.sha256(f'name|{key}'.encode()).hexdigest()[:16]}"


def _day(value: object, otherwise: date) -> date:
    try:
        return date.fromisoformat(str(value)) if value else otherwise
    except ValueError:
        return otherwise
