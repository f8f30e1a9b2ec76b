"""Every threshold has bounds, a unit and a source; sets of them go through JSON and refuse nonsense."""

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import FACTS, EventParameters


def test_each_parameter_is_told_and_each_kind_depends_on_some() -> None:
    assert [field.name for field in fields(EventParameters)] == list(FACTS)
    for name, facts in FACTS.items():
        assert facts.low <= getattr(EventParameters(), name) <= facts.high
        assert facts.kinds
        assert facts.source
    assert all(EventParameters().of(kind) for kind in EventKind)


# Each of a pair keeps to its side of the other.
PAIRED = {"enter_km", "leave_km", "stop_begin_kn", "stop_end_kn", "slowest_kn", "fastest_kn"}


@given(st.sampled_from([name for name in FACTS if name not in PAIRED]), st.floats(0, 1))
def test_a_value_within_its_bounds_travels_and_moves_only_what_rests_on_it(name: str, share: float) -> None:
    facts = FACTS[name]
    value = facts.low + share * (facts.high - facts.low)
    changed = EventParameters().changed({name: value})
    assert EventParameters.from_json(changed.as_json()) == changed
    for kind in EventKind:
        same = changed.of(kind) == EventParameters().of(kind)
        assert same is (kind not in facts.kinds or value == getattr(EventParameters(), name))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"gap_h": 0.5}, "gap_h: 0.5 is not between 1 and 72 h"),
        ({"gap_h": float("nan")}, "gap_h: nan is not between"),
        ({"gaps": 6}, "there is no parameter gaps; there are gap_h"),
        ({"enter_km": 5.0}, "enter_km is greater than leave_km"),
        ({"stop_begin_kn": 1.0}, "stop_begin_kn is greater than stop_end_kn"),
    ],
)
def test_nonsense_is_refused_in_words(values: dict[str, float], reason: str) -> None:
    with pytest.raises(ValueError, match=re.escape(reason)):
        EventParameters().changed(values)


@pytest.mark.parametrize("text", ["", "[]", '{"gap_h": "6"}', '{"gap_h": null}', "{"])
def test_text_that_is_no_set_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        EventParameters.from_json(text)
