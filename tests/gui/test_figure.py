"""The figure's words and layout: what is shown is cited, what is not shown is not in the legend."""

import html
import itertools
import math
import re
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop_app.domain.assumption import Key
from desktop_app.domain.figure_design import Design, ItemKind, Place
from desktop_app.domain.figure_templates import TEMPLATES, screen_design
from desktop_app.domain.web_mercator import view_of
from desktop_app.mapview.capture import Captured
from desktop_app.mapview.protocol import ViewRequested
from desktop_app.query.assumptions import scenario_assumptions
from desktop_app.query.clauses import (
    AreaClause,
    ChoiceClause,
    ClauseKind,
    DateClause,
    Filter,
    TextClause,
)
from desktop_app.query.engine import QueryEngine
from desktop_app.query.flow_query import flows
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.whole_file import write_whole
from desktop_app.session.style import FIRST_LAYERS, MAP_LAYERS, FlowMeasure, Theme
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.charts.marks import hatch
from desktop_app.ui.charts.text_lines import wrap
from desktop_app.ui.figure.blocks import Said
from desktop_app.ui.figure.content import FigureContent, figure_content
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.fonts import figure_font
from desktop_app.ui.figure.items.scale_bar import scale_bar_length
from desktop_app.ui.figure.layout import Laid, lay_out
from desktop_app.ui.figure.look import look_of
from desktop_app.ui.figure.making import answer, compose, plan
from desktop_app.ui.figure.subject import MONTHS, theatre_subject
from desktop_app.ui.figure.visible import visible_legend
from desktop_app.ui.figure.writing.files import WriteOptions, check_figure_target, proof_of
from desktop_app.ui.figure.writing.raster import figure_image
from desktop_app.ui.figure.writing.svg import svg_bytes
from desktop_app.ui.flow_scale import flow_scale, scale_entries
from desktop_app.ui.theatre import THEATRE

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qtbot")]

YU_SON = ChoiceClause(ClauseKind.VESSEL, ("yu-son",), ("YU SON",))


def content_of(
    store: CaseStore, filter_: Filter, layers: tuple[str, ...] = MAP_LAYERS, *, chart: bool = True
) -> FigureContent:
    subject = replace(theatre_subject(QueryEngine(store), filter_), layers=layers)
    return figure_content(subject, screen_design(1600, 1200, chart=chart))


def under(engine: QueryEngine, question: Question = MONTHS, *, chart: bool = True) -> FigureContent:
    subject = replace(theatre_subject(engine, Filter()), layers=MAP_LAYERS, question=question)
    return figure_content(subject, screen_design(1600, 1200, chart=chart))


def laid_out(content: FigureContent, resources: Resources, width: float, height: float) -> Laid:
    design = screen_design(width, height)
    return lay_out(Said(content, content.imprint), design, look_of(design, Theme.LIGHT, resources))


def figure_of(
    store: CaseStore,
    resources: Resources,
    design: Design,
    filter_: Filter = Filter(),  # noqa: B008 - a frozen value
    image: QImage | None = None,
) -> Figure:
    """A figure whose map is grey, or this picture."""
    subject = theatre_subject(QueryEngine(store), filter_)
    planned = plan(answer(subject, design, Feedback()), resources)
    request = planned.request
    if image is None:
        size = (round(request.width_px * request.scale), round(request.height_px * request.scale))
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(0x808080)
    view = request.place
    assert isinstance(view, ViewRequested)
    return compose(planned, Captured(image, 0, 0, 0, 0, view.lon, view.lat, view.zoom, 1, 15.0))


def test_sources_are_those_of_the_rows_shown(store: CaseStore) -> None:
    ids = {source.id for source in content_of(store, Filter.of(YU_SON), chart=False).sources}
    assert {"YOM", "N1_0516"} <= ids
    assert "VOA1028" not in ids  # speaks only of another ship


def test_port_areas_are_cited_where_they_are_shown(store: CaseStore) -> None:
    sources = [
        {source.id for source in content_of(store, Filter(), layers, chart=False).sources}
        for layers in (MAP_LAYERS, FIRST_LAYERS)
    ]
    assert sources[0] - sources[1] == {"GFW", "OSM", "WPI", "OSMLAND"} - sources[1]
    assert "GFW" in sources[0]


def test_trains_in_the_chart_are_cited(training: CaseStore) -> None:
    waybills = {source for row in training.record.consignments for source in row.citation.source_ids}
    assert waybills
    assert waybills <= {source.id for source in content_of(training, Filter()).sources}
    assert not waybills & {
        source.id for source in content_of(training, Filter(), FIRST_LAYERS, chart=False).sources
    }


def legend_of(store: CaseStore, filter_: Filter, place: Place, layers: tuple[str, ...]) -> dict[str, str]:
    """Symbols and meanings of what a map of a place shows at a slide's zoom."""
    engine = QueryEngine(store)
    subject = replace(theatre_subject(engine, filter_), layers=layers)
    drawn = engine.map_content(filter_, (), Feedback())
    view = view_of(place, 800, 600)
    entries = visible_legend(subject, engine.figure_rows(filter_), drawn, place, view.zoom)
    return {entry.symbol: entry.meaning for entry in entries}


def test_legend_holds_only_what_is_drawn(store: CaseStore) -> None:
    theatre = Place(*THEATRE)
    everything = legend_of(store, Filter(), theatre, FIRST_LAYERS)
    assert {"route", "position_on", "loading", "discharge", "rail_head", "other", "rail"} <= set(everything)
    # Stations are drawn from zoom 7 on, port areas are not among these layers.
    assert not {"station", "area", "flow"} & set(everything)
    july = Filter.of(DateClause(date(2025, 7, 1), date(2025, 7, 31)))
    assert not {"route", "silence"} & set(legend_of(store, july, theatre, FIRST_LAYERS))
    assert set(legend_of(store, Filter(), theatre, ("ports", "other_ports"))) == {
        "loading",
        "discharge",
        "rail_head",
        "other",
    }


def test_legend_holds_only_what_lies_in_the_place(store: CaseStore) -> None:
    # Round Nampo: a discharge port, no railway to Rajin, no loading port.
    symbols = set(legend_of(store, Filter(), Place(124.5, 38.3, 126.0, 39.2), FIRST_LAYERS))
    assert "discharge" in symbols
    assert not {"loading", "rail", "rail_head", "station"} & symbols
    # Khasan to Rajin, at a zoom that draws stations.
    symbols = set(legend_of(store, Filter(), Place(129.9, 42.1, 130.9, 42.6), FIRST_LAYERS))
    assert {"rail", "station", "rail_head"} <= symbols
    assert not {"discharge", "loading"} & symbols


def test_flows_are_explained_and_cited_where_they_are_shown(training: CaseStore) -> None:
    engine = QueryEngine(training)
    entries = scale_entries(flow_scale(flows(engine, Filter()), FlowMeasure.VOLUME))
    trains = training.record.consignments

    def made(layers: tuple[str, ...]) -> tuple[list[str], set[str]]:
        subject = replace(theatre_subject(engine, Filter()), layers=layers, flow_legend=entries)
        drawn = engine.map_content(Filter(), (), Feedback())
        found = visible_legend(subject, engine.figure_rows(Filter()), drawn, Place(*THEATRE), 5.0)
        content = figure_content(subject, screen_design(1600, 1200, chart=False))
        return [entry.meaning for entry in found], {source.id for source in content.sources}

    (shown, cited), (hidden, _) = made(("ports", "flows")), made(("ports",))
    assert "flow between ports, not a route" in shown
    # One voyage of the training case has no deadweight.
    assert "width: volume, bbl, for 72 of 73" in shown
    assert "10 in no flow: a port is not documented" in shown
    assert not any("flow" in meaning for meaning in hidden)
    assert cited >= set(trains[0].citation.source_ids)


def test_sentence_says_filter_and_minimum(store: CaseStore) -> None:
    content = content_of(store, Filter.of(DateClause(date(2024, 1, 1), date(2024, 12, 31))))
    assert content.title.endswith("2024")
    assert "A minimum" in content.subtitle
    assert "2024-01-01 to 2024-12-31 (UTC, both days included)" in content.filter_sentence
    assert content_of(store, Filter.of(YU_SON)).title.startswith("YU SON")


def test_a_figure_says_under_which_assumptions(store: CaseStore) -> None:
    engine = QueryEngine(store, scenario_assumptions(store, "us-2018-half"))
    for chart in (False, True):
        content = under(engine, chart=chart)
        told = f"{content.subtitle} {content.chart_sentence}"
        assert told.count("scenario “Half laden”") == 1
        assert "28\u202f449\u00a0bbl (25\u202f775–30\u202f302) estimated for 2 of them" in content.subtitle


def test_empty_filter_says_so(store: CaseStore) -> None:
    content = content_of(store, Filter.of(DateClause(date(2031, 1, 1))))
    assert content.subtitle == "No row passes the filter."


def test_parts_do_not_overlap(store: CaseStore, resources: Resources) -> None:
    laid = laid_out(content_of(store, Filter()), resources, 1000, 1400)
    boxes = [laid.map, *(slot.box for slot in laid.slots.values())]
    for one, other in itertools.combinations(boxes, 2):
        assert not one.intersects(other)
    page = QRectF(0, 0, 1000, 1400)
    assert all(page.contains(box) for box in boxes)


def test_map_goes_into_the_figure_pixel_for_pixel(store: CaseStore, resources: Resources) -> None:
    # Nothing lies on the map.
    items = tuple(item for item in TEMPLATES[3].items if item.kind in {ItemKind.MAP, ItemKind.TITLE})
    design = replace(TEMPLATES[3], dpi=300, items=items)
    size = plan(answer(theatre_subject(QueryEngine(store), Filter()), design, Feedback()), resources).request
    drawn = QImage(round(size.width_px * 3.125), round(size.height_px * 3.125), QImage.Format.Format_RGB32)
    for y in range(100, 300):
        for x in range(drawn.width()):
            drawn.setPixel(x, y, (x * 31 + y * 17) & 0xFFFFFF)
    figure = figure_of(store, resources, design, image=drawn)
    image = figure_image(figure, 300)
    part = figure.part("map")
    assert part is not None
    left, top = round(part.box.left() * 3.125), round(part.box.top() * 3.125)
    assert left == pytest.approx(part.box.left() * 3.125, abs=1e-6)
    # A strip in the upper middle, clear of the frame.
    piece = image.copy(left + 300, top + 100, 700, 200)
    assert piece == drawn.copy(300, 100, 700, 200)


@pytest.mark.parametrize(("lat", "zoom"), [(0.0, 3.0), (42.0, 6.5), (60.0, 14.0)])
def test_scale_bar_is_round_and_true(lat: float, zoom: float) -> None:
    value, pixels = scale_bar_length(lat, zoom, 1_000.0, 180.0)
    assert str(value).strip("0.")[0] in "125"
    assert 0 < pixels <= 180.0
    # 256-pixel tiles; the equator is 40,075.017 km long, the parallels are those of the ellipsoid (WGS84).
    reduced = math.atan((1 - 1 / 298.257223563) * math.tan(math.radians(lat)))
    metres = pixels * 40_075_016.686 / (256 * 2**zoom) * math.cos(reduced)
    assert metres == pytest.approx(value * 1_000, rel=1e-6)


def test_long_words_are_cut_not_lost(resources: Resources) -> None:
    font = figure_font(resources)
    word = "x" * 400
    lines = wrap(f"short {word} end", font, 200)
    assert "".join(lines).replace(" ", "") == f"short{word}end"


def test_a_long_filter_is_printed_whole(store: CaseStore, resources: Resources) -> None:
    operator = ChoiceClause(
        ClauseKind.OPERATOR, ("A shipping company with a name of many words, Limited",) * 4
    )
    area = AreaClause(((130.0, 40.0), (134.0, 40.0), (134.0, 44.0)))
    filter_ = Filter.of(
        DateClause(date(2024, 1, 1), date(2024, 12, 31)), YU_SON, operator, area, TextClause("청진 " * 30)
    )
    content = content_of(store, filter_)
    assert filter_.sentence() in content.filter_sentence
    figure = figure_of(store, resources, screen_design(900, 1500), filter_)
    svg = svg_bytes(figure, proof_of(figure), resources)
    printed = html.unescape("".join(re.findall(r">([^<>]*)</text>", svg.decode("utf-8"))))
    assert "".join(content.filter_sentence.split()) in "".join(printed.split())


def test_targets(tmp_path_factory: pytest.TempPathFactory, resources: Resources) -> None:
    options = WriteOptions(resources)
    folder = tmp_path_factory.mktemp("out")
    for name in ("a", "a.gif", "a.png.exe"):
        with pytest.raises(UsageError):
            check_figure_target(folder / name, options)
    (folder / "b.png").mkdir()
    with pytest.raises(InputError, match="it is a folder"):
        check_figure_target(folder / "b.png", options)
    with pytest.raises(InputError):
        write_whole(folder / "b.png", b"data")
    assert [entry.name for entry in folder.iterdir()] == ["b.png"]


def test_made_up_data_are_marked_all_over_the_figure(training: CaseStore, resources: Resources) -> None:
    content = content_of(training, Filter())
    assert content.title.startswith("SYNTHETIC · ")
    figure = figure_of(training, resources, screen_design(900, 900))
    assert figure.parts[-1].name == "watermark"
    marked = figure_image(figure, 96)
    bare = figure_image(figure._replace(parts=figure.parts[:-1]), 96)
    # Whatever piece of 360 by 260 pixels is cut out has some of the mark in it.
    for left in range(0, marked.width() - 360, 60):
        for top in range(0, marked.height() - 260, 60):
            assert marked.copy(left, top, 360, 260) != bare.copy(left, top, 360, 260)


def test_days_without_a_look_are_hatched_and_said_below(training: CaseStore, store: CaseStore) -> None:
    for case, told in ((training, "81 of 244 days"), (store, "0 of 31 days")):
        content = content_of(case, Filter())
        chart = content.chart
        assert chart is not None
        assert [month for month, days in chart.looks.items() if days.is_unseen] == [date(2024, 8, 1)]
        assert f"{told} had a usable image of Vostochny" in content.chart_sentence
        # What the subtitle says is not said twice.
        assert "a volume is estimated" not in content.chart_sentence


def test_a_figure_under_a_scenario_says_so_and_shows_other_barrels(store: CaseStore) -> None:
    published = QueryEngine(store)
    third = published.under(scenario_assumptions(store, "us-2018-third"))
    contents = [under(engine) for engine in (published, third)]
    charts = [content.chart for content in contents]
    assert charts[0] is not None
    assert charts[1] is not None
    assert charts[0].assumed == ""
    assert charts[1].assumed == "One third laden"
    assert "One third laden" in contents[1].subtitle
    assert charts[1].total.best_bbl < charts[0].total.best_bbl


def test_what_is_corrected_is_in_the_figure_and_cites_the_length_of_stay(training: CaseStore) -> None:
    engine, question = QueryEngine(training), Question(corrected=True)
    content = under(engine, question)
    assert content.chart is not None
    assert content.chart.corrected
    assert "corrected for days without a look" in content.chart_sentence
    stay = engine.assumptions.get(Key.STAY_DAYS)
    assert stay is not None
    assert stay.source_ids
    assert set(stay.source_ids) <= {source.id for source in content.sources}


def test_payments_in_the_chart_are_cited(training: CaseStore) -> None:
    paid = {source for row in training.record.payments for source in row.citation.source_ids}
    others = {source.id for source in content_of(training, Filter(), FIRST_LAYERS, chart=False).sources}
    assert paid - others
    assert paid <= {source.id for source in content_of(training, Filter()).sources}


def test_svg_carries_its_fonts_and_stays_inside_its_chart(store: CaseStore, resources: Resources) -> None:
    figure = figure_of(store, resources, screen_design(900, 1400))
    svg = svg_bytes(figure, proof_of(figure), resources).decode("utf-8")
    assert svg.count("@font-face") == 3  # Hangul titles are among the sources
    assert "A minimum" in svg
    chart = figure.part("chart")
    assert chart is not None
    # The diagonals of August 2024: none may leave the month, whatever the reader does with clipping.
    diagonals = [
        points
        for points in re.findall(r'<polyline[^>]*points="([^"]+)"', svg)
        if len(set(points.split())) == 2 and _is_diagonal(points)
    ]
    assert diagonals
    xs = [float(pair.split(",")[0]) for points in diagonals for pair in points.split()]
    assert max(xs) - min(xs) < chart.box.width() / 2


def _is_diagonal(points: str) -> bool:
    (x1, y1), (x2, y2) = (tuple(map(float, pair.split(","))) for pair in points.split())
    return abs(abs(x1 - x2) - abs(y1 - y2)) < 0.01 and abs(x1 - x2) > 5


def test_hatching_is_cut_to_its_area() -> None:
    image = QImage(100, 60, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    hatch(painter, QRectF(30, 10, 20, 40), QColor("#000000"))
    painter.end()
    inked = [(x, y) for x in range(100) for y in range(60) if image.pixel(x, y) & 0xFFFFFF == 0]
    assert inked
    assert all(29 <= x <= 51 and 9 <= y <= 51 for x, y in inked)
