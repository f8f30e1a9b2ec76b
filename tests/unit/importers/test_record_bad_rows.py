"""Each thing that can be wrong in a record gives one sentence with file, line or feature, and reason."""

import copy
import json
from pathlib import Path

import pytest

from desktop_app.importers.record import read_record
from desktop_app.runtime.errors import InputError

# file, text that is replaced, text that takes its place, where, reason
CASES = [
    # tables
    ("vessels.csv", "id,name,", "id,nome,", "line 1", "the column “nome” is unknown"),
    ("vessels.csv", "id,name,imo_number,", "id,name,", "line 1", "the column “imo_number” is missing"),
    ("vessels.csv", "id,name,", "name,id,", "line 1", "the columns must stand in the order id, name"),
    ("vessels.csv", "beta,BETA,,", "beta,BETA,", "line 3", "has 11 cells, 12 are needed"),
    ("vessels.csv", "beta,BETA", "beta, BETA", "line 3", "name has blanks around its text"),
    ("vessels.csv", "BETA", '"BE"TA', "line 3", "is not CSV"),
    ("vessels.csv", "BETA", "B" * 140_000, "line 3", "is not CSV (field larger than field limit"),
    (
        "vessels.csv",
        ",Number not known.",
        ',"Number not known.',
        "line 3",
        "is not CSV (unexpected end of data",
    ),
    # ids and references
    ("vessels.csv", "beta,BETA", "alpha,BETA", "line 3", "id “alpha” is used before, in"),
    ("vessels.csv", "beta,BETA", "S1,BETA", "line 3", "id “S1” is used before, in"),
    ("vessels.csv", "beta,BETA", ",BETA", "line 3", "id is empty"),
    ("vessels.csv", "beta,BETA", "be ta,BETA", "line 3", "id “be ta” holds more than letters"),
    (
        "listings.csv",
        "alpha,UN",
        "gamma,UN",
        "line 2",
        "vessel_id names “gamma”, but there is no such vessel",
    ),
    ("calls.csv", "call-1,alpha,1,north", "call-1,alpha,1,nowhere", "line 2", "no such port"),
    (
        "calls.csv",
        "call-1,alpha",
        "call-1,north",
        "line 2",
        "vessel_id names “north”, but there is no such vessel",
    ),
    ("voyages.csv", "call-2", "call-9", "line 3", "call_ids names “call-9”, but there is no such call"),
    ("voyages.csv", ",route-1,", ",route-9,", "line 2", "no such route"),
    (
        "contradictions.csv",
        "voyage-1",
        "voyage-9",
        "line 2",
        "refers_to names “voyage-9”, but there is no such row",
    ),
    ("observations.csv", ",north,", ",,", "line 2", "port_id is empty"),
    # sources and grades
    (
        "claims.csv",
        "share,exactly,0.9,0.9,sea,load,,,,,,S1,",
        "share,exactly,0.9,0.9,sea,load,,,,,,,",
        "line 3",
        "names no source",
    ),
    (
        "claims.csv",
        "cargo,2024-01-01,2024-12-31,year,no,,S1",
        "cargo,2024-01-01,2024-12-31,year,no,,S9",
        "line 2",
        "source_ids names “S9”, but there is no such source",
    ),
    ("vessels.csv", "S1;S2", "S1;", "line 3", "source_ids has an empty part"),
    (
        "vessels.csv",
        "S1;S2",
        "S1; S2",
        "line 3",
        "source_ids has an empty part or a blank beside a semicolon",
    ),
    ("vessels.csv", "S1;S2", "S2;S2", "line 3", "source_ids names something twice"),
    ("vessels.csv", "S1;S2,B", "S1;S2,C", "line 3", "grade is “C”, not one of A, B"),
    ("sources.csv", ",original,", ",rumour,", "line 2", "kind is “rumour”, not one of original, copy"),
    ("sources.csv", "https://", "ftp://", "line 2", "url is no http or https address"),
    # vessels
    (
        "vessels.csv",
        "9074729",
        "9074728",
        "line 2",
        "IMO 9074728 is not seven digits with a right check digit",
    ),
    ("vessels.csv", "beta,BETA,", "beta,BETA,9074729", "line 3", "IMO 9074729 is the number of ALPHA too"),
    ("vessels.csv", ",1000,", ",-1000,", "line 2", "dwt_t is -1000, below zero"),
    ("vessels.csv", ",1000,", ",nan,", "line 2", "dwt_t is “nan”, not a plain decimal number"),
    ("vessels.csv", ",1000,", ",1e3,", "line 2", "dwt_t is “1e3”, not a plain decimal number"),
    ("vessels.csv", ",1990,", ",1990.5,", "line 2", "built is 1990.5, not a whole number"),
    ("vessels.csv", ",yes,", ",true,", "line 2", "in_trade is “true”, not yes or no"),
    ("listings.csv", ",UN,", ",XX,", "line 2", "authority is XX, not one of UN, EU, US, UK"),
    (
        "listings.csv",
        "2018-03-30",
        "30.03.2018",
        "line 2",
        "listed_on is “30.03.2018”, not a date like 2024-03-07",
    ),
    # times
    ("calls.csv", "2024-03-22", "2024-13-40", "line 3", "end is 2024-13-40, a day that does not exist"),
    ("calls.csv", "2024-03-22", "2024-02-30", "line 3", "end is 2024-02-30, a day that does not exist"),
    ("calls.csv", "2024-03-22", "20240322", "line 3", "end is “20240322”, not a date like"),
    ("calls.csv", "2024-03-22", "2024-03-01", "line 3", "end 2024-03-01 lies before start 2024-03-07"),
    ("calls.csv", "2024-03-22", "", "line 3", "end is empty"),
    (
        "calls.csv",
        ",window,",
        ",fortnight,",
        "line 3",
        "precision is “fortnight”, not one of instant, interval, day",
    ),
    ("calls.csv", ",window,", ",day,", "line 3", "2024-03-07 to 2024-03-22 is not one day"),
    ("calls.csv", ",window,no", ",window,perhaps", "line 3", "approximate is “perhaps”, not yes or no"),
    ("notified.csv", "2024-01-31", "2024-01-30", "line 2", "2024-01-01 to 2024-01-30 is not one whole month"),
    ("notified.csv", "2024-01-01,2024-01-31", "2024-01-01,2024-02-29", "line 2", "is not one whole month"),
    ("claims.csv", "2024-12-31", "2024-12-30", "line 2", "is not one whole year"),
    ("payments.csv", "2024-02-22T15:34Z,2024", "2024-02-22T15:33Z,2024", "line 2", "is not one instant"),
    (
        "payments.csv",
        "2024-02-22T15:34Z,2024",
        "2024-02-22T25:34Z,2024",
        "line 2",
        "a time that does not exist",
    ),
    ("payments.csv", "2024-02-22T15:34Z,2024", "2024-02-22T15:34,2024", "line 2", "not a date like"),
    ("claims.csv", "sea,load,,", "sea,load,2024-01-01,", "line 3", "precision is empty"),
    # movements
    ("calls.csv", "call-2,,3,", "call-2,beta,3,", "line 3", "names one vessel for 3 ships"),
    ("calls.csv", "call-2,,3,", "call-2,,0,", "line 3", "ships is 0, not a whole number of one or more"),
    ("calls.csv", ",load,", ",bunker,", "line 2", "activity is “bunker”, not one of load, discharge"),
    (
        "calls.csv",
        "image;ais",
        "image;radar",
        "line 2",
        "how_known is “radar”, not one of image, ais, report",
    ),
    ("calls.csv", "image;ais", "", "line 2", "how_known is empty"),
    ("calls.csv", "Loads.", "", "line 2", "summary is empty"),
    (
        "voyages.csv",
        "voyage-1,voyage,alpha,,",
        "voyage-1,voyage,alpha,a label,",
        "line 2",
        "needs either a vessel_id or a label",
    ),
    (
        "voyages.csv",
        "voyage-1,voyage,alpha,",
        "voyage-1,voyage,beta,",
        "line 2",
        "call-1 is about another vessel",
    ),
    (
        "voyages.csv",
        "voyage-1,voyage,alpha,,1,",
        "voyage-1,voyage,alpha,,2,",
        "line 2",
        "names one vessel for 2 ships",
    ),
    (
        "voyages.csv",
        "counted elsewhere",
        "",
        "line 3",
        "needs not_counted_why if, and only if, it is not counted",
    ),
    (
        "voyages.csv",
        "voyage-1,voyage,",
        "voyage-1,sighting,",
        "line 2",
        "a sighting is no call and cannot be counted",
    ),
    ("voyages.csv", ",reported,", ",unknown,", "line 2", "to_basis unknown does not fit the destination"),
    (
        "voyages.csv",
        "north,south,,",
        "north,south,the sea,",
        "line 2",
        "to_port_id and to_place exclude each other",
    ),
    ("voyages.csv", "voyage-2,call,", "voyage-2,voyage,", "line 3", "a voyage needs a destination"),
    ("voyages.csv", ",north,south,,", ",south,north,,", "line 2", "route route-1 runs between other ports"),
    # statements
    ("claims.csv", "1000,2000", "2000,1000", "line 2", "high 1000 lies below low 2000"),
    ("claims.csv", ",about,", ",roughly,", "line 2", "qualifier is “roughly”, not one of"),
    ("notified.csv", ",RU,", ",US,", "line 2", "exporter is US, not one of RU, CN, RU+CN, all"),
    ("notified.csv", "15279", "", "line 2", "has neither volume_bbl nor mass_t"),
    ("rules.csv", "500000,bbl", "500000,", "line 2", "limit, unit and period stand together or not at all"),
    ("factors.csv", "7.23", "0", "line 2", "bbl_per_t is zero"),
    (
        "observations.csv",
        ",cloud,",
        ",fog,",
        "line 2",
        "visibility is “fog”, not one of clear, cloud, no image",
    ),
    # places
    ("ports.geojson", '"name_ru": "", ', "", "feature 1 (north)", "the property “name_ru” is missing"),
    ("ports.geojson", '"name_ru"', '"nom_ru"', "feature 1 (north)", "the property “nom_ru” is unknown"),
    ("ports.geojson", '"id": "pier"', '"id": 7', "feature 2", "has no id"),
    ("ports.geojson", "[133.0, 42.7]", "[133.0, 92.7]", "feature 1 (north)", "133, 92.7 lies off the globe"),
    ("ports.geojson", "[133.0, 42.7]", "[181, 42.7]", "feature 1 (north)", "181, 42.7 lies off the globe"),
    ("ports.geojson", "[133.0, 42.7]", "[133.0, 42.7, 5]", "feature 1 (north)", "a position has 3 numbers"),
    ("ports.geojson", "[133.0, 42.7]", "[133.0]", "feature 1 (north)", "the geometry is not valid"),
    ("ports.geojson", "[133.0, 42.7]", '["133", 42.7]', "feature 1 (north)", "the geometry is not valid"),
    ("ports.geojson", "[133.0, 42.7]", "[1e999, 42.7]", "feature 1 (north)", "inf, 42.7 lies off the globe"),
    ("ports.geojson", "[133.0, 42.7]", "{}", "feature 1 (north)", "the geometry is not valid"),
    (
        "ports.geojson",
        '{"type": "Point", "coordinates": [133.0, 42.7]}',
        "5",
        "feature 1 (north)",
        "is neither a Point, a LineString, a Polygon nor null",
    ),
    (
        "ports.geojson",
        '{"type": "Point", "coordinates": [133.0, 42.7]}',
        "null",
        "feature 1 (north)",
        "a position needs position_accuracy_m",
    ),
    (
        "ports.geojson",
        '"type": "Feature", "id": "pier"',
        '"type": "Thing", "id": "pier"',
        "feature 2",
        "is not a GeoJSON Feature",
    ),
    (
        "ports.geojson",
        '"country": "RU"',
        '"country": "XX"',
        "feature 1 (north)",
        "country is XX, not one of KP, RU",
    ),
    (
        "ports.geojson",
        '"role": "loading"',
        '"role": "harbour"',
        "feature 1 (north)",
        "role is “harbour”, not one of",
    ),
    ("ports.geojson", '"parent_id": "north"', '"parent_id": "south"', "feature 2 (pier)", "no such port"),
    ("ports.geojson", '"note": ""', '"note": ["a"]', "feature 1 (north)", "note is neither text, number"),
    ("ports.geojson", '"name_en": "North"', '"name_en": " North"', "feature 1 (north)", "name_en has blanks"),
    (
        "ports.geojson",
        '{"type": "Point", "coordinates": [133.0, 42.7]}',
        '{"type": "LineString", "coordinates": [[133.0, 42.7], [133.1, 42.7]]}',
        "feature 1 (north)",
        "a port is a Point or a Polygon, not a line",
    ),
    (
        "ports.geojson",
        '{"type": "Point", "coordinates": [133.0, 42.7]}',
        (
            '{"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 0]], '
            "[[1, 1], [2, 1], [2, 2], [1, 1]]]}"
        ),
        "feature 1 (north)",
        "the polygon has a hole",
    ),
    ("ports.geojson", '"kind": "port"', '"kind": "quay"', "feature 1 (north)", "kind is “quay”, not one of"),
    ("ports.geojson", '"kind": "port"', '"kind": "pier"', "feature 1 (north)", "a port has no parent_id"),
    (
        "ports.geojson",
        '"accuracy_class": "town"',
        '"accuracy_class": "100 m"',
        "feature 1 (north)",
        "accuracy_class does not fit 2000 metres",
    ),
    (
        "ports.geojson",
        '"accuracy_class": ""',
        '"accuracy_class": "1 km"',
        "feature 2 (pier)",
        "accuracy_class does not fit no metres",
    ),
    ("berth_points.csv", ",north,", ",west,", "line 2", "port_id names “west”, but there is no such port"),
    ("berth_points.csv", ",north,", ",,", "line 2", "port_id is empty"),
    ("berth_points.csv", ",42.69,", ",92.69,", "line 2", "133.01, 92.69 lies off the globe"),
    ("berth_points.csv", ",500,", ",near,", "line 2", "accuracy_m is “near”, not a plain decimal number"),
    (
        "rail.geojson",
        '"kind": "line"',
        '"kind": "tunnel"',
        "feature 1 (line)",
        "kind is tunnel, not one of line, segment, station, bridge",
    ),
    ("rail.geojson", '"line_id": "line"', '"line_id": "lane"', "feature 2 (line-01)", "no such rail line"),
    ("rail.geojson", '"kind": "segment"', '"kind": "station"', "feature 2 (line-01)", "gauge is not for a"),
    ("rail.geojson", '"gauge": "1520"', '"gauge": "1000"', "feature 2 (line-01)", "gauge is “1000”, not one"),
    (
        "rail.geojson",
        '"order": 1',
        '"order": 2',
        "feature 3 (stop)",
        "order is 2, the next station is number 1",
    ),
    ("rail.geojson", '"order": null', '"order": 3', "feature 1 (line)", "order is not for a line"),
    (
        "rail.geojson",
        '"basis": "documented"',
        '"basis": "unknown"',
        "feature 3 (stop)",
        "position, accuracy_km and basis do not go together",
    ),
    (
        "rail.geojson",
        "[[130.6, 42.4], [130.3, 42.2]]",
        "[[130.6, 42.4]]",
        "feature 2 (line-01)",
        "the geometry is not valid",
    ),
    ("rail_posts.csv", ",10,", ",0,", "line 2", "km is 0, not a whole number of one or more"),
    ("rail_posts.csv", ",line,", ",,", "line 2", "line_id is empty"),
    (
        "sightings.geojson",
        '"accuracy_km": 20',
        '"accuracy_km": null',
        "feature 1 (seen-1)",
        "a position needs accuracy_km",
    ),
    (
        "sightings.geojson",
        '"vessel_id": "alpha"',
        '"vessel_id": ""',
        "feature 1 (seen-1)",
        "vessel_id is empty",
    ),
    (
        "routes.geojson",
        '"from_port_id": "north"',
        '"from_port_id": ""',
        "feature 1 (route-1)",
        "from_port_id is empty",
    ),
    # assumptions
    ("parameters.csv", ",1,1.8,3,", ",2,1.8,3,", "line 2", "low, best and high are not in order"),
    ("parameters.csv", ",1,1.8,3,", ",1,1.8,61,", "line 2", "stay_days is not between 0.1 and 60"),
    ("parameters.csv", ",1,1.8,3,", ",1,,3,", "line 2", "best is empty"),
    ("scenario_values.csv", ",0.5,0.5,1,", ",0.5,0.4,1,", "line 2", "low, best and high are not in order"),
    ("scenario_values.csv", ",0.5,0.5,1,", ",0,0.5,1,", "line 2", "stay_days is not between 0.1 and 60"),
    ("scenario_values.csv", ",stay_days,", ",stay,", "line 2", "but there is no such parameter"),
    ("scenario_values.csv", ",scenario-1,", ",scenario-2,", "line 2", "but there is no such scenario"),
    (
        "scenario_values.csv",
        "1,,S2,A\n",
        "1,,S2,A\nsecond,scenario-1,stay_days,2,2,2,,S2,A\n",
        "line 3",
        "scenario-1-stay_days gives this scenario another value of the same parameter",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "where", "reason"), CASES)
def test_one_sentence(small_record: Path, name: str, old: str, new: str, where: str, reason: str) -> None:
    path = small_record / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_record(small_record)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}, {where}: ")
    assert reason in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 400


@pytest.mark.parametrize("name", ["voyages.csv", "observations.csv", "berth_points.csv", "ports.geojson"])
def test_only_a_call_may_name_a_part_of_a_port(small_record: Path, name: str) -> None:
    path = small_record / name
    text = path.read_text(encoding="utf-8")
    if name == "ports.geojson":
        changed = text.replace('"id": "south"', '"id": "tank"').replace("South", "Tank")
        head, tail = changed.rsplit('"kind": "port"', 1)
        changed = head + '"kind": "tanks"' + tail.replace('"parent_id": ""', '"parent_id": "pier"')
    else:
        changed = text.replace(",north,", ",pier,", 1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(InputError, match="names “pier”, but there is no such port"):
        read_record(small_record)


def test_payers_and_payees_are_companies_where_the_names_are_equal(small_record: Path) -> None:
    path = small_record / "payments.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",Payer,", ",Company,"), encoding="utf-8")
    (payment,) = read_record(small_record).payments
    assert (payment.payer_id, payment.payee_id) == ("company-1", "")


def test_stretches_of_a_line_join(small_record: Path) -> None:
    path = small_record / "rail.geojson"
    collection = json.loads(path.read_text(encoding="utf-8"))
    line, stretch, stop = collection["features"]
    far = copy.deepcopy(stretch) | {"id": "line-02"}
    for features, reason in (
        ([line, stretch, far, stop], "the stretch line-02 does not begin where line-01 ends"),
        ([line], "the line has no stretch"),
    ):
        text = json.dumps(collection | {"features": features})
        path.write_text(f"{text}\n", encoding="utf-8")
        with pytest.raises(InputError, match=reason):
            read_record(small_record)


def test_a_call_belongs_to_one_voyage(small_record: Path) -> None:
    path = small_record / "voyages.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1].replace("voyage-1", "voyage-3")]) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"line 4: call-1 belongs to voyage voyage-1 already\.$"):
        read_record(small_record)


def test_a_line_number_counts_lines_inside_quotes(small_record: Path) -> None:
    path = small_record / "vessels.csv"
    text = path.read_text(encoding="utf-8").replace("Owner", '"Owner\nand\nson"').replace(",B\n", ",C\n")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="line 5: grade is “C”"):
        read_record(small_record)
