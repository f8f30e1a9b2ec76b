"""A damaged gazetteer gets a sentence that names file, line and reason."""

from pathlib import Path

import pytest

from desktop_app.domain.gazetteer import PlaceKind
from desktop_app.importers.gazetteer import COLUMNS, read_gazetteer
from desktop_app.runtime.errors import InputError

HEAD = ",".join(COLUMNS)
ROW = "1,place,129.77,41.79,KP,327000,Chongjin,Чхонджин,청진,,Ch'ongjin|Seishin"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "gazetteer.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", "utf-8")
    return path


def test_a_row_becomes_a_place(tmp_path: Path) -> None:
    (place,) = read_gazetteer(written(tmp_path, ROW))
    assert place.kind is PlaceKind.PLACE
    assert place.position == (129.77, 41.79)
    assert place.population == 327_000
    assert place.other == ("Ch'ongjin", "Seishin")
    assert place.codes == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (ROW.replace("place", "town"), "line 2: the kind “town” is unknown"),
        (ROW.replace("41.79", "91"), "line 2: lon 129.77, lat 91 is no position"),
        (ROW.replace("41.79", "nan"), "line 2: lon 129.77, lat nan is no position"),
        (ROW.replace("41.79", "north"), "line 2: lon “129.77” and lat “north” must be numbers"),
        (ROW.replace("327000", "many"), "line 2: population “many” is no whole number"),
        (ROW.replace("Chongjin,", ",", 1), "line 2: id and en must not be empty"),
        (ROW + ",more", "line 2: has 12 cells, 11 are needed"),
        (ROW.replace("Chongjin,", '"Chong"jin,', 1), "is not CSV"),
    ],
)
def test_a_damaged_row_is_told(tmp_path: Path, line: str, reason: str) -> None:
    path = written(tmp_path, line)
    with pytest.raises(InputError) as caught:
        read_gazetteer(path)
    assert str(caught.value).startswith(str(path))
    assert reason in str(caught.value)


def test_another_header_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.csv"
    path.write_text("id,name\n", "utf-8")
    with pytest.raises(InputError, match="line 1: the columns must be id, kind"):
        read_gazetteer(path)
