"""Events as Global Fishing Watch publishes them: CSV of its map, JSON of its interface (version 3)."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, Final, NamedTuple

from desktop_app.importers.named_rows import named_rows
from desktop_app.importers.plain_text import plain
from desktop_app.runtime.errors import InputError

PORT_VISIT: Final = "port_visit"
KINDS: Final = (PORT_VISIT, "encounter", "loitering", "gap", "fishing")
CSV_COLUMNS: Final = frozenset({"type", "start", "end", "latitude", "longitude"})
# Columns of the map's files besides those; one of them at least stands in each.
CSV_MARKS: Final = frozenset({"portVisitName", "portVisitId", "encounteredVesselName", "encounteredVesselId"})
_LARGEST_JSON: Final = 512 << 20
# Such as PRIMORYE(RUS)-events-2024-01-01-2024-06-30.csv
_FILE_NAME: Final = re.compile(r"(?P<name>[^/]+?)\s?\((?P<flag>[A-Z]{3})\)\s?-\s?events\b")

Refuse = Callable[[int, str, str, str], None]


class Event(NamedTuple):
    """One event; empty for what is not told.

    Attributes:
        line: of the file, or number of the event in JSON.
        id: names it at Global Fishing Watch.
        start, end: as written, UTC.
        lat, lon: as written.
        port: name of the anchorage.
        summary: what it is, in words.
    """

    line: int
    kind: str
    id: str
    start: str
    end: str
    lat: str
    lon: str
    vessel: str
    mmsi: str
    flag: str
    port: str
    summary: str


def is_header(names: set[str]) -> bool:
    """Whether a file of events of the map has these columns."""
    return names >= CSV_COLUMNS and bool(names & CSV_MARKS)


def events_of_csv(stream: BinaryIO, file_name: str, refuse: Refuse) -> Iterator[Event]:
    """Events of the map's file, which names the ship in its own name alone.

    Raises:
        InputError: a column is missing.
    """
    named = _FILE_NAME.search(file_name.rpartition("/")[2])

    def columns_of(cells: Sequence[str]) -> list[str]:
        if not is_header(set(cells)):
            raise InputError(f"{file_name} lacks the columns of events of Global Fishing Watch.")
        return list(cells)

    for line, row in named_rows(stream, columns_of, refuse):
        yield _of_row(line, row, named)


def events_of_json(stream: BinaryIO, file_name: str, refuse: Refuse) -> Iterator[Event]:
    """Events of an answer of the interface, or of a list of such events.

    Raises:
        InputError: it is no JSON, or too large to be held.
    """
    text = stream.read(_LARGEST_JSON + 1)
    if len(text) > _LARGEST_JSON:
        raise InputError(f"{file_name} has more than 512 MiB; ask for the events in parts.")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file_name} is no whole JSON ({error}).") from error
    entries = found.get("entries") if isinstance(found, dict) else found
    for number, entry in enumerate(entries if isinstance(entries, list) else [], 1):
        if isinstance(entry, dict):
            yield _of_entry(number, entry)
        else:
            refuse(number, "", str(entry)[:200], "no event")


def _of_row(line: int, row: Mapping[str, str], named: re.Match[str] | None) -> Event:
    kind = row["type"].strip().lower()
    other = {"name": row.get("encounteredVesselName", ""), "flag": row.get("encounteredVesselFlag", "")}
    port = row.get("portVisitName", "")
    return Event(
        line=line,
        kind=kind,
        id="",
        start=row["start"],
        end=row["end"],
        lat=row["latitude"],
        lon=row["longitude"],
        vessel=row.get("vesselName", "") or (named["name"] if named else ""),
        mmsi=row.get("vesselMMSI", ""),
        flag=row.get("vesselFlag", "") or (named["flag"] if named else ""),
        port=port,
        summary=_summary(kind, {"encounter": {"vessel": other}}, port, row.get("portVisitFlag", "")),
    )


def _of_entry(number: int, entry: Mapping[str, Any]) -> Event:
    kind = _text(entry.get("type")).lower()
    position, vessel = _part(entry, "position"), _part(entry, "vessel")
    anchorage: Mapping[str, Any] = {}
    for name in ("intermediateAnchorage", "startAnchorage", "endAnchorage"):
        anchorage = anchorage or _part(_visit(entry), name)
    port = _text(anchorage.get("name"))
    return Event(
        line=number,
        kind=kind,
        id=_text(entry.get("id")),
        start=_text(entry.get("start")),
        end=_text(entry.get("end")),
        lat=_text(position.get("lat")),
        lon=_text(position.get("lon")),
        vessel=_text(vessel.get("name")),
        mmsi=_text(vessel.get("ssvid")),
        flag=_text(vessel.get("flag")),
        port=port,
        summary=_summary(kind, entry, port, _text(anchorage.get("flag"))),
    )


def _summary(kind: str, entry: Mapping[str, Any], port: str, port_flag: str) -> str:
    """What Global Fishing Watch says, as its own reckoning."""
    said = {
        PORT_VISIT: _said_of_visit,
        "encounter": _said_of_encounter,
        "loitering": _said_of_loitering,
        "gap": _said_of_gap,
        "fishing": _said_of_fishing,
    }.get(kind)
    words = said(entry) if said else []
    where = f" at {port}{f' ({port_flag})' if port_flag else ''}" if kind == PORT_VISIT and port else ""
    name = {PORT_VISIT: "a port visit", "gap": "a gap in AIS", "fishing": "apparent fishing"}.get(
        kind, f"{kind}"
    )
    return f"By Global Fishing Watch’s reckoning {name}{where}{''.join(f', {word}' for word in words)}"


def _said_of_visit(entry: Mapping[str, Any]) -> list[str]:
    visit = _visit(entry)
    confidence = _text(visit.get("confidence"))
    return [
        *_number(visit, "durationHrs", "{} h"),
        *([f"confidence {confidence} of 4"] if confidence else []),
    ]


def _said_of_encounter(entry: Mapping[str, Any]) -> list[str]:
    encounter = _part(entry, "encounter")
    other = _part(encounter, "vessel")
    name = _text(other.get("name")) or "a ship without a name"
    numbers = ", ".join(filter(None, (_text(other.get("flag")), _text(other.get("ssvid")))))
    return [
        f"with {name} ({numbers})" if numbers else f"with {name}",
        *_number(encounter, "medianDistanceKilometers", "median distance {} km"),
        *_number(encounter, "medianSpeedKnots", "median speed {} kn"),
    ]


def _said_of_loitering(entry: Mapping[str, Any]) -> list[str]:
    loitering = _part(entry, "loitering")
    return [
        *_number(loitering, "totalTimeHours", "{} h"),
        *_number(loitering, "averageSpeedKnots", "mean speed {} kn"),
        *_number(loitering, "averageDistanceFromShoreKm", "{} km from shore"),
    ]


def _said_of_gap(entry: Mapping[str, Any]) -> list[str]:
    gap = _part(entry, "gap")
    words = [
        *_number(gap, "durationHours", "{} h"),
        *_number(gap, "distanceKm", "{} km between its ends"),
        *_number(gap, "impliedSpeedKnots", "implied speed {} kn"),
    ]
    intended = gap.get("intentionalDisabling")
    if isinstance(intended, bool):
        words.append(f"which it {'takes' if intended else 'does not take'} for switching off on purpose")
    return words


def _said_of_fishing(entry: Mapping[str, Any]) -> list[str]:
    fishing = _part(entry, "fishing")
    return [
        *_number(fishing, "totalDistanceKm", "{} km"),
        *_number(fishing, "averageSpeedKnots", "mean speed {} kn"),
    ]


def _visit(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    return _part(entry, "port_visit") or _part(entry, "portVisit")


def _part(entry: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = entry.get(name)
    return found if isinstance(found, dict) else {}


def _number(part: Mapping[str, Any], name: str, words: str) -> list[str]:
    """A number in words, none where it is no number; the interface writes some as texts."""
    try:
        value = float(_text(part.get(name)))
    except ValueError:
        return []
    return [words.format(f"{value:,.1f}")]


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, dict | list) else plain(str(value)).strip()
