"""A figure to a file by its ending, whole or not at all, with what was asked for beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from desktop_app.domain.figure_design import Design
from desktop_app.exporters.proof.embedded import embedded_manifests
from desktop_app.exporters.proof.manifest import manifest_text
from desktop_app.runtime.errors import UsageError
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.whole_file import check_writable, write_whole
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing.raster import check_page

# Endings and what file dialogs call them.
ENDINGS: Final = {
    ".png": "PNG picture",
    ".pdf": "PDF document",
    ".svg": "SVG drawing",
    ".pptx": "PowerPoint slide",
}


class WriteOptions(NamedTuple):
    """How a figure is written.

    Attributes:
        resources: where the fonts of an SVG lie.
        outlines: of an SVG: letters as shapes.
        world_file: beside a PNG: where on earth its map lies.
        sidecar: beside any: its proof as JSON.
    """

    resources: Resources
    outlines: bool = False
    world_file: bool = False
    sidecar: bool = False


def proof_of(figure: Figure) -> str:
    """What a figure carries: its manifest as canonical JSON."""
    return manifest_text(figure.manifest)


def write_figure(
    path: Path,
    figure: Figure,
    manifest_of: Callable[[Figure], str],
    options: WriteOptions,
    *,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write a figure; returns what was written, the figure first.

    Args:
        path: its ending, in any case, says the format.
        figure: what is painted.
        manifest_of: gives its proof as canonical JSON.
        options: how, and what beside it.
        force: replace files that are there.

    Raises:
        UsageError: unknown ending, a page that cannot be drawn, or too little memory.
        InputError: something is there already, or the disk or the folder refuses; what was there stays.
    """
    check_figure_target(path, options, force=force)
    data = figure_bytes(figure, manifest_of(figure), path.suffix, options)
    contents = [data]
    if options.world_file:
        from desktop_app.ui.figure.writing.world_file import world_file  # noqa: PLC0415 - seldom asked for

        contents.append(world_file(figure, figure.design.dpi))
    if options.sidecar:
        contents.append((embedded_manifests(data)[0] + "\n").encode("ascii"))
    targets = targets_of(path, options)
    for target, content in zip(targets, contents, strict=True):
        write_whole(target, content)
    return targets


def figure_bytes(figure: Figure, manifest: str, ending: str, options: WriteOptions) -> bytes:
    """What `write_figure` writes.

    Raises:
        UsageError: unknown ending, a page that cannot be drawn, or too little memory.
        InputError: the program's own fonts are missing.
    """
    # Each format's libraries are loaded for it alone.
    match ending.lower():
        case ".png":
            from desktop_app.ui.figure.writing.png import png_bytes  # noqa: PLC0415 - as said

            return png_bytes(figure, manifest)
        case ".pdf":
            from desktop_app.ui.figure.writing.pdf import pdf_bytes  # noqa: PLC0415 - as said

            return pdf_bytes(figure, manifest)
        case ".svg":
            from desktop_app.ui.figure.writing.svg import svg_bytes  # noqa: PLC0415 - as said

            return svg_bytes(figure, manifest, options.resources, outlines=options.outlines)
        case ".pptx":
            from desktop_app.ui.figure.writing.pptx import pptx_bytes  # noqa: PLC0415 - as said

            return pptx_bytes((figure,), (manifest,))
    raise UsageError(_unknown(ending or "no ending"))


def check_figure_target(
    path: Path, options: WriteOptions, *, design: Design | None = None, force: bool = True
) -> None:
    """Refuse a target, and a page where it is known, before any work is done for it.

    Raises:
        UsageError: unknown ending, a world file of what is no PNG, a page that cannot be drawn.
        InputError: it or what goes beside it is there already, or cannot be written.
    """
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(_unknown(path.name))
    if options.world_file and path.suffix.lower() != ".png":
        raise UsageError("a world file goes beside a .png alone")
    if design is not None:
        check_page(design, design.dpi)
    for target in targets_of(path, options):
        check_writable(target, force=force)


def targets_of(path: Path, options: WriteOptions) -> tuple[Path, ...]:
    """What `write_figure` writes for a path: the figure, a world file, the proof."""
    world = (path.with_suffix(".pgw"),) if options.world_file else ()
    return (path, *world, *((path.with_name(f"{path.name}.json"),) if options.sidecar else ()))


def _unknown(name: str) -> str:
    *most, last = ENDINGS
    return f"{name[:80]!r} has no figure ending; use {', '.join(most)} or {last}"
