"""The range that SQL computes for a voyage is the one that the card explains."""

import pytest

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.record import Record
from desktop_app.importers.training_case import training_record
from desktop_app.query.load_sql import CARGO_T, JOIN_LOAD, LOAD_TABLE, load_model, numbers_of
from desktop_app.query.reading import read
from desktop_app.storage.case_store import CaseStore


@pytest.mark.parametrize("is_training", [False, True])
def test_sql_and_words_agree_for_every_voyage(reported: Record, *, is_training: bool) -> None:
    case = CaseStore.of_record(training_record(reported) if is_training else reported)
    fraction, low, high = numbers_of(load_model(case))
    sql = (
        f"WITH {LOAD_TABLE} SELECT voyage.id, ({CARGO_T}) * ?, ({CARGO_T}) * ? "  # noqa: S608 - our own texts
        f"FROM voyage {JOIN_LOAD}"
    )
    found = {ident: (low, high) for ident, low, high in read(case, sql, (fraction, low, high))}
    explained = {}
    for voyage in case.voyages(found):
        volume = volume_of(case, voyage)
        is_known = isinstance(volume, Estimate)
        explained[voyage.id] = (volume.low_bbl, volume.high_bbl) if is_known else (None, None)
    case.close()
    assert found == explained
    assert any(low for low, _ in found.values())
