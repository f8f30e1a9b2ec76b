"""Finding vessels by what people type: any name, IMO number, MMSI or call sign, in any script."""

import difflib
import functools
from collections.abc import Iterable, Sequence

from desktop_app.domain.vessel import Vessel, VesselIdentity
from desktop_app.query.name_folding import fold
from desktop_app.runtime.errors import UsageError

# The names of twenty thousand vessels, folded anew with each letter that is typed, would take 0.1 s.
_folded = functools.lru_cache(maxsize=100_000)(fold)


def names_of(vessel: Vessel, identities: Iterable[VesselIdentity] = ()) -> tuple[str, ...]:
    """Everything a vessel answers to; of its own identities also the names and numbers."""
    claimed = (text for row in identities for text in (row.name, row.imo_number, row.mmsi, row.call_sign))
    names = (vessel.name, *vessel.aliases, vessel.imo_number, *claimed)
    return tuple(dict.fromkeys(name for name in names if name))


def folded_names(vessel: Vessel, identities: Iterable[VesselIdentity] = ()) -> tuple[str, ...]:
    """The same as the search compares them."""
    return tuple(dict.fromkeys(map(_folded, names_of(vessel, identities))))


def typed_words(text: str) -> list[str]:
    """Words of what was typed, as the search compares them, without the word before a number."""
    words = fold(text).split()
    if words and words[0] in {"imo", "mmsi"}:
        return words[1:]
    return [words[0].removeprefix("imo"), *words[1:]] if words and words[0][3:].isdigit() else words


def fits(words: Sequence[str], folded: Iterable[str]) -> bool:
    """Whether every word occurs in one of the names."""
    return any(all(word in name for word in words) for name in folded)


def matches(vessel: Vessel, text: str) -> bool:
    """Whether every word of the text occurs in one of the vessel's names."""
    return fits(typed_words(text), folded_names(vessel))


def find_vessels(vessels: Sequence[Vessel], text: str, limit: int) -> list[Vessel]:
    """Vessels whose names or number hold what was typed; names that begin with it first."""
    words = typed_words(text)
    if not words:
        return []
    wanted = " ".join(words)
    fitting = [(folded_names(vessel), vessel) for vessel in vessels]
    fitting = [(names, vessel) for names, vessel in fitting if fits(words, names)]
    fitting.sort(key=lambda found: (not any(name.startswith(wanted) for name in found[0]), found[1].name))
    return [vessel for _, vessel in fitting[:limit]]


def resolve(vessels: Sequence[Vessel], text: str) -> Vessel:
    """The one vessel a user means.

    Raises:
        UsageError: none or several fit; names the nearest.
    """
    words = typed_words(text)
    wanted = " ".join(words)
    exact = [
        vessel for vessel in vessels if text.strip().casefold() == vessel.id or wanted in folded_names(vessel)
    ]
    found = exact or [vessel for vessel in vessels if words and fits(words, folded_names(vessel))]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(vessel.name for vessel in found)
        raise UsageError(f"vessel {text!r} fits several ships: {names}")
    known = {_folded(name): name for vessel in vessels for name in names_of(vessel)}
    near = difflib.get_close_matches(wanted, known, n=3)
    hint = f"; did you mean {' or '.join(known[name] for name in near)}?" if near else ""
    raise UsageError(f"no vessel named {text!r} in this case{hint}")
