"""`tumen import FILE… --into CASE`: files into a case, with what became of every row; loads no Qt."""

import argparse
import getpass
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Final

from desktop_app.cli.import_orders import orders_of
from desktop_app.cli.import_progress import ProgressLine
from desktop_app.cli.import_words import counts_words, line_words, plain_run
from desktop_app.cli.interruption import INTERRUPTED_EXIT, caught
from desktop_app.cli.target import may_write
from desktop_app.domain.imports import ImportRun, ReportLine
from desktop_app.importers.importing import ImportOrder
from desktop_app.importers.new_case import make_case
from desktop_app.importers.planning import FilePlan, plan
from desktop_app.importers.reports import read_lines, report_lines, write_report
from desktop_app.importers.running import rehearse_imports, run_imports
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.settings import default_path, load
from desktop_app.storage.case_store import CaseStore

REJECTED_EXIT: Final = 1
_LINES_SHOWN: Final = 10


def import_files(arguments: argparse.Namespace) -> int:
    """Import, and print what each file is and what became of its rows; the value is the exit code.

    Raises:
        UsageError: an option makes no sense.
        InputError: nothing can be imported.
        TumenError: the case cannot be written.
    """
    if arguments.report is not None:
        may_write(arguments.report, force=arguments.force)
    feedback = Feedback()
    with caught(feedback.cancel):
        try:
            with _case(arguments) as store:
                return _import(store, arguments, feedback)
        except Cancelled:
            print("tumen: called off; the case is as it was", file=sys.stderr)
            return INTERRUPTED_EXIT


def _import(store: CaseStore, arguments: argparse.Namespace, feedback: Feedback) -> int:
    plans = plan(arguments.files, store, feedback)
    orders = orders_of(plans, arguments)
    refused = [one for one in plans if one.refusal]
    for one in refused:
        print(f"tumen: {one.refusal}", file=sys.stderr)
    if not orders:
        if not plans:
            raise InputError("there is no file to import")
        raise InputError("nothing was imported")
    if arguments.report is not None and len(orders) > 1:
        raise UsageError(
            f"--report is for one file, of {len(orders):,} each has its own: see `tumen imports`"
        )
    if not arguments.json:
        _print_orders(orders, plans)
    who = arguments.who or load(default_path()).author or getpass.getuser()
    begun = monotonic()
    with ProgressLine() as progress:
        if arguments.dry_run:
            rehearsed = rehearse_imports(store, orders, Resources.locate(), feedback, progress.told)
            runs = [run for run, _ in rehearsed]
            lines = [
                list(islice(read_lines(packed, run.file_name), _LINES_SHOWN)) for run, packed in rehearsed
            ]
            what = "nothing was written: this was a rehearsal"
        else:
            result = run_imports(store, orders, who, Resources.locate(), feedback, progress.told)
            runs = list(result.runs)
            lines = [list(islice(report_lines(store, run), _LINES_SHOWN)) for run in runs]
            what = result.change.what if result.change else "nothing is new: the case has these files already"
    if arguments.report is not None:
        write_report(store, runs[0], arguments.report)
    if arguments.json:
        plain = {
            "case": str(arguments.into),
            "dry_run": arguments.dry_run,
            "what": what,
            "files": [plain_run(run, some) for run, some in zip(runs, lines, strict=True)],
            "refused": [{"file": one.file.name, "reason": one.refusal} for one in refused],
        }
        print(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        _print_runs(runs, lines)
        rate = sum(run.counts.read for run in runs) / max(monotonic() - begun, 1e-3)
        print(f"{what} ({rate:,.0f} rows/s)")
    odd = any(run.counts.rejected or run.counts.doubtful for run in runs)
    return REJECTED_EXIT if odd or refused else 0


@contextmanager
def _case(arguments: argparse.Namespace) -> Iterator[CaseStore]:
    """The case that is meant, made where there is none; what was made goes if nothing comes of it."""
    path: Path = arguments.into
    is_there = path.exists()
    if is_there and arguments.new:
        raise InputError(f"{path} is there already; leave --new out to import into it")
    if is_there or not arguments.dry_run:
        if not is_there:
            _create(path, arguments)
        try:
            store = CaseStore.open(path)
            try:
                yield store
            finally:
                store.close()
        except BaseException:
            if not is_there:
                path.unlink(missing_ok=True)
            raise
        return
    with tempfile.TemporaryDirectory(prefix="tumen-import-") as folder:
        rehearsal = Path(folder) / "case.gpkg"
        make_case(rehearsal, Resources.locate(), title=path.stem, who="", now=datetime.now(UTC))
        store = CaseStore.open(rehearsal)
        try:
            yield store
        finally:
            store.close()


def _create(path: Path, arguments: argparse.Namespace) -> None:
    who = arguments.who or load(default_path()).author or getpass.getuser()
    make_case(path, Resources.locate(), title=path.stem or path.name, who=who, now=datetime.now(UTC))
    print(f"made the case {path}", file=sys.stderr)


def _print_orders(orders: Sequence[ImportOrder], plans: Sequence[FilePlan]) -> None:
    """What each file is taken for, and its columns for what."""
    titles = {(one.file, found.format): found for one in plans for found in one.found}
    for order in orders:
        found = titles[order.file, order.format]
        table = f", {order.table}" if order.table else ""
        detail = f" ({found.detail})" if found.detail else ""
        print(f"{order.file.name}{table}: {found.title}{detail}")
        if order.layer:
            print(f"  becomes the reference layer {order.layer!r}")
        if order.mapping is not None:
            uses = "; ".join(
                f"{use.field} = {use.constant!r}" if not use.column else f"{use.field} from {use.column!r}"
                for use in order.mapping.uses
            )
            print(f"  becomes {order.mapping.target}: {uses}; times without a zone are {order.mapping.zone}")


def _print_runs(runs: Sequence[ImportRun], lines: Sequence[Sequence[ReportLine]]) -> None:
    for run, some in zip(runs, lines, strict=True):
        print(f"{run.file_name}: {counts_words(run.counts)}")
        for line in some:
            print(f"  {line_words(line)}")
        if len(some) == _LINES_SHOWN:
            print("  …")
