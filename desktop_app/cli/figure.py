"""`tumen figure`: the window's figure without a window, at a given size."""

import argparse

from desktop_app.bootstrap import prepare
from desktop_app.cli.assumption_options import assumptions_from
from desktop_app.cli.filter_options import filter_from
from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.query.periods import Period
from desktop_app.query.volumes_results import Question, Shown, Split
from desktop_app.runtime.resources import Resources


def write_figure(arguments: argparse.Namespace) -> int:
    """Write the figure and say where."""
    resources = Resources.locate()
    store = open_choice(resources, CaseChoice(arguments.case, training=arguments.training, read_only=True))
    filter_, assumptions = filter_from(arguments, store), assumptions_from(arguments, store)
    prepare(headless=True)
    from desktop_app.app import make_application  # noqa: PLC0415 - Qt only after the process is prepared
    from desktop_app.ui.figure.file_figure import FigureRequest, file_figure  # noqa: PLC0415 - same

    application = make_application()
    try:
        file_figure(
            resources,
            store,
            FigureRequest(
                path=arguments.output,
                filter=filter_,
                assumptions=assumptions,
                bounds=arguments.bbox,
                width_px=arguments.size[0],
                height_px=arguments.size[1],
                scale=arguments.scale,
                theme=arguments.theme,
                language=arguments.language,
                title=arguments.title,
                chart=arguments.chart,
                chart_question=Question(
                    Period(arguments.period),
                    Split(arguments.split),
                    Shown(arguments.measure),
                    arguments.corrected,
                ),
            ),
        )
    finally:
        store.close()
        application.processEvents()
    print(f"figure written to {arguments.output}")
    return 0
