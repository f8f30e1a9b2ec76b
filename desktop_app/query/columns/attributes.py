"""What the rows of small tables say of the voyages that name them: sets of values by id."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from desktop_app.domain.movement import HowKnown
from desktop_app.query.clauses import ClauseKind
from desktop_app.query.reading import read
from desktop_app.storage.case_store import CaseStore

Values = Mapping[str, frozenset[str]]

# Pairs of an id and a value: of a vessel its owner and who lists it, of evidence how its sources are graded.
_PAIRS: Final = {
    ClauseKind.OPERATOR: "SELECT id, owner FROM vessel WHERE owner IS NOT NULL",
    ClauseKind.LISTING: "SELECT vessel_id, authority FROM listing",
    ClauseKind.GRADE: (
        "SELECT citation.evidence_id, source.reliability FROM citation "
        "JOIN source ON source.id = citation.source_id WHERE source.reliability IS NOT NULL"
    ),
}
# The words of each number whose bits are kinds of observation, the first lowest.
KNOWN_MEMBERS: Final = tuple(
    frozenset(word.value for place, word in enumerate(HowKnown) if bits >> place & 1)
    for bits in range(1 << len(HowKnown))
)


def values_of(store: CaseStore, kind: ClauseKind) -> Values:
    """Values by id of what carries them: vessels, or evidence for grades; ids without any are left out."""
    return store.cached(f"values of {kind}", lambda: _gathered(read(store, _PAIRS[kind])))


def members_of(ids: Sequence[str], values: Values) -> tuple[frozenset[str], ...]:
    """The members of a choice whose codes are places in `ids`, -1 for none."""
    return (*(values.get(ident, frozenset()) for ident in ids), frozenset())


def _gathered(pairs: Iterable[Sequence[object]]) -> Values:
    gathered: defaultdict[str, set[str]] = defaultdict(set)
    for ident, value in pairs:
        gathered[str(ident)].add(str(value))
    return {ident: frozenset(values) for ident, values in gathered.items()}
