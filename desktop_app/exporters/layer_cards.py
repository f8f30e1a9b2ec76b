"""Cards of reference layers and of their features: what other programs said, as text, and from where."""

from typing import Final

from desktop_app.domain.reference_layer import ReferenceLayer
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Link, Row, Section, finish, present
from desktop_app.exporters.things import thing
from desktop_app.query.reference_layers import feature_of
from desktop_app.storage.case_store import CaseStore

NO_EVIDENCE: Final = "A reference layer is drawn under the case's own marks; nothing is counted from it."
_KINDS: Final = {"point": "points", "line": "lines", "area": "areas"}
_MOST_ROWS: Final = 200
# Of one property; a text can be as long as the file allowed.
_MOST_LETTERS: Final = 2_000


def layer_card(store: CaseStore, ident: str) -> Card | None:
    """A reference layer: what it holds, how it was turned, and the sources it rests on."""
    layer = thing(store, ReferenceLayer, f"layer:{ident}")
    if layer is None:
        return None
    west, south, east, north = layer.bounds
    section = Section(
        "",
        present(
            ("Features", wording.number(layer.features)),
            ("Shapes", ", ".join(_KINDS.get(kind, kind) for kind in layer.geometry)),
            ("Coordinate system of the file", layer.crs),
            ("Reaches", f"{south:.4f}° to {north:.4f}° N, {west:.4f}° to {east:.4f}° E"),
            ("SHA-256", layer.sha256),
        ),
        (NO_EVIDENCE,),
    )
    return finish(store, f"layer:{ident}", layer.name, "Reference layer", [section], layer.citation)


def feature_card(store: CaseStore, ident: str) -> Card | None:
    """A feature of a reference layer with all that its file says of it."""
    feature = feature_of(store, ident)
    if feature is None:
        return None
    layer, told = feature.layer, feature.properties
    rows = tuple(Row(_short(name), _short(text)) for name, text in told[:_MOST_ROWS] if text)
    more = f"First {_MOST_ROWS} of {len(told):,} properties." if len(told) > _MOST_ROWS else ""
    sections = [
        Section("", present(("Layer", Link(layer.name, f"layer:{layer.id}")))),
        Section("What the file says", rows, () if rows else ("It has no properties.",), more),
    ]
    return finish(
        store, f"feature:{ident}", feature.words, f"Feature of {layer.name}", sections, layer.citation
    )


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 1] + "…"
