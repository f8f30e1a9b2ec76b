"""Events found in AIS reports, and what people said of them."""

import json
from collections.abc import Iterator
from typing import Final

from desktop_app.domain.ais_event import EVENT_CHECKS, EventKind, Judgement
from desktop_app.exporters.data.rows.reading import Reading, TableSource
from desktop_app.exporters.data.rows.shared import (
    VOYAGES_WHEN,
    cited_cells,
    cited_columns,
    id_column,
    reference,
    vessel_cells,
    vessel_columns,
    when_cells,
    when_columns,
)
from desktop_app.exporters.data.tables import IN_WORDS, DataColumn, Geometry, Kind, Names, Row, Standing
from desktop_app.exporters.told_events import told_events
from desktop_app.query.event_passing import passing_events
from desktop_app.query.event_verdicts import verdict_numbers

_JUDGED: Final = (
    DataColumn(
        "verdict",
        Kind.TEXT,
        "Verdict",
        "what a person decided; empty where nobody judged the event",
        choices=tuple(judgement.value for judgement in Judgement),
    ),
    DataColumn("verdict_text", Kind.TEXT, "Verdict, why", "in the judge's words"),
)
_OTHER: Final = (
    reference(
        "other_vessel_id", "vessels", "the other ship; empty for none", "vessel.name", names=Names.VESSEL_ID
    ),
    DataColumn(
        "other_vessel",
        Kind.TEXT,
        "Other vessel",
        "its name",
        names=Names.VESSEL,
        tells=("vessel.name",),
    ),
)
_KIND: Final = DataColumn(
    "kind",
    Kind.TEXT,
    "Kind",
    "what it is; found by computation, documented by nobody",
    choices=tuple(kind.value for kind in EventKind),
)
_CHECK: Final = DataColumn(
    "check",
    Kind.TEXT,
    "What is doubtful",
    "of doubts about identity and position",
    choices=tuple(check.value for check in EVENT_CHECKS),
)
_WHEN: Final = ("tracks.when", VOYAGES_WHEN)
_POSITION: Final = ("tracks.position",)


def _place(name: str, title: str, description: str) -> DataColumn:
    return DataColumn(name, Kind.TEXT, title, description, tells=(*_POSITION, IN_WORDS))


_COLUMNS: Final = (
    id_column("ais_events"),
    _KIND,
    _CHECK,
    DataColumn("start_utc", Kind.INSTANT, "Start (UTC)", "when it begins", tells=_WHEN),
    DataColumn(
        "end_utc",
        Kind.INSTANT,
        "End (UTC)",
        "when it ends; of one that is not over, the end of the data",
        tells=_WHEN,
    ),
    DataColumn("duration_h", Kind.NUMBER, "Duration", "from start to end", "h"),
    *vessel_columns(),
    *_OTHER,
    DataColumn("lon", Kind.LON, "Longitude", "where it is, or begins", "degrees", tells=_POSITION),
    DataColumn("lat", Kind.LAT, "Latitude", "where it is, or begins", "degrees", tells=_POSITION),
    DataColumn("end_lon", Kind.NUMBER, "End longitude", "where it ends", "degrees", tells=_POSITION),
    DataColumn("end_lat", Kind.NUMBER, "End latitude", "where it ends", "degrees", tells=_POSITION),
    _place("place", "Place", "the port or area, of a voyage where it begins; empty for none"),
    _place("end_place", "End place", "of a voyage, where it ends"),
    DataColumn("score", Kind.INTEGER, "Score", "how much speaks for it, 0 to 4; of a visit its confidence"),
    DataColumn("found", Kind.TEXT, "Found", "what was found, in words", tells=("tracks.position", IN_WORDS)),
    DataColumn(
        "facts",
        Kind.TEXT,
        "Facts",
        "what was measured, as JSON; names carry the units",
        tells=("tracks.position", IN_WORDS),
    ),
    DataColumn("track_ids", Kind.LIST, "Tracks", "ids of the tracks that it was found in", refers="tracks"),
    *_JUDGED,
    DataColumn("parameters", Kind.TEXT, "Parameters", "thresholds that it was found with, as JSON"),
    *cited_columns(),
)
_VERDICT_COLUMNS: Final = (
    id_column("event_verdicts"),
    DataColumn(
        "event_id",
        Kind.TEXT,
        "Event id",
        "of the event when it was judged; under other parameters it may have another",
        tells=_WHEN,
    ),
    _KIND,
    _CHECK,
    *when_columns("tracks"),
    *vessel_columns(),
    *_OTHER,
    _place("place_id", "Place id", "id of the port or area; empty for none"),
    *_JUDGED,
    DataColumn("author", Kind.TEXT, "Author", "who judged"),
    DataColumn("judged_utc", Kind.INSTANT, "Judged (UTC)", "when"),
    DataColumn(
        "parameters", Kind.TEXT, "Parameters", "thresholds that the event had been found with, as JSON"
    ),
    *cited_columns(cited=False),
)


def _events(reading: Reading) -> Iterator[Row]:
    parameters = reading.engine.event_parameters.as_json()
    for kind in EventKind:
        for told in told_events(reading.engine, reading.filter, kind, reading.feedback):
            plain, verdict = told.plain, told.verdict
            if told.citation is None:
                continue
            yield (
                plain["id"],
                kind.value,
                plain["check"],
                plain["start_utc"],
                plain["end_utc"],
                plain["duration_h"],
                *vessel_cells(reading, plain["vessel_id"] or ""),
                *vessel_cells(reading, plain["other_vessel_id"] or "")[:2],
                *(
                    plain[name]
                    for name in ("lon", "lat", "end_lon", "end_lat", "place", "end_place", "score")
                ),
                told.sentence,
                json.dumps(plain["facts"], ensure_ascii=False),
                told.track_ids,
                verdict.judgement.value if verdict is not None else None,
                (verdict.text or None) if verdict is not None else None,
                parameters,
                *cited_cells(reading, told.citation),
            )


def _verdicts(reading: Reading) -> Iterator[Row]:
    verdicts = reading.store.record.event_verdicts
    passing = set(range(len(verdicts)))
    if reading.filter.is_active and verdicts:
        passing = set()
        for kind in EventKind:
            mask = passing_events(reading.engine, reading.filter, kind, reading.feedback)
            passing.update(verdict_numbers(reading.engine, kind)[mask].tolist())
    for number, verdict in enumerate(verdicts):
        if number not in passing:
            continue
        yield (
            verdict.id,
            verdict.event_id,
            verdict.kind.value,
            verdict.check or None,
            *when_cells(verdict.when),
            *vessel_cells(reading, verdict.vessel_id),
            *vessel_cells(reading, verdict.other_vessel_id)[:2],
            verdict.port_id or None,
            verdict.judgement.value,
            verdict.text or None,
            verdict.author,
            verdict.judged,
            verdict.parameters,
            reading.store.info.synthetic,
        )


AIS_EVENTS: Final = TableSource(
    "ais_events",
    "Events in AIS reports",
    "What computation found in the AIS reports of the case; no source states it",
    _COLUMNS,
    Geometry.POINT,
    Standing.ASSUMED,
    "ais_event",
    _events,
    lambda reading: sum(len(reading.engine.events(kind, reading.feedback)) for kind in EventKind),
    on_demand=True,
)
EVENT_VERDICTS: Final = TableSource(
    "event_verdicts",
    "Verdicts on events",
    "What people said of events in AIS reports",
    _VERDICT_COLUMNS,
    None,
    Standing.ASSUMED,
    "verdict",
    _verdicts,
    lambda reading: len(reading.store.record.event_verdicts),
)
