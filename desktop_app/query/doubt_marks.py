"""What imports found doubtful about single rows."""

from collections import defaultdict

from desktop_app.query.reading import read
from desktop_app.storage.case_store import CaseStore


def doubts_of(store: CaseStore, *subjects: str) -> frozenset[str]:
    """Values of `Check` that rows are flagged with; none where nothing is doubtful.

    Args:
        store: the case.
        subjects: rows as "kind:id".
    """
    found = store.cached("doubts of subjects", lambda: _gathered(store))
    return frozenset().union(*(found.get(subject, frozenset()) for subject in subjects))


def _gathered(store: CaseStore) -> dict[str, frozenset[str]]:
    gathered: defaultdict[str, set[str]] = defaultdict(set)
    for subject, check in read(store, "SELECT subject, check_name FROM doubt"):
        gathered[str(subject)].add(str(check))
    return {subject: frozenset(checks) for subject, checks in gathered.items()}
