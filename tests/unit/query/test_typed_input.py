"""What people type: days and vessels."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.query.day_text import parse_day
from desktop_app.query.vessel_search import matches, resolve
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.case_store import CaseStore


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-03-07", date(2024, 3, 7), date(2024, 3, 7)),
        ("2024-2", date(2024, 2, 1), date(2024, 2, 29)),
        (" 2023 ", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_days(text: str, first: date, last: date) -> None:
    assert parse_day(text, end=False) == first
    assert parse_day(text, end=True) == last


@pytest.mark.parametrize(
    "text", ["2024-13-40", "2024-02-30", "0000", "yesterday", "", "2024-03-07T10:00", "٢٠٢٤"]
)
def test_nonsense_is_refused_with_the_text_in_the_sentence(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_day(text, end=False)
    assert text.strip() in str(refused.value)


@given(st.text())
def test_any_text_is_a_day_or_a_sentence(text: str) -> None:
    with contextlib.suppress(UsageError):
        assert isinstance(parse_day(text, end=True), date)


@pytest.mark.parametrize(
    "text", ["CHON MA SAN", "chon ma san", "8660313", "IMO 8660313", "imo8660313", "chon ma"]
)
def test_vessel_by_name_part_or_number(store: CaseStore, text: str) -> None:
    assert resolve(store.record.vessels, text).imo_number == "8660313"


def test_vessel_by_former_name(store: CaseStore) -> None:
    assert resolve(store.record.vessels, "WAN HENG 11").name == "KUM JIN GANG 3"


def test_several_fits_are_named(store: CaseStore) -> None:
    with pytest.raises(UsageError, match=r"fits several ships: .*SIN PHYONG"):
        resolve(store.record.vessels, "sin phyong")


def test_unknown_vessel_gets_a_hint(store: CaseStore) -> None:
    with pytest.raises(UsageError, match=r"no vessel named .* did you mean CHON MA SAN"):
        resolve(store.record.vessels, "CHON MA SUN")


@pytest.mark.parametrize("text", ["", "   ", "'; DROP TABLE voyage; --", "IMO"])
def test_empty_or_hostile_names_find_nothing(store: CaseStore, text: str) -> None:
    with pytest.raises(UsageError):
        resolve(store.record.vessels, text)


def test_search_needs_every_word(store: CaseStore) -> None:
    ship = next(vessel for vessel in store.record.vessels if vessel.name == "CHON MA SAN")
    assert matches(ship, "san chon")
    assert not matches(ship, "chon 8660313")
