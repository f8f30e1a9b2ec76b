"""What a figure is of: a filter over a case and how its map shows it, from window or command line."""

from dataclasses import dataclass

from desktop_app.domain.figure_design import Place
from desktop_app.exporters.page_facts import Fact
from desktop_app.mapview.own_tiles import OwnMapShown
from desktop_app.mapview.protocol import NO_FLOWS, NO_PIN, FlowsChanged, MeasureShown, PinChanged
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.reference_layers import first_layers
from desktop_app.query.volumes_results import Question
from desktop_app.session.style import Language, Theme
from desktop_app.ui.legend import LegendEntry
from desktop_app.ui.theatre import THEATRE

MONTHS = Question()
NOT_MEASURED = MeasureShown("[]", active=False)


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be shown, before any page is designed for it.

    Attributes:
        engine: answers under the assumptions in use.
        filter: what passes.
        place: the part of the world; a design's own goes before it.
        layers: keys of the map layers that are shown.
        theme, language: values of `Theme` and `Language`; a design's own go before them.
        selection: selected keys, drawn as such and listed by a table of the selection.
        question: how the chart cuts the volumes.
        flows, flow_legend: flows between ports that the map shows, and what they mean.
        pin, measured, own_maps: what else a window's map shows.
        facts: what a page says of the thing it is about.
    """

    engine: QueryEngine
    filter: Filter
    place: Place
    layers: tuple[str, ...]
    theme: str
    language: str
    selection: tuple[str, ...] = ()
    question: Question = MONTHS
    flows: FlowsChanged = NO_FLOWS
    flow_legend: tuple[LegendEntry, ...] = ()
    pin: PinChanged = NO_PIN
    measured: MeasureShown = NOT_MEASURED
    own_maps: tuple[OwnMapShown, ...] = ()
    facts: tuple[Fact, ...] = ()


def theatre_subject(engine: QueryEngine, filter_: Filter) -> Subject:
    """The theatre as the window first shows it, for paper."""
    layers = first_layers(engine.store)
    return Subject(engine, filter_, Place(*THEATRE), layers, Theme.PRINT.value, Language.ENGLISH.value)
