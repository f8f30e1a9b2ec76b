"""Cards of parameters: the published value, the one in use, what uses it, and who changed it when."""

from typing import Final

from desktop_app.domain.assumption import Assumptions, Key, ScenarioValue, key_of, published_range
from desktop_app.domain.statement import Parameter
from desktop_app.exporters.assumed import BY_HAND
from desktop_app.exporters.assumption_words import range_words, value_words
from desktop_app.exporters.card import (
    Card,
    Link,
    Row,
    Section,
    Words,
    citations_of,
    finish,
    joined,
    listed,
    present,
)
from desktop_app.exporters.standing import changes_of
from desktop_app.exporters.things import thing
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

USES: Final = {
    Key.LOAD_FRACTION: "Voyages of which nothing tells how deep the ship lay: capacity times this is cargo.",
    Key.LADEN_FRACTION: "Voyages of ships that were seen to lie low, or that were laden by AIS.",
    Key.LOAD_SPREAD: "Intervals: single loads scatter about the shared fraction by this much.",
    Key.BBL_PER_T: "Voyages and consignments in tonnes whose product is not documented or has no factor.",
    Key.UNKNOWN_DWT: "The total that is marked “drawn, not documented”; no other sum.",
    Key.WATERPLANE: "Draughts that were measured, where the ship has no deadweight scale.",
    Key.NOT_CARGO: "Draughts that were measured: what is aboard and no cargo.",
    Key.DRAUGHT_ERROR: "Draughts that were measured: how far they may be off.",
    Key.WAGON_T: "Rail consignments of which only the wagons are counted.",
    Key.STAY_DAYS: "The figure that is marked “corrected for days without a look”; no sum.",
}
NOT_USED: Final = "Nothing in Tumen reckons with it."
# Changes of one parameter that its card lists.
_CHANGES: Final = 50


def parameter_card(engine: QueryEngine, ident: str, feedback: Feedback | None = None) -> Card | None:
    """A number that results rest on."""
    store = engine.store
    row = thing(store, Parameter, f"parameter:{ident}")
    if row is None:
        return None
    values = [value for value in store.record.scenario_values if value.parameter_id == ident]
    key = key_of(ident)
    told = _scenario_rows(store, values, row.unit)
    changes = changes_of(store, f"parameter:{ident}", _CHANGES, feedback)
    sections = [
        Section("", _value_rows(engine.assumptions, row, key), (row.note,) if row.note else ()),
        Section("What uses it", (), (USES[key] if key is not None else NOT_USED,)),
        Section("In scenarios", told) if told else None,
        listed("Changes", (Row(*one) for one in changes), len(changes)) if changes else None,
    ]
    rests = citations_of(values)
    title = f"{row.name[:1].upper()}{row.name[1:]}"
    return finish(store, f"parameter:{ident}", title, "Parameter", sections, row.citation, rests)


def _value_rows(used: Assumptions, row: Parameter, key: Key | None) -> tuple[Row, ...]:
    published = published_range(row)
    if key is None:
        return present(
            ("Value", f"{row.best:g} {row.unit}".strip()),
            ("Lowest", f"{row.low:g}" if row.low is not None else None),
            ("Highest", f"{row.high:g}" if row.high is not None else None),
        )
    return present(
        ("Published", range_words(published, row.unit)),
        ("Lowest", _one(published.low, row.unit)),
        ("Highest", _one(published.high, row.unit)),
        ("In use", _in_use(used, key)),
    )


def _one(value: float, unit: str) -> str:
    return f"{value_words(value, unit)} {unit}".rstrip()


def _in_use(used: Assumptions, key: Key) -> Words:
    """The value in use with the row that states it."""
    row = used.get(key)
    if row is None or row.is_published:
        return "as published"
    words = range_words(row.value, row.unit)
    return Link(words, row.subject) if row.subject else f"{words}{BY_HAND}"


def _scenario_rows(store: CaseStore, values: list[ScenarioValue], unit: str) -> tuple[Row, ...]:
    names = {row.id: row.name for row in store.record.scenarios}
    return tuple(
        Row(
            names[value.scenario_id],
            joined(" ", Link(range_words(value.value, unit), f"scenario_value:{value.id}"), value.note),
            value.citation.source_ids,
        )
        for value in values
        if value.scenario_id in names
    )
