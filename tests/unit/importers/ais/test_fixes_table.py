"""Position reports from tables by a mapping."""

from pathlib import Path
from typing import Any

import pytest

from desktop_app.importers.ais.fixes_table import take_fixes
from desktop_app.importers.importing import Importing
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.sheets.open_table import open_table
from desktop_app.importers.tables.mapping import ColumnUse, Mapping
from desktop_app.runtime.errors import InputError

TEXT = """when;ship;east;north;speed;name;draught
03.01.2022 09:00;273000001;131,25;42,5;10,2;ALPHA;20 ft
03.01.2022 09:01;273000001;131,26;42,5;fast;ALPHA;
03.01.2022;273000001;131,27;42,5;10,2;ALPHA;
13.13.2022 09:02;273000001;131,27;42,5;10,2;ALPHA;
03.01.2022 09:03;273000001;east;42,5;10,2;ALPHA;
03.01.2022 09:04;ship;131,27;42,5;10,2;ALPHA;
03.01.2022 09:05;273000001;131,27;42,5
"""
USES = (
    ColumnUse("time", "when", zone="+09:00"),
    ColumnUse("mmsi", "ship"),
    ColumnUse("lon", "east"),
    ColumnUse("lat", "north"),
    ColumnUse("speed", "speed", unit="kn"),
    ColumnUse("vessel", "name"),
    ColumnUse("draught", "draught"),
)


def take(ais_case: Any, path: Path, mapping: Mapping) -> Any:
    file = InputFile(path, "", path.name)

    def work(importing: Importing) -> None:
        order = importing.order._replace(mapping=mapping)
        take_fixes(importing._replace(order=order), open_table(file))

    return ais_case.take(work, file)


def test_times_of_a_zone_commas_units_and_a_line_for_each_bad_cell(ais_case: Any, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(TEXT)
    done = take(ais_case, path, Mapping("fixes", USES, date_order="dmy"))
    assert done.counts.accepted == 2
    assert {(line.first_line, line.verdict, line.column) for line in done.lines} == {
        (3, "doubtful", "speed"),
        (4, "rejected", "when"),
        (5, "rejected", "when"),
        (6, "rejected", "east"),
        (7, "rejected", "ship"),
        (8, "rejected", ""),
    }
    (track,) = ais_case.store.record.tracks
    fixes = ais_case.store.fixes(track.id)
    assert fixes.t_s.tolist() == [1_641_168_000, 1_641_168_060]
    assert fixes.lon_e7.tolist() == [1_312_500_000, 1_312_600_000]
    assert fixes.sog_dkn.tolist() == [102, -1]
    assert fixes.draught_dm.tolist() == [61, 0]  # 20 ft are 6.096 m
    assert ais_case.rows("SELECT name FROM vessel") == [("ALPHA",)]


def test_swapped_columns_change_places_only_when_asked(ais_case: Any, tmp_path: Path) -> None:
    path = tmp_path / "swapped.csv"
    path.write_text("when;ship;east;north\n2022-01-03 00:00:00;273000001;42.5;131.25\n")
    with_two = Mapping("fixes", USES[:4], swapped=True)
    done = take(ais_case, path, with_two)
    assert done.counts.accepted == 1
    (track,) = ais_case.store.record.tracks
    fixes = ais_case.store.fixes(track.id)
    assert (fixes.lon_e7[0], fixes.lat_e7[0]) == (1_312_500_000, 425_000_000)


def test_without_the_mmsi_it_says_so(ais_case: Any, tmp_path: Path) -> None:
    path = tmp_path / "nobody.csv"
    path.write_text(TEXT)
    with pytest.raises(InputError, match=r"nobody\.csv: position reports need a column with the MMSI"):
        take(ais_case, path, Mapping("fixes", USES[:1]))
