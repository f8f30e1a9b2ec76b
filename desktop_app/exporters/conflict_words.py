"""Conflicts between published figures in words: on the cards of those they concern, and all in one list."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from desktop_app.domain.provenance import Citation
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Link, Part, Row, Section, Words, finish
from desktop_app.exporters.things import link_to, links_by_id, small_things
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    from desktop_app.analysis.checks.conflicts import Conflict

FOUND_BY_CHECK = "found by a check, not yet among the case’s contradictions"
# Most that the list of conflicts tells one by one; what is beyond is counted.
MOST_TOLD = 100
_FIGURES = ("claim", "notified")


def conflicts_with(store: CaseStore, idents: Collection[str]) -> "tuple[Conflict, ...]":
    """Conflicts that one of these rows is part of."""
    from desktop_app.analysis.checks.conflicts import conflicts_of  # noqa: PLC0415 - not for the first picture

    return tuple(one for one in conflicts_of(store) if not set(one.refers_to).isdisjoint(idents))


def conflict_section(store: CaseStore, ident: str, feedback: Feedback | None = None) -> Section | None:
    """What a figure is in conflict with, recorded and found; None where it is in none."""
    told: list[Words] = []
    for one in conflicts_with(store, (ident,)):
        others = _links(store, (row for row in one.refers_to if row != ident), feedback)
        head: Part = Link(one.topic, f"contradiction:{one.recorded}") if one.recorded else one.topic
        text = f". {' '.join((one.readings, *one.checks, one.treatment))}"
        text += "" if one.recorded else f" ({FOUND_BY_CHECK})"
        told.append((head, text, *((" With: ", *_between(others)) if others else ())))
    return Section("Reports disagree", (), tuple(told)) if told else None


def check_section(store: CaseStore, contradiction_id: str) -> Section | None:
    """What checks find of a recorded contradiction; None where they find nothing."""
    from desktop_app.analysis.checks.conflicts import conflicts_of  # noqa: PLC0415 - as above

    sentences = [
        sentence for one in conflicts_of(store) if one.recorded == contradiction_id for sentence in one.checks
    ]
    return Section("Found by checks", (), tuple(sentences)) if sentences else None


def conflict_citations(store: CaseStore, ident: str) -> list[Citation]:
    """What the conflicts of a figure rest on: their own sources, and those of all rows they name."""
    found = conflicts_with(store, (ident,))
    return citations_of(store, found)


def conflicts_card(
    store: CaseStore, shown: Collection[str], feedback: Feedback | None = None
) -> tuple[Card, int]:
    """Every conflict that a shown figure is part of, and how many they are.

    `shown` are ids of figures.
    """
    # What cannot be comes before what differs, and what a check has found before what is only recorded.
    found = sorted(conflicts_with(store, shown), key=lambda one: (-one.severity, not one.checks))
    told = found[:MOST_TOLD]
    sections = [_section(store, one, feedback) for one in told]
    if len(found) > len(told):
        sections.append(Section("", (), (f"And {wording.number(len(found) - len(told))} more.",)))
    count = len(found)
    title = f"{wording.number(count)} conflict{'' if count == 1 else 's'} among the figures shown"
    subtitle = "Both readings stand; none is added to another"
    return finish(store, "", title, subtitle, sections, None, citations_of(store, told)), count


def _section(store: CaseStore, one: "Conflict", feedback: Feedback | None) -> Section:
    links = _links(store, one.refers_to, feedback)
    rows = [Row("Readings", one.readings)]
    rows += [Row("Check", sentence) for sentence in one.checks]
    rows.append(Row("What is done", one.treatment))
    rows.append(Row("Concerns", _between(links), sources_of(store, one)))
    origin = Link("a contradiction of this case", f"contradiction:{one.recorded}")
    rows.append(Row("Recorded", origin if one.recorded else FOUND_BY_CHECK))
    return Section(one.topic, tuple(rows))


def _links(store: CaseStore, idents: Iterable[str], feedback: Feedback | None) -> tuple[Link, ...]:
    """Links to the rows of a conflict: most are figures, which are at hand; the others are looked up."""
    things = small_things(store)
    found: list[Link] = []
    for ident in idents:
        key = next((key for kind in _FIGURES if (key := f"{kind}:{ident}") in things), "")
        link = link_to(store, key) if key else None
        found += [link] if link is not None else links_by_id(store, (ident,), feedback)
    return tuple(found)


def _between(links: Iterable[Link]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for link in links:
        parts += ["; ", link] if parts else [link]
    return tuple(parts)


def citations_of(store: CaseStore, found: "Iterable[Conflict]") -> list[Citation]:
    """What some conflicts rest on: their own sources, and those of all rows they name."""
    things = small_things(store)
    kinds = (*_FIGURES, "contradiction")
    idents = [ident for one in found for ident in (one.recorded, *one.refers_to)]
    rows = [things.get(f"{kind}:{ident}") for ident in dict.fromkeys(idents) for kind in kinds]
    return [row.citation for row in rows if row is not None]


def sources_of(store: CaseStore, one: "Conflict") -> tuple[str, ...]:
    """Ids of the same for one."""
    found = (source for citation in citations_of(store, (one,)) for source in citation.source_ids)
    return tuple(dict.fromkeys(found))
