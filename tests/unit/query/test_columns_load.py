"""The range that the columns hold for a voyage is the one that the card explains."""

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
    columns = engine.columns()
    ids = engine.ids_of(columns.fid.tolist())
    found = {
        ids[fid]: None
        if math.isnan(cargo_t)
        else (cargo_t * columns.low_bbl_per_t, cargo_t * columns.high_bbl_per_t)
        for fid, cargo_t in zip(columns.fid.tolist(), columns.cargo_t.tolist(), strict=True)
    }
    explained = {}
    for voyage in case.voyages(found):
        volume = volume_of(case, voyage)
        explained[voyage.id] = (volume.low_bbl, volume.high_bbl) if isinstance(volume, Estimate) else None
    case.close()
    assert found == explained
    assert any(found.values())
