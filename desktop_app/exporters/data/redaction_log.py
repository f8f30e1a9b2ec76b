"""What a redaction did, as counts; no value is ever in it."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from desktop_app.exporters.data.redaction import Redaction
from desktop_app.exporters.data.redaction_plan import Plan


class How(StrEnum):
    """What was done, as the line that tells it."""

    ROWS = "{count} rows of {table} left out."
    LEFT_OUT = "{table}.{field}: left out, {count} values."
    COARSER = "{table}.{field}: made coarser, {count} positions."
    REPLACED = "{table}.{field}: replaced, {count} values."
    CHANGED = "{table}.{field}: changed, {count} values."


class RedactionLog:
    """Counts by table and field."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[How, str, str]] = Counter()

    def count(self, how: How, table: str, field: str, number: int = 1) -> None:
        """Note that something was done to values, or to rows where no field is named."""
        self._counts[how, table, field] += number

    def lines(self, redaction: Redaction, plan: Plan) -> Iterator[str]:
        """What the profile does, then what it did."""
        yield f"This export is redacted by the profile “{redaction.name}”."
        yield "What was removed is told as counts, never as values."
        yield "Sentences on counts and sums are those of the case before redaction."
        yield from _settings(redaction, plan)
        for how in How:
            for (done, table, field), count in sorted(self._counts.items()):
                if done is how:
                    yield how.value.format(table=table, field=field, count=count)


def _settings(redaction: Redaction, plan: Plan) -> Iterator[str]:
    if plan.tables:
        yield f"Tables left out: {', '.join(sorted(plan.tables))}."
    if redaction.without_sources or redaction.without_grades or redaction.without_record_grades:
        yield "Rows that rest on sources or grades the profile excludes are left out."
    if redaction.coarsens:
        how = (
            f"squares of {redaction.coarsen_km:g} km"
            if redaction.coarsen_km is not None
            else f"{redaction.decimals} decimals of a degree"
        )
        yield f"Positions are put on {how}; accuracies are widened by as much."
    for whom in sorted(plan.pseudonyms):
        yield f"Names of {whom.value} are pseudonyms."
    if plan.rounds_volumes:
        yield "Volumes are rounded to two figures, so that they do not tell a deadweight."
    if plan.pseudonyms:
        yield "Sources are still cited: who reads them may learn names there."
