"""Nothing a ship is called can run, nothing leaves, and no address hangs the page."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.domain.place import Names
from desktop_app.domain.record import Record
from desktop_app.mapview import protocol
from desktop_app.mapview.scheme import Payloads, SchemeHandler
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources

HOSTILE = (
    "<img src=x onerror=\"window.broken='img'\">",
    "</script><script>window.broken='script'</script>",
    "`${window.broken='template'}`",
    "'+(window.broken='quote')+'",
    "<svg onload=window.broken='svg'>",
    '"><iframe src="http://127.0.0.1:1/">',
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_only_text(shown: Any, small: Record, name: str) -> None:
    names = Names(name, name, name)
    record = replace(
        small,
        ports=tuple(replace(port, names=names) for port in small.ports),
        stations=tuple(replace(station, names=names) for station in small.stations),
        vessels=tuple(replace(vessel, name=name) for vessel in small.vessels),
        voyages=tuple(replace(voyage, label=name) for voyage in small.voyages),
    )
    port = record.ports[0]
    shown.show_record(record)
    shown.paint(protocol.ViewRequested(*port.position, 9), protocol.SelectionChanged((f"port:{port.id}",)))
    hovered = protocol.FeatureHovered(f"port:{port.id}")
    with shown.expect(lambda said: said == hovered):
        x, y = shown.pixel_of(*port.position)
        shown.run(
            "case_map.getContainer().dispatchEvent(new MouseEvent('mousemove',"
            f" {{bubbles: true, clientX: {x}, clientY: {y}}}))"
        )
    assert shown.run("document.querySelector('.tooltip').textContent") == name
    assert shown.run("document.querySelector('.tooltip').childElementCount") == 0
    assert shown.run("typeof window.broken") == "undefined"
    # The tools' own drawings are all there is.
    assert shown.run("document.querySelectorAll('img, iframe, svg:not(.tool > svg)').length") == 0


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "assets/nothing.js",
        "assets/../../pyproject.toml",
        "assets/%2e%2e/package.json",
        "basemap/0",
        "basemap/x/y",
        "basemap/999999999999/10",
        "basemap/0/999999999",
        "relief/1",
        "data/features/999",
        "data/features/x",
    ],
)
def test_unknown_addresses_fail_at_once(
    shown: Any, qtbot: QtBot, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    shown.run(f"void fetch('app://map/{path}').then(answer => window.got = answer.status)")
    qtbot.waitUntil(lambda: shown.run("window.got ?? null") is not None)
    assert shown.run("window.got") == 404
    assert "not found" in caplog.text


def test_only_reading_is_allowed(shown: Any, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    post = "fetch('app://map/', {method: 'POST', body: 'x'})"
    shown.run(f"void {post}.then(answer => window.got = answer.status)")
    qtbot.waitUntil(lambda: shown.run("window.got ?? null") is not None)
    assert shown.run("window.got") == 403
    assert "denied" in caplog.text


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "https://example.org/", "file:///etc/hostname"])
def test_nothing_outside_is_reached(
    shown: Any, qtbot: QtBot, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    shown.run(f"void fetch('{address}').then(() => window.got = 'answer', () => window.got = 'failed')")
    qtbot.waitUntil(lambda: shown.run("window.got ?? null") is not None)
    assert shown.run("window.got") == "failed"
    shown.run(f"void (location.href = '{address}')")
    shown.run("void window.open('app://map/')")
    assert shown.paint().tiles > 0
    assert shown.view.url().toString() == "app://map/"
    assert "Refused to connect" in caplog.text or "violates" in caplog.text


def test_page_without_a_bundle_is_refused(tmp_path: Path, resources: Resources, qapp: Any) -> None:
    with pytest.raises(InputError, match="build is missing"):
        SchemeHandler(Resources(tmp_path, resources.geodata), Payloads(), qapp)


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "is missing"), (b"", "cannot be read"), (b"x" * 99, "PMTiles")]
)
def test_base_map_must_be_one(
    tmp_path: Path, resources: Resources, qapp: Any, content: bytes | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / "basemap.pmtiles").write_bytes(content)
    with pytest.raises(InputError, match=reason):
        SchemeHandler(Resources(resources.assets, tmp_path), Payloads(), qapp)


def test_payloads_keep_the_last_few() -> None:
    payloads = Payloads()
    addresses = [payloads.publish("features", bytes([number])) for number in range(5)]
    revisions = [int(address.rsplit("/", 1)[1]) for address in addresses]
    kept = [payloads.get("features", revision) for revision in revisions]
    assert kept == [None, None, None, b"\x03", b"\x04"]
    assert payloads.get("other", revisions[-1]) is None
