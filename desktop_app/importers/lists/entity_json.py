"""Entities of FollowTheMoney: JSON lines, or one array of them."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, NamedTuple

from desktop_app.importers.plain_text import plain
from desktop_app.runtime.errors import InputError

# An entity with every sanction of a large company takes some megabytes.
_LONGEST_LINE: Final = 64 << 20
# An array is held whole.
_LONGEST_ARRAY: Final = 512 << 20
_DEEPEST: Final = 8


class Entity(NamedTuple):
    """One entity.

    Attributes:
        line: of the file; in an array the number of the entity.
        properties: texts by name; an entity that stands within it is there as its id.
    """

    line: int
    id: str
    schema: str
    caption: str
    datasets: tuple[str, ...]
    properties: dict[str, tuple[str, ...]]

    def first(self, *names: str) -> str:
        """The first value of the first of these properties that has one; empty for none."""
        return next((value for name in names for value in self.properties.get(name, ())), "")


class NoEntity(NamedTuple):
    """A line that is no entity."""

    line: int
    value: str
    reason: str


def entities_of(stream: BinaryIO, file_name: str) -> Iterator[Entity | NoEntity]:
    """Entities in their order, one that stands within another before it.

    Raises:
        InputError: it is an array, and too large or damaged.
    """
    number = 0
    while text := stream.readline(_LONGEST_LINE):
        number += 1
        text = text.removeprefix(b"\xef\xbb\xbf").strip()
        if not text:
            continue
        if text.startswith(b"["):
            whole = text + b"\n" + stream.read(_LONGEST_ARRAY)
            if len(whole) > _LONGEST_ARRAY:
                raise InputError(
                    f"{file_name} is one array of more than 512 MiB; JSON lines of any size can be read."
                )
            yield from _array(whole, file_name)
            return
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            yield NoEntity(number, text[:200].decode("utf-8", "replace"), "no JSON")
            continue
        yield from _entities(found, number)


def _array(text: bytes, file_name: str) -> Iterator[Entity | NoEntity]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file_name} is no whole array of JSON ({error}).") from error
    for number, one in enumerate(found, 1):
        yield from _entities(one, number)


def _entities(found: Any, line: int, depth: int = 0) -> Iterator[Entity | NoEntity]:
    """An entity and those within it."""
    is_entity = isinstance(found, dict) and isinstance(found.get("properties"), dict)
    if not is_entity or not isinstance(found.get("id"), str) or not isinstance(found.get("schema"), str):
        yield NoEntity(line, str(found)[:200], "no entity: it has no id, schema and properties")
        return
    properties: dict[str, tuple[str, ...]] = {}
    for name, values in found["properties"].items():
        texts: list[str] = []
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict) and isinstance(value.get("id"), str):
                texts.append(plain(value["id"]))
                if depth < _DEEPEST:
                    yield from (one for one in _entities(value, line, depth + 1) if isinstance(one, Entity))
            elif isinstance(value, str | int | float):
                texts.append(plain(str(value)))
        properties[name] = tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))
    datasets = found.get("datasets")
    caption = found.get("caption")
    yield Entity(
        line,
        plain(found["id"]),
        plain(found["schema"]),
        plain(caption).strip() if isinstance(caption, str) else next(iter(properties.get("name", ())), ""),
        tuple(plain(name) for name in datasets if isinstance(name, str))
        if isinstance(datasets, list)
        else (),
        properties,
    )
