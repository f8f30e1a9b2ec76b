"""What the map asks and is answered, made ready for the page off the GUI thread."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.mapview.encode import encode_features, encode_visible
from desktop_app.mapview.protocol import OPEN_S, TimeWindowChanged
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.map_query import has_marks, ids_of_kind
from desktop_app.query.results import MapContent
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    from desktop_app.ui.map_arrays import Arrays, Held

_DAY_S: Final = 86_400.0
_EPOCH: Final = date(1970, 1, 1).toordinal()


class Drawn(NamedTuple):
    """What the page holds of the case; equal values are the same features.

    Attributes:
        generation: state of the case's content.
        voyage_ids, sighting_ids: what may be drawn; None each for all, where the case has few of them.
    """

    generation: int
    voyage_ids: tuple[str, ...] | None
    sighting_ids: tuple[str, ...] | None


class Asked(NamedTuple):
    """What the page holds, and what else it is to be told.

    Attributes:
        selected: keys of what is drawn even where there are too many for marks.
        sent, held: features and arrays that the page has already.
        arrays: tracks and crowds of positions are wanted; not before the first picture.
    """

    selected: tuple[str, ...] = ()
    sent: Drawn | None = None
    held: "Held | None" = None
    arrays: bool = True


class MapAnswer(NamedTuple):
    """The answer to one question.

    Attributes:
        features: the payload that belongs to `drawn`, None where the page has it already.
        visible: the payload of what the filter leaves.
        arrays: tracks and crowds of positions; None where there are none, or they were not asked for.
        window: what of the arrays lies within the dates.
    """

    content: MapContent
    drawn: Drawn
    features: bytes | None
    visible: str
    arrays: "Arrays | None"
    window: TimeWindowChanged


def has_arrays(engine: QueryEngine) -> bool:
    """Whether the page needs arrays of this case beside its features."""
    return bool(engine.store.record.tracks) or not engine.has_marks_for_all()


def map_answer(engine: QueryEngine, filter_: Filter, asked: Asked, feedback: Feedback) -> MapAnswer:
    """What the page needs to show the filter.

    Raises:
        InputError: the reports of a track are missing or damaged.
    """
    store = engine.store
    generation = store.generation
    crowded = not engine.has_marks_for_all()
    # Where all have marks the selection changes nothing, and the kept answer serves.
    content = engine.map_content(filter_, asked.selected if crowded else (), feedback)
    drawn = Drawn(
        generation,
        None if has_marks(store, "voyage") else content.voyage_ids,
        None if has_marks(store, "sighting") else content.sighting_ids,
    )
    features = None if drawn == asked.sent else _features(store, engine, drawn, feedback)
    arrays = None
    if asked.arrays and has_arrays(engine):
        from desktop_app.ui.map_arrays import map_arrays  # noqa: PLC0415 - numpy, which the first picture has not

        arrays = map_arrays(engine, filter_, asked.held, feedback)
    return MapAnswer(content, drawn, features, encode_visible(content), arrays, time_window(filter_.dates))


def time_window(dates: DateClause) -> TimeWindowChanged:
    """Whole days, both included, as seconds."""
    first, last = dates.first_day, dates.last_day
    return TimeWindowChanged(
        -OPEN_S if first is None else (first.toordinal() - _EPOCH) * _DAY_S,
        OPEN_S if last is None else (last.toordinal() + 1 - _EPOCH) * _DAY_S - 1,
    )


def drawn_anyway(keys: Sequence[str]) -> tuple[str, ...]:
    """Those of the selected keys that are drawn where there are too many for marks."""
    return tuple(f"{kind}:{ident}" for kind in ("voyage", "sighting") for ident in ids_of_kind(keys, kind))


def _features(store: CaseStore, engine: QueryEngine, drawn: Drawn, feedback: Feedback) -> bytes:
    """Everything of the case that has a place, and the voyages that may be drawn."""
    everything = engine.map_content(Filter(), (), feedback)
    voyage_ids = everything.voyage_ids if drawn.voyage_ids is None else drawn.voyage_ids
    sighting_ids = everything.sighting_ids if drawn.sighting_ids is None else drawn.sighting_ids
    voyages = store.voyages(voyage_ids)
    found = {sighting.id: sighting for sighting in store.sightings_of(voyages)}
    loose = (store.sighting(ident) for ident in sighting_ids if ident not in found)
    found |= {sighting.id: sighting for sighting in loose if sighting is not None}
    return encode_features(store.record, voyages, store.calls_of(voyages), tuple(found.values()))
