"""Plays events: reads the reports off the GUI thread, shows the strip under the map and ships on the map."""

import json
from math import isnan
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMainWindow

from desktop_app.domain.ais_event import EVENT_NAMES, EventKind
from desktop_app.exporters.things import vessel_words
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.mapview.protocol import NO_REPLAY, ReplayMoved
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.map_panel import MapPanel

if TYPE_CHECKING:
    from desktop_app.query.replay import Scene
    from desktop_app.ui.replay.replay_pane import ReplayPane

EVENT_PREFIX: Final = "ais_event:"
PANE_PX: Final = 196
# Where a ship hardly moves the map shall not zoom to the size of its berth.
LEAST_DEG: Final = 0.05
# Ships begin and end at the edge of the box of their ways, where buttons and attribution lie over the map.
EDGE_SHARE: Final = 0.25


class ReplayControl(QObject):
    """One replay at a time.

    Attributes:
        pane: the strip; None until something is played.

    Signals:
        said: a sentence about what was done.
    """

    said = Signal(str)

    def __init__(self, window: QMainWindow, session: Session, jobs: JobRunner, map_panel: MapPanel) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._jobs = jobs
        self._map = map_panel
        self._key = ""
        self._job: Job | None = None
        self.pane: ReplayPane | None = None
        session.changed.connect(self._on_changed)

    @Slot(str)
    def play(self, key: str) -> None:
        """Show the replay of an event, by its key, and begin it."""
        if not key.startswith(EVENT_PREFIX):
            self.said.emit("Only what was found in AIS reports can be played: select an event.")
            return
        self._read(key, starts=True)

    @Slot()
    def close(self) -> None:
        """Take the replay away."""
        self._key = ""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if self.pane is not None and self.pane.isVisibleTo(self._window):
            had_focus = self.pane.isAncestorOf(self._window.focusWidget() or self._window)
            self.pane.stop()
            self.pane.hide()
            self._map.view.send(NO_REPLAY)
            if had_focus:
                self._map.view.setFocus()

    def _read(self, key: str, *, starts: bool) -> None:
        if self._job is not None:
            self._job.cancel()
        self._key = key
        engine = self._session.engine

        def work(feedback: Feedback) -> "Scene | None":
            return _scene(engine, key.removeprefix(EVENT_PREFIX), feedback)

        def done(scene: "Scene | None") -> None:
            self._job = None
            if scene is None:
                self.close()
                self.said.emit("The event that was played is not found with these parameters.")
            else:
                self._show(scene, starts=starts)

        def failed(error: Exception) -> None:
            self._job = None
            self.close()
            self.said.emit(f"The reports behind the event could not be read: {error}")

        self._job = self._jobs.submit(work, done, failed)

    def _show(self, scene: "Scene", *, starts: bool) -> None:
        pane = self._made()
        event, store = scene.event, self._session.store
        names = " and ".join(vessel_words(store, reel.vessel_id) for reel in scene.reels)
        pane.show_scene(scene, f"{names}: {EVENT_NAMES[EventKind(event.kind)][0]}")
        pane.show()
        if starts:
            self._zoom()
            pane.setFocus()
            pane.clock.toggle()

    def _made(self) -> "ReplayPane":
        from desktop_app.ui.replay.replay_pane import ReplayPane  # noqa: PLC0415 - not before something is played

        if self.pane is None:
            pane = ReplayPane(self._session)
            pane.setFixedHeight(PANE_PX)
            pane.hide()
            centre = self._map.view.parentWidget()
            layout = centre.layout() if centre is not None else None
            if layout is not None:
                layout.addWidget(pane)
            pane.moved.connect(self._tell_map)
            pane.zoom_wanted.connect(self._zoom)
            pane.close_wanted.connect(self.close)
            self.pane = pane
        return self.pane

    @Slot()
    def _tell_map(self) -> None:
        from desktop_app.ui.replay.replay_words import map_label  # noqa: PLC0415 - as above

        pane = self.pane
        if pane is None or pane.scene is None or not self._key:
            return
        second, ships = pane.clock.second, []
        for reel in pane.scene.reels:
            moment = reel.at(second)
            if moment is not None:
                ships.append(
                    {
                        "lon": round(moment.lon, 6),
                        "lat": round(moment.lat, 6),
                        "course": None if isnan(moment.course_deg) else round(moment.course_deg, 1),
                        "silent": moment.is_silent,
                        "label": map_label(self._session.store, reel, moment, second),
                    }
                )
        self._map.view.send(ReplayMoved(json.dumps(ships)))

    @Slot()
    def _zoom(self) -> None:
        scene = self.pane.scene if self.pane is not None else None
        if scene is None:
            return
        lons = [float(lon) for reel in scene.reels for lon in reel.lon_deg]
        lats = [float(lat) for reel in scene.reels for lat in reel.lat_deg]
        if not lons:
            return
        across = max(LEAST_DEG, (max(lons) - min(lons)) * EDGE_SHARE)
        up = max(LEAST_DEG, (max(lats) - min(lats)) * EDGE_SHARE)
        self._map.fit_to((min(lons) - across, min(lats) - up, max(lons) + across, max(lats) + up))

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        """Other reports or parameters may make another event of it, or none."""
        if self._key and change.what & (Changed.DATA | Changed.EVENTS):
            self._read(self._key, starts=False)


def _scene(engine: QueryEngine, ident: str, feedback: Feedback) -> "Scene | None":
    from desktop_app.query.ais_events import found_event  # noqa: PLC0415 - numpy is not for the start
    from desktop_app.query.replay import scene_of  # noqa: PLC0415 - as above

    event = found_event(engine, ident, feedback)
    return None if event is None else scene_of(event)
