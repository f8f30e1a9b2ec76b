"""Finding vessels by what people type: name, alias, IMO number."""

import difflib
from collections.abc import Sequence

from desktop_app.domain.vessel import Vessel
from desktop_app.runtime.errors import UsageError


def names_of(vessel: Vessel) -> tuple[str, ...]:
    """Everything a vessel answers to."""
    numbers = (vessel.imo_number,) if vessel.imo_number else ()
    return (vessel.name, *vessel.aliases, *numbers)


def matches(vessel: Vessel, text: str) -> bool:
    """Whether every word of the text occurs in one of the vessel's names."""
    words = text.casefold().removeprefix("imo").split()
    haystacks = [name.casefold() for name in names_of(vessel)]
    return any(all(word in name for word in words) for name in haystacks)


def find_vessels(vessels: Sequence[Vessel], text: str, limit: int) -> list[Vessel]:
    """Vessels whose names or number hold what was typed; names that begin with it first."""
    wanted = " ".join(text.casefold().removeprefix("imo").split())
    if not wanted:
        return []
    fitting = [vessel for vessel in vessels if matches(vessel, wanted)]
    fitting.sort(
        key=lambda ship: (not any(name.casefold().startswith(wanted) for name in names_of(ship)), ship.name)
    )
    return fitting[:limit]


def resolve(vessels: Sequence[Vessel], text: str) -> Vessel:
    """The one vessel a user means.

    Raises:
        UsageError: none or several fit; names the nearest.
    """
    wanted = " ".join(text.casefold().split()).removeprefix("imo").strip()
    exact = [
        vessel for vessel in vessels if wanted in {vessel.id, *(name.casefold() for name in names_of(vessel))}
    ]
    found = exact or [vessel for vessel in vessels if wanted and matches(vessel, wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(vessel.name for vessel in found)
        raise UsageError(f"vessel {text!r} fits several ships: {names}")
    known = {name.casefold(): name for vessel in vessels for name in names_of(vessel)}
    near = difflib.get_close_matches(wanted, known, n=3)
    hint = f"; did you mean {' or '.join(known[name] for name in near)}?" if near else ""
    raise UsageError(f"no vessel named {text!r} in this case{hint}")
