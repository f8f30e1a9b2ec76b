"""Reference layers of a case with their shapes, for the map on screen and in figures."""

from collections.abc import Iterable

from desktop_app.mapview.references import ReferenceShown
from desktop_app.query.reference_layers import layers_shown
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore


def references_of(
    store: CaseStore, keys: Iterable[str], held: Iterable[ReferenceShown] = ()
) -> tuple[tuple[ReferenceShown, ...], tuple[str, ...]]:
    """The layers among these keys, the lowest first, and sentences about those whose shapes are missing.

    Args:
        store: the case.
        keys: of the layers that are shown.
        held: layers whose content need not be read again.
    """
    contents = {one.sha256: one.content for one in held}
    shown: list[ReferenceShown] = []
    missing: list[str] = []
    for layer in layers_shown(store, keys):
        try:
            content = contents.get(layer.sha256) or store.content(layer.sha256)
        except InputError:
            missing.append(f"The shapes of the layer “{layer.name}” are missing in the case.")
            continue
        shown.append(ReferenceShown(layer.id, layer.name, layer.colour, layer.sha256, content))
    return tuple(shown), tuple(missing)
