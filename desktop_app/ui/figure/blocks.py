"""The items round the map, measured: what each says and how it is painted."""

from desktop_app.domain.figure_design import Design, Item, ItemKind
from desktop_app.ui.figure.content import FigureContent
from desktop_app.ui.figure.fits import Fit
from desktop_app.ui.figure.items.block import MakeBlock
from desktop_app.ui.figure.items.chart import chart_block
from desktop_app.ui.figure.items.facts import facts_block
from desktop_app.ui.figure.items.source_list import sources_block
from desktop_app.ui.figure.items.words import words_block
from desktop_app.ui.figure.look import Look

TITLE_LINES = 3


def round_blocks(content: FigureContent, design: Design, look: Look, fit: Fit) -> dict[str, MakeBlock]:
    """By id, the items that the arrangement lays round the map; those without content are not there."""
    blocks = {}
    for item in design.items:
        if item.shown:
            block = _block(content, item, look, fit)
            if block is not None:
                blocks[item.id] = block
    return blocks


def _block(content: FigureContent, item: Item, look: Look, fit: Fit) -> MakeBlock | None:
    pixels = look.px(item) if item.kind in _WORDED else 0.0
    palette = look.palette
    block: MakeBlock | None = None
    match item.kind:
        case ItemKind.TITLE:
            block = words_block((content.title,), look, pixels, look.accent, bold=True, most=TITLE_LINES)
        case ItemKind.SUBTITLE:
            told = (content.subtitle_with(item.text), content.filter_sentence)
            block = words_block(told, look, pixels, palette.quiet)
        case ItemKind.FACTS if content.facts:
            block = facts_block(content.facts, content.sources, look, pixels)
        case ItemKind.CHART if content.chart is not None:
            block = chart_block(content.chart, content.chart_sentence, look, pixels)
        case ItemKind.SOURCES if content.sources:
            block = sources_block(content.sources, fit.sources, look, pixels)
        case ItemKind.IMPRINT:
            block = words_block((content.imprint,), look, pixels, palette.quiet)
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
