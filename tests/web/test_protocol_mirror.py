"""Python and TypeScript speak the same protocol, name for name and field for field."""

import re
from pathlib import Path
from typing import Any, get_args, get_type_hints

from desktop_app.mapview import protocol, shown_maps

SOURCE = Path(__file__).resolve().parents[2] / "assets" / "web" / "protocol.ts"
TYPES: dict[Any, str] = {
    int: "number",
    float: "number",
    str: "string",
    bool: "boolean",
    tuple[str, ...]: "readonly string[]",
    tuple[shown_maps.OwnMap, ...]: "readonly OwnMap[]",
    tuple[shown_maps.Reference, ...]: "readonly Reference[]",
}
PARTS = (shown_maps.OwnMap, shown_maps.Reference)  # of messages, without a type of their own


def typescript_interfaces() -> dict[str, dict[str, str]]:
    """Interface → field → type, as written in the source."""
    found = {}
    for name, body in re.findall(r"export interface (\w+) \{(.*?)\n\}", SOURCE.read_text("utf-8"), re.DOTALL):
        found[name] = dict(re.findall(r"readonly (\w+): (.+);", body))
    return found


def typescript_union(name: str) -> list[str]:
    """Members of an exported union."""
    union = re.search(rf"export type {name} =(.*?);", SOURCE.read_text("utf-8"), re.DOTALL)
    assert union is not None
    return re.findall(r"\w+", union[1])


def test_both_sides_know_the_same_messages() -> None:
    for name, union in (("ToPage", protocol.ToPage), ("FromPage", protocol.FromPage)):
        assert typescript_union(name) == [kind.__name__ for kind in get_args(union)]


def test_fields_and_their_types_are_equal() -> None:
    messages = (*get_args(protocol.ToPage), *get_args(protocol.FromPage))
    interfaces = typescript_interfaces()
    assert interfaces.keys() == {kind.__name__ for kind in (*messages, *PARTS)}
    for kind in (*messages, *PARTS):
        hints = get_type_hints(kind)
        expected = {} if kind in PARTS else {"type": f'"{kind.__name__}"'}
        expected |= {field: TYPES[hints[field]] for field in kind._fields}
        assert interfaces[kind.__name__] == expected


def test_version_is_equal() -> None:
    version = re.search(r"PROTOCOL_VERSION = (\d+)", SOURCE.read_text("utf-8"))
    assert version is not None
    assert int(version[1]) == protocol.PROTOCOL_VERSION
