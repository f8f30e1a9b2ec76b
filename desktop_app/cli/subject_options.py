"""Options of the command line to what a figure is of; imported once the process is prepared for Qt."""

import argparse

from desktop_app.cli.figure_options import FIGURE_SIZE
from desktop_app.cli.view_options import Asked, asked_from
from desktop_app.domain.figure_design import Place
from desktop_app.domain.web_mercator import place_of_view
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period
from desktop_app.query.volumes_results import Question, Shown, Split
from desktop_app.session.style import Theme
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.figure.subject import Subject
from desktop_app.ui.figure.subject_flows import with_flows
from desktop_app.ui.theatre import THEATRE


def subject_from(
    arguments: argparse.Namespace, store: CaseStore, page_px: tuple[float, float] = FIGURE_SIZE
) -> Subject:
    """What is to be shown, as options and saved view say.

    Args:
        arguments: of a command with filter, assumption and subject options.
        store: the case.
        page_px: width and height of the page, CSS pixels; of a saved view the map shows what a window of
            this size would.

    Raises:
        UsageError: an option makes no sense in this case, or together with the view.
        InputError: the case has no such view.
    """
    asked = asked_from(arguments, store)
    return with_flows(
        Subject(
            QueryEngine(store, asked.assumptions),
            asked.filter,
            Place(*arguments.bbox) if arguments.bbox is not None else _place(asked, page_px),
            asked.layers,
            arguments.theme or Theme.PRINT.value,
            arguments.language or asked.language.value,
            question=Question(
                Period(arguments.period),
                Split(arguments.split),
                Shown(arguments.measure),
                arguments.corrected,
            ),
        )
    )


def _place(asked: Asked, page_px: tuple[float, float]) -> Place:
    if asked.view is None:
        return Place(*THEATRE)
    return place_of_view(asked.view.lon, asked.view.lat, asked.view.zoom, *page_px)
