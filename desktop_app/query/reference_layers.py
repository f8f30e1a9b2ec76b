"""Reference layers of a case as the map shows them: keys of layers, and one feature by its key.

A layer is the key "layer:id", among the keys of the map's own layers; a feature is "feature:id/number",
counted from 0 in the order of the layer's content.
"""

import json
import zlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from desktop_app.domain.map_style import FIRST_LAYERS, FURNITURE, MAP_LAYERS
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop_app.domain.reference_layer import ReferenceLayer

PREFIX: Final = "layer:"
FEATURE: Final = "feature"
_GZIP: Final = 16 + zlib.MAX_WBITS
# What the page takes too: a content that unpacks to more was not written by an import.
_MOST_BYTES: Final = 1 << 28
_DEEPEST: Final = 16


class Feature(NamedTuple):
    """One feature of a layer.

    Attributes:
        number: its place in the layer, from 0.
        title: what it is called; empty where no property says.
        properties: names and texts, in the order of the file.
        bounds: west, south, east, north in degrees; None where it has no place.
    """

    layer: "ReferenceLayer"
    number: int
    title: str
    properties: tuple[tuple[str, str], ...]
    bounds: tuple[float, float, float, float] | None

    @property
    def words(self) -> str:
        """What it is called, or its number in the layer."""
        return self.title or f"Feature {self.number + 1} of {self.layer.name}"


def layer_keys(store: CaseStore) -> tuple[str, ...]:
    """Keys of all reference layers of a case."""
    return tuple(f"{PREFIX}{layer.id}" for layer in store.record.reference_layers)


def first_layers(store: CaseStore) -> tuple[str, ...]:
    """What is shown of a case until somebody says otherwise."""
    return (*FIRST_LAYERS, *layer_keys(store))


def known_layers(keys: "Iterable[str]") -> tuple[str, ...]:
    """Those of the keys that can stand for layers, the map's own first; others are left out."""
    given = list(keys)
    own = (key for key in (*MAP_LAYERS, *FURNITURE) if key in given)
    return (*own, *(key for key in given if isinstance(key, str) and key.startswith(PREFIX)))


def layers_shown(store: CaseStore, keys: "Iterable[str]") -> tuple["ReferenceLayer", ...]:
    """Reference layers that are among these keys, the lowest first."""
    wanted = set(keys)
    return tuple(layer for layer in store.record.reference_layers if f"{PREFIX}{layer.id}" in wanted)


def feature_of(store: CaseStore, ident: str) -> Feature | None:
    """A feature by "id/number"; None where there is none."""
    layer_id, _, number = ident.rpartition("/")
    layer = next((row for row in store.record.reference_layers if row.id == layer_id), None)
    if layer is None or not number.isdecimal() or int(number) >= layer.features:
        return None
    try:
        lines = store.cached(f"features of {layer.sha256}", lambda: _lines(store, layer.sha256))
        label = json.loads(f"{lines[0]}]}}").get("label")
        feature = json.loads(lines[1 + int(number)].removesuffix(","))
        told, shape = feature["properties"], feature["geometry"]
    except (InputError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
        return None  # a content that no import wrote
    if not isinstance(told, dict):
        return None
    title = _text(told.get(label, "")) if isinstance(label, str) else ""
    properties = tuple((name, _text(cell)) for name, cell in told.items())
    places = list(_places(shape, 0))
    bounds = None
    if places:
        lons, lats = zip(*places, strict=True)
        bounds = min(lons), min(lats), max(lons), max(lats)
    return Feature(layer, int(number), title, properties, bounds)


def _places(shape: Any, depth: int) -> "Iterator[tuple[float, float]]":
    """Every corner of a GeoJSON geometry, whatever its kind."""
    if depth > _DEEPEST:
        return
    if isinstance(shape, dict):
        yield from _places(shape.get("coordinates"), depth + 1)
        yield from _places(shape.get("geometries"), depth + 1)
    elif isinstance(shape, list):
        match shape:
            case [int() | float() as lon, int() | float() as lat, *_]:
                yield float(lon), float(lat)
            case _:
                for part in shape:
                    yield from _places(part, depth + 1)


def _lines(store: CaseStore, sha256: str) -> list[str]:
    unpacking = zlib.decompressobj(_GZIP)
    try:
        return unpacking.decompress(store.content(sha256), _MOST_BYTES).decode("utf-8").split("\n")
    except zlib.error as error:
        raise InputError(f"The shapes of a reference layer cannot be read: {error}.") from None


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)
