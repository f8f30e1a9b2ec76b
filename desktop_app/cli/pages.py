"""`tumen pages`: one page a vessel, port, voyage or month, in one file or a folder."""

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.bootstrap import prepare
from desktop_app.cli.design_options import design_from
from desktop_app.cli.interruption import INTERRUPTED_EXIT, interruption
from desktop_app.cli.target import may_write
from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.query.pages.results import PageKind, PageOrder, PagesQuestion
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.resources import Resources

if TYPE_CHECKING:
    from desktop_app.ui.figure.pages.request import PagesRequest
    from desktop_app.ui.figure.pages.writer import PagesWritten

TEMPLATE = "a4-portrait"
# Of its maps, where nothing is said: hundreds of pages in a minute, and a file that can be sent.
DPI = 150


def write_pages(arguments: argparse.Namespace) -> int:
    """Write the pages and say where; Ctrl+C leaves nothing behind."""
    if arguments.output.suffix.lower() in {".pdf", ".pptx"}:
        may_write(arguments.output, force=arguments.force)
    resources = Resources.locate()
    store = open_choice(resources, CaseChoice(arguments.case, training=arguments.training, read_only=True))
    try:
        design = design_from(arguments, store, TEMPLATE)
        if arguments.template is None and arguments.dpi is None:
            design = replace(design, dpi=DPI)
        prepare(headless=True)
        from desktop_app.app import make_application  # noqa: PLC0415 - Qt only after the process is prepared
        from desktop_app.cli.subject_options import subject_from  # noqa: PLC0415 - same
        from desktop_app.ui.figure.pages.request import PLAIN_TITLE, PagesRequest  # noqa: PLC0415 - same

        application = make_application()
        request = PagesRequest(
            subject_from(arguments, store, (design.width_px, design.height_px)),
            design,
            PagesQuestion(
                PageKind(arguments.by),
                PageOrder(arguments.order) if arguments.order else None,
                arguments.limit,
            ),
            arguments.output,
            arguments.title or PLAIN_TITLE,
            lock_place=arguments.lock_place,
            overview=arguments.overview,
            force=True,
        )
        written = _written(resources, request)
        application.processEvents()
    finally:
        store.close()
    if written is None:
        print("tumen: called off; nothing was written", file=sys.stderr)
        return INTERRUPTED_EXIT
    print(f"{written.pages} pages written to {written.path}")
    if written.found.left_out:
        print(f"{written.found.left_out} more are left out by --limit")
    if written.found.empty:
        print(f"{written.found.empty} of the case without a row under the filter have no page")
    return 0


def _written(resources: Resources, request: "PagesRequest") -> "PagesWritten | None":
    """Turn the event loop until the pages are there; None where it was interrupted."""
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415 - as above

    from desktop_app.jobs.runner import JobRunner  # noqa: PLC0415 - as above
    from desktop_app.ui.figure.pages.writer import PagesWriter  # noqa: PLC0415 - as above

    loop, jobs = QEventLoop(), JobRunner()
    writer = PagesWriter(resources, jobs)
    ended: list[PagesWritten | TumenError] = []

    def end(result: "PagesWritten | TumenError") -> None:
        ended.append(result)
        loop.quit()

    writer.finished.connect(end)
    writer.failed.connect(end)
    writer.progressed.connect(_tell)
    with interruption(loop.quit):
        writer.write(request)
        if not ended:
            loop.exec()
    writer.cancel()
    jobs.shutdown()
    if sys.stderr.isatty():
        print(file=sys.stderr)
    result = ended[0] if ended else None
    if isinstance(result, TumenError):
        raise result
    return result


def _tell(done: int, total: int) -> None:
    """On a terminal one line that counts, else a line a tenth."""
    if sys.stderr.isatty():
        print(f"\r{done} of {total} pages", end="", file=sys.stderr, flush=True)
    elif done * 10 // total != (done - 1) * 10 // total:
        print(f"{done} of {total} pages", file=sys.stderr, flush=True)
