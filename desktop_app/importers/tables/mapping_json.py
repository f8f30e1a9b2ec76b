"""A mapping as JSON: what is saved under a name and kept with every import."""

import json
from typing import Any, Final

from desktop_app.importers.tables.mapping import MAPPING_VERSION, ColumnUse, Mapping
from desktop_app.importers.tables.targets import TARGETS_BY_NAME

MOST_USES: Final = 200
LONGEST_TEXT: Final = 500
_ORDERS: Final = ("", "dmy", "mdy", "ymd")
_DECIMALS: Final = ("", ".", ",")


def mapping_text(mapping: Mapping) -> str:
    """As text; equal mappings make equal texts."""
    uses = [
        {name: value for name, value in use._asdict().items() if value or name == "field"}
        for use in mapping.uses
    ]
    content = {
        "version": MAPPING_VERSION,
        "target": mapping.target,
        "uses": uses,
        "zone": mapping.zone,
        "date_order": mapping.date_order,
        "decimal": mapping.decimal,
        "swapped": mapping.swapped,
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def read_mapping(text: str) -> Mapping:
    """The mapping in a text that anybody may have written.

    Raises:
        ValueError: it is none of ours; the text is the reason, a clause.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is not JSON ({error})") from None
    if not isinstance(content, dict) or content.get("version") != MAPPING_VERSION:
        raise ValueError(f"it is no mapping of version {MAPPING_VERSION}")
    target = TARGETS_BY_NAME.get(_text(content, "target"))
    if target is None:
        raise ValueError(f"it is for {_text(content, 'target')!r}, which no row can become")
    uses = content.get("uses")
    if not isinstance(uses, list) or len(uses) > MOST_USES:
        raise ValueError(f"its uses are no list of at most {MOST_USES}")
    known = {field.name for field in target.fields}
    read = tuple(_use(use, known) for use in uses)
    if len({use.field for use in read}) != len(read):
        raise ValueError("it says one field twice")
    zone = _text(content, "zone") or "UTC"
    return Mapping(
        target.name,
        read,
        zone,
        _one_of(content, "date_order", _ORDERS),
        _one_of(content, "decimal", _DECIMALS),
        content.get("swapped") is True,
    )


def _use(content: object, known: set[str]) -> ColumnUse:
    if not isinstance(content, dict) or set(content) - set(ColumnUse._fields):
        raise ValueError("one of its uses is no use of a column")
    use = ColumnUse(**{name: _text(content, name) for name in ColumnUse._fields})
    if use.field not in known:
        raise ValueError(f"there is no field {use.field!r}")
    if bool(use.column) == bool(use.constant):
        raise ValueError(f"the field {use.field!r} needs a column or one text for all rows")
    return use


def _text(content: dict[str, Any], name: str) -> str:
    value = content.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST_TEXT:
        raise ValueError(f"{name!r} is no text of at most {LONGEST_TEXT} characters")
    return value


def _one_of(content: dict[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    value = _text(content, name)
    if value not in allowed:
        raise ValueError(f"{name!r} is {value!r}, not one of {', '.join(map(repr, allowed))}")
    return value
