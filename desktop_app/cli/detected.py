"""Found events as text, CSV, JSON and GeoJSON, each with what is left out and what they were found with."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, TextIO

import numpy as np

from desktop_app.analysis.detector import VERSION
from desktop_app.domain.ais_event import CHECK_NAMES, EVENT_NAMES, EventCheck, EventKind
from desktop_app.domain.event_parameters import FACTS, EventParameters
from desktop_app.domain.movement import Track
from desktop_app.exporters.event_counts import counted_events
from desktop_app.exporters.things import thing, vessel_words
from desktop_app.exporters.told_events import ToldEvent, told_events
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_passing import passing_events
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.spreadsheet_text import safe_text, without_controls

_SYNTHETIC: Final = "SYNTHETIC: made-up data, no evidence of anything"
_NOTE: Final = "Found by computation in the AIS reports of the case; no source states these events."


class Detected(NamedTuple):
    """What is to be told.

    Attributes:
        filter: which events pass.
        name: of the case, for people.
    """

    engine: QueryEngine
    filter: Filter
    kinds: Sequence[EventKind]
    name: str
    feedback: Feedback

    @property
    def synthetic(self) -> bool:
        """Whether the case is made up."""
        return self.engine.store.info.synthetic

    def told(self) -> Iterator[ToldEvent]:
        """The events, kind after kind."""
        for kind in self.kinds:
            yield from told_events(self.engine, self.filter, kind, self.feedback)

    def counts(self) -> dict[EventKind, tuple[int, int]]:
        """Of each kind how many pass the filter, and how many were found."""
        return {
            kind: (
                int(np.count_nonzero(passing_events(self.engine, self.filter, kind, self.feedback))),
                len(self.engine.events(kind, self.feedback)),
            )
            for kind in self.kinds
        }

    def counts_words(self) -> str:
        """The events that pass, in words."""
        return ", ".join(counted_events(kind, passing) for kind, (passing, _) in self.counts().items())


def parameter_lines(parameters: EventParameters, kinds: Sequence[EventKind]) -> Iterator[str]:
    """All parameters that some kinds depend on: value, unit, bounds, default, what it is, source."""
    for name, facts in FACTS.items():
        if facts.kinds.isdisjoint(kinds):
            continue
        value, default = getattr(parameters, name), getattr(EventParameters(), name)
        unit = f" {facts.unit}" if facts.unit else ""
        about = ", ".join(kind.value for kind in EventKind if kind in facts.kinds)
        yield f"{name} = {value:g}{unit}   ({facts.low:g} to {facts.high:g}, default {default:g})"
        yield f"    {facts.label}; for {about}"
        yield f"    source of the default: {facts.source}"


def _write_text(detected: Detected, out: TextIO) -> None:
    engine = detected.engine
    if detected.synthetic:
        print(_SYNTHETIC, file=out)
    fleet, counts = engine.detector().fleet, detected.counts()
    ships = "ship" if len(fleet.vessel_ids) == 1 else "ships"
    print(f"{detected.name}: {fleet.count:,} AIS reports of {len(fleet.vessel_ids):,} {ships}", file=out)
    if not fleet.count:
        print("It has none; `tumen import FILE --into CASE` takes AIS reports in.", file=out)
    for kind, (passing, found) in counts.items():
        rest = f" (of {found:,} found, under the filter)" if passing != found else ""
        print(f"  {counted_events(kind, passing)}{rest}", file=out)
    for told in detected.told():
        print(_line(detected, told), file=out)
    print(_NOTE, file=out)
    print("; ".join(_left_out(detected)), file=out)
    print(f"Parameters: {_parameter_words(engine.event_parameters, detected.kinds)}", file=out)


def _line(detected: Detected, told: ToldEvent) -> str:
    plain, store = told.plain, detected.engine.store
    first, last = (f"{plain[name]:%Y-%m-%d %H:%M}" for name in ("start_utc", "end_utc"))
    ships = " and ".join(
        vessel_words(store, plain[name]) for name in ("vessel_id", "other_vessel_id") if plain[name]
    )
    check = plain["check"]
    what = CHECK_NAMES[EventCheck(check)] if check else EVENT_NAMES[EventKind(plain["kind"])][0]
    verdict = f" [{told.verdict.judgement.value}]" if told.verdict is not None else ""
    time = first if first == last else f"{first} to {last}"
    mark = "SYNTHETIC  " if detected.synthetic else ""
    return f"{mark}{time}  {_one_line(ships)}  {_one_line(f'{what}: {told.sentence}')}{verdict}"


def _one_line(text: str) -> str:
    """Names of a case are anybody's: no line break and no control sequence of the terminal."""
    return " ".join(without_controls(text).split())


def _left_out(detected: Detected) -> Iterator[str]:
    fleet = detected.engine.detector().fleet
    yield f"Left out: {fleet.left_out:,} reports without a usable place or time"
    yield f"{fleet.repeated:,} that two imports tell alike were counted once"
    silent = len(detected.engine.store.record.vessels) - len(fleet.vessel_ids)
    yield f"{max(silent, 0):,} ships of the case have no reports"


def _parameter_words(parameters: EventParameters, kinds: Sequence[EventKind]) -> str:
    published = EventParameters()
    moved = [
        f"{name} = {getattr(parameters, name):g} {facts.unit}".strip()
        + f" (default {getattr(published, name):g})"
        for name, facts in FACTS.items()
        if not facts.kinds.isdisjoint(kinds) and getattr(parameters, name) != getattr(published, name)
    ]
    rest = "the others are the defaults" if moved else "the defaults"
    return (
        f"{', '.join([*moved, rest])}; --parameters lists all with their sources. Rules of version {VERSION}."
    )


_CSV_COLUMNS: Final = (
    *("id", "type", "check", "start", "end", "duration_h", "confidence"),
    *("vessel_id", "vessel_name", "imo", "mmsi", "other_vessel_id", "other_vessel_name"),
    *("lon", "lat", "end_lon", "end_lat", "place_id", "place", "end_place_id", "end_place"),
    *("sentence", "verdict", "verdict_text", "track_ids", "source_ids", "facts_json", "synthetic"),
)


def _flat(detected: Detected, told: ToldEvent) -> dict[str, Any]:
    """The cells of one event, by `_CSV_COLUMNS`, but for facts, tracks and sources as they are."""
    plain, vessel, other, verdict = told.plain, told.vessel, told.other, told.verdict
    same = ("check", "duration_h", "vessel_id", "other_vessel_id", "lon", "lat", "end_lon", "end_lat")
    return {
        "id": plain["id"],
        "type": plain["kind"],
        "start": _instant(plain["start_utc"]),
        "end": _instant(plain["end_utc"]),
        "confidence": plain["score"],
        "vessel_name": vessel.name if vessel is not None else None,
        "imo": (vessel.imo_number or None) if vessel is not None else None,
        "mmsi": " ".join(_mmsi(detected, told)) or None,
        "other_vessel_name": other.name if other is not None else None,
        "sentence": told.sentence,
        "verdict": verdict.judgement.value if verdict is not None else None,
        "verdict_text": (verdict.text or None) if verdict is not None else None,
        "track_ids": list(told.track_ids),
        "source_ids": list(told.citation.source_ids) if told.citation is not None else [],
        "facts_json": plain["facts"],
        "synthetic": detected.synthetic,
        **{name: plain[name] for name in (*same, "place_id", "place", "end_place_id", "end_place")},
    }


def _mmsi(detected: Detected, told: ToldEvent) -> dict[str, None]:
    """The numbers under which the ship sent what the event was found in."""
    tracks = (thing(detected.engine.store, Track, f"track:{ident}") for ident in told.track_ids)
    ship = told.plain["vessel_id"]
    return dict.fromkeys(row.mmsi for row in tracks if row is not None and row.vessel_id == ship and row.mmsi)


def _write_csv(detected: Detected, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_CSV_COLUMNS)
    for told in detected.told():
        flat = _flat(detected, told)
        flat["facts_json"] = json.dumps(flat["facts_json"], ensure_ascii=False)
        flat["track_ids"], flat["source_ids"] = (
            json.dumps(flat[name], ensure_ascii=False) for name in ("track_ids", "source_ids")
        )
        writer.writerow([_csv_cell(flat[name]) for name in _CSV_COLUMNS])


def _csv_cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return safe_text(value)
    return "" if value is None else str(value)


def _about(detected: Detected) -> dict[str, Any]:
    """What a machine is told beside the events."""
    fleet, parameters = detected.engine.detector().fleet, detected.engine.event_parameters
    return {
        "case": detected.name,
        "synthetic": detected.synthetic,
        "note": f"{_SYNTHETIC}. {_NOTE}" if detected.synthetic else _NOTE,
        "version": VERSION,
        "reports": fleet.count,
        "ships": len(fleet.vessel_ids),
        "left_out": {"without_place_or_time": fleet.left_out, "repeated": fleet.repeated},
        "data_end": _instant(datetime.fromtimestamp(fleet.end_s, UTC)) if fleet.count else None,
        "counts": {
            kind.value: {"passing": passing, "found": found}
            for kind, (passing, found) in detected.counts().items()
        },
        "parameters": {
            name: {
                "value": getattr(parameters, name),
                "unit": facts.unit,
                "default": getattr(EventParameters(), name),
                "source": facts.source,
            }
            for name, facts in FACTS.items()
            if not facts.kinds.isdisjoint(detected.kinds)
        },
    }


def _write_json(detected: Detected, out: TextIO) -> None:
    _write_list(out, _about(detected), "events", (_event(detected, told) for told in detected.told()))


def _event(detected: Detected, told: ToldEvent) -> dict[str, Any]:
    flat = _flat(detected, told)
    facts = flat.pop("facts_json")
    return flat | {"facts": facts}


def _write_geojson(detected: Detected, out: TextIO) -> None:
    def features() -> Iterator[dict[str, Any]]:
        for told in detected.told():
            properties = _event(detected, told)
            place = [properties.pop("lon"), properties.pop("lat")]
            geometry = {"type": "Point", "coordinates": place} if place[0] is not None else None
            yield {"type": "Feature", "id": properties["id"], "geometry": geometry, "properties": properties}

    _write_list(out, {"type": "FeatureCollection", "tumen": _about(detected)}, "features", features())


def _write_list(out: TextIO, head: Mapping[str, Any], name: str, rows: Iterator[Mapping[str, Any]]) -> None:
    """A JSON object whose last member is a long list, one row a line."""
    text = json.dumps(head, ensure_ascii=False, indent=2, allow_nan=False)
    out.write(f"{text[:-2]},\n  {json.dumps(name)}: [")
    mark = "\n    "
    for row in rows:
        out.write(mark + json.dumps(row, ensure_ascii=False, allow_nan=False))
        mark = ",\n    "
    out.write("\n  ]\n}\n")


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


WRITERS: Final[Mapping[str, Callable[[Detected, TextIO], None]]] = {
    "text": _write_text,
    "csv": _write_csv,
    "json": _write_json,
    "geojson": _write_geojson,
}
