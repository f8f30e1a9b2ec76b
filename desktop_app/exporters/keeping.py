"""Keeps found events in the case as rows: for other programs, for the history and for merging.

Views go on finding their events; a person who keeps some says what the case rested on that day.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from operator import itemgetter
from typing import Final, NamedTuple

from desktop_app.analysis.detector import VERSION
from desktop_app.analysis.plain_events import event_rows
from desktop_app.domain.ais_event import EVENT_NAMES, Detection, EventKind
from desktop_app.domain.history import Change
from desktop_app.domain.provenance import Citation
from desktop_app.exporters.ais_event_card import event_sentence
from desktop_app.exporters.event_counts import counted_events
from desktop_app.exporters.event_sources import EventSources
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.engine import QueryEngine
from desktop_app.query.reading import places, read
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Cell
from desktop_app.storage.import_desk import ImportDesk
from desktop_app.storage.rows.ais_events import detection_cells
from desktop_app.storage.rows.cells import instant_cell, point_cell

_DIGITS: Final = 16
_AT_ONCE: Final = 2_000
# The order of the cells of a row: as the table has them, but for the detection, which stands by the id.
_AS_TOLD: Final = (
    *("duration_h", "end_lon", "end_lat", "place_id", "place", "end_place_id", "end_place"),
    "score",
)
_TOLD: Final = (
    *("id", "detection_id", "geom", "kind", "check_name", "vessel_id", "other_vessel_id"),
    *("start_utc", "end_utc"),
    *("duration_h", "end_longitude", "end_latitude", "port_id", "place", "end_port_id", "end_place", "score"),
    *("sentence", "facts", "track_ids", "evidence_id"),
)
_Cells = tuple[Cell, ...]
# A new encoder a text takes longer than most texts.
_json = json.JSONEncoder(ensure_ascii=False).encode


class _Plan(NamedTuple):
    """What is to be written.

    Attributes:
        rows: new events, cells in the order of `_TOLD`.
        changed: by the columns that are to be set, ids and cells of events that the case keeps otherwise.
        gone: ids of events that are not found any more.
        citations: that all of them rest on.
    """

    detection: Detection
    rows: Sequence[_Cells]
    changed: Mapping[tuple[str, ...], Sequence[tuple[str, _Cells]]]
    gone: Sequence[str]
    citations: Collection[Citation]


def keep(
    engine: QueryEngine, kinds: Collection[EventKind], who: str, feedback: Feedback | None = None
) -> Change | None:
    """Write the events of some kinds into the case as one change, in place of what it keeps of these kinds.

    They are those that the engine finds under its parameters, whatever the filter. Each cites the sources of
    the tracks that it rests on.

    Args:
        engine: of the case.
        kinds: at least one.
        who: the person, for the log.
        feedback: can call it off; the case is then as it was.

    Returns:
        The change; None where the case keeps the very same already.

    Raises:
        InputError: the case cannot be changed, or an event rests on nothing that has a source.
        Cancelled: called off.
    """
    store = engine.store
    if store.read_only:
        raise InputError(store.read_only)
    wanted = tuple(kind for kind in EventKind if kind in kinds)
    plan = _plan(engine, wanted, feedback or Feedback())
    same = any(plan.detection == replace(kept, made=plan.detection.made) for kept in store.record.detections)
    if same and not (plan.rows or plan.changed or plan.gone):
        return None
    left = _left_of(store, wanted, but=plan.detection.id)
    return store.import_rows(lambda desk: _write(desk, plan, left), _words(engine, wanted), who)


def drop_kept(store: CaseStore, kinds: Collection[EventKind], who: str) -> Change | None:
    """Take out of the case what it keeps of some kinds, as one change; None where it keeps nothing of them.

    So that an import can be taken back whose ships kept events name; the events are found as before.

    Raises:
        InputError: the case cannot be changed.
    """
    if store.read_only:
        raise InputError(store.read_only)
    left = _left_of(store, kinds)
    if not left:
        return None
    names = tuple(kind.value for kind in kinds)
    gone = read(store, f"SELECT id FROM ais_event WHERE kind IN ({places(len(names))})", names)  # noqa: S608 - question marks

    def fill(desk: ImportDesk) -> None:
        for (ident,) in gone:
            desk.delete("ais_event", str(ident))
        _settle(desk, left)

    return store.import_rows(fill, f"Drop {len(gone):,} kept events of AIS reports", who)


def _plan(engine: QueryEngine, kinds: Sequence[EventKind], feedback: Feedback) -> _Plan:
    citations: dict[str, Citation] = {}
    found: dict[str, _Cells] = {}
    for kind in kinds:
        for cells in _rows(engine, kind, citations, feedback):
            found[_distinct(str(cells[0]), found)] = cells[1:]
    detection = _detection(engine, kinds, len(found))
    sql = f"SELECT {', '.join(_TOLD)} FROM ais_event WHERE kind IN ({places(len(kinds))})"  # noqa: S608 - declared names
    held = {str(row[0]): row for row in read(engine.store, sql, tuple(kind.value for kind in kinds))}
    new: list[_Cells] = []
    changed: defaultdict[tuple[str, ...], list[tuple[str, _Cells]]] = defaultdict(list)
    for ident, cells in found.items():
        row = (ident, detection.id, *cells)
        if ident not in held:
            new.append(row)
        elif held[ident] != row:
            other = [place for place, cell in enumerate(held[ident]) if row[place] != cell]
            changed[tuple(_TOLD[place] for place in other)].append(
                (ident, tuple(row[place] for place in other))
            )
    return _Plan(detection, new, changed, [ident for ident in held if ident not in found], citations.values())


def _distinct(ident: str, taken: Collection[str]) -> str:
    """The id, with a number where it is taken: two events can be of one ship, start, place and check."""
    number = 1
    name = ident
    while name in taken:
        number += 1
        name = f"{ident}-{number}"
    return name


def _rows(
    engine: QueryEngine, kind: EventKind, citations: dict[str, Citation], feedback: Feedback
) -> Iterator[_Cells]:
    """Id, then cells in the order of `_TOLD` without the detection."""
    events, detector, parameters = engine.events(kind, feedback), engine.detector(), engine.event_parameters
    sources = EventSources(engine.store)
    for first in range(0, len(events), _AT_ONCE):
        if feedback.is_cancelled:
            raise Cancelled
        numbers = range(first, min(len(events), first + _AT_ONCE))
        for number, told in zip(numbers, event_rows(detector, events, parameters, numbers), strict=True):
            event = FoundEvent(events, number, detector, parameters)
            track_ids, citation, evidence = sources.of(event)
            if citation is None:
                raise InputError(
                    f"The {EVENT_NAMES[kind][0]} {told['id']} rests on nothing that has a source."
                )
            citations[evidence] = citation
            yield (
                told["id"],
                point_cell(None if told["lon"] is None else (told["lon"], told["lat"])),
                kind.value,
                told["check"],
                told["vessel_id"],
                told["other_vessel_id"],
                instant_cell(told["start_utc"]),
                instant_cell(told["end_utc"]),
                *(told[name] for name in _AS_TOLD),
                event_sentence(event, engine.store),
                _json(told["facts"]),
                _json(track_ids),
                evidence,
            )


def _detection(engine: QueryEngine, kinds: Sequence[EventKind], events: int) -> Detection:
    """The same id for the same kinds, parameters, rules and reports."""
    fleet, parameters = engine.detector().fleet, engine.event_parameters.as_json()
    named = "\0".join((" ".join(kinds), parameters, str(VERSION), fleet.digest))
    digest = hashlib.sha256(named.encode()).hexdigest()[:_DIGITS]
    now = datetime.now(UTC).replace(microsecond=0)
    return Detection(
        f"detection-{digest}", now, tuple(kinds), parameters, VERSION, fleet.count, fleet.digest, events
    )


def _left_of(store: CaseStore, kinds: Collection[EventKind], but: str = "") -> dict[str, Detection | None]:
    """What is left of detections once these kinds go: None for nothing; one is not looked at."""
    counts = {
        (str(ident), str(kind)): int(number)
        for ident, kind, number in read(
            store, "SELECT detection_id, kind, count(*) FROM ais_event GROUP BY detection_id, kind"
        )
    }
    left: dict[str, Detection | None] = {}
    for kept in store.record.detections:
        if kept.id != but and not set(kept.kinds).isdisjoint(kinds):
            rest = tuple(kind for kind in kept.kinds if kind not in kinds)
            events = sum(counts.get((kept.id, kind.value), 0) for kind in rest)
            left[kept.id] = replace(kept, kinds=rest, events=events) if rest else None
    return left


def _write(desk: ImportDesk, plan: _Plan, left: Mapping[str, Detection | None]) -> None:
    for citation in plan.citations:
        desk.evidence(citation)
    cells = detection_cells(plan.detection)
    if desk.has("detection", plan.detection.id):
        desk.update(
            "detection", plan.detection.id, {name: cell for name, cell in cells.items() if name != "id"}
        )
    else:
        desk.insert("detection", tuple(cells), [tuple(cells.values())])
    for ident in plan.gone:
        desk.delete("ais_event", ident)
    for columns, rows in plan.changed.items():
        desk.update_alike("ais_event", columns, rows)
    if plan.rows:
        desk.insert("ais_event", _TOLD, sorted(plan.rows, key=itemgetter(0)))
    _settle(desk, left)


def _settle(desk: ImportDesk, left: Mapping[str, Detection | None]) -> None:
    """Let detections tell what is left of them."""
    for ident, rest in left.items():
        if rest is None:
            desk.delete("detection", ident)
        else:
            values = detection_cells(rest)
            desk.update("detection", ident, {name: values[name] for name in ("kinds", "events")})


def _words(engine: QueryEngine, kinds: Sequence[EventKind]) -> str:
    listed = ", ".join(counted_events(kind, len(engine.events(kind))) for kind in kinds)
    return f"Keep events found in AIS reports: {listed}"
