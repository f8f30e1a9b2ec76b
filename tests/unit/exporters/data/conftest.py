"""A case whose words are as hostile as words can be, and exports of it."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest

from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters.data.data_set import Choice, data_set
from desktop_app.exporters.data.rows.reading import Scope
from desktop_app.exporters.data.tables import DataSet
from desktop_app.importers.record import read_record
from desktop_app.importers.training_case import training_record
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore

FORMULAS = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r\n=1+1",
    '"=1+1"',
    '  =HYPERLINK("http://example.invalid")',
    "'=1+1",
    "\uff1d1+1",
    "=cmd|' /C calc'!A0",
)
WORDS = (
    "<script>alert(1)</script>",
    'a,b;c"d"e',
    "line\nbreak",
    "عربي \u202eright to left",
    "북한 유조선 😀",
    "null\x00 and bell\x07",
    "x" * 10_000,
    "pipe|and\\backslash",
    "",
)


@pytest.fixture
def hostile(resources: Resources) -> Iterator[CaseStore]:
    """The training case with hostile words wherever a person writes some."""
    record = training_record(read_record(resources.geodatum("record")))
    texts = [text for text in (*FORMULAS, *WORDS) if text]

    def text(place: int) -> str:
        return texts[place % len(texts)]

    old = TimeSpan(
        datetime(1871, 3, 4, tzinfo=UTC), datetime(1871, 3, 4, 23, 59, 59, tzinfo=UTC), Precision.DAY
    )
    record = dataclasses.replace(
        record,
        voyages=tuple(
            dataclasses.replace(row, summary=text(place), product=text(place + 3))
            for place, row in enumerate(record.voyages)
        ),
        vessels=tuple(
            dataclasses.replace(row, note=text(place), owner=text(place + 5))
            for place, row in enumerate(record.vessels)
        ),
        sources=tuple(
            dataclasses.replace(row, title=text(place), note=text(place + 7), url="javascript:alert(1)")
            for place, row in enumerate(record.sources)
        ),
        payments=tuple(
            dataclasses.replace(row, payer=text(place), when=old if place == 0 else row.when)
            for place, row in enumerate(record.payments)
        ),
    )
    store = CaseStore.of_record(record, case_id="hostile")
    yield store
    store.close()


Exports = Callable[..., AbstractContextManager[DataSet]]


@pytest.fixture
def exports(resources: Resources) -> Exports:
    """All rows of a store as a data set, or what a choice says."""

    def make(store: CaseStore, choice: Choice | None = None) -> AbstractContextManager[DataSet]:
        return data_set(QueryEngine(store), choice or Choice(Scope.ALL, Filter()), resources)

    return make
