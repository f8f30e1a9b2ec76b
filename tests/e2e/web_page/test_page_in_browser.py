"""The page in a real browser, opened from a disk: it draws, agrees with the program, and asks nobody."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop_app.domain.map_style import FIRST_LAYERS
from desktop_app.domain.place import Names
from desktop_app.domain.record import Record
from desktop_app.exporters.headline_words import crossing_words, share_words
from desktop_app.exporters.left_out import minimum_sentence
from desktop_app.exporters.wording import barrels, calls, month, number
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.web_page.maker import PageRequest, make_page

HOSTILE = "</script><img src=x onerror=window.broken=1>`${window.broken=2}`\u2028\u202e<!--<script>"
COLOURS = 60  # of a map with sea, land, names and relief; a blank one has one

Write = Callable[[CaseStore, Filter], Path]


@pytest.fixture
def write(resources: Resources, tmp_path: Path) -> Write:
    """Writes a page into a folder whose name no program may stumble over."""

    def writer(store: CaseStore, filter_: Filter) -> Path:
        folder = tmp_path / "Находка 나진 %41 #1"
        folder.mkdir(exist_ok=True)
        path = folder / "страница.html"
        request = PageRequest(
            QueryEngine(store), filter_, DateClause(), None, None, "light", "en", FIRST_LAYERS
        )
        path.write_bytes(make_page(resources, request))
        return path

    return writer


def colours_of_the_map(browser: Any) -> int:
    image = Image.open(io.BytesIO(browser.picture())).convert("RGB")
    left, top, right, bottom = browser.run(
        "(({left, top, right, bottom}) => [left, top, right, bottom])"
        "(document.getElementById('case_map').getBoundingClientRect())"
    )
    box = image.crop((round(left), round(max(0, top)), round(right), round(min(bottom, image.height))))
    return len(box.getcolors(1 << 24))


def summary(browser: Any) -> str:
    told: str = browser.run("document.querySelector('.summary').textContent")
    return told


def set_dates(browser: Any, first: date, last: date) -> None:
    """As somebody who types them; the later end first where the window moves on."""
    for which, day in ((1, last), (0, first), (1, last)):
        browser.run(
            f"(field => {{ field.value = '{day}'; field.dispatchEvent(new Event('change')) }})"
            f"(document.querySelectorAll('.time-date')[{which}])"
        )
    assert browser.run("document.querySelector('.trouble').textContent") == ""
    frame(browser)


def frame(browser: Any) -> None:
    """The page answers a change of its dates in the next frame."""
    browser.run("new Promise(requestAnimationFrame).then(() => null)")


def months_told(browser: Any) -> dict[str, list[str]]:
    rows: list[list[str]] = browser.run(
        "[...document.querySelectorAll('#panel-volumes tbody tr')]"
        ".map(row => [...row.cells].slice(0, 5).map(cell => cell.textContent))"
    )
    return {name: cells for name, *cells in rows}


def test_it_draws_and_asks_nobody(browser: Any, write: Write, store: CaseStore) -> None:
    path = write(store, Filter())
    browser.open(path)
    assert colours_of_the_map(browser) > COLOURS
    assert browser.troubles == []
    assert browser.requests == [path.as_uri()]
    assert browser.run("document.querySelectorAll('#panel-voyages tbody tr').length") == 24
    # What would ask is refused.
    assert browser.run("fetch('file:///etc/hostname').then(() => 'answer', () => 'refused')") == "refused"
    assert browser.run("(() => { try { return eval('1') } catch { return 'refused' } })()") == "refused"
    browser.run("document.body.insertAdjacentHTML('beforeend', '<img src=\"http://127.0.0.1:1/x.png\">')")
    browser.settle()
    policy = [trouble for trouble in browser.troubles if "Content Security Policy" in trouble]
    assert len(policy) == len(browser.troubles)
    assert any("127.0.0.1:1/x.png" in trouble for trouble in policy)


@pytest.mark.parametrize("case", ["store", "training"])
def test_every_window_says_what_the_program_says(
    browser: Any, write: Write, request: pytest.FixtureRequest, case: str
) -> None:
    store: CaseStore = request.getfixturevalue(case)
    browser.open(write(store, Filter()))
    engine = QueryEngine(store)
    for first, last in (
        (date(2023, 1, 1), date(2024, 12, 31)),
        (date(2024, 3, 8), date(2024, 3, 8)),
        (date(2024, 2, 1), date(2024, 9, 15)),
        (date(2024, 10, 1), date(2024, 10, 31)),
        (date(2023, 1, 1), date(2023, 6, 30)),
    ):
        dates = DateClause(first, last)
        found = volumes(engine, Filter.of(dates), Question())
        content = engine.map_content(Filter.of(dates), ())
        set_dates(browser, first, last)
        told = summary(browser)
        total = found.total
        assert f"{number(content.passing)} of " in told
        assert calls(total.calls, approximate=total.approximate) in told.replace("About", "about")
        if total.has_volume:
            assert barrels(total.low_bbl, total.best_bbl, total.high_bbl) in told
        assert told.endswith(minimum_sentence(found.ledgers.total))
        expected = {}
        for (start, _), cell in found.cells.items():
            volume = [number(end) for end in (cell.low_bbl, cell.best_bbl, cell.high_bbl)]
            count = f"{'c. ' if cell.approximate else ''}{number(cell.calls)}" if cell.calls else "–"
            expected[month(start)] = [count, *(volume if cell.has_volume else ["–"] * 3)]
        assert months_told(browser) == expected
        limit = found.limit_bbl or 0.0
        capped = [
            f"{year.year}: {share_words(year, limit)} of the cap of {number(limit)} bbl; "
            f"{crossing_words(year)}."
            for year in found.years
            if year.cell.has_volume
        ]
        assert (
            browser.run(
                "[...document.querySelectorAll('#panel-volumes p')].map(line => line.textContent)"
                ".filter(text => text.includes(' of the cap of '))"
            )
            == capped
        )


def test_the_slider_and_its_fields_are_one(browser: Any, write: Write, store: CaseStore) -> None:
    browser.open(write(store, Filter()))
    before = summary(browser)
    browser.run("document.querySelectorAll('.time-end')[0].focus()")
    browser.key("PageUp", 33)
    day = browser.run("document.querySelectorAll('.time-date')[0].value")
    assert day > "2023-01-01"
    assert browser.run("document.activeElement.getAttribute('aria-valuetext')").endswith(day[:4])
    set_dates(browser, date(2024, 3, 8), date(2024, 3, 8))
    assert summary(browser) != before
    for text, words in (("2024-02-30", "is no day"), ("2024-05-01", "lies after the last day, 8 Mar 2024")):
        browser.run(
            f"(field => {{ field.value = '{text}'; field.dispatchEvent(new Event('change')) }})"
            "(document.querySelectorAll('.time-date')[0])"
        )
        assert words in browser.run("document.querySelector('.trouble').textContent")
    browser.run("document.querySelector('.whole-time').click()")
    frame(browser)
    assert summary(browser) == before
    browser.run("document.querySelector('.play').click()")
    browser.wait("document.querySelectorAll('.time-date')[1].value === '2023-03-31'")
    browser.run("document.querySelector('.play').click()")


def test_map_row_and_card_are_one_thing(browser: Any, write: Write, store: CaseStore) -> None:
    browser.open(write(store, Filter()))
    title = browser.run(
        "document.querySelectorAll('.handle')[2].focus(), document.activeElement.click(),"
        " document.querySelector('.card-title').textContent"
    )
    key = browser.run("document.querySelector('tr[aria-selected=true]').dataset.key")
    engine_row = next(
        row
        for row in store.voyages(QueryEngine(store).map_content(Filter(), ()).voyage_ids)
        if f"voyage:{row.id}" == key
    )
    assert title in {vessel.name for vessel in store.record.vessels if vessel.id == engine_row.vessel_id}
    browser.run("document.querySelector('.card .source-number').click()")
    assert browser.run("document.querySelector('.card-title').textContent") in {
        source.title for source in store.record.sources
    }
    browser.run("document.querySelector('.card-tools button').click()")
    assert browser.run("document.querySelector('.card-title').textContent") == title
    assert browser.run("document.activeElement === document.querySelector('.card-title')")
    assert browser.run("document.querySelector('.tabs').inert")
    browser.key("Escape", 27)
    assert browser.run("document.querySelector('.card').hidden")
    assert browser.run("document.activeElement === document.querySelectorAll('.handle')[2]")
    # A click on the map's own mark: the pixel comes from the page's map.
    port = next(port for port in store.record.ports if port.names.en == "Vostochny")
    lon, lat = port.position or (0.0, 0.0)
    browser.run(
        f"(at => {{ const box = case_map.getContainer().getBoundingClientRect();"
        " for (const kind of ['mousedown', 'mouseup', 'click']) case_map.getContainer().dispatchEvent("
        "new MouseEvent(kind, {bubbles: true, clientX: at.x + box.left, clientY: at.y + box.top})) })"
        f"(case_map.latLngToContainerPoint([{lat}, {lon}]))"
    )
    assert browser.run("document.querySelector('.card-title').textContent") == "Vostochny"
    assert browser.run("document.querySelector('.identify').hidden") is False


@pytest.mark.parametrize(
    ("width", "height", "dark"), [(390, 844, False), (1280, 800, True), (800, 500, False)]
)
def test_it_fits_every_screen(
    browser: Any, write: Write, training: CaseStore, width: int, height: int, *, dark: bool
) -> None:
    browser.open(write(training, Filter()), width=width, height=height, dark=dark)
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.run("getComputedStyle(document.documentElement).colorScheme") == (
        "dark" if dark else "light"
    )
    box = "document.getElementById('synthetic').getBoundingClientRect()"
    assert browser.run(f"{box}.top >= 0 && {box}.bottom <= innerHeight && {box}.height > 10")
    assert colours_of_the_map(browser) > COLOURS
    nameless = (
        "[...document.querySelectorAll('button, input')].filter(one => one.checkVisibility() &&"
        " !(one.textContent || one.ariaLabel || one.title || one.labels?.length)).length"
    )
    assert browser.run(nameless) == 0
    assert browser.troubles == []


def test_hostile_names_are_only_text(browser: Any, write: Write, reported: Record) -> None:
    long_name = HOSTILE + "x" * 10_000
    names = Names(HOSTILE, HOSTILE, HOSTILE)
    record = replace(
        reported,
        title=HOSTILE,
        ports=tuple(replace(port, names=names) for port in reported.ports),
        vessels=tuple(replace(vessel, name=long_name) for vessel in reported.vessels),
        voyages=tuple(replace(row, label=HOSTILE, summary=HOSTILE) for row in reported.voyages),
        sources=tuple(
            replace(row, title=HOSTILE, url="javascript:window.broken=3", note=HOSTILE)
            for row in reported.sources
        ),
        claims=tuple(replace(row, claimant=HOSTILE, what=HOSTILE) for row in reported.claims),
    )
    case = CaseStore.of_record(record)
    try:
        browser.open(write(case, Filter()))
    finally:
        case.close()
    for name in ("volumes", "figures", "sources", "about", "voyages"):
        browser.run(f"document.getElementById('tab-{name}').click()")
    browser.run("document.querySelectorAll('.handle')[2].click()")
    assert browser.run("document.querySelector('.card-title').textContent") == long_name
    assert browser.run("typeof window.broken") == "undefined"
    assert browser.run("document.querySelectorAll('img, iframe, a[href^=javascript]').length") == 0
    assert browser.run("document.querySelector('.side').scrollWidth <= innerWidth")
    assert browser.troubles == []
