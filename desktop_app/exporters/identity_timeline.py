"""The history of a vessel's identities, field by field: what followed what, and what was told at once."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final, NamedTuple

from desktop_app.domain.vessel import VesselIdentity
from desktop_app.exporters import wording
from desktop_app.exporters.card import LISTED, Link, Part, Row, Section
from desktop_app.exporters.identity_cards import days_between, oldest_first

_FIELDS: Final = (
    ("Name", "name"),
    ("Flag", "flag"),
    ("MMSI", "mmsi"),
    ("Call sign", "call_sign"),
    ("IMO number", "imo_number"),
    ("Owner", "owner"),
)
# Further rows that tell the same; the list of identities has the rest.
_MOST_LINKS: Final = 5
_DAY: Final = timedelta(days=1)


class _Spell(NamedTuple):
    """A value through rows that follow one another; None for a day that is not documented."""

    value: str
    first: date | None
    last: date | None
    rows: tuple[VesselIdentity, ...]


def identity_timeline(identities: Iterable[VesselIdentity]) -> Section | None:
    """Each value with its days, and links to what tells it; None where nothing ever changed.

    A value that comes back stands twice.
    """
    ordered = oldest_first(identities)
    spells = [(label, tuple(_spells(ordered, field))) for label, field in _FIELDS]
    if all(len(of) < 2 for _, of in spells):  # noqa: PLR2004 - one value is no change
        return None
    rows = [row for label, of in spells for row in _rows(label, of)]
    more = f"First {LISTED} of {wording.number(len(rows))} rows; the case file has all."
    return Section(
        "Identity, field by field",
        tuple(rows[:LISTED]),
        ("Days are those on which it is known to have been told; between them it may have been another.",),
        more if len(rows) > LISTED else "",
    )


def _spells(ordered: Iterable[VesselIdentity], field: str) -> Iterator[_Spell]:
    told = [(" ".join(str(getattr(row, field)).split()), row) for row in ordered]
    for _, group in groupby((one for one in told if one[0]), key=lambda one: one[0].casefold()):
        members = list(group)
        rows = tuple(row for _, row in members)
        lasts = [row.last_day for row in rows if row.last_day is not None]
        # Of rows without an end the last one counts: it may still be so.
        last = max(lasts, default=None) if rows[-1].last_day is not None else None
        yield _Spell(members[0][0], rows[0].first_day, last, rows)


def _rows(label: str, spells: Sequence[_Spell]) -> Iterator[Row]:
    latest: date | None = None
    for place, spell in enumerate(spells):
        meeting = _meeting(latest, spell)
        words: list[Part] = [
            Link(spell.value, f"identity:{spell.rows[0].id}"),
            f", {days_between(spell.first, spell.last)}{meeting}",
        ]
        others = spell.rows[1 : _MOST_LINKS + 1]
        for number, row in enumerate(others, 2):
            words += ["; told again: " if number == 2 else ", ", Link(str(number), f"identity:{row.id}")]  # noqa: PLR2004 - the second
        sources = dict.fromkeys(source for row in spell.rows for source in row.citation.source_ids)
        yield Row("" if place else label, tuple(words), tuple(sources))
        ends = [day for day in (latest, spell.last or spell.first) if day is not None]
        latest = max(ends, default=None)


def _meeting(latest: date | None, spell: _Spell) -> str:
    """How a value meets the ones before: at once with them, or after a time of which nothing is told."""
    if latest is None or spell.first is None:
        return ""
    if spell.first < latest:
        until = latest if spell.last is None else min(latest, spell.last)
        return f"; told beside the one before, {wording.days(spell.first, until)}"
    if spell.first - latest > _DAY:
        return f"; nothing told {wording.days(latest + _DAY, spell.first - _DAY)}"
    return ""
