"""Companies that a table names: those of the case, and new ones."""

import hashlib
from collections import defaultdict
from typing import NamedTuple

import apsw

from desktop_app.importers.tables.matching.name_keys import name_key


class CompanyMatch(NamedTuple):
    """The company that is meant; `candidates` where several fit, `new` where the case does not know it."""

    company_id: str
    new: bool
    candidates: tuple[str, ...] = ()


class CompanyMatcher:
    """Every company of the case by its names in Latin letters and in Russian."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.names: dict[str, str] = {}
        self._by_key: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for row_id, *names in connection.execute("SELECT id, name, name_ru FROM company ORDER BY fid"):
            self.names[str(row_id)] = str(names[0])
            for name in names:
                if key := name_key(str(name or "")):
                    self._by_key[key][str(row_id)] = None

    def match(self, text: str) -> CompanyMatch:
        """The company that a text names."""
        key = name_key(text) or text
        found = tuple(self._by_key.get(key, ()))
        if not found:
            return CompanyMatch(f"company-{hashlib.sha256(key.encode()).hexdigest()[:16]}", new=True)
        return CompanyMatch(found[0] if len(found) == 1 else "", new=False, candidates=found)
