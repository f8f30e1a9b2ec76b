"""What a command is asked to show: options, and under them a saved view of the case; loads no Qt."""

import argparse
from typing import NamedTuple

from desktop_app.cli.assumption_options import assumptions_from
from desktop_app.cli.filter_options import filter_from
from desktop_app.domain.assumption import Assumptions
from desktop_app.domain.map_style import Language
from desktop_app.query.clause_names import named_filter
from desktop_app.query.clauses import ClauseKind, DateClause, Filter
from desktop_app.query.reference_layers import first_layers
from desktop_app.query.views import SavedView, view_named
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.case_store import CaseStore


class Asked(NamedTuple):
    """What is to be shown.

    Attributes:
        filter: what passes.
        assumptions: what every volume assumes.
        layers: keys of the map layers.
        language: of the names on the map.
        view: the saved view that was named.
    """

    filter: Filter
    assumptions: Assumptions
    layers: tuple[str, ...]
    language: Language
    view: SavedView | None


def asked_from(arguments: argparse.Namespace, store: CaseStore) -> Asked:
    """What the options say, and where they say nothing the saved view, if one is named.

    Raises:
        UsageError: an option makes no sense in this case, or together with the view.
        InputError: the case has no such view.
    """
    chosen = filter_from(arguments, store)
    if arguments.view is None:
        return Asked(chosen, assumptions_from(arguments, store), first_layers(store), Language.ENGLISH, None)
    view = view_named(store, arguments.view)
    # A view of the case, which is where names are looked up, says what it shows.
    shown = view.shown
    if shown is None:
        raise UsageError(f"--view: “{view.name}” holds a place alone")
    saved = named_filter(shown.filter, store.record)
    return Asked(
        Filter.of(*saved.clauses, *chosen.clauses, _dates(saved.dates, chosen)),
        assumptions_from(arguments, store, shown.assumed.in_case(store)),
        shown.layers,
        shown.language,
        view,
    )


def _dates(saved: DateClause, chosen: Filter) -> DateClause:
    """Each end of the window as an option says, else as the view does."""
    if chosen.clause(ClauseKind.DATES) is None:
        return saved
    first = chosen.dates.first_day or saved.first_day
    last = chosen.dates.last_day or saved.last_day
    if first is not None and last is not None and first > last:
        raise UsageError(f"the dates run from {first} to {last}: one of them is the saved view's")
    return DateClause(first, last)
