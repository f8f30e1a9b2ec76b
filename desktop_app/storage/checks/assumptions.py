"""What volumes are reckoned from: parameters within their bounds, nothing given twice, scales that rise."""

import itertools
from collections.abc import Iterator

import apsw

from desktop_app.domain.assumption import BOUNDS, key_of
from desktop_app.domain.findings import Finding, Severity
from desktop_app.storage.row_words import capital, row_words


def bounds(connection: apsw.Connection) -> Iterator[Finding]:
    """A value that the program reckons with lies where it can lie at all."""
    for table, named in (("parameter", "id"), ("scenario_value", "parameter_id")):
        sql = f"SELECT id, {named}, ifnull(low, best), best, ifnull(high, best) FROM {table}"  # noqa: S608 - constants
        for row_id, parameter_id, *values in connection.execute(sql):
            key = key_of(str(parameter_id))
            if key is None:
                continue
            least, most = BOUNDS[key]
            if not all(least <= value <= most for value in values if isinstance(value, int | float)):
                words = capital(row_words(connection, table, str(row_id)))
                yield Finding(
                    Severity.ERROR, table, str(row_id), f"{words} is not between {least:g} and {most:g}."
                )


def given_twice(connection: apsw.Connection) -> Iterator[Finding]:
    """Scenarios of one name, and two values of one scenario for one parameter: two copies were merged."""
    for row_id, name in connection.execute(
        "SELECT max(id), max(name) FROM scenario GROUP BY name HAVING count(*) > 1 ORDER BY 1"
    ):
        yield Finding(
            Severity.WARNING,
            "scenario",
            str(row_id),
            f"Two scenarios are called {name}; give one another name.",
        )
    for row_id, name, parameter in connection.execute(
        "SELECT min(v.id), max(s.name), max(p.name) FROM scenario_value AS v "
        "JOIN scenario AS s ON s.id = v.scenario_id JOIN parameter AS p ON p.id = v.parameter_id "
        "GROUP BY v.scenario_id, v.parameter_id HAVING count(*) > 1 ORDER BY 1"
    ):
        sentence = (
            f"The scenario {name} gives two values for {parameter}; the one whose id sorts last counts."
        )
        yield Finding(Severity.WARNING, "scenario_value", str(row_id), sentence)


def scales(connection: apsw.Connection) -> Iterator[Finding]:
    """A ship carries more the deeper she lies, and one load at one draught."""
    rows = connection.execute(
        "SELECT d.vessel_id, v.name, d.draught_m, d.deadweight_t, d.id FROM deadweight_scale AS d "
        "JOIN vessel AS v ON v.id = d.vessel_id ORDER BY d.vessel_id, d.draught_m, d.id"
    )
    for before, after in itertools.pairwise(rows):
        vessel_id, name, draught, aboard, row_id = after
        if vessel_id == before[0] and (draught == before[2] or aboard <= before[3]):
            reason = "has two loads" if draught == before[2] else "carries no more than at a lesser draught"
            sentence = f"The deadweight scale of {name} {reason} at {draught:g} m."
            yield Finding(Severity.WARNING, "deadweight_scale", str(row_id), sentence)
