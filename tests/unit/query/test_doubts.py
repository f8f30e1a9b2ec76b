"""Doubts of imports as a clause, against a plain reading of the same rows."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.imports import Check
from desktop_app.domain.record import Record
from desktop_app.importers.training_case import training_record
from desktop_app.query.clause_names import choice
from desktop_app.query.clauses import NOT_DOCUMENTED, ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.tracks_query import passing_tracks
from desktop_app.query.value_search import resolve_value
from desktop_app.storage.case_store import CaseStore, info_of
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.record_writer import write_record

RUN = (
    "INSERT INTO import_run (fid, id, file_name, sha256, importer, imported_utc, accepted, refused) "
    "VALUES (1, 'import-1', 'calls.csv', 'ab', 'Tumen', '2026-01-01T00:00:00Z', 1, 0)"
)
DOUBT = (
    "INSERT INTO doubt (fid, id, subject, check_name, text, import_run_id, count) "
    "VALUES (?, ?, ?, ?, 'made up', 'import-1', 1)"
)


class Doubted:
    """The training case with some rows flagged, its first sighting of no voyage."""

    def __init__(self, record: Record) -> None:
        first = record.voyages[0]
        assert first.sighting_ids
        alone = replace(first, sighting_ids=first.sighting_ids[1:])
        self.record = replace(record, voyages=(alone, *record.voyages[1:]))
        self.alone = first.sighting_ids[0]
        self.flags: defaultdict[str, set[str]] = defaultdict(set)
        chance = random.Random(7)  # noqa: S311 - no secret
        subjects = [
            *(f"voyage:{row.id}" for row in record.voyages[::5]),
            *(f"call:{row.id}" for row in record.calls[::7]),
            *(f"sighting:{row.id}" for row in record.sightings[::6]),
            *(f"vessel:{row.id}" for row in record.vessels[::4]),
            *(f"track:{row.id}" for row in record.tracks[::3]),
            *(f"consignment:{row.id}" for row in record.consignments[::3]),
            f"sighting:{self.alone}",
            "voyage:gone",
        ]
        for subject in subjects:
            self.flags[subject] |= {check.value for check in chance.sample(list(Check), 2)}
        self.store = CaseStore.in_memory(self._fill, "read-only")
        self.engine = QueryEngine(self.store)

    def _fill(self, connection: apsw.Connection) -> None:
        create_case(connection, info_of(self.record, "doubted"))
        write_record(connection, self.record)
        connection.execute(RUN)
        rows = [(subject, check) for subject, checks in self.flags.items() for check in sorted(checks)]
        connection.executemany(DOUBT, [(place, f"d{place}", *row) for place, row in enumerate(rows, 1)])

    def has(self, wanted: set[str], *subjects: str) -> bool:
        """Whether one of the rows has one of the doubts, or none has any where that is wanted."""
        found = set().union(*(self.flags.get(subject, set()) for subject in subjects))
        return bool((found or {NOT_DOCUMENTED}) & wanted)

    def voyages(self, wanted: set[str]) -> set[str]:
        """Ids of voyages that pass."""
        return {
            row.id
            for row in self.record.voyages
            if self.has(
                wanted,
                f"voyage:{row.id}",
                f"vessel:{row.vessel_id}",
                *(f"call:{ident}" for ident in row.call_ids),
                *(f"sighting:{ident}" for ident in row.sighting_ids),
            )
        }


@pytest.fixture(scope="module")
def case(reported: Record) -> Iterator[Doubted]:
    made = Doubted(training_record(reported))
    yield made
    made.store.close()


WANTED = st.sets(st.sampled_from([*(check.value for check in Check), NOT_DOCUMENTED]), min_size=1)


@given(wanted=WANTED)
def test_what_is_flagged_passes_and_nothing_else(case: Doubted, wanted: set[str]) -> None:
    filter_ = Filter.of(ChoiceClause(ClauseKind.DOUBT, tuple(sorted(wanted))))
    engine = case.engine
    fids = engine.columns().fid[engine.passing(filter_)]
    assert set(engine.ids_of(fids).values()) == case.voyages(wanted)
    assert {row.id for row in engine.passing_consignments(filter_)} == {
        row.id for row in case.record.consignments if case.has(wanted, f"consignment:{row.id}")
    }
    assert set(passing_tracks(engine, filter_)) == {
        row.id for row in case.record.tracks if case.has(wanted, f"track:{row.id}", f"vessel:{row.vessel_id}")
    }
    positions = engine.positions().fid[engine.passing_positions(filter_)].tolist()
    with case.store.reader() as connection:
        (alone,) = next(connection.execute("SELECT fid FROM sighting WHERE id = ?", (case.alone,)))
    ship = next(row.vessel_id for row in case.record.sightings if row.id == case.alone)
    expected = case.has(wanted, f"sighting:{case.alone}", f"vessel:{ship}")
    assert (alone in positions) == expected


def test_values_are_counted_and_called_by_their_words(case: Doubted) -> None:
    facets = {facet.value: facet for facet in case.engine.facets(Filter.of(DateClause()), ClauseKind.DOUBT)}
    for value, facet in facets.items():
        assert facet.total == len(case.voyages({value}))
    assert sum(facet.value == NOT_DOCUMENTED for facet in facets.values()) == 1
    value = resolve_value(case.store, ClauseKind.DOUBT, "ON LAND".replace(" ", "_"))
    clause = choice(ClauseKind.DOUBT, (value,), case.store.record)
    assert clause.sentence() == "flagged for a position on land"
