"""Ports, stations, companies and sources that rows name."""

from typing import TYPE_CHECKING

import numpy as np

from desktop_app.domain.imports import Check
from desktop_app.importers.tables.distinct import codes_of, spread
from desktop_app.importers.tables.matching.companies import CompanyMatcher
from desktop_app.importers.tables.matching.places import PlaceMatcher, port_matcher, station_matcher
from desktop_app.importers.tables.table_rows import NewThing
from desktop_app.importers.tables.work import NameMatch, TableWork

if TYPE_CHECKING:
    import polars as pl


def ports(work: TableWork, matcher: PlaceMatcher, field: str) -> tuple["pl.Series", "pl.Series"]:
    """Ports and terminals of a field; rows that name one the case does not have are refused."""
    return _places(work, matcher, field, "port")


def ports_of_case(work: TableWork) -> PlaceMatcher:
    """All of the case, to be asked for several fields."""
    return port_matcher(work.connection, work.resources)


def stations_of_case(work: TableWork) -> PlaceMatcher:
    """All of the case."""
    return station_matcher(work.connection, work.resources)


def stations(work: TableWork, matcher: PlaceMatcher, field: str) -> "pl.Series":
    """Stations of a field; rows that name one the case does not have are refused."""
    return _places(work, matcher, field, "station")[0]


def _places(work: TableWork, matcher: PlaceMatcher, field: str, kind: str) -> tuple["pl.Series", "pl.Series"]:
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    texts = work.words(field)
    different, codes = codes_of(texts)
    counts = np.bincount(codes, minlength=len(different))
    ports: list[str | None] = []
    parts: list[str | None] = []
    reasons: list[str | None] = []
    for text, rows in zip(different.to_list(), counts.tolist(), strict=True):
        if text is None:
            ports.append(None)
            parts.append(None)
            reasons.append(None)
            continue
        match = matcher.match(text)
        ports.append(match.port_id or None)
        parts.append(match.terminal_id or None)
        reasons.append(match.reason or None)
        found = match.terminal_id or match.port_id
        candidates = tuple((one, matcher.names[one]) for one in match.candidates)
        how = match.reason or "name, code or position"
        work.matches.append(NameMatch(kind, text, found, matcher.names.get(found, ""), how, candidates, rows))
    told = spread(reasons, codes, pl.String)
    meant = [part or port for part, port in zip(parts, ports, strict=True)]
    names = [None if one is None else matcher.names[one] for one in meant]
    work.shown[field] = lambda: spread(names, codes, pl.String)
    work.findings.reject(
        told.is_not_null().to_numpy(), told, column=work.table.column_of(field), values=texts
    )
    return spread(ports, codes, pl.String), spread(parts, codes, pl.String)


def companies(work: TableWork, matcher: CompanyMatcher, field: str) -> "pl.Series":
    """Ids of the companies of a field; one that the case does not have is new."""
    import polars as pl  # noqa: PLC0415 - as above

    texts = work.words(field)
    different, codes = codes_of(texts)
    counts = np.bincount(codes, minlength=len(different))
    ids: list[str | None] = []
    several: list[str | None] = []
    for place, (text, rows) in enumerate(zip(different.to_list(), counts.tolist(), strict=True)):
        if text is None:
            ids.append(None)
            several.append(None)
            continue
        match = matcher.match(text)
        ids.append(match.company_id or None)
        names = ", ".join(matcher.names[one] for one in match.candidates)
        fits = len(match.candidates) > 1
        several.append(f"“{text}” fits several companies of the case: {names}" if fits else None)
        if match.new:
            cells = {"name": text, "role": f"named in {work.table.file}"}
            work.new_things.append(NewThing("company", match.company_id, cells, codes, place))
        candidates = tuple((one, matcher.names[one]) for one in match.candidates)
        how = "new" if match.new else "name"
        found = match.company_id
        work.matches.append(
            NameMatch("company", text, found, matcher.names.get(found, ""), how, candidates, rows)
        )
    reasons = spread(several, codes, pl.String)
    work.findings.doubt(
        reasons.is_not_null().to_numpy(),
        Check.AMBIGUOUS,
        reasons,
        column=work.table.column_of(field),
        values=texts,
    )
    return spread(ids, codes, pl.String)
