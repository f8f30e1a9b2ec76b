"""Instants and days as the case file writes them; both sort as text."""

from datetime import UTC, date, datetime


def instant_text(instant: datetime) -> str:
    """`YYYY-MM-DDTHH:MM:SSZ` of an aware instant; parts of a second are cut off."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def read_instant(text: str) -> datetime:
    """An instant, aware UTC.

    Raises:
        ValueError: not written as `instant_text` writes it, or no such time.
    """
    instant = datetime.fromisoformat(text)
    if instant_text(instant.replace(tzinfo=UTC)) != text:
        raise ValueError(f"{text[:40]} is not written like 2024-03-07T00:00:00Z")
    return instant.replace(tzinfo=UTC)


def read_day(text: str) -> date:
    """A UTC day.

    Raises:
        ValueError: not `YYYY-MM-DD`, or no such day.
    """
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(f"{text[:40]} is not written like 2024-03-07")
    return day
