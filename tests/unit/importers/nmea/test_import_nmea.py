"""A log of a receiver taken into a case: tracks, identities, counts, and nothing anew the second time."""

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path

import pytest

from desktop_app.domain.imports import Counts, ImportRun
from desktop_app.importers.importing import ImportOrder, SourceChoice
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.reports import report_lines
from desktop_app.importers.running import run_imports
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import create_empty

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
T = 1_412_524_603


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseStore]:
    path = tmp_path / "case.gpkg"
    create_empty(path, title="Nothing yet", who="Kim", now=NOW)
    store = CaseStore.open(path)
    yield store
    store.close()


def take(case: CaseStore, resources: Resources, path: Path) -> ImportRun:
    order = ImportOrder(InputFile(path, "", path.name), "nmea", SourceChoice())
    return run_imports(case, [order], "Kim", resources, Feedback(), lambda _: None, NOW).runs[0]


def sentence(payload: str, head: str = "AIVDM,1,1,,A", fill: int = 0) -> str:
    body = f"{head},{payload},{fill}"
    return f"!{body}*{reduce(lambda value, char: value ^ ord(char), body, 0):02X}"


LOG = "\n".join(
    (
        "# a receiver in a harbour hotel",
        f"{sentence('33A0iB100118tfLO:FjPFR?:1P00')},{T}",
        f"{sentence('33A0iB100118tfLO:FjPFR?:1P00')},{T}",
        sentence("53A0iB02=o?4uPi7:20huAE>222222222222221I9H<676SB0;BhC2CR", "AIVDM,2,1,7,A"),
        f"{sentence('AlPA88888888880', 'AIVDM,2,2,7,A', 2)},{T + 60}",
        "$GPGSV,2,1,8,13,11,262,37*00",
        sentence(":3A0iB0v>VW8", fill=2),
        sentence("33A0iB100118tfLO:FjPFR?:1P00"),
        "rubbish",
    )
)


def test_a_log_becomes_a_track_and_an_identity_and_is_known_again(
    case: CaseStore, resources: Resources, tmp_path: Path
) -> None:
    path = tmp_path / "hotel.log.gz"
    path.write_bytes(gzip.compress(LOG.encode(), mtime=0))
    run = take(case, resources, path)
    assert run.counts == Counts(read=8, accepted=1, merged=3, rejected=4)
    (track,) = case.record.tracks
    fixes = case.fixes(track.id)
    assert (fixes.t_s.tolist(), track.mmsi) == ([T], "219165000")
    names = {(one.name, one.flag, one.mmsi) for one in case.record.identities}
    assert names == {("LOTUS", "DK", "219165000")}
    reasons = [(line.first_line, line.reason) for line in report_lines(case, run)]
    assert (8, "no time: neither the sentence nor the lines before it tell one") in reasons
    assert (9, "no sentence of NMEA 0183") in reasons
    assert (6, "1 sentence of other instruments") in reasons
    assert (7, "1 message of type 10: neither a position nor of a ship") in reasons
    again = take(case, resources, path)
    assert again.counts == Counts(read=8, unchanged=2, merged=2, rejected=4)
    case.undo("Kim")
    assert case.record.tracks == ()
