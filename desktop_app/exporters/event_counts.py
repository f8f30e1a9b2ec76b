"""Numbers of events in words."""

from desktop_app.domain.ais_event import EVENT_NAMES, EventKind


def counted_events(kind: EventKind, number: int) -> str:
    """So many of one kind, as within a sentence: "1 port visit", "1,204 AIS gaps"."""
    one, several = EVENT_NAMES[kind]
    name = one if number == 1 else several
    # An abbreviation keeps its capitals.
    return f"{number:,} {name if name[1].isupper() else name[0].lower() + name[1:]}"
