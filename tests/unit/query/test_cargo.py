"""The range that the columns give for a voyage is the one that the card explains."""

import math

import pytest

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.record import Record
from desktop_app.importers.training_case import training_record
from desktop_app.query.engine import QueryEngine
from desktop_app.storage.case_store import CaseStore


@pytest.mark.parametrize("is_training", [False, True])
def test_columns_and_words_agree_for_every_voyage(reported: Record, *, is_training: bool) -> None:
    case = CaseStore.of_record(training_record(reported) if is_training else reported)
    engine = QueryEngine(case)
    columns, ids = engine.columns(), engine.ids_of(engine.columns().fid)
    known = 0
    for fid, cargo_t in zip(columns.fid.tolist(), columns.cargo_t.tolist(), strict=True):
        volume = volume_of(case, case.voyages((ids[fid],))[0])
        assert isinstance(volume, Estimate) is not math.isnan(cargo_t)
        if isinstance(volume, Estimate):
            known += 1
            # The same products in the same order: not a bit differs.
            assert cargo_t * columns.low_bbl_per_t == volume.low_bbl
            assert cargo_t * columns.high_bbl_per_t == volume.high_bbl
    case.close()
    assert known
