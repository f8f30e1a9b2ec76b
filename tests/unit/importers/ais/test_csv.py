"""CSV of AIS reports: every published layout, every row accounted for."""

import csv
import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.importers.ahead import ahead
from desktop_app.importers.ais import import_csv
from desktop_app.importers.ais.csv_rows import RowReader
from desktop_app.importers.ais.layouts import layout_of
from desktop_app.importers.ais.text_blocks import block_of, blocks
from desktop_app.importers.importing import Sample
from desktop_app.importers.input_file import InputFile

SAMPLES = Path(__file__).parents[4].parent / "shared/samples/ais_csv"
T = 1_641_168_000  # 2022-01-03
NOAA = (
    "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,"
    "Cargo,TransceiverClass"
)
FILES = {
    "marinecadastre": f"{NOAA}\n"
    "273000001,2022-01-03T00:00:00,42.5,131.25,10.2,90.1,91,ALPHA,IMO9100009,UBXK7,80,5,112,17,6.1,80,A\n",
    "marinecadastre-2025": (
        "mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,"
        "length,width,draft,cargo,transceiver\n"
        "273000001,2022-01-03 00:00:00,131.25,42.5,10.2,90.1,91,ALPHA,IMO9100009,UBXK7,80,5,112,17,6.1,80,A\n"
    ),
    "dma": (
        "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,"
        "Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,"
        "ETA,Data source type,A,B,C,D\n"
        "03/01/2022 00:00:00,Class A,273000001,42.5,131.25,Moored,,10.2,90.1,91,9100009,UBXK7,ALPHA,80,,17,"
        "112,GPS,6.1,RAJIN,,AIS,,,,\n"
    ),
    "exactearth": (
        "MMSI,Message_ID,Time,Vessel_Name,Call_sign,IMO,Ship_Type,Dimension_to_Bow,"
        "Dimension_to_stern,Dimension_to_port,Dimension_to_starboard,Draught,Navigational_status,SOG,Longitude,Latitude,COG,Heading\n"
        "273000001,1,20220103_000000,,,,,,,,,6.1,5,10.2,131.25,42.5,90.1,91\n"
        "273000001,5,20220103_000001,ALPHA,UBXK7,9100009,80,100,12,9,8,,,,,,,\n"
    ),
    "vesselfinder": (
        "MMSI,TIMESTAMP,LATITUDE,LONGITUDE,COURSE,SPEED,HEADING,NAVSTAT,IMO,NAME,CALLSIGN,TYPE,A,B,C,D,DRAUGHT\n"
        "273000001,2022-01-03 00:00:00 UTC,42.5,131.25,90.1,10.2,91,5,9100009,ALPHA,UBXK7,80,100,12,9,8,6.1\n"
    ),
    "marinetraffic": (
        "MMSI;IMO;STATUS;SPEED;LON;LAT;COURSE;HEADING;TIMESTAMP;SHIPNAME;CALLSIGN;SHIPTYPE;LENGTH;WIDTH\n"
        "273000001;9100009;5;102;131.25;42.5;90.1;91;2022-01-03T00:00:00;ALPHA;UBXK7;80;112;17\n"
    ),
}


@pytest.mark.parametrize("name", list(FILES))
def test_every_layout_says_the_same(ais_case: Any, tmp_path: Path, name: str) -> None:
    path = tmp_path / "reports.txt"
    path.write_text(FILES[name])
    (found,) = import_csv.recognise(Sample(InputFile(path, "", path.name), path.read_bytes()))
    assert found.format == name
    done = ais_case.take_csv(path)
    assert done.counts.accepted == 1
    assert done.counts.merged == FILES[name].count("\n") - 2  # static data alone
    (track,) = ais_case.store.record.tracks
    fixes = ais_case.store.fixes(track.id)
    told = [
        fixes.t_s[0],
        fixes.lon_e7[0],
        fixes.lat_e7[0],
        fixes.sog_dkn[0],
        fixes.cog_ddeg[0],
        fixes.heading_deg[0],
    ]
    assert told == [T, 1_312_500_000, 425_000_000, 102, 901, 91]
    assert fixes.status[0] == 5
    assert fixes.draught_dm[0] == (0 if name == "marinetraffic" else 61)
    assert ais_case.rows("SELECT name, imo_number, call_sign, flag, note FROM vessel_identity") == [
        ("ALPHA", "9100009", "UBXK7", "RU", "ship type sent by AIS: 80")
    ]
    assert ais_case.rows("SELECT length_m, beam_m FROM vessel_particulars") == [(112.0, 17.0)]


def test_speeds_of_marinetraffic_with_fractions_are_knots(ais_case: Any, tmp_path: Path) -> None:
    path = tmp_path / "positions.csv"
    path.write_text(FILES["marinetraffic"].replace(";102;", ";10.2;"))
    done = ais_case.take_csv(path)
    (track,) = ais_case.store.record.tracks
    assert ais_case.store.fixes(track.id).sog_dkn.tolist() == [102]
    assert [line.reason for line in done.lines] == ["speeds are taken as knots, since some have a fraction"]


def test_each_bad_cell_has_its_line_and_the_rest_is_taken(ais_case: Any, tmp_path: Path) -> None:
    def row(**cells: str) -> str:
        told = (
            dict(zip(NOAA.split(","), FILES["marinecadastre"].splitlines()[1].split(","), strict=True))
            | cells
        )
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow(told.values())
        return out.getvalue()

    rows = [
        row(),
        row(MMSI="ship", BaseDateTime="2022-01-03T00:01:00"),
        row(BaseDateTime="2022-02-31T00:00:00"),
        row(BaseDateTime="2022-01-03T00:02:00", LAT="95"),
        row(BaseDateTime="2022-01-03T00:03:00", SOG="fast", VesselName='A "B", C'),
        "1,2,3\n",
        "\n",
        row(BaseDateTime="2022-01-03T00:04:00", IMO="IMO", Draft="-1"),
        row(BaseDateTime="2022-01-03T00:05:00", VesselName="two\nlines"),
        row(BaseDateTime="2022-01-03T00:06:00", LON="181", LAT="91", VesselName="<b>=1+1\0😀"),
    ]
    path = tmp_path / "bad.csv"
    path.write_text(f"{NOAA}\n{''.join(rows)}", newline="\r\n")
    done = ais_case.take_csv(path)
    assert done.counts == (9, 4, 0, 0, 0, 2, 5)
    told = [(line.verdict, line.first_line, line.column, line.value) for line in done.lines]
    assert sorted(told, key=lambda line: line[1:3]) == [
        ("rejected", 3, "MMSI", "ship"),
        ("rejected", 4, "BaseDateTime", "2022-02-31T00:00:00"),
        ("rejected", 5, "LAT", "95"),
        ("doubtful", 6, "SOG", "fast"),
        ("rejected", 7, "", "1,2,3"),
        ("doubtful", 9, "Draft", "-1"),
        ("doubtful", 9, "IMO", "IMO"),
        ("rejected", 12, "", ""),
    ]
    names = {name for (name,) in ais_case.rows("SELECT name FROM vessel_identity")}
    assert names == {"ALPHA", 'A "B", C', "two\nlines", "<b>=1+1\0😀"}


cells = st.text(st.sampled_from('ab,"1\n ;é'), max_size=6)


@settings(deadline=None)
@given(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=12), st.booleans())
def test_no_row_is_lost_or_altered(rows: list[list[str]], quoted: bool) -> None:  # noqa: FBT001 - drawn
    """Whatever the csv module writes comes back, with the line on which it begins."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    expected = {}
    for row in rows:
        line = 2 + out.getvalue().count("\n")
        writer.writerow(row)
        expected[line] = [cell or None for cell in row]
    reader = RowReader(("a", "b", "c"), ("a", "b", "c"), ",", {}, "utf-8")
    found = {}
    if out.getvalue():
        for part in reader.read(block_of(out.getvalue().encode(), 2, ",", 0)):
            assert not part.rejects
            found |= dict(zip(part.lines.tolist(), map(list, part.frame.rows()), strict=True))
    assert {line: row for line, row in found.items() if any(row)} == {
        line: row for line, row in expected.items() if any(row)
    }


class _Stream(io.BytesIO):
    """A file that is open."""

    @property
    def packed_done(self) -> int:
        return self.tell()


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_lines_keep_their_numbers_however_a_file_is_cut(size: int) -> None:
    text = "head\r\n" + "".join(f"{number},x\r\n" for number in range(2, 200)) + "200,end"
    found = []
    for block in blocks(_Stream(text.encode()), ",", size):  # type: ignore[arg-type]
        assert block.lines == block.text.count(b"\n")
        assert block.delimiters == block.text.count(b",")
        found += list(enumerate(block.text.decode().splitlines(), start=block.line))
    assert [(line, int(row.split(",")[0])) for line, row in found] == [(n, n) for n in range(2, 201)]


def test_reading_ahead_hands_on_what_fails_and_stops_when_nobody_asks() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise ValueError("torn")

    made = ahead(items())  # type: ignore[arg-type]
    assert next(made) == 1
    with pytest.raises(ValueError, match="torn"):
        next(made)
    endless = ahead(iter_forever())
    assert next(endless) == 0
    endless.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("reading ahead")]


def iter_forever():  # noqa: ANN201 - a generator of numbers
    """Numbers without end."""
    number = 0
    while True:
        yield number
        number += 1


@given(st.binary(max_size=300))
def test_recognising_raises_on_nothing(head: bytes) -> None:
    import_csv.recognise(Sample(InputFile(Path("x"), "", "x"), head))
    layout_of(head.decode("latin-1"))


@pytest.mark.parametrize(
    ("name", "accepted"), [("marinecadastre_2022-01-03.csv", 38_222), ("dma_layout_2022-11-01.csv", 19_799)]
)
def test_real_files_add_up_and_come_again_unchanged(ais_case: Any, name: str, accepted: int) -> None:
    path = SAMPLES / name
    if not path.exists():
        pytest.skip(f"{path} is not here: the samples lie beside the checkout")
    done = ais_case.take_csv(path)
    with path.open(encoding="utf-8", newline="") as file:
        assert done.counts.read == sum(1 for _ in csv.reader(file)) - 1
    assert done.counts.accepted == accepted
    again = ais_case.take_csv(path)
    assert again.counts.accepted == 0
    assert again.counts.unchanged == accepted + done.counts.merged
