"""`tumen imports CASE [RUN]`: what was imported, and the report of one import."""

import argparse
import json

from desktop_app.cli.import_words import counts_words, line_words, plain_run
from desktop_app.cli.target import may_write
from desktop_app.domain.imports import ImportRun
from desktop_app.importers.reports import header, report_lines, write_report
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.case_store import CaseStore


def print_imports(arguments: argparse.Namespace) -> int:
    """Print the list, or one report.

    Raises:
        UsageError: there is no such import.
        InputError: the case or the report cannot be read, or the report not be written.
    """
    store = CaseStore.open(arguments.case, want_write=False)
    try:
        runs = store.record.import_runs
        if arguments.run is None:
            if arguments.report is not None:
                raise UsageError("--report needs the number or id of an import")
            _print_list(runs, as_json=arguments.json)
            return 0
        run = _run(runs, arguments.run)
        if arguments.report is not None:
            may_write(arguments.report, force=arguments.force)
            write_report(store, run, arguments.report)
        if arguments.json:
            print(json.dumps(plain_run(run, report_lines(store, run)), ensure_ascii=False, indent=2))
        elif arguments.report is None:
            print("\n".join(f"{title}: {text}" for title, text in header(run)))
            for line in report_lines(store, run):
                print(line_words(line))
    finally:
        store.close()
    return 0


def _print_list(runs: tuple[ImportRun, ...], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([plain_run(run, ()) for run in runs], ensure_ascii=False, indent=2))
        return
    for number, run in enumerate(runs, 1):
        print(f"{number:4}  {run.imported:%Y-%m-%d %H:%M} UTC  {run.file_name}  {run.format}")
        print(f"      {counts_words(run.counts)}  {run.id}")
    if not runs:
        print("nothing was imported into this case")


def _run(runs: tuple[ImportRun, ...], name: str) -> ImportRun:
    if name.isdecimal() and 1 <= int(name) <= len(runs):
        return runs[int(name) - 1]
    for run in runs:
        if run.id == name:
            return run
    raise UsageError(f"there is no import {name!r}; `tumen imports` lists {len(runs):,}")
