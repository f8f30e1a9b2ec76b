"""A world file against the map that was really drawn: a port lies where its disc is."""

import io
import math
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from desktop_app.domain.figure_design import Place
from desktop_app.domain.figure_templates import screen_design
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Theme
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.figure.maker import make_now
from desktop_app.ui.figure.subject import theatre_subject
from desktop_app.ui.figure.writing.files import proof_of
from desktop_app.ui.figure.writing.png import png_bytes
from desktop_app.ui.figure.writing.world_file import world_file
from desktop_app.ui.palette import PALETTES, colour

pytestmark = pytest.mark.web


def test_a_port_lies_where_its_disc_is(qtbot: QtBot, store: CaseStore, resources: Resources) -> None:
    # A place that fits the page at no step of the map's zoom.
    subject = replace(theatre_subject(QueryEngine(store), Filter()), place=Place(129.5, 41.0, 135.0, 44.0))
    figure = make_now(resources, subject, replace(screen_design(1000, 1500, chart=False), dpi=192))
    picture = Image.open(io.BytesIO(png_bytes(figure, proof_of(figure)))).convert("RGB")
    pixels = np.asarray(picture, dtype=np.int16)
    across, _, _, down, left, top = map(float, world_file(figure, 192).split())
    port = next(port for port in store.record.ports if port.id == "chongjin")
    assert port.position is not None
    lon, lat = port.position
    north = 6_378_137 * math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    x, y = (6_378_137 * math.radians(lon) - left) / across, (north - top) / down
    ink = colour(PALETTES[Theme(subject.theme)].discharge)
    around = pixels[round(y) - 30 : round(y) + 30, round(x) - 30 : round(x) + 30]
    near = np.abs(around - (ink.red(), ink.green(), ink.blue())).max(axis=2) < 6
    # Below the disc stands the stem of a port of discharge, narrower than half of it.
    wide = near & (near.sum(axis=1, keepdims=True) > near.sum(axis=1).max() / 2)
    rows, columns = np.nonzero(wide)
    # Leaflet lays a map on whole CSS pixels, two of the picture's each.
    assert (columns.min() + columns.max()) / 2 - 30 == pytest.approx(x - round(x), abs=2.0)
    assert (rows.min() + rows.max()) / 2 - 30 == pytest.approx(y - round(y), abs=2.0)
    assert qtbot is not None
