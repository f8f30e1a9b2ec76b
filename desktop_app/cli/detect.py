"""`tumen detect CASE`: events in AIS reports, printed, written or kept; loads no Qt."""

import argparse
import getpass
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop_app.cli.detected import WRITERS, Detected, parameter_lines
from desktop_app.cli.filter_options import filter_from
from desktop_app.cli.interruption import INTERRUPTED_EXIT, caught
from desktop_app.cli.step_line import StepLine
from desktop_app.cli.target import may_write
from desktop_app.domain.ais_event import EVENT_NAMES, EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.exporters.keeping import drop_kept, keep
from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.query.engine import QueryEngine
from desktop_app.query.number_text import parse_number
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.settings import default_path, load
from desktop_app.runtime.whole_file import make_whole
from desktop_app.storage.case_store import CaseStore


def detect_events(arguments: argparse.Namespace) -> int:
    """Find the events, print them or write them to a file, and keep them where that is asked for.

    Raises:
        UsageError: an option makes no sense.
        InputError: the case cannot be read or changed, or the file cannot be written.
    """
    kinds = _kinds(arguments.events)
    if arguments.parameters:
        print("\n".join(parameter_lines(_parameters(EventParameters(), arguments.settings), kinds)))
        return 0
    if arguments.case is None and not arguments.training:
        raise UsageError("detect needs a case file, or --training")
    if arguments.output is not None:
        may_write(arguments.output, force=arguments.force)
    changes = arguments.keep or arguments.drop_kept
    choice = CaseChoice(arguments.case, training=arguments.training, read_only=not changes)
    store = open_choice(Resources.locate(), choice)
    feedback = Feedback()
    try:
        if changes and store.read_only:
            raise InputError(store.read_only)
        if arguments.drop_kept:
            change = drop_kept(store, kinds, _who(arguments))
            print("The case keeps none of them." if change is None else f"{change.what}.")
            return 0
        with caught(feedback.cancel):
            return _detect(store, choice.name, kinds, arguments, feedback)
    except Cancelled:
        print("tumen: called off; the case is as it was", file=sys.stderr)
        return INTERRUPTED_EXIT
    finally:
        store.close()


def _detect(
    store: CaseStore,
    name: str,
    kinds: Sequence[EventKind],
    arguments: argparse.Namespace,
    feedback: Feedback,
) -> int:
    filter_ = filter_from(arguments, store)
    engine = QueryEngine(store)
    engine = engine.detecting(_parameters(engine.event_parameters, arguments.settings))
    kept = ""
    with StepLine() as line:
        line.told("reading position reports")
        engine.detector(feedback)
        engine.find_events(
            kinds,
            feedback,
            lambda kind, begun: line.told(
                f"looking for {EVENT_NAMES[kind][1]} ({begun + 1} of {len(kinds)})"
            ),
        )
        if arguments.keep:
            line.told("writing into the case")
            change = keep(engine, kinds, _who(arguments), feedback)
            kept = (
                "Nothing new: the case keeps the same events already."
                if change is None
                else f"{change.what}."
            )
    detected = Detected(engine, filter_, kinds, name, feedback)
    _put(detected, arguments.format, arguments.output)
    if kept:
        # Beside a machine's format nothing else may stand in what is printed.
        print(kept, file=sys.stdout if arguments.format == "text" else sys.stderr)
    return 0


def _who(arguments: argparse.Namespace) -> str:
    return arguments.who or load(default_path()).author or getpass.getuser()


def _put(detected: Detected, form: str, target: Path | None) -> None:
    write = WRITERS[form]
    if target is None:
        # Printed in one piece, so that what is called off has printed nothing.
        out = io.StringIO()
        write(detected, out)
        sys.stdout.write(out.getvalue())
        return

    def fill(part: Path) -> None:
        with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
            write(detected, file)

    make_whole(target, fill)
    print(f"{detected.counts_words()} written to {target}", file=sys.stderr)


def _kinds(text: str | None) -> tuple[EventKind, ...]:
    names = tuple(filter(None, (name.strip() for name in (text or "").split(","))))
    known = {kind.value: kind for kind in EventKind}
    for name in names:
        if name not in known:
            raise UsageError(f"--events: there is no kind {name!r}; there are {', '.join(known)}")
    return tuple(kind for kind in EventKind if kind.value in names or text is None)


def _parameters(begin: EventParameters, settings: Sequence[str]) -> EventParameters:
    values: dict[str, float] = {}
    for text in settings:
        name, sign, number = (part.strip() for part in text.partition("="))
        if not sign:
            raise UsageError(f"--set: {text!r} is not NAME=VALUE, such as gap_h=6")
        try:
            values[name] = parse_number(number)
        except UsageError as error:
            raise UsageError(f"--set {name}: {error}") from None
    try:
        return begin.changed(values)
    except ValueError as error:
        raise UsageError(f"--set: {error}") from None
