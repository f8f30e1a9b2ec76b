"""Words that are to go are found however they are written, and positions made coarser stay near."""

from datetime import date
from math import asin, cos, radians, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exporters.data.grid import DecimalGrid, Grid, SquareGrid, coarse_path
from desktop_app.exporters.data.pseudonyms import Pseudonyms
from desktop_app.exporters.data.scrubbing import REMOVED, Scrubber, day_forms, folded

EARTH_KM = 6_371.0
NAME = Scrubber({"CHON MA SAN": "Vessel a", "천마산": "Vessel a", "8660313": REMOVED, "3003": REMOVED})


@pytest.mark.parametrize(
    "text",
    [
        "CHON MA SAN",
        "Chon Ma-san",
        "chon_ma_san",
        "CHONMASAN",
        "chon-ma-san-2024-05",
        "https://example.invalid/news/chon-ma-san?x=1",
        "the tanker (Chon\u00a0Ma\u202fSan) sailed",
        "IMO8660313",
        "IMO 8660313.",
        "3\u202f003 t",
        "3,003 t",
        "천마산호",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    found = NAME.scrubbed(text)
    assert found != text
    for secret in ("chonmasan", "8660313", "3003", "천마산"):
        assert secret not in folded(found)


@pytest.mark.parametrize(
    "text", ["MA SAN", "a chon", "18660313", "30031", "San Ma Chon", "CHON. Then MA SAN"]
)
def test_what_is_only_alike_stays(text: str) -> None:
    assert NAME.scrubbed(text) == text


def test_the_longest_name_counts() -> None:
    scrubber = Scrubber({"YU": "x", "YU SON": "Vessel b", "YU SON 2": "Vessel c"})
    assert scrubber.scrubbed("YU SON 2 and YU SON") == "Vessel c and Vessel b"


def test_a_long_text_goes_as_a_whole() -> None:
    text = "She sailed at night. " * 20
    assert Scrubber({text: REMOVED}).scrubbed(text.upper()) == REMOVED


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_name_is_nowhere_between_other_words(before: str, after: str) -> None:
    scrubbed = NAME.scrubbed(f"{before} CHON MA SAN {after}")
    assert "CHON MA SAN" not in scrubbed


@pytest.mark.parametrize(
    "text",
    [
        "at 42.7512, 133.0811",
        "42.75 133.08",
        "42°45′N 133°05′E",
        "at 42° 45' N",
        "53T LH 4313 3483",
        "8QJMQ32M+28",
        "geo:42.7,133.1",
        "https://maps.example/@42.75123,133.08456",
    ],
)
def test_coordinates_in_words_go(text: str) -> None:
    found = Scrubber({}, positions=True).scrubbed(text)
    assert REMOVED in found
    assert not any(digits in found for digits in ("42.7", "133.0", "45′", "4313", "Q32M"))
    assert Scrubber({}, positions=True).scrubbed("3.5 m, 12 nautical miles, 0.90 load") == (
        "3.5 m, 12 nautical miles, 0.90 load"
    )


def test_a_day_goes_in_every_form() -> None:
    scrubber = Scrubber(dict.fromkeys(day_forms(date(2024, 3, 7), month=False), REMOVED))
    for text in ("2024-03-07", "7 Mar 2024", "7 March 2024", "March 7, 2024", "07.03.2024", "20240307"):
        assert scrubber.scrubbed(text) == REMOVED
    assert scrubber.scrubbed("March 2024") == "March 2024"


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along a great circle."""
    lat, lat_2 = radians(one[1]), radians(other[1])
    half = sin((lat_2 - lat) / 2) ** 2 + cos(lat) * cos(lat_2) * sin(radians(other[0] - one[0]) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half)))


@given(
    st.tuples(st.floats(-180, 180), st.floats(-80, 80)),
    st.sampled_from([SquareGrid(0.5), SquareGrid(10.0), SquareGrid(250.0), DecimalGrid(0), DecimalGrid(2)]),
)
def test_a_coarse_position_is_near_and_tells_no_more_when_told_again(
    place: tuple[float, float], grid: Grid
) -> None:
    coarse = grid.snapped(place)
    assert grid.snapped(coarse) == coarse
    assert distance_km(place, coarse) <= grid.farthest_km() * 1.01
    assert -180 <= coarse[0] <= 180
    assert -90 <= coarse[1] <= 90


def test_a_line_goes_over_the_squares() -> None:
    grid = DecimalGrid(0)
    assert coarse_path(grid, [(130.1, 40.1), (130.2, 40.2), (131.2, 40.2)]) == ((130.0, 40.0), (131.0, 40.0))
    assert coarse_path(grid, [(130.1, 40.1), (130.2, 40.2)]) is None


def test_a_pseudonym_hangs_on_the_key() -> None:
    one, other = Pseudonyms("a key of the user"), Pseudonyms("another key of him")
    assert one.name("vessel", "x") == Pseudonyms("a key of the user").name("vessel", "x")
    assert (
        len(
            {
                one.code("vessel", "x"),
                one.code("company", "x"),
                one.code("vessel", "y"),
                other.code("vessel", "x"),
            }
        )
        == 4
    )
