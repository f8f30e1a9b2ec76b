"""Pages as files: how many, what stands on each, in which order; nothing is left of what was not finished."""

import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pikepdf
import pptx
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.record import Record
from desktop_app.exporters.proof.embedded import embedded_manifests
from desktop_app.exporters.proof.manifest import read_manifest
from desktop_app.importers.training_case import training_record
from desktop_app.query.clauses import ClauseKind, Filter, TextClause
from desktop_app.query.filter_json import read_filter
from desktop_app.query.pages.results import PageKind, PageOrder
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.runtime.resources import Resources
from desktop_app.ui.figure.pages import sink
from desktop_app.ui.figure.pages.writer import PagesWriter

Press = Any
SHIP = re.compile(r"EXAMPLE \d\d")


def texts(path: Path) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def outline(path: Path) -> list[str]:
    """What a reader's list of pages says."""
    with pikepdf.open(path) as pdf, pdf.open_outline() as found:
        return [str(item.title) for item in found.root]


def cited_by_others_alone(record: Record, vessel_id: str) -> set[str]:
    """Sources that rows of other ships cite and nothing else of the case."""

    def is_others(row: Any) -> bool:
        return getattr(row, "vessel_id", vessel_id) != vessel_id

    rows = [
        row
        for one in fields(record)
        if isinstance(table := getattr(record, one.name), tuple)
        for row in table
    ]
    cited = [row for row in rows if hasattr(row, "citation")]
    others = {ident for row in cited if is_others(row) for ident in row.citation.source_ids}
    return others - {ident for row in cited if not is_others(row) for ident in row.citation.source_ids}


def test_each_vessel_has_its_own_page_behind_overview_and_list(press: Press, reported: Record) -> None:
    record = training_record(reported)
    written = press.written(press.request(PageKind.VESSEL, "ships.pdf"))
    names = sorted(
        {vessel.name for vessel in record.vessels if vessel.id in {row.vessel_id for row in record.voyages}}
    )
    pages = texts(written.path)
    assert written.pages == len(pages) == 2 + len(names)
    assert outline(written.path)[2:] == [f"SYNTHETIC · {name}" for name in names]
    listed = pages[1]
    proofs = [read_manifest(text) for text in embedded_manifests(written.path.read_bytes())]
    assert len(proofs) == len(pages)
    for place, name in enumerate(names, start=2):
        assert set(SHIP.findall(pages[place])) == {name}
        assert f"Page {place + 1} of {len(pages)}" in pages[place]
        assert re.search(rf"{name}\b[^\n]*{place + 1}\b", listed.replace("\r", ""))
        # What it rests on: its own rows', and nothing that other ships' rows alone cite.
        vessel = next(row for row in record.vessels if row.name == name)
        printed = {ident for ident, _ in proofs[place].sources}
        own = {
            ident for row in record.voyages if row.vessel_id == vessel.id for ident in row.citation.source_ids
        }
        assert own | set(vessel.citation.source_ids) <= printed
        assert not printed & cited_by_others_alone(record, vessel.id)
        assert f"Sources ({len(printed)})" in pages[place]
        assert read_filter(proofs[place].filter).choice(ClauseKind.VESSEL).values == (vessel.id,)
        assert re.search(r"IMO number\s+not documented\s\[\d", pages[place])
    assert f"{sum(row.ships for row in record.voyages if row.counted)} calls" in listed


@pytest.mark.parametrize("kind", [PageKind.PORT, PageKind.VOYAGE, PageKind.MONTH])
def test_ports_voyages_and_months(press: Press, kind: PageKind) -> None:
    written = press.written(
        press.request(kind, f"{kind}.pdf", limit=3, order=PageOrder.CALLS, overview=False)
    )
    assert written.pages == len(texts(written.path)) == 3
    assert written.found.left_out == written.found.found - 3
    titles = [title.removeprefix("SYNTHETIC · ") for title in outline(written.path)]
    for thing, title, words in zip(written.found.things, titles, texts(written.path), strict=True):
        assert title in " ".join(words.split())
        assert thing.filter.sentence().split(";")[0][:30] in " ".join(words.split())


def test_the_same_bytes_each_time(press: Press) -> None:
    some = {"limit": 2, "title": "{name} · {imo} · {from} – {to} · {n} · {other}"}
    first = press.written(press.request(PageKind.VESSEL, "a.pdf", **some))
    second = press.written(press.request(PageKind.VESSEL, "b.pdf", **some))
    assert first.path.read_bytes() == second.path.read_bytes()
    (title,) = outline(first.path)[2:3]
    assert re.fullmatch(
        r"SYNTHETIC · EXAMPLE 01 · IMO number not documented · \d+ \w+ 2024 – \d+ \w+ 2024 · 3 · \{other\}",
        title,
    )


def test_a_folder_with_a_file_a_page_whatever_things_are_called(press: Press) -> None:
    hostile = "../../{name}/..\\\0<b>" + "ж" * 400
    written = press.written(press.request(PageKind.VESSEL, "ships.png", limit=2, title=hostile))
    assert written.path == press.folder / "ships"
    files = sorted(written.path.iterdir())
    assert [path.name[:5] for path in files] == ["0001-", "0002-", "0003-", "0004-"]
    assert all(path.is_file() and len(path.name.encode()) < 80 for path in files)
    assert [read_manifest(embedded_manifests(path.read_bytes())[0]).synthetic for path in files] == [True] * 4
    assert press.files() == ["ships"]
    # The folder is not empty now: nothing of somebody's is mixed with pages.
    again = press.run(press.request(PageKind.VESSEL, "ships.png", limit=2, force=True))
    assert isinstance(again, InputError)
    assert sorted(written.path.iterdir()) == files


@given(st.text(max_size=400))
def test_any_title_becomes_a_name_in_its_folder(title: str) -> None:
    name = sink.file_words(title)
    assert 0 < len(name.encode()) <= sink.LONGEST_NAME
    assert Path(name).name == name
    assert name.isprintable()


def test_slides_are_as_many_as_pages_and_fit_into_memory(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = replace(
        press.request(PageKind.MONTH, "months.pptx", limit=2), design=press.design("slide-16x9")
    )
    written = press.written(request)
    slides = pptx.Presentation(str(written.path)).slides
    assert len(slides) == written.pages == 4
    monkeypatch.setattr(sink, "MOST_SLIDE_BYTES", 5_000_000)
    refused = press.run(replace(request, path=press.folder / "more.pptx"))
    assert "there is room for" in str(refused)
    assert press.files() == ["months.pptx"]


@pytest.mark.parametrize("name", ["ships.pdf", "ships.svg", "ships.pptx"])
def test_called_off_half_way_nothing_is_left(press: Press, resources: Resources, name: str) -> None:
    writer = PagesWriter(resources, press.jobs)
    ended: list[object] = []
    writer.finished.connect(ended.append)
    writer.failed.connect(ended.append)
    seen: list[int] = []
    writer.progressed.connect(lambda done, _: seen.append(done))
    writer.write(press.request(PageKind.VESSEL, name))
    press.qtbot.waitUntil(lambda: bool(seen) and seen[-1] >= 4, timeout=60_000)
    writer.cancel()
    press.qtbot.wait(100)
    assert (ended, press.files()) == ([], [])


def test_a_file_that_is_there_stays(press: Press) -> None:
    there = press.folder / "ships.pdf"
    there.write_text("old")
    refused = press.run(press.request(PageKind.VESSEL, "ships.pdf", limit=1))
    assert isinstance(refused, InputError)
    assert "--force" in str(refused)
    assert there.read_text() == "old"
    press.written(press.request(PageKind.VESSEL, "ships.pdf", limit=1, force=True))
    assert len(texts(there)) == 3
    assert press.files() == ["ships.pdf"]


@pytest.mark.parametrize("name", ["ships.pdf", "ships.png"])
def test_a_read_only_folder_is_told_before_any_work(
    press: Press, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write everywhere: what the system would say to others.
    monkeypatch.setattr("os.access", lambda *_: False)
    refused = press.run(press.request(PageKind.VESSEL, name))
    assert str(refused).endswith("is read-only")
    assert press.files() == []


@pytest.mark.parametrize(
    ("name", "filter_", "sentence"),
    [
        ("ships.doc", Filter(), "no ending that pages can be written as"),
        ("ships.pdf", Filter.of(TextClause("nothing of the kind")), "nothing passes the filter"),
    ],
)
def test_what_makes_no_sense_is_told(press: Press, name: str, filter_: Filter, sentence: str) -> None:
    refused = press.run(press.request(PageKind.VESSEL, name, filter_))
    assert isinstance(refused, UsageError)
    assert sentence in str(refused)
    assert press.files() == []
