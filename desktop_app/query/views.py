"""Views to come back to, as they are kept in a case: what is written is read back the same, or left out."""

import json
import logging
from datetime import date
from typing import Any, Final, NamedTuple

from desktop_app.domain.map_style import Language
from desktop_app.query.assumed_json import Assumed, assumed_content, read_assumed
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.filter_json import filter_content, read_filter
from desktop_app.query.reference_layers import known_layers
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore

logger = logging.getLogger("query")

TABLE: Final = "saved_view"
# Version of the JSON in `saved_view.content`; a view of a later one is listed by no one and left as it is.
VERSION: Final = 3
# The second says nothing of assumptions: they were the published.
SECOND_VERSION: Final = 2
# The first: its filter has dates and vessels alone, beside the rest.
FIRST_VERSION: Final = 1
# Rows of the same table that hold a filter and no view; see `saved_filters`.
FILTER_ROW: Final = "filter"


class Shown(NamedTuple):
    """What a view of the case shows beside its place.

    Attributes:
        filter: every clause that is on.
        layers: keys of the map layers.
        language: of the names on the map.
        assumed: what every volume assumes.
    """

    filter: Filter
    layers: tuple[str, ...]
    language: Language
    assumed: Assumed = Assumed()


class SavedView(NamedTuple):
    """One view.

    Attributes:
        id: of the row in the case; empty for one in the settings.
        name: the user's own words.
        lon, lat: centre, degrees, EPSG:4326.
        zoom: Leaflet zoom.
        shown: None for one in the settings.
    """

    id: str
    name: str
    lon: float
    lat: float
    zoom: float
    shown: Shown | None = None


def view_text(view: SavedView) -> str:
    """A view of the case as the text in its row."""
    content: dict[str, Any] = {"version": VERSION, "centre": [view.lon, view.lat], "zoom": view.zoom}
    if view.shown is not None:
        content |= {
            "filter": filter_content(view.shown.filter),
            "assumptions": assumed_content(view.shown.assumed),
            "layers": view.shown.layers,
            "language": view.shown.language,
        }
    return json.dumps(content, ensure_ascii=False)


def read_view(id_: str, name: str, text: str) -> SavedView | None:
    """A view from its row; None where the text is none, one of a later Tumen, or a filter alone."""
    try:
        content = json.loads(text)
        version = content["version"]
        if version not in {FIRST_VERSION, SECOND_VERSION, VERSION} or content.get("kind") == FILTER_ROW:
            return None
        lon, lat = (float(value) for value in content["centre"])
        shown = Shown(
            _first_filter(content) if version == FIRST_VERSION else read_filter(content["filter"]),
            known_layers(content["layers"]),
            Language(content["language"]),
            read_assumed(content["assumptions"]) if version == VERSION else Assumed(),
        )
        zoom = float(content["zoom"])
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        logger.info("saved view %s cannot be read: %s", id_, error)
        return None
    if not (abs(lon) <= 180 and abs(lat) <= 90 and 0 <= zoom <= 30):  # noqa: PLR2004 - the world; NaN fails
        logger.info("saved view %s lies outside of the world", id_)
        return None
    return SavedView(id_, name, lon, lat, zoom, shown)


def _first_filter(content: dict[str, Any]) -> Filter:
    """What a view of the first version says."""
    first, last = (date.fromisoformat(day) if (day := content[key]) else None for key in ("from", "to"))
    vessels = tuple(str(vessel) for vessel in content["vessels"])
    return Filter.of(DateClause(first, last), ChoiceClause(ClauseKind.VESSEL, vessels))


def views_of(store: CaseStore) -> tuple[SavedView, ...]:
    """The views of a case in the order in which they were saved."""
    with store.reader() as reader:
        rows = reader.execute("SELECT id, name, content FROM saved_view ORDER BY fid").fetchall()
    views = (read_view(*(str(cell) for cell in row)) for row in rows)
    return tuple(view for view in views if view is not None)


def view_named(store: CaseStore, name: str) -> SavedView:
    """The view of a name, of several the one that was saved last; case and blanks around it do not matter.

    Raises:
        InputError: the case has none of that name; the sentence lists those it has.
    """
    views = views_of(store)
    wanted = name.strip().casefold()
    found = [view for view in views if view.name.strip().casefold() == wanted]
    if found:
        return found[-1]
    names = ", ".join(f"“{view.name}”" for view in views) or "no saved views"
    raise InputError(f"the case has no saved view “{name}”; it has {names}")
