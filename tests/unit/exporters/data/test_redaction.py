"""What a profile removes stands nowhere in any file, and the log tells counts alone."""

import io
import re
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from desktop_app.exporters.data.cells import cell_text
from desktop_app.exporters.data.data_set import Choice
from desktop_app.exporters.data.redaction import Redaction, Whom, read_redaction, redaction_content
from desktop_app.exporters.data.redaction_file import read_file, redaction_named, redactions_of
from desktop_app.exporters.data.rows.all_tables import TABLES
from desktop_app.exporters.data.rows.reading import Scope
from desktop_app.exporters.data.scrubbing import folded
from desktop_app.exporters.data.tables import DataSet
from desktop_app.exporters.data.writers import FORMATS
from desktop_app.query.clauses import ChoiceClause, ClauseKind, Filter, TextClause
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.content import Content
from tests.unit.exporters.data.conftest import Exports

KEY = "only we know this key"
EVERY = tuple(table.name for table in TABLES)
VESSELS = Redaction("Partners", KEY, pseudonyms=(Whom.VESSELS,))


def everything_in(path: Path) -> Iterator[str]:
    """All texts of what was written, compressed parts unpacked."""
    files = [path] if path.is_file() else sorted(path.iterdir())
    for file in files:
        yield file.name
        if file.suffix == ".parquet":
            frame = pl.read_parquet(file)
            yield "\n".join(map(str, frame.rows()))
            yield "\n".join(pl.read_parquet_metadata(file).values())
        elif file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as archive:
                yield from (archive.read(name).decode("utf-8") for name in archive.namelist())
            for sheet in openpyxl.load_workbook(file):
                yield "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
        elif zipfile.is_zipfile(file):
            with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
                yield from (archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        else:
            yield file.read_bytes().decode("utf-8", "replace")


def written(data: DataSet, folder: Path) -> str:
    """One text of everything that all formats write."""
    found = []
    for chosen in FORMATS.values():
        ending = "" if chosen.suggests_folder else chosen.suggested
        path = folder / f"out-{chosen.name}{ending}"
        chosen.write(data, path, Feedback())
        found += everything_in(path)
    return "\n".join(found)


def told(data: DataSet) -> str:
    """Everything that the tables and their readme tell."""
    cells = (cell_text(cell) for table in data.tables for row in table.rows for cell in row)
    return "\n".join((*cells, data.readme.text()))


def absent(secrets: Iterable[str], text: str) -> None:
    """None of some words is in a text, in whatever form."""
    letters = folded(text)
    for secret in secrets:
        if secret.isdigit():
            assert not re.search(rf"(?<!\d){secret}(?!\d)", text), secret
        else:
            assert secret not in text, secret
            assert folded(secret) not in letters, secret


def test_no_name_or_number_of_a_ship_is_in_any_file(
    store: CaseStore, exports: Exports, tmp_path: Path
) -> None:
    record = store.record
    names = {name for row in record.vessels for name in (row.name, *row.aliases) if len(folded(name)) > 4}
    numbers = {row.imo_number for row in record.vessels if row.imo_number}
    filter_ = Filter.of(
        ChoiceClause(ClauseKind.VESSEL, (record.vessels[0].id, ""), (record.vessels[0].name, ""))
    )
    assert record.vessels[0].name in filter_.sentence()
    for choice in (
        Choice(Scope.ALL, tables=EVERY, redaction=VESSELS),
        Choice(Scope.FILTERED, filter_, EVERY, VESSELS),
    ):
        with exports(store, choice) as data:
            text = written(data, tmp_path)
            absent(names | numbers, text)
            assert KEY not in text
            ids = {row[0] for row in data.table("vessels").rows}
            assert ids
            assert ids.isdisjoint(row.id for row in record.vessels)
            sailing = data.table("voyages")
            sailed = {row[sailing.place("vessel_id")] for row in sailing.rows} - {None}
            assert sailed <= ids
            # A pseudonym is the same wherever the ship is named.
            of_ids = {row[0]: row[1] for row in data.table("vessels").rows}
            assert all(
                of_ids[row[sailing.place("vessel_id")]] == row[sailing.place("vessel")]
                for row in sailing.rows
                if row[sailing.place("vessel_id")] is not None
            )
            assert "redacted by the profile “Partners”" in data.readme.text()


def test_words_that_were_searched_for_are_not_told(store: CaseStore, exports: Exports) -> None:
    part = store.record.vessels[0].name[:6]
    filter_ = Filter.of(TextClause(part))
    assert part in filter_.sentence()
    with exports(store, Choice(Scope.FILTERED, filter_, redaction=VESSELS)) as data:
        assert "with the text “[removed]”" in data.readme.filter_sentence
        assert part not in data.readme.text()


def test_a_ship_has_one_pseudonym_in_every_export(store: CaseStore, exports: Exports) -> None:
    found = []
    for redaction in (VESSELS, VESSELS, VESSELS._replace(key="another key that we have")):
        with exports(store, Choice(Scope.ALL, tables=("vessels",), redaction=redaction)) as data:
            found.append([row[:2] for row in data.table("vessels").rows])
            assert [row[0] for row in found[-1]] == sorted(row[0] for row in found[-1])
    assert found[0] == found[1]
    assert {row[0] for row in found[0]}.isdisjoint(row[0] for row in found[2])


def test_deadweights_cannot_be_reckoned_from_volumes(store: CaseStore, exports: Exports) -> None:
    with exports(store, Choice(Scope.ALL, redaction=VESSELS)) as data:
        table = data.table("voyages")
        assert "deadweight_t" not in {column.name for column in data.table("vessels").columns}
        volumes = [row[table.place("volume_best_bbl")] for row in table.rows]
        assert any(volumes)
        assert all(float(f"{volume:.1e}") == volume for volume in volumes if volume is not None)
        # Whole numbers, with or without a sign between thousands; the assumptions name none of a ship.
        others = data._replace(tables=tuple(one for one in data.tables if one.name != "assumptions"))
        text = re.sub(r"(?<=\d)[\u202f\u00a0,](?=\d{3})", "", told(others))
        for weight in {f"{row.dwt_t:.0f}" for row in store.record.vessels if row.dwt_t}:
            assert not re.search(rf"(?<![\d.]){weight}(?![\d.]\d)", text), weight


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("voyages.summary", lambda _, store: [row.summary for row in store.voyages(ids(store))]),
        ("vessels.owner", lambda record, _: [row.owner for row in record.vessels]),
        ("owner", lambda record, _: [row.owner for row in record.vessels]),
        ("payer", lambda record, _: [row.payer for row in record.payments]),
        ("sources.url", lambda record, _: [row.url for row in record.sources]),
        ("vessels.imo_number", lambda record, _: [row.imo_number for row in record.vessels]),
    ],
)
def test_a_field_that_is_left_out_is_told_by_no_other(
    store: CaseStore, exports: Exports, field: str, values: Callable[[Content, CaseStore], list[str]]
) -> None:
    redaction = Redaction("Partners", drop_fields=(field,))
    with exports(store, Choice(Scope.ALL, tables=EVERY, redaction=redaction)) as data:
        secrets = {value for value in values(store.record, store) if value}
        assert secrets
        absent(secrets, told(data))
        log = "\n".join(data.readme.redaction)
        assert field.rpartition(".")[2] in log
        absent(secrets, log)


def ids(store: CaseStore) -> list[str]:
    with store.reader() as connection:
        return [str(ident) for (ident,) in connection.execute("SELECT id FROM voyage")]


def test_a_table_that_is_left_out_takes_what_it_tells_with_it(store: CaseStore, exports: Exports) -> None:
    redaction = Redaction("Partners", drop_tables=("vessels", "sources"))
    with exports(store, Choice(Scope.ALL, tables=EVERY, redaction=redaction)) as data:
        assert {table.name for table in data.tables} == {*EVERY} - {"vessels", "sources"}
        names = {row.name for row in store.record.vessels if len(folded(row.name)) > 4}
        titles = {row.title for row in store.record.sources if len(row.title) > 20}
        absent(names | titles, told(data))
        assert not data.readme.sources
        assert "source_ids" not in {column.name for table in data.tables for column in table.columns}
        assert any("25 rows of vessels" in line for line in data.readme.redaction)


def test_rows_that_rest_on_a_source_go_with_it(store: CaseStore, exports: Exports) -> None:
    redaction = Redaction("Partners", without_sources=("OSC24",))
    cites = sum("OSC24" in row.citation.source_ids for row in store.voyages(ids(store)))
    source = next(row for row in store.record.sources if row.id == "OSC24")
    with exports(store, Choice(Scope.ALL, redaction=redaction)) as data:
        table = data.table("voyages")
        assert len(table.rows) < table.total
        assert len(table.rows) <= table.total - cites
        for one in data.tables:
            for place, column in enumerate(one.columns):
                if column.refers == "sources":
                    named = (row[place] for row in one.rows)
                    assert all("OSC24" not in (cell or ()) for cell in named)
        others = {row.publisher for row in store.record.sources if row.id != source.id}
        assert source.publisher not in others
        absent({source.title, source.url, source.publisher, "OSC24"}, told(data))
        # A call whose voyage has gone names none.
        known = {row[0] for row in table.rows}
        calls = data.table("port_calls")
        assert {row[calls.place("voyage_id")] for row in calls.rows} <= known | {None}


def test_positions_are_on_the_grid_and_say_how_far_off(training: CaseStore, exports: Exports) -> None:
    redaction = Redaction("Partners", coarsen_km=50.0)
    with exports(training, Choice(Scope.ALL, tables=EVERY)) as whole:
        exact = {row[0]: row for row in whole.table("sightings").rows}
        places = whole.table("sightings")
        with exports(training, Choice(Scope.ALL, tables=EVERY, redaction=redaction)) as data:
            table = data.table("sightings")
            names = {column.name for column in table.columns}
            assert {"place", "position_basis"}.isdisjoint(names)
            placed = 0
            for row in table.rows:
                before = exact[row[0]]
                if places.point(before) is None:
                    assert table.point(row) is None
                    continue
                placed += 1
                assert table.point(row) != places.point(before)
                accuracy = before[places.place("accuracy_km")] or 0.0
                assert row[table.place("accuracy_km")] >= accuracy + 35
            assert placed
            squares = {table.point(row) for row in table.rows}
            assert len(squares) < len({places.point(row) for row in exact.values()})
            tracks, before_tracks = data.table("tracks"), whole.table("tracks")
            for row, before in zip(tracks.rows, before_tracks.rows, strict=True):
                exact_path = before_tracks.line(before) or ()
                assert not set(tracks.line(row) or ()) & set(exact_path)


def test_without_coordinates_nothing_is_on_the_map(training: CaseStore, exports: Exports) -> None:
    redaction = Redaction("Partners", drop_fields=("coordinates",))
    with exports(training, Choice(Scope.ALL, tables=EVERY, redaction=redaction)) as data:
        assert all(table.geometry is None for table in data.tables)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({}, "name is a text that is not empty"),
        ({"name": "x"}, "removes nothing"),
        ({"name": "x", "drop_feilds": ["summary"]}, "no setting “drop_feilds”"),
        ({"name": "x", "drop_fields": ["sumary"]}, "no field “sumary”"),
        ({"name": "x", "drop_fields": ["voyages.id"]}, "cannot be left out"),
        ({"name": "x", "drop_fields": ["synthetic"]}, "cannot be left out"),
        ({"name": "x", "drop_tables": ["ships"]}, "there is no “ships”"),
        ({"name": "x", "pseudonyms": ["vessels"]}, "need a key"),
        ({"name": "x", "pseudonyms": ["vessels"], "key": "short"}, "need a key"),
        ({"name": "x", "coarsen_km": 0}, "coarsen_km is from"),
        ({"name": "x", "coarsen_km": True}, "coarsen_km is a number"),
        ({"name": "x", "decimals": 9}, "decimals is from"),
        ({"name": "x", "decimals": 1, "coarsen_km": 5}, "mean the same"),
        ({"name": "x", "without_grades": ["Z"]}, "there is no “Z”"),
        ([], "table of settings"),
    ],
)
def test_a_profile_that_would_not_do_what_it_says_is_refused(content: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_redaction(content)


def test_a_profile_is_read_back() -> None:
    whole = Redaction(
        "Partners",
        KEY,
        10.0,
        None,
        ("payments",),
        ("summary",),
        (Whom.VESSELS,),
        ("OSC24",),
        ("E", "none"),
        ("B",),
    )
    assert read_redaction(redaction_content(whole)) == whole


def test_the_profile_of_the_readme_is_one() -> None:
    readme = (Path(__file__).parents[4] / "README.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    assert read_redaction(tomllib.loads(example)).coarsens


def test_a_profile_is_found_by_name_or_file(store: CaseStore, tmp_path: Path) -> None:
    file = tmp_path / "p.toml"
    file.write_text('name = "Partners"\ncoarsen_km = 10\n', "utf-8")
    assert redactions_of(store) == {}
    assert redaction_named(store, str(file)) == Redaction("Partners", coarsen_km=10.0)
    with pytest.raises(InputError, match="no redaction profile of that name; it has none"):
        redaction_named(store, "nobody")
    for content in (b"name = ", b"\xff\xfe", b"[name]\n"):
        file.write_bytes(content)
        with pytest.raises(InputError, match=r"p\.toml is no redaction profile: "):
            read_file(file)
