"""The items round the map, measured: what each says and how it is painted."""

from typing import Final, NamedTuple

from desktop_app.domain.figure_design import Design, Item, ItemKind
from desktop_app.ui.figure.content import FigureContent
from desktop_app.ui.figure.fits import Fit
from desktop_app.ui.figure.items.block import MakeBlock
from desktop_app.ui.figure.items.chart import chart_block
from desktop_app.ui.figure.items.facts import facts_block
from desktop_app.ui.figure.items.picture import Picture
from desktop_app.ui.figure.items.source_list import sources_block
from desktop_app.ui.figure.items.table import table_block
from desktop_app.ui.figure.items.words import words_block
from desktop_app.ui.figure.look import Look

TITLE_LINES: Final = 3


class Said(NamedTuple):
    """All words of a page.

    Attributes:
        content: what the case says.
        imprint: who made what, of which case and day, in which projection, and the proof's hash.
    """

    content: FigureContent
    imprint: str


def round_blocks(said: Said, design: Design, look: Look, fit: Fit) -> dict[str, MakeBlock]:
    """By id, the items that the arrangement lays round the map; those without content are not there.

    Raises:
        InputError: a picture cannot be read.
    """
    blocks = {}
    for item in design.items:
        if item.shown:
            block = _block(said, item, look, fit)
            if block is not None:
                blocks[item.id] = block
    return blocks


def _block(said: Said, item: Item, look: Look, fit: Fit) -> MakeBlock | None:
    content, imprint = said
    pixels = look.px(item) if item.kind in _WORDED else 0.0
    palette = look.palette
    block: MakeBlock | None = None
    match item.kind:
        case ItemKind.TITLE:
            block = words_block(
                (content.title,), look, pixels, look.accent, bold=True, most=TITLE_LINES, ruled=True
            )
        case ItemKind.SUBTITLE:
            told = (content.subtitle_with(item.text), content.filter_sentence)
            block = words_block(told, look, pixels, palette.quiet)
        case ItemKind.FACTS if content.facts:
            block = facts_block(content.facts, content.sources, look, pixels)
        case ItemKind.CHART if content.chart is not None:
            block = chart_block(content.chart, content.chart_sentence, look, pixels, tall=fit.tall)
        case ItemKind.TABLE if content.table is not None:
            block = table_block(content.table, look, pixels)
        case ItemKind.SOURCES if content.sources:
            block = sources_block(content.sources, fit.sources, look, pixels)
        case ItemKind.IMPRINT:
            block = words_block((imprint,), look, pixels, palette.quiet)
        case ItemKind.PICTURE if item.picture:
            block = Picture(item.picture, item.id).block
        case ItemKind.TEXT if item.text:
            block = words_block((item.text,), look, pixels, palette.text)
        case _:
            pass
    return block


_WORDED = frozenset(
    {
        ItemKind.TITLE,
        ItemKind.SUBTITLE,
        ItemKind.FACTS,
        ItemKind.CHART,
        ItemKind.TABLE,
        ItemKind.SOURCES,
        ItemKind.IMPRINT,
        ItemKind.TEXT,
    }
)
