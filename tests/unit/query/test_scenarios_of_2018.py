"""The submission of 2018: 89 calls, one capacity, filled by a third, by half and by nine tenths."""

from dataclasses import replace

import pytest

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.load_model import M3_PER_BBL
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.record import Record
from desktop_app.domain.vessel import Particulars
from desktop_app.query.assumptions import scenario_assumptions
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.storage.case_store import CaseStore

CAPACITY_BBL = 1_519_586.67
CALLS = 89


@pytest.mark.parametrize(
    ("scenario", "bbl"),
    [("us-2018-third", 506_529), ("us-2018-half", 759_793), ("us-2018-ninety", 1_367_628)],
)
def test_one_capacity_makes_the_three_published_totals(reported: Record, scenario: str, bbl: int) -> None:
    call = next(row for row in reported.voyages if row.vessel_id == "chon-ma-san" and row.counted)
    ship = next(vessel for vessel in reported.vessels if vessel.id == call.vessel_id)
    tanks_m3 = CAPACITY_BBL / CALLS * M3_PER_BBL
    tanks = Particulars("tanks", ship.id, None, None, None, tanks_m3, "", ship.citation)
    fleet = replace(reported, voyages=(replace(call, ships=CALLS),), particulars=(tanks,))
    used = {ident for row in fleet.voyages for ident in row.call_ids}
    store = CaseStore.of_record(
        replace(
            fleet,
            calls=tuple(row for row in reported.calls if row.id in used),
            sightings=(),
            contradictions=(),
        )
    )
    engine = QueryEngine(store).under(scenario_assumptions(store, scenario))
    total = engine.ledgers(Filter()).total
    card = volume_of(store, store.voyages((call.id,))[0], engine.assumptions)
    store.close()
    assert total.calls == total.estimated == CALLS
    assert isinstance(card, Estimate)
    assert {round(end) for end in (total.low_bbl, total.best_bbl, total.high_bbl, card.best_bbl)} == {bbl}
