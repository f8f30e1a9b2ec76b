"""Detections, verdicts on events, and watched areas; rows of events are made by `exporters.keeping` alone."""

from desktop_app.domain.ais_event import Detection, EventKind, EventVerdict, Judgement, WatchArea
from desktop_app.storage.rows.cells import (
    Cells,
    instant_cell,
    outline_cell,
    span_cells,
    text_cell,
    words_cell,
)
from desktop_app.storage.rows.stored_row import StoredRow


def detection_cells(detection: Detection) -> Cells:
    """A detection without its events."""
    return {
        "id": detection.id,
        "made_utc": instant_cell(detection.made),
        "kinds": words_cell(detection.kinds),
        "parameters": detection.parameters,
        "version": detection.version,
        "reports": detection.reports,
        "tracks_digest": detection.tracks_digest,
        "events": detection.events,
    }


def detection_of(row: StoredRow) -> Detection:
    """A detection without its events."""
    return Detection(
        id=row.id,
        made=row.required_instant("made_utc"),
        kinds=row.choices("kinds", EventKind),
        parameters=row.required("parameters"),
        version=row.required_whole("version"),
        reports=row.required_whole("reports"),
        tracks_digest=row.required("tracks_digest"),
        events=row.required_whole("events"),
    )


def verdict_cells(verdict: EventVerdict) -> Cells:
    """What a person said of an event."""
    return {
        "id": verdict.id,
        "event_id": verdict.event_id,
        "kind": verdict.kind.value,
        "vessel_id": verdict.vessel_id,
        "other_vessel_id": text_cell(verdict.other_vessel_id),
        "port_id": text_cell(verdict.port_id),
        "check_name": text_cell(verdict.check),
        **span_cells(verdict.when),
        "judgement": verdict.judgement.value,
        "text": text_cell(verdict.text),
        "author": verdict.author,
        "judged_utc": instant_cell(verdict.judged),
        "parameters": verdict.parameters,
    }


def verdict_of(row: StoredRow) -> EventVerdict:
    """What a person said of an event."""
    return EventVerdict(
        id=row.id,
        event_id=row.required("event_id"),
        kind=row.choice("kind", EventKind),
        vessel_id=row.required("vessel_id"),
        other_vessel_id=row.text("other_vessel_id"),
        port_id=row.text("port_id"),
        check=row.text("check_name"),
        when=row.span(),
        judgement=row.choice("judgement", Judgement),
        text=row.text("text"),
        author=row.required("author"),
        judged=row.required_instant("judged_utc"),
        parameters=row.required("parameters"),
    )


def watch_area_cells(area: WatchArea) -> Cells:
    """A watched area; its evidence is a row of its own."""
    return {"id": area.id, "geom": outline_cell((*area.ring, *area.ring[:1])), "name": area.name}


def watch_area_of(row: StoredRow) -> WatchArea:
    """A watched area.

    Raises:
        InputError: it has no outline.
    """
    ring = row.vertices("POLYGON")
    if not ring:
        raise row.error("it has no outline")
    return WatchArea(id=row.id, name=row.required("name"), ring=ring[:-1], citation=row.citation())
