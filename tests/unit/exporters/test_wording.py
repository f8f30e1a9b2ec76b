"""How values read."""

from datetime import UTC, date, datetime

import pytest

from desktop_app.domain.load_model import Rung
from desktop_app.domain.quantity import Estimate, NotEstimated
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters import wording
from desktop_app.storage.case_store import CaseStore

T = wording.THIN_SPACE
N = wording.NO_BREAK_SPACE


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        (date(2024, 3, 7), date(2024, 3, 7), Precision.DAY, "7 Mar 2024"),
        (date(2024, 3, 7), date(2024, 3, 22), Precision.WINDOW, "7–22 Mar 2024"),
        (date(2024, 3, 7), date(2024, 11, 5), Precision.WINDOW, "7 Mar – 5 Nov 2024"),
        (date(2023, 12, 30), date(2024, 1, 2), Precision.WINDOW, "30 Dec 2023 – 2 Jan 2024"),
        (date(2024, 3, 1), date(2024, 3, 31), Precision.MONTH, "Mar 2024"),
        (date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR, "2024"),
    ],
)
def test_time_is_written_with_its_own_precision(
    first: date, last: date, precision: Precision, words: str
) -> None:
    assert wording.time_span(TimeSpan.of_days(first, last, precision)) == words
    assert wording.time_span(TimeSpan.of_days(first, last, precision, approximate=True)) == f"c. {words}"


def test_instants_show_utc_time() -> None:
    start = datetime(2024, 10, 19, 17, 0, tzinfo=UTC)
    assert wording.time_span(TimeSpan(start, start, Precision.INSTANT)) == "19 Oct 2024 17:00"
    later = datetime(2024, 10, 21, 11, 50, tzinfo=UTC)
    assert (
        wording.time_span(TimeSpan(start, later, Precision.INTERVAL))
        == "19 Oct 2024 17:00 – 21 Oct 2024 11:50"
    )


def test_numbers() -> None:
    assert wording.number(1_234_567.4) == f"1{T}234{T}567"
    assert wording.number_range(23_197.4, 27_272.2) == f"23{T}197–27{T}272"
    assert wording.number_range(5.1, 5.2) == "5"


def test_volume_is_a_range_or_says_that_there_is_none() -> None:
    assert wording.volume(Estimate(1_000, 1_500, 2_000, "", Rung.ASSUMED, ())) == f"1{T}500 (1{T}000–2{T}000)"
    assert wording.volume(NotEstimated("why")) == "not estimated"


@pytest.mark.parametrize(
    ("range_", "words", "short"),
    [
        ((8_592, 25_604, 27_272), f"25{T}604{N}bbl (8{T}592–27{T}272)", f"25.6{N}k (8.6–27.3{N}k)"),
        (
            (379_896.7, 1_049_999.6, 1_200_000),
            f"1{T}050{T}000{N}bbl (379{T}897–1{T}200{T}000)",
            f"1.05{N}M (0.38–1.20{N}M)",
        ),
        ((2_499.6, 2_500, 2_500.4), f"2{T}500{N}bbl", f"2.5{N}k"),
        ((900, 999, 999.4), f"999{N}bbl (900–999)", "999 (900–999)"),
        ((0, 0, 0), f"0{N}bbl", "0"),
    ],
)
def test_barrels_are_the_best_figure_within_its_range(
    range_: tuple[float, float, float], words: str, short: str
) -> None:
    assert wording.barrels(*range_) == words
    assert wording.barrels(*range_, unit="") == words.replace(f"{N}bbl", "")
    assert wording.barrels_in_short(*range_, unit="") == short
    first, *rest = short.split(" (")
    assert wording.barrels_in_short(*range_) == " (".join([f"{first}{N}bbl", *rest])


def test_claims_keep_their_word(store: CaseStore) -> None:
    words = {wording.claim_value(claim) for claim in store.record.claims}
    assert f"more than 1{T}000{T}000 bbl" in words
    assert f"at least 322{T}000 bbl" in words


def test_calls() -> None:
    assert wording.calls(1, approximate=False) == "1 call"
    assert wording.calls(31, approximate=True) == "about 31 calls"
