"""Files that are no record files at all, and records damaged at random."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.movement import Sensor
from desktop_app.domain.record import Record
from desktop_app.importers.record import read_record
from desktop_app.importers.record import text_file as text_file_module
from desktop_app.runtime.errors import InputError

SMALL_RECORD = Path(__file__).parents[2] / "data" / "record_small"
NAMES = sorted(path.name for path in SMALL_RECORD.iterdir())


def sentence_for(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_record(folder)
    return str(caught.value)


def test_the_small_record_is_right(small_record: Path) -> None:
    record = read_record(small_record)
    assert record.synthetic
    assert [vessel.aliases for vessel in record.vessels] == [("OLD ALPHA", "ALFA"), ()]
    assert record.ports[1].position is None
    assert record.rail_lines[0].published_km == 54.0
    assert record.claims[1].when is None
    assert [listing.id for listing in record.listings] == ["listing-alpha-UN-1"]
    assert [sighting.sensor for sighting in record.sightings] == [Sensor.AIS]


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_needed(small_record: Path, name: str) -> None:
    (small_record / name).unlink()
    assert sentence_for(small_record) == f"{small_record / name}: the file is missing."


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_is_no_file(small_record: Path, name: str) -> None:
    (small_record / name).unlink()
    (small_record / name).mkdir()
    assert sentence_for(small_record) == f"{small_record / name}: is a folder, a file is needed."


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_file(small_record: Path, name: str, content: bytes) -> None:
    (small_record / name).write_bytes(content)
    assert sentence_for(small_record) == f"{small_record / name}: the file is empty."


@pytest.mark.parametrize("name", NAMES)
def test_not_utf8(small_record: Path, name: str) -> None:
    path = small_record / name
    path.write_bytes(b"one line\n" + "Находка".encode("cp1251") + b"\n")
    assert sentence_for(small_record) == f"{path}, line 2: byte 10 is not UTF-8 text."


@pytest.mark.parametrize("name", NAMES)
def test_nul(small_record: Path, name: str) -> None:
    path = small_record / name
    path.write_bytes(path.read_bytes().replace(b"\n", b"\n\0", 1))
    assert sentence_for(small_record) == f"{path}, line 2: holds a NUL character."


@pytest.mark.parametrize("name", NAMES)
def test_a_truncated_file(small_record: Path, name: str) -> None:
    path = small_record / name
    path.write_bytes(path.read_bytes()[:-10])
    sentence = sentence_for(small_record)
    assert sentence.startswith(f"{path}, line ")
    assert sentence.endswith("the file is cut off, its last line has no end.")


def test_a_file_too_large(small_record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_file_module, "MAX_FILE_BYTES", 100)
    size = (small_record / "sources.csv").stat().st_size
    assert sentence_for(small_record) == (
        f"{small_record / 'sources.csv'}: holds {size:,} bytes, a record file at most 100."
    )


def test_a_byte_order_mark_and_crlf_are_read(small_record: Path) -> None:
    expected = read_record(small_record)
    for name in NAMES:
        path = small_record / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_record(small_record) == expected


@pytest.mark.parametrize("target", ["nothing here", "record/sources.csv"])
def test_no_folder(small_record: Path, target: str) -> None:
    folder = small_record.parent / target
    assert sentence_for(folder).startswith(f"{folder}: ")
    assert sentence_for(folder).endswith("a record is a folder of CSV and GeoJSON files.")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[1, 2\n", "line 2: is not JSON"),
        ("[1]\n", "is not a GeoJSON FeatureCollection."),
        ('{"type": "FeatureCollection"}\n', "has no list of features."),
        ('{"type": "FeatureCollection", "features": [NaN]}\n', "is not JSON (NaN is no number)."),
        ('{"type": "FeatureCollection", "features": [null]}\n', "feature 1: is not a GeoJSON Feature."),
        (
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "a"}]}\n',
            "has no properties.",
        ),
        ("[" * 200_000 + "\n", "nested too deep."),
        (f'{{"a": {"9" * 5000}}}\n', "is not JSON (Exceeds the limit"),
    ],
)
def test_not_geojson(small_record: Path, content: str, reason: str) -> None:
    path = small_record / "ports.geojson"
    path.write_text(content, encoding="utf-8")
    assert sentence_for(small_record).startswith(str(path))
    assert reason in sentence_for(small_record)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("synthetic = true", "synthetic = ", "is not TOML"),
        ("synthetic = true", 'synthetic = "yes"', "synthetic is not true or false."),
        ("synthetic = true", "synthetic = true\nextra = 1", "the key “extra” is unknown."),
        ("synthetic = true\n", "", "the key “synthetic” is missing."),
        ("2024-12-31", "2024-12-31T10:00:00Z", "as_of is not a date like"),
        ("2024-12-31", "2024-13-40", "is not TOML"),
        ('"Small record"', '""', "title is not text in quotes."),
    ],
)
def test_the_header(small_record: Path, old: str, new: str, reason: str) -> None:
    path = small_record / "record.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert sentence_for(small_record).startswith(f"{path}: ")
    assert reason in sentence_for(small_record)


@pytest.fixture(scope="module")
def worn_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy whose files are damaged and put right again by each example."""
    return Path(shutil.copytree(SMALL_RECORD, tmp_path_factory.mktemp("worn") / "record"))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(NAMES), st.integers(0, 3000), st.integers(0, 4), st.binary(max_size=4))
def test_damage_gives_a_record_or_a_sentence(
    worn_record: Path, name: str, at: int, length: int, patch: bytes
) -> None:
    """Replacing a few bytes anywhere never ends in another exception or in half a record."""
    path = worn_record / name
    whole = path.read_bytes()
    start = at % len(whole)
    path.write_bytes(whole[:start] + patch + whole[start + length :])
    try:
        outcome: Record | InputError = read_record(worn_record)
    except InputError as error:
        outcome = error
    finally:
        path.write_bytes(whole)
    if isinstance(outcome, InputError):
        assert str(outcome).startswith(str(worn_record))
        assert str(outcome).endswith(".")
    else:
        assert len(outcome.vessels) == 2
