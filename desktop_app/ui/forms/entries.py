"""The input that fits a field."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.storage.tables.all_tables import BY_NAME
from desktop_app.storage.tables.declare import Table
from desktop_app.ui.forms.entry import Entry
from desktop_app.ui.forms.layout import (
    HOW_KNOWN_WORDS,
    Field,
    Input,
    choice_text,
    declared,
    described,
    input_of,
)
from desktop_app.ui.forms.layouts import LAYOUT_OF
from desktop_app.ui.forms.lookups import Lookups
from desktop_app.ui.forms.plain_entries import (
    ChoiceEntry,
    HowKnownEntry,
    LineEntry,
    NumberEntry,
    TextEntry,
    YesNoEntry,
)
from desktop_app.ui.forms.position_entry import PositionEntry
from desktop_app.ui.forms.quantity_entry import QuantityEntry
from desktop_app.ui.forms.reference_entry import PlaceEntry, ReferenceEntry
from desktop_app.ui.forms.time_entries import DayEntry, InstantEntry, SpanEntry


def make_entry(
    field: Field, table: Table, lookups: Lookups, vessel: Callable[[], str], parent: QWidget
) -> Entry:
    """The input of one field, named and with its help; `vessel` tells which vessel the form names."""
    entry = _make(field, table, lookups, vessel, parent)
    entry.name(field.label, described(field, table))
    return entry


def _make(field: Field, table: Table, lookups: Lookups, vessel: Callable[[], str], parent: QWidget) -> Entry:
    kind, column = input_of(field, table), field.column
    if kind in {Input.CHOICE, Input.QUANTITY}:
        return _closed(kind, field, table, parent)
    if kind is Input.REFERENCE:
        return _reference(field, table, lookups, vessel, parent)
    if kind in {Input.NUMBER, Input.WHOLE}:
        return NumberEntry(column, field.unit, whole=kind is Input.WHOLE, parent=parent)
    makers: dict[Input, Callable[[], Entry]] = {
        Input.TEXT: lambda: TextEntry(column, parent),
        Input.YES_NO: lambda: YesNoEntry(column, field.label, parent),
        Input.PLACE: lambda: PlaceEntry(lookups.find_places, lookups.name_of_place, parent),
        Input.DAY: lambda: DayEntry(column, parent),
        Input.INSTANT: lambda: InstantEntry(column, parent),
        Input.SPAN: lambda: SpanEntry(parent),
        Input.POSITION: lambda: PositionEntry(parent),
        Input.HOW_KNOWN: lambda: HowKnownEntry(column, HOW_KNOWN_WORDS, parent),
    }
    return makers.get(kind, lambda: LineEntry(column, parent))()


def _closed(kind: Input, field: Field, table: Table, parent: QWidget) -> Entry:
    column = declared(field, table)
    if kind is Input.QUANTITY:
        prefix = column.name.removesuffix("_low")
        return QuantityEntry(prefix, table.column(f"{prefix}_unit").choices, parent)
    choices = [(value, choice_text(table.name, column.name, value)) for value in column.choices]
    return ChoiceEntry(column.name, choices, "" if column.required else "Not judged", parent)


def _reference(
    field: Field, table: Table, lookups: Lookups, vessel: Callable[[], str], parent: QWidget
) -> Entry:
    of = declared(field, table).references
    name_of = partial(lookups.name_of, of)
    if of == "voyage":
        return ReferenceEntry(
            field.column, lambda text: lookups.find_voyages(text, vessel()), name_of, "", parent
        )
    new = LAYOUT_OF[of].one.lower() if of in LAYOUT_OF and of in BY_NAME else ""
    return ReferenceEntry(field.column, partial(lookups.find, of), name_of, new, parent)
