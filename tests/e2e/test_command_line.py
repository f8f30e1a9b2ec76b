"""The command line as a person types it: answers, and one sentence for every mistake."""

import json
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parent.parent.parent

pytestmark = pytest.mark.e2e


def tumen(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command; it may print a traceback only by mistake."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-m", "desktop_app", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return done


def refused(*words: str, **environment: str) -> str:
    """The sentence of a refused command."""
    done = tumen(*words, **environment)
    assert done.returncode == 2, done.stdout + done.stderr
    return done.stderr.strip().splitlines()[-1]


def test_summary_is_the_same_in_every_zone() -> None:
    words = ("summary", "--json", "--from", "2024-10-19", "--to", "2024-10-19")
    zones = ("UTC", "Asia/Pyongyang", "Asia/Vladivostok", "America/New_York")
    answers = {tumen(*words, TZ=zone).stdout for zone in zones}
    assert len(answers) == 1
    assert json.loads(answers.pop())["observed"]["calls"] == 1 + 31


def test_summary_by_vessel() -> None:
    done = tumen("summary", "--vessel", "IMO 8660313", "--vessel", "yu son")
    assert "vessels CHON MA SAN, YU SON" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("summary", "--from", "2024-13-40"), "'2024-13-40' is not a day of the calendar"),
        (("summary", "--from", "2025", "--to", "2024"), "lies after"),
        (("summary", "--vessel", "Titanic"), "no vessel named 'Titanic'"),
        (("summary", "--case", "/nowhere/at/all.gpkg"), "all.gpkg does not exist."),
        (("summary", "--case", str(ROOT)), "is a folder; a case is one file that ends in .gpkg."),
        (("open", "/nowhere/at/all.gpkg"), "all.gpkg does not exist."),
        (("figure", "-o", "/nowhere/a.png"), "there is no folder /nowhere"),
        (("figure", "-o", "/proc/a.png", "--size", "1600x1400"), "cannot write /proc/a.png"),
        (("figure", "-o", "a.gif"), "use .png, .pdf, .svg or .pptx"),
        (("figure", "-o", "a.png", "--page", "10x10mm"), "each 40 to 1189"),
        (("figure", "-o", "a.png", "--template", "poster"), "slide-16x9"),
        (("figure", "-o", "a.png", "--size", "600x600", "--template", "social"), "does not go with"),
        (("figure", "-o", "a.png", "--call-out=130,42"), "LON,LAT,WORDS"),
        (("figure", "-o", "a.png", "--logo", "README.md"), "no PNG, JPEG or SVG"),
        (("figure", "-o", "a.png", "--bbox=1,2,3"), "WEST,SOUTH,EAST,NORTH"),
        (("figure",), "-o/--output"),
        (("sail",), "invalid choice"),
        (("test",), "./tumen in a checkout"),
    ],
)
def test_mistakes_get_one_sentence(words: tuple[str, ...], sentence: str) -> None:
    assert sentence in refused(*words, QT_QPA_PLATFORM="offscreen")
    assert not (ROOT / "a.png").exists()


def test_window_without_a_display_says_so() -> None:
    assert "no display" in refused(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")


def test_the_training_case_is_marked_in_the_summary() -> None:
    assert tumen("summary", "--training").stdout.startswith("SYNTHETIC")
    case = json.loads(tumen("summary", "--json", "--training").stdout)["case"]
    assert case["synthetic"] is True
    assert case["title"].startswith("SYNTHETIC")
    assert "not allowed with" in refused("summary", "--training", "--case", "a.gpkg")


@pytest.mark.parametrize("ending", [".png", ".pdf", ".svg"])
def test_the_training_case_is_marked_in_every_figure(tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"figure{ending}"
    done = tumen(
        "figure", "--training", "-o", str(target), "--size", "900x900", "--scale", "1", "--title", "Mine"
    )
    assert done.returncode == 0, done.stderr
    written = target.read_bytes()
    match ending:
        case ".png":
            assert "SYNTHETIC · Mine" in QImage(str(target)).text("Title")
        case ".pdf":
            # XMP's title; the other one is UTF-16 with escapes.
            assert '<rdf:li xml:lang="x-default">SYNTHETIC · Mine</rdf:li>'.encode() in written
        case ".svg":
            text = written.decode("utf-8")
            assert "<title>SYNTHETIC · Mine</title>" in text
            assert text.count(">SYNTHETIC<") > 12


def png_size(path: Path) -> tuple[int, int]:
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    return width, height


def test_figure_has_the_size_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "보고서.png"
    done = tumen("figure", "-o", str(target), "--from", "2024-10", "--to", "2024-10", "--size", "1600x1100")
    assert done.returncode == 0, done.stderr
    assert png_size(target) == (3200, 2200)
    assert [entry.name for entry in tmp_path.iterdir()] == [target.name]


def test_vector_figures_hold_their_text(tmp_path: Path) -> None:
    target = tmp_path / "a.svg"
    done = tumen(
        "figure",
        "-o",
        str(target),
        "--size",
        "1600x1200",
        "--scale",
        "1",
        "--title",
        "A <b> & c",
        "--no-chart",
    )
    assert done.returncode == 0, done.stderr
    text = target.read_text(encoding="utf-8")
    assert "A &lt;b&gt; &amp; c" in text
    assert "<b>" not in text
    assert "Filter: all dates; all vessels." in text


def test_missing_base_map_is_named(tmp_path: Path) -> None:
    package = tmp_path / "desktop_app"
    shutil.copytree(ROOT / "desktop_app", package, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "geodata").mkdir()
    shutil.copytree(ROOT / "geodata" / "record", tmp_path / "geodata" / "record")
    (tmp_path / "assets").symlink_to(ROOT / "assets")
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "figure", "-o", "a.png", "--size", "1600x1200"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        timeout=120,
    )
    assert done.returncode == 2
    assert "basemap.pmtiles is missing" in done.stderr
    assert not (tmp_path / "a.png").exists()
