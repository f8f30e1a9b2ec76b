"""What a window showed before something else was opened in it, to go back to."""

from typing import NamedTuple

from desktop_app.domain.assumption import Assumptions
from desktop_app.mapview.protocol import ViewportChanged
from desktop_app.query.clauses import Clause, Filter
from desktop_app.session.session import Session
from desktop_app.session.style import Language
from desktop_app.ui.map_panel import MapPanel


class FormerView(NamedTuple):
    """The state of a session and where its map was.

    Attributes:
        lifted: clauses that were turned off.
        viewport: None before the map is drawn.
    """

    filter: Filter
    lifted: tuple[Clause, ...]
    assumptions: Assumptions
    layers: tuple[str, ...]
    selection: tuple[str, ...]
    language: Language
    viewport: ViewportChanged | None

    @classmethod
    def of(cls, session: Session, map_panel: MapPanel) -> "FormerView":
        """What is shown now."""
        return cls(
            session.filter,
            session.lifted,
            session.assumptions,
            session.layers,
            session.selection,
            session.style.language,
            map_panel.viewport,
        )

    def show(self, session: Session, map_panel: MapPanel) -> None:
        """Show it again, but for the language, which the window's menu sets."""
        session.set_filter(Filter.of(*self.filter.clauses, *self.lifted))
        for clause in self.lifted:
            session.lift(clause.kind)
        session.set_assumptions(self.assumptions, "")
        session.set_layers(self.layers, "")
        session.select(self.selection, "")
        if self.viewport is not None:
            map_panel.show_view(self.viewport.lon, self.viewport.lat, self.viewport.zoom)
