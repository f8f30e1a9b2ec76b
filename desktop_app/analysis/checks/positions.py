"""Whether a position makes sense for what is said to lie there."""

from collections.abc import Callable

from desktop_app.analysis.checks.finding import Finding, note, warning
from desktop_app.domain.place import LonLat

IsLand = Callable[[float, float], bool | None]


def ship_position(
    field: str, position: LonLat, accuracy_km: float | None, is_land: IsLand
) -> tuple[Finding, ...]:
    """A ship lies on water; a position on land is a warning, because it may be known only roughly."""
    found = is_land(*position)
    if found is None:
        return (note(field, "The base map does not reach here, so nobody checked for land."),)
    if not found:
        return ()
    rough = f" within {accuracy_km:g} km of the real place" if accuracy_km else ""
    return (
        warning(
            field, f"This point lies on land by the base map. A ship’s position{rough} should lie at sea."
        ),
    )


def port_position(
    field: str, position: LonLat, is_land: IsLand, shore_km: float = 2.0
) -> tuple[Finding, ...]:
    """A port lies at the shore: land and water within `shore_km` to the four sides or at the point."""
    lon, lat = position
    # One degree of latitude is 111 km; of longitude three quarters of it at 42 degrees north.
    step = shore_km / 111.2
    around = [
        (lon, lat),
        (lon + step / 0.75, lat),
        (lon - step / 0.75, lat),
        (lon, lat + step),
        (lon, lat - step),
    ]
    found = {is_land(*point) for point in around}
    if None in found:
        return (note(field, "The base map does not reach here, so nobody checked for the shore."),)
    if len(found) > 1:
        return ()
    where = "inland" if found == {True} else "in open water"
    return (warning(field, f"This point lies {where}: no shore within {shore_km:g} km by the base map."),)
