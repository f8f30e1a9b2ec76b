"""A value that is assumed, in words that lead to where it is stated."""

from collections.abc import Sequence
from typing import Final

from desktop_app.domain.assumption import UNSAVED, Assumption, Assumptions, Key
from desktop_app.exporters.assumption_words import assumptions_sentence, range_words
from desktop_app.exporters.card import Link, Part, Row

NOT_HELD: Final = "not in this case"
BY_HAND: Final = ", moved by hand"
"""Stands behind a value that no row of the case states."""


def assumed_key(row: Assumption) -> str:
    """The key of the card that tells of an assumption: what states it, else the parameter that was moved."""
    return row.subject or f"parameter:{row.key}"


def assumed_words(assumptions: Assumptions, key: Key, name: str = "") -> tuple[Part, ...]:
    """An assumption in use: its name as a link, and its value.

    Args:
        assumptions: in use.
        key: which of them.
        name: what to call it; its own name where none is given.
    """
    row = assumptions.get(key)
    if row is None:
        return (f"{name or key.replace('_', ' ')}: {NOT_HELD}",)
    value = range_words(row.value, row.unit)
    by_hand = "" if row.subject else BY_HAND
    return (Link(name or row.name, assumed_key(row)), f" {value}{by_hand}")


def assumed_row(assumptions: Assumptions, key: Key, label: str) -> Row:
    """The same as a labelled row with its sources."""
    row = assumptions.get(key)
    sources = row.source_ids if row is not None else ()
    return Row(label, assumed_words(assumptions, key), sources)


def sources_of(assumptions: Assumptions, *keys: Key) -> tuple[str, ...]:
    """Sources of some assumptions in use, each once; what was moved by hand has none."""
    rows = [assumptions.get(key) for key in keys]
    return tuple(dict.fromkeys(ident for row in rows if row is not None for ident in row.source_ids))


def other_assumptions(assumptions: Assumptions) -> str:
    """That the published assumptions are not in use, in a few words; empty where they are."""
    if assumptions.is_published:
        return ""
    if assumptions.name != UNSAVED:
        return f"Under the scenario “{assumptions.name}”, not the published assumptions."
    moved = (row for row in assumptions.rows if not row.is_published)
    told = "; ".join(f"{row.name} {range_words(row.value, row.unit)}" for row in moved)
    return f"Under assumptions changed by hand, not the published ones: {told}."


def told_if_changed(assumptions: Assumptions) -> Sequence[str]:
    """The sentence of assumptions that are not the published ones, as the lines of a foot; else no line."""
    sentence = assumptions_sentence(assumptions)
    return [sentence] if sentence else []
