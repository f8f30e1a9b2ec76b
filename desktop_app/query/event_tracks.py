"""The tracks that an event was found in, and the sources that it therefore rests on."""

from desktop_app.domain.movement import Track
from desktop_app.domain.provenance import Citation, Reference
from desktop_app.query.ais_events import FoundEvent
from desktop_app.storage.case_store import CaseStore


def tracks_of(event: FoundEvent, store: CaseStore) -> tuple[Track, ...]:
    """The tracks that it was found in, of both ships."""
    fleet = event.detector.fleet
    tracks = store.cached("tracks by id", lambda: {track.id: track for track in store.record.tracks})
    idents = [
        ident
        for vessel in (event.vessel_id, event.other_id)
        if vessel in fleet.places
        for ident in fleet.track_ids(fleet.places[vessel], event.start_s, event.end_s)
    ]
    return tuple(tracks[ident] for ident in idents if ident in tracks)


def citation_of(tracks: tuple[Track, ...]) -> Citation | None:
    """What the tracks rest on, each source once; None where there is no track."""
    references: dict[str, Reference] = {}
    for track in tracks:
        for reference in track.citation.references:
            references.setdefault(reference.source_id, reference)
    grades = {track.citation.grade for track in tracks}
    return (
        Citation(tuple(references.values()), grades.pop() if len(grades) == 1 else None) if tracks else None
    )
