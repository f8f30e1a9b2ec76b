"""A record folder as one checked value."""

from pathlib import Path

from desktop_app.domain.record import Record
from desktop_app.importers.record.assumptions import (
    read_parameters,
    read_scenario_values,
    read_scenarios,
)
from desktop_app.importers.record.context import (
    read_companies,
    read_contradictions,
    read_observations,
    read_public_events,
)
from desktop_app.importers.record.header import read_header
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.movements import read_calls, read_routes, read_sightings
from desktop_app.importers.record.places import read_berth_points, read_ports
from desktop_app.importers.record.railway import read_kilometre_posts, read_rail
from desktop_app.importers.record.sources import read_sources
from desktop_app.importers.record.statements import (
    read_claims,
    read_factors,
    read_notified,
    read_payments,
    read_rules,
)
from desktop_app.importers.record.vessels import read_listings, read_vessels
from desktop_app.importers.record.voyages import read_voyages
from desktop_app.runtime.errors import InputError


def read_record(folder: Path) -> Record:
    """Read and check a record folder, in an order in which every reference points back.

    Raises:
        InputError: the first thing that is wrong, with file, line or feature, and reason.
    """
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "does not exist"
        raise InputError(f"{folder}: {what}, a record is a folder of CSV and GeoJSON files.")
    ids = Ids()
    header = read_header(folder / "record.toml")
    sources = read_sources(folder / "sources.csv", ids)
    vessels = read_vessels(folder / "vessels.csv", ids)
    listings = read_listings(folder / "listings.csv", ids)
    ports = read_ports(folder / "ports.geojson", ids)
    berth_points = read_berth_points(folder / "berth_points.csv", ids)
    rail_lines, stations = read_rail(folder / "rail.geojson", ids)
    kilometre_posts = read_kilometre_posts(folder / "rail_posts.csv", ids)
    calls = read_calls(folder / "calls.csv", ids)
    sightings = read_sightings(folder / "sightings.geojson", ids)
    routes = read_routes(folder / "routes.geojson", ids)
    companies = read_companies(folder / "companies.csv", ids)
    return Record(
        title=header.title,
        description=header.description,
        as_of=header.as_of,
        synthetic=header.synthetic,
        sources=sources,
        vessels=vessels,
        listings=listings,
        ports=ports,
        berth_points=berth_points,
        rail_lines=rail_lines,
        stations=stations,
        kilometre_posts=kilometre_posts,
        calls=calls,
        sightings=sightings,
        voyages=read_voyages(folder / "voyages.csv", ids, calls, sightings, routes),
        routes=routes,
        claims=read_claims(folder / "claims.csv", ids),
        notified=read_notified(folder / "notified.csv", ids),
        rules=read_rules(folder / "rules.csv", ids),
        factors=read_factors(folder / "factors.csv", ids),
        payments=read_payments(folder / "payments.csv", ids, companies),
        companies=companies,
        public_events=read_public_events(folder / "public_events.csv", ids),
        observations=read_observations(folder / "observations.csv", ids),
        contradictions=read_contradictions(folder / "contradictions.csv", ids),
        parameters=read_parameters(folder / "parameters.csv", ids),
        scenarios=read_scenarios(folder / "scenarios.csv", ids),
        scenario_values=read_scenario_values(folder / "scenario_values.csv", ids),
    )
