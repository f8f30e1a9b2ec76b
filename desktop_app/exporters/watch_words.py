"""How far a port was watched, in words: why every count of calls is a minimum."""

from collections.abc import Sequence
from datetime import date

from desktop_app.exporters.wording import calls, days, month, number
from desktop_app.query.clauses import ClauseKind
from desktop_app.query.observability_results import DayCounts, Observability, PortLooks
from desktop_app.query.periods import Period

# Ports that a sentence names before it counts the others.
_MOST_NAMED = 3


def minimum_sentence(found: Observability, first: date | None = None, last: date | None = None) -> str:
    """That calls are a minimum: n of m days had a usable image.

    Args:
        found: of a filter.
        first: day of the time that is meant; without it all that the filter asks about.
        last: day of it, included.

    Returns:
        Empty where the filter is about no port, or about no time.
    """
    first, last = first or found.first_day, last or found.last_day
    if not found.ports or first is None or last is None or last < first:
        return ""
    told = [(port, port.between(first, last)) for port in found.told_of]
    untold = [port for port in found.ports if not port.runs]
    parts = [_told(port, counts) for port, counts in told[:_MOST_NAMED]]
    if told[_MOST_NAMED:]:
        rest = DayCounts()
        for _, counts in told[_MOST_NAMED:]:
            rest = rest.plus(counts)
        more = f"{number(rest.usable)} of {number(rest.stated)} days of ports taken together"
        parts.append(f"{more} had one of {_others(len(told) - _MOST_NAMED)}")
    if untold:
        parts.append(f"about images of {_named(untold)} nothing is stated")
    sentence = f"A minimum ({_time(first, last)}): {'; '.join(parts)}."
    if found.elsewhere:
        side = "loading port" if found.side is ClauseKind.LOADING else "port of discharge"
        sentence += f" {_upper(calls(found.elsewhere, approximate=False))} at no documented {side} left out."
    return sentence


def days_in_short(counts: DayCounts) -> str:
    """The same where there is little room: "12 of 31 days", "not stated"."""
    if not counts.stated:
        return "not stated"
    told = f"{number(counts.usable)} of {_days(counts.stated)}"
    return f"{told}, {number(counts.not_stated)} not stated" if counts.not_stated else told


def look_words(counts: DayCounts) -> str:
    """Every kind of day with its number; for hints."""
    if not counts.stated:
        return "whether there was a usable image is not stated"
    kinds = (
        (counts.usable, "with a usable image"),
        (counts.clouded, "hidden by cloud"),
        (counts.no_image, "without an image"),
        (counts.not_stated, "of which nothing is stated"),
    )
    told = [f"{_days(count)} {words}" for count, words in kinds if count]
    return f"{'no usable image on any day: ' if counts.is_unseen else ''}{', '.join(told)}"


def _told(port: PortLooks, counts: DayCounts) -> str:
    if not counts.stated:
        return (
            f"for none of {_days(counts.days)} is it stated whether there was a usable image of {port.name}"
        )
    told = f"{number(counts.usable)} of {_days(counts.stated)} had a usable image of {port.name}"
    if counts.not_stated:
        told += f"; for the other {_days(counts.not_stated)} nothing is stated"
    return told


def _named(ports: Sequence[PortLooks]) -> str:
    names = [port.name for port in ports[:_MOST_NAMED]]
    if ports[_MOST_NAMED:]:
        names.append(_others(len(ports) - _MOST_NAMED))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _others(count: int) -> str:
    return f"{number(count)} other port{'' if count == 1 else 's'}"


def _days(count: int) -> str:
    return f"{number(count)} day{'' if count == 1 else 's'}"


def _time(first: date, last: date) -> str:
    whole = first.day == 1 and last == Period.MONTH.last_day(first)
    return month(first) if whole else days(first, last)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
