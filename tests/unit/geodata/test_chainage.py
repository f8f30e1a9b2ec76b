"""The bounds on where a kilometre can lie hold for every bend the track can take."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.build.chainage import Known, bow_km, distance_km, locate, scaled

A, B = (131.0, 43.0), (131.2, 43.1)
bends = st.lists(st.tuples(st.floats(130.9, 131.3), st.floats(42.9, 43.2)), min_size=1, max_size=8)


def length(path: list[tuple[float, float]]) -> float:
    return sum(distance_km(one, two) for one, two in pairwise(path))


@given(bends, st.data())
def test_no_track_leaves_its_lens_or_its_ellipse(
    bend: list[tuple[float, float]], data: st.DataObject
) -> None:
    """Where a corner of any track lies, the lens reaches; and no corner bends further than the ellipse."""
    path = [A, *bend, B]
    corner = data.draw(st.integers(1, len(bend)))
    whole, here = length(path), length(path[: corner + 1])
    placed = locate([Known(A, 100.0), Known(B, 100.0 + whole)], 100.0 + here, 0.0)
    # Discs are flat, the track is not: a ten-thousandth at these distances.
    slip = 0.002 * whole
    assert distance_km(placed.position, path[corner]) <= placed.accuracy_km + slip
    chord = distance_km(A, B)
    focal = distance_km(A, path[corner]) + distance_km(path[corner], B)
    assert focal <= whole + slip
    assert bow_km(chord, whole) >= bow_km(chord, focal) - slip


def test_straight_track_is_known_exactly() -> None:
    whole = distance_km(A, B)
    placed = locate([Known(A, 0.0), Known(B, whole)], whole / 4, 0.0)
    assert placed.accuracy_km == pytest.approx(0, abs=1e-6)
    assert bow_km(whole, whole) == 0


def test_slack_widens_the_lens() -> None:
    whole = distance_km(A, B)
    line = [Known(A, 0.0), Known(B, 1.2 * whole)]
    assert locate(line, whole / 4, 1.0).accuracy_km > locate(line, whole / 4, 0.0).accuracy_km


def test_beside_a_known_point_the_accuracy_is_the_distance_and_the_slack() -> None:
    line = [Known(A, 0.0), Known(B, 40.0)]
    assert locate(line, 0.5, 1.0).accuracy_km <= 0.5 + 2 * 1.0


def test_steps_are_stretched_onto_the_published_length() -> None:
    line = scaled([A, B, A], [10.0, 30.0], 5.0, 49.0)
    assert [known.km for known in line] == pytest.approx([5.0, 16.0, 49.0])


def test_off_the_line() -> None:
    with pytest.raises(ValueError, match="kilometre 41 lies off the line"):
        locate([Known(A, 0.0), Known(B, 40.0)], 41, 0.0)
