"""What the options of `tumen figure` say of its page; loads no Qt."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Final

from desktop_app.cli.design_options import design_from
from desktop_app.cli.figure_options import FIGURE_SIZE
from desktop_app.domain.figure_design import (
    CSS_PX_PER_INCH,
    Arrangement,
    Design,
    Item,
    ItemKind,
    TableKind,
)
from desktop_app.domain.figure_templates import screen_design
from desktop_app.query.design_json import LONGEST_NAME, LONGEST_TEXT, MOST_PICTURE_BYTES
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.storage.case_store import CaseStore

_SCALE: Final = 2
_TABLES: Final = {"vessels": TableKind.TOP_VESSELS, "selection": TableKind.SELECTION}


def figure_design(arguments: argparse.Namespace, store: CaseStore) -> Design:
    """The page with all that the options put on it.

    Raises:
        UsageError: options that contradict each other.
        InputError: there is no such template, or the logo cannot be read.
    """
    design = _page(arguments, store)
    for kind, words in ((ItemKind.TITLE, arguments.title), (ItemKind.SUBTITLE, arguments.subtitle)):
        if words:
            item = design.item(kind.value) or Item(kind.value, kind)
            design = design.with_item(replace(item, text=words[:LONGEST_TEXT]))
    if not arguments.chart:
        design = _shown(design, ItemKind.CHART, shown=False)
    if arguments.table is not None:
        rows = _TABLES.get(arguments.table)
        design = replace(_shown(design, ItemKind.TABLE, shown=rows is not None), table=rows or design.table)
    if arguments.logo is not None:
        design = design.with_item(Item("logo", ItemKind.PICTURE, picture=_bytes(arguments.logo)))
    for number, (anchor, words) in enumerate(arguments.call_out, start=1):
        item = Item(f"call_out-{number}", ItemKind.CALL_OUT, anchor=anchor, text=words[:LONGEST_TEXT])
        design = design.with_item(item)
    author = (arguments.author or design.author)[:LONGEST_NAME]
    return replace(design, author=author, graticule=design.graticule or arguments.graticule)


def _page(arguments: argparse.Namespace, store: CaseStore) -> Design:
    size = arguments.size or FIGURE_SIZE
    if arguments.template is not None:
        if arguments.size is not None:
            raise UsageError("--size does not go with --template; --page does, in millimetres")
        design = design_from(arguments, store, arguments.template)
    else:
        design = replace(screen_design(*size), dpi=arguments.dpi or round(_SCALE * CSS_PX_PER_INCH))
    if arguments.scale is not None:
        if arguments.dpi is not None:
            raise UsageError("--scale and --dpi say the same; give one of them")
        design = replace(design, dpi=round(arguments.scale * CSS_PX_PER_INCH))
    if arguments.page is not None:
        width, height = arguments.page
        margin = min(design.margin_mm, min(width, height) / 10)
        design = replace(design, width_mm=width, height_mm=height, margin_mm=margin)
        if arguments.template is None:
            beside = Arrangement.BESIDE if width > height else Arrangement.STACKED
            design = replace(design, name="page", arrangement=beside)
    return design


def _shown(design: Design, kind: ItemKind, *, shown: bool) -> Design:
    return design.with_item(replace(design.item(kind.value) or Item(kind.value, kind), shown=shown))


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
    if len(data) > MOST_PICTURE_BYTES:
        raise InputError(f"{path} is larger than {MOST_PICTURE_BYTES // 1_000_000} MB; a logo need not be")
    return data
