"""The graph of speeds under a replay: told and implied, silences hatched, event and moment marked."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from desktop_app.query.replay import HEARD_S, HOUR_S, Reel, Scene
from desktop_app.session.session import Session
from desktop_app.ui.charts.clock import Clock, Stretch
from desktop_app.ui.charts.marks import hatch, pen, sized
from desktop_app.ui.charts.time_axis import axis_height, paint_axis
from desktop_app.ui.palette import PALETTES, Palette, colour

LEFT_PX: Final = 44.0
RIGHT_PX: Final = 10.0
TOP_PX: Final = 6.0
LEAST_HEIGHT_PX: Final = 104
FONT_PX: Final = 11
DOT_PX: Final = 1.6
# Speeds above this are no ship's; the scale ends here, and what is cut off is drawn at its upper edge.
MOST_KN: Final = 30.0
LEAST_KN: Final = 5.0
# Reports a pixel beyond which the highest and the lowest of each pixel stand for all.
CROWDED: Final = 2.0
EVENT_OPACITY: Final = 0.13
SILENCE_OPACITY: Final = 0.45


class SpeedGraph(QWidget):
    """Shows a scene; a hand or key chooses the moment.

    Signals:
        wanted: seconds since 1970-01-01 UTC that a hand or key wants.
        toggle_wanted: play, or stop.
        close_wanted: the replay is to go.
    """

    wanted = Signal(float)
    toggle_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scene: Scene | None = None
        self._second = 0.0
        self._ground: QPixmap | None = None
        self.setMinimumHeight(LEAST_HEIGHT_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(sized(self.font(), FONT_PX))
        self.setAccessibleName("Speeds of the replay")

    def show_scene(self, scene: Scene) -> None:
        """Draw another scene."""
        self._scene = scene
        self.redraw()

    def redraw(self) -> None:
        """Draw everything anew: the theme is another."""
        self._ground = None
        self.update()

    def show_moment(self, second: float, words: str) -> None:
        """Draw the line at a moment; `words` say it to those who do not see it."""
        self._second = second
        self.setAccessibleDescription(words)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another size is another picture."""
        super().resizeEvent(event)
        self._ground = None

    def _clock(self, scene: Scene) -> Clock:
        width = max(self.width() - LEFT_PX - RIGHT_PX, 1.0)
        return Clock(Stretch(scene.first_s, scene.last_s), LEFT_PX, width)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The kept picture, and over it the moment."""
        scene = self._scene
        painter = QPainter(self)
        palette = PALETTES[self._session.style.theme]
        if scene is None:
            painter.fillRect(self.rect(), colour(palette.panel))
            painter.end()
            return
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._ground.devicePixelRatioF() != ratio:
            self._ground = QPixmap((self.size().toSizeF() * ratio).toSize())
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(colour(palette.panel))
            brush = QPainter(self._ground)
            brush.setFont(self.font())
            paint_speeds(brush, QRectF(self.rect()), self._clock(scene), scene, palette)
            brush.end()
        painter.drawPixmap(0, 0, self._ground)
        x = self._clock(scene).x(self._second)
        foot = self.height() - axis_height(QFontMetricsF(self.font()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(palette.panel, 4.0))
        painter.drawLine(QPointF(x, TOP_PX), QPointF(x, foot))
        painter.setPen(pen(palette.selection, 2.0))
        painter.drawLine(QPointF(x, 0), QPointF(x, foot))
        painter.setBrush(colour(palette.selection))
        painter.drawPolygon(QPolygonF([QPointF(x - 5, 0), QPointF(x + 5, 0), QPointF(x, 7)]))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(palette.selection, 1.0))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The moment under the hand."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._take(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The moment follows a hand that drags."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._take(event)

    def _take(self, event: QMouseEvent) -> None:
        if self._scene is not None:
            self.wanted.emit(self._clock(self._scene).second_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """`graph_keys.GRAPH_KEYS`."""
        scene, key = self._scene, event.key()
        if key == Qt.Key.Key_Space:
            self.toggle_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.close_wanted.emit()
        elif scene is not None and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            by = -1 if key == Qt.Key.Key_Left else 1
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.wanted.emit(self._second + by * HOUR_S)
            else:
                self.wanted.emit(_beside(scene.reels[0], self._second, by))
        elif scene is not None and key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.wanted.emit(scene.start_s if key == Qt.Key.Key_Home else scene.end_s)
        else:
            super().keyPressEvent(event)


def _beside(reel: Reel, second: float, by: int) -> float:
    """When the report before (-1) or after (1) a moment came; the moment itself where there is none."""
    if by < 0:
        place = int(np.searchsorted(reel.t_s, second)) - 1
    else:
        place = int(np.searchsorted(reel.t_s, second, side="right"))
    return reel.times[place] if 0 <= place < len(reel.times) else second


def paint_speeds(painter: QPainter, area: QRectF, clock: Clock, scene: Scene, palette: Palette) -> None:
    """Axis, event, silences of the ship, and the speeds of each ship; the second ship's dashed."""
    metrics = QFontMetricsF(painter.font())
    foot = area.bottom() - axis_height(metrics)
    plot = QRectF(clock.left, area.top() + TOP_PX, clock.width, foot - area.top() - TOP_PX)
    painter.fillRect(_band(clock, plot, scene.start_s, scene.end_s), colour(palette.selection, EVENT_OPACITY))
    top = _top_kn(scene)
    paint_axis(painter, area, foot, clock, palette, metrics)
    _paint_scale(painter, plot, top, palette, metrics)
    painter.save()
    painter.setClipRect(plot.adjusted(-1, -2, 1, 2))
    if scene.reels:
        for start, end in scene.reels[0].silences(HEARD_S):
            hatch(painter, _band(clock, plot, start, end), colour(palette.quiet, SILENCE_OPACITY))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inks = (palette.sea_volume, palette.discharge)
    for reel, ink in zip(scene.reels, inks, strict=False):
        _paint_implied(painter, plot, clock, reel, (top, palette.loading))
        _paint_told(painter, plot, clock, reel, (top, ink))
    painter.restore()
    _paint_legend(painter, plot, palette, metrics)


def _paint_legend(painter: QPainter, plot: QRectF, palette: Palette, metrics: QFontMetricsF) -> None:
    """What the lines are, in their colours, at the upper right."""
    right = plot.right() - 4
    for text, ink in (("implied by the way", palette.loading), ("told by the ship", palette.sea_volume)):
        width = metrics.horizontalAdvance(text)
        box = QRectF(right - width, plot.top() + 2, width, metrics.height())
        line = QRectF(box.left() - 18, box.top(), 14, box.height())
        painter.fillRect(line.united(box).adjusted(-3, 0, 3, 0), colour(palette.panel, 0.85))
        painter.setPen(pen(ink, 2.0))
        painter.drawLine(QPointF(line.left(), line.center().y()), QPointF(line.right(), line.center().y()))
        painter.setPen(pen(palette.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        right = line.left() - 12


def _band(clock: Clock, plot: QRectF, start_s: float, end_s: float) -> QRectF:
    """The part of the plot between two instants, at least two pixels wide."""
    left = min(max(clock.x(start_s), plot.left()), plot.right())
    right = min(max(clock.x(end_s), plot.left()), plot.right())
    return QRectF(left, plot.top(), max(right - left, 2.0), plot.height())


def _top_kn(scene: Scene) -> float:
    """The upper end of the scale: the fastest that is told or implied, in fives, within bounds."""
    speeds = [part for reel in scene.reels for part in (reel.sog_kn, reel.implied_kn)]
    joined = np.concatenate(speeds) if speeds else np.empty(0)
    joined = joined[np.isfinite(joined)]
    fastest = float(joined.max()) if len(joined) else 0.0
    return float(min(max(np.ceil(fastest / 5) * 5, LEAST_KN), MOST_KN))


def _paint_scale(
    painter: QPainter, plot: QRectF, top: float, palette: Palette, metrics: QFontMetricsF
) -> None:
    step = 5.0 if top <= 2 * LEAST_KN else 10.0
    value = 0.0
    while value <= top:
        y = plot.bottom() - value / top * plot.height()
        painter.setPen(pen(palette.line))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(pen(palette.quiet))
        text = f"{value:g} kn" if value == 0 else f"{value:g}"
        box = QRectF(0, y - metrics.height() / 2, plot.left() - 5, metrics.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        value += step


def _heights(plot: QRectF, speeds: NDArray[np.float64], top: float) -> NDArray[np.float64]:
    heights: NDArray[np.float64] = plot.bottom() - np.minimum(speeds, top) / top * plot.height()
    return heights


def _paint_told(painter: QPainter, plot: QRectF, clock: Clock, reel: Reel, look: tuple[float, str]) -> None:
    """The speeds that reports tell: a line through reports within an hour of each other, a dot each."""
    top, ink = look
    told = np.isfinite(reel.sog_kn)
    times, speeds = reel.t_s[told], reel.sog_kn[told]
    kept = _thinned(times, speeds, clock)
    times, ys = times[kept], _heights(plot, speeds[kept], top)
    xs = clock.left + (times - clock.shown.first_s) * clock.px_per_s
    points = [QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
    painter.setPen(pen(ink, 1.4))
    for run in np.split(np.arange(len(points)), np.flatnonzero(np.diff(times) > HEARD_S) + 1):
        if len(run) > 1:
            painter.drawPolyline(QPolygonF(points[run[0] : run[-1] + 1]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ink))
    if len(points) * 2 * DOT_PX < plot.width():
        for point in points:
            painter.drawEllipse(point, DOT_PX, DOT_PX)


def _paint_implied(
    painter: QPainter, plot: QRectF, clock: Clock, reel: Reel, look: tuple[float, str]
) -> None:
    """The speed that the way from one report to the next takes, a step each."""
    top, ink = look
    implied = reel.implied_kn
    known = np.flatnonzero(np.isfinite(implied))
    kept = known[_thinned(reel.t_s[known], implied[known], clock)]
    ys = _heights(plot, implied[kept], top).tolist()
    painter.setPen(pen(ink, 1.2, Qt.PenStyle.SolidLine, 0.8))
    for place, y in zip(kept.tolist(), ys, strict=True):
        painter.drawLine(QPointF(clock.x(reel.times[place]), y), QPointF(clock.x(reel.times[place + 1]), y))


def _thinned(times: NDArray[np.float64], values: NDArray[np.float64], clock: Clock) -> NDArray[np.int64]:
    """Places of all values, or where they are crowded of the highest and the lowest of each pixel."""
    count = len(times)
    if count <= CROWDED * clock.width:
        return np.arange(count)
    pixel = np.floor((times - clock.shown.first_s) * clock.px_per_s).astype(np.int64)
    order = np.lexsort((values, pixel))
    edges = np.flatnonzero(np.diff(pixel[order]))
    ends = np.concatenate(([0], edges + 1, edges, [count - 1]))
    return np.unique(order[ends])
