"""The steps from a subject and a design to a figure: words and rows, page, map, parts."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop_app.domain.figure_design import Design, ItemKind
from desktop_app.domain.web_mercator import View, place_of_view, view_of
from desktop_app.mapview.capture import ALL_ROWS, Captured, CaptureRequest
from desktop_app.mapview.protocol import StyleChanged, ViewRequested
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import FURNITURE, Theme
from desktop_app.ui.figure.content import FigureContent, figure_content
from desktop_app.ui.figure.figure import Figure, Part
from desktop_app.ui.figure.items import watermark
from desktop_app.ui.figure.items.map_picture import paint_map
from desktop_app.ui.figure.layout import Laid, Slot, lay_out
from desktop_app.ui.figure.look import Look, look_of
from desktop_app.ui.figure.overlay import overlay
from desktop_app.ui.figure.subject import Subject
from desktop_app.ui.map_answer import Asked, MapAnswer, map_answer
from desktop_app.ui.palette import colour

# A page that is made for what it says; given what that is and how it would look.
Page = Design | Callable[[FigureContent, Resources], Design]


class Answered(NamedTuple):
    """What the case says of a subject; made off the GUI thread."""

    subject: Subject
    page: Page
    content: FigureContent
    map: MapAnswer


class Planned(NamedTuple):
    """A page laid out, and the map that it asks for."""

    answered: Answered
    design: Design
    laid: Laid
    request: CaptureRequest


def answer(subject: Subject, page: Page, feedback: Feedback) -> Answered:
    """Ask the case.

    Raises:
        InputError: reports of a track are missing or damaged.
        Cancelled: it is not wanted any more.
    """
    content = figure_content(subject, page if isinstance(page, Design) else None, feedback)
    return Answered(subject, page, content, map_answer(subject.engine, subject.filter, Asked(), feedback))


def plan(answered: Answered, resources: Resources) -> Planned:
    """Lay the page out; in the GUI thread, for words are measured."""
    subject, content, page = answered.subject, answered.content, answered.page
    design = page if isinstance(page, Design) else page(content, resources)
    design = replace(
        design, theme=design.theme or subject.theme, language=design.language or subject.language
    )
    laid = lay_out(content, design, look_of(design, Theme(design.theme), resources))
    return Planned(answered, design, laid, _request(answered, design, laid.map))


def _request(answered: Answered, design: Design, box: QRectF) -> CaptureRequest:
    subject, found = answered.subject, answered.map
    width, height = max(round(box.width()), 1), max(round(box.height()), 1)
    layers = tuple(key for key in subject.layers if key not in FURNITURE)
    arrays = found.arrays
    return CaptureRequest(
        width,
        height,
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
        ViewRequested(*view_of(design.place or subject.place, width, height)),
        subject.selection,
        flows=subject.flows,
        pin=subject.pin,
        own_maps=subject.own_maps,
        measured=subject.measured,
        arrays=(arrays.payload if arrays is not None else None) or b"",
        mask=arrays.mask if arrays is not None else ALL_ROWS,
        window=found.window,
    )


def compose(planned: Planned, captured: Captured) -> Figure:
    """The figure of a page and its map."""
    content, laid = planned.answered.content, planned.laid
    view = View(captured.lon, captured.lat, captured.zoom)
    request = planned.request
    design = replace(planned.design, place=place_of_view(*view, request.width_px, request.height_px))
    look = laid.look
    slots = {**laid.slots, **overlay(content, design, laid, view, captured.foot_px)}
    whole = QRectF(0, 0, design.width_px, design.height_px)
    parts = [Part("paper", whole, partial(_paint_paper, look=look, box=whole))]
    for item in design.items:
        if item.kind is ItemKind.MAP and item.shown:
            parts.append(
                Part(item.id, laid.map, partial(paint_map, box=laid.map, image=captured.image, look=look))
            )
        elif item.id in slots and slots[item.id].box.height():
            slot = slots[item.id]
            parts.append(Part(item.id, slot.box, partial(_paint_slot, slot=slot)))
    if content.synthetic:
        marks = partial(watermark.paint_watermark, width=whole.width(), height=whole.height(), look=look)
        parts.append(Part(watermark.NAME, whole, marks))
    return Figure(
        design,
        tuple(parts),
        content.title,
        content.sources,
        (content.subtitle, content.filter_sentence, *filter(None, (content.chart_sentence,)), *look.told),
        tuple(ident for ident, slot in slots.items() if slot.block.overflows),
        content.synthetic,
        captured.tiles,
        look.shrink,
    )


def _paint_paper(painter: QPainter, look: Look, box: QRectF) -> None:
    painter.fillRect(box, colour(look.palette.panel))


def _paint_slot(painter: QPainter, slot: Slot) -> None:
    slot.block.paint(painter, slot.box)
