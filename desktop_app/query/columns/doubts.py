"""What imports found doubtful about the voyages of a case, as a choice.

A voyage has the doubts of its own row, of its calls and sightings, and of its ship.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.columns.choices import Choice
from desktop_app.query.columns.rows import Rows
from desktop_app.query.reading import read
from desktop_app.storage.case_store import CaseStore

# The doubts are few and the rows may be a million: each doubt looks its row up by id.
_OF_VOYAGES: Final = """
SELECT voyage.fid, check_name FROM doubt JOIN voyage ON voyage.id = substr(subject, 8)
WHERE subject GLOB 'voyage:*'
UNION SELECT voyage.fid, check_name FROM doubt JOIN port_call ON port_call.id = substr(subject, 6)
JOIN voyage ON voyage.id = port_call.voyage_id WHERE subject GLOB 'call:*'
UNION SELECT voyage.fid, check_name FROM doubt JOIN sighting ON sighting.id = substr(subject, 10)
JOIN voyage ON voyage.id = sighting.voyage_id WHERE subject GLOB 'sighting:*'
"""
_OF_POSITIONS: Final = """
SELECT sighting.fid, check_name FROM doubt JOIN sighting ON sighting.id = substr(subject, 10)
WHERE subject GLOB 'sighting:*'
"""
_OF_VESSELS: Final = """
SELECT substr(subject, 8), check_name FROM doubt WHERE subject GLOB 'vessel:*'
"""


def doubts_of_voyages(
    store: CaseStore, rows: Rows, vessels: NDArray[Any], vessel_ids: Sequence[str]
) -> Choice:
    """The doubts of each voyage; none where nothing is doubtful.

    Args:
        store: the case.
        rows: the voyages.
        vessels: place in `vessel_ids` of each, -1 for none.
        vessel_ids: every vessel.
    """
    return _joined(_sets_of(read(store, _OF_VOYAGES), rows), vessels, _of_vessels(store, vessel_ids))


def doubts_of_positions(
    store: CaseStore, rows: Rows, vessels: NDArray[Any], vessel_ids: Sequence[str]
) -> Choice:
    """The doubts of each sighting; arguments as above."""
    return _joined(_sets_of(read(store, _OF_POSITIONS), rows), vessels, _of_vessels(store, vessel_ids))


def _of_vessels(store: CaseStore, vessel_ids: Sequence[str]) -> list[frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for ident, check in read(store, _OF_VESSELS):
        found[str(ident)].add(str(check))
    return [frozenset(found.get(ident, ())) for ident in vessel_ids]


def _sets_of(pairs: Iterable[Sequence[Any]], rows: Rows) -> tuple[NDArray[np.int64], list[frozenset[str]]]:
    """A code for each row, -1 for no doubt, and the doubts of each code."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for fid, check in pairs:
        found[int(fid)].add(str(check))
    codes = np.full(len(rows.fid), -1, np.int64)
    if not found:
        return codes, []
    sets = dict.fromkeys(frozenset(checks) for checks in found.values())
    numbers = {checks: number for number, checks in enumerate(sets)}
    places = rows.places_of(np.array(list(found), np.int64))
    codes[places] = [numbers[frozenset(checks)] for checks in found.values()]
    return codes, list(sets)


def _joined(
    own: tuple[NDArray[np.int64], list[frozenset[str]]],
    vessels: NDArray[Any],
    of_vessels: Sequence[frozenset[str]],
) -> Choice:
    """Doubts of the row and of its ship together."""
    codes, sets = own
    # Ships without any doubt are all one: there are many, and few differ.
    kinds = {checks: place for place, checks in enumerate(dict.fromkeys(filter(None, of_vessels)))}
    ship_codes = np.array([*(kinds.get(checks, -1) for checks in of_vessels), -1], np.int64)[vessels]
    pairs, places = np.unique((codes + 1) * (len(kinds) + 1) + ship_codes + 1, return_inverse=True)
    named_rows, named_ships = (frozenset(), *sets), (frozenset(), *kinds)
    held = (divmod(pair, len(kinds) + 1) for pair in pairs.tolist())
    members = (named_rows[row] | named_ships[ship] for row, ship in held)
    return Choice(places.astype(np.int32), (*members, frozenset()))
