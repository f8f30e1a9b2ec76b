"""The map's marks and their meaning, for the layers panel and the figure's legend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop_app.domain.event_parameters import EventParameters
from desktop_app.ui.event_symbols import EVENT_SYMBOLS, paint_event
from desktop_app.ui.flow_symbols import paint_flow
from desktop_app.ui.palette import Palette, colour

LAYER_TITLES: Final[Mapping[str, str]] = {
    "ports": "Ports of the trade",
    "other_ports": "Other ports",
    "port_areas": "Port areas",
    "rail": "Railway",
    "routes": "Inferred routes",
    "flows": "Flows",
    "tracks": "AIS tracks",
    "ais_gaps": "AIS gaps",
    "ais_visits": "Port visits",
    "ais_meetings": "Encounters and loitering",
    "ais_doubts": "Doubts about ships and positions",
    "ais_hints": "Missed-call hints",
    "watch_areas": "Watched areas",
    "sightings": "Documented positions",
    "labels": "Names",
}


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One mark.

    Attributes:
        layer: key of the map layer it belongs to.
        symbol: what `paint_symbol` draws.
        meaning: a few words.
    """

    layer: str
    symbol: str
    meaning: str


_LEGEND: Final = (
    LegendEntry("ports", "loading", "loading port, size by calls"),
    LegendEntry("ports", "discharge", "discharge port"),
    LegendEntry("ports", "rail_head", "rail head"),
    LegendEntry("other_ports", "other", "other port"),
    LegendEntry("port_areas", "area", "entered at 3 km, left at 4 km"),
    LegendEntry("rail", "rail", "Khasan–Rajin line; dashed: schematic"),
    LegendEntry("rail", "station", "station"),
    LegendEntry("rail", "station_computed", "station placed by its kilometre"),
    LegendEntry("routes", "route", "inferred route, not a track"),
    LegendEntry("flows", "flow", "flow between ports, not a route"),
    LegendEntry("tracks", "track", "AIS track, a colour a ship"),
    LegendEntry("tracks", "track_gap", "nothing heard for more than {gap_h} h"),
    LegendEntry("tracks", "doubted", "report flagged when it was imported"),
    LegendEntry("ais_gaps", "event_gap", "silence of more than {gap_h} h; a dotted ring: at one place"),
    LegendEntry("ais_visits", "event_visit", "port visit; the fuller, the surer"),
    LegendEntry("ais_visits", "event_count", "so many on one spot"),
    LegendEntry("ais_meetings", "event_encounter", "encounter of two ships"),
    LegendEntry("ais_meetings", "event_loitering", "loitering"),
    LegendEntry("ais_meetings", "event_sts", "ship-to-ship candidate, one ship silent"),
    LegendEntry("ais_doubts", "event_identity", "doubt about who a ship is"),
    LegendEntry("ais_doubts", "event_position", "doubt about where she was"),
    LegendEntry("ais_hints", "event_hint", "a call may be missing between two sightings"),
    LegendEntry("ais_hints", "event_reach", "water within reach meanwhile, of the selected hint"),
    LegendEntry("watch_areas", "watch_area", "area that is watched as a port is"),
    LegendEntry("sightings", "position_on", "position, tracker on"),
    LegendEntry("sightings", "position_off", "position, tracker off"),
    LegendEntry("sightings", "silence", "silence between positions"),
)


def legend_under(parameters: EventParameters) -> tuple[LegendEntry, ...]:
    """The legend with the thresholds that events are found with."""
    gap_h = f"{parameters.gap_h:g}"
    return tuple(replace(entry, meaning=entry.meaning.replace("{gap_h}", gap_h)) for entry in _LEGEND)


def paint_symbol(painter: QPainter, symbol: str, box: QRectF, palette: Palette) -> None:
    """Draw one mark centred in a box about 26 by 16 pixels; nothing for no symbol."""
    if not symbol:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if symbol in _DISCS:
        _disc(painter, box, getattr(palette, _DISCS[symbol]), 3.5 if symbol == "other" else 5.0, palette)
    elif symbol in _RINGS:
        edge, fill = _RINGS[symbol]
        dashed = symbol == "station_computed"
        _ring(painter, box, getattr(palette, edge), getattr(palette, fill), dashed=dashed)
    elif symbol == "area":
        _area(painter, box, palette.loading)
    elif symbol in EVENT_SYMBOLS:
        paint_event(painter, symbol, box, palette)
    elif symbol.startswith("flow"):
        paint_flow(painter, symbol, box, palette)
    else:
        _way(painter, symbol, box, palette)
    painter.restore()


def reference_symbol(colour_text: str, kinds: Sequence[str]) -> str:
    """The symbol of a reference layer: its colour, and the kind of shape that says most."""
    kind = next((one for one in ("area", "line", "point") if one in kinds), "point")
    return f"{colour_text} {kind}"


def _reference(painter: QPainter, symbol: str, box: QRectF) -> None:
    text, _, kind = symbol.partition(" ")
    own = QColor(text)
    if kind == "point":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(own)
        painter.drawEllipse(box.center(), 3.6, 3.6)
    elif kind == "line":
        _line(painter, box, QPen(own, 1.6))
    else:
        tint = QColor(own)
        tint.setAlphaF(0.13)
        painter.setPen(QPen(own, 1.3))
        painter.setBrush(tint)
        painter.drawRect(box.adjusted(5, 3, -5, -3))


def _way(painter: QPainter, symbol: str, box: QRectF, palette: Palette) -> None:
    """The railway, a line over water, or a reference layer in its own colour."""
    if symbol.startswith("#"):
        _reference(painter, symbol, box)
        return
    if symbol == "rail":
        _line(painter, box, QPen(colour(palette.rail), 2.4))
        casing = QPen(colour(palette.panel), 1.0)
        casing.setDashPattern([3, 3])
        _line(painter, box, casing)
    elif symbol == "track":
        _line(painter, box, QPen(colour(palette.discharge), 1.6))
    else:
        line = QPen(colour(palette.discharge if symbol == "track_gap" else palette.sea_volume), 1.4)
        line.setDashPattern([5, 3] if symbol == "route" else [1, 3])
        _line(painter, box, line)
        if symbol == "route":
            _arrow(painter, box, palette)


# Edge and fill.
_RINGS: Final = {
    "station": ("rail", "panel"),
    "station_computed": ("rail", "panel"),
    "doubted": ("warning", "panel"),
    "position_on": ("sea_volume", "sea_volume"),
    "position_off": ("sea_volume", "panel"),
}
_DISCS: Final = {"loading": "loading", "discharge": "discharge", "rail_head": "rail", "other": "neutral"}


def _disc(painter: QPainter, box: QRectF, value: str, radius: float, palette: Palette) -> None:
    painter.setPen(QPen(colour(palette.panel), 1.0))
    painter.setBrush(colour(value))
    painter.drawEllipse(box.center(), radius, radius)
    painter.setPen(QPen(colour(value), 1.6))
    painter.drawLine(box.center() + QPointF(0, radius), box.center() + QPointF(0, radius + 3))


def _ring(painter: QPainter, box: QRectF, value: str, fill: str, *, dashed: bool = False) -> None:
    edge = QPen(colour(value), 1.5)
    if dashed:
        edge.setDashPattern([1.5, 1.3])
    painter.setPen(edge)
    painter.setBrush(colour(fill))
    painter.drawEllipse(box.center(), 3.2, 3.2)


def _area(painter: QPainter, box: QRectF, value: str) -> None:
    """A disc with the edge at which a ship enters, and round it the one at which it leaves."""
    painter.setPen(QPen(colour(value), 1.2))
    painter.setBrush(colour(value, 0.15))
    painter.drawEllipse(box.center(), 4.6, 4.6)
    edge = QPen(colour(value), 1.0)
    edge.setDashPattern([2, 2])
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.center(), 7.2, 7.2)


def _line(painter: QPainter, box: QRectF, line: QPen) -> None:
    line.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(line)
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))


def _arrow(painter: QPainter, box: QRectF, palette: Palette) -> None:
    tip = QPointF(box.left() + box.width() * 0.45, box.center().y())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(palette.sea_volume))
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(-6, -3), tip + QPointF(-6, 3)]))
