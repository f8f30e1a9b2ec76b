"""`tumen animate`: the window of dates played over a figure, to a film or numbered pictures."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.bootstrap import prepare
from desktop_app.cli.design_options import design_from
from desktop_app.cli.interruption import INTERRUPTED_EXIT, interruption
from desktop_app.cli.target import may_write
from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.query.animation_steps import Step
from desktop_app.runtime.errors import InputError, TumenError
from desktop_app.runtime.resources import Resources

if TYPE_CHECKING:
    from desktop_app.ui.figure.animation.request import AnimationRequest

TEMPLATE = "slide-16x9"


def write_animation(arguments: argparse.Namespace) -> int:
    """Write the animation and say where; Ctrl+C leaves nothing behind."""
    _may_write(arguments.output, force=arguments.force)
    resources = Resources.locate()
    store = open_choice(resources, CaseChoice(arguments.case, training=arguments.training, read_only=True))
    try:
        design = design_from(arguments, store, TEMPLATE)
        prepare(headless=True)
        from desktop_app.app import make_application  # noqa: PLC0415 - Qt only after the process is prepared
        from desktop_app.cli.subject_options import subject_from  # noqa: PLC0415 - same
        from desktop_app.ui.figure.animation.request import AnimationRequest, check_request  # noqa: PLC0415 - same

        application = make_application()
        request = AnimationRequest(
            arguments.output,
            subject_from(arguments, store, (design.width_px, design.height_px)),
            design,
            Step(arguments.step),
            cumulative=arguments.cumulative,
            length=arguments.window,
            skips_empty=arguments.skip_empty,
            fps=arguments.fps,
            seconds_per_step=arguments.seconds_per_step,
        )
        check_request(request)
        written = _written(resources, request)
        application.processEvents()
    finally:
        store.close()
    if not written:
        print("tumen: called off; nothing was written", file=sys.stderr)
        return INTERRUPTED_EXIT
    if len(written) == 1:
        print(f"animation written to {written[0]}")
    else:
        print(f"{len(written)} pictures written, {written[0]} to {written[-1].name}")
    return 0


def _may_write(path: Path, *, force: bool) -> None:
    """Pictures that are there are asked about by the first of them."""
    from desktop_app.ui.figure.animation.stills import stills_there  # noqa: PLC0415 - see above

    if path.suffix.lower() != ".png":
        may_write(path, force=force)
        return
    may_write(path.with_name(f"{path.stem}-0001{path.suffix}"), force=force)
    there = next(stills_there(path), None)
    if there is not None and not force and not there.name.endswith(f"-0001{path.suffix}"):
        raise InputError(f"{there} is there already; --force replaces all pictures of this name")


def _written(resources: Resources, request: "AnimationRequest") -> tuple[Path, ...]:
    """Turn the event loop until the files are there; nothing where it was interrupted."""
    from PySide6.QtCore import QEventLoop  # noqa: PLC0415 - see above

    from desktop_app.ui.figure.animation.animator import Animator  # noqa: PLC0415 - see above

    loop, animator = QEventLoop(), Animator(resources)
    paths: list[Path] = []
    reasons: list[str] = []
    animator.finished.connect(paths.extend)
    animator.failed.connect(reasons.append)
    animator.progressed.connect(_tell)
    for ended in (animator.finished, animator.failed, animator.stopped):
        ended.connect(loop.quit)
    with interruption(animator.cancel):
        animator.start(request)
        loop.exec()
    if sys.stderr.isatty():
        print(file=sys.stderr)
    if reasons:
        raise TumenError(reasons[0])
    return tuple(paths)


def _tell(done: int, total: int) -> None:
    """On a terminal one line that counts, else a line a tenth."""
    if sys.stderr.isatty():
        print(f"\r{done} of {total} pictures", end="", file=sys.stderr, flush=True)
    elif done * 10 // total != (done - 1) * 10 // total:
        print(f"{done} of {total} pictures", file=sys.stderr, flush=True)
