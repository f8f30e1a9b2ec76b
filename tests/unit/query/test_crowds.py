"""More voyages than there can be marks: counted, not listed; what is selected is drawn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.results import MOST_MARKS, MOST_SELECTED
from desktop_app.storage.case_store import CaseStore

COUNT = MOST_MARKS + 1
YEARS = (2016, 2017, 2018)


@pytest.fixture(scope="module")
def crowd(reported: Record) -> Iterator[CaseStore]:
    """One voyage, copied; a third of them in each year, the first of them with its call and position."""
    template = next(voyage for voyage in reported.voyages if voyage.call_ids and voyage.vessel_id)
    copies = [
        replace(
            template,
            id=f"many-{number:05d}",
            call_ids=(),
            sighting_ids=(),
            when=TimeSpan.of_days(
                date(YEARS[number % 3], 2, 3), date(YEARS[number % 3], 2, 3), Precision.DAY
            ),
        )
        for number in range(COUNT - 1)
    ]
    calls = tuple(call for call in reported.calls if call.id in template.call_ids)
    sightings = tuple(row for row in reported.sightings if row.id in template.sighting_ids)
    opened = CaseStore.of_record(
        replace(reported, voyages=(template, *copies), calls=calls, sightings=sightings)
    )
    yield opened
    opened.close()


def test_map_counts_and_draws_what_is_selected(crowd: CaseStore) -> None:
    engine = QueryEngine(crowd)
    content = engine.map_content(Filter(), ("voyage:many-00007", "voyage:many-00001", "voyage:nobody"))
    assert content.passing == COUNT
    assert content.voyage_ids == ("many-00001", "many-00007")
    assert content.calls_per_port
    # A third of them has room again, selected or not.
    year = Filter.of(DateClause(date(2017, 1, 1), date(2017, 12, 31)))
    content = engine.map_content(year, ("voyage:many-00002",))
    assert len(content.voyage_ids) == content.passing == (COUNT - 1) // 3 + (COUNT - 1) % 3 // 2


def test_columns_and_tables_give_the_map_the_same(crowd: CaseStore) -> None:
    """An empty filter is asked of the tables, one that hides nothing of the columns."""
    engine = QueryEngine(crowd)
    selected = ("voyage:many-00007", "voyage:many-00001")
    everything = Filter.of(DateClause(date(1900, 1, 1), date(2100, 1, 1)))
    assert engine.map_content(everything, selected) == engine.map_content(Filter(), selected)


def test_a_ledger_leads_to_a_bounded_number_of_voyages(crowd: CaseStore, reported: Record) -> None:
    ship = next(voyage for voyage in reported.voyages if voyage.call_ids and voyage.vessel_id).vessel_id
    count, ids = QueryEngine(crowd).rows_of_vessel(ship, MOST_SELECTED)
    assert (count, len(ids)) == (COUNT, MOST_SELECTED)
