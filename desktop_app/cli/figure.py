"""`tumen figure`: the window's figure without a window, at a given size."""

import argparse
from dataclasses import replace

from desktop_app.bootstrap import prepare
from desktop_app.cli.assumption_options import assumptions_from
from desktop_app.cli.filter_options import filter_from
from desktop_app.domain.figure_design import CSS_PX_PER_INCH, Design, Item, ItemKind, Place
from desktop_app.domain.figure_templates import screen_design
from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period
from desktop_app.query.volumes_results import Question, Shown, Split
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.whole_file import write_whole


def write_figure(arguments: argparse.Namespace) -> int:
    """Write the figure and say where."""
    resources = Resources.locate()
    store = open_choice(resources, CaseChoice(arguments.case, training=arguments.training, read_only=True))
    filter_, assumptions = filter_from(arguments, store), assumptions_from(arguments, store)
    prepare(headless=True)
    from desktop_app.app import make_application  # noqa: PLC0415 - Qt only after the process is prepared
    from desktop_app.ui.figure.maker import make_now  # noqa: PLC0415 - same
    from desktop_app.ui.figure.subject import theatre_subject  # noqa: PLC0415 - same
    from desktop_app.ui.figure.writers import check_target, figure_bytes  # noqa: PLC0415 - same

    application = make_application()
    try:
        check_target(arguments.output)
        subject = replace(
            theatre_subject(QueryEngine(store, assumptions), filter_),
            theme=arguments.theme,
            language=arguments.language,
            question=Question(
                Period(arguments.period),
                Split(arguments.split),
                Shown(arguments.measure),
                arguments.corrected,
            ),
        )
        if arguments.bbox is not None:
            subject = replace(subject, place=Place(*arguments.bbox))
        figure = make_now(resources, subject, _design(arguments))
        write_whole(arguments.output, figure_bytes(figure, arguments.output.suffix, resources))
    finally:
        store.close()
        application.processEvents()
    print(f"figure written to {arguments.output}")
    return 0


def _design(arguments: argparse.Namespace) -> Design:
    design = screen_design(*arguments.size, chart=arguments.chart)
    title = Item(ItemKind.TITLE.value, ItemKind.TITLE, text=arguments.title or "")
    return replace(design.with_item(title), dpi=round(arguments.scale * CSS_PX_PER_INCH))
