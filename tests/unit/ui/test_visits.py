"""Back and forward keep to what a browser does."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ui.visits import MOST, Visit, Visits

STEPS = st.lists(st.sampled_from(("back", "forward", "a", "b", "c")), max_size=40)


@given(STEPS)
def test_walking_about_shows_what_two_stacks_would(steps: list[str]) -> None:
    visits = Visits()
    behind: list[Visit] = []
    ahead: list[Visit] = []
    for number, step in enumerate(steps):
        if step == "back":
            expected = behind[-2] if len(behind) > 1 else None
            assert visits.back() == expected
            if expected is not None:
                ahead.append(behind.pop())
        elif step == "forward":
            expected = ahead[-1] if ahead else None
            assert visits.forward() == expected
            if expected is not None:
                behind.append(ahead.pop())
        else:
            visits.go(Visit((f"{step}:{number}",)))
            behind.append(visits.present)
            ahead.clear()
        assert visits.present == (behind[-1] if behind else Visit(()))


def test_a_visit_is_found_again_as_it_was_left() -> None:
    visits = Visits()
    visits.go(Visit(("port:nampo", "port:chongjin")))
    visits.amend(visits.present._replace(place=1, scrolled=120))
    visits.go(Visit(("vessel:yu-son",)))
    assert visits.back() == Visit(("port:nampo", "port:chongjin"), 1, 120)
    assert visits.present.key == "port:chongjin"


def test_old_visits_are_forgotten() -> None:
    visits = Visits()
    for number in range(MOST + 5):
        visits.go(Visit((f"port:{number}",)))
    while visits.back() is not None:
        pass
    assert visits.present.key == "port:5"
