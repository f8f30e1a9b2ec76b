"""Barrels by rail against plain arithmetic, and the same barrels wherever they are asked for."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.assumption import Assumptions, Key, Range, assumptions_of
from desktop_app.domain.load_model import LoadModel, Rung, product_factors
from desktop_app.domain.movement import Consignment
from desktop_app.domain.quantity import Estimate, NotEstimated, Quantity
from desktop_app.domain.range_words import THIN_SPACE
from desktop_app.domain.record import Record
from desktop_app.importers.training_case import training_record
from desktop_app.query.clauses import ChoiceClause, ClauseKind, Filter, VolumeClause
from desktop_app.query.engine import QueryEngine
from desktop_app.query.flow_query import flows
from desktop_app.query.rail_barrels import barrels_of, rail_volume
from desktop_app.query.rail_strata import rail_strata
from desktop_app.query.strata_query import strata
from desktop_app.query.volume_sources import volume_sources
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Question
from desktop_app.storage.case_store import CaseStore

RAIL_ALONE = Filter.of(ChoiceClause(ClauseKind.MODE, ("rail",)))
CHINA = "refined products notified by China"


@pytest.fixture(scope="module")
def made_up(reported: Record) -> Record:
    """The training case with consignments documented in every way, and in none."""
    record = training_record(reported)
    first = record.consignments[0]
    rows = [
        replace(first, id="bbl", quantity=Quantity(900, None, 1_100, "bbl"), wagons=7),
        replace(first, id="t", product="diesel", quantity=Quantity(90, 95, 110, "t"), wagons=None),
        replace(first, id="t-unknown", product="", quantity=Quantity(100, 100, 100, "t"), wagons=None),
        replace(first, id="t-no-factor", product="mazut", quantity=Quantity(100, None, 100, "t")),
        replace(first, id="wagons", product="Diesel", quantity=None, wagons=12),
        replace(first, id="in-wagons", product="", quantity=Quantity(4, 5, 6, "wagons"), wagons=None),
        replace(first, id="nothing", product="diesel", quantity=None, wagons=None),
    ]
    return replace(record, consignments=tuple(rows))


class Case:
    """Opened; a class of its own, since hypothesis writes down what a test is given."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.store = CaseStore.of_record(record)
        self.engine = QueryEngine(self.store)
        self.rows = {row.id: row for row in record.consignments}

    def volume(self, ident: str, assumptions: Assumptions | None = None) -> Estimate:
        """Of a row that has one."""
        found = rail_volume(self.store, self.rows[ident], assumptions or self.engine.assumptions)
        assert isinstance(found, Estimate), ident
        return found


@pytest.fixture(scope="module")
def case(made_up: Record) -> Iterator[Case]:
    opened = Case(made_up)
    yield opened
    opened.store.close()


def by_hand(row: Consignment, record: Record) -> tuple[float, float, float] | None:
    """The rule in its plainest form."""
    told = {parameter.id: parameter for parameter in record.parameters}
    each, assumed = told["wagon_t"], told["bbl_per_t"]
    quantity = row.quantity
    if quantity is None and row.wagons is None:
        return None
    unit = "wagons" if quantity is None else quantity.unit
    if quantity is None:
        ends = [float(row.wagons or 0)] * 3
    else:
        middle = (quantity.low + quantity.high) / 2
        ends = [quantity.low, middle if quantity.best is None else quantity.best, quantity.high]
    if unit == "bbl":
        return ends[0], ends[1], ends[2]
    cited = [one for one in record.factors if one.product.lower() == row.product.lower()]
    values = [one.bbl_per_t for one in cited]
    un_statistics = [one.bbl_per_t for one in cited if "UN Statistics" in one.authority]
    factor = [assumed.low or 0, assumed.best, assumed.high or 0]
    if values:
        best = un_statistics[0] if un_statistics else (min(values) + max(values)) / 2
        factor = [min(values), best, max(values)]
    weight = [each.low or 0, each.best, each.high or 0] if unit == "wagons" else [1.0, 1.0, 1.0]
    low, best, high = (a * b * c for a, b, c in zip(ends, weight, factor, strict=True))
    return low, best, high


@given(
    st.sampled_from(("bbl", "t", "wagons")),
    st.lists(st.integers(0, 10**6), min_size=3, max_size=3).map(sorted),
    st.sampled_from(("all three", "no best", "no quantity")),
    st.none() | st.integers(0, 200),
    st.sampled_from(("", "diesel", "Motor Gasoline", "mazut", CHINA)),
)
def test_every_way_to_document_a_consignment_gives_the_barrels_of_plain_arithmetic(
    case: Case, unit: str, ends: list[int], told: str, wagons: int | None, product: str
) -> None:
    low, best, high = (float(end) for end in ends)
    quantity = Quantity(low, None if told == "no best" else best, high, unit)
    row = replace(
        case.record.consignments[0],
        quantity=None if told == "no quantity" else quantity,
        wagons=wagons,
        product=product,
    )
    found = rail_volume(case.store, row, case.engine.assumptions)
    expected = by_hand(row, case.record)
    if expected is None:
        assert isinstance(found, NotEstimated)
        return
    assert isinstance(found, Estimate)
    assert (found.low_bbl, found.best_bbl, found.high_bbl) == pytest.approx(expected)
    in_wagons = told == "no quantity" or unit == "wagons"
    assert found.rung is (Rung.ASSUMED if in_wagons else Rung.DOCUMENTED)


def test_the_tonnes_that_china_notified_are_its_barrels(reported: Record, made_up: Record) -> None:
    row = replace(made_up.consignments[0], product=CHINA, quantity=Quantity(1_410, 1_410, 1_410, "t"))
    model = LoadModel(assumptions_of(reported.parameters), product_factors(reported.factors))
    found = barrels_of(row, model)
    assert isinstance(found, Estimate)
    assert round(found.best_bbl) == 11_745


def test_each_says_from_what_it_is_reckoned(case: Case) -> None:
    between = case.volume("bbl")
    assert between.basis == f"1{THIN_SPACE}000 bbl (900–1{THIN_SPACE}100) documented"
    assert between.reason == "The ends of the quantity are documented; best is the middle."
    assert (
        "The product is not documented, so barrels per tonne are assumed." in case.volume("t-unknown").reason
    )
    assert "No factor is cited for mazut" in case.volume("t-no-factor").reason
    wagons = case.volume("wagons")
    each = case.engine.assumptions.get(Key.WAGON_T)
    assert each is not None
    assert wagons.basis.startswith("12 wagons × ")
    assert [one.subject for one in wagons.inputs][:2] == ["consignment:wagons", "parameter:wagon_t"]
    assert set(each.source_ids) < set(wagons.source_ids)
    moved = case.engine.assumptions.moved(Key.WAGON_T, Range(60, 61, 62))
    by_hand = case.volume("wagons", moved).inputs[1]
    assert (by_hand.text, by_hand.subject, by_hand.source_ids) == ("61.00 t (60.00–62.00)", "", ())
    nothing = rail_volume(case.store, case.rows["nothing"], case.engine.assumptions)
    assert nothing == NotEstimated("neither quantity nor wagons documented")


def test_without_the_assumption_wagons_give_no_barrels(case: Case, made_up: Record) -> None:
    bare = replace(case.engine.assumptions, rows=())
    for ident in ("t-unknown", "wagons", "in-wagons"):
        assert isinstance(rail_volume(case.store, case.rows[ident], bare), NotEstimated)
    assert case.volume("t", bare).best_bbl == pytest.approx(by_hand(case.rows["t"], made_up)[1])  # type: ignore[index]


@pytest.mark.parametrize("wagon_t", [None, Range(40.0, 70.0, 100.0)])
def test_bars_flows_and_single_rows_tell_the_same_barrels(case: Case, wagon_t: Range | None) -> None:
    engine = case.engine
    if wagon_t is not None:
        engine = engine.under(engine.assumptions.moved(Key.WAGON_T, wagon_t))
    singles = [rail_volume(case.store, row, engine.assumptions) for row in case.rows.values()]
    known = [one for one in singles if isinstance(one, Estimate)]
    ends = [sum(getattr(one, name) for one in known) for name in ("low_bbl", "best_bbl", "high_bbl")]
    total = volumes(engine, RAIL_ALONE, Question()).total
    assert (total.consignments, total.in_barrels) == (7, 6)
    assert [total.low_bbl, total.best_bbl, total.high_bbl] == pytest.approx(ends)
    by_factor = rail_strata(engine, RAIL_ALONE)
    assert sum(one.calls for one in by_factor) == 6
    assert {one.factor_key for one in by_factor} == {"bbl", "bbl_per_t", "product:diesel"}
    assert all(one.rail for one in by_factor)
    for place, end in enumerate(ends):
        assert sum(one.base[place] * one.factor[place] for one in by_factor) == pytest.approx(end)
    (flow,) = (flow for flow in flows(engine, Filter()).flows if flow.rail)
    assert (flow.cell.calls, flow.cell.estimated) == (7, 6)
    assert [flow.cell.low_bbl, flow.cell.best_bbl, flow.cell.high_bbl] == pytest.approx(ends)


def test_a_volume_clause_follows_the_assumptions(case: Case) -> None:
    def passing(engine: QueryEngine, clause: VolumeClause) -> set[str]:
        return {row.id for row in engine.passing_consignments(Filter.of(clause))}

    asked = VolumeClause(low_bbl=6_700.0)
    # 12 wagons of diesel at 65 t and 7.45 bbl/t are 5,811 bbl at most.
    assert passing(case.engine, asked) == set()
    assert passing(case.engine, VolumeClause(low_bbl=6_700.0, unknown=True)) == {"nothing"}
    heavy = case.engine.under(case.engine.assumptions.moved(Key.WAGON_T, Range(60, 70, 90)))
    assert passing(heavy, asked) == {"wagons"}
    assert passing(case.engine, asked) == set()
    small = passing(case.engine, VolumeClause(high_bbl=900.0))
    assert small == {row for row in case.rows if row != "nothing" and case.volume(row).low_bbl <= 900}


def test_the_sources_of_an_assumption_stand_with_the_bar(case: Case) -> None:
    of_bars = frozenset().union(*volume_sources(case.engine, RAIL_ALONE, Question()).values())
    assert of_bars == volumes(case.engine, RAIL_ALONE, Question()).rail_source_ids
    each = case.engine.assumptions.get(Key.WAGON_T)
    assert each is not None
    assert of_bars.issuperset(each.source_ids)


def test_totals_with_their_interval_hold_the_railway_too(case: Case) -> None:
    filter_ = Filter()
    total = volumes(case.engine, filter_, Question()).total
    known = strata(case.engine, filter_).known
    assert sum(one.calls for one in known if one.rail) == total.in_barrels
    assert sum(one.calls for one in known if not one.rail) == total.estimated
    for place, end in enumerate((total.low_bbl, total.best_bbl, total.high_bbl)):
        assert sum(one.base[place] * one.load[place] * one.factor[place] for one in known) == pytest.approx(
            end
        )
