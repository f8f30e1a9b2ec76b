"""The imprint's last words: projection, map, and the hash of the proof, once the page is laid out."""

from dataclasses import replace

from PySide6.QtCore import qVersion

from desktop_app.domain.figure_design import Design, Place
from desktop_app.domain.manifest import Manifest
from desktop_app.domain.web_mercator import View
from desktop_app.exporters.proof.manifest import short_hash
from desktop_app.exporters.proof.versions import base_map_version
from desktop_app.query.design_json import design_content
from desktop_app.runtime.resources import Resources
from desktop_app.ui.figure.attribution import base_map_attribution


def manifest_on_page(proof: Manifest, design: Design, resources: Resources) -> Manifest:
    """The manifest with the page and the place that is drawn on it.

    Raises:
        InputError: the program's own files are not complete.
    """
    place = design.place or Place(0, 0, 0, 0)
    return replace(
        proof,
        view={**proof.view, "place": list(place)},
        design=design_content(design),
        versions={**proof.versions, "qt": qVersion(), "base_map": base_map_version(resources)},
    )


def imprint_of(words: str, manifest: Manifest, view: View, resources: Resources) -> str:
    """Case, day, author and version, then what the map is and what proves the figure."""
    north = "N" if view.lat >= 0 else "S"
    return (
        f"{words} Map: {base_map_attribution(resources)}. "
        f"Web Mercator (EPSG:3857), scale true at {abs(view.lat):.0f}° {north}. "
        f"Proof\u00a0{short_hash(manifest)}."
    )
