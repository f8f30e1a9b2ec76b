"""What is fuzzed: each target takes any bytes and may refuse them in a sentence, and nothing else.

Failures are any exception but `InputError`, counts that do not add up (which the driver refuses), and more
than `PATIENCE_S` seconds. Whole imports are rehearsed: everything is laid down and taken back, so that one
case serves all inputs.
"""

import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

from desktop_app.domain.imports import Counts, Verdict
from desktop_app.importers.files.opening import expand, open_input
from desktop_app.importers.formats import answers, raw_table
from desktop_app.importers.importing import ImportOrder, Sample, SourceChoice
from desktop_app.importers.planning import FilePlan, plan
from desktop_app.importers.reports import read_lines
from desktop_app.importers.running import rehearse_imports
from desktop_app.importers.tables.mapping import ColumnUse, Mapping
from desktop_app.importers.tables.targets import TARGETS
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import create_empty

ROOT: Final = Path(__file__).resolve().parents[2]
CORPUS: Final = ROOT / "tests" / "data" / "fuzz"
PATIENCE_S: Final = 60
# More than that is not read through: bombs are for `test_opening`.
_MOST_BYTES: Final = 1 << 24
_NOW: Final = datetime(2026, 3, 7, 12, tzinfo=UTC)

Target = Callable[[bytes], None]


class HangError(AssertionError):
    """An input took too long."""


@contextmanager
def alarm(seconds: int = PATIENCE_S) -> Iterator[None]:
    """Fail where the body takes longer; on the main thread.

    Raises:
        HangError: it did.
    """

    def on_alarm(_: int, __: FrameType | None) -> None:
        raise HangError(f"more than {seconds} seconds")

    before = signal.signal(signal.SIGALRM, on_alarm)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class Fuzzing:
    """A folder and a case in it, for as many inputs as are wanted."""

    def __init__(self, opened: ExitStack) -> None:
        self._folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="tumen-fuzz-")))
        path = self._folder / "case.gpkg"
        create_empty(path, title="Fuzzing", who="", now=_NOW)
        self._store = CaseStore.open(path)
        opened.callback(self._store.close)
        self._resources = Resources.locate()

    def targets(self) -> dict[str, Target]:
        """By the names of their folders in the corpus."""
        whole = dict.fromkeys(("ais", "gis", "lists", "nmea", "tables", "workbooks"), self.take)
        return {"opening": self.open, "values": read_values, **whole}

    def warm_up(self) -> None:
        """Let what is compiled when it is first used be compiled, which no alarm is for."""
        for name in ("ais", "nmea"):
            for path in sorted((CORPUS / name).iterdir()):
                self.take(path.read_bytes())

    def open(self, data: bytes) -> None:
        """Unpack, list and recognise."""
        path = self._put(data)
        for file in expand([path], Feedback()):
            try:
                with open_input(file) as stream:
                    head = stream.read(65_536)
                    while len(head) < _MOST_BYTES and (piece := stream.read(65_536)):
                        head += piece
            except InputError:
                continue
            answers(Sample(file, head[:65_536]))

    def take(self, data: bytes) -> None:
        """Plan and rehearse a whole import."""
        path = self._put(data)
        for one in plan([path], self._store, Feedback()):
            assert one.refusal or one.found
            if one.refusal:
                continue
            try:
                order = one.order or _any_order(one, data)
                ((run, report),) = rehearse_imports(
                    self._store, [order], self._resources, Feedback(), lambda _: None
                )
            except InputError:
                continue
            _require_lines(run.counts, report)

    def _put(self, data: bytes) -> Path:
        path = self._folder / "input"
        path.write_bytes(data)
        return path


def read_values(data: bytes) -> None:
    """Read each line as a time, a number and a position."""
    import polars as pl  # noqa: PLC0415 - as the importers do

    from desktop_app.importers.values import numbers, positions, times  # noqa: PLC0415 - as above

    series = pl.Series("text", data.decode("utf-8", "replace").split("\n"), pl.String)
    for zone in ("UTC", "Asia/Pyongyang"):
        found = times.read_times(series, zone=zone)
        assert all(len(column) == len(series) for column in found)
        told = pl.DataFrame({"start": found.start, "end": found.end}).drop_nulls()
        assert told.filter(pl.col("start") > pl.col("end")).is_empty()
    for family in ("volume", "mass", "length", "speed", "angle", "share", "money", "count"):
        read = numbers.read_numbers(series, family=family)
        assert len(read.value) == len(series)
        assert read.value.drop_nulls().is_finite().all()
    point = positions.read_positions(series)
    assert point.lon.drop_nulls().is_between(-180, 180).all()
    assert point.lat.drop_nulls().is_between(-90, 90).all()


def _any_order(one: FilePlan, data: bytes) -> ImportOrder:
    """An order for a table whose columns tell nothing: some target, its fields from the columns in turn."""
    order = ImportOrder(one.file, one.found[0].format, SourceChoice(), one.table)
    columns = raw_table(order).columns or ("",)
    target = TARGETS[len(data) % len(TARGETS)]
    uses = tuple(
        ColumnUse(field.name, columns[number % len(columns)]) for number, field in enumerate(target.fields)
    )
    return order._replace(mapping=Mapping(target.name, uses))


def _require_lines(counts: Counts, report: bytes) -> None:
    """Every row that was not simply taken has its line."""
    lines = list(read_lines(report, "input"))
    for verdict, count in ((Verdict.REJECTED, counts.rejected), (Verdict.MERGED, counts.merged)):
        rows = sum(line.last_line - line.first_line + 1 for line in lines if line.verdict is verdict)
        assert rows >= count, (verdict, counts)


def seeds() -> list[tuple[str, Path]]:
    """Target and file, of the whole corpus."""
    return [(path.parent.name, path) for path in sorted(CORPUS.glob("*/*"))]
