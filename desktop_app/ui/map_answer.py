"""What the map asks and is answered, made ready for the page off the GUI thread."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop_app.mapview.encode import encode_features, encode_visible
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.results import MapContent
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore


class Drawn(NamedTuple):
    """What the page holds of the case; equal values are the same features.

    Attributes:
        generation: state of the case's content.
        voyage_ids, sighting_ids: what may be drawn; None each for all of a case that has few.
    """

    generation: int
    voyage_ids: tuple[str, ...] | None
    sighting_ids: tuple[str, ...] | None


class MapAnswer(NamedTuple):
    """The answer to one question.

    Attributes:
        features: the payload that belongs to `drawn`, None where the page has it already.
        visible: the payload of what the filter leaves.
    """

    content: MapContent
    drawn: Drawn
    features: bytes | None
    visible: str


def map_answer(
    store: CaseStore,
    engine: QueryEngine,
    filter_: Filter,
    selected: Sequence[str],
    sent: Drawn | None,
    feedback: Feedback,
) -> MapAnswer:
    """What the page needs to show the filter.

    Args:
        store: the case.
        engine: asks it.
        filter_: what passes.
        selected: voyages that are drawn even where there are too many for marks.
        sent: what the page holds already.
        feedback: calls it off.
    """
    generation = store.generation
    crowded = not engine.has_marks_for_all()
    # Where all have marks the selection changes nothing, and the kept answer serves.
    content = engine.map_content(filter_, selected if crowded else (), feedback)
    drawn = Drawn(
        generation, content.voyage_ids if crowded else None, content.sighting_ids if crowded else None
    )
    features = None if drawn == sent else _features(store, engine, drawn, feedback)
    return MapAnswer(content, drawn, features, encode_visible(content))


def _features(store: CaseStore, engine: QueryEngine, drawn: Drawn, feedback: Feedback) -> bytes:
    """Everything of the case that has a place, and the voyages that may be drawn."""
    voyage_ids, sighting_ids = drawn.voyage_ids, drawn.sighting_ids
    if voyage_ids is None or sighting_ids is None:
        everything = engine.map_content(Filter(), (), feedback)
        voyage_ids, sighting_ids = everything.voyage_ids, everything.sighting_ids
    voyages = store.voyages(voyage_ids)
    found = {sighting.id: sighting for sighting in store.sightings_of(voyages)}
    loose = (store.sighting(ident) for ident in sighting_ids if ident not in found)
    found |= {sighting.id: sighting for sighting in loose if sighting is not None}
    return encode_features(store.record, voyages, store.calls_of(voyages), tuple(found.values()))
