"""What pages are asked for, and the figure that each of them is."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NamedTuple

from desktop_app.domain.figure_design import Box, Design, Item, ItemKind
from desktop_app.domain.vessel import Vessel
from desktop_app.exporters.page_facts import page_facts, page_name
from desktop_app.exporters.things import thing as thing_of
from desktop_app.exporters.wording import day, number
from desktop_app.query.pages.bounds import page_place
from desktop_app.query.pages.results import PageKind, PagesQuestion, PageThing
from desktop_app.runtime.feedback import Feedback
from desktop_app.ui.figure.subject import Subject
from desktop_app.ui.figure.subject_flows import with_flows

# What a title's pattern may hold.
FIELDS: Final = ("name", "imo", "from", "to", "n")
_FIELD: Final = re.compile(rf"\{{({'|'.join(FIELDS)})\}}")
PLAIN_TITLE: Final = "{name}"
PAGE_NUMBER: Final = "page_number"
# What a chart by month or a list of vessels adds nothing to.
_WITHOUT_CHART: Final = frozenset({PageKind.VOYAGE, PageKind.MONTH})
_WITHOUT_TABLE: Final = frozenset({PageKind.VESSEL, PageKind.VOYAGE})
_NUMBER_PT: Final = 7.0
_NUMBER_MM: Final = (26.0, 4.0)


@dataclass(frozen=True, slots=True)
class PagesRequest:
    """What is to be written.

    Attributes:
        subject: its filter is that of all pages together.
        design: of each page.
        question: which pages.
        path: .pdf or .pptx: one file; .png or .svg: a folder of this name without the ending.
        title: pattern of each page's title.
        lock_place: every page shows the part of the world that design or subject has; else what is on it.
        overview: the first page shows everything, the next ones list the pages.
        force: an existing file may be replaced.
    """

    subject: Subject
    design: Design
    question: PagesQuestion
    path: Path
    title: str = PLAIN_TITLE
    lock_place: bool = False
    overview: bool = True
    force: bool = False


class PagePlan(NamedTuple):
    """One figure."""

    subject: Subject
    design: Design


def overview_plan(request: PagesRequest, total: int) -> PagePlan:
    """The first page: everything that passes, under the template's own words."""
    return PagePlan(request.subject, request.design.with_item(page_number(request.design, 1, total)))


def page_plan(
    request: PagesRequest, thing: PageThing, page: int, total: int, feedback: Feedback | None = None
) -> PagePlan:
    """The figure of one thing.

    Args:
        request: what is to be written.
        thing: what the page is about.
        page: its number, from 1.
        total: how many pages there are.
        feedback: calls it off.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    engine, kind = request.subject.engine, request.question.kind
    subject = replace(
        request.subject,
        filter=thing.filter,
        selection=(),
        facts=page_facts(engine, thing.key, thing.filter, feedback),
    )
    design = request.design.with_item(Item(ItemKind.FACTS.value, ItemKind.FACTS))
    design = _titled(design, page_title(request, thing))
    for hidden, kinds in ((ItemKind.CHART, _WITHOUT_CHART), (ItemKind.TABLE, _WITHOUT_TABLE)):
        item = design.item(hidden.value)
        if item is not None and kind in kinds:
            design = design.with_item(replace(item, shown=False))
    if not request.lock_place:
        place = page_place(engine, thing.filter, feedback)
        subject = replace(subject, place=place or request.subject.place)
        design = replace(design, place=None)
    return PagePlan(with_flows(subject, feedback), design.with_item(page_number(design, page, total)))


def page_title(request: PagesRequest, thing: PageThing) -> str:
    """The title of a page; what is in braces and no field of ours stays as it is."""
    kind = thing.key.partition(":")[0]
    vessel = thing_of(request.subject.engine.store, Vessel, thing.key) if kind == PageKind.VESSEL else None
    said = {
        "name": page_name(thing),
        "imo": (vessel.imo_number if vessel is not None else "") or "IMO number not documented",
        "from": day(thing.first_day) if thing.first_day is not None else "",
        "to": day(thing.last_day) if thing.last_day is not None else "",
        "n": number(thing.totals.calls),
    }
    return _FIELD.sub(lambda match: said[match[1]], request.title) or page_name(thing)


def _titled(design: Design, title: str) -> Design:
    item = design.item(ItemKind.TITLE.value) or Item(ItemKind.TITLE.value, ItemKind.TITLE)
    return design.with_item(replace(item, text=title, shown=True))


def page_number(design: Design, page: int, total: int) -> Item:
    """The words "Page 3 of 42" in the lower margin, at the right."""
    width, height = _NUMBER_MM
    top = design.height_mm - max(design.margin_mm * 0.85, height)
    box = Box(design.width_mm - design.margin_mm - width, top, width, height)
    words = f"Page {number(page)} of {number(total)}"
    return Item(PAGE_NUMBER, ItemKind.TEXT, box, text=words, size_pt=_NUMBER_PT)
