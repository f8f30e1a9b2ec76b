"""Keeps a list of findings short enough to be read."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from desktop_app.domain.findings import Finding, Severity

# A million findings of one kind say no more than a thousand, and do not fit in memory.
MOST: Final = 1_000


def listed(findings: Iterable[Finding], table: str) -> Iterator[Finding]:
    """At most so many of one kind in one table, and that there are more."""
    remaining = iter(findings)
    yield from islice(remaining, MOST)
    more = sum(1 for _ in remaining)
    if more:
        yield Finding(Severity.ERROR, table, "", f"{more:,} more rows of {table} are wrong in the same way.")
