"""`tumen check` weighs what a sound case says, and tells notes without calling the file wrong."""

import argparse
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from desktop_app.cli.check import print_findings
from desktop_app.domain.record import Record
from desktop_app.storage.case_store import info_of
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.log_entries import append_entry
from desktop_app.storage.record_writer import write_record


def check(folder: Path, record: Record) -> int:
    """The exit code of a look through a record as a case of its own."""
    path = folder / "own.gpkg"
    connection = apsw.Connection(str(path))
    create_case(connection, info_of(record, "own"))
    with connection:
        append_entry(
            connection, kind="create", at=datetime(2026, 1, 1, tzinfo=UTC), who="kim", what="Make it"
        )
    write_record(connection, record)
    connection.close()
    return print_findings(argparse.Namespace(case=path, json=True))


@pytest.mark.parametrize(
    ("left", "code", "severities"),
    [
        ("nothing", 0, set()),
        ("differing", 0, {"note"}),
        ("impossible", 1, {"warning"}),
    ],
)
def test_figures_are_weighed(
    reported: Record,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    left: str,
    code: int,
    severities: set[str],
) -> None:
    dropped = {"nothing": "", "differing": "contradiction-barrels", "impossible": "contradiction-56000-t"}[
        left
    ]
    kept = tuple(row for row in reported.contradictions if row.id != dropped)
    found = check(tmp_path, replace(reported, contradictions=kept))
    told = json.loads(capsys.readouterr().out)
    assert {one["severity"] for one in told} == severities, told
    assert found == code
