"""What options of `tumen import` make of a plan."""

import argparse
from pathlib import Path

from desktop_app.importers.formats import chosen, raw_table
from desktop_app.importers.importing import ImportOrder, SourceChoice
from desktop_app.importers.planning import FilePlan
from desktop_app.importers.tables.guess import fields_for, lacking
from desktop_app.importers.tables.mapping import ColumnUse, Mapping
from desktop_app.importers.tables.saved_mappings import SavedMappings, mappings_folder, read_mapping_file
from desktop_app.importers.tables.targets import TARGETS_BY_NAME
from desktop_app.runtime.errors import InputError, UsageError


def orders_of(plans: tuple[FilePlan, ...], arguments: argparse.Namespace) -> list[ImportOrder]:
    """Orders for the files that can be taken.

    Raises:
        UsageError: an option names what there is not.
        InputError: nobody can tell what a file's columns say.
    """
    if arguments.sheet is not None:
        named = tuple(one for one in plans if one.table == arguments.sheet or not one.found)
        if not any(one.found for one in named):
            tables = ", ".join(one.table for one in plans if one.table) or "none with a name"
            raise UsageError(f"there is no sheet {arguments.sheet!r}; there are: {tables}")
        plans = named
    saved = _saved(arguments.mapping)
    return [_order(one, arguments, saved) for one in plans if not one.refusal]


def _order(plan: FilePlan, arguments: argparse.Namespace, saved: Mapping | None) -> ImportOrder:
    source = SourceChoice(
        title=arguments.source,
        publisher=arguments.publisher,
        url=arguments.url,
        reliability=arguments.reliability,
    )
    best = plan.found[0]
    mapped = next((found for found in plan.found if found.mapped), None)
    if arguments.target and not best.mapped and mapped is not None:
        best = mapped  # a person who says what the rows are wants them by columns
    order = (plan.order or ImportOrder(plan.file, best.format, source, plan.table))._replace(
        format=best.format, source=source, encoding=arguments.encoding, every_ship=arguments.every_ship
    )
    if arguments.zone is not None:
        order = order._replace(zone=arguments.zone)
    if arguments.layer is not None:
        if not chosen(order).is_geographic:
            raise UsageError(f"{plan.file.name}: {best.title} holds no shapes, so it makes no layer")
        return order._replace(mapping=None, layer=arguments.layer)
    if not best.mapped:
        return order
    mapping = _mapping(order, arguments, saved)
    return order if mapping is None else order._replace(mapping=mapping, layer="", zone=mapping.zone)


def _mapping(order: ImportOrder, arguments: argparse.Namespace, saved: Mapping | None) -> Mapping | None:
    """The mapping that is meant; None where it stays a layer."""
    asked = arguments.target or arguments.uses or arguments.constants or saved
    if order.mapping is None and order.layer and not asked:
        return None
    raw = raw_table(order)
    head = next(raw.chunks(lambda _: None), None)
    mapping = saved or order.mapping
    if arguments.target and (mapping is None or mapping.target != arguments.target):
        target = TARGETS_BY_NAME[arguments.target]
        mapping = Mapping(target.name, fields_for(raw.columns, target, head))
    if mapping is None:
        there = ", ".join(raw.columns[:12])
        raise InputError(
            f"{order.file.name}: its columns do not tell what its rows are ({there}); name it with --as."
        )
    mapping = _altered(mapping, arguments, order.file.name, raw.columns)
    if arguments.zone is not None:
        mapping = mapping._replace(zone=arguments.zone)
    if arguments.date_order is not None:
        mapping = mapping._replace(date_order=arguments.date_order)
    return mapping


def _altered(mapping: Mapping, arguments: argparse.Namespace, name: str, columns: tuple[str, ...]) -> Mapping:
    """With what --set and --const say."""
    target = TARGETS_BY_NAME[mapping.target]
    uses = {use.field: use for use in mapping.uses}
    fields = {field.name for field in target.fields}
    for field, column in _pairs(arguments.uses, fields, target.name):
        uses.pop(field, None)
        if column:
            uses[field] = ColumnUse(field, column)
    for field, text in _pairs(arguments.constants, fields, target.name):
        uses[field] = ColumnUse(field, "", text)
    missing = [use.column for use in uses.values() if use.column and use.column not in columns]
    if missing:
        raise UsageError(f"{name} has no column {missing[0]!r}; there are: {', '.join(columns[:40])}")
    lacks = lacking(target, uses.values())
    if lacks:
        needed = " and ".join(" or ".join(group) for group in lacks)
        raise InputError(f"{name}: {target.name} need {needed}; name the columns with --set.")
    return mapping._replace(uses=tuple(uses.values()))


def _pairs(texts: list[str], fields: set[str], target: str) -> list[tuple[str, str]]:
    pairs = []
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or name not in fields:
            raise UsageError(
                f"{text!r}: write FIELD=…, of {target} with a field of {', '.join(sorted(fields))}"
            )
        pairs.append((name, value))
    return pairs


def _saved(name: str | None) -> Mapping | None:
    if name is None:
        return None
    if name.endswith(".json"):
        return read_mapping_file(Path(name))
    return SavedMappings(mappings_folder()).load(name)
