"""Handles of an assumption: never out of order or bounds, whichever is moved where."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.assumption import BOUNDS, Key, Range
from desktop_app.ui.assumptions.handle_scale import STEPS, Handle, moved_to, scale_of

SHARES = st.tuples(*[st.floats(0.0, 1.0)] * 3)
AT_EASE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def within(key: Key, shares: tuple[float, ...]) -> Range:
    """A range in order and within the bounds of a key."""
    least, most = BOUNDS[key]
    return Range(*sorted(min(least + share * (most - least), most) for share in shares))


@given(SHARES, SHARES, st.sampled_from(Key), st.sampled_from(Handle), st.floats(-0.5, 1.5))
@AT_EASE
def test_a_moved_handle_keeps_order_and_bounds(
    now: tuple[float, ...], told: tuple[float, ...], key: Key, handle: Handle, share: float
) -> None:
    value, published = within(key, now), within(key, told)
    scale = scale_of(key, value, published)
    wanted = scale.value(share)
    moved = moved_to(value, handle, wanted)
    least, most = BOUNDS[key]
    assert least <= moved.low <= moved.best <= moved.high <= most
    assert moved[handle.value] == wanted
    # What is not pushed stays.
    assert all(new in {old, wanted} for new, old in zip(moved, value, strict=True))
    assert 0.0 <= scale.share(value.low) <= scale.share(value.high) <= 1.0


@given(st.sampled_from(Key), st.floats(0.0, 1.0))
@AT_EASE
def test_what_is_read_off_a_slider_is_a_whole_step_or_its_end(key: Key, share: float) -> None:
    published = Range(*(BOUNDS[key][0] + (BOUNDS[key][1] - BOUNDS[key][0]) / 3 for _ in range(3)))
    scale = scale_of(key, published, published)
    value = scale.value(share)
    steps = value / STEPS[key]
    assert value in {scale.least, scale.most} or abs(steps - round(steps)) < 1e-6
    assert abs(scale.share(value) - share) * (scale.most - scale.least) <= STEPS[key] * 0.5001 + 1e-9
