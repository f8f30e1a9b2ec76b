"""The steps from a subject and a design to a figure: words and rows, page, map, parts."""

import math
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, MM_PER_INCH, Design, ItemKind
from desktop_app.domain.manifest import Manifest
from desktop_app.domain.web_mercator import View, place_of_view, view_of
from desktop_app.mapview.capture import ALL_ROWS, Captured, CaptureRequest
from desktop_app.mapview.protocol import ReachShown, StyleChanged, ViewRequested
from desktop_app.query.map_events import kinds_drawn
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import FURNITURE, Theme
from desktop_app.ui.figure.attribution import base_map_attribution
from desktop_app.ui.figure.blocks import Said
from desktop_app.ui.figure.content import FigureContent, figure_content
from desktop_app.ui.figure.figure import Figure, Part
from desktop_app.ui.figure.imprint import imprint_of, manifest_on_page
from desktop_app.ui.figure.items import watermark
from desktop_app.ui.figure.items.map_picture import paint_map
from desktop_app.ui.figure.layout import Laid, Slot, lay_out, page_height
from desktop_app.ui.figure.look import Look, look_of
from desktop_app.ui.figure.overlay import OnMap, inset_size, overlay
from desktop_app.ui.figure.subject import Subject
from desktop_app.ui.figure.visible import marks_of, visible_legend
from desktop_app.ui.map_answer import Asked, MapAnswer, map_answer
from desktop_app.ui.map_events import reach_of_selected
from desktop_app.ui.palette import colour
from desktop_app.ui.references import references_of

if TYPE_CHECKING:  # numpy, which a figure without events need not import for them
    from desktop_app.ui.event_marks import EventMarks

# The imprint tells the place on the map, whose size hangs on the imprint's: it settles at once or never.
_TRIES: Final = 3


class Answered(NamedTuple):
    """What the case says of a subject; made off the GUI thread.

    Attributes:
        page: the design asked for.
        map_px: the map's size for which the page is made as high as its words need; None: the page's own.
        events: what was found in AIS reports; None where no layer shows any.
        reach: water within reach of the one selected hint.
    """

    subject: Subject
    page: Design
    map_px: tuple[float, float] | None
    content: FigureContent
    map: MapAnswer
    events: "EventMarks | None"
    reach: ReachShown


class Planned(NamedTuple):
    """A page laid out, the map that it asks for, and the proof of both."""

    answered: Answered
    design: Design
    laid: Laid
    request: CaptureRequest
    view: View
    manifest: Manifest
    attribution: str


def answer(
    subject: Subject, page: Design, feedback: Feedback, map_px: tuple[float, float] | None = None
) -> Answered:
    """Ask the case.

    Raises:
        InputError: reports of a track are missing or damaged.
        Cancelled: it is not wanted any more.
    """
    content = figure_content(subject, page, feedback)
    found = map_answer(subject.engine, subject.filter, Asked(), feedback)
    has_tracks = bool(subject.engine.store.record.tracks)
    kinds = kinds_drawn(subject.layers, subject.selection, has_tracks=has_tracks)
    events = None
    if kinds or has_tracks:
        from desktop_app.ui.event_marks import event_marks  # noqa: PLC0415 - numpy, with events only

        events = event_marks(subject.engine, subject.filter, kinds, None, feedback)
    reach = reach_of_selected(subject.engine, subject.selection, feedback)
    return Answered(subject, page, map_px, content, found, events, reach)


def plan(answered: Answered, resources: Resources) -> Planned:
    """Lay the page out; in the GUI thread, for words are measured.

    Raises:
        InputError: a picture on the page cannot be read.
    """
    subject, content = answered.subject, answered.content
    theme, language = answered.page.theme or subject.theme, answered.page.language or subject.language
    design = replace(answered.page, theme=theme, language=language)
    imprint, manifest = content.imprint, content.proof
    if answered.map_px is not None:
        design = _high_enough(design, Said(content, imprint), answered.map_px, resources)
    look = look_of(design, Theme(theme), resources)
    laid: Laid | None = None
    for _ in range(_TRIES):
        before, laid = laid, lay_out(Said(content, imprint), design, look)
        if before is not None and before.map == laid.map:
            break
        width, height = _size(laid.map)
        view = view_of(design.place or subject.place, width, height)
        drawn = replace(design, place=place_of_view(*view, width, height))
        manifest = manifest_on_page(content.proof, drawn, resources)
        imprint = imprint_of(content.imprint, manifest, view, resources)
    assert laid is not None  # noqa: S101 - _TRIES is not 0
    request = _request(answered, drawn, laid.map, view)
    owed = (base_map_attribution(resources), *(own.map.credit for own in subject.own_maps))
    return Planned(answered, drawn, laid, request, view, manifest, " · ".join(filter(None, owed)))


def _high_enough(design: Design, said: Said, map_px: tuple[float, float], resources: Resources) -> Design:
    """A page on which all words stand round a map of this size.

    The words' size hangs on the page's, which hangs on the words: twice is near enough.
    """
    for _ in range(2):
        look = look_of(design, Theme(design.theme), resources)
        height = math.ceil(page_height(said, design, look, map_px[1]))
        design = replace(design, height_mm=height / CSS_PX_PER_INCH * MM_PER_INCH)
    return design


def _size(box: QRectF) -> tuple[int, int]:
    return max(round(box.width()), 1), max(round(box.height()), 1)


def _request(answered: Answered, design: Design, box: QRectF, view: View) -> CaptureRequest:
    subject, found = answered.subject, answered.map
    layers = tuple(key for key in subject.layers if key not in FURNITURE)
    arrays, events = found.arrays, answered.events
    return CaptureRequest(
        *_size(box),
        design.scale,
        found.features or b"",
        found.visible,
        StyleChanged(
            design.theme,
            design.language,
            controls=False,
            layers=(*layers, "graticule") if design.graticule else layers,
            synthetic=answered.content.synthetic,
        ),
        ViewRequested(*view),
        subject.selection,
        flows=subject.flows,
        pin=subject.pin,
        own_maps=subject.own_maps,
        references=references_of(subject.engine.store, subject.layers)[0],
        measured=subject.measured,
        arrays=(arrays.payload if arrays is not None else None) or b"",
        mask=arrays.mask if arrays is not None else ALL_ROWS,
        window=found.window,
        events=(events.payload if events is not None else None) or b"",
        gap_s=subject.engine.event_parameters.gap_h * 3600,
        event_mask=events.mask if events is not None else "",
        reach=answered.reach,
        locator=inset_size(design, box),
    )


def compose(planned: Planned, captured: Captured) -> Figure:
    """The figure of a page and its map."""
    answered, design, laid = planned.answered, planned.design, planned.laid
    subject, content, look = answered.subject, answered.content, laid.look
    place = design.place or subject.place
    drawn = answered.map.content
    shown = OnMap(
        planned.view,
        place,
        captured.foot_px,
        captured.locator,
        visible_legend(subject, content.rows, drawn, place, planned.view.zoom),
        marks_of(subject.engine, drawn, place),
        content.synthetic,
    )
    slots = {**laid.slots, **overlay(design, laid, shown)}
    whole = QRectF(0, 0, design.width_px, design.height_px)
    parts = [Part("paper", whole, partial(_paint_paper, look=look, box=whole))]
    for item in design.items:
        if item.kind is ItemKind.MAP and item.shown and not laid.map.isEmpty():
            paint = partial(paint_map, box=laid.map, image=captured.image, look=look)
            parts.append(Part(item.id, laid.map, paint))
        elif item.id in slots and slots[item.id].box.height():
            slot = slots[item.id]
            parts.append(Part(item.id, slot.box, partial(_paint_slot, slot=slot)))
    if content.synthetic:
        marks = partial(watermark.paint_watermark, width=whole.width(), height=whole.height(), look=look)
        parts.append(Part(watermark.NAME, whole, marks))
    told = (content.subtitle, content.filter_sentence, content.chart_sentence, *look.told)
    return Figure(
        design,
        tuple(parts),
        content.title,
        content.sources,
        tuple(filter(None, told)),
        tuple(ident for ident, slot in slots.items() if slot.block.overflows),
        content.synthetic,
        planned.manifest,
        captured.tiles,
        planned.attribution,
        look.shrink,
    )


def _paint_paper(painter: QPainter, look: Look, box: QRectF) -> None:
    """A pixel beyond the edges: a page may end within one."""
    painter.fillRect(box.adjusted(-1, -1, 1, 1), colour(look.palette.panel))


def _paint_slot(painter: QPainter, slot: Slot) -> None:
    slot.block.paint(painter, slot.box)
