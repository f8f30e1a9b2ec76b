"""Makes the page: rows, cards, the map's features, and as much of the base map as there is room for."""

import json
from collections.abc import Iterable
from itertools import chain
from typing import Any, Final, NamedTuple

from desktop_app.domain.figure_design import Design, Item, ItemKind, Place
from desktop_app.domain.manifest import Manifest
from desktop_app.exporters.proof.manifest import FigureFacts, manifest_of, manifest_text, short_hash
from desktop_app.exporters.proof.picture import settled
from desktop_app.exporters.proof.versions import base_map_version
from desktop_app.exporters.web_page.content import PageContent, content_json, page_content
from desktop_app.exporters.web_page.subset import subset
from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.importers.tiles.pmtiles import PmtilesFile
from desktop_app.mapview.encode import encode_features
from desktop_app.mapview.web_page.document import Words, page_html
from desktop_app.mapview.web_page.excerpt import Bounds, Excerpt, excerpt
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.map_events import LAYER_OF, drawn_on
from desktop_app.query.reference_layers import PREFIX, layers_shown
from desktop_app.query.tracks_query import passing_tracks
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.resources import Resources
from desktop_app.ui.legend import LAYER_TITLES, legend_under
from desktop_app.ui.map_arrays import Held, arrays_payload
from desktop_app.ui.theatre import THEATRE, bounds_of

MOST_BYTES: Final = 6_000_000
"""Of a page: what fits into a mail. The base map takes what the rest leaves."""
LEAST_MAP_BYTES: Final = 1_000_000
"""Of the base map in a page that is larger anyhow."""
MAP_PX: Final = (820, 640)
"""Of the map on a laptop's screen: what a saved view of a place and a zoom shows there."""
# Base64 writes three bytes as four letters.
_LETTERS, _BYTES = 4, 3
# Of layers that a page can draw: flows between ports are sums, which its time line would have to make anew;
# events rest on reports and parameters of the case, which the page has not.
_LEFT_OUT: Final = frozenset({"flows", *LAYER_OF.values()})
_FURNITURE_TITLES: Final = {"graticule": "Graticule", "inset": "Overview map", "north": "North arrow"}
_DESIGN: Final = Design(
    "web page",
    297,
    210,
    items=tuple(Item(kind.value, kind) for kind in (ItemKind.MAP, ItemKind.CHART, ItemKind.SOURCES)),
)
BANNER: Final = (
    f"{SYNTHETIC} DATA: everything on this page is made up, for training. No row is evidence of anything."
)


class PageRequest(NamedTuple):
    """What the page is to show.

    Attributes:
        engine: answers under the assumptions in use.
        filter: rows of the page.
        window: the dates that it opens with.
        title: None for the suggested one.
        place: what of the world it opens with; None for the theatre.
        theme, language: of the map, values of `Theme` and `Language`; dark where the reader's system is.
        layers: keys of the layers that are shown at first.
    """

    engine: QueryEngine
    filter: Filter
    window: DateClause
    title: str | None
    place: Bounds | None
    theme: str
    language: str
    layers: tuple[str, ...]


def make_page(resources: Resources, request: PageRequest) -> bytes:
    """The file.

    Raises:
        InputError: the filter leaves more than a page takes, or the program's own files are missing.
    """
    engine, filter_ = request.engine, request.filter
    store = engine.store
    left_out = len(layers_shown(store, request.layers))
    own = tuple(key for key in request.layers if not key.startswith(PREFIX))
    request = request._replace(layers=own)
    kept = subset(engine, filter_)
    try:
        content = page_content(engine, kept, filter_, request.window, request.title or _title(filter_))
        features = _features(kept, content)
        bounds = _bounds(kept, content)
    finally:
        kept.store.close()
    if left_out:
        layers = "A reference layer" if left_out == 1 else f"{left_out} reference layers"
        content.value["notes"].append(
            f"{layers} of the case's map {'is' if left_out == 1 else 'are'} not here."
        )
    if drawn_on(own, has_tracks=bool(store.record.tracks)):
        content.value["notes"].append("What is found in AIS reports, such as gaps and visits, is not here.")
    files = {"tumen-relief": resources.geodatum("relief.webp").read_bytes()}
    tracks = tuple(row for row in store.record.tracks if row.id in set(passing_tracks(engine, filter_)))
    if tracks:
        names = {row.id: row.name for row in store.record.vessels}
        ships = tuple((ident, names[ident]) for ident in dict.fromkeys(row.vessel_id for row in tracks))
        files["tumen-arrays"] = arrays_payload(engine, Held(tracks, ships, -1))
    manifest = _manifest(resources, request, content)
    content.value["imprint"] = f"{content.value['imprint']} Proof {short_hash(manifest)}."
    words = Words(
        content.title,
        BANNER if store.record.synthetic else "",
        f"{content.title}. {content.value['filter']} This page needs JavaScript, which does not run here.",
    )

    def page(part: Excerpt) -> bytes:
        map_ = _map(request, part, bounds, has_tracks=bool(tracks))
        values = {
            "tumen-manifest": content_json(json.loads(manifest_text(manifest))),
            "tumen-data": content_json({**content.value, "map": map_}),
            "tumen-features": content_json(features),
        }
        return page_html(resources, words, values, {**files, "tumen-basemap": part.data})

    base = PmtilesFile(resources.geodatum("basemap.pmtiles"))
    try:
        world = excerpt(base, THEATRE, 0)
        room = MOST_BYTES - len(page(world._replace(data=b"")))
        shown = _around((request.place or THEATRE, *bounds.values()))
        part = excerpt(base, shown, max(room * _BYTES // _LETTERS, LEAST_MAP_BYTES))
    finally:
        base.close()
    return settled(page(part))


def _manifest(resources: Resources, request: PageRequest, content: PageContent) -> Manifest:
    """The proof of a page: what it shows is what a figure of map and chart would show."""
    facts = FigureFacts(
        design=_DESIGN,
        # A file for screens has no page in millimetres to tell of.
        design_content={"name": _DESIGN.name},
        place=Place(*(request.place or THEATRE)),
        layers=request.layers,
        selection=(),
        question=Question(),
        theme=request.theme,
        language=request.language,
        sources=content.sources,
        versions={"base_map": base_map_version(resources)},
    )
    return manifest_of(request.engine, request.filter, facts)


def _title(filter_: Filter) -> str:
    from desktop_app.ui.figure.content import suggested_title  # noqa: PLC0415 - charts of figures come along

    return suggested_title(filter_)


def _features(kept: QueryEngine, content: PageContent) -> Any:
    """Features of the map as `mapview.encode` has them."""
    store = kept.store
    voyages = store.voyages(content.voyages)
    # A voyage's positions that lie outside the dates are known to its card, and never drawn.
    sightings = {row.id: row for row in (*store.sightings_of(voyages), *store.sightings(content.positions))}
    return json.loads(
        encode_features(store.record, voyages, store.calls_of(voyages), tuple(sightings.values()))
    )


def _bounds(kept: QueryEngine, content: PageContent) -> dict[str, Bounds]:
    """Bounds of each thing that the map can show, by key."""
    record = kept.store.record
    keys = chain(
        (f"voyage:{ident}" for ident in content.voyages),
        (f"sighting:{ident}" for ident in content.positions),
        (f"port:{row.id}" for row in record.ports),
        (f"station:{row.id}" for row in record.stations),
        (f"rail:{row.id}" for row in record.rail_lines),
    )
    found = {key: bounds_of(kept, (key,)) for key in keys}
    return {key: _rounded(box) for key, box in found.items() if box is not None}


def _rounded(box: Bounds) -> Bounds:
    west, south, east, north = (round(side, 3) for side in box)
    return west, south, east, north


def _around(boxes: Iterable[Bounds]) -> Bounds:
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _map(
    request: PageRequest, part: Excerpt, bounds: dict[str, Bounds], *, has_tracks: bool
) -> dict[str, Any]:
    """How the map begins, its legend, and how far the base map goes."""
    titles = {**LAYER_TITLES, **_FURNITURE_TITLES}
    legend = legend_under(request.engine.event_parameters)
    layers = [key for key in titles if key not in _LEFT_OUT and (has_tracks or key != "tracks")]
    west, south, east, north = part.bounds
    return {
        "place": request.place or THEATRE,
        "theme": request.theme,
        "language": request.language,
        "layers": [key for key in request.layers if key not in _LEFT_OUT],
        "legend": [
            {
                "layer": layer,
                "title": titles[layer],
                "marks": [
                    {"symbol": mark.symbol, "meaning": mark.meaning} for mark in legend if mark.layer == layer
                ],
            }
            for layer in layers
        ],
        # A tile of a level is drawn pixel by pixel one zoom below it.
        "detail": f"The base map is detailed to zoom {part.zoom + 1} from {west:.0f}° to {east:.0f}° E and "
        f"{south:.0f}° to {north:.0f}° N, and to zoom 5 beyond; closer views are enlarged.",
        "bounds": bounds,
    }
