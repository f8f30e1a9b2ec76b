"""`tumen figure`: a figure without a window, on the page that a template or a size says."""

import argparse
import sys
from dataclasses import replace

from desktop_app.bootstrap import prepare
from desktop_app.cli.figure_design import figure_design
from desktop_app.cli.target import may_write
from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.runtime.resources import Resources


def write_figure(arguments: argparse.Namespace) -> int:
    """Write the figure, say where, and what a reader should know of it.

    Raises:
        UsageError: an option makes no sense, or the ending is unknown.
        InputError: a file cannot be read or written.
    """
    resources = Resources.locate()
    store = open_choice(resources, CaseChoice(arguments.case, training=arguments.training, read_only=True))
    prepare(headless=True)
    from desktop_app.app import make_application  # noqa: PLC0415 - Qt only after the process is prepared
    from desktop_app.cli.subject_options import subject_from  # noqa: PLC0415 - same
    from desktop_app.ui.figure.maker import make_now  # noqa: PLC0415 - same
    from desktop_app.ui.figure.remarks import remarks_on  # noqa: PLC0415 - same
    from desktop_app.ui.figure.writing import files  # noqa: PLC0415 - same

    application = make_application()
    try:
        options = files.WriteOptions(resources, arguments.outlines, arguments.world_file, arguments.sidecar)
        files.check_figure_target(arguments.output, options)
        for path in files.targets_of(arguments.output, options):
            may_write(path, force=arguments.force)
        design = figure_design(arguments, store)
        files.check_figure_target(arguments.output, options, design=design)
        subject = subject_from(arguments, store, (design.width_px, design.height_px))
        subject = replace(subject, selection=tuple(arguments.select))
        figure = make_now(resources, subject, design)
        written = files.write_figure(arguments.output, figure, files.proof_of, options, force=True)
        for remark in remarks_on(subject, figure):
            print(f"{remark.severity.value}: {remark.sentence} {remark.advice}", file=sys.stderr)
    finally:
        store.close()
        application.processEvents()
    print(f"figure written to {' and '.join(map(str, written))}")
    return 0
