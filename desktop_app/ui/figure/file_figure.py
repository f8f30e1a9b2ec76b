"""A figure of a filter at a given size, without a window."""

from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.assumption import Assumptions
from desktop_app.mapview.capture import ALL_ROWS, Captured, CaptureRequest, capture_now
from desktop_app.mapview.protocol import FitRequested, StyleChanged
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.whole_file import write_whole
from desktop_app.session.style import FIRST_LAYERS, Theme
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.figure.content import figure_content
from desktop_app.ui.figure.fonts import figure_font
from desktop_app.ui.figure.layout import layout_for_size
from desktop_app.ui.figure.painter import FigureMap, paint_figure
from desktop_app.ui.figure.writers import check_target, figure_bytes
from desktop_app.ui.map_answer import Asked, map_answer
from desktop_app.ui.palette import PALETTES
from desktop_app.ui.theatre import THEATRE


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """What to write.

    Attributes:
        assumptions: what every volume assumes.
        bounds: west, south, east, north in degrees; None for the theatre.
        width_px, height_px: the whole figure at scale 1.
        scale: device pixels per pixel of the PNG, and of the map in PDF and SVG.
        title: None for the suggested one.
        chart_question: how the chart cuts the volumes.
    """

    path: Path
    filter: Filter
    assumptions: Assumptions
    bounds: tuple[float, float, float, float] | None
    width_px: int
    height_px: int
    scale: int
    theme: str
    language: str
    title: str | None
    chart: bool
    chart_question: Question


def file_figure(resources: Resources, store: CaseStore, request: FigureRequest) -> Captured:
    """Write the figure; returns what the map in it shows.

    Raises:
        UsageError: the size leaves no room for a map, or the ending is unknown.
        InputError: page or base map missing, or the file cannot be written.
    """
    check_target(request.path)
    engine = QueryEngine(store, request.assumptions)
    rows = engine.figure_rows(request.filter)
    content = figure_content(
        engine,
        request.filter,
        rows,
        volumes(engine, request.filter, request.chart_question),
        FIRST_LAYERS,
        chart=request.chart,
        title=request.title,
    )
    font = figure_font(resources)
    layout = layout_for_size(content, font, request.width_px, request.height_px)
    answer = map_answer(engine, request.filter, Asked(), Feedback())
    arrays = answer.arrays
    captured = capture_now(
        resources,
        CaptureRequest(
            round(layout.map.width()),
            round(layout.map.height()),
            request.scale,
            answer.features or b"",
            answer.visible,
            StyleChanged(
                request.theme,
                request.language,
                controls=False,
                layers=FIRST_LAYERS,
                synthetic=store.record.synthetic,
            ),
            FitRequested(*(request.bounds or THEATRE)),
            arrays=(arrays.payload if arrays is not None else None) or b"",
            mask=arrays.mask if arrays is not None else ALL_ROWS,
            window=answer.window,
        ),
    )
    drawn = FigureMap(captured.image, captured.lat, captured.zoom, captured.foot_px)
    palette = PALETTES[Theme(request.theme)]
    data = figure_bytes(
        lambda painter: paint_figure(painter, content, layout, drawn, palette, font),
        request.width_px,
        request.height_px,
        request.scale,
        request.path.suffix,
        content.title,
        resources,
    )
    write_whole(request.path, data)
    return captured
