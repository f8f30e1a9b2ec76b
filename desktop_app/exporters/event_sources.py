"""What found events rest on, as citations: sources of their tracks, and of statements that they compare."""

from typing import Final, NamedTuple

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.movement import PortCall, Sighting, Track, Voyage
from desktop_app.domain.provenance import Citation, Reference
from desktop_app.exporters.things import thing
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.event_tracks import tracks_of
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import evidence_id

# Facts of `EventKind.MISSED_CALL` that name what an event compares.
_COMPARED: Final = ("from_key", "to_key")


class Sources(NamedTuple):
    """What an event rests on.

    Attributes:
        track_ids: of both ships' tracks.
        citation: each source of the tracks, and of what is compared, once; None without a source.
        evidence_id: the citation's name in a case; empty without a source.
    """

    track_ids: tuple[str, ...]
    citation: Citation | None
    evidence_id: str


class EventSources:
    """What events of one case rest on; most share theirs with others."""

    def __init__(self, store: CaseStore) -> None:
        self._store = store
        self._known: dict[tuple[tuple[str, ...], tuple[str, ...]], Sources] = {}

    def of(self, event: FoundEvent) -> Sources:
        """What an event rests on."""
        columns, row = event.columns, event.row
        compared: tuple[str, ...] = ()
        if columns.kind is EventKind.MISSED_CALL:
            compared = tuple(str(columns.facts[name][row]) for name in _COMPARED)
        tracks = tracks_of(event, self._store)
        key = (tuple(track.id for track in tracks), compared)
        if key not in self._known:
            self._known[key] = self._united(tracks, compared)
        return self._known[key]

    def _united(self, tracks: tuple[Track, ...], compared: tuple[str, ...]) -> Sources:
        track_ids = tuple(track.id for track in tracks)
        behind = [row.citation for row in (*tracks, *map(self._row, compared)) if row is not None]
        if not behind:
            return Sources(track_ids, None, "")
        references: dict[str, Reference] = {}
        for reference in (one for citation in behind for one in citation.references):
            references.setdefault(reference.source_id, reference)
        grades = {citation.grade for citation in behind}
        united = Citation(tuple(references.values()), grades.pop() if len(grades) == 1 else None)
        return Sources(track_ids, united, evidence_id(united))

    def _row(self, key: str) -> Sighting | PortCall | Voyage | Track | None:
        kind, _, ident = key.partition(":")
        match kind:
            case "sighting":
                return self._store.sighting(ident)
            case "call":
                return self._store.call(ident)
            case "voyage":
                return self._store.voyage(ident)
            case _:
                return thing(self._store, Track, key)
