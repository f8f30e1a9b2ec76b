"""Coordinates: every usual form is read, nonsense is refused in words, what is written reads back."""

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.domain.coordinates import FORMS, Form, format_position, read_position
from desktop_app.domain.position import METRES_PER_DEGREE, PositionError, distance_text

VOSTOCHNY = (133.0 + 5 / 60, 42.75)
NEAR = (133.0, 42.7)
# Metres by which a written position may be off, half a step of the last digit and the diagonal.
STEPS_M: dict[Form, float] = {"decimal": 1.0, "dms": 3.0, "dm": 2.0, "mgrs": 2.0, "plus": 4.0}


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("42.75, 133.08333", "decimal degrees"),
        ("42,75 133,08333", "decimal degrees"),
        ("42,75, 133,08333", "decimal degrees"),
        ("42,75; 133,08333", "decimal degrees"),
        ("42,75,133,08333", "decimal degrees"),
        ("42.75N 133.08333E", "decimal degrees"),
        ("133.08333E 42.75N", "decimal degrees"),
        ("N42.75 E133.08333", "decimal degrees"),
        ("(42.75° N, 133.08333° E)", "decimal degrees"),
        ("lon: 133.08333, lat: 42.75", "decimal degrees"),
        ("lat 42.75 lon 133.08333", "decimal degrees"),
        ("133.08333, 42.75", "decimal degrees, longitude first"),
        ("42°45′N 133°05′E", "degrees and minutes"),
        ("42º45’N, 133º05’E", "degrees and minutes"),
        ("N42°45.0' E133°05.0'", "degrees and minutes"),
        ("42 45 133 05", "degrees and minutes"),
        ("42-45N 133-05E", "degrees and minutes"),
        ("4245.0N 13305.0E", "degrees and minutes"),
        ("북위 42도 45분 동경 133도 05분", "degrees and minutes"),
        ("42 45 00 N, 133 05 00 E", "DMS"),
        ("42°45'00\"N 133°05'00\"E", "DMS"),
        ("42°45′00″ \u0441. ш. 133°05′00″ в. д.", "DMS"),
        ("42:45:00N 133:05:00E", "DMS"),
        ("424500N 1330500E", "DMS"),
        ("N424500E1330500", "DMS"),
        ("53T LH 43138 34834", "MGRS, 1 m"),
        ("53tlh4313834834", "MGRS, 1 m"),
        ("8QJMQ32M+283", "Plus Code"),
        ("q32m+283 Nakhodka", "short Plus Code near the middle of the map"),
        ("geo:42.75,133.08333;u=35", "geo: address"),
        ("https://www.google.com/maps/@42.75,133.08333,12z", "map link"),
        ("https://www.openstreetmap.org/#map=12/42.75000/133.08333", "map link"),
        ("https://www.openstreetmap.org/?mlat=42.75&mlon=133.08333#map=5/1.0/2.0", "map link"),
        ("https://yandex.ru/maps/?ll=133.08333%2C42.75&z=12", "map link"),
    ],
)
def test_usual_forms_are_read(text: str, how: str) -> None:
    found = read_position(text, NEAR)
    assert found is not None
    assert found.how == how
    assert found.position == pytest.approx(VOSTOCHNY, abs=0.0001)


def test_signs_and_letters_turn_south_and_west() -> None:
    for text in ("−34.5, -58.25", "34.5S 58.25W", "58°15′W 34°30′S"):
        found = read_position(text)
        assert found is not None
        assert found.position == (-58.25, -34.5)


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("42.75, 133", 1_112),  # zeros at the end are dropped by programs
        ("42°45′N 133°05′E", 1_853),
        ("42°45′00″N 133°05′00″E", 30.9),
        ("42°45.0′N 133°05.0′E", 185.3),
        ("53TLH43133483", 10),
        ("53TLH", 100_000),
        ("42.75000000, 133.08333333", 1),  # finer than a metre is not claimed
    ],
)
def test_the_digits_tell_the_precision(text: str, metres: float) -> None:
    found = read_position(text)
    assert found is not None
    assert found.precision_m == pytest.approx(metres, rel=0.01)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("95.5, 133.1", "Latitude 95.5"),
        ("42.5, 190.5", "Longitude 190.5"),
        ("100.5, 95.5", "Latitude 100.5"),
        ("42N 45N", "Both numbers are latitudes"),
        ("42°61′N 133°05′E", "61 minutes"),
        ("42 45 75 N 133 05 00 E", "75 seconds"),
        ("-42.75S 133.5E", "minus sign and the letter S"),
        ("53TLH431", "even number"),
        ("53TZZ1234", "No square"),
        ("Q32M+28", "short Plus Code"),
        ("42°45′N", "cannot be read"),
    ],
)
def test_what_gives_no_position_says_why(text: str, why: str) -> None:
    with pytest.raises(PositionError, match=why):
        read_position(text)


@pytest.mark.parametrize(
    "text", ["Nakhodka", "9833890", "IMO 9833890", "RU VYP", "Un Hung 5", "청진", "8", ""]
)
def test_names_and_numbers_of_ships_are_no_coordinates(text: str) -> None:
    assert read_position(text, NEAR) is None


@given(
    st.floats(-180, 180, exclude_max=True, allow_nan=False),
    st.floats(-79.9, 83.9, allow_nan=False),
    st.sampled_from(FORMS),
)
@example(math.nextafter(180, 0), 0.0, "plus")
def test_what_is_written_reads_back(lon: float, lat: float, form: Form) -> None:
    text = format_position(lon, lat, form)
    found = read_position(text)
    assert found is not None, text
    along = ((found.lon - lon + 180) % 360 - 180) * math.cos(math.radians(lat))
    assert math.hypot(along, found.lat - lat) * METRES_PER_DEGREE <= STEPS_M[form], text


@given(st.text(max_size=40))
def test_any_text_gives_a_reading_nothing_or_a_sentence(text: str) -> None:
    try:
        found = read_position(text, NEAR)
    except PositionError:
        return
    assert found is None or (abs(found.lat) <= 90 and abs(found.lon) <= 180)


def test_full_minutes_are_carried() -> None:
    assert format_position(179.99999999, 42.99999999, "dms") == "43°00′00.0″N 180°00′00.0″E"
    assert format_position(179.99999999, 42.99999999, "dms", 30.9) == "43°00′00″N 180°00′00″E"
    assert format_position(133.0833, 42.75, "decimal") == "42.75000, 133.08330"


def test_the_ends_of_the_earth_have_no_mgrs() -> None:
    with pytest.raises(PositionError, match="84°N"):
        format_position(0, 89, "mgrs")


@pytest.mark.parametrize(
    ("metres", "text"),
    [(30.9, "30 m"), (185.3, "190 m"), (1_853, "1.9 km"), (1_112, "1.1 km"), (111_200, "110 km"), (1, "1 m")],
)
def test_precisions_are_rounded(metres: float, text: str) -> None:
    assert distance_text(metres) == text
