"""`tumen export`: the rows of a case as files for other programs; loads no Qt."""

import argparse
import sys
from pathlib import Path

from desktop_app.cli.target import may_write
from desktop_app.cli.view_options import asked_from
from desktop_app.exporters.data.data_set import Choice, chosen_tables
from desktop_app.exporters.data.exporting import export
from desktop_app.exporters.data.redaction_file import redaction_named
from desktop_app.exporters.data.rows.reading import Scope
from desktop_app.exporters.data.writers import FORMATS, Format, check_name
from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources


def export_data(arguments: argparse.Namespace) -> int:
    """Write the files and say what and where.

    Raises:
        UsageError: an option makes no sense.
        InputError: the case cannot be read, or the files cannot be written.
    """
    chosen = _format(arguments.format)
    names = tuple(filter(None, (name.strip() for name in (arguments.tables or "").split(","))))
    chosen_tables(names)
    check_name(chosen, arguments.output)
    _check_target(arguments.output, force=arguments.force)
    resources = Resources.locate()
    store = open_choice(resources, CaseChoice(arguments.case, training=arguments.training, read_only=True))
    feedback = Feedback(_tell if sys.stderr.isatty() else None)
    try:
        asked = asked_from(arguments, store)
        scope = Scope(arguments.rows)
        if scope is Scope.ALL and asked.filter.is_active:
            raise UsageError("--rows all takes no filter; write --rows filtered, or leave the filter out")
        redaction = redaction_named(store, arguments.redact) if arguments.redact is not None else None
        choice = Choice(scope, asked.filter, names, redaction)
        engine = QueryEngine(store, asked.assumptions)
        done = export(engine, choice, resources, chosen, arguments.output, feedback, with_bom=arguments.bom)
    finally:
        store.close()
    print("\n".join((done.sentence, *done.redaction)))
    return 0


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise UsageError(f"--format {name}: this copy of Tumen writes {', '.join(FORMATS)}")
    return FORMATS[name]


def _check_target(path: Path, *, force: bool) -> None:
    """A folder may be there where it is empty; anything else as for other commands."""
    if not path.is_dir():
        may_write(path, force=force)
    elif not force and any(path.iterdir()):
        raise InputError(f"{path} is there already and is not empty; --force replaces files of the same name")


def _tell(done: int, total: int) -> None:
    """How far it is, on one line of the terminal."""
    end = "\n" if done == total else ""
    print(f"\r{round(100 * done / total):3d} %", end=end, file=sys.stderr, flush=True)
