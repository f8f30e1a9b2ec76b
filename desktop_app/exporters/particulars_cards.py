"""Cards of a vessel's dimensions and of the points of her deadweight scale; the rows her own card shows."""

from collections.abc import Iterable

from desktop_app.domain.vessel import Particulars, ScalePoint, Vessel
from desktop_app.exporters import wording
from desktop_app.exporters.card import Card, Link, Row, Section, finish, present
from desktop_app.exporters.things import thing, vessel_link, vessel_words
from desktop_app.storage.case_store import CaseStore


def particulars_card(store: CaseStore, ident: str) -> Card | None:
    """Dimensions and tank capacity of a ship after one source."""
    row = thing(store, Particulars, f"particulars:{ident}")
    if row is None:
        return None
    section = Section(
        "",
        present(
            ("Vessel", vessel_link(store, row.vessel_id)),
            ("Length between perpendiculars", _metres(row.length_m)),
            ("Breadth", _metres(row.beam_m)),
            ("Summer draught", _metres(row.draught_max_m)),
            ("Cargo tanks", None if row.capacity_m3 is None else f"{wording.number(row.capacity_m3)} m³"),
        ),
        (row.note,) if row.note else (),
    )
    title = vessel_words(store, row.vessel_id)
    return finish(
        store, f"particulars:{ident}", title, "Particulars after one source", [section], row.citation
    )


def scale_point_card(store: CaseStore, ident: str) -> Card | None:
    """What a ship carries at one draught, with the rest of her scale."""
    row = thing(store, ScalePoint, f"scale_point:{ident}")
    if row is None:
        return None
    vessel = thing(store, Vessel, f"vessel:{row.vessel_id}")
    section = Section(
        "",
        present(
            ("Vessel", vessel_link(store, row.vessel_id)),
            ("Draught", _metres(row.draught_m)),
            ("Aboard", f"{wording.number(row.deadweight_t)} t of cargo, fuel, water and stores"),
            (
                "Deadweight",
                f"{wording.number(vessel.dwt_t)} t" if vessel is not None and vessel.dwt_t else None,
            ),
        ),
    )
    others = [point for point in store.record.deadweight_scale if point.vessel_id == row.vessel_id]
    title = f"{vessel_words(store, row.vessel_id)} at {row.draught_m:g} m"
    return finish(
        store,
        f"scale_point:{ident}",
        title,
        "Point of a deadweight scale",
        [section, scale_section(others)],
        row.citation,
        [point.citation for point in others],
    )


def particulars_section(rows: Iterable[Particulars]) -> Section | None:
    """Dimensions as the vessel's card tells them, a row for each source; None where none is documented."""
    told = tuple(
        Row("", Link(particulars_words(row), f"particulars:{row.id}"), row.citation.source_ids)
        for row in rows
    )
    return Section("Dimensions and tanks", told) if told else None


def scale_section(points: Iterable[ScalePoint]) -> Section | None:
    """The deadweight scale from light to deep; None where none is documented."""
    told = tuple(
        Row(
            f"{point.draught_m:g} m",
            Link(f"{wording.number(point.deadweight_t)} t aboard", f"scale_point:{point.id}"),
            point.citation.source_ids,
        )
        for point in sorted(points, key=lambda point: (point.draught_m, point.id))
    )
    return Section("Deadweight scale", told) if told else None


def particulars_words(row: Particulars) -> str:
    """Dimensions in one line: "105 m long, 16.5 m broad, 6 m summer draught, 4,200 m³ in the cargo tanks"."""
    pairs = (
        (_metres(row.length_m), "long"),
        (_metres(row.beam_m), "broad"),
        (_metres(row.draught_max_m), "summer draught"),
        (
            None if row.capacity_m3 is None else f"{wording.number(row.capacity_m3)} m³",
            "in the cargo tanks",
        ),
    )
    return ", ".join(f"{figure} {words}" for figure, words in pairs if figure) or "not documented"


def _metres(value: float | None) -> str | None:
    return None if value is None else f"{value:g} m"
