"""`tumen page`: a case as one HTML file."""

import argparse

from desktop_app.cli.target import may_write
from desktop_app.cli.view_options import asked_from
from desktop_app.domain.web_mercator import place_of_view
from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.query.clauses import ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import UsageError
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.whole_file import write_whole


def write_page(arguments: argparse.Namespace) -> int:
    """Write the page and say where.

    Raises:
        UsageError: the ending is another, or a clause stands beside --all that it would ignore.
    """
    if arguments.output.suffix.lower() not in {".html", ".htm"}:
        raise UsageError(f"{arguments.output.name}: a page ends in .html")
    may_write(arguments.output, force=arguments.force)
    resources = Resources.locate()
    store = open_choice(resources, CaseChoice(arguments.case, training=arguments.training, read_only=True))
    # The legend's words stand with its marks, which Qt draws.
    from desktop_app.ui.web_page.maker import MAP_PX, PageRequest, make_page  # noqa: PLC0415 - only now, Qt

    try:
        asked = asked_from(arguments, store)
        view = asked.view
        place = place_of_view(view.lon, view.lat, view.zoom, *MAP_PX) if view is not None else None
        page = make_page(
            resources,
            PageRequest(
                QueryEngine(store, asked.assumptions),
                _rows(asked.filter, all_rows=arguments.all_rows),
                asked.filter.dates if arguments.all_rows else DateClause(),
                arguments.title,
                arguments.bbox or place,
                arguments.theme,
                arguments.language or asked.language.value,
                asked.layers,
            ),
        )
    finally:
        store.close()
    write_whole(arguments.output, page)
    print(f"page written to {arguments.output}")
    return 0


def _rows(filter_: Filter, *, all_rows: bool) -> Filter:
    if not all_rows:
        return filter_
    others = filter_.without(ClauseKind.DATES)
    if others.is_active:
        hidden = "; ".join(clause.sentence() for clause in others.clauses)
        raise UsageError(f"--all takes every row, which goes against “{hidden}”; leave one of them out")
    return Filter()
