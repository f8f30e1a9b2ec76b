"""Cards of railway lines and stations; distances are published ones, never measured on the map."""

from desktop_app.domain.railway import Gauge, RailLine, Station, StationBasis, StationKind
from desktop_app.exporters import wording
from desktop_app.exporters.card import (
    GRADE_B,
    LISTED,
    Card,
    Link,
    Row,
    Section,
    citations_of,
    finish,
    listed,
    present,
)
from desktop_app.exporters.list_rows import disagreement
from desktop_app.exporters.place_cards import name_rows, position_text
from desktop_app.exporters.things import link_to, links_to, thing
from desktop_app.query.related import Related
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

_BASES = {
    StationBasis.DOCUMENTED: "given in a document",
    StationBasis.JUNCTION: "the junction of a branch line in the map data",
    StationBasis.VILLAGE: "the settlement of its name beside the line",
    StationBasis.PORT: "the port that it serves",
    StationBasis.ALONG: "computed: put on the drawn line by its published kilometre",
    StationBasis.UNKNOWN: "not documented, so not drawn",
}
_SHORT_BASES = {
    StationBasis.DOCUMENTED: "documented",
    StationBasis.JUNCTION: "by its junction",
    StationBasis.VILLAGE: "by its village",
    StationBasis.PORT: "by its port",
    StationBasis.ALONG: "computed",
    StationBasis.UNKNOWN: "position unknown",
}
_GAUGES = {
    Gauge.BROAD: f"1{wording.THIN_SPACE}520 mm",
    Gauge.DUAL: f"1{wording.THIN_SPACE}520 and 1{wording.THIN_SPACE}435 mm, four rails",
}
# Up to here a stretch is drawn solid.
_CLOSE_KM = 0.2


def station_card(store: CaseStore, ident: str, feedback: Feedback | None = None) -> Card | None:
    """A railway station or the bridge: where it is, how exactly, and from what that is known."""
    station = thing(store, Station, f"station:{ident}")
    if station is None:
        return None
    graded = station.citation.grade is not None and (station.names.ru or station.names.ko)
    native = f"Russian and Korean names: {GRADE_B}." if graded else ""
    related = Related(store, feedback, LISTED).consignments_of_station(ident)
    section = Section(
        "",
        (
            *name_rows(station.names),
            *present(
                ("Line", link_to(store, f"rail:{station.line_id}")),
                ("Order", f"{station.order} of {len(store.record.stations)} along the line"),
                ("Kilometre", _kilometre(station)),
                ("Distance", station.distance),
                ("Opened", wording.day(station.opened) if station.opened else None),
                ("Length", " or ".join(f"{length:g} m" for length in station.lengths_m)),
                ("Position", position_text(station.position)),
                ("Accuracy", _accuracy(station)),
                ("From", _BASES[station.basis]),
            ),
        ),
        tuple(text for text in (station.note, native) if text),
    )
    disputes = [row for row in store.record.contradictions if station.id in row.refers_to]
    kind = "Railway bridge" if station.kind is StationKind.BRIDGE else "Railway station"
    sections = [
        section,
        listed(
            "Rail consignments",
            (Row("", link) for link in links_to(store, "consignment", related.ids)),
            related.total,
        )
        if related.ids
        else None,
        disagreement(disputes),
    ]
    rests = citations_of(disputes)
    key = f"station:{ident}"
    return finish(store, key, station.names.en, kind, sections, station.citation, rests)


def _kilometre(station: Station) -> str | None:
    if station.km is None:
        return None
    if station.km < 0:
        return f"{-station.km:g} km before Baranovsky (published lengths subtracted)"
    return f"{station.km:g} km from Baranovsky (published)"


def _accuracy(station: Station) -> str | None:
    return None if station.accuracy_km is None else f"±{station.accuracy_km:g} km"


def rail_card(store: CaseStore, ident: str) -> Card | None:
    """A railway line with its published length, how exactly it is drawn, and every station in order."""
    record = store.record
    line = thing(store, RailLine, f"rail:{ident}")
    if line is None:
        return None
    gauges = dict.fromkeys(segment.gauge for segment in line.segments)
    section = Section(
        "",
        (
            *name_rows(line.names),
            *present(
                (
                    "Length",
                    f"{line.published_km:g} km (published)" if line.published_km else "not documented",
                ),
                ("Gauge", ", ".join(_GAUGES[gauge] for gauge in gauges)),
                ("Drawn", _drawn(line)),
                ("Posts", _posts(store, line)),
            ),
        ),
        (line.note,) if line.note else (),
    )
    stations = Section(
        "All stations, Ussuriysk to Rajin port",
        tuple(
            Row(
                "",
                (
                    f"{station.order}  ",
                    Link(station.names.en, f"station:{station.id}"),
                    f": {_listed(station)}",
                ),
                station.citation.source_ids,
            )
            for station in record.stations
        ),
    )
    disputes = [row for row in record.contradictions if line.id in row.refers_to]
    sections = [section, stations, disagreement(disputes)]
    rests = citations_of(record.stations, disputes)
    return finish(store, f"rail:{ident}", line.names.en, "Railway", sections, line.citation, rests)


def _drawn(line: RailLine) -> str:
    """How many stretches are close and how far the others can be off."""
    loose = [segment.accuracy_km for segment in line.segments if segment.accuracy_km > _CLOSE_KM]
    if not loose:
        return f"±{_CLOSE_KM:g} km"
    close = len(line.segments) - len(loose)
    text = f"{len(loose)} stretches schematic, ±{min(loose):.2g} to ±{max(loose):.0f} km"
    return f"{text}; {close} within ±{_CLOSE_KM:g} km" if close else text


def _posts(store: CaseStore, line: RailLine) -> str | None:
    reach = [post.accuracy_km for post in store.record.kilometre_posts if post.line_id == line.id]
    if not reach:
        return None
    return f"every 5 km, computed from published kilometres, ±{min(reach):.0f} to ±{max(reach):.0f} km"


def _listed(station: Station) -> str:
    km = ""
    if station.km is not None:
        km = f"km {station.km:g}" if station.km >= 0 else f"{-station.km:g} km before Baranovsky"
    accuracy = _accuracy(station) or ""
    return ", ".join(
        filter(None, (km, station.distance, f"{_SHORT_BASES[station.basis]} {accuracy}".strip()))
    )
